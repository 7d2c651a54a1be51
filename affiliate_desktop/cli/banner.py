"""``affiliate-desktop banner``: banner sets of a link."""

from pathlib import Path

import click

from affiliate_desktop.cli.artwork import answer_artworks
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

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
@click.option("--picture", type=_PICTURE, metavar="FILE", help="PNG, JPEG, WebP or GIF.")
@click.option("--logo", type=_PICTURE, metavar="FILE")
@click.option("--background", default="", metavar="#RRGGBB", help="The design's without it.")
@click.option("--foreground", default="", metavar="#RRGGBB", help="The design's without it.")
@click.option("--accent", default="", metavar="#RRGGBB", help="The design's without it.")
@click.option("--alt", default="", help="Alternative text of the pictures; the headline without it.")
@click.option("--design", default="banner", show_default=True, metavar="ID")
@click.option(
    "--sizes",
    default="starter",
    show_default=True,
    metavar="SIZES",
    help="Ids or WIDTHxHEIGHT with commas between them, “starter” or “all”.",
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
    sizes: str,
    force: bool,
) -> None:
    """Render the banners of a link as PNG, with snippets.html to copy their HTML from."""
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
    )
    chosen = choose_sizes([word for word in sizes.split(",") if word.strip()])
    studio, progress = session.app.studio, session.progress()
    answer_artworks(session, lambda: studio.banners(found.url, banner, folder, chosen, progress=progress, force=force))


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
