"""A file with one web address a line fills labels, codes and banner sets, with a head or without one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.address_list import listed_addresses
from affiliate_desktop.studio.label_fill import Words, labels_of_table, rows_of_table
from affiliate_desktop.studio.qr_table import items_of_table
from tests.studio import draw

ONE, TWO = "https://a.example/x?a=1,2", "https://b.example/y;z"


def addresses(file: Path) -> Iterator[str]:
    return (row.url for row in rows_of_table(file, Progress()))


@pytest.mark.parametrize(
    "content",
    [
        f"{ONE}\n{TWO}\n",
        f"link\n{ONE}\n{TWO}\n",
        f"Meine Adressen\r\n\r\n{ONE}\r\n{TWO}",
        f'\ufeffURL\n"{ONE}"\n"{TWO}"\n',
        f"  {ONE}  \n\n{TWO}\n\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_column_of_addresses_is_read_with_and_without_a_head(tmp_path: Path, content: str, encoding: str) -> None:
    file = draw.saved(tmp_path, "links.csv", content.encode(encoding))
    assert list(addresses(file)) == [ONE, TWO]
    items, failures = items_of_table(file)
    assert ([item.text for item in items], failures) == ([ONE, TWO], ())


def test_a_single_address_is_a_list(tmp_path: Path) -> None:
    assert list(addresses(draw.saved(tmp_path, "one.txt", b"https://a.example/x"))) == ["https://a.example/x"]


def test_a_workbook_without_a_head_loses_no_row(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "links.xlsx"), {"strings_to_urls": False}) as book:
        book.add_worksheet().write_column(0, 0, [ONE, TWO])
    assert list(addresses(tmp_path / "links.xlsx")) == [ONE, TWO]


def test_labels_of_a_list_take_the_common_words(tmp_path: Path) -> None:
    file = draw.saved(tmp_path, "links.csv", f"{ONE}\n{TWO}\n".encode())
    labels = labels_of_table(file, Words("Boots", "Twelve walks"), Progress())
    assert [(each.url, each.texts["headline"], each.texts["text"]) for each in labels] == [
        (ONE, "Boots", "Twelve walks"),
        (TWO, "Boots", "Twelve walks"),
    ]


def test_a_table_stays_a_table(tmp_path: Path) -> None:
    content = b"headline,link\nBoots,https://a.example/x\nHats,https://b.example/y\n"
    file = draw.saved(tmp_path, "table.csv", content)
    assert listed_addresses(file, "url") is None
    assert [row.headline for row in rows_of_table(file, Progress())] == ["Boots", "Hats"]
    columns = draw.saved(tmp_path, "columns.csv", b"https://a.example/x,Boots\nhttps://b.example/y,Hats\n")
    assert listed_addresses(columns, "url") is None


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"link\n", b"Hello\nWorld\n", b"\xff\xfe\x00", b"https://a.example/x y\n"]
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = draw.saved(tmp_path, "other.csv", content)
    assert listed_addresses(file, "url") is None
    with pytest.raises(BadInput, match=r"other\.csv"):
        rows_of_table(file, Progress())


def test_a_file_that_is_not_there_is_told_by_its_reader(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        rows_of_table(tmp_path / "none.csv", Progress())
