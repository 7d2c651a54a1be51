"""Starting the program: what is imported before the first paint, and one window for each workspace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui import libraries
from affiliate_desktop.gui.application import DESKTOP_ID
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.workspaces import default_path, first_path
from affiliate_desktop.workspace.opening import default_path as real_default_path
from affiliate_desktop.workspace.recents import remember_workspace

FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from affiliate_desktop.gui import application
app = application.make_application()
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.workspaces import Workspaces, first_path
path = first_path(None)
seen = []
def opened(self, path):
    seen.append(sorted(set(sys.modules) & {
        "sqlalchemy", "alembic", "reportlab", "PIL", "python_calamine", "pyqtgraph", "numpy", "babel", "pikepdf",
        "pypdfium2", "zxingcpp", "qrcode", "PySide6.QtNetwork", "click"}))
    QTimer.singleShot(0, app.quit)
Workspaces.open_first = opened
starter = application._start(app, Instance(path), path, ())
app.exec()
starter.window.close()
print("imported:", *seen[0])
"""

WHOLE = """
import sys
from PySide6.QtCore import QTimer
from affiliate_desktop.gui import application
app = application.make_application()
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.workspaces import first_path
path = first_path(None)
starter = application._start(app, Instance(path), path, ())
def look():
    if starter.jobs.busy or starter.workspaces.app is None:
        QTimer.singleShot(20, look)
        return
    print("file:", starter.workspaces.app.workspace.path.name, type(starter.window.stack.currentWidget()).__name__)
    starter.window.close()
    app.quit()
QTimer.singleShot(20, look)
app.exec()
"""


def _run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=dict(os.environ), check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    assert _run(FIRST_PAINT).strip() == "imported:"


def test_a_first_start_makes_the_default_workspace_and_shows_the_first_screen() -> None:
    assert _run(WHOLE).strip() == "file: Default.affiliate Welcome"
    assert real_default_path().is_file()


def test_the_default_path_is_the_workspaces_own() -> None:
    assert default_path() == real_default_path()


def test_a_start_shows_the_file_asked_for_or_the_last_one_that_is_still_there(tmp_path: Path) -> None:
    assert first_path(tmp_path / "asked.affiliate") == tmp_path / "asked.affiliate"
    assert first_path(None) == default_path()
    for name in ("older", "gone"):
        (tmp_path / f"{name}.affiliate").touch()
        remember_workspace(tmp_path / f"{name}.affiliate")
    (tmp_path / "gone.affiliate").unlink()
    assert first_path(None) == tmp_path / "older.affiliate"


def test_a_second_start_hands_its_files_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    workspace, file = tmp_path / "w.affiliate", tmp_path / "statement.csv"
    first = Instance(workspace)
    assert first.claim()
    first.listen()
    script = f"""
from pathlib import Path
from affiliate_desktop.gui.application import make_application
app = make_application()
from affiliate_desktop.gui.instance import Instance
second = Instance(Path({str(workspace)!r}))
assert not second.claim()
assert second.hand_over((Path({str(file)!r}),))
"""
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        second = subprocess.Popen([sys.executable, "-c", script], env=dict(os.environ))
    assert second.wait(20) == 0
    assert called.args == [(file,)]
    first.release()
    after = Instance(workspace)
    assert after.claim()
    after.release()


def test_two_workspaces_are_two_windows(tmp_path: Path, qapp) -> None:
    one, other = Instance(tmp_path / "a.affiliate"), Instance(tmp_path / "b.affiliate")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "no display" in str(libraries.obstacle())
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert libraries.obstacle() is None


def test_missing_libraries_are_told_with_the_line_that_installs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(libraries, "_loads", lambda name: name not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    message = str(libraries.obstacle())
    assert message.endswith("sudo apt-get install --no-install-recommends libegl1 libxcb-cursor0")


def test_the_desktop_id_is_lower_case_and_reversed() -> None:
    assert DESKTOP_ID.lower() == DESKTOP_ID
    assert DESKTOP_ID.split(".")[0] in ("org", "io", "com")
    entries = list((Path(__file__).parents[2] / "packaging" / "linux").glob("*.desktop"))
    assert all(entry.stem == DESKTOP_ID for entry in entries)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_a_program_that_is_asked_to_end_saves_first(tmp_path: Path) -> None:
    script = WHOLE.replace("    starter.window.close()\n    app.quit()\n", CHANGE_AND_END)
    assert _run(script).strip() == "file: Default.affiliate Welcome"
    from affiliate_desktop.app import App

    app = App.open(create=False)
    assert [backup.reason for backup in app.backups.list()] == ["close"]
    app.close()


CHANGE_AND_END = """
    starter.workspaces.app.preferences.save(paper="Letter")
    import os, signal
    os.kill(os.getpid(), signal.SIGTERM)
"""
