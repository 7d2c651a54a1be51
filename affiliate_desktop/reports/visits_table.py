"""Visits of campaigns as a table of the summary: how many, and what each was worth in every currency."""

from collections.abc import Iterable

from affiliate_desktop.reports import words
from affiliate_desktop.reports.grid import Column, Row
from affiliate_desktop.reports.visits import CampaignTraffic, Earned, Traffic

COLUMNS = (
    Column("Campaign"),
    Column("Visits"),
    Column("Conversions"),
    Column("Commission"),
    Column("Commission for each visit"),
)
_NONE = "\u2013"
_SHOWN = 100
"""What a visit was worth is shown to a hundredth of a cent, as in the window."""


def visit_rows(traffic: Traffic) -> list[Row]:
    """A row for each campaign and currency, and one for the visits that belong to no campaign."""
    rows = [row for each in traffic.campaigns for row in _rows(each)]
    lost = sum(each.count.sessions for each in traffic.unmatched)
    return [*rows, Row(("No campaign", f"{lost:,}", _NONE, _NONE, _NONE))] if lost else rows


def visit_notes(traffic: Traffic) -> Iterable[str]:
    """What has to be known of the figures."""
    yield "Visits are those of links' UTM tags; conversions and commission are of the days that the reports tell of."
    if traffic.beyond:
        yield f"{traffic.beyond:,} visits are left out, because their report reaches beyond the period."


def _rows(traffic: CampaignTraffic) -> Iterable[Row]:
    name, visits = traffic.whole.name, f"{traffic.whole.count.sessions:,}"
    for at, one in enumerate(traffic.whole.earned):
        yield Row((name if not at else "", visits if not at else "", *_earned(one)))
    if not traffic.whole.earned:
        yield Row((name, visits, _NONE, _NONE, _NONE))


def _earned(one: Earned) -> tuple[str, str, str]:
    each = one.per_visit_micro
    worth = _NONE if each is None else f"{words.amount(round(each / _SHOWN) * _SHOWN, one.currency)} {one.currency}"
    return f"{one.conversions:,}", f"{words.amount(one.commission_micro, one.currency)} {one.currency}", worth
