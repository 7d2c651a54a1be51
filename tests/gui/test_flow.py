"""Things flow into the next line where the room is narrow, and none is cut off."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpacerItem, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from affiliate_desktop.gui.flow import Flow


class Block(QWidget):
    """Forty by ten."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(40, 10)


def flowing(qtbot: QtBot, width: int, *, right: bool = False, gap: bool = False) -> list[tuple[int, int]]:
    whole, flow = QWidget(), Flow(spacing=5, right=right)
    blocks = [Block() for _ in range(4)]
    for number, each in enumerate(blocks):
        flow.addWidget(each)
        if gap and number == 1:
            flow.addItem(QSpacerItem(14, 1))
    whole.setLayout(flow)
    qtbot.addWidget(whole)
    whole.resize(width, whole.heightForWidth(width))
    whole.show()
    assert all(whole.rect().contains(each.geometry()) for each in blocks)
    return [(each.x(), each.y()) for each in blocks]


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (175, [(0, 0), (45, 0), (90, 0), (135, 0)]),
        (174, [(0, 0), (45, 0), (90, 0), (0, 15)]),
        (85, [(0, 0), (45, 0), (0, 15), (45, 15)]),
        (40, [(0, 0), (0, 15), (0, 30), (0, 45)]),
    ],
)
def test_lines_break_where_the_room_ends(qtbot: QtBot, width: int, places: list[tuple[int, int]]) -> None:
    assert flowing(qtbot, width) == places


def test_lines_end_at_the_right_edge(qtbot: QtBot) -> None:
    assert flowing(qtbot, 134, right=True) == [(4, 0), (49, 0), (94, 0), (94, 15)]


def test_no_line_begins_with_a_gap(qtbot: QtBot) -> None:
    assert flowing(qtbot, 85, gap=True) == [(0, 0), (45, 0), (0, 15), (45, 15)]
    assert flowing(qtbot, 300, gap=True) == [(0, 0), (45, 0), (109, 0), (154, 0)]
