"""Options of every command that draws codes: what they look like."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

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
        help="In the middle: PNG, JPEG, WebP, GIF or SVG. Needs level M, Q or H.",
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
