"""``workspace`` at the command line, as a person and as a script use it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from affiliate_desktop.cli.main import run
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.workspace.opening import open_workspace, remember_workspace
from tests.workspace.evidence import REPOSITORY, filled, rows_of


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    path = tmp_path / "room" / "a.affiliate"
    filled(path, clock).close()
    return path


class Caller:
    """Runs the command line in this process and reads its JSON."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys

    def __call__(self, *words: object, code: int = 0) -> Any:
        assert run(["--workspace", str(self.path), "--json", "workspace", *map(str, words)], lambda *_: 3) == code
        output, errors = self.capsys.readouterr()
        if code == 2 or not output:
            assert output == ""
            return json.loads(errors)["error"]
        assert errors == ""
        return json.loads(output)

    def text(self, *words: object) -> str:
        assert run(["--workspace", str(self.path), "workspace", *map(str, words)], lambda *_: 3) == 0
        return self.capsys.readouterr().out


@pytest.fixture
def call(path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(path, capsys)


def test_show_says_where_it_is_and_what_is_in_it(call: Caller, path: Path) -> None:
    shown = call("show")
    assert shown["workspace"] == str(path)
    assert shown["rows"]["campaign"] == 5
    assert (shown["undo"], shown["redo"], shown["read_only"]) == ("Fill", None, None)
    assert "campaign" in call.text("show")


def test_check_says_that_it_is_whole(call: Caller) -> None:
    assert call("check")["ok"] is True
    assert "whole" in call.text("check")


def test_check_of_a_workspace_with_a_fault_ends_with_1(call: Caller, path: Path, clock: FixedClock) -> None:
    workspace = open_workspace(path, clock)
    with workspace.write() as connection:
        connection.exec_driver_sql("UPDATE statement SET new = 5")
    workspace.close()
    report = call("check", code=1)
    assert report["ok"] is False
    assert "do not add up" in report["findings"][0]


def test_a_backup_is_made_listed_and_restored(call: Caller, path: Path, clock: FixedClock) -> None:
    made = call("backup")
    assert call("backups") == {"backups": [made]}
    workspace = open_workspace(path, clock)
    before = rows_of(workspace)
    with workspace.write() as connection:
        connection.exec_driver_sql("DELETE FROM campaign_program")
    workspace.close()
    answer = call("restore", made["file"])
    assert answer == {"workspace": str(path), "restored": made["file"], "set_aside": None}
    workspace = open_workspace(path, clock)
    assert rows_of(workspace) == before
    workspace.close()
    assert "restore" in call.text("backups")


@pytest.mark.parametrize("fault", ["damaged", "empty", "missing", "text"])
def test_a_workspace_that_cannot_be_opened_is_restored_all_the_same(call: Caller, path: Path, fault: str) -> None:
    made, content = call("backup"), path.read_bytes()
    path.unlink()
    if fault != "missing":
        path.write_bytes({"damaged": content[:9000], "empty": b"", "text": b"hello"}[fault])
        assert call("show", code=1 if fault == "damaged" else 2)["code"] in {
            "workspace_damaged", "workspace_empty", "not_a_workspace"
        }  # fmt: skip
    assert call("backups") == {"backups": [made]}
    answer = call("restore", made["file"])
    assert (answer["set_aside"] is None) is (fault == "missing")
    assert call("show")["rows"]["campaign"] == 5


def test_a_damaged_backup_is_refused_and_nothing_is_touched(call: Caller, path: Path) -> None:
    made = call("backup")
    Path(made["file"]).write_bytes(Path(made["file"]).read_bytes()[:70_000])
    before = path.read_bytes()
    assert call("restore", made["file"], code=1)["code"] == "backup_damaged"
    assert path.read_bytes() == before


def test_undo_and_redo_tell_what_they_did(call: Caller) -> None:
    undone = call("undo", code=1)
    assert undone["code"] == "still_used"
    assert call("redo", code=1)["code"] == "nothing_to_redo"


def test_an_edit_is_undone_and_redone(call: Caller, path: Path, clock: FixedClock) -> None:
    from affiliate_desktop.workspace.schema import campaign

    workspace = open_workspace(path, clock)
    with workspace.edit("Add campaign “{name}”", name="Spring") as edit:
        key = edit.insert(campaign, {"name": "Spring", "created_at": ""})
    workspace.close()
    assert call("undo") == {"undone": "Add campaign “Spring”", "changes": {"campaign": [key]}}
    assert call("redo")["redone"] == "Add campaign “Spring”"
    assert call("show")["rows"]["campaign"] == 6


def test_recent_workspaces_are_listed(call: Caller, path: Path, tmp_path: Path) -> None:
    remember_workspace(tmp_path / "gone")
    remember_workspace(path)
    assert call("list") == {
        "workspaces": [
            {"workspace": str(path), "missing": False},
            {"workspace": str(tmp_path / "gone"), "missing": True},
        ]
    }


def test_a_workspace_in_a_synchronized_folder_is_refused_and_copied_out(
    call: Caller, path: Path, tmp_path: Path
) -> None:
    synced = tmp_path / "Dropbox" / "a.affiliate"
    synced.parent.mkdir()
    synced.write_bytes(path.read_bytes())
    call.path = synced
    assert call("show", code=2)["code"] == "sync_folder"
    copy = call("copy", synced)["workspace"]
    call.path = Path(copy)
    assert call("show")["rows"]["campaign"] == 5


def test_a_fault_of_the_program_shows_no_traceback_and_is_logged(path: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from affiliate_desktop.cli.main import run; import affiliate_desktop.workspace.check as check\n"
        "def fail(_): raise LookupError('canary')\n"
        "check.contents = fail\n"
        "sys.exit(run(['--workspace', sys.argv[1], 'workspace', 'show'], lambda *_: 3))"
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "XDG_STATE_HOME": str(tmp_path / "state")}
    answer = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, env=environment, check=False
    )
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "Traceback" not in answer.stderr
    assert "LookupError" in answer.stderr
    log = (tmp_path / "state" / "affiliate-desktop" / "log.txt").read_text()
    assert "LookupError" in log
    assert "canary" not in log
