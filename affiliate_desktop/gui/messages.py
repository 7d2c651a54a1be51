"""The one door for messages, errors, questions and file pickers. Tests put a recorder in its place."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.problems import Cancelled, Problem
from affiliate_desktop.gui.parts import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QMessageBox

log = logging.getLogger("affiliate_desktop.messages")

Answer = Callable[[], object]
PathAnswer = Callable[[Path], object]
PathsAnswer = Callable[[tuple[Path, ...]], object]


def words(problem: BaseException) -> str:
    """An error as a sentence a person can act on."""
    if isinstance(problem, Cancelled):
        return QCoreApplication.translate("Problem", "Stopped; nothing was written.")
    if isinstance(problem, Problem):
        return QCoreApplication.translate("Problem", problem.sentence).format(**problem.values)
    fault = QCoreApplication.translate(
        "Problem", "This is a fault of the program, not yours ({name}). What was saved is safe; details are in the log."
    )
    return fault.format(name=type(problem).__name__)


class Messages(QObject):
    """Tells and asks. Dialogs are shown with ``open()``; answers arrive later in a callable.

    Signals:
        noted(str, bool): a short text for the toast; True offers *Undo*.
        saved(object): a file was saved there; the toast offers to open it.

    Args:
        window: the parent of the dialogs.
    """

    noted = Signal(str, bool)
    saved = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._last_box: QWidget | None = None
        self.folder = Path.home()
        """Where the next file picker starts."""

    def note(self, text: str, *, undoable: bool = False) -> None:
        """Says that something went well, for a few seconds."""
        self.noted.emit(text, undoable)

    def note_saved(self, path: Path) -> None:
        """Says that a file (or a folder of files) was saved, and offers to open it."""
        self.saved.emit(path)

    def problem(self, problem: BaseException) -> None:
        """Says what went wrong; an error that nobody foresaw is also logged."""
        if isinstance(problem, Cancelled):
            self.note(words(problem))
            return
        if not isinstance(problem, Problem):
            log.error("unforeseen", exc_info=problem)
        self.tell(self.tr("That did not work"), words(problem))

    def farewell(self, problem: BaseException) -> None:
        """Says what went wrong while the program closes; it ends when this has been read."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, self.tr("Closing"), words(problem))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
        box.open()
        self._last_box = box

    def tell(self, title: str, text: str) -> None:
        """Shows a text that has to be read."""
        from PySide6.QtWidgets import QMessageBox

        box = self._box(title, text)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.open()

    def ask(self, title: str, text: str, yes: str, on_yes: Answer, *, danger: bool = False) -> None:
        """Asks before something is done.

        Args:
            title: the question.
            text: what will happen.
            yes: what the button says that does it, such as *Remove*.
            on_yes: called when the user agrees.
            danger: the button is painted as one that destroys, and is not the default.
        """
        from PySide6.QtWidgets import QMessageBox

        box = self._box(title, text)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        restyle(agree, "kind", "danger" if danger else "primary")
        box.setDefaultButton(cancel if danger else agree)
        answer = _Answer(box, on_yes)
        agree.clicked.connect(answer.give)
        box.open()

    def ask_open(self, title: str, filters: str, on_path: PathAnswer) -> None:
        """Asks for an existing file."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._picker(title, filters, QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(_PathAnswer(dialog, self, on_path).give)
        dialog.open()

    def ask_open_many(self, title: str, filters: str, on_paths: PathsAnswer) -> None:
        """Asks for existing files."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._picker(title, filters, QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(_PathsAnswer(dialog, self, on_paths).give)
        dialog.open()

    def ask_save(self, title: str, name: str, filters: str, on_path: PathAnswer) -> None:
        """Asks where to save; the picker itself asks before an existing file is replaced.

        Args:
            title: of the picker.
            name: suggested file name; its suffix is added when the user gives none.
            filters: such as ``PDF (*.pdf)``.
            on_path: gets the path.
        """
        from PySide6.QtWidgets import QFileDialog

        dialog = self._picker(title, filters, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(_PathAnswer(dialog, self, on_path).give)
        dialog.open()

    def ask_folder(self, title: str, on_path: PathAnswer) -> None:
        """Asks for a folder."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._picker(title, "", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(_PathAnswer(dialog, self, on_path).give)
        dialog.open()

    def reveal(self, path: Path) -> None:
        """Opens a file or folder with the system's own program."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _box(self, title: str, text: str) -> "QMessageBox":
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        box.setInformativeText(text)
        return box

    def _picker(self, title: str, filters: str, mode: "QFileDialog.FileMode") -> "QFileDialog":
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, str(self.folder), filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        return dialog


class _Answer(QObject):
    """Passes a button's click on; lives as long as its dialog."""

    def __init__(self, dialog: QWidget, then: Answer) -> None:
        super().__init__(dialog)
        self._then = then

    @Slot()
    def give(self) -> None:
        """Calls what waits for the answer."""
        self._then()


class _PathAnswer(QObject):
    """Passes a chosen path on, and remembers its folder."""

    def __init__(self, dialog: QWidget, messages: Messages, then: PathAnswer) -> None:
        super().__init__(dialog)
        self._messages = messages
        self._then = then

    @Slot(str)
    def give(self, name: str) -> None:
        """Calls what waits for the path."""
        path = Path(name)
        self._messages.folder = path if path.is_dir() else path.parent
        self._then(path)


class _PathsAnswer(QObject):
    """Passes chosen paths on, and remembers their folder."""

    def __init__(self, dialog: QWidget, messages: Messages, then: PathsAnswer) -> None:
        super().__init__(dialog)
        self._messages = messages
        self._then = then

    @Slot(list)
    def give(self, names: list[str]) -> None:
        """Calls what waits for the paths."""
        paths = tuple(Path(name) for name in names)
        if paths:
            self._messages.folder = paths[0].parent
            self._then(paths)
