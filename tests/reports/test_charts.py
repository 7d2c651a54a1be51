"""The chart of commission by month."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from reportlab.graphics.shapes import Rect, String

from affiliate_desktop.core.money import MICRO
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.reports.charts import _ticks, months_chart
from affiliate_desktop.reports.measures import Amounts, Figures
from affiliate_desktop.reports.typesetting import Typesetter

WIDTH, HEIGHT = 480.0, 150.0


def month(name: str, **micros: int) -> Figures:
    return Figures("USD", name, {Status(key): Amounts(1, 0, micro) for key, micro in micros.items()})


@settings(deadline=None)
@given(
    some.lists(some.tuples(some.integers(-(10**17), 10**17), some.integers(-(10**17), 10**17)), min_size=1, max_size=40)
)
def test_every_bar_stands_inside_the_chart(pairs: list[tuple[int, int]]) -> None:
    months = [month(f"2026-{place % 12 + 1:02d}", paid=one, pending=two) for place, (one, two) in enumerate(pairs)]
    drawing = months_chart(months, WIDTH, HEIGHT, Typesetter())
    for shape in drawing.contents:
        if isinstance(shape, Rect):
            assert shape.x >= 0
            assert shape.x + shape.width <= WIDTH + 0.01
            assert shape.y >= 0
            assert shape.y + shape.height <= HEIGHT


@settings(deadline=None)
@given(some.integers(-(10**17), 0), some.integers(0, 10**17))
def test_ticks_are_few_round_and_reach_around_the_bars(low: int, high: int) -> None:
    ticks = _ticks([month("2026-01", paid=high, approved=low)])
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert 0 in ticks
    assert len(ticks) <= 8


def test_bars_are_as_high_as_their_amounts() -> None:
    months = [month("2026-01", paid=10 * MICRO), month("2026-02", paid=20 * MICRO, reversed=5 * MICRO)]
    drawing = months_chart(months, WIDTH, HEIGHT, Typesetter())
    bars = [shape for shape in drawing.contents if isinstance(shape, Rect) and not shape.rx]
    assert bars[1].height == pytest.approx(2 * bars[0].height)
    assert bars[2].height == pytest.approx(bars[0].height / 2)
    assert bars[2].y == pytest.approx(bars[1].y + bars[1].height)


def test_returns_hang_below_the_axis() -> None:
    drawing = months_chart([month("2026-01", approved=-5 * MICRO, paid=5 * MICRO)], WIDTH, HEIGHT, Typesetter())
    up, down = (shape for shape in drawing.contents if isinstance(shape, Rect) and not shape.rx)
    assert down.y + down.height == pytest.approx(up.y)


@pytest.mark.parametrize("count", [1, 12, 24, 40, 120, 400, 1200])
def test_month_labels_never_overlap(count: int) -> None:
    months = [month(f"{1950 + place // 12}-{place % 12 + 1:02d}", paid=MICRO) for place in range(count)]
    setter = Typesetter()
    drawing = months_chart(months, WIDTH, HEIGHT, setter)
    labels = [shape for shape in drawing.contents if isinstance(shape, String) and shape.textAnchor == "middle"]
    assert labels
    for line in {label.y for label in labels}:
        spans = sorted(
            (label.x - setter.width(label.text, 7) / 2, label.x + setter.width(label.text, 7) / 2)
            for label in labels
            if label.y == line
        )
        assert all(one[1] < other[0] for one, other in pairwise(spans))
