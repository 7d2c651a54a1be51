"""A program killed at any instant: what was acknowledged is there, nothing is there by half."""

import random
import time
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.workspace.backup import backups_in, verify_backup
from affiliate_desktop.workspace.check import check
from affiliate_desktop.workspace.inspection import backup_folder
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import filled, python

BATCH = 50
CHILD = f"""
import sys
from pathlib import Path
from affiliate_desktop.app import App
from affiliate_desktop.workspace import schema
app = App.open(Path(sys.argv[1]))
with app.workspace.read() as connection:
    number = connection.exec_driver_sql("SELECT count(*) FROM design").scalar_one() // {BATCH}
print("ready", flush=True)
while True:
    with app.workspace.edit("Batch") as edit:
        for part in range({BATCH}):
            edit.insert(schema.design, {{"name": f"{{number}}-{{part}}", "content": "x" * 300, "created_at": ""}})
    number += 1
    print(number, flush=True)
    if number % 7 == 0:
        app.backups.make("manual")
    if number % 11 == 0:
        app.workspace.undo()
        app.workspace.redo()
"""


def kill_once(path: Path, clock: FixedClock, seconds: float) -> int:
    """Kills a writing program after a while; returns how many batches are there, after proving that all are whole."""
    other = python(CHILD, path)
    assert other.stdout is not None
    first = other.stdout.readline()
    time.sleep(seconds)
    other.kill()
    rest, errors = other.communicate()
    assert (first, errors) == ("ready\n", "")
    acknowledged = [int(line) for line in rest.split() if line.isdecimal()]
    workspace = open_workspace(path, clock)
    assert check(workspace).ok
    with workspace.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM design").scalar_one()
        images = connection.exec_driver_sql("SELECT count(*) FROM change_row GROUP BY change_id").scalars().all()
    workspace.close()
    assert rows % BATCH == 0
    assert set(images) <= {BATCH, 12}
    lost = (acknowledged[-1] if acknowledged else 0) - rows // BATCH
    assert lost <= 1  # the last undo, when it was killed between undo and redo
    return int(rows)


def kills(path: Path, clock: FixedClock, count: int, seed: int) -> None:
    rng = random.Random(seed)
    filled(path, clock).close()
    rows = [kill_once(path, clock, rng.uniform(0, 0.15)) for _ in range(count)]
    while not rows[-1]:  # on a machine that is too busy to write anything so soon
        rows.append(kill_once(path, clock, rng.uniform(0.15, 2)))
    made = backups_in(backup_folder(path))
    for backup in made:
        assert verify_backup(backup.file).sha256 == backup.sha256


def test_kills_at_random_instants_lose_and_halve_nothing(tmp_path: Path, clock: FixedClock) -> None:
    kills(tmp_path / "a.affiliate", clock, 8, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_hundred_kills_lose_and_halve_nothing(tmp_path: Path, clock: FixedClock) -> None:
    kills(tmp_path / "a.affiliate", clock, 200, seed=2)


RESTORE = """
import sys
from pathlib import Path
from affiliate_desktop.app import App
app = App.open(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for file in sys.argv[2:]:
        app.backups.restore(Path(file))
"""


def restores(folder: Path, clock: FixedClock, count: int) -> None:
    """A restore that is killed leaves one state or the other, never a mixture."""
    app = App(filled(folder / "a.affiliate", clock), clock)
    small = app.backups.make("manual").file
    with app.workspace.edit("More") as edit:
        from affiliate_desktop.workspace import schema

        for number in range(2000):
            edit.insert(schema.design, {"name": str(number), "content": "y" * 300, "created_at": ""})
    large = app.backups.make("manual").file
    app.workspace.close()
    rng, seen = random.Random(3), set()
    for _ in range(count):
        other = python(RESTORE, app.workspace.path, small, large)
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0, 0.2))
        other.kill()
        other.communicate()
        workspace = open_workspace(app.workspace.path, clock)
        assert check(workspace).ok
        with workspace.read() as connection:
            seen.add(connection.exec_driver_sql("SELECT count(*) FROM design").scalar_one())
        workspace.close()
    assert seen <= {0, 2000}


def test_a_killed_restore_leaves_the_old_or_the_new(tmp_path: Path, clock: FixedClock) -> None:
    restores(tmp_path, clock, 6)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_hundred_killed_restores_leave_the_old_or_the_new(tmp_path: Path, clock: FixedClock) -> None:
    restores(tmp_path, clock, 100)


CARELESS = f"""
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA synchronous = OFF")
print("ready", flush=True)
number = 0
while True:
    for part in range({BATCH}):
        name = f"{{number}}-{{part}}"
        connection.execute("INSERT INTO design (name, content, created_at) VALUES (?, '1', '')", (name,))
    number += 1
"""


def test_the_same_eyes_see_the_half_batches_of_a_careless_program(tmp_path: Path, clock: FixedClock) -> None:
    seen = 0
    for turn in range(8):
        path = tmp_path / str(turn) / "a.affiliate"
        filled(path, clock).close()
        other = python(CARELESS, path)
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        time.sleep(0.01 + turn / 300)
        other.kill()
        other.communicate()
        workspace = open_workspace(path, clock)
        with workspace.read() as connection:
            rows = connection.exec_driver_sql("SELECT count(*) FROM design").scalar_one()
        workspace.close()
        seen += rows % BATCH != 0
    assert seen > 0
