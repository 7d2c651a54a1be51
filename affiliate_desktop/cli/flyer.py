"""``affiliate-desktop flyer``: a printable page with the code of a link."""

from functools import partial
from pathlib import Path

import click

from affiliate_desktop.cli.artwork import answer_artworks
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.session import Session, pass_session

_PICTURE = click.Path(path_type=Path, dir_okay=False)


@click.group("flyer")
def command() -> None:
    """Printable flyers with a QR code."""


@command.command()
@click.option("--link", required=True, metavar="LINK", help="By id or name.")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE.pdf",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option(
    "--paper",
    type=click.Choice(["A3", "A4", "A5", "A6", "Letter", "Legal", "Tabloid"], case_sensitive=False),
    help="Without it the workspace's setting, or the design's first where it is not made for that.",
)
@click.option("--headline", help="The link's name without it.")
@click.option("--text", default="", help="Below the headline; a line feed begins a paragraph.")
@click.option("--cta", default="Scan the code", show_default=True, help="Beside the code.")
@click.option("--picture", type=_PICTURE, metavar="FILE", help="PNG, JPEG, WebP or GIF.")
@click.option("--logo", type=_PICTURE, metavar="FILE")
@click.option("--shown-link", default="", help="The link as people read it; the page's address without its query.")
@click.option("--disclosure", help="The workspace's setting without it.")
@click.option("--background", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--foreground", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--accent", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--design", default="flyer", show_default=True, metavar="ID")
@click.option("--brand", default="", metavar="NAME", help="A brand's colors, fonts and logo, by its name or id.")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help="A variable of the design, as event.date.")
@click.option("--bleed", type=float, metavar="MM", help="Painted beyond the cut; 3 or the design's with --marks.")
@click.option("--marks", is_flag=True, help="Crop marks around the page.")
@click.option("--cmyk", is_flag=True, help="Colors for printing presses.")
@click.option("--per-sheet", type=click.IntRange(0), default=0, metavar="N", help="Cards on a sheet; 1: alone.")
@click.option("--copies", type=click.IntRange(1), metavar="N", help="N pages, each with a click reference of its own.")
@click.option("--force", is_flag=True, help="Write it even if its code would not scan.")
@pass_session
def render(
    session: Session,
    link: str,
    file: Path,
    paper: str | None,
    headline: str | None,
    text: str,
    cta: str,
    picture: Path | None,
    logo: Path | None,
    shown_link: str,
    disclosure: str | None,
    background: str,
    foreground: str,
    accent: str,
    design: str,
    brand: str,
    values: tuple[str, ...],
    bleed: float | None,
    marks: bool,
    cmyk: bool,
    per_sheet: int,
    copies: int | None,
    force: bool,
) -> None:
    """Render the flyer of a link as PDF; its code is read back from the page first.

    With --copies, pages or cards are numbered: the copies of the link are kept once every code was read. A design
    prints the click reference of each where it says {link.code}.
    """
    from affiliate_desktop.links.drafting import DraftCopies
    from affiliate_desktop.studio.flyer import shown_address
    from affiliate_desktop.studio.model import FlyerText, Paper, PrintOptions

    found = session.app.links.get(link)
    kept = session.app.preferences.load()
    flyer = FlyerText(
        headline=found.name if headline is None else headline,
        text=text,
        call_to_action=cta,
        picture=picture,
        logo=logo,
        shown_link=shown_link or shown_address(found.destination),
        disclosure=kept.disclosure if disclosure is None else disclosure,
        background=background,
        foreground=foreground,
        accent=accent,
        design=design,
        brand=brand.strip(),
        values=settings(values),
    )
    options, page = PrintOptions(bleed, marks, cmyk, per_sheet), Paper(paper or _usual_paper(session, design))
    studio = session.app.studio
    if copies is None:
        answer_artworks(session, lambda: (studio.flyer(found.url, flyer, page, file, options, force=force),))
        return
    drafts = DraftCopies(session.app.links)
    numbered = drafts.of((found.id,), copies)[found.id]
    make = partial(studio.flyers, numbered, flyer, page, file, options, progress=session.progress(), force=force)
    answer_artworks(session, lambda: (drafts.prove(lambda proven: make(proven=proven)).value,))


def _usual_paper(session: Session, design: str) -> str:
    """The workspace's, or the design's first where it is not made for that."""
    from affiliate_desktop.studio.model import Paper
    from affiliate_desktop.studio.papers import usual_paper

    return usual_paper(session.app.designs.get(design), Paper(session.app.preferences.load().paper)).value
