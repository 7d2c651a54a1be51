"""Serialized flyers: one PDF, each page with a code of its own, ours against reportlab's canvas drawing the same page.

Both get the modules of each code from our matrix, draw it as one vector path, and write a file. reportlab is handed
where our layout found that shapes and lines stand, and draws them in its own Helvetica, which it need not embed. The
proof (one page whole, then every code by itself) has a line of its own, and each peak of memory a process of its own.
``AFFILIATE_BENCH_FLYERS`` asks for fewer, for a first look.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import ImageColor
from PySide6.QtCore import QRectF, QSizeF
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.display import display_of
from affiliate_desktop.studio.flyer_copies import FlyerRun, draw_flyers, flyer_run, prove_flyers
from affiliate_desktop.studio.frames import FrameKind
from affiliate_desktop.studio.lettering import Block
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import FlyerText, Level, Paper, PrintOptions
from affiliate_desktop.studio.paint import blocks_of, column_of
from affiliate_desktop.studio.places import area_of, placed
from affiliate_desktop.studio.print_pdf import POINTS_A_MM
from affiliate_desktop.studio.sheet import UNITS_A_MM, Sheet
from tests.bench.row import Row, in_turn, peak_mb, peak_of, seconds

COUNT = int(os.environ.get("AFFILIATE_BENCH_FLYERS", "1000"))
TITLE = f"Flyers: {COUNT:,} pages in one PDF, each with a code of its own"
TEXT = FlyerText(
    "Spring trail guide",
    "Twelve day walks, and the boots we took along.",
    "Scan for the boots",
    shown_link="shop.example/boots",
    disclosure="We earn a commission when you buy through this code.",
)
_FEWER = max(10, COUNT // 10)
_PROVEN = 100
_GROWTH = 1.5
_POINT = POINTS_A_MM / UNITS_A_MM
Rgb = tuple[float, ...]
Box = tuple[float, float, float, float]
"""Left, bottom, width, height in points."""


def copies(count: int) -> list[LinkCopy]:
    """Copies of a link that differ in their click references."""
    address = "https://www.awin1.com/cread.php?awinmid=20871&awinaffid=482913&clickref=ref"
    return [LinkCopy(1, f"ref{number:07d}", f"{address}{number:07d}", number) for number in range(count)]


def run_of(count: int) -> FlyerRun:
    """The flyers that are drawn."""
    return flyer_run(copies(count), TEXT, Paper.A4, DesignCatalog(), PrintOptions())


@dataclass(frozen=True)
class Line:
    """A line of letters, where its baseline begins, in points."""

    text: str
    left: float
    base: float
    size: float
    bold: bool
    color: Rgb


@dataclass(frozen=True)
class Shape:
    """A filled rectangle or ellipse; ``fade`` is what the fill runs into."""

    box: Box
    fill: Rgb
    fade: Rgb | None
    ellipse: bool
    radius: float


@dataclass(frozen=True)
class Plan:
    """A page for reportlab."""

    size: tuple[float, float]
    shapes: Sequence[Shape]
    lines: Sequence[Line]
    code: tuple[float, float, float]


def plan_of(run: FlyerRun) -> Plan:
    """What our painter paints, as plain numbers."""
    job, sheet = run.job, run.job.sheet
    high = sheet.height * _POINT
    shapes: list[Shape] = []
    lines: list[Line] = []
    code = (0.0, 0.0, 0.0)
    for frame, wordings, _ in display_of(job.frames, sheet, whole=True).items:
        area = area_of(frame, sheet)
        if wordings:
            for block, place in blocks_of(column_of(wordings, area, sheet), frame, area):
                lines += _lines(block, place, high, _rgb(sheet, block.piece.frame.color))
        elif frame.kind is FrameKind.QR:
            edge = min(area.width(), area.height())
            square = placed(QSizeF(edge, edge), area, frame)
            code = (square.x() * _POINT, high - square.y() * _POINT, edge * _POINT)
        elif frame.fill:
            box = (area.x() * _POINT, high - area.bottom() * _POINT, area.width() * _POINT, area.height() * _POINT)
            fade = _rgb(sheet, frame.fade) if frame.fade else None
            radius = frame.radius * min(box[2:])
            shapes.append(Shape(box, _rgb(sheet, frame.fill), fade, frame.content == "ellipse", radius))
    return Plan((sheet.width * _POINT, high), shapes, lines, code)


def _lines(block: Block, place: QRectF, high: float, color: Rgb) -> Iterator[Line]:
    for number in range(block.layout.lineCount()):
        line = block.layout.lineAt(number)
        words = block.layout.text()[line.textStart() : line.textStart() + line.textLength()].strip()
        left = (place.x() + block.across + line.naturalTextRect().x()) * _POINT
        base = high - (place.y() + block.above + line.y() + line.ascent()) * _POINT
        yield Line(words, left, base, block.size * _POINT, block.piece.frame.weight >= 600, color)


def _rgb(sheet: Sheet, word: str) -> Rgb:
    """Red, green, blue and how far it covers what lies below."""
    name, _, share = word.partition("@")
    return (*(part / 255 for part in ImageColor.getrgb(sheet.color(name))), int(share or 100) / 100)


def by_reportlab(plan: Plan, asked: Sequence[LinkCopy], file: Path) -> None:
    """The same pages drawn on a canvas."""
    canvas = Canvas(str(file), pagesize=plan.size, pageCompression=1)
    for copy in asked:
        for shape in plan.shapes:
            _draw_shape(canvas, shape)
        for line in plan.lines:
            canvas.setFillColorRGB(*line.color)
            canvas.setFont("Helvetica-Bold" if line.bold else "Helvetica", line.size)
            canvas.drawString(line.left, line.base, line.text)
        code, (left, top, edge) = matrix(copy.url, Level.M), plan.code
        module = edge / (code.size + 8)
        canvas.setFillColorRGB(1, 1, 1, 1)
        canvas.rect(left, top - edge, edge, edge, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0, 1)
        path = canvas.beginPath()
        for row, column, length in code.runs():
            path.rect(left + (column + 4) * module, top - (row + 5) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def _draw_shape(canvas: Canvas, shape: Shape) -> None:
    left, bottom, width, height = shape.box
    canvas.setFillColorRGB(*shape.fill)
    if shape.fade is not None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, bottom, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        colors = (Color(*shape.fill), Color(*shape.fade))
        canvas.linearGradient(left, bottom + height, left + width, bottom, colors)
        canvas.restoreState()
    elif shape.ellipse:
        canvas.ellipse(left, bottom, left + width, bottom + height, stroke=0, fill=1)
    elif shape.radius:
        canvas.roundRect(left, bottom, width, height, shape.radius, stroke=0, fill=1)
    else:
        canvas.rect(left, bottom, width, height, stroke=0, fill=1)


def measure() -> list[Row]:
    """Seconds of drawing the whole PDF, of proving some pages, and what memory that takes."""
    run = run_of(COUNT)
    plan = plan_of(run)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "flyers.pdf"
        ours, theirs = partial(_draw, COUNT, file), partial(by_reportlab, plan, run.copies, file)
        drawn = in_turn(partial(seconds, ours), partial(seconds, theirs), 2)
        some = run_of(_PROVEN)
        painted = draw_flyers(some, file, Progress())
        proof = tuple(seconds(partial(prove_flyers, some, file, painted, Progress())) for _ in range(3))
    many, few = ((peak_of("tests.bench.flyers", str(count)),) for count in (COUNT, _FEWER))
    return [
        Row("drawing", drawn[0], "s", "reportlab's canvas, same matrices", drawn[1], 1, "times"),
        Row(f"proof of {_PROVEN} (a page, then {_PROVEN - 1} codes)", proof, "s"),
        Row("peak memory of drawing", many, "MB", f"of {_FEWER:,} flyers", few, _GROWTH, "times"),
    ]


def _draw(count: int, file: Path) -> None:
    """All of it anew: nothing that an earlier run has set is at hand."""
    draw_flyers(run_of(count), file, Progress())


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        _draw(int(sys.argv[1]), Path(name) / "flyers.pdf")
    print(peak_mb())
