"""The paper: page size, running head and foot, page numbers with their total, the document's own data."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from typing_extensions import override

from affiliate_desktop import __version__
from affiliate_desktop.reports.grid import HAIRLINE, MUTED
from affiliate_desktop.reports.typesetting import Typesetter

rl_config.toColorCanUse = None  # colors are never expressions; a second line behind the escaping

SIZES = {"A4": A4, "Letter": LETTER}
MARGIN, TOP, BOTTOM = 18 * mm, 18 * mm, 20 * mm
ACCENT = HexColor("#0f6b5f")
_SMALL = 7.5


class Section(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A heading that is listed in the document's outline."""

    def __init__(self, title: str, typesetter: Typesetter, *, level: int = 1) -> None:
        super().__init__()
        self.title, self._typesetter, self.level = title, typesetter, level

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = aW, 30.0 if self.level == 0 else 26.0
        return self.width, self.height

    @override
    def draw(self) -> None:
        size = 15.0 if self.level == 0 else 11.0
        self.canv.setFillColor(ACCENT if self.level == 0 else HexColor("#12343b"))
        self._typesetter.draw(self.canv, 0, 8, self.title, size, bold=True)


class Paper(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document on A4 or Letter.

    Args:
        file: what to write.
        paper: name of the paper.
        title: of the document; also its running head from the second page on.
        beside: what stands at the right of the running head.
        foot: what stands at the left of the foot.
        at: the instant that the document is dated with.
        on_page: told the number of each page when it begins.
    """

    def __init__(
        self,
        file: Path,
        paper: str,
        *,
        title: str,
        beside: str,
        foot: str,
        at: datetime,
        typesetter: Typesetter,
        on_page: Callable[[int], None],
    ) -> None:
        width, height = SIZES[paper]
        super().__init__(
            str(file),
            pagesize=(width, height),
            title=typesetter.plain(title),
            author=typesetter.plain(beside),
            creator=f"Affiliate Desktop {__version__}",
            lang="en",
            invariant=1,
            displayDocTitle=True,
        )
        frame = Frame(
            MARGIN,
            BOTTOM,
            width - 2 * MARGIN,
            height - TOP - BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._begin))
        self.pages = 0
        self._title, self._beside, self._foot = title, beside, foot
        self._at, self._setter, self._on_page = at, typesetter, on_page
        self._section = 0

    def write(self, story: Sequence[Flowable]) -> None:
        """Sets the story and writes the file."""
        self.build(list(story))

    @override
    def beforeDocument(self) -> None:
        # The library's reproducible mode dates every document to the year 2000; ours says when it was made.
        stamp = self.canv._doc._timeStamp  # noqa: SLF001
        at = self._at.astimezone(UTC)
        stamp.t, stamp.lt, stamp.YMDhms = at.timestamp(), at.timetuple(), tuple(at.timetuple())[:6]

    @override
    def afterFlowable(self, flowable: Flowable) -> None:
        if not isinstance(flowable, Section):
            return
        self._section += 1
        key = f"section-{self._section}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self._setter.plain(flowable.title), key, level=flowable.level, closed=False)

    @override
    def afterPage(self) -> None:
        self.pages = self.page

    def _begin(self, canvas: Any, _document: BaseDocTemplate) -> None:
        self._on_page(self.page)
        width, height = self.pagesize
        canvas.setFillColor(MUTED)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        if self.page > 1:
            line = height - TOP + 8
            room = (width - 2 * MARGIN) / 2 - 6
            title = self._setter.fitted(self._title, _SMALL, room)
            beside = self._setter.fitted(self._beside, _SMALL, room)
            self._setter.draw(canvas, MARGIN, line, title, _SMALL)
            self._setter.draw(canvas, width - MARGIN, line, beside, _SMALL, right=True)
        canvas.line(MARGIN, BOTTOM - 10, width - MARGIN, BOTTOM - 10)
        self._setter.draw(canvas, MARGIN, BOTTOM - 22, self._foot, _SMALL)
        canvas.doForm(_number_form(self.page))

    @override
    def _endBuild(self) -> None:
        """Page numbers are drawn last, when their total is known; each page has already placed its own."""
        self._doSave = 0
        super()._endBuild()
        for number in range(1, self.pages + 1):
            self.canv.beginForm(_number_form(number))
            self.canv.setFillColor(MUTED)
            text = f"{number} / {self.pages}"
            self._setter.draw(self.canv, self.pagesize[0] - MARGIN, BOTTOM - 22, text, _SMALL, right=True)
            self.canv.endForm()
        self.canv.save()


def _number_form(number: int) -> str:
    return f"page-number-{number}"
