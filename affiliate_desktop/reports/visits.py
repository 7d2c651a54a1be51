"""What campaigns earned for each visit: visits by their UTM tags beside the earnings of the same days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from affiliate_desktop.campaigns.placements import Placements
from affiliate_desktop.campaigns.service import Campaigns
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.ledger.model import EarningsFilter, Grouping, Status, Total
from affiliate_desktop.ledger.service import Ledger
from affiliate_desktop.statements.visits import CampaignVisits, Count, UnmatchedVisits, Visiting


@dataclass(frozen=True, slots=True)
class Earned:
    """What was earned in one currency on the days that visits are known of.

    Attributes:
        conversions: transactions that were not reversed. commission_micro: their commission.
        per_visit_micro: of that for each visit, in whole millionths, rounded half to even; None without visits.
    """

    currency: str
    conversions: int
    commission_micro: int
    per_visit_micro: int | None


@dataclass(frozen=True, slots=True)
class Visited:
    """Visits of a campaign or of one of its placements, and what they earned."""

    name: str
    count: Count
    earned: tuple[Earned, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignTraffic:
    """Visits of a campaign and what it earned on the days that its reports tell of.

    Attributes:
        campaign_id: whose. days: those days, put together where they touch.
        placements: where visits or earnings belong to one.
    """

    campaign_id: int
    whole: Visited
    days: tuple[Period, ...]
    placements: tuple[Visited, ...] = ()


@dataclass(frozen=True, slots=True)
class Traffic:
    """The campaigns with visits, and the visits of none.

    Attributes:
        beyond: visits that are not in it, because their report reaches beyond the period.
    """

    period: Period
    campaigns: tuple[CampaignTraffic, ...]
    unmatched: tuple[UnmatchedVisits, ...]
    beyond: int = 0

    def of(self, campaign_id: int) -> CampaignTraffic | None:
        """That of one campaign; None where nobody came by it, as far as is known."""
        return next((each for each in self.campaigns if each.campaign_id == campaign_id), None)


class Traffics:
    """Reads visits and earnings together.

    Args:
        visiting: the visits.
        ledger: the earnings.
        campaigns, placements: their names.
    """

    def __init__(self, visiting: Visiting, ledger: Ledger, campaigns: Campaigns, placements: Placements) -> None:
        self._visiting = visiting
        self._ledger = ledger
        self._campaigns = campaigns
        self._placements = placements

    def of(self, campaign_id: int) -> CampaignTraffic | None:
        """All visits of one campaign; None where no report tells of any."""
        return self.read().of(campaign_id) if self._visiting.any() else None

    def read(self, period: Period = ALL_TIME) -> Traffic:
        """Visits and earnings of a period.

        Of earnings those count whose day is one that a report tells of, so that both are of the same days.
        """
        found = self._visiting.all(period)
        names = {each.id: each.name for each in self._campaigns.list(archived=True)}
        places = {each.id: each.name for each in self._placements.list(archived=True)}
        known: dict[Period, tuple[Total, ...]] = {}
        campaigns = []
        for each in (one for one in found.campaigns if one.campaign_id in names):  # it may be removed meanwhile
            for days in each.days:
                if days not in known:
                    by = (Grouping.CAMPAIGN, Grouping.PLACEMENT, Grouping.STATUS)
                    known[days] = self._ledger.totals(by, EarningsFilter(period=days))
            totals = [total for days in each.days for total in known[days]]
            campaigns.append(_traffic(each, names[each.campaign_id], places, totals))
        return Traffic(period, tuple(campaigns), found.unmatched, found.beyond)


def per_visit(micro: int, sessions: int) -> int | None:
    """An amount for each visit in whole millionths, rounded half to even; None without visits."""
    if not sessions:
        return None
    return int((Decimal(micro) / sessions).quantize(Decimal(1), ROUND_HALF_EVEN))


def _traffic(visits: CampaignVisits, name: str, places: Mapping[int, str], totals: Iterable[Total]) -> CampaignTraffic:
    whole: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    placed: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for total in totals:
        if total.group(Grouping.CAMPAIGN) == name and total.group(Grouping.STATUS) != Status.REVERSED:
            placement = total.group(Grouping.PLACEMENT)
            for sums in (whole, *([placed[placement]] if placement else [])):
                sums[total.currency][0] += total.count
                sums[total.currency][1] += total.commission_micro
    counts = {places[key]: count for key, count in visits.placements.items() if key in places}
    named = sorted({*counts, *placed}, key=lambda each: (-counts.get(each, Count()).sessions, each))
    return CampaignTraffic(
        visits.campaign_id,
        Visited(name, visits.count, _earned(whole, visits.count)),
        visits.days,
        tuple(
            Visited(each, counts.get(each, Count()), _earned(placed[each], counts.get(each, Count()))) for each in named
        ),
    )


def _earned(sums: Mapping[str, list[int]], count: Count) -> tuple[Earned, ...]:
    return tuple(
        Earned(currency, conversions, micro, per_visit(micro, count.sessions))
        for currency, (conversions, micro) in sorted(sums.items(), key=lambda each: (-each[1][1], each[0]))
    )
