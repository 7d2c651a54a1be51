"""Files inside archives, and workbooks that are no XLSX: read right, or refused before they take the machine."""

import gzip
import zipfile
from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements import packed
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.source import open_source
from tests.statements.files import FIXTURES

TABLE = b"Date,Commission\n2026-03-01,5.25\n"
ROWS: list[list[Cell]] = [["Date", "Commission"], ["2026-03-01", "5.25"]]


def rows_of(file: Path) -> list[list[Cell]]:
    """All rows of the first table."""
    with open_source(file) as source:
        return [row for chunk in source.tables[0].chunks() for row in chunk.rows]


def refused(file: Path) -> str:
    """The code of the problem that opening the file ends with."""
    with pytest.raises(BadInput) as problem:
        open_source(file)
    return problem.value.code


def test_a_gzip_and_a_zip_with_one_text_are_read_as_the_text(tmp_path: Path) -> None:
    packed_text, archive = tmp_path / "a.csv.gz", tmp_path / "a.zip"
    packed_text.write_bytes(gzip.compress(TABLE))
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("report.csv", TABLE)
        out.writestr("__MACOSX/report.csv", b"noise")
    for file, packing in ((packed_text, "gzip"), (archive, "zip")):
        assert rows_of(file) == ROWS
        with open_source(file) as source:
            assert (source.container, source.packing) == ("csv", packing)
            assert b"".join(source.blocks()) == file.read_bytes()


def test_the_unpacked_text_is_gone_when_the_source_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = tmp_path / "a.csv.gz"
    file.write_bytes(gzip.compress(TABLE))
    with open_source(file):
        assert len(list(tmp_path.glob("statement-*"))) == 1
    assert list(tmp_path.glob("statement-*")) == []


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_bomb_is_refused_before_it_fills_the_disk(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    text = b"a,b\n" + b"0" * 60_000_000
    file = tmp_path / f"bomb.{kind}"
    if kind == "gz":
        file.write_bytes(gzip.compress(text, 9))
    else:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("report.csv", text)
    assert file.stat().st_size < 70_000
    assert refused(file) == "archive_too_large"
    assert list(tmp_path.glob("statement-*")) == []


def test_what_inflates_beyond_the_limit_is_refused_however_badly_it_was_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_INFLATED", 1000)
    file = tmp_path / "large.csv.gz"
    file.write_bytes(gzip.compress(TABLE * 50, 0))
    assert refused(file) == "archive_too_large"


@pytest.mark.parametrize("cut", [12, 30, -9])
def test_an_archive_that_was_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    file = tmp_path / "cut.csv.gz"
    file.write_bytes(gzip.compress(TABLE * 100)[:cut])
    assert refused(file) == "damaged_file"


def test_an_archive_with_several_tables_names_them(tmp_path: Path) -> None:
    file = tmp_path / "two.zip"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("one.csv", TABLE)
        out.writestr("two.csv", TABLE)
    with pytest.raises(BadInput, match=r"“one\.csv”, “two\.csv”"):
        open_source(file)


def test_an_empty_text_in_an_archive_is_told(tmp_path: Path) -> None:
    file = tmp_path / "none.csv.gz"
    file.write_bytes(gzip.compress(b""))
    assert refused(file) == "empty_file"


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_are_read_like_any_other(kind: str) -> None:
    file = FIXTURES / f"table.{kind}"
    assert rows_of(file) == [
        ["Date", "Commission", "Currency"],
        ["2026-03-01", 5.25, "EUR"],
        ["2026-03-02", -1.5, "EUR"],
    ]
    with open_source(file) as source:
        assert (source.container, source.tables[0].name) == (kind, "Sales")


def test_an_encrypted_open_workbook_says_so(tmp_path: Path) -> None:
    file = tmp_path / "locked.ods"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", b"\x93\x01\x02")
        out.writestr("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    assert refused(file) == "password_protected"


def test_an_open_workbook_that_repeats_a_cell_a_billion_times_is_refused(tmp_path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"><office:body>'
        f'<office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">{cell}'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = tmp_path / "repeats.ods"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("META-INF/manifest.xml", "<manifest/>")
        out.writestr("content.xml", content)
    assert refused(file) in {"workbook_too_large", "damaged_file"}


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(TABLE)
    with open_source(file) as source:
        file.write_bytes(TABLE + b"2026-03-02,9.99\n")
        for read in (lambda: list(source.tables[0].chunks()), lambda: list(source.blocks())):
            with pytest.raises(BadInput) as problem:
                read()
            assert problem.value.code == "file_changed"
