from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from affiliate_desktop.gui.parts import EmptyState
from affiliate_desktop.gui.table_view import RecordTable, TableArea
from affiliate_desktop.gui.tables import RECORD, SORT, Column, PagedModel, RecordModel, as_csv, as_text
from affiliate_desktop.gui.theme import Theme


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    price: int | None


COLUMNS = (
    Column[Thing]("name", "Name", lambda thing: thing.name, width=0),
    Column[Thing]("price", "Price", lambda thing: f"{thing.price}", sort=lambda thing: thing.price, right=True),
)
THINGS = [Thing(1, "pear", 9), Thing(2, "Apple", 10), Thing(3, "fig", None)]


@pytest.fixture
def model(qapp) -> RecordModel[Thing]:
    model = RecordModel(COLUMNS, lambda thing: thing.id)
    model.show_records(THINGS)
    return model


def test_a_record_model_keeps_qts_rules(model: RecordModel[Thing], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0


def test_rows_are_sorted_by_value_and_by_text_ignoring_case(model: RecordModel[Thing]) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [thing.price for thing in model.records] == [None, 9, 10]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [thing.name for thing in model.records] == ["pear", "fig", "Apple"]
    assert model.index(0, 1).data(SORT) == 9
    assert model.index(0, 0).data(RECORD) == THINGS[0]


def test_a_persistent_index_follows_its_record_when_rows_are_sorted(model: RecordModel[Thing]) -> None:
    from PySide6.QtCore import QPersistentModelIndex

    index = QPersistentModelIndex(model.index(0, 0))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert index.data(RECORD) == THINGS[0]


def test_the_same_rows_are_updated_in_place(model: RecordModel[Thing], qtbot: QtBot) -> None:
    changed = [replace(THINGS[0], name="plum"), *THINGS[1:]]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_records(changed)
    assert model.index(0, 0).data() == "plum"


def test_a_paged_model_asks_for_more_and_drops_a_page_that_does_not_follow(
    qapp, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    model: PagedModel[Thing] = PagedModel(COLUMNS, lambda thing: thing.id)
    asked: list[object] = []
    model.more_wanted.connect(asked.append)
    model.restart()
    model.add_page(None, THINGS[:2], complete=False)
    qtmodeltester.check(model)
    asked.clear()
    model.fetchMore(model.index(-1, -1))
    model.fetchMore(model.index(-1, -1))
    assert asked == [] or asked == [THINGS[1]]
    model.add_page(THINGS[0], [Thing(9, "late", 1)], complete=True)
    assert model.rowCount() == 2
    model.add_page(THINGS[1], THINGS[2:], complete=True)
    assert model.rowCount() == 3
    assert not model.canFetchMore(model.index(-1, -1))
    with qtbot.waitSignal(model.order_wanted) as wanted:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert wanted.args == ["price", True]


def test_a_table_keeps_the_selected_record_over_a_new_query(
    model: RecordModel[Thing], theme: Theme, qtbot: QtBot
) -> None:
    table = RecordTable(model, theme, "things", "Things", ("name", False))
    qtbot.addWidget(table)
    assert table.select(3)
    model.show_records([Thing(7, "aaa", 1), *THINGS])
    current = table.current()
    assert current is not None
    assert current.id == 3
    assert not table.select(99)


def test_copied_rows_are_text_and_csv(model: RecordModel[Thing], theme: Theme, qtbot: QtBot) -> None:
    model.show_records([Thing(1, "=cmd()", 9), Thing(2, "two\twords", -5)])
    table = RecordTable(model, theme, "things", "Things", ("name", False))
    qtbot.addWidget(table)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "'=cmd()\t9\ntwo words\t-5"
    assert bytes(data.data("text/csv").data()).decode() == "Name,Price\n'=cmd(),9\ntwo\twords,-5\n"


@pytest.mark.parametrize("amount", ["-5", "-1,234.50", "-$12.00", "-12,50 €", "+3"])
def test_a_negative_amount_stays_an_amount_when_it_is_copied(amount: str) -> None:
    assert as_text([[amount]]) == amount


@pytest.mark.parametrize("formula", ["=1+1", "@x", "+A1", "-A1", "\tx"])
def test_a_formula_is_copied_as_text(formula: str) -> None:
    assert as_csv(["h"], [[formula]]).splitlines()[1].lstrip('"').startswith("'")


def test_enter_opens_the_selected_row(model: RecordModel[Thing], theme: Theme, qtbot: QtBot) -> None:
    table = RecordTable(model, theme, "things", "Things")
    qtbot.addWidget(table)
    table.select(2)
    with qtbot.waitSignal(table.activated_record) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [THINGS[1]]


def test_order_and_widths_are_remembered(model: RecordModel[Thing], theme: Theme, qtbot: QtBot) -> None:
    table = RecordTable(model, theme, "things", "Things", ("name", False))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    table.horizontalHeader().resizeSection(1, 222)
    qtbot.waitUntil(lambda: QSettings().value("tables/things/price") is not None)
    other = RecordTable(RecordModel(COLUMNS, lambda thing: thing.id), theme, "things", "Things", ("name", False))
    qtbot.addWidget(other)
    other.resize(600, 300)
    other.show()
    assert other.horizontalHeader().sortIndicatorSection() == 1
    assert other.columnWidth(1) == 222


def test_an_empty_table_says_what_to_do_next(model: RecordModel[Thing], theme: Theme, qtbot: QtBot) -> None:
    table = RecordTable(model, theme, "things", "Things")
    area = TableArea(
        table, EmptyState(theme, "plus", "None yet", "Make one"), EmptyState(theme, "search", "None found", "Try")
    )
    qtbot.addWidget(area)
    area.searching = lambda: False
    model.show_records([])
    assert area.currentWidget() is area.empty
    area.searching = lambda: True
    model.show_records(THINGS)
    assert area.currentWidget() is table
    model.show_records([])
    assert area.currentWidget() is area.nothing_found


def test_several_selected_rows_have_no_current_record(model: RecordModel[Thing], theme: Theme, qtbot: QtBot) -> None:
    table = RecordTable(model, theme, "things", "Things")
    qtbot.addWidget(table)
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 1):
        table.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    assert table.current() is None
    assert len(table.selected()) == 2


def test_a_narrow_table_hides_what_can_be_spared(theme: Theme, qtbot: QtBot) -> None:
    columns = (
        Column[Thing]("name", "Name", lambda thing: thing.name, width=0),
        Column[Thing]("price", "Price", lambda thing: f"{thing.price}", width=20),
        Column[Thing]("note", "Note", lambda _thing: "", width=20, spare=1),
        Column[Thing]("more", "More", lambda _thing: "", width=20, spare=2),
    )
    model = RecordModel(columns, lambda thing: thing.id)
    model.show_records(THINGS)
    table = RecordTable(model, theme, "narrow", "Things")
    qtbot.addWidget(table)
    table.show()
    seen = []
    for width in (2000, 1, 2000):
        table.resize(width, 300)
        seen.append([name for at, name in enumerate(["name", "price", "note", "more"]) if not table.isColumnHidden(at)])
    assert seen == [["name", "price", "note", "more"], ["name", "price"], ["name", "price", "note", "more"]]
    table.selectRow(0)
    table.copy()
    assert QGuiApplication.clipboard().text().count("\t") == 3
