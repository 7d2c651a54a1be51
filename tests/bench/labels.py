"""Serial labels: one PDF, each label with its own code, ours against reportlab's canvas drawing the same pages.

Both get the modules of each code from our matrix, draw it as one vector path, and set the same four texts; reportlab's
are where ours are, in one line each. The proof (one page whole, then every code by itself) has a line of its own.
"""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.label_places import places
from affiliate_desktop.studio.label_print import Label, LabelJob, draw_labels, inner_area, prove_labels
from affiliate_desktop.studio.label_sheet import find_sheet, shipped_sheets
from affiliate_desktop.studio.matrix import matrix
from tests.bench.row import Row, in_turn, seconds

TITLE = "Labels: 2,100 on 100 sheets, each with a code of its own"
_COUNT = 2_100
_PROVEN = 105


def _labels(count: int) -> list[Label]:
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


def _theirs(labels: list[Label], job: LabelJob) -> bytes:
    file = BytesIO()
    width, height = (edge * mm for edge in job.sheet.page)
    canvas = Canvas(file, pagesize=(width, height), pageCompression=1)
    inner, page = inner_area(job.sheet), 0
    for label, place in zip(labels, places(job.sheet, len(labels)), strict=True):
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
    return file.getvalue()


def measure() -> list[Row]:
    """Wall seconds of drawing the whole PDF, and of proving some labels."""
    job = LabelJob(find_sheet("avery-l7160", shipped_sheets()), DesignCatalog().get("label"))
    labels = _labels(_COUNT)
    drawn = in_turn(
        lambda: seconds(lambda: draw_labels(labels, job, Progress())),
        lambda: seconds(lambda: _theirs(labels, job)),
        runs=3,
    )
    some = labels[:_PROVEN]
    made = draw_labels(some, job, Progress())
    proof = tuple(seconds(lambda: prove_labels(some, job, made, Progress())) for _ in range(3))
    return [
        Row("drawing", drawn[0], "s", "reportlab's canvas, same matrix", drawn[1], goal=1.0, kind="times"),
        Row(f"proof of {_PROVEN} (a page, then {_PROVEN - 21} codes)", proof, "s"),
    ]
