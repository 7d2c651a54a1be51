"""Starts the window: catches what is missing, paints first, and opens the workspace after that."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.gui.libraries import EXIT_MISSING, obstacle

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from affiliate_desktop.gui.instance import Instance

DESKTOP_ID = "org.affiliatedesktop.app"
"""Base name of the desktop entry in ``packaging/linux``; ties the window to its icon on Wayland."""

COLLECT_MS = 5000


def run_window(workspace: Path | None, files: list[Path]) -> int:
    """Opens the window and returns when it is closed.

    Args:
        workspace: the file to show; the last one, or the default, when None.
        files: statements to import.

    Returns:
        An exit code: 0, or 78 when system libraries or a display are missing.
    """
    missing = obstacle()
    if missing is not None:
        sys.stderr.write(f"affiliate-desktop: {missing}\n")
        return EXIT_MISSING
    application = make_application()
    from affiliate_desktop.gui.instance import Instance
    from affiliate_desktop.gui.workspaces import first_path

    path = first_path(workspace)
    instance = Instance(path)
    if not instance.claim() and instance.hand_over(tuple(files)):
        return 0
    starter = _start(application, instance, path, tuple(files))
    code = application.exec()
    del starter
    return code


def make_application() -> "QApplication":
    """The QApplication with the program's names, icon, and a collector that runs in this thread only."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    QApplication.setApplicationName("affiliate-desktop")
    QApplication.setOrganizationName("affiliate-desktop")
    QApplication.setApplicationDisplayName("Affiliate Desktop")
    QApplication.setDesktopFileName(DESKTOP_ID)
    application = QApplication(sys.argv[:1])
    gc.disable()
    timer = QTimer(application)
    timer.setInterval(COLLECT_MS)
    timer.timeout.connect(settle, Qt.ConnectionType.SingleShotConnection)
    timer.timeout.connect(gc.collect)
    timer.start()
    return application


def settle() -> None:
    """Leaves the modules and the window out of later collections: walking them took 30 ms and more, every time."""
    gc.collect()
    gc.freeze()


def _start(application: "QApplication", instance: "Instance", path: Path, files: tuple[Path, ...]) -> "QObject":
    from affiliate_desktop.core.logs import install_log
    from affiliate_desktop.gui.faults import Faults
    from affiliate_desktop.gui.starter import Starter
    from affiliate_desktop.gui.termination import Termination

    install_log()
    faults = Faults(application)
    faults.install()
    Termination(application)
    return Starter(application, faults, instance, path, files)
