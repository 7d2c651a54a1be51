"""``affiliate-desktop campaign``: what is promoted, when and where."""

from dataclasses import replace
from typing import Any

import click

from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.cli.campaign_visits import command as visits
from affiliate_desktop.cli.campaign_visits import traffic_document, traffic_text
from affiliate_desktop.cli.options import budget_of
from affiliate_desktop.cli.records import campaign_document, lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.periods import parse_day

_STATUS = click.Choice([status.value for status in CampaignStatus])


@click.group("campaign")
def command() -> None:
    """What you promote, when and where."""


command.add_command(visits)


@command.command("list")
@click.option("--archived", is_flag=True, help="Also the archived ones.")
@pass_session
def list_campaigns(session: Session, archived: bool) -> None:
    """List the campaigns."""
    names = _program_names(session)
    documents = [campaign_document(each, names) for each in session.app.campaigns.list(archived)]
    keys = ("id", "name", "status", "channel", "starts_on", "ends_on", "budget", "currency")
    heads = ("Id", "Name", "Status", "Channel", "From", "To", "Budget", "")
    rows = [[each[key] for key in keys] for each in documents]
    session.answer({"campaigns": documents}, table(heads, rows, right=(0, 6)))


@command.command()
@click.argument("campaign", metavar="CAMPAIGN")
@pass_session
def show(session: Session, campaign: str) -> None:
    """Show a campaign, named by id or name, and the visits that are known of it."""
    found = session.app.campaigns.get(campaign)
    document = campaign_document(found, _program_names(session))
    traffic = session.app.traffic.of(found.id)
    said = traffic_text(traffic) if traffic else []
    session.answer({**document, "visits": traffic_document(traffic)}, "\n\n".join([lines(document), *said]))


@command.command()
@click.argument("name")
@click.option("--program", "programs", multiple=True, metavar="PROGRAM", help="By id or name; may be given again.")
@click.option("--from", "start", metavar="DAY", help="First day, such as 2026-03-01.")
@click.option("--to", "end", metavar="DAY", help="Last day.")
@click.option("--budget", metavar="AMOUNT", help="Such as 100 or 99.50.")
@click.option("--currency", metavar="CODE", help="The budget's currency.")
@click.option("--goal", default="")
@click.option("--status", type=_STATUS, default=CampaignStatus.ACTIVE.value, show_default=True)
@click.option("--channel", default="", help="Such as newsletter or shop window.")
@click.option("--notes", default="")
@pass_session
def add(
    session: Session,
    name: str,
    programs: tuple[str, ...],
    start: str | None,
    end: str | None,
    budget: str | None,
    currency: str | None,
    goal: str,
    status: str,
    channel: str,
    notes: str,
) -> None:
    """Add a campaign."""
    campaign = Campaign(
        name=name,
        status=CampaignStatus(status),
        channel=channel,
        starts_on=parse_day(start) if start else None,
        ends_on=parse_day(end) if end else None,
        budget=budget_of(budget, currency),
        goal=goal,
        notes=notes,
    )
    campaign = replace(campaign, program_ids=_program_ids(session, programs))
    _answer(session, session.app.campaigns.add(campaign).value)


@command.command()
@click.argument("campaign", metavar="CAMPAIGN")
@click.option("--name")
@click.option("--program", "programs", multiple=True, metavar="PROGRAM", help="The programs it has from now on.")
@click.option("--from", "start", metavar="DAY", help="An empty one takes it away.")
@click.option("--to", "end", metavar="DAY", help="An empty one takes it away.")
@click.option("--budget", metavar="AMOUNT", help="An empty one takes it away.")
@click.option("--currency", metavar="CODE")
@click.option("--goal")
@click.option("--status", type=_STATUS)
@click.option("--channel")
@click.option("--notes")
@pass_session
def edit(
    session: Session,
    /,
    campaign: str,
    programs: tuple[str, ...],
    start: str | None,
    end: str | None,
    budget: str | None,
    currency: str | None,
    status: str | None,
    **texts: str | None,
) -> None:
    """Change a campaign."""
    found = session.app.campaigns.get(campaign)
    changes: dict[str, Any] = {field: text for field, text in texts.items() if text is not None}
    if start is not None:
        changes["starts_on"] = parse_day(start) if start else None
    if end is not None:
        changes["ends_on"] = parse_day(end) if end else None
    if status is not None:
        changes["status"] = CampaignStatus(status)
    if programs:
        changes["program_ids"] = _program_ids(session, tuple(filter(None, programs)))
    changed = replace(found, budget=budget_of(budget, currency, found.budget), **changes)
    _answer(session, session.app.campaigns.edit(changed).value)


@command.command()
@click.argument("campaign", metavar="CAMPAIGN")
@click.option("--back", is_flag=True, help="Take it back.")
@pass_session
def archive(session: Session, campaign: str, back: bool) -> None:
    """Put a campaign away; nothing of it is lost."""
    found = session.app.campaigns.get(campaign)
    _answer(session, session.app.campaigns.archive(found.id, not back).value)


@command.command()
@click.argument("campaign", metavar="CAMPAIGN")
@pass_session
def remove(session: Session, campaign: str) -> None:
    """Remove a campaign without earnings; its links stay, and “workspace undo” brings it back."""
    found = session.app.campaigns.get(campaign)
    session.app.campaigns.remove(found.id)
    session.answer(campaign_document(found, _program_names(session)), f"Removed “{found.name}”.")


def _program_ids(session: Session, refs: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(session.app.programs.program(ref).id for ref in refs)


def _program_names(session: Session) -> dict[int, str]:
    return {each.id: each.name for each in session.app.programs.programs(archived=True)}


def _answer(session: Session, campaign: Campaign) -> None:
    document = campaign_document(campaign, _program_names(session))
    session.answer(document, lines(document))
