"""Visits of campaigns and what each was worth, in words and tables."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.statements.visits import days_words
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import Column, RecordModel
from affiliate_desktop.reports.visits import CampaignTraffic, Earned, Traffic, Visited
from affiliate_desktop.statements.visits import UnmatchedVisits

translate = QCoreApplication.translate
SHOWN_MICRO = 100
"""What a visit was worth is shown to a hundredth of a cent."""


@dataclass(frozen=True)
class VisitedRow:
    """A campaign or one of its placements, in one currency; None where nothing was earned."""

    campaign: str
    placement: str
    visited: Visited
    earned: Earned | None
    place: tuple[int, int]


def rows_of(traffic: Traffic) -> list[VisitedRow]:
    """A row for each campaign and placement, and each currency."""
    return [
        row
        for at, each in enumerate(traffic.campaigns)
        for row in _rows(each, at)
    ]  # fmt: skip


def _rows(traffic: CampaignTraffic, at: int) -> list[VisitedRow]:
    name = traffic.whole.name
    found = [("", traffic.whole), *((each.name, each) for each in traffic.placements)]
    rows = [(place, each, one) for place, each in found for one in each.earned or (None,)]
    return [VisitedRow(name, place, each, one, (at, number)) for number, (place, each, one) in enumerate(rows)]


def worth(earned: Earned | None, formats: Formats) -> str:
    """What a visit was worth, to a hundredth of a cent; empty where it is not known."""
    if earned is None or earned.per_visit_micro is None:
        return ""
    return formats.money(round(earned.per_visit_micro / SHOWN_MICRO) * SHOWN_MICRO, earned.currency)


def campaigns_table(context: Context) -> RecordTable[VisitedRow]:
    """Campaigns and placements with their visits, and what these were worth."""
    formats = context.formats
    model: RecordModel[VisitedRow] = RecordModel(
        (
            Column("campaign", translate("Visits", "Campaign"), lambda one: one.campaign, width=0),
            Column("placement", translate("Visits", "Placement"), lambda one: one.placement, width=13, muted=True),
            Column(
                "visits",
                translate("Visits", "Visits"),
                lambda one: formats.number(one.visited.count.sessions),
                sort=lambda one: one.visited.count.sessions,
                right=True,
                width=9,
            ),
            Column(
                "conversions",
                translate("Visits", "Conversions"),
                lambda one: formats.number(one.earned.conversions) if one.earned else "",
                sort=lambda one: one.earned.conversions if one.earned else 0,
                right=True,
                width=15,
            ),
            Column(
                "commission",
                translate("Visits", "Commission"),
                lambda one: formats.money(one.earned.commission_micro, one.earned.currency) if one.earned else "",
                sort=lambda one: one.earned.commission_micro if one.earned else 0,
                right=True,
                width=14,
            ),
            Column(
                "worth",
                translate("Visits", "Per visit"),
                lambda one: worth(one.earned, formats),
                sort=lambda one: (one.earned.per_visit_micro or 0) if one.earned else 0,
                right=True,
                width=12,
            ),
        ),
        lambda one: one.place,
    )
    return RecordTable(model, context.theme, "campaign-visits", translate("Visits", "Visits by campaign"))


def unmatched_table(context: Context) -> RecordTable[UnmatchedVisits]:
    """Visits that belong to no campaign, and why."""
    formats = context.formats
    model: RecordModel[UnmatchedVisits] = RecordModel(
        (
            Column("campaign", translate("Visits", "UTM campaign"), lambda one: one.campaign, width=16),
            Column("source", translate("Visits", "Source"), lambda one: one.source, width=13, muted=True),
            Column("medium", translate("Visits", "Medium"), lambda one: one.medium, width=11, muted=True),
            Column(
                "visits",
                translate("Visits", "Visits"),
                lambda one: formats.number(one.count.sessions),
                sort=lambda one: one.count.sessions,
                right=True,
                width=11,
            ),
            Column("advice", translate("Visits", "Why, and what to do"), _advice, tip=_advice, width=0),
        ),
        lambda one: (one.campaign, one.source, one.medium),
    )
    name = translate("Visits", "Visits that belong to no campaign")
    return RecordTable(model, context.theme, "unmatched-visits", name, ("visits", True))


def _advice(one: UnmatchedVisits) -> str:
    return one.advice


def days_of(traffic: CampaignTraffic, formats: Formats) -> str:
    """The days that reports tell of."""
    return ", ".join(days_words(str(each.start), str(each.end), formats) for each in traffic.days)
