"""Visits of your own pages by UTM tags: what files say of them, and which campaigns and placements they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.links import store as links_store
from affiliate_desktop.statements import store, visit_store
from affiliate_desktop.statements.refusals import no_statement
from affiliate_desktop.statements.visit_matching import Place, Places, Unmatched
from affiliate_desktop.statements.visit_model import TagVisits, Visits
from affiliate_desktop.workspace.file import Workspace


@dataclass(frozen=True, slots=True)
class Count:
    """How often people came.

    Attributes:
        sessions: visits. users: at most so many people; None where no report tells.
        first, last: the days of the reports, ``YYYY-MM-DD``; empty without visits.
    """

    sessions: int = 0
    users: int | None = None
    first: str = ""
    last: str = ""

    def with_visits(self, more: TagVisits) -> "Count":
        """With more visits."""
        users = self.users if more.users is None else (self.users or 0) + more.users
        first = min(filter(None, (self.first, more.first)))
        return Count(self.sessions + more.sessions, users, first, max(self.last, more.last))


@dataclass(frozen=True, slots=True)
class CampaignVisits:
    """Visits of one campaign.

    Attributes:
        placements: those of its placements, by id.
        days: the days that reports of its pages tell of, whether anybody came by it or not.
    """

    campaign_id: int
    count: Count
    placements: dict[int, Count] = field(default_factory=dict)
    days: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class UnmatchedVisits:
    """Visits that belong to no campaign.

    Attributes:
        links: names of the links that have their UTM campaign.
    """

    source: str
    medium: str
    campaign: str
    why: Unmatched
    count: Count
    links: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """Why, and what can be done, in words."""
        named = ", ".join(f"“{name}”" for name in self.links[:5])
        return {
            Unmatched.UNTAGGED: "They came without a UTM campaign; there is nothing to do.",
            Unmatched.UNTOLD: "The report has no column of campaigns; choose “Session campaign” in it.",
            Unmatched.NO_LINK: f"No link has the UTM campaign “{self.campaign}”; make one, or correct a link's tag.",
            Unmatched.NO_CAMPAIGN: f"Links with this UTM campaign belong to no campaign: {named}; choose one for them.",
            Unmatched.SEVERAL: f"Links of several campaigns have this UTM campaign: {named}; give each its own.",
        }[self.why]


@dataclass(frozen=True, slots=True)
class AllVisits:
    """All visits of a period.

    Attributes:
        campaigns: by id, the campaign with most visits first. unmatched: most visits first.
        beyond: visits that are not in it, because their report reaches beyond the period.
    """

    period: Period
    campaigns: tuple[CampaignVisits, ...]
    unmatched: tuple[UnmatchedVisits, ...]
    beyond: int = 0


class Visiting:
    """Use cases on visits.

    Args:
        workspace: where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, statement_id: int) -> tuple[Visits, ...]:
        """The visits of an import, in the order of its file; those that count no more say which import speaks instead.

        Raises:
            NotFound: when there is no such import.
        """
        with self._workspace.read() as connection:
            if store.statement(connection, statement_id) is None:
                raise no_statement(statement_id)
            return tuple(visit_store.of_statement(connection, statement_id))

    def any(self) -> bool:
        """Whether any file told of visits."""
        with self._workspace.read() as connection:
            return visit_store.has_any(connection)

    def all(self, period: Period = ALL_TIME) -> AllVisits:
        """The visits that count, by campaign, and those that belong to none.

        A row whose days reach beyond the period is left out whole, since nobody can tell which of its visits were on
        which day.
        """
        with self._workspace.read() as connection:
            rows = list(visit_store.by_tags(connection, period))
            beyond = visit_store.beyond(connection, period)
            places = Places(links_store.links(connection, (), None, archived=True)) if rows else Places(())
        return _sorted_out(period, rows, places, beyond)


def _sorted_out(period: Period, rows: list[TagVisits], places: Places, beyond: int) -> AllVisits:
    campaigns: dict[int, CampaignVisits] = {}
    accounts: dict[int, set[int]] = {}
    unmatched: dict[tuple[str, str, str], UnmatchedVisits] = {}
    for row in rows:
        place = places.of(row.source, row.medium, row.campaign)
        if place.campaign_id is None:
            _miss(unmatched, row, place)
            continue
        accounts.setdefault(place.campaign_id, set()).add(row.account_id)
        found = campaigns.get(place.campaign_id) or CampaignVisits(place.campaign_id, Count())
        if place.placement_id is not None:
            before = found.placements.get(place.placement_id, Count())
            found.placements[place.placement_id] = before.with_visits(row)
        campaigns[place.campaign_id] = replace(found, count=found.count.with_visits(row))
    dated = [
        replace(found, days=_days(row for row in rows if row.account_id in accounts[key]))
        for key, found in campaigns.items()
    ]
    return AllVisits(
        period,
        tuple(sorted(dated, key=lambda each: (-each.count.sessions, each.campaign_id))),
        tuple(sorted(unmatched.values(), key=lambda each: (-each.count.sessions, each.campaign, each.source))),
        beyond,
    )


def _miss(unmatched: dict[tuple[str, str, str], UnmatchedVisits], row: TagVisits, place: Place) -> None:
    tags = row.source.casefold(), row.medium.casefold(), row.campaign.casefold()
    why = place.why or Unmatched.NO_LINK
    new = UnmatchedVisits(row.source, row.medium, row.campaign, why, Count(), place.links)
    found = unmatched.get(tags, new)
    unmatched[tags] = replace(found, count=found.count.with_visits(row))


def _days(rows: Iterable[TagVisits]) -> tuple[Period, ...]:
    """The days that files tell of: each from its first to its last, put together where they touch."""
    spans: dict[int, tuple[date, date]] = {}
    for row in rows:
        first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
        known = spans.get(row.statement_id, (first, last))
        spans[row.statement_id] = min(known[0], first), max(known[1], last)
    joined: list[tuple[date, date]] = []
    for first, last in sorted(spans.values()):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return tuple(Period(first, last) for first, last in joined)
