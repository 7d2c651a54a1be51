"""A million rows on either side are compared in memory that does not grow with them."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CODE = """
import resource, sys
from pathlib import Path
from affiliate_desktop.app import App
from affiliate_desktop.statements.comparison_model import OnDisk
from affiliate_desktop.statements.model import ColumnMap, Field
folder, count = Path(sys.argv[1]), int(sys.argv[2])
head = "Date,Id,Commission"
for name, step in (("a", 1), ("b", 2)):
    with (folder / f"{name}.csv").open("w") as out:
        print(head, file=out)
        for n in range(count):
            print(f"2026-{n % 12 + 1:02}-{n % 28 + 1:02},T{n:08},{n % 4000 // step * step}.50", file=out)
app = App.open(folder / "w.affiliate")
columns = ColumnMap({Field.DATE: "Date", Field.EXTERNAL_ID: "Id", Field.COMMISSION: "Commission"}, currency="EUR")
app.profiles.save("p", tuple(head.split(",")), columns)
with app.comparisons.compare(OnDisk(folder / "a.csv"), OnDisk(folder / "b.csv")) as found:
    assert found.found.matched == count, found.found
    assert found.found.differing == count // 2, found.found
    found.save(folder / "d.csv")
app.close()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
assert peak < 200, peak
"""


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of the system in another way there")
def test_a_million_rows_are_compared_in_bounded_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CODE, str(tmp_path), "1000000"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "d.csv").open(encoding="utf-8") as written:
        assert sum(1 for _ in written) == 500_001
