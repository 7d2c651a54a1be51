"""The saved mappings: which columns each is for, renamed, removed, and shared as files."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.core.files import safe_name, write_bytes
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, EmptyState, button, column, label, row
from affiliate_desktop.gui.statements.titles import field_title
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.statements.model import Profile

translate = QCoreApplication.translate
FILTERS = "TOML (*.toml)"


class ProfilesDialog(QDialog):
    """Lists the saved mappings. Show it with ``open()``; it frees itself when it is closed.

    Args:
        context: the open workspace.
        parent: the window.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._target = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Saved mappings"))
        self.setMinimumSize(640, 400)
        self.trouble = Banner("warning")
        self.model: RecordModel[Profile] = RecordModel(_columns(), _key)
        self.table: RecordTable[Profile] = RecordTable(
            self.model, context.theme, "profiles", self.tr("Saved mappings"), ("name", False)
        )
        self.take_in = button(self.tr("Import…"), self._ask_files, kind="primary")
        self.hand_on = button(self.tr("Export…"), self._ask_target)
        self.rename = button(self.tr("Rename…"), self._rename)
        self.remove = button(self.tr("Remove"), self._remove)
        self.shut = button(self.tr("Close"), self.accept)
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._rename)
        self.table.offer(self.tr("Rename…"), self._rename)
        self.table.offer(self.tr("Remove"), self._remove, "Del")
        empty = EmptyState(
            context.theme,
            "statements",
            self.tr("No mapping has been saved yet"),
            self.tr("Explain the columns of a table when you import it, and give these choices a name."),
        )
        intro = label(
            self.tr(
                "What you said of the columns of a table. A mapping is chosen by itself for files with the same "
                "columns; what was imported with it stays as it is."
            ),
            "muted",
            wrap=True,
        )
        outer = column(intro, self.trouble, spacing=10)
        outer.addWidget(TableArea(self.table, empty), 1)
        outer.addLayout(row(self.take_in, self.hand_on, self.rename, self.remove, 1, self.shut))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(820, 520)
        context.changed.connect(self._look)
        self._refresh()

    @Slot(object)
    def _look(self, changes: Changes) -> None:
        if changes.touches(Kind.PROFILE):
            self._refresh()

    @Slot()
    def _refresh(self, _done: object = None) -> None:
        self.context.jobs.read(self.context.app.profiles.list, self._show)

    @Slot(object)
    def _show(self, found: tuple[Profile, ...]) -> None:
        self.model.show_records(found)
        self._selection()

    @Slot()
    def _selection(self) -> None:
        chosen, writes = self.table.current() is not None, not self.context.read_only
        self.hand_on.setEnabled(chosen)
        self.take_in.setEnabled(writes)
        for each in (self.rename, self.remove):
            each.setEnabled(chosen and writes)

    @Slot()
    def _rename(self, _record: object = None) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            RenameDialog(self.context, self, chosen.name).open()

    @Slot()
    def _remove(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not self.context.read_only:
            said = self.tr("“{name}” was removed").format(name=chosen.name)
            work = partial(self.context.app.profiles.remove, chosen.name)
            self.context.jobs.write(work, on_error=self._refused, said=said, undoable=True)

    @Slot()
    def _ask_files(self) -> None:
        self.context.messages.ask_open_many(self.tr("Import mappings"), FILTERS, self._import)

    def _import(self, files: tuple[Path, ...]) -> None:
        if files:
            work = partial(self.context.app.profiles.import_files, tuple(files))
            self.context.jobs.write(work, self._imported, self._refused)

    @Slot(object)
    def _imported(self, found: tuple[Profile, ...]) -> None:
        names = ", ".join(each.name for each in found)
        self.trouble.say("")
        self.context.messages.note(self.tr("Taken in: {names}").format(names=names))
        self._refresh()

    @Slot()
    def _ask_target(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._target = chosen.name
            name = safe_name(chosen.name, "profile") + ".toml"
            self.context.messages.ask_save(self.tr("Export the mapping"), name, FILTERS, self._export)

    def _export(self, target: Path) -> None:
        self.context.jobs.read(partial(_write, self.context, self._target, target), self._exported, self._refused)

    @Slot(object)
    def _exported(self, target: Path) -> None:
        self.trouble.say("")
        self.context.messages.note_saved(target)

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self.trouble.say(words(problem), "warning")


class RenameDialog(FormDialog):
    """Another name for a mapping.

    Args:
        context: the open workspace.
        parent: the list.
        name: the mapping.
    """

    def __init__(self, context: Context, parent: QWidget, name: str) -> None:
        super().__init__(context, parent, self.tr("Rename the mapping"), save=self.tr("Rename"))
        self._name = name
        self.wanted = QLineEdit(name)
        self.wanted.setMaxLength(200)
        self.wanted.selectAll()
        self.form.add("name", self.tr("Name"), self.wanted)
        self.ready()

    @override
    def save(self) -> None:
        work = partial(self.context.app.profiles.rename, self._name, self.wanted.text())
        self.write(work, self.tr("Mapping renamed"))


def _write(context: Context, name: str, target: Path) -> Path:
    """Writes the file; runs on a worker thread."""
    write_bytes(target, context.app.profiles.text(name).encode())
    return target


def _columns() -> tuple[Column[Profile], ...]:
    return (
        Column("name", translate("Profiles", "Name"), lambda one: one.name, width=26),
        Column("maps", translate("Profiles", "Says what these are"), _maps, width=0, tip=_maps),
        Column(
            "columns",
            translate("Profiles", "Columns"),
            lambda one: str(len(one.headers)),
            sort=lambda one: len(one.headers),
            right=True,
            muted=True,
            width=10,
        ),
    )


def _maps(one: Profile) -> str:
    return ", ".join(f"{header} ({field_title(field)})" for field, header in one.columns.columns.items())


def _key(one: Profile) -> object:
    return one.id
