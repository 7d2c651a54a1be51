"""The watched folder: new files are found once they have settled, and offered until they are imported or ignored."""

import os
import time
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.statements.model import ColumnMap, Field
from affiliate_desktop.statements.watching import SETTLED_S, Scan
from tests.statements.files import FIXTURES, write_text

TABLE = "When,Got\n2026-03-01,5.00\n2026-03-02,6.00\n"
MAPPED = ColumnMap({Field.DATE: "When", Field.COMMISSION: "Got"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "downloads"
    made.mkdir()
    return made


def settled(app: App, folder: Path, since: float = 0.0, before: Scan | None = None) -> Scan:
    """Two looks, as far apart as files need to settle."""
    first = app.watching.scan(folder, since, before, now=1_000.0)
    return app.watching.scan(folder, since, first, now=1_000.0 + SETTLED_S)


def names(scan: Scan) -> list[str]:
    return [offer.path.name for offer in scan.offers]


def test_a_new_statement_is_offered_with_whose_it_is(app: App, folder: Path) -> None:
    (folder / "fees.csv").write_bytes((FIXTURES / "amazon-us-fee-earnings.csv").read_bytes())
    write_text(folder / "own.csv", TABLE)
    first = app.watching.scan(folder, 0.0, now=1_000.0)
    assert (names(first), first.waiting) == ([], True)
    scan = app.watching.scan(folder, 0.0, first, now=1_000.0 + SETTLED_S)
    assert [(offer.path.name, offer.what) for offer in scan.offers] == [("fees.csv", "amazon"), ("own.csv", "")]
    assert not scan.waiting


def test_a_file_that_still_grows_waits(app: App, folder: Path) -> None:
    file = write_text(folder / "own.csv", TABLE)
    scan = app.watching.scan(folder, 0.0, now=1_000.0)
    for step in range(1, 4):
        with file.open("a") as more:
            more.write("2026-03-03,7.00\n")
        os.utime(file, ns=(time.time_ns(), time.time_ns() + step))
        scan = app.watching.scan(folder, 0.0, scan, now=1_000.0 + step * SETTLED_S)
        assert (names(scan), scan.waiting) == ([], True)
    scan = app.watching.scan(folder, 0.0, scan, now=1_000.0 + 4 * SETTLED_S)
    assert names(scan) == ["own.csv"]


def test_an_imported_file_is_not_offered_under_another_name(app: App, awin: int, folder: Path, tmp_path: Path) -> None:
    app.statements.import_file(write_text(tmp_path / "elsewhere.csv", TABLE), awin, column_map=MAPPED)
    write_text(folder / "copy (1).csv", TABLE)
    scan = settled(app, folder)
    assert names(scan) == []
    app.statements.undo(1)
    assert names(settled(app, folder, before=scan)) == ["copy (1).csv"]


def test_an_ignored_file_stays_away_and_comes_back_with_undo(app: App, folder: Path) -> None:
    write_text(folder / "own.csv", TABLE)
    write_text(folder / "same.csv", TABLE)
    scan = settled(app, folder)
    assert len(scan.offers) == 1, "the same bytes are offered once"
    app.watching.ignore(scan.offers)
    app.watching.ignore(scan.offers)
    write_text(folder / "again.csv", TABLE)
    assert names(settled(app, folder)) == []
    app.workspace.undo()
    assert len(settled(app, folder).offers) == 1


def test_only_files_that_may_be_new_statements_count(app: App, folder: Path) -> None:
    for name in ("~$open.xlsx", ".hidden.csv", "half.csv.part", "photo.png", "notes.txt", "data.json", "empty.csv"):
        write_text(folder / name, {"empty.csv": "", "data.json": "{}"}.get(name, "When,Got\nnothing,here\n"))
    (folder / "folder.csv").mkdir()
    write_text(folder / "folder.csv" / "inside.csv", TABLE)
    app.profiles.save("Own", ("When", "Got"), MAPPED)
    write_text(folder / "known.txt", TABLE)
    scan = settled(app, folder)
    assert [(offer.path.name, offer.what) for offer in scan.offers] == [("known.txt", "Own"), ("notes.txt", "Own")]


def test_what_lay_there_before_the_watch_began_is_not_new(app: App, folder: Path) -> None:
    write_text(folder / "old.csv", TABLE)
    since = time.time() + 3_600
    assert names(settled(app, folder, since)) == []


def test_a_missing_or_unreadable_folder_says_so(app: App, folder: Path) -> None:
    with pytest.raises(Failed, match="can't be read"):
        app.watching.scan(folder / "gone", 0.0)
    with pytest.raises(Failed):
        app.watching.scan(write_text(folder / "file.csv", TABLE), 0.0)
