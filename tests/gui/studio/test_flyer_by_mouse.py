"""A flyer is designed, proven and printed to a PDF by clicks and drags alone: no key is pressed, nothing is called."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QObject, QPoint, QTimer, Slot
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.editor.saving import SaveDialog
from affiliate_desktop.gui.editor.window import EditorWindow
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.studio.choices import remember_folder
from affiliate_desktop.gui.studio.printing import PrintDialog
from affiliate_desktop.gui.window import Window
from affiliate_desktop.links.model import Link
from tests.gui.conftest import RecordedMessages
from tests.gui.editor.conftest import LEFT, Hand
from tests.gui.person import Person
from tests.gui.studio.conftest import decoded

_A4_MM = (210, 297)


@pytest.fixture
def person(window: Window, link: Link, jobs: Jobs, qtbot: QtBot) -> Person:
    """Who sits before a workspace with a link."""
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def test_a_flyer_is_designed_proven_and_printed_by_mouse(
    person: Person, app: App, link: Link, qtbot: QtBot, tmp_path: Path
) -> None:
    remember_folder(tmp_path)
    page = opens_the_flyer(person)
    qtbot.waitUntil(lambda: page.flyer.verdict.property("tone") == "success", timeout=20_000)

    hides_the_code_with_a_shape(person)
    assert [design.name for design in app.designs.own()] == ["My Counter flyer"]
    is_told_that_it_would_not_scan(person, page, qtbot)

    moves_the_shape_aside_and_turns_it(person)
    qtbot.waitUntil(lambda: page.flyer.verdict.property("tone") == "success", timeout=20_000)
    assert "read back" in page.flyer.verdict.text.text()

    file = prints(person, qtbot)
    assert file.parent == tmp_path
    assert decoded(file) == [link.url]
    shows_the_turned_shape(app, file)


def opens_the_flyer(person: Person) -> StudioPage:
    person.go("Studio")
    page = person.window.page
    assert isinstance(page, StudioPage)
    person.turn_to(page.tabs, "Flyer")
    return page


def opens_the_editor(person: Person) -> Hand:
    page = person.window.page
    assert isinstance(page, StudioPage)
    person.press("Edit design…", page.flyer)
    window = person.dialog(EditorWindow)
    window.resize(1280, 860)
    person.rest()
    return Hand(window)


def hides_the_code_with_a_shape(person: Person) -> None:
    hand = opens_the_editor(person)
    hand.press("Add: Shape")
    (at,) = hand.editing.selection
    start, code = hand.canvas.place_of(at), hand.place("link")
    hand.drag(start, code.x() - start.x(), code.y() - start.y())
    person.click(hand.editor.save_button)
    dialog = person.dialog(SaveDialog)
    person.click(dialog.save_button)
    person.press("Close", hand.editor)
    assert person.sees_no_dialog()


def is_told_that_it_would_not_scan(person: Person, page: StudioPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.flyer.verdict.property("tone") == "danger", timeout=20_000)
    person.press("Print…", page.flyer)
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    assert messages.told.asked.pop().title == "This code would not scan"
    assert person.sees_no_dialog()


def moves_the_shape_aside_and_turns_it(person: Person) -> None:
    hand = opens_the_editor(person)
    at = len(hand.editing.frames) - 1
    hand.click(hand.canvas.place_of(at))
    assert hand.editing.selection == {at}
    corner = hand.canvas.place_of_handle("rb")
    hand.drag(corner, -60, -20)
    place = hand.canvas.place_of(at)
    headline = hand.place("{headline}")
    hand.drag(place, headline.x() + 60 - place.x(), headline.y() - 75 - place.y())
    grip, middle = hand.canvas.place_of_handle("o"), hand.canvas.place_of(at)
    reach = middle.y() - grip.y()
    hand.drag(grip, reach, reach - 3)
    assert hand.editing.frames[at].turn == 90
    person.click(hand.editor.save_button)
    person.press("Close", hand.editor)
    assert person.sees_no_dialog()


class Clerk(QObject):
    """Presses the button of the print dialog, which waits in a loop of its own; gives up where none comes."""

    def __init__(self) -> None:
        super().__init__()
        self.printers: list[str] = []
        self._patience = 200
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._patience -= 1
        open_ones = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)]
        shown = [each for each in open_ones if each.isVisible()]
        if shown:
            self._timer.stop()
            (press,) = [each for each in shown[0].findChildren(QPushButton) if each.text() == "&Print"]
            QTest.mouseClick(press, LEFT)
        elif self._patience == 0:
            self._timer.stop()


def prints(person: Person, qtbot: QtBot) -> Path:
    person.press("Print…", person.window.page)
    dialog = person.dialog(PrintDialog)
    (tool,) = [each for each in dialog.findChildren(QToolButton) if each.toolTip() == "Print" and each.isVisible()]
    wanted = Path(dialog.printer().outputFileName())
    clerk = Clerk()
    QTest.mouseClick(tool, LEFT)
    clerk.deleteLater()
    assert person.sees_no_dialog()
    qtbot.waitUntil(wanted.is_file, timeout=20_000)
    return wanted


def shows_the_turned_shape(app: App, file: Path) -> None:
    """The middle of the shape has its color in the file, and so has what only the turned one covers."""
    (design,) = app.designs.own()
    frame = design.variants["page"][-1]
    left, top, width, height = frame.box
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 1
        assert [round(edge * 25.4 / 72) for edge in document[0].get_size()] == list(_A4_MM)
        picture = document[0].render(scale=2).to_pil()
    assert frame.turn == 90
    wanted = QColor(design.colors["accent"])
    for across, down in ((0.5, 0.5), (0.05, 0.05), (0.95, 0.95)):
        dot = (int((left + width * across) * picture.width), int((top + height * down) * picture.height))
        red, green, blue = picture.getpixel(dot)[:3]
        assert QPoint(red, green) == QPoint(wanted.red(), wanted.green())
        assert blue == wanted.blue()
