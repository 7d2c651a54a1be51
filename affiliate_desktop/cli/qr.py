"""``affiliate-desktop qr``: QR codes that are read back before they are written."""

from pathlib import Path

import click

from affiliate_desktop.cli.artwork import answer_artworks
from affiliate_desktop.cli.session import Session, pass_session


@click.group("qr")
def command() -> None:
    """QR codes that are proven to scan."""


@command.command()
@click.argument("url")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The suffix says the kind: .png, .svg or .pdf.",
)
@click.option(
    "--level",
    type=click.Choice(["L", "M", "Q", "H"], case_sensitive=False),
    default="M",
    show_default=True,
    help="Error correction: recovers about 7, 15, 25 or 30 %.",
)
@click.option("--mm", type=float, default=30.0, show_default=True, help="Printed edge with the quiet zone.")
@click.option("--dark", default="#000000", show_default=True, metavar="#RRGGBB")
@click.option("--light", default="#ffffff", show_default=True, metavar="#RRGGBB")
@click.option("--dpi", type=int, default=300, show_default=True, help="Of a PNG; what its pixels are at least.")
@click.option("--force", is_flag=True, help="Write it even if it would not scan.")
@pass_session
def make(
    session: Session, url: str, file: Path, level: str, mm: float, dark: str, light: str, dpi: int, force: bool
) -> None:
    """Make the code of URL, or of any text; no workspace is opened."""
    from affiliate_desktop.studio.model import Level, QrStyle
    from affiliate_desktop.studio.service import Studio

    style = QrStyle(level=Level(level.upper()), mm=mm, dark=dark, light=light, dpi=dpi)
    answer_artworks(session, lambda: (Studio().qr(url, file, style, force=force),))
