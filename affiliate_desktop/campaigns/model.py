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
