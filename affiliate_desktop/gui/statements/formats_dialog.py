"""The formats that statements are recognized by: how sure each is, and sharing them as files."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import SearchField
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, button, column, label, row
from affiliate_desktop.gui.statements.explained import certainty_words
from affiliate_desktop.gui.statements.profiles_dialog import ProfilesDialog
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.statements.known import KnownFormat

translate = QCoreApplication.translate
TONES = {"sample": "success", "code": "info", "docs": "info", "inferred": "warning"}
FILTERS = "TOML (*.toml)"


class FormatsDialog(QDialog):
    """Lists the formats. Show it with ``open()``; it frees itself when it is closed.

    Args:
        context: the open workspace.
        parent: the window.
    """

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._all: tuple[KnownFormat, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Formats of statements"))
        self.setMinimumSize(760, 480)
        self.trouble = Banner("warning")
        self.search = SearchField(context.theme, self.tr("Search formats"))
        self.search.textChanged.connect(self._refilter)
        self.model: RecordModel[KnownFormat] = RecordModel(_columns(), _title)
        self.table: RecordTable[KnownFormat] = RecordTable(
            self.model, context.theme, "formats", self.tr("Formats"), ("network", False)
        )
        self.source = label("", "muted", wrap=True)
        self.take_in = button(self.tr("Import…"), self._ask_files, kind="primary")
        self.hand_on = button(self.tr("Export…"), self._ask_target)
        self.remove = button(self.tr("Remove"), self._remove)
        self.mappings = button(self.tr("Saved mappings…"), self._mappings)
        self.shut = button(self.tr("Close"), self.accept)
        self.table.selection_moved.connect(self._selection)
        intro = label(
            self.tr(
                "Files are recognized by these formats. A format is one file: export it to share it, import one that "
                "somebody shared with you."
            ),
            "muted",
            wrap=True,
        )
        outer = column(intro, self.search, self.trouble, spacing=10)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.source)
        outer.addLayout(row(self.take_in, self.hand_on, self.remove, 1, self.mappings, self.shut))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.resize(1000, 640)
        self._refresh()

    @Slot()
    def _mappings(self) -> None:
        ProfilesDialog(self.context, self).open()

    @Slot()
    def _refresh(self) -> None:
        self.context.jobs.read(self.context.app.formats.list, self._show)

    @Slot(object)
    def _show(self, found: tuple[KnownFormat, ...]) -> None:
        self._all = found
        problems = self.context.app.formats.problems()
        self.trouble.say("\n".join(words(each) for each in problems))
        self._refilter()
        self._selection()

    @Slot()
    def _refilter(self, _text: str = "") -> None:
        self.model.show_records([one for one in self._all if self.search.finds(_text_of(one))])

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        self.hand_on.setEnabled(chosen is not None)
        self.remove.setEnabled(chosen is not None and chosen.file is not None)
        known = self.tr("Known from: {source}").format(source=chosen.format.source) if chosen else ""
        parts = [chosen.format.why, known] if chosen else []
        self.source.setText(" ".join(part for part in parts if part and not part.endswith(": ")))

    @Slot()
    def _ask_files(self) -> None:
        self.context.messages.ask_open_many(self.tr("Import formats"), FILTERS, self._import)

    def _import(self, files: tuple[Path, ...]) -> None:
        if files:
            self.context.jobs.read(
                partial(self.context.app.formats.import_files, tuple(files)), self._imported, self._refused
            )

    @Slot(object)
    def _imported(self, found: tuple[KnownFormat, ...]) -> None:
        names = ", ".join(each.format.title for each in found)
        self.context.messages.note(self.tr("Taken in: {names}").format(names=names))
        self._refresh()

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self.trouble.say(words(problem), "warning")

    @Slot()
    def _ask_target(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            name = chosen.format.title.replace("/", "-") + ".toml"
            self.context.messages.ask_save(self.tr("Export the format"), name, FILTERS, self._export)

    def _export(self, target: Path) -> None:
        chosen = self.table.current()
        if chosen is not None:
            work = partial(_write, self.context, chosen.format.title, target)
            self.context.jobs.read(work, self._exported, self._refused)

    @Slot(object)
    def _exported(self, target: Path) -> None:
        self.context.messages.note_saved(target)

    @Slot()
    def _remove(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            work = partial(self.context.app.formats.remove, chosen.format.title)
            self.context.jobs.read(work, self._removed, self._refused)

    @Slot(object)
    def _removed(self, _nothing: object) -> None:
        self._refresh()


def _write(context: Context, title: str, target: Path) -> Path:
    write_bytes(target, context.app.formats.text(title).encode())
    return target


def _columns() -> tuple[Column[KnownFormat], ...]:
    return (
        Column("network", translate("Formats", "Network"), lambda one: one.network.name, width=22),
        Column("report", translate("Formats", "Report"), lambda one: one.format.name, width=0),
        Column("holds", translate("Formats", "Holds"), _holds, width=14, muted=True),
        Column(
            "certainty",
            translate("Formats", "Known from"),
            lambda one: certainty_words(one.format.certainty),
            width=30,
            tone=lambda one: TONES[one.format.certainty],
        ),
        Column("origin", translate("Formats", "Origin"), _origin, width=12, muted=True),
        Column("format", translate("Formats", "Name"), lambda one: one.format.title, width=28, muted=True),
    )


def _holds(one: KnownFormat) -> str:
    if one.format.kind == "payment":
        return translate("Formats", "Payments")
    if one.format.visits:
        return translate("Formats", "Visits")
    return translate("Formats", "Earnings") if one.format.counted else translate("Formats", "Not counted")


def _origin(one: KnownFormat) -> str:
    return translate("Formats", "Yours") if one.origin == "own" else translate("Formats", "Built in")


def _title(one: KnownFormat) -> str:
    return one.format.title


def _text_of(one: KnownFormat) -> str:
    return f"{one.network.name} {one.format.name} {one.format.title} {one.format.certainty}".casefold()
