"""``affiliate-desktop link``: tagged links."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import click

from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.records import Names, lines, link_document, network_document
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.links.model import Link, LinkDraft, TaggedLink, Utm

Function = TypeVar("Function", bound=Callable[..., Any])
_PARTS = (
    click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="A parameter of the network's links."),
    click.option("--source", metavar="TEXT", help="utm_source: where the visitors come from."),
    click.option("--medium", metavar="TEXT", help="utm_medium: how, such as email or flyer."),
    click.option("--content", metavar="TEXT", help="utm_content: which of several links."),
    click.option("--term", metavar="TEXT", help="utm_term: the keyword."),
    click.option("--reference", metavar="TEXT", help="The click reference (sub-id)."),
    click.option("--strip", is_flag=True, help="Remove the query keys that the network advises against."),
)


def _parts(function: Function) -> Function:
    """The options that say what a link is made of."""
    for option in reversed(_PARTS):
        function = option(function)
    return function


@click.group("link")
def command() -> None:
    """Tagged links."""


@command.command()
@click.argument("url")
@click.option("--network", default="utm", show_default=True, metavar="ID", help="Whose links: awin, amazon, ebay …")
@click.option("--campaign", default="", metavar="TEXT", help="utm_campaign, as free text.")
@_parts
@pass_session
def make(session: Session, /, url: str, network: str, campaign: str, strip: bool, **parts: Any) -> None:
    """Print the tagged link of URL; nothing is saved and no workspace opened."""
    from affiliate_desktop.links.tagging import stripped, tagged
    from affiliate_desktop.programs.catalog import NetworkCatalog

    catalog = NetworkCatalog()
    found = catalog.get(network)
    for problem in catalog.problems():
        session.note(f"affiliate-desktop: {problem}")
    draft = _draft(LinkDraft(url, found.id, Utm(campaign=campaign)), parts)
    built = tagged(draft, found)
    if strip and built.strippable:
        built = tagged(replace(draft, destination=stripped(url, built.strippable)), found)
    if not session.as_json:
        _tell(session, built)
    document = {"url": built.url, "replaced": list(built.replaced), "strippable": list(built.strippable)}
    session.answer(document, built.url)


@command.command()
@click.argument("url")
@click.option("--network", metavar="ID", help="Whose links; the account's network where one is named, else utm.")
@click.option("--name", default="", help="Without it a readable one is made.")
@click.option("--campaign", metavar="CAMPAIGN", help="By id or name.")
@click.option("--account", metavar="ACCOUNT", help="By id or name.")
@click.option("--program", metavar="PROGRAM", help="By id or name.")
@click.option("--placement", metavar="PLACEMENT", help="Where it is, by id or name; it brings its campaign.")
@click.option("--utm-campaign", default="", metavar="TEXT", help="Instead of the campaign's name.")
@click.option("--notes", default="")
@_parts
@pass_session
def add(
    session: Session,
    /,
    url: str,
    network: str | None,
    name: str,
    campaign: str | None,
    account: str | None,
    program: str | None,
    placement: str | None,
    utm_campaign: str,
    notes: str,
    strip: bool,
    **parts: Any,
) -> None:
    """Save the tagged link of URL and print it."""
    app = session.app
    member = app.programs.account(account) if account else None
    offer = app.programs.program(program, member.id if member else None) if program else None
    if member is None and offer is not None:
        member = app.programs.account(offer.account_id)
    found = app.campaigns.get(campaign) if campaign else None
    place = app.placements.get(placement, found.id if found else None) if placement else None
    owners = {
        "campaign_id": found.id if found else place.campaign_id if place else None,
        "account_id": member.id if member else None,
        "program_id": offer.id if offer else None,
    }
    network = network or (member.network if member else "utm")
    draft = _draft(LinkDraft(url, network, Utm(campaign=utm_campaign)), parts)
    built = app.links.build(app.links.fill(draft, **owners))
    if strip and built.strippable:
        draft = replace(draft, destination=app.links.strip(url, built.strippable))
    link = app.links.add(name, draft, notes=notes, placement_id=place.id if place else None, **owners).value
    if not session.as_json:
        _tell(session, built if not strip else replace(built, strippable=()))
    session.answer(link_document(link, Names(app)), link.url)


@command.command("list")
@click.option("--search", default="", help="Words that name, address, campaign or click reference hold.")
@click.option("--campaign", metavar="CAMPAIGN", help="Only of this campaign.")
@click.option("--archived", is_flag=True, help="Also the archived ones.")
@pass_session
def list_links(session: Session, search: str, campaign: str | None, archived: bool) -> None:
    """List the links, newest first."""
    app = session.app
    campaign_id = app.campaigns.get(campaign).id if campaign else None
    names = Names(app)
    documents = [link_document(each, names) for each in app.links.list(search, campaign_id, archived)]
    keys = ("id", "name", "network", "campaign", "click_reference", "url")
    heads = ("Id", "Name", "Network", "Campaign", "Click reference", "Link")
    rows = [[each[key] for key in keys] for each in documents]
    session.answer({"links": documents}, table(heads, rows, right=(0,)))


@command.command()
@pass_session
def networks(session: Session) -> None:
    """List the networks and what --set takes for each; no workspace is opened."""
    from affiliate_desktop.programs.catalog import NetworkCatalog

    catalog = NetworkCatalog()
    for problem in catalog.problems():
        session.note(f"affiliate-desktop: {problem}")
    documents = [network_document(each) for each in catalog.all()]
    rows = [
        (
            each["id"],
            each["name"],
            each["click_reference"],
            _keys(each["parameters"], required=True),
            _keys(each["parameters"], required=False),
        )
        for each in documents
    ]
    heads = ("Id", "Network", "Click reference", "Needs", "Takes")
    session.answer({"networks": documents}, table(heads, rows))


@command.command()
@click.argument("link", metavar="LINK")
@pass_session
def show(session: Session, link: str) -> None:
    """Show a link, named by id or name."""
    _answer(session, session.app.links.get(link))


@command.command()
@click.argument("link", metavar="LINK")
@click.option("--url", help="Another destination.")
@click.option("--name")
@click.option("--campaign", metavar="CAMPAIGN", help="By id or name; an empty one takes it away.")
@click.option("--utm-campaign", metavar="TEXT")
@click.option("--notes")
@_parts
@pass_session
def edit(
    session: Session,
    /,
    link: str,
    url: str | None,
    name: str | None,
    campaign: str | None,
    utm_campaign: str | None,
    notes: str | None,
    strip: bool,
    **parts: Any,
) -> None:
    """Change a link; its address changes only with what it is made of."""
    found = session.app.links.get(link)
    utm = found.utm if utm_campaign is None else replace(found.utm, campaign=utm_campaign)
    draft = LinkDraft(url or found.destination, found.network, utm, found.parameters, found.click_reference)
    draft = _draft(draft, parts)
    if strip:
        destination = session.app.links.strip(draft.destination, session.app.links.build(draft).strippable)
        draft = replace(draft, destination=destination)
    changed = replace(
        found,
        name=found.name if name is None else name,
        notes=found.notes if notes is None else notes,
        destination=draft.destination,
        utm=draft.utm,
        parameters=draft.parameters,
        click_reference=draft.click_reference,
    )
    if campaign is not None:
        changed = replace(changed, campaign_id=session.app.campaigns.get(campaign).id if campaign else None)
    _answer(session, session.app.links.edit(changed).value)


@command.command()
@click.argument("link", metavar="LINK")
@click.option("--back", is_flag=True, help="Take it back.")
@pass_session
def archive(session: Session, link: str, back: bool) -> None:
    """Put a link away; it still leads where it led, and earnings still find it."""
    found = session.app.links.get(link)
    _answer(session, session.app.links.archive(found.id, not back).value)


@command.command()
@click.argument("link", metavar="LINK")
@pass_session
def remove(session: Session, link: str) -> None:
    """Remove a link without earnings; “workspace undo” brings it back."""
    found = session.app.links.get(link)
    document = link_document(found, Names(session.app))
    session.app.links.remove(found.id)
    session.answer(document, f"Removed “{found.name}”.")


def _draft(draft: LinkDraft, parts: dict[str, Any]) -> LinkDraft:
    """The draft with what the options say; what is not given stays."""
    tags = {key: parts[key] for key in ("source", "medium", "content", "term") if parts[key] is not None}
    reference = draft.click_reference if parts["reference"] is None else parts["reference"] or None
    given = settings(parts["values"])
    return replace(
        draft,
        utm=replace(draft.utm, **tags),
        parameters={**draft.parameters, **given},
        click_reference=reference,
    )


def _keys(parameters: list[dict[str, Any]], *, required: bool) -> str | None:
    return ", ".join(each["name"] for each in parameters if each["required"] is required) or None


def _tell(session: Session, built: TaggedLink) -> None:
    """Says beside the link what a person should know of it."""
    if built.replaced:
        session.note(f"Replaced in the address: {', '.join(built.replaced)}.")
    if built.strippable:
        session.note(f"Better removed (--strip does it): {', '.join(built.strippable)}.")
    if built.shown_host:
        session.note(f"Mind the host: letters of several scripts, really {built.shown_host}.")


def _answer(session: Session, link: Link) -> None:
    document = link_document(link, Names(session.app))
    session.answer(document, lines(document))
