"""A disk that is full: words, nothing half written, and work goes on when there is room again."""

import sys
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.workspace.check import check
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import filled, python, rows_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes")

CHILD = """
import resource, signal, sys
from pathlib import Path
from affiliate_desktop.app import App
from affiliate_desktop.core.problems import Failed
app = App.open(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
def write(size):
    with app.workspace.write() as connection:
        for n in range(size):
            connection.exec_driver_sql("INSERT INTO setting VALUES (?, ?)", (f"s{size}-{n}", "x" * 10_000))
limit(int(sys.argv[2]))
for act in (lambda: write(2000), lambda: app.backups.make("manual")):
    try:
        act()
        print("done")
    except Failed as problem:
        print(problem.code)
limit(resource.RLIM_INFINITY)
write(3)
app.backups.make("manual")
app.close()
"""


@pytest.mark.parametrize("room", [120_000, 300_000, 1_000_000, 5_000_000])
def test_a_full_disk_takes_the_write_back_and_says_so(tmp_path: Path, clock: FixedClock, room: int) -> None:
    path = tmp_path / "a.affiliate"
    workspace = filled(path, clock)
    rows = rows_of(workspace)
    workspace.close()
    answer, errors = python(CHILD, path, room).communicate()
    assert errors == ""
    write, backup = answer.split()
    assert write in {"disk_full", "disk_error"}
    assert backup in {"disk_full", "disk_error", "done", "cannot_write", "backup_damaged"}
    again = App(open_workspace(path, clock), clock)
    with again.workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one() == 3
    assert {name: value for name, value in rows_of(again.workspace).items() if name != "setting"} == {
        name: value for name, value in rows.items() if name != "setting"
    }
    assert check(again.workspace).ok
    for made in again.backups.list():
        again.backups.verify(made.file)
    assert not [file for file in again.backups.folder.iterdir() if file.name.startswith(".")]
    again.close()


def test_a_workspace_is_not_half_made_on_a_full_disk(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from affiliate_desktop.app import App\n"
        "from affiliate_desktop.core.problems import Problem\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: App.open(Path(sys.argv[1]))\n"
        "except Problem as problem: print(problem.code)"
    )
    answer, errors = python(code, tmp_path / "a.affiliate").communicate()
    assert errors == ""
    assert answer.strip() in {"disk_full", "disk_error", "no_wal", "cannot_write"}
    assert [file for file in tmp_path.iterdir() if file.suffix != ".lock"] == []
