"""Comparing two files of 100,000 rows beside reading both and holding them in dictionaries, as a script would."""

import csv
import tempfile
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.statements.comparison_model import OnDisk
from tests.bench.importing import MAPPING, ROWS, write_with_ids
from tests.bench.row import Row, in_turn, seconds

TITLE = "Comparison of statements"
RUNS = 3


def measure() -> list[Row]:
    """Two files of which one in fifty rows differs."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one.csv", Path(folder) / "other.csv"
        write_with_ids(one)
        lines = one.read_text("utf-8").splitlines()
        other.write_text("\n".join(line for at, line in enumerate(lines) if at % 50 != 7) + "\n", "utf-8")
        app = App.open(Path(folder) / "bench.affiliate")
        app.profiles.save("bench", tuple(lines[0].split(",")), MAPPING)

        def ours() -> float:
            def compare() -> None:
                with app.comparisons.compare(OnDisk(one), OnDisk(other)) as found:
                    assert found.found.differing == ROWS // 50

            return seconds(compare)

        def theirs() -> float:
            return seconds(lambda: _in_memory(one, other))

        samples = in_turn(ours, theirs, RUNS)
        app.close()
    beside = "csv.reader and two dictionaries of raw rows, nothing checked or kept"
    return [Row(f"compare two files of {ROWS:,} rows", samples[0], "s", beside, samples[1])]


def _in_memory(one: Path, other: Path) -> int:
    sides = []
    for file in (one, other):
        with file.open(encoding="utf-8", newline="") as rows:
            sides.append({row[0]: row for row in csv.reader(rows)})
    return sum(sides[1].get(key) != row for key, row in sides[0].items())
