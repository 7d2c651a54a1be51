"""A comparison as a PDF: what was compared, what each kind of difference is worth, and the rows."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Paragraph, Spacer

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.reports import words
from affiliate_desktop.reports.grid import INK, MUTED, Column, Grid, Row
from affiliate_desktop.reports.page import ACCENT, MARGIN, SIZES, Paper, Section
from affiliate_desktop.reports.typesetting import Typesetter
from affiliate_desktop.statements.comparison_model import (
    Compared,
    Difference,
    DifferenceKind,
    KindTotal,
    NetTotal,
    Side,
)
from affiliate_desktop.statements.comparison_service import Comparison

LISTED = 5_000
"""Most rows that are printed; those that cost most come first."""
_TITLE = "Comparison of statements"
_NONE = "\u2013"
_TOGETHER = 240
KIND_NAMES = {
    DifferenceKind.VANISHED: "Vanished",
    DifferenceKind.APPEARED: "Appeared",
    DifferenceKind.SHRANK: "Commission shrank",
    DifferenceKind.GREW: "Commission grew",
    DifferenceKind.STATUS: "Status changed",
    DifferenceKind.DATE: "Date changed",
    DifferenceKind.SUB_ID: "Sub-id changed",
    DifferenceKind.SALE: "Sale amount changed",
}


class ComparisonDocument:
    """Writes one comparison.

    Args:
        found: the comparison.
        paper: ``A4`` or ``Letter``.
        clock: dates the document.
        name: what the workspace is called.
        progress: told each page.
    """

    def __init__(self, found: Comparison, paper: str, clock: Clock, name: str, progress: Progress) -> None:
        self._comparison, self._found = found, found.found
        self._paper, self._clock, self._name, self._progress = paper, clock, name, progress
        self._setter = Typesetter()
        self._width = SIZES[paper][0] - 2 * MARGIN
        self.pages = 0

    def write(self, file: Path) -> None:
        """Writes the file; ``pages`` is known afterwards."""
        document = Paper(
            file,
            self._paper,
            title=f"{_TITLE}, {words.period(self._found.period)}",
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
        found = self._found
        yield self._paragraph(_TITLE, 22, bold=True, space=1)
        covered = "the days that both cover" if found.common else "the days that were asked for"
        account = found.before.account or found.after.account
        head = " · ".join(filter(None, (words.period(found.period), account, self._name)))
        yield self._paragraph(head, 11, color=MUTED, space=6)
        yield HRFlowable(width="100%", thickness=1.5, color=ACCENT, spaceBefore=0, spaceAfter=10)
        sides = [_side("Before", found.before), _side("After", found.after)]
        yield from self._table("What was compared", _side_columns(), sides, level=0)
        text = (
            f"{words.period(found.period)}: {covered}. {found.matched:,} rows are on both sides, "
            f"{found.unchanged:,} of them unchanged; {found.differing:,} rows differ."
        )
        yield Spacer(0, 6)
        yield self._paragraph(text, 9.5)
        for net in found.net:
            kinds = [each for each in found.kinds if each.currency == net.currency]
            yield from self._table(f"Differences in {net.currency}", _sum_columns("Kind"), _kinds(net, kinds))
        yield from self._statuses(found)
        yield from self._rows(found)
        yield Spacer(0, 6)
        text = (
            "Rows with an id are matched by it; rows without one by all their cells, as many a day as each side has. "
            "A reversed commission counts as 0. A row may be of several kinds; the total counts each row once. "
            "Why rows differ is not known from the files alone."
        )
        yield self._paragraph(text, 7.5, color=MUTED)

    def _statuses(self, found: Compared) -> Iterator[Flowable]:
        rows = [
            Row(
                (
                    f"{each.before} to {each.after}, {each.currency}",
                    f"{each.count:,}",
                    *_amounts(each.before_micro, each.after_micro, each.currency),
                )
            )
            for each in found.statuses
        ]
        if rows:
            yield from self._table("Changes of status", _sum_columns("From and to"), rows)

    def _rows(self, found: Compared) -> Iterator[Flowable]:
        rows = [_row(each) for each in islice(self._comparison.rows(), LISTED)]
        if not rows:
            return
        columns = (
            *(Column("Row"), Column("Day", number=False), Column("What", number=False)),
            *(Column("Status", number=False), Column("Before"), Column("After"), Column("Difference")),
        )
        yield from self._table("Rows that differ", columns, rows)
        if found.differing > len(rows):
            left = found.differing - len(rows)
            yield self._paragraph(
                f"{left:,} more rows differ by less; save the comparison as CSV for all of them.", 8.5, color=MUTED
            )

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Row], level: int = 1) -> Iterator[Flowable]:
        grid = Grid(columns, rows, self._setter)
        yield CondPageBreak(min(34 + grid.wrap(self._width, 0)[1], _TOGETHER))
        yield Spacer(0, 8)
        yield Section(title, self._setter, level=level)
        yield grid

    def _paragraph(
        self, text: str, size: float, *, bold: bool = False, color: object = INK, space: float = 0
    ) -> Paragraph:
        style = ParagraphStyle("text", fontSize=size, leading=size * 1.35, textColor=color, spaceAfter=space)
        return Paragraph(self._setter.markup(text, bold=bold), style)


def _side_columns() -> tuple[Column, ...]:
    return (Column("Side"), Column("What", number=False), Column("Days", number=False), Column("Rows"))


def _side(title: str, side: Side) -> Row:
    what = {"ledger": "the ledger", "file": "file, not imported"}.get(side.kind, f"import {side.statement_id}")
    days = f"{side.first_day or '?'} to {side.last_day or '?'}"
    return Row((f"{title}: {side.name}", what, days, f"{side.rows:,}"))


def _sum_columns(first: str) -> tuple[Column, ...]:
    return (Column(first), Column("Rows"), Column("Before"), Column("After"), Column("Difference"))


def _kinds(net: NetTotal, kinds: Sequence[KindTotal]) -> list[Row]:
    rows = [
        Row((KIND_NAMES[each.kind], f"{each.count:,}", *_amounts(each.before_micro, each.after_micro, each.currency)))
        for each in kinds
    ]
    counts = f"{net.rows_before:,} / {net.rows_after:,}"
    sums = _amounts(net.before_micro, net.after_micro, net.currency)
    return [*rows, Row(("All rows compared", counts, *sums), total=True)]


def _amounts(before: int, after: int, currency: str) -> tuple[str, str, str]:
    difference = words.amount(after - before, currency)
    return words.amount(before, currency), words.amount(after, currency), difference


def _row(each: Difference) -> Row:
    before, after = each.before, each.after
    days = dict.fromkeys(seen.day.isoformat() for seen in (before, after) if seen)
    statuses = dict.fromkeys(seen.status for seen in (before, after) if seen)
    return Row(
        (
            " · ".join(filter(None, (each.external_id, each.product, each.program))) or _NONE,
            " > ".join(days),
            ", ".join(kind.value.replace("_", " ") for kind in each.kinds),
            " > ".join(statuses),
            words.amount(before.commission_micro, each.currency) if before else _NONE,
            words.amount(after.commission_micro, each.currency) if after else _NONE,
            f"{words.amount(each.difference_micro, each.currency)} {each.currency}",
        )
    )
