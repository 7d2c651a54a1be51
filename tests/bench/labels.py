"""Serial labels: one PDF, each label with its own code, ours against reportlab's canvas drawing the same pages.

Both get the modules of each code from our matrix, draw it as one vector path, set the same four texts and write a
file; reportlab's are where ours are, in one line each. The proof (one page whole, then every code by itself) has a line
of its own, and each peak of memory a process of its own. ``AFFILIATE_BENCH_LABELS`` asks for fewer labels, for a first
look.
"""

import os
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.label_places import places
from affiliate_desktop.studio.label_print import Label, LabelJob, draw_labels, inner_area, prove_labels
from affiliate_desktop.studio.label_sheet import find_sheet, shipped_sheets
from affiliate_desktop.studio.matrix import matrix
from tests.bench.row import Row, in_turn, peak_mb, peak_of, seconds

COUNT = int(os.environ.get("AFFILIATE_BENCH_LABELS", "10000"))
TITLE = f"Labels: {COUNT:,} on sheets of 21, each with a code of its own"
_FEWER = max(21, COUNT // 10)
_PROVEN = 105
_GROWTH = 1.5
JOB = LabelJob(find_sheet("avery-l7160", shipped_sheets()), DesignCatalog().get("label"))


def labels(count: int) -> list[Label]:
    """Labels that differ in their codes."""
    return [
        Label(
            f"https://www.awin1.com/cread.php?awinmid=20871&awinaffid=482913&clickref=ref{number:07d}",
            {
                "headline": "Autumn fair",
                "text": "Bags and hats",
                "link": "shop.example/bags",
                "code": f"ref{number:07d}",
            },
        )
        for number in range(count)
    ]


def by_reportlab(asked: list[Label], job: LabelJob, file: Path) -> None:
    """The same pages drawn on a canvas."""
    width, height = (edge * mm for edge in job.sheet.page)
    canvas = Canvas(str(file), pagesize=(width, height), pageCompression=1)
    inner, page = inner_area(job.sheet), 0
    for label, place in zip(asked, places(job.sheet, len(asked)), strict=True):
        if place.page != page:
            canvas.showPage()
            page = place.page
        left, top = (place.left + inner.x()) * mm, height - (place.top + inner.y()) * mm
        code = matrix(label.url, job.level)
        module = inner.height() * mm / (code.size + 8)
        path = canvas.beginPath()
        for row, column, length in code.runs():
            path.rect(left + (column + 4) * module, top - (row + 5) * module, length * module, module)
        canvas.drawPath(path, stroke=0, fill=1)
        for number, (name, size) in enumerate((("headline", 14), ("text", 8), ("link", 8), ("code", 7))):
            canvas.setFont("Helvetica-Bold" if number == 0 else "Helvetica", size)
            canvas.drawString(left + inner.width() * 0.64 * mm, top - (6 + 7 * number) * mm, label.texts[name])
    canvas.save()


def measure() -> list[Row]:
    """Seconds of drawing the whole PDF, of proving some labels, and what memory that takes."""
    asked = labels(COUNT)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "labels.pdf"
        ours, theirs = partial(draw_labels, asked, JOB, file, Progress()), partial(by_reportlab, asked, JOB, file)
        drawn = in_turn(partial(seconds, ours), partial(seconds, theirs), 2)
        some = asked[:_PROVEN]
        made = draw_labels(some, JOB, file, Progress())
        proof = tuple(seconds(partial(prove_labels, some, JOB, made, Progress())) for _ in range(3))
    many, few = ((peak_of("tests.bench.labels", str(count)),) for count in (COUNT, _FEWER))
    return [
        Row("drawing", drawn[0], "s", "reportlab's canvas, same matrices", drawn[1], 1, "times"),
        Row(f"proof of {_PROVEN} (a page, then {_PROVEN - 21} codes)", proof, "s"),
        Row("peak memory of drawing", many, "MB", f"of {_FEWER:,} labels", few, _GROWTH, "times"),
    ]


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        draw_labels(labels(int(sys.argv[1])), JOB, Path(name) / "labels.pdf", Progress())
    print(peak_mb())
