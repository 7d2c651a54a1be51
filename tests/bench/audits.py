"""An audit of a million statement rows: time, and memory that does not grow with the rows."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from affiliate_desktop.app import App
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan
from tests.bench.plans import PLAN
from tests.bench.row import Row

TITLE = "Audit of 1,000,000 statement rows"
ROWS, FEW = 1_000_000, 100_000
_INSERT = """
INSERT INTO transaction_ (account_id, program_id, key, external_id, day, event, status, currency, sale_micro,
  commission_micro) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_AUDIT = """
import resource, sys, time
from pathlib import Path
from affiliate_desktop.app import App
app = App.open(Path(sys.argv[1]))
program = app.programs.programs()[0].id
start = time.perf_counter()
report = app.audits.run(program)
seconds = time.perf_counter() - start
assert report.findings.count() == int(sys.argv[2])
report.findings.close()
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def filled(path: Path, count: int) -> None:
    """A workspace with a program, three rules and a year and a half of rows."""
    app = App.open(path)
    account = app.programs.add_account(Account("Shops", "awin")).value.id
    program = app.programs.add_program(Program(account, "Tea")).value.id
    app.plans.add(DatedPlan(program, PLAN))
    kinds = ("signup", "project", "sale")
    rows = (
        (
            account,
            program,
            f"i:{number}",
            str(number),
            f"{2025 + number * 18 // count // 12}-{number * 18 // count % 12 + 1:02}-{number % 28 + 1:02}",
            kinds[number % 3],
            "approved" if number % 17 else "reversed",
            "USD",
            0 if number % 3 == 0 else number % 90_000 * 10_000,
            5_000_000,
        )
        for number in range(count)
    )
    with app.workspace.write() as connection:
        cursor: Any = connection.connection.cursor()
        cursor.executemany(_INSERT, rows)
    app.workspace.close()


def audited(path: Path, count: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one audit in a process of its own."""
    command = [sys.executable, "-c", _AUDIT, str(path), str(count)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak = answer.stdout.split()
    return float(seconds), float(peak)


def measure() -> list[Row]:
    """A million rows, and the memory of a tenth of them beside it."""
    with tempfile.TemporaryDirectory(prefix="affiliate-bench-") as folder:
        many, few = Path(folder, "many.affiliate"), Path(folder, "few.affiliate")
        filled(many, ROWS)
        filled(few, FEW)
        seconds, peak = audited(many, ROWS)
        _, small = audited(few, FEW)
    return [
        Row("time: rules with a step and a cap, each row kept with its arithmetic", (seconds,), "s"),
        Row("peak memory", (peak,), "MB", f"{FEW:,} rows", (small,), 1.5, "times"),
    ]
