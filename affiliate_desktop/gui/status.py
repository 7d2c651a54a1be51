"""What the window says at its foot: work in progress with a cancel button, and the toast of what was done."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget
from typing_extensions import override

from affiliate_desktop.gui.jobs import Jobs, Step
from affiliate_desktop.gui.parts import Elided, button, icon_button, label, row
from affiliate_desktop.gui.theme import Theme

TOAST_MS = 7000


class JobStrip(QWidget):
    """The visible job that came last, how far it is, and a button that cancels it."""

    def __init__(self, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._jobs = jobs
        self._steps: dict[int, Step] = {}
        self.label = label("", "caption")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(180)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = icon_button(self.tr("Cancel this work"), "close", theme, self._cancel)
        self.setLayout(row(self.label, self.bar, self.cancel, spacing=10))
        self.layout().setContentsMargins(8, 0, 8, 0)  # type: ignore[union-attr]
        self.hide()
        jobs.started.connect(self._stepped)
        jobs.stepped.connect(self._stepped)
        jobs.ended.connect(self._ended)

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        self._steps[step.number] = step
        self._show()

    @Slot(object)
    def _ended(self, number: int) -> None:
        self._steps.pop(number, None)
        self._show()

    @Slot()
    def _cancel(self) -> None:
        if self._steps:
            self._jobs.cancel(max(self._steps))
            self.label.setText(self.tr("Stopping…"))

    def _show(self) -> None:
        self.setVisible(bool(self._steps))
        if not self._steps:
            return
        step = self._steps[max(self._steps)]
        self.label.setText(step.label)
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(min(step.done, step.total or 0))


class Toast(QFrame):
    """A short text over the window's foot that goes away by itself; may offer *Undo*.

    Signals:
        undo_wanted(): the user wants it taken back.
        file_wanted(object): the user wants to see this file.
    """

    undo_wanted = Signal()
    file_wanted = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("kind", "toast")
        self.text = label("")
        self.undo = button(self.tr("Undo"), self._undo)
        self.open = button(self.tr("Open"), self._open)
        self._file: object = None
        layout = row(self.text, self.undo, self.open, spacing=12)
        layout.setContentsMargins(16, 8, 12, 8)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOAST_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    @Slot(str, bool)
    def say(self, text: str, undoable: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        """Shows a text for some seconds."""
        self._show(text, undoable=undoable, openable=False)

    @Slot(object)
    def say_saved(self, path: Path) -> None:
        """Says where a file was saved and offers to open it."""
        self._file = path
        self._show(self.tr("Saved “{name}”").format(name=path.name), undoable=False, openable=True)

    def _show(self, text: str, *, undoable: bool, openable: bool) -> None:
        self.text.setText(text)
        self.undo.setVisible(undoable)
        self.open.setVisible(openable)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @Slot()
    def dismiss(self) -> None:
        """Goes away."""
        self._timer.stop()
        self.hide()

    @Slot()
    def _undo(self) -> None:
        self.dismiss()
        self.undo_wanted.emit()

    @Slot()
    def _open(self) -> None:
        self.dismiss()
        self.file_wanted.emit(self._file)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.adjustSize()
            self.move((host.width() - self.width()) // 2, host.height() - self.height() - 40)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class PathLabel(Elided):
    """The workspace's file, at the foot."""

    def __init__(self) -> None:
        super().__init__("", "caption")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContentsMargins(12, 0, 8, 0)
