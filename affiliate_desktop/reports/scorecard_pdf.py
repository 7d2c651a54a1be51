"""A program's scorecard as a PDF."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from affiliate_desktop.audit import scorecard_words as say
from affiliate_desktop.audit.scorecard import CurrencyScore, Scorecard
from affiliate_desktop.core.clock import Clock
from affiliate_desktop.reports import words
from affiliate_desktop.reports.grid import INK, MUTED, Column, Grid, Row
from affiliate_desktop.reports.page import ACCENT, MARGIN, SIZES, Paper, Section
from affiliate_desktop.reports.typesetting import Typesetter

_STATUSES = ("pending", "approved", "paid", "reversed")


class ScorecardDocument:
    """Writes one scorecard.

    Args:
        card: the figures.
        paper: ``A4`` or ``Letter``.
        clock: dates the document.
        name: what the workspace is called.

    Attributes:
        pages: how many were written.
    """

    def __init__(self, card: Scorecard, paper: str, clock: Clock, name: str) -> None:
        self._card, self._paper, self._clock, self._name = card, paper, clock, name
        self._setter = Typesetter()
        self._width = SIZES[paper][0] - 2 * MARGIN
        self.pages = 0

    def write(self, file: Path) -> None:
        """Writes the file."""
        document = Paper(
            file,
            self._paper,
            title=f"Scorecard of {self._card.program}",
            beside=self._name,
            foot=f"Made on {words.day(self._clock.today())} with Affiliate Desktop",
            at=self._clock.now(),
            typesetter=self._setter,
            on_page=_nothing,
        )
        document.write(list(self._story()))
        self.pages = document.pages

    def _story(self) -> Iterator[Flowable]:
        card = self._card
        yield self._paragraph(f"Scorecard of {card.program}", 22, bold=True, space=1)
        yield self._paragraph(f"{card.account} · {words.period(card.period)}", 11, color=MUTED, space=6)
        yield HRFlowable(width="100%", thickness=1.5, color=ACCENT, spaceBefore=0, spaceAfter=10)
        if not card.scores:
            yield self._paragraph("No statement holds earnings of this program in this period.", 12, space=6)
        yield from self._table("At a glance", (Column("Measure"), Column("Value", number=False)), self._glance())
        for score in card.scores:
            columns = (Column("Status"), Column("Earnings"), Column("Sales"), Column("Commission"))
            yield from self._table(f"By status, {score.currency}", columns, _status_rows(score))
        if card.reasons:
            heads = (Column("Reversed because"), Column("Earnings"), Column("Commission"))
            rows = [
                Row(
                    (
                        each.words or "no reason given",
                        f"{each.count:,}",
                        f"{words.amount(each.commission_micro, each.currency)} {each.currency}",
                    )
                )
                for each in card.reasons
            ]
            yield from self._table("Reversals", heads, rows)
        yield from self._explanations()

    def _glance(self) -> list[Row]:
        card = self._card
        rows = [
            Row(("Days to approve, at most", say.days_words(card.approve))),
            Row(("Days to pay", say.pay_words(card))),
        ]
        for score in card.scores:
            rows += [
                Row((f"Approved of what was decided, {score.currency}", say.rate_words(score.approval_rate))),
                Row((f"Reversed of what was decided, {score.currency}", say.rate_words(score.reversal_rate))),
                Row((f"Earned, {score.currency}", say.effective_words(score))),
            ]
        rows += [
            Row(("Promised", say.promise_words(card.promise))),
            Row(("Answers to requests", say.answers_words(card))),
        ]
        claims = say.claims_words(card)
        rows += [Row(("Claims", claims))] if claims else []
        return rows

    def _explanations(self) -> Iterator[Flowable]:
        yield Spacer(0, 8)
        if self._card.terms:
            yield self._paragraph(f"Terms in force: {self._card.terms}", 8.5, space=4)
        text = (
            "From imported statements and matched payouts alone. A row is approved at the latest on the last day of "
            "the first file that says so, if an earlier file called it pending. Rates count rows; what was decided is "
            "approved, paid or reversed; a return counts as a reversal. Earned is the commission of approved and paid "
            "rows with a sale amount, less returns."
        )
        yield self._paragraph(text, 7.5, color=MUTED)

    def _table(self, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Flowable]:
        yield Spacer(0, 6)
        yield Section(title, self._setter, level=0)
        yield Grid(columns, rows, self._setter)

    def _paragraph(
        self, text: str, size: float, *, bold: bool = False, color: object = INK, space: float = 0
    ) -> Paragraph:
        style = ParagraphStyle("text", fontSize=size, leading=size * 1.35, textColor=color, spaceAfter=space)
        return Paragraph(self._setter.markup(text, bold=bold), style)


def _status_rows(score: CurrencyScore) -> list[Row]:
    rows = []
    for name, held in (*((status.capitalize(), score.of(status)) for status in _STATUSES), ("Returns", score.returns)):
        if held.count:
            amounts = (words.amount(micro, score.currency) for micro in (held.sale_micro, held.commission_micro))
            rows.append(Row((name, f"{held.count:,}", *amounts)))
    return rows


def _nothing(_page: int) -> None:
    """Nobody is told the pages of so short a document."""
