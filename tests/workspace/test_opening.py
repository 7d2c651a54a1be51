"""Making and opening workspaces, and what is refused."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import BadInput, Failed, NotFound, Problem
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.engine import APPLICATION_ID, shm_path, wal_path
from affiliate_desktop.workspace.opening import create_workspace, default_path, open_or_create, open_workspace
from tests.workspace.evidence import files_of, filled, no_writing, python, rows_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "room" / "a.affiliate"


def refused(path: Path, clock: FixedClock) -> Problem:
    """The refusal; proves that it touched nothing."""
    before = files_of(path.parent)
    with pytest.raises(Problem) as caught:
        open_workspace(path, clock)
    assert files_of(path.parent) == before
    assert "{" not in str(caught.value)
    return caught.value


def test_a_new_workspace_is_private_and_says_what_it_is_in_its_first_bytes(path: Path, clock: FixedClock) -> None:
    workspace = create_workspace(path, clock)
    head = path.read_bytes()[:100]
    workspace.close()
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(head[60:64], "big") == schema.VERSION
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_files_of_a_working_day_are_private(path: Path, clock: FixedClock) -> None:
    old = os.umask(0o022)
    try:
        app = App(filled(path, clock), clock)
        app.backups.make("manual")
        app.preferences.save(theme="dark")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.rglob("*") if file.is_file()}
        app.close()
    finally:
        os.umask(old)
    assert len(modes) == 6
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((path.parent / "a backups").stat().st_mode) == 0o700


def test_write_ahead_full_sync_and_foreign_keys_are_on(path: Path, clock: FixedClock) -> None:
    workspace = create_workspace(path, clock)
    with workspace.read() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
        keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
    workspace.close()
    assert (values, keys) == (["wal", 2], 1)


def test_closing_leaves_one_whole_file(path: Path, clock: FixedClock) -> None:
    filled(path, clock).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["a.affiliate", "a.affiliate.lock"]


def test_the_default_workspace_is_made_in_the_data_folder(clock: FixedClock) -> None:
    app = App.open(None, clock)
    app.close()
    assert default_path().is_file()
    assert stat.S_IMODE(default_path().parent.stat().st_mode) == 0o700


def test_a_file_that_exists_is_never_made_anew(path: Path, clock: FixedClock) -> None:
    filled(path, clock).close()
    with pytest.raises(BadInput, match="exists already"):
        create_workspace(path, clock)


def test_two_programs_that_start_at_once_share_one_new_workspace(path: Path, clock: FixedClock) -> None:
    code = (
        "import sys; from pathlib import Path; from affiliate_desktop.app import App\n"
        "app = App.open(Path(sys.argv[1]))\n"
        "from affiliate_desktop.workspace import schema\n"
        "with app.workspace.edit('x') as e: e.insert(schema.campaign, {'name': sys.argv[2], 'created_at': ''})\n"
        "app.workspace.close()"
    )
    both = [python(code, path, number) for number in range(3)]
    assert [process.communicate()[1] for process in both] == ["", "", ""]
    workspace = open_workspace(path, clock)
    with workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM campaign").scalar_one() == 3
    workspace.close()


def test_names_with_any_character_open(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "50% of é ?#&=+; mode=memory" / "w x%20?immutable=1#.affiliate"
    filled(path, clock).close()
    workspace = open_workspace(path, clock)
    assert rows_of(workspace)["campaign"]
    workspace.close()
    assert path.is_file()


def test_two_names_of_one_file_share_one_lock(path: Path, clock: FixedClock) -> None:
    filled(path, clock).close()
    other = path.parent / "other.affiliate"
    other.symlink_to(path)
    workspace = open_workspace(other, clock)
    assert workspace.path == path
    workspace.close()
    other.unlink()
    os.link(path, other)
    assert refused(other, clock).code == "hard_linked"


def test_a_missing_file_is_named(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir()
    problem = refused(path, clock)
    assert isinstance(problem, NotFound)
    assert str(path) in str(problem)


def test_a_folder_is_no_workspace(tmp_path: Path, clock: FixedClock) -> None:
    assert refused(tmp_path, clock).code == "is_a_folder"


@pytest.mark.parametrize("backups", [True, False])
def test_an_empty_file_is_never_a_silent_new_workspace(path: Path, clock: FixedClock, backups: bool) -> None:
    path.parent.mkdir()
    path.touch()
    if backups:
        (path.parent / "a backups").mkdir()
    problem = refused(path, clock)
    assert problem.code == "workspace_empty"
    assert ("a backups" in str(problem)) is backups
    with pytest.raises(BadInput):
        open_or_create(path, clock)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"hello", b"\x89PNG\r\n\x1a\n" * 50, b"Date,Amount\n" * 500, b"\0" * 8192])
def test_another_kind_of_file_is_no_workspace(path: Path, clock: FixedClock, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert refused(path, clock).code == "not_a_workspace"


def test_another_programs_database_is_no_workspace(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE account (id)")
    other.commit()
    other.close()
    assert "another program" in str(refused(path, clock))


def test_a_database_with_our_mark_but_without_our_tables_is_damaged(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.executescript(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version=1; CREATE TABLE x (id);")
    other.close()
    assert refused(path, clock).code == "workspace_damaged"


def test_a_damaged_file_points_to_its_backups(path: Path, clock: FixedClock) -> None:
    app = App(filled(path, clock), clock)
    app.backups.make("manual")
    app.workspace.close()
    content = bytearray(path.read_bytes())
    content[4096:40960] = bytes(36864)
    path.write_bytes(content)
    problem = refused(path, clock)
    assert problem.code == "workspace_damaged"
    assert "a backups" in str(problem)


@pytest.mark.parametrize("with_index", [True, False])
def test_a_damaged_file_with_unfinished_commits_is_refused_untouched(
    path: Path, clock: FixedClock, with_index: bool
) -> None:
    workspace = filled(path, clock)
    copy = path.parent / "copy" / "b.affiliate"
    copy.parent.mkdir()
    content = bytearray(path.read_bytes())
    content[4096:40960] = bytes(36864)
    copy.write_bytes(content)
    damaged_log = bytearray(wal_path(path).read_bytes())
    damaged_log[5000:] = bytes(len(damaged_log) - 5000)
    wal_path(copy).write_bytes(damaged_log)
    if with_index:
        shutil.copyfile(shm_path(path), shm_path(copy))
    workspace.close()
    assert refused(copy, clock).code == "workspace_damaged"


@pytest.mark.parametrize("with_index", [True, False])
def test_what_a_killed_program_left_is_opened_with_every_commit(
    path: Path, clock: FixedClock, with_index: bool
) -> None:
    workspace = filled(path, clock)
    rows = rows_of(workspace)
    copy = path.parent / "copy" / "b.affiliate"
    copy.parent.mkdir()
    shutil.copyfile(path, copy)
    shutil.copyfile(wal_path(path), wal_path(copy))
    if with_index:
        shutil.copyfile(shm_path(path), shm_path(copy))
    workspace.close()
    survivor = open_workspace(copy, clock)
    assert rows_of(survivor) == rows
    survivor.close()


def test_a_newer_schema_opens_for_reading_and_names_both_versions(path: Path, clock: FixedClock) -> None:
    filled(path, clock).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = path.read_bytes()
    workspace = open_workspace(path, clock)
    assert isinstance(workspace.read_only, Failed)
    assert "schema 99" in str(workspace.read_only)
    assert f"knows {schema.VERSION}" in str(workspace.read_only)
    assert rows_of(workspace)["campaign"]
    with pytest.raises(Failed, match="newer"), workspace.edit("x"):
        pass
    App(workspace, clock).close()
    assert path.read_bytes() == before


def test_a_file_in_a_folder_without_writing_opens_for_reading(path: Path, clock: FixedClock) -> None:
    workspace = filled(path, clock)
    rows = rows_of(workspace)
    workspace.close()
    before = files_of(path.parent)
    with no_writing(path.parent, path):
        workspace = open_workspace(path, clock)
        assert workspace.read_only is not None
        assert workspace.read_only.code == "read_only_file"
        assert rows_of(workspace) == rows
        with pytest.raises(Failed, match="reading only"), workspace.edit("x"):
            pass
        App(workspace, clock).close()
    assert files_of(path.parent) == before


def test_a_file_without_writing_opens_for_reading_in_a_folder_with_writing(path: Path, clock: FixedClock) -> None:
    filled(path, clock).close()
    path.parent.chmod(0o777)
    with no_writing(path):
        workspace = open_workspace(path, clock)
        assert workspace.read_only is not None
        assert rows_of(workspace)["campaign"]
        workspace.close()


def test_unfinished_commits_where_nothing_can_be_written_are_not_hidden(path: Path, clock: FixedClock) -> None:
    workspace = filled(path, clock)
    copy = path.parent / "copy" / "b.affiliate"
    copy.parent.mkdir()
    for file in (path, wal_path(path), shm_path(path)):
        shutil.copyfile(file, copy.with_name(file.name.replace("a.", "b.")))
    workspace.close()
    with no_writing(copy.parent, *copy.parent.iterdir()):
        problem = refused(copy, clock)
    assert problem.code == "read_only_unfinished"


def test_a_folder_that_cannot_be_written_gets_no_workspace(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir()
    filled(path.with_name("warm.affiliate"), clock).close()
    with no_writing(path.parent), pytest.raises(Failed, match="can't be written"):
        create_workspace(path, clock)
    assert not path.exists()


@pytest.mark.parametrize("service", ["Dropbox", "OneDrive - Firm", "Nextcloud", "Google Drive"])
def test_a_workspace_in_a_synchronized_folder_is_neither_made_nor_opened(
    tmp_path: Path, clock: FixedClock, service: str
) -> None:
    filled(tmp_path / "a.affiliate", clock).close()
    folder = tmp_path / service
    with pytest.raises(BadInput) as caught:
        create_workspace(folder / "a.affiliate", clock)
    assert caught.value.code == "sync_folder"
    assert not folder.exists()
    folder.mkdir()
    shutil.copyfile(tmp_path / "a.affiliate", folder / "a.affiliate")
    assert refused(folder / "a.affiliate", clock).code == "sync_folder"


def test_a_backup_opens_as_a_workspace_of_its_own(path: Path, clock: FixedClock) -> None:
    app = App(filled(path, clock), clock)
    rows, backup = rows_of(app.workspace), app.backups.make("manual")
    app.close()
    workspace = open_workspace(backup.file, clock)
    assert rows_of(workspace) == rows
    with workspace.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    workspace.close()
