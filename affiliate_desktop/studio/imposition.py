"""Several copies of a small page on one sheet of paper, with crop marks, to be cut apart."""

from dataclasses import dataclass
from io import BytesIO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.print_pdf import POINTS_A_MM, PrintPage, marks_at, save

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
    """A PDF of one sheet with copies of a PDF's first page, and marks where to cut.

    Args:
        content: a PDF from ``print_pdf.page_pdf`` for the same page, with its bleed and without marks.
        page: the copy.
        grid: from :func:`layout`.
    """
    import pikepdf

    sheet = pikepdf.new()
    width, height = grid.sheet_width * POINTS_A_MM, grid.sheet_height * POINTS_A_MM
    target = sheet.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    with pikepdf.open(BytesIO(content)) as source:
        form = sheet.copy_foreign(source.pages[0].as_form_xobject())
        trim = [float(corner) for corner in source.pages[0].trimbox]
    target.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Copy=form))
    parts = []
    for x, y in grid.corners(page):
        left, bottom = x * POINTS_A_MM, (grid.sheet_height - y - page.height) * POINTS_A_MM
        box = _clip(page, grid, left, bottom)
        parts.append(
            f"q {box[0]:.3f} {box[1]:.3f} {box[2] - box[0]:.3f} {box[3] - box[1]:.3f} re W n "
            f"1 0 0 1 {left - trim[0]:.4f} {bottom - trim[1]:.4f} cm /Copy Do Q"
        )
    marks = marks_at([_whole(page, grid)], max(_MARK_GAP_MM, page.bleed) * POINTS_A_MM, page.cmyk)
    target.Contents = sheet.make_stream("\n".join(parts).encode() + b"\n" + _inner_marks(page, grid) + marks)
    made = BytesIO()
    save(sheet, page.title, made)
    return made.getvalue()


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
