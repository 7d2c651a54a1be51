"""Printing on a worker thread: page by page, told as it goes, and stopped where somebody asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from affiliate_desktop.core.files import write_whole
from affiliate_desktop.core.problems import Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.studio.orders import Printout

STOPPED = "print_stopped"
"""Code of the problem of a job of which some pages may come out of the printer all the same."""


@dataclass(frozen=True)
class Printed:
    """What went to the printer.

    Attributes:
        pages: how many.
        to_end: the last page is among them.
        file: where it was printed to; None for a printer.
    """

    pages: int
    to_end: bool
    file: Path | None = None


def print_pages(printer: QPrinter, printout: Printout, progress: Progress) -> Printed:
    """Prints the pages that the print dialog was asked for; a file is made as a whole or not at all.

    Args:
        printer: as the dialog has set it.
        printout: what is printed.
        progress: told of each page; may stop the work.

    Raises:
        Failed: when printer or file cannot be written, or it was stopped when the printer had pages already.
        Cancelled: when it was stopped and nothing comes out.
    """
    pages = printout.pages(printer)
    wanted = wanted_pages(printer, pages.count)
    name = printer.outputFileName()
    if not name:
        _print(printer, printout, wanted, progress)
        return Printed(len(wanted), pages.count - 1 in wanted)
    file = Path(name)

    def fill(beside: Path) -> None:
        printer.setOutputFileName(str(beside))
        _print(printer, printout, wanted, progress)

    write_whole(file, fill)
    return Printed(len(wanted), pages.count - 1 in wanted, file)


def wanted_pages(printer: QPrinter, count: int) -> Sequence[int]:
    """The pages of a range that was asked for, counted from 0; all of them without one."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return range(count)
    return range(max(printer.fromPage(), 1) - 1, min(printer.toPage() or count, count))


def _print(printer: QPrinter, printout: Printout, wanted: Sequence[int], progress: Progress) -> None:
    pages, painter = printout.pages(printer), QPainter()
    if not painter.begin(printer):
        raise _unreachable(printout)
    try:
        for done, number in enumerate(wanted):
            progress.step(done, len(wanted))
            if done and not printer.newPage():
                raise _unreachable(printout)
            pages.paint(number, painter)
        progress.step(len(wanted), len(wanted))
    except Cancelled:
        if printer.abort() or printer.outputFileName():
            raise
        raise Failed(
            STOPPED,
            "Stopped. Pages that the printer was given already may still come out; take them out of its queue if you "
            "don't want them.",
        ) from None
    finally:
        painter.end()


def _unreachable(printout: Printout) -> Failed:
    return Failed(
        "cannot_print",
        "“{name}” was not printed: the printer, or the file to print to, can't be written. Look whether it is on and "
        "has paper, or choose another.",
        name=printout.name,
    )
