"""The list of backups: make one, restore one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import EmptyState, button, column, label, row
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.workspace.backup import Backup

EVERYTHING = Changes({kind: frozenset() for kind in Kind})
"""What a restored backup may have changed."""


class BackupsTab(QWidget):
    """Backups of the open workspace.

    Signals:
        restored(): the workspace has the content of a backup now.
    """

    restored = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        text = self.tr(
            "A verified copy is made before each import, at closing, and every half hour of change. "
            "Older ones are thinned out by themselves."
        )
        self.model: RecordModel[Backup] = RecordModel(_columns(context.formats), _key)
        self.table: RecordTable[Backup] = RecordTable(
            self.model, context.theme, "backups", self.tr("Backups"), ("made_at", True)
        )
        empty = EmptyState(
            context.theme,
            "restore",
            self.tr("No backups yet"),
            self.tr("The first one is made with your first change."),
            self.tr("Back up now"),
            self._make,
        )
        empty.action.setEnabled(not context.read_only)
        self.make = button(self.tr("Back up now"), self._make)
        self.restore = button(self.tr("Restore…"), self._ask)
        self.other = button(self.tr("Restore from a file…"), self._ask_file)
        self.folder = button(self.tr("Open the folder"), self._open_folder, kind="flat")
        self.make.setEnabled(not context.read_only)
        self.other.setEnabled(not context.read_only)
        self.table.selection_moved.connect(self._selection)
        buttons = row(self.folder, 1, self.make, self.other, self.restore)
        self.setLayout(column(label(text, "muted", wrap=True), TableArea(self.table, empty), buttons, spacing=12))
        self.layout().setContentsMargins(0, 16, 0, 0)  # type: ignore[union-attr]
        self._selection()
        self.look()

    def look(self) -> None:
        """Lists the backups."""
        self._context.jobs.read(self._context.app.backups.list, self._show)

    @Slot(object)
    def _show(self, backups: tuple[Backup, ...]) -> None:
        self.model.show_records(backups)

    @Slot()
    def _selection(self) -> None:
        self.restore.setEnabled(self.table.current() is not None and not self._context.read_only)

    @Slot()
    def _make(self) -> None:
        work = partial(self._context.app.backups.make, "manual")
        self._context.jobs.write(work, self._made, said=self.tr("A verified backup was made"))

    @Slot(object)
    def _made(self, _backup: Backup) -> None:
        self.look()

    @Slot()
    def _ask(self) -> None:
        backup = self.table.current()
        if backup is not None:
            self._confirm(backup.file, self._context.formats.instant(backup.made_at))

    @Slot()
    def _ask_file(self) -> None:
        ask_open = self._context.messages.ask_open
        ask_open(self.tr("Restore a backup"), self.tr("Workspaces and backups (*.affiliate)"), self._picked)

    def _picked(self, path: Path) -> None:
        self._confirm(path, path.name)

    def _confirm(self, path: Path, name: str) -> None:
        text = self.tr("The workspace gets the content of {name}. What it holds now is backed up before.")
        self._context.messages.ask(
            self.tr("Restore this backup?"),
            text.format(name=name),
            self.tr("Restore"),
            partial(self._restore, path),
        )

    def _restore(self, path: Path) -> None:
        work = partial(_restore, self._context, path)
        self._context.jobs.write(work, self._done, said=self.tr("The backup was restored"))

    @Slot(object)
    def _done(self, _changes: Changes) -> None:
        self.look()
        self.restored.emit()

    @Slot()
    def _open_folder(self) -> None:
        folder = self._context.app.backups.folder
        self._context.messages.reveal(folder if folder.is_dir() else folder.parent)


def _restore(context: Context, path: Path) -> Changes:
    context.app.backups.restore(path)
    return EVERYTHING


def _columns(formats: Formats) -> tuple[Column[Backup], ...]:
    translate = QCoreApplication.translate
    reasons = {
        "close": translate("Backups", "At closing"),
        "import": translate("Backups", "Before an import"),
        "migration": translate("Backups", "Before an update"),
        "restore": translate("Backups", "Before a restore"),
        "interval": translate("Backups", "Every half hour"),
        "manual": translate("Backups", "By hand"),
    }
    return (
        Column(
            "made_at",
            translate("Backups", "Made"),
            lambda backup: formats.instant(backup.made_at),
            sort=lambda backup: backup.made_at,
            width=26,
        ),
        Column("reason", translate("Backups", "Why"), lambda each: reasons.get(each.reason, each.reason), width=0),
        Column(
            "size",
            translate("Backups", "Size"),
            lambda backup: formats.size(backup.size),
            sort=lambda backup: backup.size,
            right=True,
            width=10,
        ),
    )


def _key(backup: Backup) -> str:
    return str(backup.file)
