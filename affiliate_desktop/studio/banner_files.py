"""One banner as files: every format, each as good as its weight ceiling allows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.studio.banner import Banner
from affiliate_desktop.studio.html5 import html5
from affiliate_desktop.studio.model import BannerFormat
from affiliate_desktop.studio.paint import paint
from affiliate_desktop.studio.png import within_weight
from affiliate_desktop.studio.raster import Made, jpeg, moving_gif, moving_webp, webp
from affiliate_desktop.studio.vector import svg

SUFFIXES: Mapping[BannerFormat, str] = MappingProxyType(
    {
        BannerFormat.PNG: ".png",
        BannerFormat.JPEG: ".jpg",
        BannerFormat.WEBP: ".webp",
        BannerFormat.SVG: ".svg",
        BannerFormat.GIF: ".gif",
        BannerFormat.MOVING_WEBP: "-animated.webp",
        BannerFormat.HTML5: ".zip",
    }
)
ON_PAGES = (
    BannerFormat.PNG,
    BannerFormat.JPEG,
    BannerFormat.WEBP,
    BannerFormat.SVG,
    BannerFormat.GIF,
    BannerFormat.MOVING_WEBP,
)
"""What an ``img`` element shows."""
_STILL: Mapping[BannerFormat, Callable[[QImage, int | None], Made]] = MappingProxyType(
    {BannerFormat.PNG: within_weight, BannerFormat.JPEG: jpeg, BannerFormat.WEBP: webp}
)
_BEFORE_MS, _LAST_MS = 1100, 2600
"""How long a frame of a moving banner stands; three plays of it end before the 15 s that networks allow."""


def file_name(banner: Banner, kind: BannerFormat, scale: int) -> str:
    """The name of a banner's file."""
    twice = f"@{scale}x" if scale != 1 and kind is not BannerFormat.SVG else ""
    return f"{banner.size.id}{twice}{SUFFIXES[kind]}"


class BannerFiles:
    """Makes a banner's files; what several of them need is drawn once.

    Args:
        banner: what is drawn.
        url: where a click leads.
        title: alternative text.
    """

    def __init__(self, banner: Banner, url: str, title: str) -> None:
        self.banner = banner
        self._url = url
        self._title = title
        self._drawn: dict[tuple[int, tuple[str, ...]], tuple[QImage, tuple[str, ...]]] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the banner itself."""
        return self._image(1)[1]

    def picture(self) -> QImage:
        """The whole banner at one pixel a CSS pixel."""
        return self._image(1)[0]

    def made(self, kind: BannerFormat, scale: int) -> Made:
        """A file's content, and what was given up for its ceiling."""
        most = self.banner.size.max_kb
        if kind in _STILL:
            return _STILL[kind](self._image(scale)[0], most)
        if kind is BannerFormat.SVG:
            return svg(self.banner.size.width, self.banner.size.height, self._title, self._outlined, most)
        frames = list(self._frames(scale))
        durations = [*[_BEFORE_MS] * (len(frames) - 1), _LAST_MS]
        if kind is BannerFormat.GIF:
            return moving_gif(frames, durations, most)
        if kind is BannerFormat.MOVING_WEBP:
            return moving_webp(frames, durations, most)
        delays = [_BEFORE_MS * step for step in range(1, len(frames))]
        return html5(frames, delays, self._url, self._title, most, scale)

    def _outlined(self, painter: QPainter) -> None:
        paint(painter, self.banner.frames, replace(self.banner.sheet, outlines=True))

    def _frames(self, scale: int) -> Iterator[QImage]:
        """How the banner builds up: the headline, then the text, then the button; what is the same is left out."""
        texts = self.banner.sheet.texts
        steps = [name for name in ("text", "cta") if texts.get(name, "").strip()]
        seen: list[QImage] = []
        for step in range(len(steps) + 1):
            image = self._image(scale, tuple(steps[step:]))[0]
            if not seen or image != seen[-1]:
                seen.append(image)
        yield from seen

    def _image(self, scale: int, hidden: tuple[str, ...] = ()) -> tuple[QImage, tuple[str, ...]]:
        key = (scale, hidden)
        if key not in self._drawn:
            self._drawn[key] = self.banner.image(scale, hidden)
        return self._drawn[key]
