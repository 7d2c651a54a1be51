"""A banner set of 20 sizes: drawn beside Pillow drawing the same art, and encoded beside one plain PNG of each.

Both fit the texts, place everything and draw it anew in every run; what Pillow is handed and how it is used is said in
``pillow_banners``. Drawing is measured by the clock and in CPU time, over some sets in a row, each drawn anew: a single
one takes us little longer than the machine needs to turn from the other's code and data to ours.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from PIL import Image
from PySide6.QtGui import QImage

from affiliate_desktop.studio.banner import banner_of, draw_banner, load_pictures
from affiliate_desktop.studio.banner_files import BannerFiles
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.display import forget_displays
from affiliate_desktop.studio.levels import forget_levels
from affiliate_desktop.studio.measure import measured
from affiliate_desktop.studio.model import BannerFormat, BannerSize, BannerText
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.sizes import banner_sizes
from tests.bench.pillow_banners import PICTURE, art_of, drawn_by_pillow, forget
from tests.bench.row import Row, cpu_seconds, in_turn, seconds

TITLE = "A banner set of 20 sizes"
TEXT = BannerText("Boots for the first warm weekend", "See the boots", "Our spring trail guide")
GOAL = 1 / 8
_SETS = 4


def _sizes() -> Sequence[BannerSize]:
    """The starter set first, then others until there are 20 of different measure."""
    unlike = {(size.width, size.height): size for size in sorted(banner_sizes(), key=lambda size: not size.starter)}
    return tuple(unlike.values())[:20]


SIZES = _sizes()
DESIGN = DesignCatalog().get("banner")
PICTURES = load_pictures(PICTURE, None)


def _forget() -> None:
    """Forgets what was worked out for the set before: its texts, and how wide they are; its picture's sizes."""
    measured.cache_clear()
    forget_displays()
    forget_levels()


def _our_drawing() -> Iterator[QImage]:
    _forget()
    return (draw_banner(DESIGN, TEXT, size, PICTURES)[0] for size in SIZES)


def _their_drawing() -> Iterator[Image.Image]:
    forget()
    forget_displays()
    return (drawn_by_pillow(size, art_of(banner_of(DESIGN, TEXT, size, PICTURES))) for size in SIZES)


def _ms(
    drawing: Callable[[], Iterable[object]], clock: Callable[[Callable[[], object]], float] = seconds, sets: int = 1
) -> float:
    """Time of drawing all, a set; each is let go before the next, as it is when a set is written."""

    def draw() -> None:
        for _ in range(sets):
            deque(drawing(), maxlen=0)

    return clock(draw) * 1000 / sets


def _encoded_set(kind: BannerFormat) -> Iterator[bytes]:
    """The whole set within its ceilings."""
    _forget()
    files = (BannerFiles(banner_of(DESIGN, TEXT, size, PICTURES), "https://shop.example/", "") for size in SIZES)
    return (each.made(kind, 1)[0] for each in files)


def _plain_set(images: Sequence[QImage]) -> Iterator[bytes]:
    return (encoded(image) for image in images)


def measure() -> list[Row]:
    """Drawing, and drawing with encoding, in milliseconds a set."""
    rows = []
    for what, clock in (("drawing the set", seconds), ("the same, CPU time", cpu_seconds)):
        drawn = in_turn(partial(_ms, _our_drawing, clock, _SETS), partial(_ms, _their_drawing, clock, _SETS))
        rows.append(Row(what, drawn[0], "ms", "Pillow, fitting and drawing the same", drawn[1], GOAL, "times"))
    images = list(_our_drawing())
    for kind in (BannerFormat.PNG, BannerFormat.JPEG, BannerFormat.WEBP):
        ours, plain = partial(_encoded_set, kind), partial(_plain_set, images)
        made = in_turn(partial(_ms, ours), partial(_ms, plain), 3)
        what = f"the whole set as {kind.value.upper()}, within its ceilings"
        rows.append(Row(what, made[0], "ms", "one plain PNG of each", made[1], goal=4, kind="times"))
    return rows
