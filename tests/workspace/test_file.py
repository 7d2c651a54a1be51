"""One writer at a time over threads and processes, readers at any time, and clear words for faults."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import file as file_module
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.check import check
from affiliate_desktop.workspace.engine import wal_path
from affiliate_desktop.workspace.file import Workspace, file_lock, lock_path
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import filled, python, rows_of

COUNTER = """
import sys
from pathlib import Path
from affiliate_desktop.app import App
from affiliate_desktop.workspace import schema
workspace = App.open(Path(sys.argv[1])).workspace
for _ in range(int(sys.argv[2])):
    with workspace.write() as connection:
        count = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'count'").scalar_one()
        connection.exec_driver_sql("UPDATE setting SET value = ? WHERE name = 'count'", (int(count) + 1,))
workspace.close()
"""


def counter(workspace: Workspace) -> int:
    with workspace.read() as connection:
        return int(connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'count'").scalar_one())


def start_counter(workspace: Workspace) -> None:
    with workspace.write() as connection:
        connection.exec_driver_sql("INSERT INTO setting VALUES ('count', 0)")


def add_one(workspace: Workspace) -> None:
    with workspace.write() as connection:
        count = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'count'").scalar_one()
        connection.exec_driver_sql("UPDATE setting SET value = ? WHERE name = 'count'", (int(count) + 1,))


def test_an_error_takes_the_whole_write_back(app: App) -> None:
    before = rows_of(app.workspace, history=True)

    def fail() -> None:
        with app.workspace.edit("x") as edit:
            edit.insert(schema.campaign, {"name": "x", "created_at": ""})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows_of(app.workspace, history=True) == before
    assert not app.workspace.changed


def test_a_table_made_in_a_failed_write_is_gone_too(app: App) -> None:
    def fail() -> None:
        with app.workspace.write() as connection:
            connection.exec_driver_sql("CREATE TABLE stray (id)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with app.workspace.read() as connection:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'stray'"
        assert connection.exec_driver_sql(query).scalar_one() == 0


def test_a_read_sees_one_state_while_another_thread_writes(app: App) -> None:
    start_counter(app.workspace)
    with app.workspace.read() as connection, ThreadPoolExecutor(1) as other:
        query = "SELECT value FROM setting WHERE name = 'count'"
        first = connection.exec_driver_sql(query).scalar_one()
        other.submit(add_one, app.workspace).result()
        assert connection.exec_driver_sql(query).scalar_one() == first
    assert counter(app.workspace) == 1


def test_a_read_can_write_nothing_by_accident_in_a_read_only_workspace(tmp_path: Path, clock: FixedClock) -> None:
    filled(tmp_path / "a.affiliate", clock).close()
    workspace = Workspace(tmp_path / "a.affiliate", clock, read_only=Failed("read_only_file", "No."))
    with pytest.raises(Failed), workspace.read() as connection:
        connection.exec_driver_sql("DELETE FROM campaign_program")
    workspace.close()


def test_threads_take_turns_and_lose_nothing(app: App) -> None:
    start_counter(app.workspace)
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(add_one, app.workspace) for _ in range(120)]:
            done.result()
    assert counter(app.workspace) == 120


def test_a_write_inside_a_write_says_so_instead_of_waiting_for_itself(app: App) -> None:
    with app.workspace.write(), pytest.raises(RuntimeError, match="inside"), app.workspace.write():
        pass
    with app.workspace.write() as connection:
        connection.exec_driver_sql("INSERT INTO setting VALUES ('after', 1)")


def test_two_programs_alternate_and_lose_nothing(app: App) -> None:
    start_counter(app.workspace)
    others = [python(COUNTER, app.workspace.path, 60) for _ in range(2)]
    for _ in range(60):
        add_one(app.workspace)
        counter(app.workspace)
    assert [other.communicate()[1] for other in others] == ["", ""]
    assert counter(app.workspace) == 180
    assert check(app.workspace).ok


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_two_programs_alternate_a_thousand_times(app: App) -> None:
    start_counter(app.workspace)
    others = [python(COUNTER, app.workspace.path, 1000) for _ in range(2)]
    for _ in range(1000):
        add_one(app.workspace)
    assert [other.communicate()[1] for other in others] == ["", ""]
    assert counter(app.workspace) == 3000
    assert check(app.workspace).ok


def test_the_command_line_reads_while_the_window_writes(app: App) -> None:
    start_counter(app.workspace)
    code = (
        "import sys; from pathlib import Path; from affiliate_desktop.app import App\n"
        "workspace = App.open(Path(sys.argv[1])).workspace\n"
        "with workspace.read() as c: print(c.exec_driver_sql('SELECT value FROM setting').scalar_one())\n"
        "workspace.close()"
    )
    with app.workspace.write() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = 7 WHERE name = 'count'")
        answer, errors = python(code, app.workspace.path).communicate()
    assert (answer.strip(), errors) == ("0", "")


def test_a_program_that_holds_the_turn_for_too_long_is_named_as_the_reason(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_module, "WRITE_WAIT_SECONDS", 0.2)
    held = file_lock(app.workspace.path)
    with held, pytest.raises(Failed) as caught, app.workspace.edit("x"):
        pass
    assert caught.value.code == "workspace_busy"
    with app.workspace.edit("x") as edit:
        edit.insert(schema.campaign, {"name": "x", "created_at": ""})


def test_the_lock_of_a_killed_program_is_free_at_once(app: App) -> None:
    code = (
        "import sys, time; from pathlib import Path; from affiliate_desktop.app import App\n"
        "workspace = App.open(Path(sys.argv[1])).workspace\n"
        "with workspace.write() as c:\n"
        "    c.exec_driver_sql(\"INSERT INTO setting VALUES ('lost', 1)\"); print('in', flush=True); time.sleep(60)"
    )
    other = python(code, app.workspace.path)
    assert other.stdout is not None
    assert other.stdout.readline() == "in\n"
    other.kill()
    other.communicate()
    started = time.monotonic()
    with app.workspace.write() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one() == 0
    assert time.monotonic() - started < file_module.WRITE_WAIT_SECONDS


def test_closing_waits_for_nobody_and_loses_nothing(app: App, clock: FixedClock) -> None:
    other = open_workspace(app.workspace.path, clock)
    start_counter(other)
    with app.workspace.read() as connection:
        connection.exec_driver_sql("SELECT 1 FROM setting").all()
        add_one(other)
        other.close()
    assert counter(app.workspace) == 1


def test_the_log_of_commits_goes_into_the_file_at_close_and_stays_small_before(
    tmp_path: Path, clock: FixedClock
) -> None:
    workspace = filled(tmp_path / "a.affiliate", clock)
    blob = b"x" * 200_000
    for number in range(60):
        with workspace.write() as connection:
            connection.exec_driver_sql("INSERT INTO setting VALUES (?, ?)", (f"s{number}", blob.hex()))
    assert wal_path(workspace.path).stat().st_size < 12_000_000
    workspace.close()
    assert not wal_path(workspace.path).exists()


def test_a_broken_rule_reaches_the_service_as_it_is(app: App) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), app.workspace.edit("x") as edit:
        edit.insert(schema.program, {"account_id": 99, "name": "x"})


def test_damage_that_shows_while_working_is_said_in_words(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "a.affiliate"
    filled(path, clock).close()
    workspace = open_workspace(path, clock)
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(Failed) as caught, workspace.read() as connection:
        connection.exec_driver_sql("SELECT * FROM campaign").all()
    assert caught.value.code == "workspace_damaged"
    workspace.close()


def test_no_parameter_of_a_statement_shows_in_an_error(app: App) -> None:
    from sqlalchemy import insert
    from sqlalchemy.exc import SQLAlchemyError

    row = {"name": "Secret", "created_at": None}
    with pytest.raises(SQLAlchemyError) as caught, app.workspace.write() as connection:
        connection.execute(insert(schema.campaign).values(**row))
    assert "Secret" not in str(caught.value)


def test_a_missing_lock_folder_is_said_in_words(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(app.workspace._process_turn), "_acquire", full)
    with pytest.raises(Failed) as caught, app.workspace.write():
        pass
    assert caught.value.code == "disk_full"


def test_the_lock_lies_beside_the_file(app: App) -> None:
    with app.workspace.write():
        assert lock_path(app.workspace.path).exists()
        other = sqlite3.connect(app.workspace.path, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_was_moved_while_it_was_open_is_not_written(app: App, replaced: bool) -> None:
    path = app.workspace.path
    elsewhere = path.with_name("moved.affiliate")
    path.rename(elsewhere)
    if replaced:
        path.write_bytes(elsewhere.read_bytes())
    with pytest.raises(Failed) as caught, app.workspace.write():
        pass
    assert caught.value.code == "workspace_moved"
    elsewhere.replace(path)
    start_counter(app.workspace)
    assert counter(app.workspace) == 0
