"""Where the labels of a job stand: pages and places, from any label of a part-used sheet on."""

from collections.abc import Iterator
from dataclasses import dataclass

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.label_sheet import LabelSheet

MOST_OFFSET_MM = 10.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a printer prints too far left or too high, measured on the test page.

    Attributes:
        right, down: millimeters by which everything is moved; negative to the left and up.
    """

    right: float = 0.0
    down: float = 0.0


STRAIGHT = Calibration()


@dataclass(frozen=True, slots=True)
class Place:
    """One label's place: page from 0, left and top edge in millimeters of the paper."""

    page: int
    left: float
    top: float


def places(sheet: LabelSheet, count: int, start: int = 1, calibration: Calibration = STRAIGHT) -> Iterator[Place]:
    """The places of labels, row by row, sheet after sheet.

    Args:
        sheet: the label sheet.
        count: how many labels.
        start: the first label that is free on the first sheet, from 1, counted row by row.
        calibration: of the printer.

    Raises:
        BadInput: when the sheet has no such label.
    """
    checked_start(sheet, start)
    columns = sheet.grid[0]
    for number in range(start - 1, start - 1 + count):
        page, on_page = divmod(number, sheet.count)
        row, column = divmod(on_page, columns)
        yield Place(
            page,
            sheet.first[0] + column * sheet.pitch[0] + calibration.right,
            sheet.first[1] + row * sheet.pitch[1] + calibration.down,
        )


def pages_of(sheet: LabelSheet, count: int, start: int = 1) -> int:
    """How many sheets of paper a job takes."""
    return -(-(start - 1 + count) // sheet.count) if count else 0


def next_start(sheet: LabelSheet, count: int, start: int = 1) -> int:
    """The first free label after a job; 1 when its last sheet is used up."""
    return (start - 1 + count) % sheet.count + 1


def checked_start(sheet: LabelSheet, start: int) -> int:
    """The number of the first label.

    Raises:
        BadInput: when the sheet has no such label.
    """
    if not 1 <= start <= sheet.count:
        raise BadInput(
            "bad_start",
            "{sheet} has the labels 1 to {count}; it can't start at label {start}.",
            sheet=sheet.name,
            count=sheet.count,
            start=start,
        )
    return start


def checked_calibration(calibration: Calibration) -> Calibration:
    """The calibration, when it is one.

    Raises:
        BadInput: when it moves further than printers err.
    """
    if not all(abs(value) <= MOST_OFFSET_MM for value in (calibration.right, calibration.down)):
        raise BadInput(
            "bad_calibration",
            "A printer is off by a few millimeters; {right:g} and {down:g} are more than {most:g}.",
            right=calibration.right,
            down=calibration.down,
            most=MOST_OFFSET_MM,
        )
    return calibration
