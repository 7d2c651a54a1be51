"""Several copies of a small page on one sheet of paper, with crop marks, to be cut apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, marks_at, save

if TYPE_CHECKING:
    import pikepdf

MARGIN_MM = 8.0
"""What a desktop printer leaves white at each edge, with room for the marks."""
_MARK_GAP_MM = 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Copies on a sheet, in millimeters.

    Attributes:
        across, down: how many; left, top: corner of the first one; turned: the sheet lies on its side.
        sheet_width, sheet_height: of the paper as it is used.
    """

    across: int
    down: int
    left: float
    top: float
    sheet_width: float
    sheet_height: float

    @property
    def count(self) -> int:
        """Copies on a sheet."""
        return self.across * self.down

    def corners(self, page: PrintPage) -> list[tuple[float, float]]:
        """The upper left corner of each copy, row by row, in millimeters."""
        return [
            (self.left + column * page.width, self.top + row * page.height)
            for row in range(self.down)
            for column in range(self.across)
        ]


def layout(page: PrintPage, paper: tuple[float, float], most: int = 0) -> Layout:
    """As many copies as fit onto a paper, upright or on its side; they share their cuts.

    Args:
        page: the copy.
        paper: width and height, upright.
        most: at most so many; 0 for as many as fit.

    Raises:
        BadInput: when not even one fits.
    """
    tried = [_fitted(page, width, height) for width, height in (paper, (paper[1], paper[0]))]
    best = max(tried, key=lambda each: each.count)
    if not best.count:
        raise BadInput(
            "paper_too_small",
            "A page of {width:g} x {height:g} mm does not fit onto the paper. Choose a larger one.",
            width=page.width,
            height=page.height,
        )
    return _reduced(best, page, most) if most and most < best.count else best


def _fitted(page: PrintPage, width: float, height: float) -> Layout:
    across = int((width - 2 * MARGIN_MM + 0.01) // page.width)
    down = int((height - 2 * MARGIN_MM + 0.01) // page.height)
    return _centered(max(0, across), max(0, down), page, width, height)


def _centered(across: int, down: int, page: PrintPage, width: float, height: float) -> Layout:
    left, top = (width - across * page.width) / 2, (height - down * page.height) / 2
    return Layout(across, down, left, top, width, height)


def _reduced(full: Layout, page: PrintPage, most: int) -> Layout:
    across = min(full.across, most)
    down = max(1, min(full.down, most // across))
    return _centered(across, down, page, full.sheet_width, full.sheet_height)


def imposed(content: bytes, page: PrintPage, grid: Layout) -> bytes:
    """A PDF of one sheet with copies of a PDF's only page, and marks where to cut.

    Args:
        content: a PDF from ``print_pdf.page_pdf`` for the same page, with its bleed and without marks.
        page: the copy.
        grid: from :func:`layout`.
    """
    made = BytesIO()
    impose(BytesIO(content), page, grid, made)
    return made.getvalue()


def impose(content: BytesIO | Path, page: PrintPage, grid: Layout, target: BytesIO | Path) -> None:
    """Writes sheets with the pages of a PDF side by side, and marks where to cut; a single page fills a sheet.

    Args:
        content: a PDF from ``print_pdf``, as for :func:`imposed`, of any number of pages.
        page: each of them.
        grid: from :func:`layout`.
        target: where the sheets are written.
    """
    import pikepdf

    with pikepdf.open(content) as source, pikepdf.new() as sheets:
        count, trim = len(source.pages), [float(corner) for corner in source.pages[0].trimbox]
        for first in range(0, count, grid.count):
            shown = [0] * grid.count if count == 1 else range(first, min(first + grid.count, count))
            names = {number: f"/Copy{number - first or ''}" for number in shown}
            forms = {
                name: sheets.copy_foreign(source.pages[number].as_form_xobject()) for number, name in names.items()
            }
            _add_sheet(sheets, forms, [names[number] for number in shown], page, grid, trim)
        save(sheets, page.title, target)


def _add_sheet(
    sheets: "pikepdf.Pdf",
    forms: dict[str, "pikepdf.Object"],
    names: Sequence[str],
    page: PrintPage,
    grid: Layout,
    trim: Sequence[float],
) -> None:
    """A sheet with forms in its places, in their order."""
    import pikepdf

    width, height = grid.sheet_width * POINTS_A_MM, grid.sheet_height * POINTS_A_MM
    target = sheets.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    target.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(forms))
    parts = []
    for name, (x, y) in zip(names, grid.corners(page), strict=False):
        left, bottom = x * POINTS_A_MM, (grid.sheet_height - y - page.height) * POINTS_A_MM
        box = _clip(page, grid, left, bottom)
        parts.append(
            f"q {box[0]:.3f} {box[1]:.3f} {box[2] - box[0]:.3f} {box[3] - box[1]:.3f} re W n "
            f"1 0 0 1 {left - trim[0]:.4f} {bottom - trim[1]:.4f} cm {name} Do Q"
        )
    marks = marks_at([_whole(page, grid)], max(_MARK_GAP_MM, page.bleed) * POINTS_A_MM, page.cmyk)
    target.Contents = sheets.make_stream("\n".join(parts).encode() + b"\n" + _inner_marks(page, grid) + marks)


def _whole(page: PrintPage, grid: Layout) -> tuple[float, float, float, float]:
    left = grid.left * POINTS_A_MM
    bottom = (grid.sheet_height - grid.top - grid.down * page.height) * POINTS_A_MM
    return left, bottom, left + grid.across * page.width * POINTS_A_MM, bottom + grid.down * page.height * POINTS_A_MM


def _clip(page: PrintPage, grid: Layout, left: float, bottom: float) -> tuple[float, float, float, float]:
    """A copy with its bleed only at the sheet's outside, so that it does not reach into its neighbors."""
    bleed = page.bleed * POINTS_A_MM
    whole = _whole(page, grid)
    right, top = left + page.width * POINTS_A_MM, bottom + page.height * POINTS_A_MM
    near = 0.01
    return (
        left - (bleed if left - whole[0] < near else 0),
        bottom - (bleed if bottom - whole[1] < near else 0),
        right + (bleed if whole[2] - right < near else 0),
        top + (bleed if whole[3] - top < near else 0),
    )


def _inner_marks(page: PrintPage, grid: Layout) -> bytes:
    """Marks at the outside for the cuts between copies."""
    left, bottom, right, top = _whole(page, grid)
    gap, length = max(_MARK_GAP_MM, page.bleed) * POINTS_A_MM, 4 * POINTS_A_MM
    color = "1 1 1 1 K" if page.cmyk else "0 0 0 RG"
    lines = [f"q {color} 0.25 w"]
    for column in range(1, grid.across):
        x = left + column * page.width * POINTS_A_MM
        lines.append(f"{x:.3f} {top + gap:.3f} m {x:.3f} {top + gap + length:.3f} l S")
        lines.append(f"{x:.3f} {bottom - gap:.3f} m {x:.3f} {bottom - gap - length:.3f} l S")
    for row in range(1, grid.down):
        y = bottom + row * page.height * POINTS_A_MM
        lines.append(f"{left - gap:.3f} {y:.3f} m {left - gap - length:.3f} {y:.3f} l S")
        lines.append(f"{right + gap:.3f} {y:.3f} m {right + gap + length:.3f} {y:.3f} l S")
    return ("\n".join(lines) + "\nQ\n").encode()
