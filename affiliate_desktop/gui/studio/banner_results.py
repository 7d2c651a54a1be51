"""What became of a banner set: a row a file, and the HTML that shows it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget
from typing_extensions import override

from affiliate_desktop.gui.colors import STATUS_TONES
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Elided, button, column, label, row
from affiliate_desktop.gui.studio.banner_sheet import pixels
from affiliate_desktop.gui.studio.verdict import verdict_word
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.studio.model import Artwork, Verdict

translate = QCoreApplication.translate


class ResultTable(RecordTable[Artwork]):
    """The files of a set; copying rows copies their HTML."""

    @override
    @Slot()
    def copy(self) -> None:
        snippets = [artwork.snippet for artwork in self.selected() if artwork.snippet]
        if snippets:
            QGuiApplication.clipboard().setText("\n".join(snippets))


class BannerResults(QDialog):
    """Lists the banners that were saved.

    Args:
        context: the open workspace.
        parent: the window.
        artworks: what was saved, all in one folder.
        names: names of the sizes by their id, which is the files' name.
    """

    def __init__(
        self, context: Context, parent: QWidget, artworks: Sequence[Artwork], names: Mapping[str, str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Banner set"))
        self.setMinimumSize(760, 520)
        self.resize(900, 640)
        self._context, self._folder = context, artworks[0].file.parent
        model: RecordModel[Artwork] = RecordModel(_columns(names, context.formats), _key)
        model.show_records(artworks)
        self.table = ResultTable(model, context.theme, "banners", self.tr("Saved banners"))
        self.html = QPlainTextEdit()
        self.html.setReadOnly(True)
        self.html.setTabChangesFocus(True)
        self.html.setAccessibleName(self.tr("HTML of the selected banner"))
        self.html.setFixedHeight(self.html.fontMetrics().lineSpacing() * 4 + 16)
        theme = context.theme
        self.copy = button(self.tr("Copy HTML"), self._copy, kind="primary", icon="copy", theme=theme)
        self.copy_all = button(self.tr("Copy HTML of all"), self._copy_all, icon="copy", theme=theme)
        self.open_folder = button(self.tr("Open folder"), self._open_folder, icon="folder", theme=theme)
        self._lay_out(artworks)
        self.table.selection_moved.connect(self._selection)
        self.table.activated_record.connect(self._copy)
        self.table.offer(self.tr("Copy HTML"), self._copy, "Ctrl+C")
        self.table.selectRow(0)

    def _lay_out(self, artworks: Sequence[Artwork]) -> None:
        count = self._context.formats.counted(len(artworks), self.tr("{n} banner"), self.tr("{n} banners"))
        close = button(self.tr("Close"), self.accept)
        outer = column(
            label(self.tr("The banner set is saved"), "title"),
            Elided(f"{count} · {self._folder}", "muted"),
            spacing=12,
        )
        outer.addWidget(self.table, 1)
        outer.addWidget(label(self.tr("HTML of the selected banner: paste it into your page"), "caption"))
        outer.addWidget(self.html)
        outer.addLayout(row(self.open_folder, 1, self.copy_all, self.copy, close))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)

    @Slot()
    def _selection(self) -> None:
        chosen = self.table.current()
        self.html.setPlainText(chosen.snippet if chosen else "")
        self.copy.setEnabled(bool(self.table.selected()))

    @Slot()
    def _copy(self, _artwork: object = None) -> None:
        self.table.copy()
        self._context.messages.note(self.tr("HTML copied"))

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(
            "\n".join(artwork.snippet for artwork in self.table.records.records if artwork.snippet)
        )
        self._context.messages.note(self.tr("HTML copied"))

    @Slot()
    def _open_folder(self) -> None:
        self._context.messages.reveal(self._folder)


def _columns(names: Mapping[str, str], formats: Formats) -> tuple[Column[Artwork], ...]:
    """The table's columns; they do not know the dialog, which could not be freed otherwise."""
    return (
        Column("name", translate("BannerResults", "Size"), lambda each: _name(each, names), width=24),
        Column("file", translate("BannerResults", "File"), lambda each: each.file.name, muted=True, width=24),
        Column("pixels", translate("BannerResults", "Pixels"), _pixels, sort=_area, width=14),
        Column(
            "bytes",
            translate("BannerResults", "Weight"),
            lambda each: formats.size(each.bytes),
            sort=lambda each: each.bytes,
            right=True,
            width=11,
        ),
        Column("verdict", translate("BannerResults", "State"), _verdict, tone=_tone, width=12),
        Column("notes", translate("BannerResults", "To know"), _notes, tip=_notes, muted=True, width=0),
    )


def _name(artwork: Artwork, names: Mapping[str, str]) -> str:
    """The name of a file's size; its own name begins with the size's id."""
    stem = artwork.file.stem.partition("@")[0].removesuffix("-animated")
    return names.get(stem, "")


def _key(artwork: Artwork) -> str:
    return artwork.file.name


def _pixels(artwork: Artwork) -> str:
    return pixels(artwork.width or 0, artwork.height or 0)


def _area(artwork: Artwork) -> float:
    return (artwork.width or 0) * (artwork.height or 0)


def _notes(artwork: Artwork) -> str:
    return " ".join(artwork.notes)


def _judged(artwork: Artwork) -> Verdict:
    """A banner holds no code; what was left out or does not fit makes it less than ready."""
    return Verdict.AMBER if artwork.notes and artwork.verdict is Verdict.GREEN else artwork.verdict


def _verdict(artwork: Artwork) -> str:
    judged = _judged(artwork)
    return translate("BannerResults", "Look at it") if judged is Verdict.AMBER else verdict_word(judged)


def _tone(artwork: Artwork) -> str:
    return STATUS_TONES[_judged(artwork)]
