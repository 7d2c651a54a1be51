"""The rows of one import in a window of their own: listed a page at a time, found, traced, mended, copied."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.earnings.dialog import EarningDialog
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.statements.mending import MendDialog
from affiliate_desktop.gui.statements.rows_window import RowsWindow
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.file_rows_model import RowResult
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.person import Person

MAPPING = ColumnMap(
    {Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "amount", Field.PRODUCT: "what"},
)
HEAD = "id,day,amount,what\n"


def load(app: App, folder: Path, name: str, *rows: str) -> None:
    """Imports a file of such rows."""
    file = folder / name
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    app.statements.import_file(file, app.programs.account("Shop").id, column_map=MAPPING)


@pytest.fixture
def person(app: App, window: Window, jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> Person:
    """Somebody with two files, of which the later changes a row, adds many, and has one that can't be read."""
    app.programs.add_account(Account("Shop", "awin", currency="EUR"))
    load(app, tmp_path, "march.csv", "T1,2026-03-01,10.00,Pan")
    many = (f"U{n},2026-04-0{n % 9 + 1},{n}.00,Lid {n}" for n in range(300))
    load(app, tmp_path, "april.csv", "T1,2026-03-01,8.00,Pan", "T3,soon,6.00,Pot", *many)
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def opened(person: Person) -> RowsWindow:
    """The rows of the file that was imported last, opened by keyboard."""
    person.go("Statements")
    person.rest()
    page = person.window.findChild(StatementsPage)
    assert page is not None
    page.table.select(2)
    person.rest()
    person._qtbot.keyClick(page.table, Qt.Key.Key_Return)
    person.rest()
    return person.dialog(RowsWindow)


def texts(place: QWidget) -> str:
    """Everything that is written in a part of the window."""
    return "\n".join(each.text() for each in place.findChildren(QLabel))


def test_rows_are_listed_in_the_files_order_and_more_come_while_scrolling(person: Person) -> None:
    shown = opened(person)
    assert "302 rows · 300 new · 1 updated · 0 unchanged · 1 not understood" in shown.counts.text()
    assert [(row.line, row.result) for row in shown.model.records[:3]] == [
        (2, RowResult.UPDATED),
        (3, RowResult.REJECTED),
        (4, RowResult.NEW),
    ]
    assert shown.model.rowCount() == 200
    shown.table.scrollToBottom()
    person.rest()
    assert shown.model.rowCount() == 302


def test_rows_are_sorted_searched_and_narrowed(person: Person) -> None:
    shown = opened(person)
    at = [column.name for column in shown.model.columns].index("commission")
    shown.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    person.rest()
    assert shown.model.records[0].said is not None
    assert shown.model.records[0].said.external_id == "U299"
    person.write(shown.search, "lid u299")
    person._qtbot.waitUntil(lambda: shown.query.search == "lid u299")
    person.rest()
    assert [row.said.product for row in shown.model.records if row.said] == ["Lid 299"]
    person.write(shown.search, "nowhere")
    person._qtbot.waitUntil(lambda: shown.query.search == "nowhere")
    person.rest()
    assert shown.area.currentWidget() is shown.area.nothing_found
    shown._clear()
    shown.outcome.set_value(RowResult.UPDATED)
    shown._ask()
    person.rest()
    assert [row.line for row in shown.model.records] == [2]


def test_a_row_shows_what_it_changed_and_how_it_stands_in_this_file(person: Person, app: App) -> None:
    shown = opened(person)
    shown.table.selectRow(0)
    person.rest()
    assert "commission: €10.00 → €8.00" in texts(shown.panel)
    assert "april.csv" in texts(shown.panel)
    person.press("Show the raw values", shown.panel)
    assert "8.00" in texts(shown.panel)
    person.press("Correct…", shown.panel)
    dialog = person.dialog(EarningDialog)
    person.write(dialog.commission.amount, "9.50")
    person.click(dialog.save_button)
    person.rest()
    assert app.ledger.get(shown.model.records[0].said.id).commission_micro == 9_500_000  # type: ignore[union-attr]


def test_a_row_that_was_not_understood_is_explained_and_mended(person: Person, app: App) -> None:
    shown = opened(person)
    shown.table.selectRow(1)
    person.rest()
    said = texts(shown.rejected_panel)
    assert "T3,soon,6.00,Pot" in said
    assert "soon" in said
    person.press("Mend this row…", shown.rejected_panel)
    dialog = person.dialog(MendDialog)
    person.write(dialog.cells[1], "2026-04-03")
    person.click(dialog.save_button)
    person.rest()
    assert shown.model.records[1].result == RowResult.NEW
    assert "0 not understood" in shown.counts.text()


def test_rows_are_copied_with_their_shown_columns(person: Person) -> None:
    shown = opened(person)
    shown.table.selectRow(0)
    person._qtbot.keyClick(shown.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("2\tUpdated\t")
    assert "€8.00" in copied


def test_the_order_is_remembered_and_the_window_goes_with_its_import(person: Person, app: App) -> None:
    shown = opened(person)
    at = [column.name for column in shown.model.columns].index("product")
    shown.table.sortByColumn(at, Qt.SortOrder.DescendingOrder)
    person.rest()
    shown.table._save()
    shown.accept()
    person.rest()
    again = opened(person)
    assert (again.query.sort, again.query.descending) == ("product", True)
    with person._qtbot.waitSignal(again.rejected):
        person.window.context.jobs.write(lambda: app.statements.undo(2))  # type: ignore[union-attr]
    person.rest()
