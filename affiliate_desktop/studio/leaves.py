"""The pages that a design makes, with words and pictures in it: what an editor shows side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from affiliate_desktop.studio.arranging import PART, frames_at
from affiliate_desktop.studio.design import variant_of
from affiliate_desktop.studio.fonts import ensure_gui
from affiliate_desktop.studio.frames import Design, FrameKind, Frames
from affiliate_desktop.studio.matrix import Matrix, matrix
from affiliate_desktop.studio.model import Level, Paper
from affiliate_desktop.studio.paint import cells_of, paint
from affiliate_desktop.studio.papers import PAPER_MM
from affiliate_desktop.studio.places import area_of, lies_across
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.sample import URL, sample_texts
from affiliate_desktop.studio.sheet import PRINT, SCREEN, UNITS_A_MM, Sheet, sheet_for
from affiliate_desktop.studio.sizes import banner_sizes

LABEL_UNITS = 400
"""Shorter edge of the labels that stand for those of each shape, in tenths of a millimeter."""
_LABELS = {"leaderboard": "Long", "rectangle": "Wide", "square": "Square", "story": "Upright", "skyscraper": "Strip"}
SMALL = 400
"""Longest edge of the copies of pictures that small pages are painted from, in pixels."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a design.

    Attributes:
        id: of the banner size, the paper, the shape of a label or the part.
        name: what people call it.
        spot: the variant, or ``part.NAME``, whose frames it shows.
        width, height: in units: pixels, or tenths of a millimeter.
        unit: ``px`` or ``mm``.
    """

    id: str
    name: str
    spot: str
    width: float
    height: float
    unit: str

    @property
    def units(self) -> float:
        """Units of the page in one of what people count in, a pixel or a millimeter."""
        return UNITS_A_MM if self.unit == "mm" else 1.0


@dataclass(frozen=True, slots=True)
class Specimen:
    """What fills a design while it is edited.

    Attributes:
        texts: by variable.
        pictures: by name; small: the same, small.
        codes: by name.
    """

    texts: Mapping[str, str]
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    small: Mapping[str, QImage] = field(default_factory=dict)
    codes: Mapping[str, Matrix] = field(default_factory=dict)

    def with_pictures(self, pictures: Mapping[str, QImage]) -> "Specimen":
        """The specimen with these pictures only."""
        kept = {name: self.small[name] for name, image in pictures.items() if self.pictures.get(name) is image}
        small = {name: kept.get(name) or _small(image) for name, image in pictures.items()}
        return replace(self, pictures=dict(pictures), small=small)


def specimen(texts: Mapping[str, str], pictures: Mapping[str, QImage]) -> Specimen:
    """A specimen of words and pictures, with a code of a sample link."""
    return Specimen(texts, codes={"link": matrix(URL, Level.M)}).with_pictures(pictures)


def leaves(design: Design) -> tuple[Leaf, ...]:
    """The pages of a design: starter banners, the papers it is for or a label of each shape; then its parts."""
    if design.kind == "banner":
        sizes = [size for size in banner_sizes() if size.starter]
        pages = [_leaf(design, size.id, size.name, (size.width, size.height), "px") for size in sizes]
    elif design.kind == "label" and not design.page.fixed:
        pages = [_label(design, shape) for shape in design.variants]
    elif design.page.fixed:
        scale = UNITS_A_MM if design.page.unit == "mm" else 1
        size = (design.page.width * scale, design.page.height * scale)
        pages = [_leaf(design, "page", design.name, size, design.page.unit)]
    else:
        papers = [Paper(name) for name in design.page.papers] or list(Paper)
        sizes_mm = [(paper, PAPER_MM[paper]) for paper in papers]
        pages = [
            _leaf(design, paper.value, paper.value, (width * UNITS_A_MM, height * UNITS_A_MM), "mm")
            for paper, (width, height) in sizes_mm
        ]
    return (*pages, *(part for name in design.parts if (part := _part(design, name, pages))))


def _leaf(design: Design, ident: str, name: str, size: tuple[float, float], unit: str) -> Leaf:
    return Leaf(ident, name, variant_of(design, *size), size[0], size[1], unit)


def _label(design: Design, shape: str) -> Leaf:
    width, height = design.reference(shape)
    scale = LABEL_UNITS / min(width, height)
    return _leaf(design, shape, _LABELS.get(shape, shape.capitalize()), (width * scale, height * scale), "mm")


def _part(design: Design, name: str, pages: list[Leaf]) -> Leaf | None:
    """The page of a part: a cell of the first page that repeats it."""
    for page in pages:
        for frame in design.variants[page.spot]:
            if frame.kind is FrameKind.PART and frame.content == name:
                _, sheet = _whole(design, page, Specimen({}))
                cell = cells_of(frame, area_of(frame, sheet), sheet)[0].size()
                size = cell.transposed() if lies_across(frame.turn) else cell
                spot = f"{PART}{name}"
                return Leaf(spot, name.replace("_", " ").capitalize(), spot, size.width(), size.height(), page.unit)
    return None


def leaf_sheet(design: Design, leaf: Leaf, filled: Specimen, *, small: bool = False) -> tuple[Frames, Sheet]:
    """The frames of a page, and the sheet to paint them on.

    Raises:
        BadInput: when a text is far too long or a color is none.
    """
    ensure_gui()
    frames, sheet = _whole(design, leaf, filled)
    if small:
        sheet = replace(sheet, pictures=filled.small)
    if leaf.spot.startswith(PART):
        return frames_at(design, leaf.spot), replace(sheet, reference=None)
    return frames, sheet


def _whole(design: Design, leaf: Leaf, filled: Specimen) -> tuple[Frames, Sheet]:
    medium = PRINT if leaf.unit == "mm" else SCREEN
    return sheet_for(
        design, leaf.width, leaf.height, medium, texts=filled.texts, pictures=filled.pictures, codes=filled.codes
    )


def safe_of(design: Design, leaf: Leaf) -> float:
    """How far texts and codes stay away from the page's edges, in its units."""
    if leaf.spot.startswith(PART):
        return 0.0
    return design.page.safe * (leaf.units if design.page.fixed else min(leaf.width, leaf.height))


def bleed_of(design: Design, leaf: Leaf) -> float:
    """How far the page is painted past its edges, in its units."""
    return 0.0 if leaf.spot.startswith(PART) else design.page.bleed * leaf.units


def thumbnail(design: Design, leaf: Leaf, filled: Specimen, room: QSize, memory: dict[Any, Any]) -> QImage:
    """A page as large as a room allows, painted at that scale.

    Args:
        design: what is painted.
        leaf: the page.
        filled: what is in it.
        room: in device pixels.
        memory: what was worked out for this page before; see ``Sheet.memory``.
    """
    frames, sheet = leaf_sheet(design, leaf, filled, small=True)
    size = QSizeF(leaf.width, leaf.height).scaled(QSizeF(room), Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(max(1, round(size.width())), max(1, round(size.height())), QImage.Format.Format_RGB32)
    scale = image.width() / leaf.width
    with QPainter(image) as painter:
        painter.scale(scale, image.height() / leaf.height)
        paint(painter, frames, replace(sheet, dots=scale, memory=memory))
    return image


def leaf_preview(design: Design, leaf: Leaf, pictures: Mapping[str, QImage], room: tuple[int, int]) -> bytes:
    """A page with sample words, as large as a room in pixels allows, as PNG."""
    return encoded(thumbnail(design, leaf, specimen(sample_texts(design), pictures), QSize(*room), {}))


def _small(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= SMALL:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(SMALL, SMALL, Qt.AspectRatioMode.KeepAspectRatio, smooth)
