"""Banners: a design at a size, painted on any device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Design, Frames
from affiliate_desktop.studio.model import BannerSize, BannerText
from affiliate_desktop.studio.paint import paint
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.sheet import SCREEN, Sheet, sheet_for


def load_pictures(picture: Path | None, logo: Path | None) -> dict[str, QImage]:
    """The user's pictures by the name that designs use.

    Raises:
        BadInput: when one cannot be used.
    """
    ensure_gui()
    named = {"picture": picture, "logo": logo}
    return {name: open_picture(file) for name, file in named.items() if file is not None}


def banner_texts(text: BannerText) -> dict[str, str]:
    """What a banner's words stand for, by variable."""
    return {**text.values, "headline": text.headline, "text": text.text, "cta": text.call_to_action}


@dataclass(frozen=True, slots=True)
class Banner:
    """One banner, ready to be painted.

    Attributes:
        size: in CSS pixels.
        frames, sheet: what is painted.
    """

    size: BannerSize
    frames: Frames
    sheet: Sheet

    def image(self, scale: int = 1, hidden: Sequence[str] = ()) -> tuple[QImage, tuple[str, ...]]:
        """The banner as pixels, and what a person should know of it.

        Args:
            scale: device pixels a CSS pixel.
            hidden: variables whose texts are not painted yet.
        """
        image = QImage(self.size.width * scale, self.size.height * scale, QImage.Format.Format_RGB32)
        plain = scale == self.sheet.dots and not hidden
        sheet = self.sheet if plain else replace(self.sheet, dots=float(scale), hidden=frozenset(hidden))
        with QPainter(image) as painter:
            if scale != 1:
                painter.scale(scale, scale)
            painted = paint(painter, self.frames, sheet)
        return image, painted.notes


def banner_of(design: Design, text: BannerText, size: BannerSize, pictures: Mapping[str, QImage]) -> Banner:
    """A banner of a design that says a text, with pictures that have been read.

    Raises:
        BadInput: a color that is none, a text that is far too long.
    """
    ensure_gui()
    frames, sheet = sheet_for(
        design,
        size.width,
        size.height,
        SCREEN,
        texts=banner_texts(text),
        pictures=pictures,
        colors={"background": text.background, "foreground": text.foreground, "accent": text.accent},
    )
    return Banner(size, frames, sheet)


def draw_banner(
    design: Design, text: BannerText, size: BannerSize, pictures: Mapping[str, QImage] | None = None, scale: int = 1
) -> tuple[QImage, tuple[str, ...]]:
    """One banner as pixels, and what a person should know of it: text that was left out or does not fit.

    Args:
        design: how it looks.
        text: what it says.
        size: in CSS pixels.
        pictures: those of the text and the design, where they have been read already.
        scale: device pixels a CSS pixel.
    """
    read = load_pictures(text.picture, text.logo) if pictures is None else pictures
    return banner_of(design, text, size, read).image(scale)
