"""``affiliate-desktop design brand``: colors, fonts and logos that make designs look like one sender's."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.studio.frames import Brand

_COLOR, _FONT = "#RRGGBB", "FAMILY"
_OPTIONS = (
    click.option("--background", metavar=_COLOR),
    click.option("--foreground", metavar=_COLOR, help="Of texts."),
    click.option("--accent", metavar=_COLOR),
    click.option("--heading", metavar=_FONT, help="Font of headings."),
    click.option("--body", metavar=_FONT, help="Font of texts."),
    click.option("--logo", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE"),
)


def _look(function: Any) -> Any:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.group("brand")
def command() -> None:
    """Brands: colors, fonts and a logo of one sender, put into any design."""


@command.command("list")
@pass_session
def list_brands(session: Session) -> None:
    """List the brands."""
    brands = session.app.designs.brands()
    rows = [
        (str(each.id), each.name, " ".join(each.colors.values()), ", ".join(each.fonts.values()), len(each.logos))
        for each in brands
    ]
    session.answer(
        {"brands": [_document(each) for each in brands]}, table(("Id", "Name", "Colors", "Fonts", "Logos"), rows)
    )


@command.command()
@click.argument("brand")
@pass_session
def show(session: Session, brand: str) -> None:
    """Show a brand."""
    _answer(session, session.app.designs.brand(brand))


@command.command()
@click.argument("name")
@_look
@pass_session
def add(session: Session, /, name: str, logo: Path | None, **look: str | None) -> None:
    """Add a brand. What is not named stays as each design has it."""
    from affiliate_desktop.studio.frames import Brand

    designs = session.app.designs
    brand = _with_look(Brand(name), look)
    if not brand.colors and not brand.fonts and logo is None:
        raise BadInput("empty_brand", "Give the brand a color, a font or a logo at least.")
    logos = (designs.keep_logo(logo),) if logo is not None else ()
    _answer(session, designs.save_brand(replace(brand, logos=logos)).value)


@command.command()
@click.argument("brand")
@click.option("--name", metavar="NAME", help="Rename it.")
@_look
@click.option("--no-logo", is_flag=True, help="Take its logo out.")
@pass_session
def edit(
    session: Session, /, brand: str, name: str | None, logo: Path | None, *, no_logo: bool, **look: str | None
) -> None:
    """Change a brand; an empty value takes a color or font out."""
    designs = session.app.designs
    made = _with_look(designs.brand(brand), look)
    if logo is not None:
        made = replace(made, logos=(designs.keep_logo(logo), *made.logos[1:]))
    elif no_logo:
        made = replace(made, logos=made.logos[1:])
    _answer(session, designs.save_brand(replace(made, name=name or made.name)).value)


@command.command()
@click.argument("brand")
@pass_session
def remove(session: Session, brand: str) -> None:
    """Remove a brand; it can be undone. Designs that were made with it stay as they are."""
    found = session.app.designs.brand(brand)
    session.app.designs.remove_brand(found.id)
    session.answer({"removed": found.name}, f"“{found.name}” was removed.")


@command.command()
@click.argument("brand")
@click.argument("design")
@click.option("--name", metavar="NAME", help="Of the new design; that of both where it is not given.")
@pass_session
def apply(session: Session, brand: str, design: str, name: str | None) -> None:
    """Keep a copy of a design in a brand's colors, fonts and logo as your own."""
    made = session.app.designs.branded(design, brand, name or "").value
    session.answer({"design": {"id": made.id, "name": made.name, "kind": made.kind}}, f"{made.id}")


def _with_look(brand: "Brand", look: dict[str, str | None]) -> "Brand":
    said = {name: value.strip() for name, value in look.items() if value is not None}
    fonts: dict[str, str] = {name: said.pop(name) for name in ("heading", "body") if name in said}
    return replace(brand, colors={**brand.colors, **said}, fonts={**brand.fonts, **fonts})


def _answer(session: Session, brand: "Brand") -> None:
    colors = ", ".join(f"{name} {color}" for name, color in brand.colors.items())
    fonts = ", ".join(f"{name} {font}" for name, font in brand.fonts.items())
    text = "\n".join(line for line in (f"{brand.id} {brand.name}", colors, fonts) if line)
    session.answer({"brand": _document(brand)}, text)


def _document(brand: "Brand") -> dict[str, Any]:
    return {
        "id": brand.id,
        "name": brand.name,
        "colors": dict(brand.colors),
        "fonts": dict(brand.fonts),
        "logos": list(brand.logos),
    }
