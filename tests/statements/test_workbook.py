"""Workbooks are taken apart by a child with little memory and time; bombs end there."""

import io
import random
import sys
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from affiliate_desktop.core.problems import BadInput, Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements import workbook
from affiliate_desktop.statements.source import open_source
from affiliate_desktop.statements.workbook import CHILD_FLAG, child_command
from tests.statements.files import write_workbook

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def raw_workbook(file: Path, sheet: list[bytes], *, strings: list[bytes] | None = None) -> Path:
    """A workbook written part by part, so that it may lie."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    shared = f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'{HEAD}<Types xmlns="{types}"/>')
        archive.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/>' + (shared if strings else "") + "</Relationships>",
        )
        parts_of = {"xl/worksheets/sheet1.xml": sheet} | ({"xl/sharedStrings.xml": strings} if strings else {})
        for name, parts in parts_of.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for part in parts:
                    member.write(part)
    return file


def sheet_with(cells: str) -> list[bytes]:
    """The XML of a sheet."""
    return [f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()]


def refused(file: Path) -> BadInput:
    """The problem that opening the file ends with."""
    with pytest.raises(BadInput) as problem:
        open_source(file)
    return problem.value


def rows_of(file: Path) -> list[list[Any]]:
    """All rows of the first sheet."""
    with open_source(file) as source:
        return [row for chunk in source.tables[0].chunks() for row in chunk.rows]


def test_cells_come_as_text_numbers_and_iso_dates_with_their_row(tmp_path: Path) -> None:
    file = tmp_path / "cells.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet, day = book.add_worksheet("S"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(2, 0, ["text", 1.5, 7])
        sheet.write_datetime(3, 0, datetime(2026, 3, 31), day)
        sheet.write_datetime(3, 1, datetime(2026, 3, 31, 10, 11, 12), day)
        sheet.write_boolean(3, 2, True)
    with open_source(file) as source:
        (chunk,) = source.tables[0].chunks()
        assert list(zip(chunk.lines, chunk.rows, strict=True))[2:] == [
            (3, ["text", 1.5, 7.0]),
            (4, ["2026-03-31", "2026-03-31 10:11:12", "TRUE"]),
        ]


def test_the_rows_of_every_sheet_are_read_again_each_time(tmp_path: Path) -> None:
    sheets = {name: [[name, number] for number in range(2500)] for name in ("One", "Empty", "Two")}
    sheets["Empty"] = []
    with open_source(write_workbook(tmp_path / "many.xlsx", sheets)) as source:
        assert [(table.index, table.name) for table in source.tables] == [(0, "One"), (1, "Two")]
        for _ in range(2):
            for table in source.tables:
                assert [row[1] for chunk in table.chunks() for row in chunk.rows] == list(range(2500))


def test_a_huge_cell_is_told(tmp_path: Path) -> None:
    text = "x" * 40_000
    cells = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    )
    with open_source(raw_workbook(tmp_path / "huge.xlsx", sheet_with(cells))) as source:
        (chunk,) = source.tables[0].chunks()
    assert [(bad.line, bad.problem.code) for bad in chunk.bad] == [(1, "cell_too_long")]
    assert chunk.rows == [[1.0]]


def test_a_workbook_without_cells_or_sheets_is_refused(tmp_path: Path) -> None:
    assert refused(write_workbook(tmp_path / "none.xlsx", {"S": []})).code == "no_sheets"


def test_two_cells_that_span_the_whole_sheet_do_not_take_its_memory(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    file = raw_workbook(tmp_path / "span.xlsx", sheet_with(cells))
    assert file.stat().st_size < 3_000
    assert refused(file).code == "workbook_too_large"


def test_a_wide_sheet_is_refused(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
    assert refused(raw_workbook(tmp_path / "wide.xlsx", sheet_with(cells))).code == "workbook_too_large"


def test_a_sheet_that_inflates_to_a_gigabyte_and_a_half_is_refused_before_it_is_read(tmp_path: Path) -> None:
    block = b"A" * (1 << 20)
    start = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    sheet = [start, *[block] * 1500, b"</t></is></c></row></sheetData></worksheet>"]
    file = raw_workbook(tmp_path / "inflates.xlsx", sheet)
    assert file.stat().st_size < 3_000_000
    assert refused(file).code == "archive_too_large"


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 100}">' for n in range(9))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&e8;</t></is></c></row></sheetData></worksheet>'
    )
    assert refused(raw_workbook(tmp_path / "entities.xlsx", [sheet.encode()])).code == "damaged_file"


def test_the_child_is_killed_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_workbook(tmp_path / "good.xlsx", {"S": [["a"], [1]]})
    monkeypatch.setattr(workbook, "WALL_SECONDS", 0.3)
    monkeypatch.setattr(workbook, "child_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    assert refused(file).code == "workbook_too_large"


def test_a_child_that_dies_halfway_is_one_clear_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_workbook(tmp_path / "good.xlsx", {"S": [["a"], [1]]})
    half = 'print(\'{"sheet": 0, "name": "S"}\', flush=True); import os; os.abort()'
    monkeypatch.setattr(workbook, "child_command", lambda: [sys.executable, "-c", half])
    assert refused(file).code == "workbook_too_large"


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    file = write_workbook(tmp_path / "good.xlsx", {"S": [["a"], [1]]})
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        open_source(file, progress)


def test_a_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, CHILD_FLAG]


def test_the_frozen_child_answers_as_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_workbook(tmp_path / "good.xlsx", {"S": [["a", "b"], [1, 2]]})
    expected = rows_of(file)
    monkeypatch.setattr(workbook, "child_command", lambda: [sys.executable, "-m", "affiliate_desktop", CHILD_FLAG])
    assert rows_of(file) == expected == [["a", "b"], [1.0, 2.0]]


ONE_CELL = sheet_with('<row r="1"><c r="A1"><v>1</v></c></row>')


@pytest.mark.soak
def test_ten_million_shared_strings_that_are_alike_are_refused(tmp_path: Path) -> None:
    item = b"<si><t>aaaaaaaaaa</t></si>" * 1000
    strings = [f'{HEAD}<sst xmlns="{MAIN}">'.encode(), *[item] * 10_000, b"</sst>"]
    assert refused(raw_workbook(tmp_path / "alike.xlsx", ONE_CELL, strings=strings)).code == "archive_too_large"


@pytest.mark.soak
def test_a_million_shared_strings_that_differ_are_read(tmp_path: Path) -> None:
    chance = random.Random(10)
    unlike = (b"<si><t>%010x</t></si>" % chance.getrandbits(40) for _ in range(1_000_000))
    strings = [f'{HEAD}<sst xmlns="{MAIN}">'.encode(), *unlike, b"</sst>"]
    assert rows_of(raw_workbook(tmp_path / "unlike.xlsx", ONE_CELL, strings=strings)) == [[1.0]]


def test_random_damage_is_refused_or_read(tmp_path: Path) -> None:
    good = write_workbook(tmp_path / "good.xlsx", {"S": [["a", "b"], *[[n, n * 1.5] for n in range(50)]]}).read_bytes()
    file = tmp_path / "damaged.xlsx"
    for place in range(0, len(good), max(1, len(good) // 25)):
        spoiled = io.BytesIO(good)
        spoiled.seek(place)
        spoiled.write(b"\xff\x00\xff")
        file.write_bytes(spoiled.getvalue())
        with suppress(BadInput):
            assert len(rows_of(file)) <= 51
