"""What the figures of a report are: amounts by status, and a total that leaves out what was reversed.

The one place that says what counts as earned, for the window, the command line and the PDF. Sums are of
whole millionths, so that they are exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from affiliate_desktop.ledger.model import Grouping, Status, Total


@dataclass(frozen=True, slots=True)
class Amounts:
    """A count of transactions and their sums in whole millionths of one currency."""

    count: int = 0
    sale_micro: int = 0
    commission_micro: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.count + other.count,
            self.sale_micro + other.sale_micro,
            self.commission_micro + other.commission_micro,
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one name (a month, a program, a campaign) or of a whole period, in one currency.

    Attributes:
        name: None for what has no program or no campaign.
    """

    currency: str
    name: str | None
    statuses: Mapping[Status, Amounts]

    def of(self, status: Status) -> Amounts:
        """What has this status."""
        return self.statuses.get(status, Amounts())

    @property
    def total(self) -> Amounts:
        """Everything that was not reversed."""
        return sum((amounts for status, amounts in self.statuses.items() if status != Status.REVERSED), Amounts())

    @property
    def everything(self) -> Amounts:
        """Everything, reversed or not."""
        return sum(self.statuses.values(), Amounts())


def key_figures(totals: Iterable[Total], currency: str) -> Figures:
    """The figures of all totals of a currency.

    Args:
        totals: broken down by status at least, such as ``Summary.by_status``.
        currency: ISO 4217 code.
    """
    return _folded(currency, None, (total for total in totals if total.currency == currency))


def breakdown(totals: Iterable[Total], currency: str, grouping: Grouping) -> tuple[Figures, ...]:
    """The figures of each name of a currency; the largest total first and None last, months in their order.

    Args:
        totals: broken down by ``grouping`` and status, such as ``Summary.by_month``.
        currency: ISO 4217 code.
        grouping: what the names are.
    """
    named: dict[str | None, list[Total]] = {}
    for total in totals:
        if total.currency == currency:
            named.setdefault(total.group(grouping), []).append(total)
    figures = [_folded(currency, name, group) for name, group in named.items()]
    if grouping == Grouping.MONTH:
        return tuple(sorted(figures, key=lambda each: each.name or ""))
    return tuple(sorted(figures, key=lambda each: (each.name is None, -each.total.commission_micro, each.name or "")))


def by_commission(totals: Iterable[Total]) -> tuple[Total, ...]:
    """Totals by currency, within it the largest commission first."""
    return tuple(sorted(totals, key=lambda total: (total.currency, -total.commission_micro, _words(total))))


def currencies_of(by_status: Iterable[Total]) -> tuple[str, ...]:
    """The currencies of totals by status, the one with the largest earned commission first."""
    totals = tuple(by_status)
    codes = {total.currency for total in totals}
    return tuple(sorted(codes, key=lambda code: (-key_figures(totals, code).total.commission_micro, code)))


def _folded(currency: str, name: str | None, totals: Iterable[Total]) -> Figures:
    statuses: dict[Status, Amounts] = {}
    for total in totals:
        status = Status(total.group(Grouping.STATUS) or "")
        amounts = Amounts(total.count, total.sale_micro, total.commission_micro)
        statuses[status] = statuses.get(status, Amounts()) + amounts
    return Figures(currency, name, statuses)


def _words(total: Total) -> tuple[str, ...]:
    return tuple(value or "" for _, value in total.groups)
