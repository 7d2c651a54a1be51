"""The summary of a period as a PDF: key figures, a chart and tables for each currency, and where they come from."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, PageBreak, Paragraph, Spacer

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.periods import months_between
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Grouping, Status
from affiliate_desktop.reports import palette, words
from affiliate_desktop.reports.cards import KeyFigures
from affiliate_desktop.reports.charts import months_chart
from affiliate_desktop.reports.grid import INK, MUTED, Column, Grid, Row
from affiliate_desktop.reports.measures import Figures, breakdown, key_figures
from affiliate_desktop.reports.model import Summary
from affiliate_desktop.reports.page import ACCENT, MARGIN, SIZES, Paper, Section
from affiliate_desktop.reports.typesetting import UNKNOWN, Typesetter
from affiliate_desktop.reports.visits_table import COLUMNS, visit_notes, visit_rows
from affiliate_desktop.statements.model import Statement

_TITLE = "Earnings summary"
_BLANK_MONTHS = 36
"""Months without earnings are shown up to this length of a period; beyond it only within the earnings."""
_NONE = "\u2013"
_CHART_HEIGHT = 150
_TOGETHER = 240
"""Points: a table up to this height is not torn over two pages."""
_NAMES = {Grouping.MONTH: "Month", Grouping.PROGRAM: "Program", Grouping.CAMPAIGN: "Campaign"}


class SummaryDocument:
    """Writes one summary.

    Args:
        summary: the figures.
        paper: ``A4`` or ``Letter``.
        clock: dates the document.
        name: what the workspace is called.
        progress: told each page.

    Attributes:
        pages: how many were written. notes: what a reader should know.
    """

    def __init__(self, summary: Summary, paper: str, clock: Clock, name: str, progress: Progress) -> None:
        self._summary, self._paper, self._clock, self._name, self._progress = summary, paper, clock, name, progress
        self._setter = Typesetter()
        self._period = words.period(summary.period)
        self._width = SIZES[paper][0] - 2 * MARGIN
        self.pages = 0
        self.notes: tuple[str, ...] = ()

    def write(self, file: Path) -> None:
        """Writes the file; ``pages`` and ``notes`` are known afterwards."""
        document = Paper(
            file,
            self._paper,
            title=f"{_TITLE}, {self._period}",
            beside=self._name,
            foot=f"Made on {words.day(self._clock.today())} with Affiliate Desktop",
            at=self._clock.now(),
            typesetter=self._setter,
            on_page=self._count,
        )
        document.write(list(self._story()))
        self.pages = document.pages

    def _count(self, page: int) -> None:
        self._progress.step(page, None, "pages")

    def _story(self) -> Iterator[Flowable]:
        yield from self._head()
        if self._summary.empty:
            yield from self._nothing()
            yield from self._visits()
            return
        for place, currency in enumerate(self._summary.currencies):
            if place:
                yield PageBreak()
            yield from self._currency(currency)
        yield from self._visits()
        yield from self._files()
        yield from self._explanations()

    def _head(self) -> Iterator[Flowable]:
        yield self._paragraph(_TITLE, 22, bold=True, space=1)
        yield self._paragraph(" · ".join(filter(None, (self._period, self._name))), 11, color=MUTED, space=6)
        yield HRFlowable(width="100%", thickness=1.5, color=ACCENT, spaceBefore=0, spaceAfter=10)

    def _nothing(self) -> Iterator[Flowable]:
        yield Spacer(0, 24)
        yield self._paragraph("No earnings in this period", 14, bold=True, space=4)
        advice = "No imported statement holds a row of these days. Import a statement, or choose another period."
        yield self._paragraph(advice, 10, color=MUTED)

    def _currency(self, currency: str) -> Iterator[Flowable]:
        summary, whole = self._summary, key_figures(self._summary.by_status, currency)
        yield Section(_currency_name(currency), self._setter, level=0)
        yield KeyFigures(whole, self._setter)
        yield Spacer(0, 4)
        yield Section("Commission by month", self._setter)
        months = self._months(currency)
        yield months_chart(months, self._width, _CHART_HEIGHT, self._setter)
        yield from self._table("By status", _status_columns(), _status_rows(whole))
        for title, totals, grouping in (
            ("By month", summary.by_month, Grouping.MONTH),
            ("By program", summary.by_program_status, Grouping.PROGRAM),
            ("By campaign", summary.by_campaign_status, Grouping.CAMPAIGN),
        ):
            figures = months if grouping == Grouping.MONTH else breakdown(totals, currency, grouping)
            yield from self._table(title, _columns(whole, grouping), _rows(figures, whole, grouping))

    def _months(self, currency: str) -> tuple[Figures, ...]:
        """Every month from the first to the last, also those without earnings."""
        known = {each.name: each for each in breakdown(self._summary.by_month, currency, Grouping.MONTH)}
        names = sorted(name for name in known if name)
        start, end = _first_day(names[0]), _first_day(names[-1])
        period = self._summary.period
        if period.start and period.end and len(months_between(period.start, period.end)) <= _BLANK_MONTHS:
            start, end = min(start, period.start), max(end, period.end)
        return tuple(known.get(name, Figures(currency, name, {})) for name in months_between(start, end))

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Flowable]:
        grid = Grid(columns, rows, self._setter)
        yield CondPageBreak(min(34 + grid.wrap(self._width, 0)[1], _TOGETHER))
        yield Spacer(0, 8)
        yield Section(title, self._setter)
        yield grid

    def _visits(self) -> Iterator[Flowable]:
        traffic = self._summary.traffic
        if traffic is None:
            return
        if rows := visit_rows(traffic):
            yield from self._table("Visits by campaign", COLUMNS, rows)
        yield Spacer(0, 6)
        for note in visit_notes(traffic):
            yield self._paragraph(note, 7.5, color=MUTED, space=2)

    def _files(self) -> Iterator[Flowable]:
        columns = (Column("File"), Column("Account", number=False), Column("Days"), Column("Rows"))
        rows = [_file_row(statement) for statement in self._summary.statements]
        if rows:
            yield from self._table("Imported files", columns, rows)
        yield Spacer(0, 6)
        yield self._paragraph(
            "Every figure is the sum of rows in these files. A file's SHA-256 tells whether a copy is the very same."
            if rows
            else "The transactions of this period were entered by hand; no imported file holds them.",
            7.5,
            color=MUTED,
        )

    def _explanations(self) -> Iterator[Flowable]:
        text = (
            "Totals leave out reversed commissions; returns count as negative commissions. Each row counts in the "
            "month of the statement's own date. Currencies are never added up."
        )
        yield self._paragraph(text, 7.5, color=MUTED, space=4)
        for name in self._names():
            self._setter.runs(name)
        self.notes = tuple(self._font_notes())
        for note in self.notes:
            yield self._paragraph(note, 7.5, color=MUTED, space=4)

    def _font_notes(self) -> Iterator[str]:
        if self._setter.lent:
            yield (
                "Some East Asian text is not in a font of this file; viewers show it in theirs. Where it stays blank, "
                "the viewer's East Asian fonts are not installed."
            )
        if self._setter.missing:
            codes = ", ".join(f"U+{ord(each):04X}" for each in sorted(self._setter.missing)[:40])
            yield f"{UNKNOWN} stands for a character that no font on this computer can show: {codes}."

    def _names(self) -> Iterator[str]:
        """Every text of the user's on the page."""
        yield self._name
        for grouping, totals in (
            (Grouping.PROGRAM, self._summary.by_program),
            (Grouping.CAMPAIGN, self._summary.by_campaign),
        ):
            yield from (total.group(grouping) or "" for total in totals)
        yield from (each.whole.name for each in (self._summary.traffic.campaigns if self._summary.traffic else ()))
        for statement in self._summary.statements:
            yield from (statement.file, statement.account)

    def _paragraph(
        self, text: str, size: float, *, bold: bool = False, color: object = INK, space: float = 0
    ) -> Paragraph:
        style = ParagraphStyle("text", fontSize=size, leading=size * 1.35, textColor=color, spaceAfter=space)
        return Paragraph(self._setter.markup(text, bold=bold), style)


def _currency_name(currency: str) -> str:
    from babel.numbers import get_currency_name

    name = get_currency_name(currency, locale="en")
    return currency if name == currency else f"{name} ({currency})"


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:7]), 1)


def _status_columns() -> tuple[Column, ...]:
    return (Column("Status"), Column("Transactions"), Column("Sales"), Column("Commission"))


def _status_rows(whole: Figures) -> list[Row]:
    kept = [status for status in palette.STACK if status != Status.REVERSED and whole.of(status).count]
    rows = [_status_row(whole, status) for status in kept]
    total, currency = whole.total, whole.currency
    cells = ("Total", f"{total.count:,}", words.amount(total.sale_micro, currency))
    rows.append(Row((*cells, words.amount(total.commission_micro, currency)), total=True))
    if whole.of(Status.REVERSED).count:
        rows.append(_status_row(whole, Status.REVERSED))
    return rows


def _status_row(whole: Figures, status: Status) -> Row:
    amounts, currency = whole.of(status), whole.currency
    cells = (status.value.capitalize(), f"{amounts.count:,}", words.amount(amounts.sale_micro, currency))
    return Row((*cells, words.amount(amounts.commission_micro, currency)), dot=palette.LIGHT[status])


def _kept(whole: Figures) -> list[Status]:
    """The statuses that have a column of their own: those that add up to the total, where there are several."""
    kept: list[Status] = [each for each in palette.STACK if each != Status.REVERSED and whole.of(each).count]
    return kept if len(kept) > 1 else []


def _columns(whole: Figures, grouping: Grouping) -> tuple[Column, ...]:
    heads = ["Count", "Sales", *(status.value.capitalize() for status in _kept(whole)), "Total"]
    heads += ["Reversed"] if whole.of(Status.REVERSED).count else []
    return (Column(_NAMES[grouping]), *(Column(head) for head in heads))


def _rows(figures: Sequence[Figures], whole: Figures, grouping: Grouping) -> list[Row]:
    rows = [_row(_shown_name(each, grouping), each, whole) for each in figures]
    return [*rows, _row("Total", whole, whole, total=True)]


def _row(name: str, figures: Figures, whole: Figures, *, total: bool = False) -> Row:
    amounts, reversed_ = figures.total, figures.of(Status.REVERSED)
    kept = (figures.of(status) for status in _kept(whole))
    cells = (
        f"{amounts.count:,}" if amounts.count else _NONE,
        _cell(amounts.count, amounts.sale_micro, figures),
        *(_cell(each.count, each.commission_micro, figures) for each in kept),
        _cell(amounts.count, amounts.commission_micro, figures),
        *([_cell(reversed_.count, reversed_.commission_micro, figures)] if whole.of(Status.REVERSED).count else ()),
    )
    return Row((name, *cells), total=total)


def _cell(count: int, micro: int, figures: Figures) -> str:
    """An amount; a dash where there is no transaction at all."""
    return words.amount(micro, figures.currency) if count else _NONE


def _shown_name(figures: Figures, grouping: Grouping) -> str:
    if grouping == Grouping.MONTH:
        return words.month(figures.name or "")
    return figures.name or f"No {_NAMES[grouping].lower()}"


def _file_row(statement: Statement) -> Row:
    days = f"{statement.first_day or '?'} to {statement.last_day or '?'}"
    cells = (statement.file, statement.account, days, f"{statement.rows:,}")
    return Row(cells, detail=f"SHA-256 {statement.sha256}")
