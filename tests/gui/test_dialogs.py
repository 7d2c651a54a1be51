"""Every dialog is freed when it is closed, keeps drafts where it should, and never blocks."""

import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import ALL_TIME
from affiliate_desktop.core.problems import BadInput, Cancelled
from affiliate_desktop.gui.accounts.dialogs import AccountDialog, ProgramDialog, TrackingIdDialog
from affiliate_desktop.gui.campaigns.dialog import CampaignDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.drafts import Drafts
from affiliate_desktop.gui.help import AboutDialog, ShortcutsDialog
from affiliate_desktop.gui.home.dialogs import PeriodDialog, SummaryDialog
from affiliate_desktop.gui.messages import Messages, words
from affiliate_desktop.gui.settings.dialog import SettingsDialog
from affiliate_desktop.programs.model import Program, TrackingId
from tests.gui.conftest import flush

Make = Callable[[Context, QWidget], QDialog]

DIALOGS: dict[str, Make] = {
    "campaign": lambda context, parent: CampaignDialog(context, parent, ((), ())),
    "account": lambda context, parent: AccountDialog(context, parent, context.app.programs.network_catalog.all()),
    "program": lambda context, parent: ProgramDialog(context, parent, Program(1, "")),
    "tracking id": lambda context, parent: TrackingIdDialog(context, parent, (), TrackingId(1, "")),
    "period": lambda context, parent: PeriodDialog(context, parent, ALL_TIME),
    "summary": lambda context, parent: SummaryDialog(context, parent, "All time", "A4"),
    "settings": SettingsDialog,
    "shortcuts": lambda _context, parent: ShortcutsDialog(parent, []),
    "about": lambda _context, parent: AboutDialog(parent),
}


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.mark.parametrize("name", DIALOGS)
def test_a_closed_dialog_is_freed_without_the_collector(name: str, context: Context, parent: QWidget, settle) -> None:
    dialog = DIALOGS[name](context, parent)
    alive = weakref.ref(dialog)
    dialog.open()
    settle()
    dialog.close()
    del dialog
    flush()
    assert alive() is None


@pytest.mark.parametrize("name", DIALOGS)
def test_no_text_of_a_dialog_is_cut_off(name: str, context: Context, parent: QWidget, settle) -> None:
    dialog = DIALOGS[name](context, parent)
    dialog.open()
    settle()
    cut = [
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.isVisible()
        and not label.wordWrap()
        and label.text()
        and label.width() < label.minimumSizeHint().width()
    ]
    dialog.close()
    assert not cut


def test_what_was_typed_is_kept_when_a_dialog_is_closed(context: Context, parent: QWidget, qtbot: QtBot) -> None:
    dialog = CampaignDialog(context, parent, ((), ()))
    dialog.open()
    qtbot.keyClicks(dialog.name, "Half a name")
    dialog.budget.amount.setText("12")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    flush()
    again = CampaignDialog(context, parent, ((), ()))
    assert again.name.text() == "Half a name"
    assert again.budget.amount.text() == "12"
    assert again.advice.text.text()
    again.close()


def test_a_saved_form_leaves_no_draft(context: Context, parent: QWidget, qtbot: QtBot, app: App, settle) -> None:
    dialog = CampaignDialog(context, parent, ((), ()))
    dialog.open()
    qtbot.keyClicks(dialog.name, "Whole")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert app.campaigns.get("Whole").id
    assert context.drafts.get("campaign") == {}


def test_drafts_outlast_a_crash_and_a_damaged_file_is_no_reason_to_stop(tmp_path: Path) -> None:
    file = tmp_path / "drafts.json"
    Drafts(file).keep("form", {"name": "Ünfinished"})
    assert Drafts(file).get("form") == {"name": "Ünfinished"}
    assert file.stat().st_mode & 0o077 == 0
    Drafts(file).forget("form")
    assert Drafts(file).get("form") == {}
    file.write_text("[1, 2")
    assert Drafts(file).get("form") == {}
    file.write_text('["x"]')
    assert Drafts(file).get("form") == {}


def test_a_backwards_period_is_refused_in_words(context: Context, parent: QWidget) -> None:
    dialog = PeriodDialog(context, parent, ALL_TIME)
    dialog.open()
    dialog.start.setText("2026-05-01")
    dialog.end.setText("2026-04-01")
    dialog._save()
    assert "ends (2026-04-01) before it starts" in dialog.trouble.text.text()
    dialog.close()


def test_a_date_is_picked_from_the_calendar(context: Context, parent: QWidget, qtbot: QtBot) -> None:
    from PySide6.QtCore import QDate
    from PySide6.QtWidgets import QCalendarWidget

    dialog = PeriodDialog(context, parent, ALL_TIME)
    dialog.open()
    dialog.start._open()
    calendar = dialog.start.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.clicked.emit(QDate(2026, 2, 3))
    assert dialog.start.text() == "2026-02-03"
    dialog.close()


# --- the one door for messages -----------------------------------------------------------------------------------


def test_a_question_is_answered_by_its_button(parent: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    Messages(parent).ask("Remove it?", "It is gone then.", "Remove", lambda: answers.append("yes"), danger=True)
    box = parent.findChild(QMessageBox)
    assert box is not None
    assert box.isVisible()
    qtbot.mouseClick(next(each for each in box.buttons() if each.text() == "Remove"), Qt.MouseButton.LeftButton)
    assert answers == ["yes"]


def test_a_question_that_is_refused_does_nothing(parent: QWidget, qtbot: QtBot) -> None:
    Messages(parent).ask("Remove it?", "It is gone then.", "Remove", _never)
    box = parent.findChild(QMessageBox)
    assert box is not None
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_markup_in_a_message_is_shown_as_it_is(parent: QWidget) -> None:
    Messages(parent).problem(BadInput("x", "“{name}” is no name.", name="<b>bold</b>"))
    box = parent.findChild(QMessageBox)
    assert box is not None
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in box.informativeText()
    box.close()


def test_a_fault_of_the_program_is_told_without_a_traceback() -> None:
    text = words(ZeroDivisionError("division by zero"))
    assert "fault of the program" in text
    assert "Traceback" not in text


def test_cancelling_is_no_error(parent: QWidget, qtbot: QtBot) -> None:
    messages = Messages(parent)
    with qtbot.waitSignal(messages.noted) as noted:
        messages.problem(Cancelled())
    assert noted.args == ["Stopped; nothing was written.", False]


def test_a_picker_hands_over_the_path_and_remembers_its_folder(parent: QWidget, tmp_path: Path) -> None:
    messages = Messages(parent)
    got: list[object] = []
    messages.ask_save("Save", "x.pdf", "PDF (*.pdf)", got.append)
    picker = parent.findChild(QFileDialog)
    assert picker is not None
    assert picker.defaultSuffix() == "pdf"
    picker.fileSelected.emit(str(tmp_path / "out.pdf"))
    picker.close()
    flush()
    messages.ask_open_many("Open", "CSV (*.csv)", got.append)
    many = parent.findChild(QFileDialog)
    assert many is not None
    many.filesSelected.emit([str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    many.close()
    assert got == [tmp_path / "out.pdf", (tmp_path / "a.csv", tmp_path / "b.csv")]
    assert messages.folder == tmp_path


def test_a_message_box_is_freed_when_it_is_closed(parent: QWidget) -> None:
    Messages(parent).tell("Title", "Text")
    box = parent.findChild(QMessageBox)
    assert box is not None
    box.close()
    flush()
    assert parent.findChild(QMessageBox) is None


def test_a_field_that_was_complained_about_says_so_to_assistive_technology(context: Context, parent: QWidget) -> None:
    dialog = CampaignDialog(context, parent, ((), ()))
    dialog._save()
    field = dialog.findChild(QLineEdit)
    assert field is not None
    assert dialog.name.accessibleDescription() == "Give the campaign a name."
    dialog.close()


def _never() -> None:
    raise AssertionError("the question was refused")
