from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.colors import DARK, LIGHT, STATUS_TONES, TONES, Colors, contrast, tone
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.theme import Theme, font

ICONS = sorted((resource_folder() / "icons").glob("*.svg"))


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_reads_at_four_and_a_half_to_one(colors: Colors) -> None:
    grounds = (colors.canvas, colors.side, colors.card, colors.hover, colors.selected)
    pairs = [(text, ground) for text in (colors.text, colors.muted) for ground in grounds]
    pairs += [(colors.accent_text, ground) for ground in (colors.canvas, colors.card)]
    pairs += [(colors.danger, ground) for ground in (colors.canvas, colors.card)]
    pairs += [(colors.on_accent, colors.accent), (colors.on_accent, colors.accent_hover)]
    pairs += [(colors.on_danger, colors.danger), (colors.on_tip, colors.tip)]
    pairs += [tone(colors, name) for name in TONES]
    poor = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert not poor


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_stands_out(colors: Colors) -> None:
    assert contrast(colors.accent, colors.card) >= 3
    assert contrast(colors.accent, colors.canvas) >= 3


def test_every_status_has_a_tone_that_exists() -> None:
    assert set(STATUS_TONES.values()) <= set(TONES)


def test_the_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_every_icon_is_drawn_inside_its_box(file: Path, qapp) -> None:
    renderer = QSvgRenderer(str(file))
    assert renderer.isValid()
    box = renderer.viewBoxF()
    assert box in (QRectF(0, 0, 24, 24), QRectF(0, 0, 128, 128))


def test_a_choice_of_the_theme_changes_every_color_and_says_so(theme: Theme, qapp, qtbot) -> None:
    theme.choose("light")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.colors is DARK
    assert qapp.palette().window().color().name() == DARK.canvas
    theme.choose("light")
    assert qapp.palette().window().color().name() == LIGHT.canvas
    theme.choose("nonsense")
    assert theme.choice == "system"


def test_an_icon_takes_the_color_that_is_asked_for(theme: Theme) -> None:
    image = theme.pixmap("check", "#ff0000", 24).toImage()
    seen = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#ff0000"}


def test_the_type_scale_rises(qapp) -> None:
    sizes = [font(name).pointSizeF() for name in ("small", "body", "section", "title", "display")]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 5


@pytest.mark.parametrize("count", [3, 8, 14])
def test_a_list_of_choices_opens_as_high_as_it_is(qapp: QApplication, qtbot: QtBot, count: int) -> None:
    Theme(qapp)
    box = ChoiceBox([(number, f"Choice {number}") for number in range(count)])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.wait(50)
    last = view.visualRect(view.model().index(count - 1, 0))
    assert view.verticalScrollBar().maximum() == 0
    assert view.viewport().rect().contains(last)
    box.hidePopup()
