import zipfile
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter

from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio import proof, scan
from affiliate_desktop.studio.codes import Codes
from affiliate_desktop.studio.model import QrStyle, Verdict
from affiliate_desktop.studio.qr_bulk import BulkItem
from affiliate_desktop.studio.qr_style import EyeShape, ModuleShape, QrLook

ITEMS = tuple(BulkItem(f"Boots {number}", f"https://shop.example/{number}") for number in range(1, 8))


def read(content: bytes) -> list[str]:
    return [seen.text for seen in scan.read_codes(proof.picture(content))]


def test_a_folder_holds_a_file_each(tmp_path: Path) -> None:
    result = Codes().write(ITEMS, tmp_path / "codes", QrStyle())
    assert [read(artwork.file.read_bytes()) for artwork in result.artworks] == [[item.text] for item in ITEMS]
    assert sorted(file.name for file in (tmp_path / "codes").iterdir()) == [f"Boots {n}.png" for n in range(1, 8)]


def test_an_archive_holds_the_same_and_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        Codes().write(ITEMS, tmp_path / name, QrStyle(), "svg")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == [f"Boots {n}.svg" for n in range(1, 8)]


def test_one_pdf_holds_all_codes_with_their_names(tmp_path: Path) -> None:
    file = tmp_path / "codes.pdf"
    style = QrStyle(mm=50, look=QrLook(ModuleShape.ROUNDED, EyeShape.ROUNDED))
    items = [*ITEMS, *(BulkItem(f"Hats {n}", f"https://hats.example/{n}") for n in range(8))]
    result = Codes().write(items, file, style)
    assert result.failures == ()
    assert {artwork.verdict for artwork in result.artworks} == {Verdict.GREEN}
    document = pypdfium2.PdfDocument(file)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    assert len(pages) == 2
    seen = [s.text for number in range(2) for s in scan.read_codes(proof.rendered_pdf(file.read_bytes(), number, 150))]
    assert sorted(seen) == sorted(item.text for item in items)
    assert all(item.name in " ".join(pages) for item in items)


def test_equal_names_and_dangerous_ones_make_safe_files(tmp_path: Path) -> None:
    items = [BulkItem("a/b", "1"), BulkItem("A/B", "2"), BulkItem("../con", "3"), BulkItem("", "4")]
    result = Codes().write(items, tmp_path / "out", QrStyle())
    names = sorted(artwork.file.name for artwork in result.artworks)
    assert names == ["-con.png", "A-B 2.png", "a-b.png", "code.png"]
    assert all(artwork.file.parent == tmp_path / "out" for artwork in result.artworks)


@pytest.mark.parametrize("target", ["out", "out.zip", "out.pdf"])
def test_the_rest_of_a_batch_goes_on_and_the_report_names_what_failed(tmp_path: Path, target: str) -> None:
    items = [BulkItem("long", "x" * 3000), ITEMS[0], BulkItem("dense", "y" * 900)]
    result = Codes().write(items, tmp_path / target, QrStyle())
    assert [artwork.codes[0].text for artwork in result.artworks] == [ITEMS[0].text]
    assert [failure.name for failure in result.failures] == ["long", "dense"]
    assert "too long for a QR code" in result.failures[0].reason
    assert "too small to print" in result.failures[1].reason


def test_force_writes_those_that_would_not_scan_and_says_so(tmp_path: Path) -> None:
    result = Codes().write([BulkItem("dense", "y" * 900)], tmp_path / "out", QrStyle(), force=True)
    assert result.artworks[0].notes == (proof.FORCED,)
    assert result.artworks[0].file.exists()


def test_stopped_work_writes_nothing(tmp_path: Path) -> None:
    progress = Progress(report=lambda done, _total, _what: progress.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        Codes().write(ITEMS, tmp_path / "out", QrStyle(), progress=progress)
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_done_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="nothing to make"):
        Codes().write([], tmp_path / "out", QrStyle())
    with pytest.raises(BadInput, match="none of png"):
        Codes().write(ITEMS, tmp_path / "out", QrStyle(), "bmp")
    with pytest.raises(BadInput, match="does not fit"):
        Codes().write(ITEMS, tmp_path / "out.pdf", QrStyle(mm=250))
    with pytest.raises(Failed, match="cannot be written"):
        Codes().write(ITEMS, tmp_path / "file" / "out", QrStyle())


# --- tables ----------------------------------------------------------------------------------------------------


def test_a_table_of_links_is_understood_by_its_heads(tmp_path: Path) -> None:
    file = tmp_path / "links.csv"
    file.write_text("Name;Url\nBoots;https://shop.example/boots\n;https://shop.example/hats\nNothing;\n")
    items, failures = Codes().from_table(file)
    assert items == (
        BulkItem("Boots", "https://shop.example/boots"),
        BulkItem("links 3", "https://shop.example/hats"),
    )
    assert [failure.name for failure in failures] == ["Nothing"]


def test_a_workbook_of_contacts_becomes_cards(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row, cells in enumerate([["name", "given", "family", "phone"], ["Ada", "Ada", "Lovelace", 4930123456]]):
        sheet.write_row(row, 0, cells)
    sheet.write_row(2, 0, ["Bob", "Bob", "", "call me"])
    book.close()
    (ada,), (bob,) = Codes().from_table(file, "vcard")
    assert "FN:Ada Lovelace\r\nTEL:4930123456" in ada.text
    assert bob.name == "Bob"
    assert "no telephone number" in bob.reason


@pytest.mark.parametrize(
    ("content", "column", "words"),
    [("a,b\n1,2\n", "", "no column “url”"), ("a,b\n1,2\n", "c", "no column “c”; it has a, b")],
)
def test_a_table_without_the_column_says_what_it_has(tmp_path: Path, content: str, column: str, words: str) -> None:
    file = tmp_path / "links.csv"
    file.write_text(content)
    with pytest.raises(BadInput, match=words):
        Codes().from_table(file, column=column)
