"""``affiliate-desktop qr``: QR codes that are read back before they are written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from affiliate_desktop.cli.artwork import answer_artworks
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.session import Session, pass_session

if TYPE_CHECKING:
    from affiliate_desktop.studio.model import QrStyle

Function = TypeVar("Function", bound=Callable[..., Any])
_STYLE = (
    click.option(
        "--level",
        type=click.Choice(["L", "M", "Q", "H"], case_sensitive=False),
        default="M",
        show_default=True,
        help="Error correction: recovers about 7, 15, 25 or 30 %.",
    ),
    click.option("--mm", type=float, default=30.0, show_default=True, help="Printed edge with the quiet zone."),
    click.option("--dark", default="#000000", show_default=True, metavar="#RRGGBB"),
    click.option("--light", default="#ffffff", show_default=True, metavar="#RRGGBB"),
    click.option(
        "--modules",
        type=click.Choice(["square", "rounded", "dot", "diamond", "bar"]),
        default="square",
        show_default=True,
        help="Shape of the modules.",
    ),
    click.option(
        "--eyes",
        type=click.Choice(["square", "rounded", "circle", "leaf"]),
        default="square",
        show_default=True,
        help="Shape of the finder patterns.",
    ),
    click.option("--gradient", type=click.Choice(["none", "down", "diagonal", "radial"]), default="none"),
    click.option("--fade", default="", metavar="#RRGGBB", help="The color at the end of the gradient."),
    click.option("--eye", default="", metavar="#RRGGBB", help="Color of the finder patterns."),
    click.option(
        "--logo",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="In the middle: PNG, JPEG, WebP or GIF. Needs level M, Q or H.",
    ),
    click.option(
        "--logo-share",
        type=float,
        default=0.0,
        metavar="PERCENT",
        help="Of the code that the logo covers; as much as the level bears without it.",
    ),
    click.option("--dpi", type=int, default=300, show_default=True, help="Of the printer; a PNG's pixels follow it."),
    click.option("--distance", type=float, default=0.0, metavar="METERS", help="How far readers stand away."),
)


def style_options(function: Function) -> Function:
    """The options that say what codes look like; :func:`style_of` makes a style of them."""
    for option in reversed(_STYLE):
        function = option(function)
    return function


def style_of(given: dict[str, Any]) -> "QrStyle":
    """The style that the options name."""
    from affiliate_desktop.studio.model import Level, QrStyle
    from affiliate_desktop.studio.qr_style import EyeShape, Gradient, ModuleShape, QrLook

    look = QrLook(
        modules=ModuleShape(given["modules"]),
        eyes=EyeShape(given["eyes"]),
        gradient=Gradient(given["gradient"]) if not given["fade"] or given["gradient"] != "none" else Gradient.DOWN,
        fade=given["fade"],
        eye=given["eye"],
        logo=given["logo"],
        logo_share=given["logo_share"] / 100,
    )
    return QrStyle(
        level=Level(given["level"].upper()),
        mm=given["mm"],
        dark=given["dark"],
        light=given["light"],
        dpi=given["dpi"],
        distance_mm=given["distance"] * 1000,
        look=look,
    )


@click.group("qr")
def command() -> None:
    """QR codes that are proven to scan."""


@command.command()
@click.argument("url", required=False)
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The suffix says the kind: .png, .svg, .pdf or .eps.",
)
@click.option(
    "--kind",
    type=click.Choice(["url", "vcard", "wifi", "email", "phone", "event", "text"]),
    help="What the code says, made of --set values; “qr kinds” lists them.",
)
@click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="A value of the kind.")
@style_options
@click.option("--force", is_flag=True, help="Write it even if it would not scan.")
@pass_session
def make(
    session: Session,
    /,
    url: str | None,
    file: Path,
    kind: str | None,
    values: tuple[str, ...],
    force: bool,
    **given: Any,
) -> None:
    """Make the code of URL, or of any text, or of a --kind; no workspace is opened."""
    from affiliate_desktop.studio.service import Studio

    studio, style = Studio(), style_of(given)
    text = _text(url, kind, values)
    advice = studio.qr_advice(text, style)
    answer_artworks(session, lambda: (studio.qr(text, file, style, force=force),), advice=advice)


def _text(url: str | None, kind: str | None, values: tuple[str, ...]) -> str:
    if kind is None and not values:
        if url is None:
            message = "Give the URL, or a --kind with its --set values."
            raise click.UsageError(message)
        return url
    from affiliate_desktop.studio.payloads import KINDS, payload

    given = settings(values)
    kind = kind or "url"
    if url is not None:
        given.setdefault(KINDS[kind].fields[0].name, url)
    return payload(kind, given)


@command.command()
@pass_session
def kinds(session: Session) -> None:
    """List the kinds of codes and what --set takes for each."""
    from affiliate_desktop.cli.table import table
    from affiliate_desktop.studio.payloads import KINDS

    documents = [
        {
            "id": kind.id,
            "title": kind.title,
            "values": [
                {"name": each.name, "title": each.title, "required": each.required, "choices": list(each.choices)}
                for each in kind.fields
            ],
        }
        for kind in KINDS.values()
    ]
    rows = [
        (
            kind.id,
            kind.title,
            ", ".join(each.name for each in kind.fields if each.required),
            ", ".join(each.name for each in kind.fields if not each.required),
        )
        for kind in KINDS.values()
    ]
    session.answer({"kinds": documents}, table(("Kind", "Title", "Needs", "Takes"), rows))


@command.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@pass_session
def check(session: Session, files: tuple[Path, ...]) -> None:
    """Read every code of a picture (PNG, JPEG, WebP, GIF) or a PDF, and judge each."""
    from affiliate_desktop.studio.model import Verdict
    from affiliate_desktop.studio.service import Studio

    found = [artwork for file in files for artwork in Studio().check(file)]
    answer_artworks(session, lambda: found, written=False)
    if any(artwork.verdict is Verdict.RED or not artwork.codes for artwork in found):
        session.exit_code = 1
