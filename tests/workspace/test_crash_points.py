"""A program that dies at a named step of making, backing up, restoring or replacing leaves the old or the new."""

import shutil
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.workspace.check import check
from affiliate_desktop.workspace.inspection import inspect
from affiliate_desktop.workspace.opening import open_or_create, open_workspace
from tests.workspace.evidence import filled, python, rows_of

DYING = """
import importlib, os, sys
from pathlib import Path
place, step, moment = sys.argv[1:4]
module, _, name = step.rpartition(".")
owner = Path if module == "Path" else importlib.import_module("affiliate_desktop.workspace." + module)
original = getattr(owner, name)
def dying(*arguments, **options):
    if moment == "before":
        os._exit(9)
    original(*arguments, **options)
    os._exit(9)
from affiliate_desktop.app import App
from affiliate_desktop.workspace.backup import restore_file
{prepare}
setattr(owner, name, dying)
{act}
"""
MAKE = DYING.replace("{prepare}", "").replace("{act}", "App.open(Path(place))")
BACK_UP = DYING.replace("{prepare}", "app = App.open(Path(place))").replace("{act}", "app.backups.make('manual')")
RESTORE = DYING.replace("{prepare}", "app = App.open(Path(place))").replace(
    "{act}", "app.backups.restore(Path(sys.argv[4]))"
)
REPLACE = DYING.replace("{prepare}", "").replace("{act}", "restore_file(Path(sys.argv[4]), Path(place))")


def die(code: str, path: Path, step: str, moment: str, *arguments: object) -> None:
    other = python(code, path, step, moment, *arguments)
    _, errors = other.communicate()
    assert (other.returncode, errors) == (9, "")


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", ["opening.probe_wal", "opening._fill", "Path.replace", "opening.inspect"])
def test_making_leaves_no_workspace_or_a_whole_one(tmp_path: Path, clock: FixedClock, step: str, moment: str) -> None:
    path = tmp_path / "a.affiliate"
    die(MAKE, path, step, moment)
    if path.exists():
        inspect(path)
    open_or_create(path, clock).close()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    "step", ["backup.copy_into", "backup.describe", "backup.write_bytes", "Path.replace", "backup.thin_out"]
)
def test_backing_up_lists_only_whole_backups(tmp_path: Path, clock: FixedClock, step: str, moment: str) -> None:
    app = App(filled(tmp_path / "a.affiliate", clock), clock)
    app.backups.make("manual")
    rows = rows_of(app.workspace, history=True)
    app.workspace.close()
    die(BACK_UP, app.workspace.path, step, moment)
    again = App(open_workspace(app.workspace.path, clock), clock)
    assert rows_of(again.workspace, history=True) == rows
    assert len(again.backups.list()) in {1, 2}
    for backup in again.backups.list():
        assert again.backups.verify(backup.file).sha256 == backup.sha256
    again.close()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    "step", ["backup.verify_backup", "backup.current_copy", "backup.write_backup", "backup.thin_out", "backup._pour"]
)
def test_restoring_leaves_the_old_or_the_new(tmp_path: Path, clock: FixedClock, step: str, moment: str) -> None:
    app = App(filled(tmp_path / "a.affiliate", clock), clock)
    backup = app.backups.make("manual")
    new = rows_of(app.workspace)
    app.preferences.save(theme="dark")
    old = rows_of(app.workspace)
    app.workspace.close()
    die(RESTORE, app.workspace.path, step, moment, backup.file)
    again = open_workspace(app.workspace.path, clock)
    assert rows_of(again) == (new if (step, moment) == ("backup._pour", "after") else old)
    assert check(again).ok
    again.close()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    "step",
    ["backup.current_copy", "swap._set_aside", "swap.wal_path", "Path.unlink", "Path.replace", "swap.sync_folder"],
)
def test_replacing_a_damaged_file_never_leaves_an_empty_place(
    tmp_path: Path, clock: FixedClock, step: str, moment: str
) -> None:
    app = App(filled(tmp_path / "a.affiliate", clock), clock)
    backup, path = app.backups.make("manual"), app.workspace.path
    rows = rows_of(app.workspace)
    shutil.copyfile(f"{path}-wal", tmp_path / "log")
    app.workspace.close()
    path.write_bytes(path.read_bytes()[:20_000])
    shutil.copyfile(tmp_path / "log", f"{path}-wal")
    die(REPLACE, path, step, moment, backup.file)
    assert path.exists()
    again = python(
        "import sys; from pathlib import Path; from affiliate_desktop.workspace.backup import restore_file\n"
        "restore_file(Path(sys.argv[1]), Path(sys.argv[2]))",
        backup.file,
        path,
    )
    assert again.communicate() == ("", "")
    workspace = open_workspace(path, clock)
    assert rows_of(workspace) == rows
    workspace.close()
