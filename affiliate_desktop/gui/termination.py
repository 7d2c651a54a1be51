"""Closes the window properly when the system asks the program to end (SIGTERM, SIGINT, SIGHUP)."""

import os
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication


class Termination(QObject):
    """Turns signals of the system into a quit of the event loop.

    Python's handlers run only when Python does; the wake-up socket brings the event loop back to Python.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        if os.name != "posix":
            return
        self._awake, self._asleep = socket.socketpair()
        for end in (self._awake, self._asleep):
            end.setblocking(False)
        signal.set_wakeup_fd(self._asleep.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, _wake)
        self._notifier = QSocketNotifier(self._awake.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    @Slot()
    def _end(self) -> None:
        try:
            self._awake.recv(64)
        except BlockingIOError:
            return
        self._application.quit()


def _wake(_number: int, _frame: object) -> None:
    """Does nothing: the wake-up socket tells the event loop."""
