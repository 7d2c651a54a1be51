"""Records of the campaigns room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from affiliate_desktop.core.money import Money


class CampaignStatus(StrEnum):
    """How far a campaign is."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is promoted, when, through which channel, for how much."""

    name: str
    status: CampaignStatus = CampaignStatus.ACTIVE
    channel: str = ""
    program_ids: tuple[int, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Money | None = None
    goal: str = ""
    notes: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a campaign is seen.

    Attributes:
        kind: such as page or poster, in the user's words. place: an address on the web, or a place.
    """

    name: str
    campaign_id: int
    kind: str = ""
    place: str = ""
    notes: str = ""
    archived: bool = False
    id: int = 0
