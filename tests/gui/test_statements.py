"""Statements and earnings in the window: a file comes in, is looked at, imported, found again and taken back."""

import gc
import weakref
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.accounts.dialogs import AccountDialog
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.pages.earnings import EarningsPage
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.rejected import RejectedDialog
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import Field
from tests.gui.conftest import RecordedMessages, flush

Settle = Callable[[], None]
WEEK = '"Date","Contract","Hours","Amount","Payment type"\n' + "".join(
    f'"2026-05-{day:02}","Garden site (4100001)","2","{day}.5",""\n' for day in range(1, 11)
)
SHOP = (
    "Datum;Bestellnummer;Umsatz;Provision;Zustand\n"
    "02.05.2026;A1;1.010,50 €;1,05 €;offen\n"
    "13.05.2026;A2;20,50 €;2,05 €;bestätigt\n"
    "31.02.2026;A3;30,50 €;3,05 €;offen\n"
)


@pytest.fixture
def upwork(context: Context) -> Account:
    return context.app.programs.add_account(Account("Upwork", "upwork", currency="USD")).value


@pytest.fixture
def page(context: Context, qtbot: QtBot, settle: Settle) -> StatementsPage:
    made = StatementsPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    settle()
    return made


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    file = tmp_path / "weekly.csv"
    file.write_text(WEEK)
    return file


def dialog_of(page: StatementsPage) -> ImportDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ImportDialog) and one.isVisible())


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def begin(page: StatementsPage, messages: RecordedMessages, settle: Settle, *files: Path) -> ImportDialog:
    page.new()
    messages.give(files)
    settle()
    dialog = dialog_of(page)
    dialog._later.setInterval(0)
    settle()
    return dialog


def test_a_statement_is_previewed_then_imported_and_found_in_the_list(
    page, context, messages, upwork, weekly, settle, qtbot
):
    dialog = begin(page, messages, settle, weekly)
    assert dialog.settings.account.currentText() == "Upwork"
    assert dialog.preview.isVisible()
    assert context.app.ledger.count() == 0
    assert dialog.import_button.text().startswith("Import 10")
    click(qtbot, dialog.import_button)
    settle()
    assert [one.file for one in page.model.records] == ["weekly.csv"]
    assert context.app.ledger.count() == 10
    assert page.table.current() is not None
    assert page.panel.isVisible()
    assert any("10 new" in note for note in messages.told.notes)


def test_the_same_file_again_changes_nothing(page, context, messages, upwork, weekly, settle, qtbot):
    for _ in range(2):
        click(qtbot, begin(page, messages, settle, weekly).import_button)
        settle()
    assert context.app.ledger.count() == 10
    assert page.model.rowCount() == 1
    assert "nothing changed" in messages.told.notes[-1]


def test_an_import_is_undone_from_the_list_after_a_question(page, context, messages, upwork, weekly, settle, qtbot):
    click(qtbot, begin(page, messages, settle, weekly).import_button)
    settle()
    page.panel.undo_wanted.emit()
    assert context.app.ledger.count() == 10
    messages.yes()
    settle()
    assert context.app.ledger.count() == 0
    assert page.area.currentWidget() is page.area.empty


def test_an_account_is_made_on_the_way(page, context, messages, weekly, settle, qtbot):
    dialog = begin(page, messages, settle, weekly)
    assert not dialog.import_button.isEnabled()
    dialog.settings.make_account()
    account = next(one for one in QApplication.topLevelWidgets() if isinstance(one, AccountDialog))
    assert (account.windowTitle(), account.save_button.text()) == ("New account", "Add account")
    assert (account.name.text(), account.network.isEnabled()) == ("Upwork", False)
    click(qtbot, account.save_button)
    settle()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    click(qtbot, dialog.import_button)
    settle()
    assert context.app.ledger.count() == 10


def test_an_unknown_table_is_mapped_and_known_the_next_time(page, context, messages, settle, qtbot, tmp_path):
    context.app.programs.add_account(Account("Shops", "utm", currency="EUR"))
    first, second = tmp_path / "shop.csv", tmp_path / "later.csv"
    first.write_text(SHOP)
    second.write_text(SHOP.replace("A1", "B1").replace("A2", "B2"))
    dialog = begin(page, messages, settle, first)
    assert dialog.mapping.isVisible()
    assert dialog.mapping.fields[Field.DATE].column() == "Datum"
    dialog.mapping.fields[Field.COMMISSION].take(None)
    settle()
    assert not dialog.import_button.isEnabled()
    assert "Commission" in dialog.trouble.text.text()
    dialog.mapping.fields[Field.COMMISSION].take("Provision")
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert "(1)" in dialog.preview._rejected_button.text()
    click(qtbot, dialog.import_button)
    settle()
    totals = {one.groups[0][1]: one.commission_micro for one in context.app.ledger.totals()}
    assert sum(totals.values()) == 3_100_000
    again = begin(page, messages, settle, second)
    assert not again.mapping.isVisible()
    assert "shop" in again.found.text()
    again.reject()
    settle()


def test_rows_that_were_not_understood_are_listed_with_their_reason(page, context, messages, settle, qtbot, tmp_path):
    context.app.programs.add_account(Account("Shops", "utm", currency="EUR"))
    file = tmp_path / "shop.csv"
    file.write_text(SHOP)
    click(qtbot, begin(page, messages, settle, file).import_button)
    settle()
    page.panel.rejected_wanted.emit()
    settle()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, RejectedDialog))
    assert [one.line for one in dialog.table.records.records] == [4]
    dialog.accept()


@pytest.mark.parametrize(
    "content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7 nothing", b"hello"]
)
def test_a_file_that_is_no_statement_is_refused_in_words(page, messages, settle, tmp_path, content):
    file = tmp_path / "file.xlsx"
    file.write_bytes(content)
    dialog = begin(page, messages, settle, file)
    assert dialog.trouble.isVisible()
    assert not dialog.import_button.isEnabled()
    dialog.reject()


def test_several_files_are_gone_through_one_after_the_other(
    page, context, messages, upwork, weekly, settle, qtbot, tmp_path
):
    bad, other = tmp_path / "bad.csv", tmp_path / "other.csv"
    bad.write_bytes(b"")
    other.write_text(WEEK.replace("2026-05", "2026-06"))
    dialog = begin(page, messages, settle, weekly, bad, other)
    click(qtbot, dialog.import_button)
    settle()
    assert dialog.trouble.isVisible()
    click(qtbot, dialog.skip_button)
    settle()
    qtbot.waitUntil(dialog.import_button.isEnabled)
    click(qtbot, dialog.import_button)
    settle()
    assert context.app.ledger.count() == 20


def test_cancel_during_an_import_leaves_nothing_behind(page, context, messages, upwork, settle, qtbot, tmp_path):
    file = tmp_path / "long.csv"
    rows = "".join(f'"2026-05-{n % 28 + 1:02}","Contract {n}","1","2.5",""\n' for n in range(60_000))
    file.write_text('"Date","Contract","Hours","Amount","Payment type"\n' + rows)
    dialog = begin(page, messages, settle, file)
    click(qtbot, dialog.import_button)
    click(qtbot, dialog.cancel_button)
    settle()
    assert (context.app.ledger.count(), context.app.statements.list()) == (0, ())
    assert dialog.trouble.isVisible()
    dialog.reject()


def test_a_closed_dialog_is_freed(page, messages, upwork, weekly, settle):
    dialog = begin(page, messages, settle, weekly)
    ghost = weakref.ref(dialog)
    dialog.reject()
    settle()
    del dialog
    flush()
    gc.collect()
    assert ghost() is None


def test_earnings_show_filter_and_trace_what_was_imported(context, messages, upwork, weekly, settle, qtbot):
    context.app.statements.import_file(weekly, upwork.id)
    page = EarningsPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    assert page.model.rowCount() == 10
    days = [row.day.day for row in page.model.records]
    assert days == sorted(days, reverse=True)
    page.model.sort(6, Qt.SortOrder.AscendingOrder)
    settle()
    assert [row.commission_micro for row in page.model.records][:2] == [1_500_000, 2_500_000]
    page.status.set_value(Status.PENDING)
    settle()
    assert page.area.currentWidget() is page.area.nothing_found
    page._clear()
    settle()
    page.table.selectRow(0)
    assert page.panel.isVisible()
    wanted: list[object] = []
    context.wanted.connect(wanted.append)
    page.panel.statement_wanted.emit()
    assert getattr(wanted[0], "key", 0) == context.app.statements.list()[0].id


def test_the_earnings_table_pages_through_many_rows(context, upwork, settle, qtbot, tmp_path):
    file = tmp_path / "many.csv"
    rows = "".join(f'"2026-05-{n % 28 + 1:02}","Contract {n}","1","{n % 90}.25",""\n' for n in range(450))
    file.write_text('"Date","Contract","Hours","Amount","Payment type"\n' + rows)
    context.app.statements.import_file(file, upwork.id)
    page = EarningsPage(context)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.model.rowCount() == 200
    for _ in range(3):
        page.model.fetchMore(page.table.rootIndex())
        settle()
    assert page.model.rowCount() == 450
    assert len({row.id for row in page.model.records}) == 450
    whole = sum(Decimal(n % 90) + Decimal("0.25") for n in range(450))
    assert sum(row.commission_micro for row in page.model.records) == whole * 1_000_000
