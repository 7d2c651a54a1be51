"""What the tabs of flyers and labels share: what is saved or printed is proven first."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Slot
from typing_extensions import override

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.studio.orders import Made, Order, carry_out, check
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.gui.studio.tab import StudioTab, give_keys, timer
from affiliate_desktop.gui.studio.verdict import VerdictView
from affiliate_desktop.studio.model import Artwork, NotReady

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from affiliate_desktop.gui.studio.print_run import Printed

PROVE_MS = 800
"""How long the user pauses before what is shown is rendered and read back."""
OrderT = TypeVar("OrderT", bound=Order)


class OrderTab(StudioTab, Generic[OrderT]):
    """Makes a PDF or prints; what would not scan is made all the same, if the user insists.

    A subclass fills the form, gives the words and overrides ``order``.

    Args:
        context: the open workspace.
        draft: name under which unfinished texts are kept.
        preview: the preview's accessible name.
    """

    def __init__(self, context: Context, draft: str, preview: str) -> None:
        super().__init__(context, draft)
        self.doing = self.save_title = self.print_title = ""
        self.preview = Preview(context.theme, preview)
        self.verdict = VerdictView()
        self.preview.resized.connect(self.look)
        self._busy = False
        self._prove = timer(self, PROVE_MS, self._judge)

    # --- what a tab overrides ----------------------------------------------------------------------------------

    def order(self) -> OrderT | None:
        """What the fields ask for; None where something is missing, which the form says."""
        return None

    def used(self, order: OrderT, count: int) -> None:
        """Called when an order was saved or printed."""

    def sample(self) -> OrderT | None:
        """A small order that stands for what the fields ask for; it is proven while the user works."""
        return None

    @override
    def can_make(self) -> bool:
        return not self._busy and super().can_make()

    # --- what a tab uses ---------------------------------------------------------------------------------------

    def add_stage(self) -> None:
        """Shows preview and verdict, and below them what prints and saves."""
        self.stage.addWidget(self.preview, 1)
        self.stage.addWidget(self.verdict)
        printing = self.add_action(self.tr("Print…"), self._print, icon="print")
        give_keys(printing, "Ctrl+Shift+P")
        self.add_action(self.tr("Save PDF…"), self._ask, kind="primary", icon="download")

    def prove_soon(self) -> None:
        """Judges the sample when the user pauses."""
        self._prove.start()

    @Slot(object)
    def no_preview(self, problem: BaseException) -> None:
        """Says in the preview's place why there is none."""
        self.verdict.say("")
        self.show_trouble(self.preview, problem)

    # --- inside ------------------------------------------------------------------------------------------------

    @Slot()
    def _judge(self) -> None:
        order = self.sample() if self.isVisible() else None
        if order is not None:
            self.context.jobs.read(partial(check, self.context.app, order), self._judged, self._not_judged)

    @Slot(object)
    def _judged(self, artwork: Artwork) -> None:
        self.verdict.show_artwork(artwork)

    @Slot(object)
    def _not_judged(self, problem: BaseException) -> None:
        """The preview says why."""
        self.verdict.say("")
        if not isinstance(problem, Problem):
            self.context.messages.problem(problem)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.enable()

    @Slot()
    def _ask(self) -> None:
        """Asks where to save what the fields ask for, and makes it."""
        order = self.order()
        if order is not None:
            name = safe_name(order.file_name, "print") + ".pdf"
            self.ask_save(self.save_title, name, self.tr("PDF (*.pdf)"), partial(self._carry_out, order))

    @Slot()
    def _print(self) -> None:
        """Proves what the fields ask for as before it is saved, and shows it as it will be printed."""
        order = self.order()
        if order is not None:
            self._carry_out(order, None)

    def _carry_out(self, order: OrderT, file: Path | None, *, force: bool = False) -> None:
        self._set_busy(busy=True)
        progress = self.context.jobs.progress(self.doing)
        work = partial(carry_out, self.context.app, order, file, progress, force=force)
        done, refused = partial(self._carried_out, order, file), partial(self._refused, order, file)
        self.context.jobs.write(work, done, refused, progress=progress)

    @Slot(object)
    def _carried_out(self, order: OrderT, file: Path | None, done: Done[Made]) -> None:
        self._set_busy(busy=False)
        self.verdict.show_artwork(done.value.artwork)
        if file is None:
            self._open_print(order, done.value)
        else:
            self.saved(file)
            self.used(order, done.value.count)

    @Slot(object)
    def _refused(self, order: OrderT, file: Path | None, problem: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(problem, NotReady):
            self.verdict.show_artwork(problem.artworks[0])
        anyway = self.tr("Print anyway") if file is None else self.tr("Save anyway")
        self.refuse(problem, anyway, partial(self._carry_out, order, file, force=True))

    def _open_print(self, order: OrderT, made: Made) -> None:
        from affiliate_desktop.gui.studio.printing import PrintDialog

        dialog = PrintDialog(self.context, self.window(), self.print_title, order, made)
        dialog.wanted.connect(self._print_all)
        dialog.open()

    @Slot(object, object, object)
    def _print_all(self, order: OrderT, made: Made, printer: "QPrinter") -> None:
        """Prints page by page on a worker, with progress in the status bar."""
        from affiliate_desktop.gui.studio.print_run import print_pages

        self._set_busy(busy=True)
        progress = self.context.jobs.progress(self.tr("Printing"))
        done, refused = partial(self._printed, order, made), partial(self._not_printed, order)
        self.context.jobs.read(partial(print_pages, printer, made.printout, progress), done, refused, progress=progress)

    @Slot(object)
    def _printed(self, order: OrderT, made: Made, printed: "Printed") -> None:
        self._set_busy(busy=False)
        if printed.file is not None:
            self.saved(printed.file)
        if printed.to_end:
            self.used(order, made.count)

    @Slot(object)
    def _not_printed(self, order: OrderT, problem: BaseException) -> None:
        """Takes the copies back, unless pages that bear their references may come out."""
        from affiliate_desktop.gui.studio.print_run import STOPPED

        self._set_busy(busy=False)
        if order.copies.kept and not (isinstance(problem, Problem) and problem.code == STOPPED):
            self.context.jobs.write(order.copies.take_back)
        self.context.messages.problem(problem)
