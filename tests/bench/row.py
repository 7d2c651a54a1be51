"""One line of the table: our samples, the samples of the floor or peer, and the goal."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

Goal = Literal["times", "at most", "none"]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured.

    ``theirs`` are the samples of the thing ``beside`` names (a floor: what no program can be faster than; a peer:
    what others do), taken in turn with ours in the same run. With goal kind ``times`` the median ratio ours/theirs
    is to be at most ``goal``; with ``at most`` our median itself; with ``none`` the figure is information.
    """

    what: str
    ours: tuple[float, ...]
    unit: str
    beside: str = ""
    theirs: tuple[float, ...] = ()
    goal: float = 0
    kind: Goal = "none"

    @property
    def ratio(self) -> float | None:
        """Our median over theirs."""
        return median(self.ours) / median(self.theirs) if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.kind == "times" and self.ratio is not None:
            return self.ratio <= self.goal
        return median(self.ours) <= self.goal if self.kind == "at most" else None


def seconds(job: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def cpu_seconds(job: Callable[[], object]) -> float:
    """CPU time of one call, that of all threads of this process."""
    start = time.process_time()
    job()
    return time.process_time() - start


def in_turn(
    ours: Callable[[], float], theirs: Callable[[], float], runs: int = 7
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Samples of both, taken in turn after one unmeasured call of each, so that a slow moment hits both alike."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return tuple(a for a, _ in pairs), tuple(b for _, b in pairs)


def peak_mb() -> float:
    """The most memory this process has held, in megabytes."""
    import resource

    status = Path("/proc/self/status")
    if status.exists():  # what the resource module says begins with the memory of the parent
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(found.split()[1]) * 1024 / 1_000_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def peak_of(module: str, *words: str) -> float:
    """What a module that ends by printing :func:`peak_mb` prints, run in a process of its own."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return float(done.stdout.split()[-1])
