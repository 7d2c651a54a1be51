"""``affiliate-desktop placement``: where campaigns are seen."""

from dataclasses import replace
from typing import Any

import click

from affiliate_desktop.campaigns.model import Placement
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table


@click.group("placement")
def command() -> None:
    """Where your campaigns are seen."""


@command.command("list")
@click.option("--campaign", metavar="CAMPAIGN", help="Only of this campaign.")
@click.option("--archived", is_flag=True, help="Also the archived ones.")
@pass_session
def list_placements(session: Session, campaign: str | None, archived: bool) -> None:
    """List the placements."""
    campaign_id = session.app.campaigns.get(campaign).id if campaign else None
    documents = [_document(session, each) for each in session.app.placements.list(campaign_id, archived=archived)]
    keys = ("id", "name", "campaign", "kind", "place")
    rows = [[document[key] for key in keys] for document in documents]
    session.answer({"placements": documents}, table(("Id", "Name", "Campaign", "Kind", "Where"), rows, right=(0,)))


@command.command()
@click.argument("placement", metavar="PLACEMENT")
@pass_session
def show(session: Session, placement: str) -> None:
    """Show a placement, named by id or name, and its links."""
    _answer(session, session.app.placements.get(placement))


@command.command()
@click.argument("name")
@click.option("--campaign", required=True, metavar="CAMPAIGN", help="By id or name.")
@click.option("--kind", default="", help="Such as poster, page or newsletter.")
@click.option("--where", "place", default="", help="An address or a place.")
@click.option("--notes", default="")
@pass_session
def add(session: Session, name: str, campaign: str, kind: str, place: str, notes: str) -> None:
    """Add a placement to a campaign."""
    made = Placement(name, session.app.campaigns.get(campaign).id, kind, place, notes)
    _answer(session, session.app.placements.add(made).value)


@command.command()
@click.argument("placement", metavar="PLACEMENT")
@click.option("--name")
@click.option("--campaign", metavar="CAMPAIGN", help="Its links move along.")
@click.option("--kind")
@click.option("--where", "place")
@click.option("--notes")
@click.option("--archived/--not-archived", default=None, help="Put it away, or take it back.")
@pass_session
def edit(session: Session, /, placement: str, campaign: str | None, **changes: Any) -> None:
    """Change a placement."""
    found = session.app.placements.get(placement)
    said = {name: value for name, value in changes.items() if value is not None}
    if campaign is not None:
        said["campaign_id"] = session.app.campaigns.get(campaign).id
    _answer(session, session.app.placements.edit(replace(found, **said)).value)


@command.command()
@click.argument("placement", metavar="PLACEMENT")
@pass_session
def remove(session: Session, placement: str) -> None:
    """Remove a placement; its links stay, and “workspace undo” brings it back."""
    found = session.app.placements.get(placement)
    document = _document(session, found)
    session.app.placements.remove(found.id)
    session.answer(document, f"Removed “{found.name}”.")


def _document(session: Session, placement: Placement) -> dict[str, Any]:
    links = session.app.links.list(campaign_id=placement.campaign_id)
    return {
        "id": placement.id,
        "name": placement.name,
        "campaign": session.app.campaigns.get(placement.campaign_id).name,
        "kind": placement.kind or None,
        "place": placement.place or None,
        "notes": placement.notes or None,
        "links": [link.name for link in links if link.placement_id == placement.id],
        "archived": placement.archived,
    }


def _answer(session: Session, placement: Placement) -> None:
    document = _document(session, placement)
    session.answer(document, lines(document))
