"""A power cut in the middle of an import: all of it is there, or nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.programs.model import Account
from tests.statements.files import EARNINGS, earning, write_text

ROWS = 8_000


def earnings(folder: Path) -> Path:
    """A long statement."""
    lines = [",".join(map(str, earning(f"2026-03-{number % 28 + 1:02d}", number, 1))) for number in range(ROWS)]
    return write_text(folder / "long.csv", "\n".join(["Fee-Earnings reports", ",".join(EARNINGS), *lines]) + "\n")


def visits(folder: Path) -> Path:
    """A long report of visits."""
    lines = [f"202603{number % 28 + 1:02d},campaign {number},{number}" for number in range(ROWS)]
    return write_text(folder / "visits.csv", "\n".join(["Date,Session campaign,Sessions", *lines]) + "\n")


def rounds(folder: Path, file: Path, account: str, count: int, longest: float = 1.2) -> set[int]:
    """Kills that many imports at random moments; the counts of rows that were there afterwards.

    Args:
        longest: seconds after which an import is killed at the latest; 0 finds out how long a whole one takes.
    """
    path, chance, seen = folder / "w.affiliate", random.Random(5), set()
    app = App.open(path)
    app.programs.add_account(Account("US", "amazon", currency="USD"))
    app.programs.add_account(Account("Blog", "utm"))
    app.workspace.close()
    words = ["--workspace", str(path), "statement", "import", str(file), "--account", account]
    if not longest:
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", "affiliate_desktop", *words], stdout=subprocess.DEVNULL, check=True)
        longest = 1.3 * (time.monotonic() - begun)
        app = App.open(path)
        app.statements.undo(1)
        app.workspace.close()
    for _ in range(count):
        with subprocess.Popen([sys.executable, "-m", "affiliate_desktop", *words], stdout=subprocess.DEVNULL) as child:
            time.sleep(chance.uniform(0.2, longest))
            child.kill()
        app = App.open(path)
        seen.add(app.ledger.count() + sum(len(app.visits.of(each.id)) for each in app.statements.list()))
        for statement in app.statements.list():
            assert statement.rows == ROWS
            assert app.statements.original(statement.id) == file.read_bytes()
            app.statements.undo(statement.id)
        app.workspace.close()
    return seen


def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    assert rounds(tmp_path, earnings(tmp_path), "US", 4) <= {0, ROWS}


def test_a_killed_import_of_visits_leaves_all_or_nothing(tmp_path: Path) -> None:
    assert rounds(tmp_path, visits(tmp_path), "Blog", 4, 2.5) <= {0, ROWS}


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_no_moment_of_an_import_is_a_bad_one_to_be_killed(tmp_path: Path) -> None:
    assert rounds(tmp_path, earnings(tmp_path), "US", 200, 0) == {0, ROWS}
