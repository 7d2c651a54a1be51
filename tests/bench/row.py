"""One line of the table: our samples, the samples of the floor or peer, and the goal."""

import time
from collections.abc import Callable
from dataclasses import dataclass
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
