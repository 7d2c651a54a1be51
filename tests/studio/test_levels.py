"""Levels of a picture: which one is taken for a size, and that all of them show the same."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from affiliate_desktop.studio.levels import forget_levels, level_for, resized
from affiliate_desktop.studio.paint import painting


def halves() -> QImage:
    """Red to the left, blue to the right; 1200 x 900."""
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    with painting(image) as painter:
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
