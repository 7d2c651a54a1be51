"""What the menus do. Each command is one short method; pages do the work."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.menus import Command, Menus
from affiliate_desktop.gui.messages import Messages
from affiliate_desktop.gui.page import Page
from affiliate_desktop.gui.theme import Theme

Label = tuple[str, Mapping[str, Any]] | None


class Shell(Protocol):
    """What the commands use of the window."""

    theme: Theme
    messages: Messages
    menus: Menus
    context: Context | None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        ...


class Commands(QObject):
    """The menus' commands on the window and the open workspace.

    Signals:
        workspace_wanted(object), creation_wanted(object): open this workspace file; make one there.
        sample_wanted(): show sample data.

    Args:
        shell: the window as the commands know it.
        parent: the same as the parent of dialogs.
    """

    workspace_wanted = Signal(object)
    creation_wanted = Signal(object)
    sample_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._parent = shell, parent

    def table(self) -> dict[str, Command]:
        """The commands by name."""
        names = (
            "create open import summary backup restore settings quit undo redo new find refresh "
            "shortcuts sample log about"
        )
        own = {
            "import": self.import_statement,
            "open": self.open_workspace,
            "quit": self.quit_,
            "find": self.seek,
        }
        return {name: own[name] if name in own else getattr(self, name) for name in names.split()}

    # --- File --------------------------------------------------------------------------------------------------

    @Slot()
    def create(self) -> None:
        """Asks for a name and makes a workspace there."""
        title = self.tr("New workspace")
        name = self.tr("My workspace") + ".affiliate"
        self._shell.messages.ask_save(title, name, self._filter(), self._create_at)

    @Slot()
    def open_workspace(self) -> None:
        """Asks for a workspace file."""
        self._shell.messages.ask_open(self.tr("Open workspace"), self._filter(), self.workspace_wanted.emit)

    @Slot()
    def sample(self) -> None:
        """Opens the workspace with sample data, made when there is none yet."""
        self.sample_wanted.emit()

    @Slot()
    def import_statement(self) -> None:
        """Starts an import."""
        self._go("statements", "import")

    @Slot()
    def summary(self) -> None:
        """Saves a PDF summary of the home page's period."""
        self._go("home", "pdf")

    @Slot()
    def backup(self) -> None:
        """Makes a backup now."""
        context = self._shell.context
        if context is not None:
            context.jobs.write(partial(context.app.backups.make, "manual"), said=self.tr("A verified backup was made"))

    @Slot()
    def restore(self) -> None:
        """Shows the list of backups."""
        self._open_settings("backups")

    @Slot()
    def settings(self) -> None:
        """Opens the settings."""
        self._open_settings("general")

    @Slot()
    def quit_(self) -> None:
        """Closes the window."""
        self._parent.close()

    @Slot()
    def back_up_if_due(self) -> None:
        """Makes a backup when changes have been without one for half an hour."""
        context = self._shell.context
        if context is not None and not context.read_only and not context.jobs.writing:
            context.jobs.write(context.app.backups.make_if_due)

    # --- Edit --------------------------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """Takes the last edit back."""
        context = self._shell.context
        if context is not None:
            context.undo()

    @Slot()
    def redo(self) -> None:
        """Makes the last undone edit again."""
        context = self._shell.context
        if context is not None:
            context.redo()

    @Slot()
    def new(self) -> None:
        """Starts a new record on the page that is shown."""
        if self._shell.page is not None:
            self._shell.page.new()

    @Slot()
    def seek(self) -> None:
        """Goes to the page's search field."""
        if self._shell.page is not None:
            self._shell.page.seek()

    @Slot()
    def refresh(self) -> None:
        """Looks again."""
        if self._shell.page is not None:
            self._shell.page.look_again()

    def look_at_history(self) -> None:
        """Asks what undo and redo would do now."""
        context = self._shell.context
        if context is not None and not context.read_only:
            context.jobs.read(partial(_labels, context.app), self._history)

    @Slot(object)
    def _history(self, labels: tuple[Label, Label]) -> None:
        undo, redo = (_words(label) for label in labels)
        self._shell.menus.set_history(undo, redo)

    # --- View, Help --------------------------------------------------------------------------------------------

    @Slot(str)
    def choose_theme(self, choice: str) -> None:
        """Changes the theme and remembers it."""
        self._shell.theme.choose(choice)
        self._shell.menus.set_theme(choice)
        QSettings().setValue("window/theme", choice)
        context = self._shell.context
        if context is not None and not context.read_only:
            context.jobs.write(partial(context.app.preferences.save, theme=choice))

    @Slot()
    def shortcuts(self) -> None:
        """Lists the keyboard shortcuts."""
        from affiliate_desktop.gui.help import ShortcutsDialog

        ShortcutsDialog(self._parent, list(self._shell.menus.actions.values())).open()

    @Slot()
    def about(self) -> None:
        """Says what the program is and under which licences it and its libraries stand."""
        from affiliate_desktop.gui.help import AboutDialog

        AboutDialog(self._parent).open()

    @Slot()
    def log(self) -> None:
        """Opens the folder with the program's log."""
        from affiliate_desktop.core.logs import state_folder

        self._shell.messages.reveal(state_folder())

    # --- inside ------------------------------------------------------------------------------------------------

    def _go(self, page: str, action: str) -> None:
        if self._shell.context is not None:
            self._shell.context.go(page, action)

    def _create_at(self, path: Path) -> None:
        self.creation_wanted.emit(path)

    def _open_settings(self, tab: str) -> None:
        from affiliate_desktop.gui.settings.dialog import SettingsDialog

        if self._shell.context is not None:
            SettingsDialog(self._shell.context, self._parent, tab).open()

    def _filter(self) -> str:
        return self.tr("Workspaces (*.affiliate)")


def _labels(app: App) -> tuple[Label, Label]:
    return app.workspace.undo_label(), app.workspace.redo_label()


def _words(label: Label) -> str:
    return "" if label is None else QCoreApplication.translate("Edit", label[0]).format(**label[1])
