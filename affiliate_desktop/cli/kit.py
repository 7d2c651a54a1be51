"""``affiliate-desktop kit``: everything to share of a campaign, in one folder or ZIP file."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.artwork import as_text, document
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.kits.model import Kit, KitReport

_PICTURE = click.Path(path_type=Path, dir_okay=False)
_PARTS = ("qr", "banners", "flyers", "texts")
_PAPER = click.Choice(["A3", "A4", "A5", "A6", "Letter", "Legal", "Tabloid"], case_sensitive=False)
_COLORS = ("background", "foreground", "accent")
_TEXTS = ("headline", "text", "call_to_action", *_COLORS, "holder", "name", "banner_design", "brand")


@click.group("kit")
def command() -> None:
    """Kits: links, codes, banners, flyers and texts of a campaign, for you or for somebody else."""


@command.command("list")
@pass_session
def list_kits(session: Session) -> None:
    """List the kits."""
    documents = [_document(session, kit) for kit in session.app.kits.list()]
    keys = ("id", "name", "campaign", "for", "built_at", "place")
    session.answer(
        {"kits": documents},
        table(("Id", "Name", "Campaign", "For", "Built", "Where"), [[each[key] for key in keys] for each in documents]),
    )


@command.command()
@click.argument("kit", metavar="KIT")
@pass_session
def show(session: Session, kit: str) -> None:
    """Show a kit, and what of it is stale."""
    found = session.app.kits.get(kit)
    answer = {**_document(session, found), "stale": _stale(session, found)}
    text = lines(_document(session, found))
    session.answer(answer, "\n".join([text, *map(_stale_line, answer["stale"])]))


def _asked(command_: Any) -> Any:
    for option in reversed(
        (
            click.option("--link", "links", multiple=True, metavar="LINK", help="Only these links."),
            click.option("--all-links", is_flag=True, help="All links of the campaign again, later ones too."),
            click.option("--for", "holder", metavar="NAME", help="For somebody else, with references of their own."),
            click.option("--headline", help="The campaign's name without it."),
            click.option("--text"),
            click.option("--cta", "call_to_action", help="“Learn more” without it; an empty one leaves it out."),
            click.option("--part", "parts", multiple=True, type=click.Choice(_PARTS), help="Only these parts."),
            click.option("--size", "sizes", multiple=True, metavar="SIZE", help="Banner sizes; “starter” without it."),
            click.option("--paper", "papers", multiple=True, type=_PAPER, help="Of flyers; A4 and Letter without it."),
            click.option("--flyer-design", "flyer_designs", multiple=True, metavar="ID", help="“flyer” without it."),
            click.option("--banner-design", metavar="ID", help="“banner” without it."),
            click.option(
                "--brand", metavar="NAME", help="A brand's colors, fonts and logo; an empty one takes it off."
            ),
            click.option(
                "--set",
                "values",
                multiple=True,
                metavar="NAME=TEXT",
                help="A field of the designs' own, as event.date; an empty text takes it back.",
            ),
            click.option("--mm", "qr_mm", type=float, help="Edge of the codes, 5 to 500 mm; 30 without it."),
            click.option("--logo", type=_PICTURE, metavar="FILE"),
            click.option("--picture", type=_PICTURE, metavar="FILE"),
            click.option("--background", metavar="#RRGGBB"),
            click.option("--foreground", metavar="#RRGGBB"),
            click.option("--accent", metavar="#RRGGBB"),
        )
    ):
        command_ = option(command_)
    return command_


@command.command()
@click.argument("name")
@click.option("--campaign", required=True, metavar="CAMPAIGN", help="By id or name.")
@_asked
@pass_session
def add(session: Session, /, name: str, campaign: str, **asked: Any) -> None:
    """Describe a kit; “kit build” makes it."""
    from affiliate_desktop.kits.model import Kit

    kit = _changed(session, Kit(name, session.app.campaigns.get(campaign).id), asked)
    _answer(session, session.app.kits.add(kit).value)


@command.command()
@click.argument("kit", metavar="KIT")
@click.option("--name")
@_asked
@pass_session
def edit(session: Session, /, kit: str, **asked: Any) -> None:
    """Change what goes into a kit."""
    _answer(session, session.app.kits.edit(_changed(session, session.app.kits.get(kit), asked)).value)


@command.command()
@click.argument("kit", metavar="KIT")
@pass_session
def remove(session: Session, kit: str) -> None:
    """Forget a kit; its files stay, and “workspace undo” brings it back."""
    found = session.app.kits.get(kit)
    answer = _document(session, found)
    session.app.kits.remove(found.id)
    session.answer(answer, f"Removed “{found.name}”.")


@command.command()
@click.argument("kit", metavar="KIT")
@click.option(
    "-o",
    "--output",
    "place",
    type=click.Path(path_type=Path),
    metavar="FOLDER|FILE.zip",
    help="Where it was built last without it.",
)
@click.option("--force", is_flag=True, help="Write codes that would not scan too.")
@_asked
@pass_session
def build(session: Session, /, kit: str, place: Path | None, force: bool, **asked: Any) -> None:
    """Build a kit, or that of a campaign: name either.

    What is given here is kept with the kit. Ends with 1 when something could not be made.
    """
    from affiliate_desktop.studio.model import NotReady

    found = _kit_of(session, kit, asked)
    try:
        report = session.app.kits.build(found.id, place, progress=session.progress(), force=force).value
    except NotReady as refused:
        session.answer(document(refused.artworks, written=False), as_text(refused.artworks))
        session.exit_code = session.fail(refused.code, str(refused), refused.exit_code)
        return
    session.answer(_report(report), _report_text(report))
    if report.failed:
        session.exit_code = 1


@command.command()
@click.argument("kit", metavar="KIT")
@pass_session
def stale(session: Session, kit: str) -> None:
    """List what of a built kit would be another now."""
    found = _stale(session, session.app.kits.get(kit))
    session.answer({"stale": found}, "\n".join(map(_stale_line, found)) or "Nothing is stale.")


def _kit_of(session: Session, ref: str, asked: dict[str, Any]) -> "Kit":
    """The kit of a name; where there is none, that of the campaign of this name, made when it is missing."""
    from affiliate_desktop.core.problems import NotFound
    from affiliate_desktop.kits.model import Kit

    kits, holder = session.app.kits, (asked.get("holder") or "").strip()
    names = [f"{ref}, {holder}"] if holder else [ref]
    known = next((kit for kit in kits.list() if kit.name in names or str(kit.id) == ref), None)
    if known is None:
        try:
            campaign = session.app.campaigns.get(ref)
        except NotFound:
            known = kits.get(ref)
        else:
            name = f"{campaign.name}, {holder}" if holder else campaign.name
            known = next((kit for kit in kits.list() if kit.name == name), None)
            if known is None:
                return kits.add(_changed(session, Kit(name, campaign.id), asked)).value
    wanted = _changed(session, known, asked)
    return known if wanted == known else kits.edit(wanted).value


def _changed(session: Session, kit: "Kit", asked: dict[str, Any]) -> "Kit":
    from affiliate_desktop.kits.model import Part

    changes: dict[str, Any] = {name: asked[name] for name in _TEXTS if asked.get(name) is not None}
    if asked["brand"] or asked["banner_design"]:  # its colors hold, but for those that are asked for too
        changes |= {name: "" for name in _COLORS if asked[name] is None}
    if asked["all_links"]:
        changes["link_ids"] = ()
    if asked["links"]:
        changes["link_ids"] = tuple(session.app.links.get(link).id for link in asked["links"])
    if asked["parts"]:
        changes["parts"] = tuple(Part(part) for part in asked["parts"])
    for name in ("sizes", "papers", "flyer_designs"):
        if asked[name]:
            changes[name] = asked[name]
    if asked["qr_mm"] is not None:
        changes["qr_mm"] = asked["qr_mm"]
    for name in ("logo", "picture"):
        if asked[name] is not None:
            changes[name] = session.app.kits.picture(asked[name])
    changed = replace(kit, **changes)
    return session.app.kits.with_values(changed, settings(asked["values"])) if asked["values"] else changed


def _document(session: Session, kit: "Kit") -> dict[str, Any]:
    return {
        "id": kit.id,
        "name": kit.name,
        "campaign": session.app.campaigns.get(kit.campaign_id).name,
        "for": kit.holder or None,
        "links": list(kit.link_ids),
        "parts": [part.value for part in kit.parts],
        "sizes": list(kit.sizes),
        "papers": list(kit.papers),
        "flyer_designs": list(kit.flyer_designs),
        "banner_design": kit.banner_design,
        "brand": kit.brand or None,
        "fields": {name: kit.values.get(name, "") for name in session.app.kits.variables(kit)},
        "mm": kit.qr_mm,
        "headline": kit.headline or None,
        "place": kit.place or None,
        "built_at": kit.built_at,
    }


def _stale(session: Session, kit: "Kit") -> list[dict[str, Any]]:
    return [
        {"path": each.path, "state": each.state.value, "because": list(each.because)}
        for each in session.app.kits.stale(kit.id)
    ]


def _stale_line(each: dict[str, Any]) -> str:
    because = f" ({', '.join(each['because'])})" if each["because"] else ""
    return f"{each['state']}: {each['path']}{because}"


def _answer(session: Session, kit: "Kit") -> None:
    found = _document(session, kit)
    session.answer(found, lines(found))


def _report(report: "KitReport") -> dict[str, Any]:
    from affiliate_desktop.studio.model import Artwork

    drawn = {artwork.file: artwork for artwork in report.artworks}
    paths = [report.place / file.path for file in report.files]
    made = [
        drawn.get(path, Artwork(path, None, None, file.bytes)) for path, file in zip(paths, report.files, strict=True)
    ]
    listed = zip(document(made, written=True)["files"], report.files, strict=True)
    files = [{**each, "sha256": file.sha256} for each, file in listed]
    if report.place.is_file():
        packed = Artwork(report.place, None, None, report.place.stat().st_size)
        files = [*document([packed], written=True)["files"], *files]
    failed = [{"path": path, "reason": reason} for path, reason in report.failed]
    return {"kit": report.kit.name, "place": str(report.place), "files": files, "failed": failed}


def _report_text(report: "KitReport") -> str:
    rows = [(file.path, f"{file.bytes:,}") for file in report.files]
    notes = [f"{each.file.name}: {note}" for each in report.artworks for note in each.notes]
    failed = [f"Not made: {path}. {reason}" for path, reason in report.failed]
    return "\n".join([table(("File", "Bytes"), rows, right=(1,)), *notes, *failed, f"The kit is in {report.place}."])
