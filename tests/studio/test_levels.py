"""Levels of a picture: which one is taken for a size, and that all of them show the same."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from affiliate_desktop.studio.levels import draw_scaled, forget_levels, level_for, resized
from tests.studio import draw


def halves() -> QImage:
    """Red to the left, blue to the right; 1200 x 900."""
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    with QPainter(image) as painter:
        painter.fillRect(600, 0, 600, 900, QColor("#0000ff"))
    return image


@pytest.mark.parametrize(
    ("edge", "width"),
    [(2400, 1200), (1200, 1200), (900, 1200), (601, 1200), (600, 600), (400, 600), (301, 600), (300, 300), (149, 150)],
)
def test_a_level_is_the_smallest_that_is_large_enough(edge: int, width: int) -> None:
    image = halves()
    found, part = level_for(image, QRectF(image.rect()), edge, edge * 0.75)
    assert found.width() == width
    assert part == QRectF(found.rect())


@pytest.mark.parametrize("edge", [1000, 500, 333, 120, 30, 3])
def test_a_part_is_the_same_part_at_every_level(edge: int) -> None:
    image = halves()
    found, part = level_for(image, QRectF(600, 300, 600, 450), edge, edge * 0.75)
    assert part.x() / found.width() == pytest.approx(0.5)
    shown = resized(found, part, max(1, edge), max(1, round(edge * 0.75)))
    assert shown.pixelColor(edge // 2, 0).blue() > 250
    assert shown.pixelColor(edge - 1, 0).red() < 5


@pytest.mark.parametrize(("width", "height"), [(3000, 1), (1, 3000), (7, 5), (1, 1)])
def test_a_picture_of_few_pixels_has_no_smaller_level(width: int, height: int) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    found, part = level_for(image, QRectF(image.rect()), 1, 1)
    assert (found.width(), found.height()) == (width, height)
    assert part == QRectF(image.rect())


def test_what_is_see_through_stays_so() -> None:
    image = QImage(400, 400, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    for edge in (100, 133, 50):
        found, _ = level_for(image, QRectF(image.rect()), edge, edge)
        assert found.width() < 400
        assert found.pixelColor(5, 5).alpha() == 0


def test_levels_are_made_once_and_two_pictures_are_held() -> None:
    forget_levels()
    first, second, third = halves(), halves(), halves()
    made = level_for(first, QRectF(first.rect()), 300, 225)[0].cacheKey()
    for edge in range(20, 400):
        level_for(first, QRectF(first.rect()), edge, edge * 0.75)
    assert level_for(first, QRectF(first.rect()), 300, 225)[0].cacheKey() == made
    for other in (second, third):
        level_for(other, QRectF(other.rect()), 300, 225)
    assert level_for(first, QRectF(first.rect()), 300, 225)[0].cacheKey() != made


@pytest.mark.parametrize(
    ("scale", "turn", "area"),
    [
        (1, 0, QRectF(0, 0, 500, 400)),
        (1, 0, QRectF(3.4, 7.7, 470.3, 365.6)),
        (0.37, 0, QRectF(10, 10, 1200, 1000)),
        (2, 0, QRectF(0, 0, 240, 190)),
        (1, 180, QRectF(-480, -390, 470, 380)),
        (1, 30, QRectF(100, -50, 300, 250)),
        (1, 0, QRectF(0, 0, 500, 40)),
    ],
)
def test_a_picture_in_bands_looks_like_the_whole(scale: float, turn: float, area: QRectF) -> None:
    picture = draw.photo(333, 277)
    pages = [QImage(500, 400, QImage.Format.Format_RGB32) for _ in range(2)]
    for page in pages:
        page.fill(QColor("#00ff00"))
        with QPainter(page) as painter:
            painter.setRenderHints(painter.RenderHint.SmoothPixmapTransform | painter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            painter.rotate(turn)
            if page is pages[0]:
                draw_scaled(painter, area, picture, QRectF(picture.rect()))
            else:
                painter.drawImage(area, picture, QRectF(picture.rect()))
            painter.fillRect(QRectF(-500, -500, 5000, 5), QColor("#ff0000"))  # nothing stays clipped
    assert pages[0] == pages[1]
