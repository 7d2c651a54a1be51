"""Banner sets: one design in many sizes, as PNG with the HTML that carries the tagged link."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import Artwork, BannerSize, BannerText
from affiliate_desktop.studio.paint import paint, painting
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.png import within_weight
from affiliate_desktop.studio.sheet import SCREEN, Medium, sheet_for
from affiliate_desktop.studio.snippets import snippet, snippet_page

SNIPPETS = "snippets.html"


def write_banners(
    url: str, text: BannerText, folder: Path, sizes: Sequence[BannerSize], progress: Progress, designs: DesignSource
) -> tuple[Artwork, ...]:
    """Writes a PNG a size and a page of snippets: all of them, or none.

    Raises:
        BadInput: no size, no headline, an address that is no web address, a picture or color that cannot be used.
        Failed: when the folder cannot be written.
        Cancelled: when somebody asked to stop; nothing was written.
    """
    _check(url, text, sizes)
    design = designs.get(text.design)
    pictures = {**designs.pictures(design), **load_pictures(text.picture, text.logo)}
    with _all_or_none(folder) as beside:
        artworks = []
        for done, size in enumerate(sizes):
            progress.step(done, len(sizes), size.name)
            image, notes = draw_banner(design, text, size, pictures)
            content, spared = within_weight(image, size.max_kb)
            file = folder / f"{size.id}.png"
            write_bytes(beside / file.name, content)
            html = snippet(url, file.name, size, text.alt or text.headline)
            artworks.append(Artwork(file, size.width, size.height, len(content), (), (*notes, *spared), html))
        write_bytes(beside / SNIPPETS, snippet_page(text.headline, artworks).encode())
        progress.step(len(sizes), len(sizes))
    return tuple(artworks)


def _check(url: str, text: BannerText, sizes: Sequence[BannerSize]) -> None:
    if not url.lower().startswith(("http://", "https://")):
        raise BadInput("banner_link", "“{url}” is no web address; it must begin with https://.", url=url[:80])
    if not text.headline.strip():
        raise BadInput("banner_headline", "The banner has no headline; write a few words.")
    if not sizes:
        raise BadInput("banner_sizes", "No banner size was chosen.")


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


def draw_banner(
    design: Design,
    text: BannerText,
    size: BannerSize,
    pictures: Mapping[str, QImage] | None = None,
    scale: int = 1,
) -> tuple[QImage, tuple[str, ...]]:
    """One banner, and what a person should know of it: text that was left out or does not fit.

    Args:
        design: how it looks.
        text: what it says.
        size: in CSS pixels.
        pictures: those of the text and the design, where they have been read already.
        scale: device pixels a CSS pixel.
    """
    ensure_gui()
    frames, sheet = sheet_for(
        design,
        size.width,
        size.height,
        Medium(SCREEN.legible, float(scale)),
        texts=banner_texts(text),
        pictures=load_pictures(text.picture, text.logo) if pictures is None else pictures,
        colors={"background": text.background, "foreground": text.foreground, "accent": text.accent},
    )
    image = QImage(QSize(size.width * scale, size.height * scale), QImage.Format.Format_RGB32)
    with painting(image) as painter:
        painter.scale(scale, scale)
        painted = paint(painter, frames, sheet)
    return image, painted.notes


@contextmanager
def _all_or_none(folder: Path) -> Iterator[Path]:
    """A folder beside the finished files, whose files are put in place at the end, or not at all."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".banners-", dir=folder))
    except OSError as error:
        raise Failed(
            "cannot_write",
            "“{file}” cannot be written: {reason}. Choose another folder or make room.",
            file=str(folder),
            reason=error.strerror or str(error),
        ) from error
    try:
        yield beside
        for file in sorted(beside.iterdir()):
            file.replace(folder / file.name)
        made = False
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
