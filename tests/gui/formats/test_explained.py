"""The import dialog says why it takes a file for what it is and asks with buttons; the list of formats is shared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.formats_dialog import FormatsDialog
from affiliate_desktop.programs.model import Account
from tests.gui.conftest import RecordedMessages
from tests.statements.files import FIXTURES, write_text
from tests.statements.test_explanation import PEPPERJAM, ambiguous
from tests.statements.test_format_files import SHARED

Settle = Callable[[], None]


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle) -> StatementsPage:
    made = StatementsPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


def shown(kind: type[QWidget]) -> QWidget:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def begin(page: StatementsPage, messages: RecordedMessages, settle: Settle, file: Path) -> ImportDialog:
    page.new()
    messages.give((file,))
    settle()
    dialog = shown(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog._later.setInterval(0)
    settle()
    return dialog


def click(qtbot: QtBot, parent: QWidget, text: str) -> None:
    found = next(each for each in parent.findChildren(QPushButton) if each.text() == text and each.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_the_dialog_says_how_a_file_was_read_and_why_when_asked(page, context, messages, settle, qtbot):
    context.app.programs.add_account(Account("US", "amazon", currency="USD"))
    dialog = begin(page, messages, settle, FIXTURES / "amazon-us-fee-earnings.csv")
    assert "header on line 2" in dialog.explained.read.text()
    assert "date = column 6 “Date Shipped” as year-month-day" in dialog.explained.read.text()
    assert "5 rows, 0 not understood" in dialog.explained.read.text()
    assert not dialog.explained.why.isVisible()
    click(qtbot, dialog, "Why?")
    assert dialog.explained.why.isVisible()
    assert "Sure: the format was seen in a real file." in dialog.explained.why.text()


def test_the_order_of_day_and_month_is_asked_with_two_buttons(page, context, messages, settle, qtbot, tmp_path):
    context.app.programs.add_account(Account("P", "pepperjam", currency="USD"))
    rows = "".join(f"{n},A,0{n}/0{n + 1}/2026,20.00,1.00,paid,x\n" for n in range(1, 5))
    dialog = begin(page, messages, settle, write_text(tmp_path / "p.csv", f"{PEPPERJAM}\n{rows}"))
    assert not dialog.import_button.isEnabled()
    click(qtbot, dialog, "Day first")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.import_button.text() == "Import 4 rows"
    click(qtbot, dialog, "Import 4 rows")
    settle()
    days = sorted(row.day.isoformat() for row in context.app.ledger.rows())
    assert days == ["2026-02-01", "2026-03-02", "2026-04-03", "2026-05-04"]


def test_of_two_reports_that_fit_the_user_clicks_the_right_one(page, context, messages, settle, qtbot, tmp_path):
    context.app.programs.add_account(Account("W", "webgains", currency="GBP"))
    dialog = begin(page, messages, settle, ambiguous(tmp_path))
    click(qtbot, dialog, "Webgains: earnings")
    settle()
    assert dialog.import_button.text() == "Import 1 row"
    click(qtbot, dialog, "Import 1 row")
    settle()
    assert context.app.ledger.count() == 1


def formats(page: StatementsPage, settle: Settle, qtbot: QtBot) -> FormatsDialog:
    click(qtbot, page, "Formats…")
    settle()
    dialog = shown(FormatsDialog)
    assert isinstance(dialog, FormatsDialog)
    return dialog


def test_the_list_of_formats_says_how_sure_each_is(page, settle, qtbot):
    dialog = formats(page, settle, qtbot)
    assert dialog.model.rowCount() > 60
    dialog.search.setText("fee-earnings")
    assert [one.format.title for one in dialog.model.records] == ["amazon/fee-earnings"]
    column = next(at for at, each in enumerate(dialog.model.columns) if each.name == "certainty")
    assert dialog.model.data(dialog.model.index(0, column)) == "Seen in a real file"


def test_a_format_is_imported_exported_and_removed_with_the_mouse(page, context, messages, settle, qtbot, tmp_path):
    dialog = formats(page, settle, qtbot)
    click(qtbot, dialog, "Import…")
    messages.give((write_text(tmp_path / "mine.toml", SHARED),))
    settle()
    dialog.search.setText("partner-list")
    assert dialog.model.rowCount() == 1
    dialog.table.select("awin/partner-list")
    click(qtbot, dialog, "Export…")
    messages.give(tmp_path / "out.toml")
    settle()
    assert 'id = "partner-list"' in (tmp_path / "out.toml").read_text(encoding="utf-8")
    click(qtbot, dialog, "Remove")
    settle()
    assert dialog.model.rowCount() == 0


def test_a_bad_file_of_formats_is_told_in_the_dialog(page, messages, settle, qtbot, tmp_path):
    dialog = formats(page, settle, qtbot)
    click(qtbot, dialog, "Import…")
    messages.give((write_text(tmp_path / "bad.toml", "network = 1"),))
    settle()
    assert "does not say which network" in dialog.trouble.text.text()


def test_a_list_of_payments_is_sent_to_the_payouts_page(page, messages, settle):
    dialog = begin(page, messages, settle, FIXTURES / "payments" / "paypal-activity.csv")
    assert "list of payments" in dialog.found.text()
    assert "Payouts page" in dialog.trouble.text.text()
    assert not dialog.settings.isVisible()
    assert not dialog.import_button.isEnabled()


def test_status_words_that_a_format_does_not_know_are_listed_and_answered(
    page, context, messages, settle, qtbot, tmp_path
):
    context.app.programs.add_account(Account("Awin", "awin", currency="EUR"))
    text = (FIXTURES / "networks" / "awin-transactions.csv").read_text("utf-8")
    file = write_text(tmp_path / "awin.csv", text.replace(",pending,", ",in review,").replace(",declined,", ",on ice,"))
    dialog = begin(page, messages, settle, file)
    assert list(dialog.unknown.boxes) == ["in review", "on ice"]
    box = dialog.unknown.boxes["on ice"]
    assert box.currentText() == "not known, taken as pending"
    box.setCurrentIndex(box.findText("Reversed"))
    box.chosen.emit(box.value())
    settle()
    qtbot.waitUntil(lambda: dialog._report is not None and len(dialog._report.unknown) == 1)
    assert list(dialog.unknown.boxes) == ["in review", "on ice"], "what was answered can be changed"
    assert dialog.unknown.boxes["on ice"].value() == "reversed"
    click(qtbot, dialog, "Import 4 rows")
    settle()
    held = {row.external_id: row.status.value for row in context.app.ledger.rows()}
    assert (held["900000001"], held["900000003"]) == ("pending", "reversed")


def test_a_file_whose_status_words_are_known_asks_nothing(page, context, messages, settle):
    context.app.programs.add_account(Account("Awin", "awin", currency="EUR"))
    dialog = begin(page, messages, settle, FIXTURES / "networks" / "awin-transactions.csv")
    assert dialog._report is not None
    assert not dialog.unknown.isVisible()
