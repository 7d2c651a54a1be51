"""A banner set of 20 sizes: drawn beside Pillow drawing the same art, and encoded beside one plain PNG of each.

Both fit the texts, place everything and draw it anew in every run; what Pillow is handed and how it is used is said in
``pillow_banners``. Drawing is measured by the clock, on one core and on all (Qt scales large pictures in threads of its
own, Pillow does not), and in CPU time.
"""

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

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


def _sizes() -> Sequence[BannerSize]:
    """The starter set first, then others until there are 20 of different measure."""
    unlike = {(size.width, size.height): size for size in sorted(banner_sizes(), key=lambda size: not size.starter)}
    return tuple(unlike.values())[:20]


DESIGN = DesignCatalog().get("banner")
PICTURES = load_pictures(PICTURE, None)


def _forget() -> None:
    """Forgets what was worked out for the set before: its texts, and how wide they are; its picture's sizes."""
    measured.cache_clear()
    forget_displays()
    forget_levels()


def _our_drawing() -> Iterator[QImage]:
    _forget()
    return (draw_banner(DESIGN, TEXT, size, PICTURES)[0] for size in _sizes())


def _their_drawing() -> Iterator[Image.Image]:
    forget()
    forget_displays()
    return (drawn_by_pillow(size, art_of(banner_of(DESIGN, TEXT, size, PICTURES))) for size in _sizes())


def _ms(drawing: Callable[[], Iterable[object]], clock: Callable[[Callable[[], object]], float] = seconds) -> float:
    """Time of drawing all; each is let go before the next, as it is when a set is written."""
    return clock(lambda: deque(drawing(), maxlen=0)) * 1000


def _encoded_set(kind: BannerFormat) -> Iterator[bytes]:
    """The whole set within its ceilings."""
    _forget()
    files = (BannerFiles(banner_of(DESIGN, TEXT, size, PICTURES), "https://shop.example/", "") for size in _sizes())
    return (each.made(kind, 1)[0] for each in files)


def _plain_set(images: Sequence[QImage]) -> Iterator[bytes]:
    return (encoded(image) for image in images)


def _on_one_core() -> dict[str, tuple[float, ...]]:
    """Milliseconds of both in a process that has one core, so that neither has threads to share the work."""
    command = [sys.executable, "-m", "tests.bench.banners"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    found: dict[str, tuple[float, ...]] = json.loads(done.stdout)
    return found


def _drawn(clock: Callable[[Callable[[], object]], float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return in_turn(partial(_ms, _our_drawing, clock), partial(_ms, _their_drawing, clock))


def measure() -> list[Row]:
    """Drawing, and drawing with encoding, in milliseconds a set."""
    beside = "Pillow, fitting and drawing the same"
    alone = _on_one_core()
    rows = [Row("drawing the set, on one core", alone["ours"], "ms", beside, alone["theirs"], GOAL, "times")]
    for what, clock in (("the same, on all cores", seconds), ("the same, CPU time", cpu_seconds)):
        drawn = _drawn(clock)
        rows.append(Row(what, drawn[0], "ms", beside, drawn[1], GOAL, "times"))
    images = list(_our_drawing())
    for kind in (BannerFormat.PNG, BannerFormat.JPEG, BannerFormat.WEBP):
        ours, plain = partial(_encoded_set, kind), partial(_plain_set, images)
        made = in_turn(partial(_ms, ours), partial(_ms, plain), 3)
        what = f"the whole set as {kind.value.upper()}, within its ceilings"
        rows.append(Row(what, made[0], "ms", "one plain PNG of each", made[1], goal=4, kind="times"))
    return rows


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(json.dumps(dict(zip(("ours", "theirs"), _drawn(seconds), strict=True))))
