"""The order of the first second: window, paint, and only then the workspace."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from affiliate_desktop.gui.faults import Faults
from affiliate_desktop.gui.instance import Instance
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.theme import Theme, app_icon
from affiliate_desktop.gui.window import Window
from affiliate_desktop.gui.workspaces import Workspaces


class Starter(QObject):
    """Shows the window, waits for its first paint and opens the workspace then."""

    def __init__(
        self, application: QApplication, faults: Faults, instance: Instance, path: Path, files: tuple[Path, ...]
    ) -> None:
        super().__init__(application)
        self._path, self._files = path, files
        self.theme = Theme(application)
        self.theme.choose(str(QSettings().value("window/theme", "system")))
        self.jobs = Jobs(application)
        self.window = Window(self.theme, self.jobs)
        self.window.setWindowIcon(app_icon())
        self.workspaces = Workspaces(self.window, instance)
        faults.told.connect(self._told)
        self._painted = False
        self.window.installEventFilter(self)
        self.window.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._open)
        return super().eventFilter(watched, event)

    @Slot()
    def _open(self) -> None:
        self.window.removeEventFilter(self)
        if self._files:
            self.window.take_files(self._files)
        self.workspaces.open_first(self._path)

    @Slot(object)
    def _told(self, error: BaseException) -> None:
        self.window.messages.problem(error)
