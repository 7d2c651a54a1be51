"""Gradients that are painted in strips look like those that Qt paints as a whole."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter

from affiliate_desktop.studio.ramps import fill_with_ramp
from tests.studio import draw


def gradient(area: QRectF, start: str = "#12343b", end: str = "#f2b134") -> QBrush:
    made = QLinearGradient(area.topLeft(), area.bottomRight())
    made.setColorAt(0, QColor(start))
    made.setColorAt(1, QColor(end))
    return QBrush(made)


def both(area: QRectF, seen: QRectF, scale: tuple[float, float], size: tuple[int, int]) -> list[QImage]:
    """What strips make of a gradient, and what Qt does."""
    images = [QImage(*size, QImage.Format.Format_RGB32) for _ in range(2)]
    for image in images:
        image.fill(0xFFFFFF)
        with QPainter(image) as painter:
            painter.setRenderHint(painter.RenderHint.Antialiasing)
            painter.scale(*scale)
            if image is images[0]:
                fill_with_ramp(painter, seen, area, gradient(area))
            else:
                painter.fillRect(seen, gradient(area))
            painter.setPen(QColor("#ff0000"))
            painter.drawPoint(0, 0)  # in the units it was in before
    return images


def farthest(first: QImage, second: QImage) -> int:
    """The largest difference of any channel of any pixel."""
    return max(abs(a - b) for a, b in zip(bytes(first.constBits()), bytes(second.constBits()), strict=True))


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(300, 250, 1), (728, 90, 1), (300, 1050, 1), (160, 600, 2), (970, 250, 1.0), (1080, 1080, 0.5), (400, 250, 3)],
)
def test_strips_look_like_the_whole(width: int, height: int, scale: float) -> None:
    area = QRectF(0, 0, width, height)
    strips, whole = both(area, area, (scale, scale), (round(width * scale), round(height * scale)))
    assert farthest(strips, whole) <= 2
    assert draw.difference(strips, whole) < 0.5


def test_only_what_is_seen_is_painted() -> None:
    area, seen = QRectF(0, 0, 600, 400), QRectF(100, 50, 400, 300)
    strips, whole = both(area, seen, (1, 1), (600, 400))
    assert farthest(strips, whole) <= 2
    assert strips.pixelColor(99, 200).name() == strips.pixelColor(300, 350).name() == "#ffffff"


def test_a_page_that_is_scaled_unevenly_keeps_its_corners() -> None:
    area = QRectF(0, 0, 1000, 500)
    strips, whole = both(area, area, (0.5, 0.8), (500, 400))
    assert farthest(strips, whole) <= 2


@pytest.mark.parametrize("area", [QRectF(10.5, 0, 400, 300), QRectF(0, 0, 400, 299.5), QRectF(5, 5, 20, 20)])
def test_edges_between_dots_stay_smooth_and_small_ones_are_left_to_qt(area: QRectF) -> None:
    strips, whole = both(area, area, (1, 1), (450, 320))
    assert strips == whole


def test_a_turned_gradient_is_left_to_qt() -> None:
    area, images = QRectF(0, 0, 300, 250), []
    for fill in (fill_with_ramp, lambda painter, seen, _area, brush: painter.fillRect(seen, brush)):
        image = QImage(400, 400, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        with QPainter(image) as painter:
            painter.translate(200, 0)
            painter.rotate(30)
            fill(painter, area, area, gradient(area))
        images.append(image)
    assert images[0] == images[1]
