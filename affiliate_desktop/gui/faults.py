"""The last doors for errors that nobody foresaw: they are logged and told once, and the program goes on."""

import faulthandler
import logging
import sys
import threading
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler

log = logging.getLogger("affiliate_desktop.window")
_QUIET = ("This plugin does not support",)


class Faults(QObject):
    """Catches what escapes from slots, virtual methods, threads and Qt itself.

    Signals:
        told(BaseException): show this; not more than one every few seconds.
    """

    told = Signal(object)
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._dump: TextIO | None = None
        self._caught.connect(self._tell)

    def install(self) -> None:
        """Takes the hooks of Python's main thread, its other threads, Qt's messages and crashes of the process."""
        sys.excepthook = self._exception
        threading.excepthook = self._thread_exception
        qInstallMessageHandler(_qt_message)
        if sys.stderr is not None:
            faulthandler.enable(sys.stderr)

    def _exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("unforeseen", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _thread_exception(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is None:
            return
        log.critical("unforeseen in a thread", exc_info=found.exc_value)
        self._caught.emit(found.exc_value)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        if self._open:
            return
        self._open = True
        self.told.emit(error)
        self._open = False


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if text.startswith(_QUIET):
        return
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logging.getLogger("affiliate_desktop.qt").log(levels.get(kind, logging.ERROR), "%s", text)
