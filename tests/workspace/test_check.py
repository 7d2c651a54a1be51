"""A check finds what SQLite finds, and what it does not."""

import sqlite3
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.check import check
from tests.workspace.evidence import files_of, filled


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock):
    app = App(filled(tmp_path / "a.affiliate", clock), clock)
    yield app
    app.close()


def spoil(app: App, *statements: str) -> None:
    with app.workspace.write() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_sound_workspace_has_no_findings_and_is_not_touched(app: App) -> None:
    before = files_of(app.workspace.path.parent)
    report = check(app.workspace)
    changed = {name for name, state in files_of(app.workspace.path.parent).items() if before[name] != state}
    assert (report.ok, report.findings, report.schema) == (True, (), f"{schema.VERSION:04}")
    assert report.rows["campaign"] == 5
    assert changed <= {"a.affiliate-shm"}


def test_a_flipped_bit_in_a_kept_file_is_found(app: App) -> None:
    spoil(app, "UPDATE attachment SET content = zeroblob(length(content))")
    report = check(app.workspace)
    assert not report.ok
    assert "kept file" in report.findings[0]


def test_counts_that_do_not_add_up_are_found(app: App) -> None:
    spoil(app, "UPDATE statement SET new = 5")
    assert "do not add up" in check(app.workspace).findings[0]


def test_a_reference_to_nothing_is_found(app: App) -> None:
    with app.workspace.read() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("UPDATE program SET account_id = 77")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    assert "account that is gone" in check(app.workspace).findings[0]
    spoil(app, "UPDATE program SET account_id = 1")


def test_an_old_sqlite_is_a_note_and_a_mended_one_is_none(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert len(check(app.workspace).notes) == 1
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert check(app.workspace).notes == ()
