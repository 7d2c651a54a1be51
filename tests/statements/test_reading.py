"""Files as they come: encodings, delimiters, broken quotes, and everything that is no statement."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.model import Cell, ColumnMap, Field
from affiliate_desktop.statements.source import open_source
from affiliate_desktop.statements.text import TextTable, open_text
from tests.statements.files import write_text, write_workbook

MAPPING = ColumnMap(columns={Field.DATE: "Date", Field.COMMISSION: "Commission"}, currency="EUR")


def opened(content: bytes) -> TextTable:
    """A table of these bytes."""
    return open_text(lambda: io.BytesIO(content), len(content), "table.csv")


def rows_of(content: bytes) -> list[tuple[int, list[Cell]]]:
    """Line and cells of every row."""
    table = opened(content)
    return [pair for chunk in table.chunks() for pair in zip(chunk.lines, chunk.rows, strict=True)]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ";"),
        ("utf-16", "\t"),
        ("utf-16-le", "|"),
        ("utf-16-be", ";"),
        ("cp1252", ";"),
        ("utf-32", ","),
    ],
)
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    lines = ["Datum|Händler|Provision", *(f"2026-03-{day:02d}|Möbelhaus Grün & Söhne|{day}" for day in range(1, 29))]
    table = opened("\n".join(lines).replace("|", delimiter).encode(encoding))
    assert table.delimiter == delimiter
    first = next(iter(table.chunks()))
    assert first.rows[0] == ["Datum", "Händler", "Provision"]
    assert first.rows[28] == ["2026-03-28", "Möbelhaus Grün & Söhne", "28"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Wartość;Źródło;Zamówienie\nSprzedaż;Łódź;Prowizja złożona\nksiążka;żółw;gęś\n", "cp1250"),
        ("Дата;Сумма;Товар\n01.03;Привет мир;Книга про чай\n", "cp1251"),
        ("Créé;Bénéficiaire;Montant\nPayé;Élève à l'école;5\n", "cp1252"),
        ("Café;b\n5;6\n", "cp1252"),
        ("日付;金額;商品名\n2026;本とお茶の歴史;電話\n", "cp932"),
    ],
)
def test_code_pages_are_told_apart(text: str, encoding: str) -> None:
    rows = rows_of(text.encode(encoding))
    assert rows[0][1] == text.splitlines()[0].split(";")


def test_decimal_commas_do_not_make_a_comma_the_delimiter() -> None:
    text = "Datum;Betrag;Rest\n" + "".join(f"2026-03-{day:02d};{day},50;1,25\n" for day in range(1, 20))
    assert opened(text.encode()).delimiter == ";"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_as_an_editor_does_whatever_ends_them(end: str) -> None:
    text = end.join(["a,b", '1,"two', 'lines"', "", "3,4", ""])
    broken = f"two{end}lines"
    assert rows_of(text.encode()) == [(1, ["a", "b"]), (2, ["1", broken]), (4, []), (5, ["3", "4"])]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_only() -> None:
    text = 'a,b\n1,x\n2,"open\n' + "".join(f"{number},y\n" for number in range(3, 5000))
    table = opened(text.encode())
    chunks = list(table.chunks())
    rows = {line for chunk in chunks for line in chunk.lines}
    bad = [(each.line, each.problem.code, each.cells) for chunk in chunks for each in chunk.bad]
    assert bad == [(3, "quote_not_closed", ('2,"open',))] or bad[0][:1] == (3,)
    assert len(bad) == 1
    assert rows == set(range(1, text.count("\n") + 1)) - {3}


def test_text_behind_a_closing_quotation_mark_is_told_not_guessed() -> None:
    chunks = list(opened(b'a,b\n1,"x"y\n2,z\n').chunks())
    assert [row for chunk in chunks for row in chunk.rows] == [["a", "b"], ["2", "z"]]
    assert [each.line for chunk in chunks for each in chunk.bad] == [2]


@pytest.mark.parametrize("length", [40_000, 999_990, 2_500_000])
def test_a_long_line_is_noticed_wherever_it_stands(length: int) -> None:
    filler = b"1,2\n" * 249_990
    chunks = list(opened(b"a,b\n" + filler + b"3," + b"x" * length + b"\n4,5\n").chunks())
    assert [each.line for chunk in chunks for each in chunk.bad] == [249_992]
    assert sum(len(chunk.rows) for chunk in chunks) == 249_992


def test_a_line_of_many_megabytes_is_no_table() -> None:
    with pytest.raises(BadInput) as problem:
        opened(b"a,b\n1," + b"x" * 9_000_000)
    assert problem.value.code == "line_too_long"


def test_a_huge_cell_and_a_nul_are_told_with_their_line() -> None:
    text = "a,b\n1," + "x" * 40_000 + "\n2,ok\n3,n\0l\n4,ok\n"
    chunks = list(opened(text.encode()).chunks())
    assert [row for chunk in chunks for row in chunk.rows] == [["a", "b"], ["2", "ok"], ["4", "ok"]]
    assert [(each.line, each.problem.code) for chunk in chunks for each in chunk.bad] == [
        (2, "cell_too_long"),
        (4, "nul_character"),
    ]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.text("ab\"',;\n\r x", max_size=8), st.text('01.,"\n', max_size=6)), min_size=1, max_size=30)
)
def test_every_line_is_in_a_row_or_told(cells: list[tuple[str, str]]) -> None:
    text = "first,second\n" + "".join(f"{one},{two}\n" for one, two in cells)
    try:
        chunks = list(opened(text.encode()).chunks())
    except BadInput:
        return
    begins = sorted(
        [line for chunk in chunks for line in chunk.lines] + [bad.line for chunk in chunks for bad in chunk.bad]
    )
    assert begins == sorted(set(begins))
    assert begins[0] == 1


def make_files(folder: Path) -> dict[str, bytes]:
    """Files that are no statements, or no readable ones."""
    book = write_workbook(folder / "good.xlsx", {"S": [["a", "b"], [1, 2]]}).read_bytes()
    with zipfile.ZipFile(folder / "plain.zip", "w") as archive:
        archive.writestr("notes.md", "nothing")
    with zipfile.ZipFile(folder / "sheet.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    return {
        "empty.csv": b"",
        "empty.xlsx": b"",
        "cut.xlsx": book[: len(book) // 2],
        "nozip.xlsx": b"PK\x03\x04" + bytes(200),
        "text.xlsx": b"just some words without columns",
        "binary.xlsx": bytes(range(256)) * 20,
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048),
        "protected.xlsx": protected,
        "page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
        "book.xml": b"\xef\xbb\xbf<?xml version='1.0'?><a/>",
        "report.pdf": b"%PDF-1.7\n%\xe2\xe3",
        "answer.json": b'[{"id": 1}]',
        "answer.csv": b'{"id": 1}',
        "plain.zip": (folder / "plain.zip").read_bytes(),
        "sheet.ods": (folder / "sheet.ods").read_bytes(),
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "words.csv": b"one\ntwo\nthree\n",
        "noise.csv": bytes((number * 7919) % 256 for number in range(5000)),
        "data.affiliate": b"SQLite format 3\0" + bytes(100),
    }


CODES = {
    "empty.csv": "empty_file",
    "empty.xlsx": "empty_file",
    "cut.xlsx": "damaged_file",
    "nozip.xlsx": "damaged_file",
    "text.xlsx": "no_columns",
    "binary.xlsx": "damaged_file",
    "old.xls": "damaged_file",
    "protected.xlsx": "password_protected",
    "page.xls": "html_file",
    "book.xml": "html_file",
    "report.pdf": "not_a_statement",
    "answer.json": "not_a_statement",
    "answer.csv": "not_a_statement",
    "plain.zip": "not_a_statement",
    "sheet.ods": "damaged_file",
    "picture.csv": "not_a_statement",
    "words.csv": "no_columns",
    "noise.csv": "not_a_statement",
    "data.affiliate": "not_a_statement",
}


@pytest.mark.parametrize("name", CODES)
def test_a_file_that_is_no_statement_is_refused_with_what_to_do(
    app: App, awin: int, tmp_path: Path, name: str, contents: Callable[[], object]
) -> None:
    file = tmp_path / name
    file.write_bytes(make_files(tmp_path)[name])
    before = contents()
    for call in (
        lambda: app.statements.identify(file),
        lambda: app.statements.import_file(file, awin, column_map=MAPPING),
    ):
        with pytest.raises(BadInput) as problem:
            call()
        assert problem.value.code == CODES[name]
        assert "Traceback" not in str(problem.value)
        assert len(str(problem.value)) > 20
    assert contents() == before


def test_a_missing_file_and_a_folder_are_told(app: App, tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "no_such_file"), (tmp_path, "not_a_file")):
        with pytest.raises(BadInput) as problem:
            app.statements.identify(path)
        assert problem.value.code == code


def test_a_table_without_a_header_is_refused(app: App, awin: int, tmp_path: Path) -> None:
    file = write_text(tmp_path / "bare.csv", "2026-03-01,5.00,EUR\n2026-03-02,6.00,EUR\n")
    for call in (lambda: app.statements.identify(file), lambda: app.statements.import_file(file, awin)):
        with pytest.raises(BadInput) as problem:
            call()
        assert problem.value.code == "no_header"


def test_a_zip_that_holds_one_csv_is_read(app: App, amazon: int, tmp_path: Path) -> None:
    from tests.statements.files import FIXTURES

    file = tmp_path / "Fee-Earnings.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(FIXTURES / "amazon-us-fee-earnings.csv", "Fee-Earnings.csv")
    assert app.statements.import_file(file, amazon).new == 5


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_are_opened_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    with suppress(BadInput), open_source(file) as source:
        for table in source.tables:
            assert all(len(chunk.lines) == len(chunk.rows) for chunk in table.chunks())
