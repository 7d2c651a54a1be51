"""Verified copies and the way back: nothing is restored that is not whole, and nothing is lost by restoring."""

import json
import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import BadInput, Failed, Problem
from affiliate_desktop.workspace import backup as backup_module
from affiliate_desktop.workspace import engine, schema
from affiliate_desktop.workspace.backup import Backups, restore_file, verify_backup
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import REPOSITORY, files_of, filled, rows_of


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock):
    app = App(filled(tmp_path / "a.affiliate", clock), clock)
    app.workspace.backed_up(app.workspace.writes)
    yield app
    app.close()


def change(app: App, name: str = "More") -> None:
    with app.workspace.edit("x") as edit:
        edit.insert(schema.campaign, {"name": name, "created_at": ""})


def later(app: App, minutes: float) -> None:
    app.workspace.clock = FixedClock(app.workspace.clock.now() + timedelta(minutes=minutes))


def test_a_backup_is_whole_and_described(app: App) -> None:
    backup = app.backups.make("import")
    note = json.loads(backup.file.with_name(backup.file.name + ".json").read_text())
    assert app.backups.verify(backup.file) == backup
    assert app.backups.list() == (backup,)
    assert (backup.reason, backup.schema, backup.made_at) == (
        "import",
        f"{schema.VERSION:04}",
        "2026-06-15T12:00:00+00:00",
    )
    assert note["rows"]["campaign"] == 5
    assert note["sha256"] == backup.sha256
    assert backup.file.parent == app.workspace.path.parent / "a backups"
    with sqlite3.connect(backup.file) as copy:
        assert copy.execute("SELECT count(*) FROM campaign").fetchone() == (5,)
    copy.close()


def test_a_backup_holds_the_commits_that_are_not_in_the_main_file_yet(app: App, clock: FixedClock) -> None:
    change(app)
    backup = app.backups.make("manual")
    copy = open_workspace(backup.file, clock)
    assert rows_of(copy) == rows_of(app.workspace)
    copy.close()


def test_a_backup_waits_for_no_writer_and_holds_no_half_write(app: App) -> None:
    with app.workspace.write() as connection:
        connection.execute(schema.campaign.insert().values(name="half", created_at=""))
        backup = app.backups.make("manual")
    with sqlite3.connect(backup.file) as copy:
        assert copy.execute("SELECT count(*) FROM campaign").fetchone() == (5,)
    copy.close()
    assert app.workspace.changed


def test_backups_of_one_second_are_kept_apart_in_order(app: App) -> None:
    made = [app.backups.make(reason) for reason in ("import", "import", "manual")]
    assert app.backups.list() == tuple(reversed(made))


def test_nothing_is_made_at_close_when_nothing_changed(app: App, tmp_path: Path) -> None:
    app.close()
    assert not (tmp_path / "a backups").exists()


def test_a_change_is_backed_up_at_close_once(app: App) -> None:
    change(app)
    app.close()
    assert [backup.reason for backup in app.backups.list()] == ["close"]
    app.close()
    assert len(app.backups.list()) == 1


def test_half_an_hour_of_change_is_due_and_no_less(app: App) -> None:
    later(app, 60)
    assert app.backups.make_if_due() is None
    change(app)
    assert app.backups.make_if_due() is None
    later(app, 29)
    assert app.backups.make_if_due() is None
    later(app, 1)
    made = app.backups.make_if_due()
    assert made is not None
    assert made.reason == "interval"
    later(app, 60)
    assert app.backups.make_if_due() is None


def test_a_restore_brings_every_row_back_and_keeps_what_was_there(app: App) -> None:
    old, backup = rows_of(app.workspace, history=True), app.backups.make("manual")
    change(app)
    newer = rows_of(app.workspace, history=True)
    app.backups.restore(backup.file)
    assert rows_of(app.workspace, history=True) == old
    before = app.backups.list()[0]
    assert before.reason == "restore"
    app.backups.restore(before.file)
    assert rows_of(app.workspace, history=True) == newer
    assert not list(app.workspace.path.parent.glob(".*"))


def test_a_restore_is_seen_by_another_program_that_has_the_file_open(app: App, clock: FixedClock) -> None:
    old, backup = rows_of(app.workspace), app.backups.make("manual")
    change(app)
    other = open_workspace(app.workspace.path, clock)
    rows_of(other)
    app.backups.restore(backup.file)
    assert rows_of(other) == old
    with other.edit("x") as edit:
        edit.insert(schema.campaign, {"name": "after", "created_at": ""})
    other.close()
    with app.workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM campaign").scalar_one() == 6


def test_a_backup_with_pages_of_another_size_is_restored(app: App) -> None:
    fixture = REPOSITORY / "tests/fixtures/schema_0001.affiliate"
    assert int.from_bytes(fixture.read_bytes()[16:18], "big") == 1024
    for _ in range(3):
        change(app, app.backups.make("manual").file.name)
    app.backups.restore(fixture)
    with app.workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM campaign").scalar_one() == 5
    change(app, "after")
    app.backups.restore(app.backups.list()[0].file)


def test_every_backup_that_was_kept_restores_to_the_same_rows(app: App) -> None:
    states = {}
    for number in range(4):
        change(app, str(number))
        states[app.backups.make("manual").file] = rows_of(app.workspace)
    for file, rows in states.items():
        app.backups.restore(file)
        assert rows_of(app.workspace) == rows


@pytest.mark.parametrize("fault", ["bit", "truncated", "text", "empty", "note"])
def test_a_backup_that_is_not_whole_is_refused_before_the_workspace_is_touched(app: App, fault: str) -> None:
    backup = app.backups.make("manual")
    change(app)
    content = bytearray(backup.file.read_bytes())
    if fault == "bit":
        content[content.index(b"Campaign 3")] ^= 1
    changed = {"truncated": bytes(content[:50_000]), "text": b"hello", "empty": b""}.get(fault, bytes(content))
    backup.file.write_bytes(changed)
    if fault == "note":
        note = backup.file.with_name(backup.file.name + ".json")
        note.write_text(note.read_text().replace('"campaign": 5', '"campaign": 6'))
    before, files = rows_of(app.workspace, history=True), files_of(app.workspace.path.parent)
    with pytest.raises(Problem) as caught:
        app.backups.restore(backup.file)
    assert caught.value.code in {"backup_damaged", "not_a_workspace", "workspace_empty"}
    assert files_of(app.workspace.path.parent) == files
    assert rows_of(app.workspace, history=True) == before


def test_a_backup_of_a_newer_program_is_refused_with_both_versions(app: App) -> None:
    backup = app.backups.make("manual")
    with sqlite3.connect(backup.file) as copy:
        copy.execute("PRAGMA user_version = 7")
    copy.close()
    backup.file.with_name(backup.file.name + ".json").unlink()
    with pytest.raises(BadInput, match="schema 7"):
        app.backups.restore(backup.file)


def test_a_copy_without_its_log_of_commits_is_no_backup(app: App, tmp_path: Path) -> None:
    change(app)
    copy = tmp_path / "elsewhere" / "copy.affiliate"
    copy.parent.mkdir()
    shutil.copyfile(app.workspace.path, copy)
    shutil.copyfile(f"{app.workspace.path}-wal", f"{copy}-wal")
    with pytest.raises(BadInput, match="no finished copy"):
        verify_backup(copy)


def test_a_backup_without_its_note_is_listed_and_restored_and_never_thinned_out(app: App) -> None:
    old, backup = rows_of(app.workspace), app.backups.make("manual")
    backup.file.with_name(backup.file.name + ".json").unlink()
    change(app)
    assert [listed.reason for listed in app.backups.list()] == [""]
    app.backups.restore(backup.file)
    assert rows_of(app.workspace) == old
    later(app, 60 * 24 * 900)
    change(app, "x")
    app.backups.make("manual")
    assert backup.file.exists()


def test_a_restore_that_fails_half_way_leaves_the_old_rows(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = app.backups.make("manual")
    change(app)
    before = rows_of(app.workspace, history=True)

    def fail(*_paths: Path) -> None:
        raise Failed("disk_full", "Full.")

    monkeypatch.setattr(backup_module, "_pour", fail)
    with pytest.raises(Failed):
        app.backups.restore(backup.file)
    assert rows_of(app.workspace, history=True) == before
    assert not list(app.workspace.path.parent.glob(".*"))


def test_a_restore_does_not_wait_for_ever_for_a_foreign_program(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = app.backups.make("manual")
    change(app)
    before = rows_of(app.workspace, history=True)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    foreign = sqlite3.connect(app.workspace.path, isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    with pytest.raises(Failed) as caught:
        app.backups.restore(backup.file)
    foreign.execute("ROLLBACK")
    foreign.close()
    assert caught.value.code == "workspace_busy"
    assert rows_of(app.workspace, history=True) == before


def test_what_a_killed_restore_left_is_removed_by_the_next(app: App) -> None:
    left = app.workspace.path.parent / ".restore-abc"
    left.mkdir()
    (left / "restored.affiliate").touch()
    os.utime(left, (0, 0))
    app.backups.restore(app.backups.make("manual").file)
    assert not left.exists()


def test_a_workspace_that_cannot_be_opened_is_put_aside_and_replaced(app: App, clock: FixedClock) -> None:
    old, backup = rows_of(app.workspace), app.backups.make("manual")
    path = app.workspace.path
    app.close()
    path.write_bytes(b"rubbish" * 1000)
    Path(f"{path}-wal").write_bytes(b"old log")
    aside = restore_file(backup.file, path)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish" * 1000
    workspace = open_workspace(path, clock)
    assert rows_of(workspace) == old
    workspace.close()
    path.unlink()
    assert restore_file(backup.file, path) is None
    open_workspace(path, clock).close()


def test_old_backups_are_thinned_out_when_a_new_one_is_made(app: App) -> None:
    for day in range(60):
        change(app, str(day))
        app.backups.make("close")
        later(app, 60 * 24)
    kept = app.backups.list()
    assert 10 <= len(kept) <= 16
    notes = list(app.backups.folder.glob("*.json"))
    assert len(notes) == len(kept)
    assert all(app.backups.verify(backup.file) for backup in kept)


def test_what_a_killed_backup_left_is_swept_up_later(app: App) -> None:
    folder = app.backups.make("manual").file.parent
    for name in (".a 2026-xyz.affiliate", "a 2025 import.affiliate.json", ".a-123.json"):
        (folder / name).touch()
    app.backups.make("manual")
    assert len(list(folder.iterdir())) == 7
    app.workspace.clock = FixedClock(app.workspace.clock.now() + timedelta(days=4000))
    change(app)
    app.backups.make("manual")
    assert not list(folder.glob(".*"))
    assert not (folder / "a 2025 import.affiliate.json").exists()


def test_two_programs_that_back_up_in_the_same_second_make_two_backups(app: App, clock: FixedClock) -> None:
    other = open_workspace(app.workspace.path, clock)
    first, second = app.backups.make("close"), Backups(other).make("manual")
    other.close()
    assert first.file != second.file
    assert app.backups.verify(first.file).reason == "close"
    assert app.backups.verify(second.file).reason == "manual"


def test_a_backup_that_cannot_be_written_says_so_and_the_change_stays_unsaved(app: App) -> None:
    (app.workspace.path.parent / "a backups").write_text("in the way")
    change(app)
    with pytest.raises(Failed, match="can't be written"):
        app.backups.make("manual")
    assert app.workspace.changed
    (app.workspace.path.parent / "a backups").unlink()
