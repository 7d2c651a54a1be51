"""A change in the editor of designs: every page of a set of 12 is painted again, as small as it is shown.

The pages are those of the editor's row of previews: 12 banner sizes, each painted by the studio's painter. A move keeps
what was worked out for texts; another headline is fitted anew in every size. Beside it: one banner drawn whole.
"""

from dataclasses import replace
from itertools import count

from PySide6.QtCore import QSize

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import Design, Frame
from affiliate_desktop.studio.leaves import Leaf, Specimen, leaves, specimen, thumbnail
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.sample import sample_banner, sample_texts
from affiliate_desktop.studio.sizes import banner_sizes
from tests.bench.row import Row, seconds

TITLE = "Editor: a change repaints all previews of 12 sizes"
_RUNS, _SIZES = 15, 12
_ROOM = QSize(100, 66)
_LIMIT_MS = 50.0


def _pages(design: Design) -> tuple[Leaf, ...]:
    """The starter set, and as many other sizes as make twelve."""
    starters = leaves(design)
    more = [size for size in banner_sizes() if not size.starter][: _SIZES - len(starters)]
    others = [replace(starters[0], id=size.id, width=float(size.width), height=float(size.height)) for size in more]
    return (*starters, *others)


def _moved(design: Design, step: float) -> Design:
    """Every frame of every variant a little farther to the right."""

    def move(frame: Frame) -> Frame:
        left, top, width, height = frame.box
        return replace(frame, box=(left + step, top, width, height))

    return replace(design, variants={name: tuple(map(move, frames)) for name, frames in design.variants.items()})


def measure() -> list[Row]:
    """Wall milliseconds of painting all pages after a move, another color and another headline."""
    design = DesignCatalog().get("banner")
    pages, memories = _pages(design), [{} for _ in range(_SIZES)]  # type: ignore[var-annotated]
    folder = resource_folder() / "sample"
    pictures = {name: open_picture(folder / file) for name, file in (("picture", "picture.jpg"), ("logo", "logo.png"))}
    filled, number = specimen(sample_texts(design), pictures), count(1)

    def paint_all(edited: Design, words: Specimen) -> None:
        for page, memory in zip(pages, memories, strict=True):
            thumbnail(edited, page, words, _ROOM, memory)

    def move() -> None:
        paint_all(_moved(design, next(number) / 2000), filled)

    def color() -> None:
        accent = f"#{(next(number) * 7919) % 0xFFFFFF:06x}"
        paint_all(replace(design, colors={**design.colors, "accent": accent}), filled)

    def headline() -> None:
        texts = {**filled.texts, "headline": f"Boots for {next(number)} warm weekends"}
        paint_all(design, replace(filled, texts=texts))

    size = next(size for size in banner_sizes() if (size.width, size.height) == (1080, 1080))
    whole = tuple(
        1000 * seconds(lambda: draw_banner(design, sample_banner(design), size, pictures)) for _ in range(_RUNS)
    )
    rows = []
    for what, change in (("a move", move), ("another color", color), ("another headline", headline)):
        change()
        samples = tuple(1000 * seconds(change) for _ in range(_RUNS))
        rows.append(Row(what, samples, "ms", "one 1080 x 1080 banner", whole, goal=_LIMIT_MS, kind="at most"))
    return rows
