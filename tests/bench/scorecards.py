"""A scorecard of a program with a million statement rows: time, and memory that does not grow with the rows."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.audits import FEW, ROWS, filled
from tests.bench.row import Row

TITLE = "Scorecard of 1,000,000 statement rows"
_SCORE = """
import sys, time
from pathlib import Path
from affiliate_desktop.app import App
from tests.bench.row import peak_mb
app = App.open(Path(sys.argv[1]))
program = app.programs.programs()[0].id
start = time.perf_counter()
card = app.scorecards.of(program)
seconds = time.perf_counter() - start
assert sum(score.count for score in card.scores) == int(sys.argv[2])
print(seconds, peak_mb())
"""


def scored(path: Path, count: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one scorecard in a process of its own."""
    command = [sys.executable, "-c", _SCORE, str(path), str(count)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    seconds, peak = answer.stdout.split()
    return float(seconds), float(peak)


def measure() -> list[Row]:
    """A million rows, and the memory of a tenth of them beside it."""
    with tempfile.TemporaryDirectory(prefix="affiliate-bench-") as folder:
        many, few = Path(folder, "many.affiliate"), Path(folder, "few.affiliate")
        filled(many, ROWS)
        filled(few, FEW)
        seconds, peak = scored(many, ROWS)
        _, small = scored(few, FEW)
    return [
        Row("time: rates, days and reasons, summed by the database", (seconds,), "s"),
        Row("peak memory", (peak,), "MB", f"{FEW:,} rows", (small,), 1.5, "times"),
    ]
