"""What makes a campaign acceptable."""

from dataclasses import replace

from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.money import LIMIT, MICRO, Money, currency_code
from affiliate_desktop.core.names import clean_line, clean_name, clean_notes
from affiliate_desktop.core.problems import BadInput


def checked_campaign(campaign: Campaign) -> Campaign:
    """The campaign with tidy texts and each program once.

    Raises:
        BadInput: when it ends before it starts, the budget is negative or a text can't be used.
    """
    if campaign.starts_on and campaign.ends_on and campaign.ends_on < campaign.starts_on:
        raise BadInput(
            "campaign_reversed",
            "The campaign ends ({end}) before it starts ({start}).",
            start=campaign.starts_on.isoformat(),
            end=campaign.ends_on.isoformat(),
        )
    return replace(
        campaign,
        name=clean_name(campaign.name),
        channel=clean_line(campaign.channel, "channel"),
        program_ids=tuple(sorted(set(campaign.program_ids))),
        budget=campaign.budget and _checked_budget(campaign.budget),
        goal=clean_notes(campaign.goal, "goal", longest=2000),
        notes=clean_notes(campaign.notes),
    )


def _checked_budget(budget: Money) -> Money:
    if not 0 <= budget.micro < LIMIT * MICRO:
        raise BadInput("bad_budget", "A budget is zero or more, with at most 11 digits before the point.")
    return Money(budget.micro, currency_code(budget.currency))
