"""Labels: sheets of stickers and cards, equal or numbered, from any label of a part-used sheet on."""

from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox
from typing_extensions import override

from affiliate_desktop.core.changes import Done
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.parts import Elided, button
from affiliate_desktop.gui.studio.choices import recall, remember
from affiliate_desktop.gui.studio.design_choice import DesignChoice, DesignWanted
from affiliate_desktop.gui.studio.label_orders import (
    CAMPAIGN,
    ONE,
    PLACEMENT,
    TABLE,
    LabelOrder,
    Look,
    Stock,
    load_stock,
)
from affiliate_desktop.gui.studio.order_tab import OrderTab
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.studio.label_sheet import LabelSheet

if TYPE_CHECKING:
    from affiliate_desktop.studio.label_fill import LabelTable

translate = QCoreApplication.translate


class LabelTab(OrderTab[LabelOrder]):
    """Makes label sheets.

    Signals:
        edit_wanted(DesignWanted): the design is to be opened in the editor.
    """

    edit_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context, "studio-label", translate("LabelTab", "Preview of the first sheet"))
        self.doing, self.save_title = self.tr("Making labels"), self.tr("Save the labels")
        self.print_title = self.tr("Print the labels")
        self._stock: Stock | None = None
        self._table: LabelTable | None = None
        self._shown_copies = DraftCopies(context.app.links)
        self.caption = Elided("", "caption")
        self._used: tuple[LabelSheet, int, int] | None = None
        self.sheet, self.fill = ChoiceBox(), ChoiceBox()
        self.count, self.start = QSpinBox(), QSpinBox()
        self.serial = QCheckBox(self.tr("A click reference of its own on each"))
        self.printer, self.designs = ChoiceBox(), DesignChoice(context, "label")
        self.headline, self.text = QLineEdit(), LongText(2)
        self.show_link = QCheckBox(self.tr("Print the address in letters"))
        self.show_code = QCheckBox(self.tr("Print the click reference in letters"))
        self._build()
        self.restore_draft()
        self._connect()
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Fetches sheets, part-used sheets and printers anew."""
        self.context.jobs.read(partial(load_stock, self.context.app), self._show_stock)

    @override
    def suggestions(self, link: LinkRow) -> dict[str, str]:
        return {"headline": link.campaign or link.link.name}

    @override
    def draw(self, link: LinkRow) -> None:
        missing = self._missing(link)
        self.form.rows["fill"].complain("")
        order = None if missing else self._ordered(link, self._shown_copies)
        if order is None:
            self.caption.setText("")
            self.verdict.say("")
            self.preview.say(missing)
            return
        width = min(self.preview.room().width(), int(self.preview.room().height() * _ratio(order.sheet)))
        self.context.jobs.read(partial(order.look, self.context.app, width), partial(self._show, order), self._no_look)
        self.prove_soon()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, order: LabelOrder, look: Look) -> None:
        self.preview.show_image(look.image)
        sheets = ceil((order.start - 1 + look.count) / order.sheet.count)
        text = (
            self.tr("Labels: {count} · sheets: {sheets}")
            if sheets == 1
            else self.tr("Labels: {count} · sheets: {sheets}, of which the first is shown")
        )
        self.caption.setText(text.format(count=look.count, sheets=sheets))

    @Slot(object)
    def _no_look(self, problem: BaseException) -> None:
        self.caption.setText("")
        self.no_preview(problem)

    @Slot(object)
    def _show_stock(self, stock: Stock) -> None:
        first = self._stock is None
        self._stock = stock
        self.sheet.set_choices([(sheet.id, _title(sheet)) for sheet in stock.sheets])
        self.printer.set_choices([("", self.tr("Any, as it is")), *((name, name) for name in stock.printers)])
        if first:
            self.sheet.set_value(recall("label/sheet", "avery-l7160"))
            self.printer.set_value(recall("label/printer", ""))
        self._sheet_chosen(self.sheet.value())

    @Slot(object)
    def _sheet_chosen(self, _key: object) -> None:
        sheet = self._chosen_sheet()
        if sheet is None or self._stock is None:
            return
        remember("label/sheet", sheet.id)
        self.start.setMaximum(sheet.count)
        self.start.setValue(self._stock.starts[sheet.id])
        use = self.tr("Made for: {use}").format(use=sheet.use) if sheet.use else ""
        self.form.rows["sheet"].advise(sheet.note or use)
        self._fit_count()
        self.look()

    @Slot(object)
    def _fill_chosen(self, fill: object) -> None:
        self.choose_table.setVisible(fill == TABLE)
        if fill == TABLE and self._table is None:
            self._ask_table()
        for each in (self.count, self.serial):
            each.setEnabled(fill != TABLE)
        self._fit_count()
        self.look()

    @Slot()
    def _ask_table(self) -> None:
        filters = self.tr("Tables (*.csv *.tsv *.txt *.xlsx *.ods)")
        self.context.messages.ask_open(self.tr("Choose a table"), filters, self.take_table)

    @Slot(object)
    def take_table(self, file: Path) -> None:
        """Fills the labels from the rows of a file."""
        from affiliate_desktop.studio.label_fill import LabelTable

        self._table = LabelTable(file)
        self.form.rows["fill"].advise(file.name)
        self.look()

    @Slot()
    def _fit_count(self) -> None:
        """A single link fills the sheet; of many links there is one label each."""
        sheet = self._chosen_sheet()
        if sheet is not None:
            self.count.setValue(sheet.count - self.start.value() + 1 if self.fill.value() == ONE else 1)

    @Slot(object)
    def _printer_chosen(self, name: object) -> None:
        remember("label/printer", str(name or ""))
        self.look()

    @Slot()
    def _edit_design(self) -> None:
        order = self.sample()
        if order is not None:
            self.context.jobs.read(partial(order.wanted, self.context.app), self._want_editor)

    @Slot(object)
    def _want_editor(self, wanted: DesignWanted) -> None:
        self.edit_wanted.emit(wanted)

    # --- saving and printing -----------------------------------------------------------------------------------

    @override
    def order(self) -> LabelOrder | None:
        missing = "" if self.shown is None else self._missing(self.shown)
        if missing:
            self.form.complain("fill", missing)
            return None
        return self._ordered(self.shown, DraftCopies(self.context.app.links))

    @override
    def sample(self) -> LabelOrder | None:
        """The first label."""
        if self.shown is None or self._missing(self.shown):
            return None
        order = self._ordered(self.shown, self._shown_copies)
        return None if order is None else replace(order, most=1)

    @override
    def used(self, order: LabelOrder, count: int) -> None:
        """A part-used sheet is remembered only when the user says that it was printed."""
        self._used = (order.sheet, count, order.start)
        after = (order.start - 1 + count) % order.sheet.count + 1
        if self._stock is not None and after == self._stock.starts.get(order.sheet.id, 1):
            return
        text = self.tr("Once they are printed, the next free label of this sheet is number {n}.").format(n=after)
        self.context.messages.ask(self.tr("Are the labels used up?"), text, self.tr("Remember it"), self._remember_use)

    @Slot()
    def _remember_use(self) -> None:
        if self._used is not None:
            sheet, count, start = self._used
            work = partial(self.context.app.labels.use_up, sheet, count, start)
            self.context.jobs.write(work, self._remembered)

    @Slot(object)
    def _remembered(self, _done: object) -> None:
        self.reload()

    @Slot()
    def _calibrate(self) -> None:
        from affiliate_desktop.gui.studio.calibration import CalibrationDialog

        sheet = self._chosen_sheet()
        if sheet is not None and self._stock is not None:
            printer = str(self.printer.value() or "")
            dialog = CalibrationDialog(self.context, self.window(), sheet, self._stock.printers, printer)
            dialog.saved.connect(self._remembered)
            dialog.open()

    @Slot()
    def _new_sheet(self) -> None:
        from affiliate_desktop.gui.studio.own_sheet import OwnSheetDialog

        dialog = OwnSheetDialog(self.context, self.window(), self._chosen_sheet())
        dialog.saved.connect(self._sheet_made)
        dialog.open()

    @Slot(object)
    def _sheet_made(self, done: Done[LabelSheet]) -> None:
        remember("label/sheet", done.value.id)
        self._stock = None
        self.reload()

    # --- reading the fields ------------------------------------------------------------------------------------

    def _chosen_sheet(self) -> LabelSheet | None:
        sheets = self._stock.sheets if self._stock else ()
        return next((sheet for sheet in sheets if sheet.id == self.sheet.value()), None)

    def _missing(self, link: LinkRow) -> str:
        """What the labels cannot be filled from, and the way out; empty when they can."""
        fill = self.fill.value()
        if fill == TABLE and self._table is None:
            return self.tr("Choose the table whose rows are to be printed.")
        if fill == CAMPAIGN and link.link.campaign_id is None:
            return self.tr("This link belongs to no campaign. Choose another link, or fill from this link.")
        if fill == PLACEMENT and link.link.placement_id is None:
            return self.tr("This link has no placement. Choose another link, or fill from this link.")
        return ""

    def _ordered(self, link: LinkRow | None, copies: DraftCopies) -> LabelOrder | None:
        sheet = self._chosen_sheet()
        if sheet is None or link is None:
            return None
        return LabelOrder(
            link=link.link,
            sheet=sheet,
            fill=str(self.fill.value()),
            table=self._table,
            count=self.count.value(),
            serial=self.serial.isChecked(),
            start=self.start.value(),
            printer=str(self.printer.value() or ""),
            design=self.designs.design().id,
            brand=self.designs.brand(),
            values=self.designs.values(),
            headline=self.headline.text().strip(),
            text=self.text.toPlainText().strip(),
            show_link=self.show_link.isChecked(),
            show_code=self.show_code.isChecked(),
            copies=copies,
        )

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme, form = self.context.theme, self.form
        self.fill.set_choices(
            [
                (ONE, self.tr("This link")),
                (CAMPAIGN, self.tr("All links of its campaign")),
                (PLACEMENT, self.tr("All links at its placement")),
                (TABLE, self.tr("Rows of a table…")),
            ]
        )
        self.count.setRange(1, 10_000)
        self.start.setRange(1, 500)
        self.show_link.setChecked(True)
        self.show_code.setChecked(True)
        self.designs.add_to(form)
        form.add("sheet", self.tr("Sheet"), self.sheet, " ")
        form.add_widget(button(self.tr("Sheet of your own…"), self._new_sheet, kind="link"))
        form.add(
            "fill",
            self.tr("Fill from"),
            self.fill,
            self.tr("A table has columns link, headline, text, code, or one link a line."),
        )
        self.choose_table = button(self.tr("Choose a table…"), self._ask_table, kind="link")
        self.choose_table.hide()
        form.add_widget(self.choose_table)
        form.add_pair(("count", self.tr("Labels each"), self.count), ("start", self.tr("First free"), self.start))
        form.add_widget(self.serial)
        form.add("headline", self.tr("Headline"), self.headline)
        form.add("text", self.tr("Text"), self.text)
        self.designs.add_variables()
        form.add_widget(self.show_link)
        form.add_widget(self.show_code)
        form.add("printer", self.tr("Printer"), self.printer)
        form.add_widget(button(self.tr("Calibrate a printer…"), self._calibrate, kind="link", theme=theme))
        self.add_stage()
        self.stage.insertWidget(1, self.caption)

    def _connect(self) -> None:
        self.sheet.chosen.connect(self._sheet_chosen)
        self.fill.chosen.connect(self._fill_chosen)
        self.start.valueChanged.connect(self._fit_count)
        self.printer.chosen.connect(self._printer_chosen)
        self.designs.changed.connect(self.look)
        self.designs.edit_wanted.connect(self._edit_design)
        for check in (self.serial, self.show_link, self.show_code):
            check.toggled.connect(self.look)


def _title(sheet: LabelSheet) -> str:
    width, height = sheet.label
    return f"{sheet.name} · {width:g} x {height:g} mm · {sheet.count} / {sheet.paper}"


def _ratio(sheet: LabelSheet) -> float:
    return sheet.page[0] / sheet.page[1]
