"""Ctrl-C while long work runs: the work is asked to stop, and does where nothing is left half done."""

import signal
from threading import current_thread, main_thread
from types import FrameType

from affiliate_desktop.core.progress import Progress


class Stopping:
    """Hands Ctrl-C on to long work; a second one ends the call wherever it is."""

    def __init__(self) -> None:
        self._watched: list[Progress] = []

    def watch(self, progress: Progress) -> None:
        """Cancels this work too on Ctrl-C; where the system or somebody else looks after that, it is left alone."""
        if self._watched:
            self._watched.append(progress)
        elif current_thread() is main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._watched.append(progress)
            signal.signal(signal.SIGINT, self._stop)

    def end(self) -> None:
        """Ctrl-C ends the call again."""
        if self._watched:
            self._watched.clear()
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        watched = list(self._watched)
        self.end()
        for progress in watched:
            progress.cancel()
