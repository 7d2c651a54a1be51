"""Opens one window, waits for its first paint, and prints what it took; run as a process of its own by ``start``.

``python -m tests.bench.window ORIGIN SETTLE [WORKSPACE]``: ORIGIN is ``time.monotonic()`` just before the process was
started, SETTLE the seconds to wait after the paint before memory is read. Without a workspace a bare QMainWindow opens.
"""

import json
import sys
import time
from pathlib import Path


def since_origin() -> float:
    """Seconds since the process was asked for."""
    return time.monotonic() - float(sys.argv[1])


def resident_megabytes() -> float:
    """What this process holds in memory."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def is_chart(widget: object) -> bool:
    """Whether it is a chart, or one of ours made from it."""
    return any(kind.__module__.startswith("pyqtgraph") for kind in type(widget).__mro__)


def watched_exec() -> int:
    """The event loop, with an eye on the first paint of a main window."""
    from PySide6.QtCore import QEvent, QObject, QTimer, Slot
    from PySide6.QtWidgets import QApplication, QMainWindow
    from typing_extensions import override

    class Watch(QObject):
        seconds = 0.0
        chart: float | None = None

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() != QEvent.Type.Paint:
                return False
            if not self.seconds and isinstance(watched, QMainWindow):
                self.seconds = -1
                QTimer.singleShot(0, self.painted)
            elif self.chart is None and is_chart(watched.parent()):
                self.chart = since_origin()
            return False

        @Slot()
        def painted(self) -> None:
            self.seconds = since_origin()
            QTimer.singleShot(int(1000 * float(sys.argv[2])), self.report)

        @Slot()
        def report(self) -> None:
            found = {"seconds": self.seconds, "chart": self.chart, "megabytes": resident_megabytes()}
            print(json.dumps(found), flush=True)
            for window in QApplication.topLevelWidgets():
                window.close()
            QApplication.quit()

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    watch = Watch()
    application.installEventFilter(watch)
    return run_loop()


def bare() -> int:
    """The floor: Qt and an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return application.exec()


def ours() -> int:
    """The program as a person starts it."""
    from affiliate_desktop.cli.main import run
    from affiliate_desktop.gui.application import run_window

    return run(["--workspace", *sys.argv[3:]], run_window)


if __name__ == "__main__":
    from PySide6.QtWidgets import QApplication

    run_loop = QApplication.exec
    QApplication.exec = staticmethod(watched_exec)  # type: ignore[method-assign]
    sys.exit(ours() if sys.argv[3:] else bare())
