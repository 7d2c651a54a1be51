"""Brand kits: checked, and applied to a design."""

from collections.abc import Mapping
from dataclasses import replace

from affiliate_desktop.core.names import clean_name
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.color import contrast, hexadecimal, readable_on, rgb
from affiliate_desktop.studio.frames import Brand, Design

_READABLE = 4.5
_MOST_LOGOS = 12


def checked_brand(brand: Brand) -> Brand:
    """The brand with clean names and colors.

    Raises:
        BadInput: a name that is missing, a color that is none, a font's name that is none, too many logos.
    """
    colors = {name: hexadecimal(rgb(color)) for name, color in brand.colors.items() if color.strip()}
    fonts = {name: clean_name(font, longest=100) for name, font in brand.fonts.items() if font.strip()}
    if not set(fonts) <= {"heading", "body"}:
        raise BadInput("bad_brand", "A brand has a font for headings and one for the body, no others.")
    if len(brand.logos) > _MOST_LOGOS:
        raise BadInput("bad_brand", "A brand has at most {most} logos.", most=_MOST_LOGOS)
    return replace(brand, name=clean_name(brand.name), colors=colors, fonts=fonts)


def with_brand(design: Design, brand: Brand) -> Design:
    """The design in a brand's colors and fonts; what the brand does not say stays.

    Where the brand names a background but no text color (or the other way round), and the design's own could not be
    read on it, near-black or white takes its place.
    """
    colors = {**design.colors, **brand.colors}
    ground, text = colors["background"], colors["foreground"]
    if contrast(ground, text) < _READABLE:
        if "foreground" not in brand.colors:
            colors["foreground"] = readable_on(ground)
        elif "background" not in brand.colors:
            colors["background"] = readable_on(text)
    return replace(design, colors=colors, fonts={**design.fonts, **brand.fonts})


def changes_of(design: Design, brand: Brand) -> Mapping[str, str]:
    """The colors that a brand would change in a design, by name."""
    made = with_brand(design, brand).colors
    return {name: color for name, color in made.items() if design.colors.get(name) != color}
