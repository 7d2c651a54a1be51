"""Banner sets: one design in many sizes, as PNG with the HTML that carries the tagged link."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.color import hexadecimal, rgb
from affiliate_desktop.studio.design import load_design, shape_of
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.model import Artwork, BannerSize, BannerText, Frame
from affiliate_desktop.studio.paint import Sheet, paint, painting
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.png import within_weight
from affiliate_desktop.studio.snippets import snippet, snippet_page

SNIPPETS = "snippets.html"
_LEGIBLE_PX = 9


def write_banners(
    url: str, text: BannerText, folder: Path, sizes: Sequence[BannerSize], progress: Progress
) -> tuple[Artwork, ...]:
    """Writes a PNG a size and a page of snippets: all of them, or none.

    Raises:
        BadInput: no size, no headline, an address that is no web address, a picture or color that cannot be used.
        Failed: when the folder cannot be written.
        Cancelled: when somebody asked to stop; nothing was written.
    """
    _check(url, text, sizes)
    pictures = load_pictures(text.picture, text.logo)
    with _all_or_none(folder) as beside:
        artworks = []
        for done, size in enumerate(sizes):
            progress.step(done, len(sizes), size.name)
            image, notes = draw_banner(text, size, pictures)
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


def draw_banner(
    text: BannerText, size: BannerSize, pictures: dict[str, QImage] | None = None
) -> tuple[QImage, tuple[str, ...]]:
    """One banner, and what a person should know of it: text that was left out or does not fit.

    Args:
        text: what it says and looks like.
        size: in pixels.
        pictures: those of the text, where they have been read already.
    """
    ensure_gui()
    frames = frames_for(text.design, size.width, size.height)
    sheet = Sheet(
        width=size.width,
        height=size.height,
        legible=_LEGIBLE_PX,
        dots=1.0,
        texts={"headline": text.headline, "text": text.text, "cta": text.call_to_action},
        pictures=load_pictures(text.picture, text.logo) if pictures is None else pictures,
        colors=checked_colors(text.background, text.foreground, text.accent),
    )
    image = QImage(QSize(size.width, size.height), QImage.Format.Format_RGB32)
    with painting(image) as painter:
        painted = paint(painter, frames, sheet)
    return image, painted.notes


def frames_for(design_id: str, width: float, height: float) -> tuple[Frame, ...]:
    """The frames of a design for the shape of a page, or for the nearest shape it has."""
    variants = load_design(design_id).variants
    shape = shape_of(width, height)
    if shape in variants:
        return variants[shape]
    return variants.get("page") or next(iter(variants.values()))


def checked_colors(background: str, foreground: str, accent: str) -> dict[str, str]:
    """The three colors by name.

    Raises:
        BadInput: when one is no color.
    """
    named = {"background": background, "foreground": foreground, "accent": accent}
    return {name: hexadecimal(rgb(color)) for name, color in named.items()}


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
