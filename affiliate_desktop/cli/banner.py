"""``affiliate-desktop banner``: banner sets of a link."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from affiliate_desktop.cli.artwork import answer_artworks, as_text, document
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.studio.banner_table import BannerSet
    from affiliate_desktop.studio.model import BannerOptions

_PICTURE = click.Path(path_type=Path, dir_okay=False)


@click.group("banner")
def command() -> None:
    """Banner sets with HTML snippets."""


@command.command()
@click.option("--link", required=True, metavar="LINK", help="By id or name.")
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Made where it does not exist.",
)
@click.option("--headline", help="The link's name without it.")
@click.option("--cta", default="Learn more", show_default=True, help="On the button; an empty one leaves it out.")
@click.option("--text", default="", help="A line below the headline.")
@click.option("--picture", type=_PICTURE, metavar="FILE", help="PNG, JPEG, WebP, GIF or SVG.")
@click.option("--logo", type=_PICTURE, metavar="FILE")
@click.option("--background", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--foreground", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--accent", default="", metavar="#RRGGBB", help="The brand's or design's without it.")
@click.option("--alt", default="", help="Alternative text of the pictures; the headline without it.")
@click.option("--design", default="banner", show_default=True, metavar="ID")
@click.option("--brand", default="", metavar="NAME", help="A brand's colors, fonts and logo, by its name or id.")
@click.option(
    "--sizes",
    default="starter",
    show_default=True,
    metavar="SIZES",
    help="Ids or WIDTHxHEIGHT with commas between them, “starter” or “all”.",
)
@click.option(
    "--formats",
    default="png",
    show_default=True,
    metavar="FORMATS",
    help="png, jpeg, webp, svg, gif and animated-webp (moving), html5 (a zip), with commas between them.",
)
@click.option("--scale", default="1", show_default=True, metavar="1,2", help="Pixels for each pixel of the size.")
@click.option("--contact-sheet", "sheet", is_flag=True, help="Add a PDF with all banners on it.")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help="A variable of the design, such as offer.")
@click.option(
    "--table",
    type=_PICTURE,
    metavar="FILE",
    help="CSV or XLSX: a set for each row, in a folder of its own; a row that fails is told, and ends the call with 1.",
)
@click.option("--force", is_flag=True, help="Write codes that would not scan; banners hold none.")
@pass_session
def render(
    session: Session,
    link: str,
    folder: Path,
    headline: str | None,
    cta: str,
    text: str,
    picture: Path | None,
    logo: Path | None,
    background: str,
    foreground: str,
    accent: str,
    alt: str,
    design: str,
    brand: str,
    sizes: str,
    formats: str,
    scale: str,
    sheet: bool,
    values: tuple[str, ...],
    table: Path | None,
    force: bool,
) -> None:
    """Render the banners of a link, with snippets.html to copy their HTML from."""
    from affiliate_desktop.studio.model import BannerText
    from affiliate_desktop.studio.sizes import choose_sizes

    found = session.app.links.get(link)
    banner = BannerText(
        headline=found.name if headline is None else headline,
        call_to_action=cta,
        text=text,
        picture=picture,
        logo=logo,
        background=background,
        foreground=foreground,
        accent=accent,
        alt=alt,
        design=design,
        brand=brand.strip(),
        values=settings(values),
    )
    chosen = choose_sizes([word for word in sizes.split(",") if word.strip()])
    options = _options(formats, scale, sheet=sheet)
    studio, progress = session.app.studio, session.progress()
    if table is not None:
        _answer_sets(session, studio.banner_sets(table, found.url, banner, folder, chosen, options, progress=progress))
        return
    answer_artworks(
        session, lambda: studio.banners(found.url, banner, folder, chosen, options, progress=progress, force=force)
    )


def _options(formats: str, scale: str, *, sheet: bool) -> "BannerOptions":
    from affiliate_desktop.studio.model import BannerFormat, BannerOptions

    words = [word.strip().lower() for word in formats.split(",") if word.strip()]
    unknown = [word for word in words if word not in set(BannerFormat)]
    if unknown or not words:
        raise click.BadParameter(f"choose of {', '.join(BannerFormat)}", param_hint="--formats")
    scales = [word.strip() for word in scale.split(",")]
    if not scales or not set(scales) <= {"1", "2"}:
        raise click.BadParameter("choose 1, 2 or 1,2", param_hint="--scale")
    return BannerOptions(tuple(map(BannerFormat, words)), tuple(map(int, scales)), sheet)


def _answer_sets(session: Session, sets: "Sequence[BannerSet]") -> None:
    """The files of all rows; what failed is named, and ends the call with 1."""
    artworks = [artwork for each in sets for artwork in each.artworks]
    failed = [{"line": each.line, "name": each.name, "reason": str(each.failure)} for each in sets if each.failure]
    words = [f"line {each['line']} ({each['name']}): {each['reason']}" for each in failed]
    session.answer({**document(artworks, written=True), "failed": failed}, "\n".join([as_text(artworks), *words]))
    session.exit_code = 1 if failed else 0


@command.command()
@pass_session
def sizes(session: Session) -> None:
    """List the banner sizes; no workspace is opened."""
    from affiliate_desktop.studio.sizes import banner_sizes

    keys = ("id", "name", "width", "height", "group", "max_kb", "starter")
    documents = [{key: getattr(size, key) for key in keys} for size in banner_sizes()]
    rows = [[*(each[key] for key in keys[:-1]), "yes" if each["starter"] else ""] for each in documents]
    heads = ("Id", "Name", "Width", "Height", "Group", "At most kB", "Starter")
    session.answer({"sizes": documents}, table(heads, rows, right=(2, 3, 5)))
