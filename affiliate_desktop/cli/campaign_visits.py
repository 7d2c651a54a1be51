"""``affiliate-desktop campaign visits``: how many people came by the UTM tags of campaigns, and what that was worth."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro

if TYPE_CHECKING:
    from affiliate_desktop.reports.visits import CampaignTraffic, Earned, Traffic, Visited
    from affiliate_desktop.statements.visits import UnmatchedVisits


@click.command("visits")
@click.argument("campaign", metavar="[CAMPAIGN]", required=False)
@click.option("--from", "start", metavar="DAY", help="Only visits and earnings from this day on.")
@click.option("--to", "end", metavar="DAY", help="Only up to this day.")
@pass_session
def command(session: Session, campaign: str | None, start: str | None, end: str | None) -> None:
    """Say how many visits campaigns and their placements had, what each was worth, and which belong to none.

    Visits come from imported reports of Google Analytics and the like. They belong to the campaign whose links have
    their UTM campaign. Earnings are those of the same days.
    """
    from affiliate_desktop.core.periods import Period, parse_day

    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    traffic = session.app.traffic.read(period)
    if campaign is None:
        document = {
            "campaigns": [traffic_document(each) for each in traffic.campaigns],
            "unmatched": [_unmatched_document(each) for each in traffic.unmatched],
            "beyond": traffic.beyond,
        }
        session.answer(document, "\n\n".join(_text(traffic)))
        return
    found = session.app.campaigns.get(campaign)
    own = traffic.of(found.id)
    answer = {"campaign": found.name, "visits": traffic_document(own), "beyond": traffic.beyond}
    session.answer(answer, "\n\n".join([*traffic_text(own), *_beyond_text(traffic)]))


def traffic_document(found: "CampaignTraffic | None") -> dict[str, Any] | None:
    """Visits of a campaign and what they were worth; None where none are known."""
    if found is None:
        return None
    return {
        **_visited_document(found.whole),
        "from": found.whole.count.first,
        "to": found.whole.count.last,
        "days": [{"from": str(each.start), "to": str(each.end)} for each in found.days],
        "placements": [_visited_document(each) for each in found.placements],
    }


def traffic_text(found: "CampaignTraffic | None") -> list[str]:
    """The same in words."""
    if found is None:
        return ["No report tells of visits by the UTM campaign of its links."]
    rows = _rows([found.whole, *found.placements], first=found.whole.name)
    days = ", ".join(f"{each.start} to {each.end}" for each in found.days)
    return [_table(rows), f"Visits and earnings of {days}."]


def _visited_document(found: "Visited") -> dict[str, Any]:
    return {
        "name": found.name,
        "sessions": found.count.sessions,
        "users": found.count.users,
        "earned": [_earned_document(each) for each in found.earned],
    }


def _earned_document(each: "Earned") -> dict[str, Any]:
    return {
        "currency": each.currency,
        "conversions": each.conversions,
        "commission": plain_micro(each.commission_micro, each.currency),
        "per_visit": None if each.per_visit_micro is None else plain_micro(each.per_visit_micro, each.currency),
    }


def _unmatched_document(found: "UnmatchedVisits") -> dict[str, Any]:
    return {
        "campaign": found.campaign or None,
        "source": found.source or None,
        "medium": found.medium or None,
        "sessions": found.count.sessions,
        "users": found.count.users,
        "from": found.count.first,
        "to": found.count.last,
        "why": found.why.value,
        "links": list(found.links),
        "advice": found.advice,
    }


def _text(traffic: "Traffic") -> list[str]:
    parts = []
    if traffic.campaigns:
        rows = [
            row for each in traffic.campaigns for row in _rows([each.whole, *each.placements], first=each.whole.name)
        ]
        parts.append(_table(rows))
    if traffic.unmatched:
        cells = [
            (each.campaign or None, each.source or None, each.medium or None, each.count.sessions, each.advice)
            for each in traffic.unmatched
        ]
        parts.append("Visits that belong to no campaign:")
        parts.append(table(("UTM campaign", "Source", "Medium", "Visits", "Why"), cells, right=(3,)))
    return [*(parts or ["No imported report tells of visits."]), *_beyond_text(traffic)]


def _beyond_text(traffic: "Traffic") -> list[str]:
    if not traffic.beyond:
        return []
    return [f"{traffic.beyond} visits are left out, because their report reaches beyond these days."]


def _rows(found: "Iterable[Visited]", *, first: str) -> list[tuple[object, ...]]:
    """A row for each currency; those of placements are moved in."""
    rows: list[tuple[object, ...]] = []
    for at, each in enumerate(found):
        name = first if not at else f"- {each.name}"
        rows += [
            (
                name,
                each.count.sessions,
                one.conversions,
                _money(one.commission_micro, one),
                _money(one.per_visit_micro, one),
            )
            for one in each.earned
        ] or [(name, each.count.sessions, 0, None, None)]
    return rows


def _money(micro: int | None, one: "Earned") -> str | None:
    return None if micro is None else f"{plain_micro(micro, one.currency)} {one.currency}"


def _table(rows: list[tuple[object, ...]]) -> str:
    heads = ("Campaign", "Visits", "Conversions", "Commission", "Per visit")
    return table(heads, rows, right=(1, 2, 3, 4))
