"""Many codes at once: of all links, of a campaign's, or of a table's rows; as folder, archive or one PDF."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from affiliate_desktop.app import App
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import Banner, button, column, label, row
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import Paper, QrStyle
from affiliate_desktop.studio.payloads import KINDS
from affiliate_desktop.studio.qr_bulk import BulkFailure, BulkItem, BulkResult

_FAILURES_SHOWN = 12


@dataclass(frozen=True)
class _Order:
    """What was asked for; ``table`` and ``campaign`` are None where all links are meant."""

    target: Path
    style: QrStyle
    files: str
    paper: Paper
    table: Path | None
    kind: str
    campaign: int | None


class ManyCodes(QDialog):
    """Asks which codes, and makes them in the background. Show it with ``open()``.

    Signals:
        made(BulkResult): they were written.

    Args:
        context: the open workspace.
        parent: the window.
        link: the studio's link, whose campaign is offered.
        style: of all codes.
    """

    made = Signal(object)

    def __init__(self, context: Context, parent: QWidget, link: Link, style: QrStyle) -> None:
        super().__init__(parent)
        self.context, self._link, self._style = context, link, style
        self._table: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Many codes"))
        self.setMinimumWidth(520)
        self.source = ChoiceBox(self._sources())
        self.kind = ChoiceBox(self._kinds())
        self.form_of = ChoiceBox(self._forms())
        self.files = ChoiceBox([(kind, kind.upper()) for kind in ("png", "svg", "pdf", "eps")])
        self.trouble = Banner("danger")
        self.form = Form()
        self.form.add("source", self.tr("Codes of"), self.source)
        hint = self.tr("The first row names the columns: name and url, or the fields of a contact, an event …")
        self.form.add("kind", self.tr("A row holds"), self.kind, hint)
        self.form.add_pair(("form", self.tr("Save as"), self.form_of), ("files", self.tr("Kind of file"), self.files))
        self.make_button = button(self.tr("Make the codes…"), self._ask, kind="primary")
        self.make_button.setDefault(True)
        self.cancel_button = button(self.tr("Cancel"), self.reject)
        about = label(
            self.tr("All get the look that is set in the studio. Each is proven to scan."), "muted", wrap=True
        )
        outer = column(label(self.tr("Many codes"), "title"), about, self.trouble, self.form, 1, spacing=14)
        outer.addLayout(row(1, self.cancel_button, self.make_button))
        outer.setContentsMargins(24, 20, 24, 20)
        self.setLayout(outer)
        self.source.chosen.connect(self._show)
        self.form_of.chosen.connect(self._show)
        self._show()

    # --- asking ------------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        self.form.rows["kind"].setVisible(self.source.value() == "table")
        self.form.rows["files"].setVisible(self.form_of.value() in ("folder", "zip"))

    @Slot()
    def _ask(self) -> None:
        self.trouble.say("")
        if self.source.value() == "table":
            filters = self.tr("Tables (*.csv *.tsv *.txt *.xlsx)")
            self.context.messages.ask_open(self.tr("Which table?"), filters, self._take_table)
        else:
            self._ask_target()

    @Slot(object)
    def _take_table(self, file: Path) -> None:
        self._table = file
        self._ask_target()

    def _ask_target(self) -> None:
        form, messages = self.form_of.value(), self.context.messages
        name = safe_name(self._table.stem if self._table else self.tr("QR codes"), "codes")
        if form == "folder":
            messages.ask_folder(self.tr("Folder for the codes"), self._make)
        elif form == "zip":
            messages.ask_save(self.tr("Save the codes"), f"{name}.zip", self.tr("ZIP archive (*.zip)"), self._make)
        else:
            messages.ask_save(self.tr("Save the codes"), f"{name}.pdf", self.tr("PDF (*.pdf)"), self._make)

    # --- making ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _make(self, target: Path) -> None:
        progress = self.context.jobs.progress(self.tr("Making codes"))
        order = _Order(
            target=target,
            style=self._style,
            files=str(self.files.value()),
            paper=Paper.LETTER if self.form_of.value() == "letter" else Paper.A4,
            table=self._table if self.source.value() == "table" else None,
            kind=str(self.kind.value()),
            campaign=self._link.campaign_id if self.source.value() == "campaign" else None,
        )
        work = partial(_made, self.context.app, order, progress)
        self.make_button.setEnabled(False)
        self.context.jobs.read(work, self._done, self._failed, progress=progress)

    @Slot(object)
    def _done(self, result: BulkResult) -> None:
        self.make_button.setEnabled(True)
        if result.artworks:
            self.made.emit(result)
        if not result.failures:
            self.accept()
            return
        shown = [f"{each.name}: {each.reason}" for each in result.failures[:_FAILURES_SHOWN]]
        if len(result.failures) > _FAILURES_SHOWN:
            shown.append(self.tr("… and %n more", "", len(result.failures) - _FAILURES_SHOWN))
        head = self.tr("%n code(s) were made.", "", len(result.artworks))
        self.trouble.say("\n".join([head, self.tr("These were not:"), *shown]), "warning")

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.make_button.setEnabled(True)
        self.context.messages.problem(problem)

    def _sources(self) -> list[tuple[object, str]]:
        campaign = [("campaign", self.tr("All links of this link's campaign"))] if self._link.campaign_id else []
        return [*campaign, ("all", self.tr("All links")), ("table", self.tr("The rows of a table"))]

    def _kinds(self) -> list[tuple[object, str]]:
        titles = {"vcard": self.tr("A contact"), "wifi": self.tr("A Wi-Fi network"), "event": self.tr("An event")}
        return [("", self.tr("A link or text")), *((kind, titles[kind]) for kind in KINDS if kind in titles)]

    def _forms(self) -> list[tuple[object, str]]:
        return [
            ("folder", self.tr("Files in a folder")),
            ("zip", self.tr("One ZIP archive")),
            ("a4", self.tr("One PDF, A4")),
            ("letter", self.tr("One PDF, Letter")),
        ]


def _made(app: App, order: _Order, progress: Progress) -> BulkResult:
    """Runs on a worker thread."""
    failed: tuple[BulkFailure, ...] = ()
    if order.table is not None:
        items, failed = app.codes.from_table(order.table, order.kind, progress=progress)
    else:
        items = tuple(BulkItem(link.name, link.url) for link in app.links.list("", order.campaign))
    result = app.codes.write(items, order.target, order.style, order.files, paper=order.paper, progress=progress)
    return replace(result, failures=(*failed, *result.failures))
