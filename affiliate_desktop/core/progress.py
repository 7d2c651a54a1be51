"""How long work tells how far it is, and learns that it should stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from affiliate_desktop.core.problems import Cancelled

Report = Callable[[int, int | None, str], None]


def _silent(_done: int, _total: int | None, _what: str) -> None:
    """Reports to nobody."""


@dataclass
class Progress:
    """Handed to long work.

    Attributes:
        report: called with (done, total or None, what); may be called from a worker thread.
        stop: set by anyone to cancel.
    """

    report: Report = _silent
    stop: Event = field(default_factory=Event)

    def step(self, done: int, total: int | None, what: str = "") -> None:
        """Says how far the work is.

        Raises:
            Cancelled: when somebody asked to stop.
        """
        self.check()
        self.report(done, total, what)

    def check(self) -> None:
        """Raises Cancelled when somebody asked to stop."""
        if self.stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Asks the work to stop at the next step."""
        self.stop.set()
