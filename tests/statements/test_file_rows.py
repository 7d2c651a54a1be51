"""The rows of one imported file, in pages: every row once, in any order, with what became of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Entry
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.file_rows_model import FileRow, RowQuery, RowResult, RowSort
from affiliate_desktop.statements.model import ColumnMap, Field, ImportReport
from tests.statements.files import write_text, write_workbook

MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.COMMISSION: "commission",
        Field.STATUS: "status",
        Field.PRODUCT: "what",
    }
)
HEAD = "id,day,commission,status,what\n"
Load = Callable[..., ImportReport]


@pytest.fixture
def load(app: App, awin: int, tmp_path: Path) -> Load:
    """Imports a file of such rows."""

    def run(name: str, *rows: str, replaces: int | None = None) -> ImportReport:
        file = write_text(tmp_path / name, HEAD + "".join(f"{row}\n" for row in rows))
        return app.statements.import_file(file, awin, column_map=MAPPING, replaces=replaces)

    return run


def every(app: App, query: RowQuery, limit: int = 3) -> list[FileRow]:
    """All rows of a file, page after page."""
    rows: list[FileRow] = []
    page = app.file_rows.page(query, limit=limit)
    while True:
        rows += page.rows
        if page.after is None:
            return rows
        page = app.file_rows.page(query, after=page.after, limit=limit)


def became(app: App, key: int | None) -> dict[int, str]:
    """Line -> what became of the row."""
    assert key is not None
    return {row.line: row.result.value for row in every(app, RowQuery(key))}


def test_every_row_stands_where_the_file_has_it_understood_or_not(app: App, load: Load) -> None:
    report = load("a.csv", "T1,2026-03-01,1.00,open,Pan", "T2,soon,2.00,open,Pot", "T3,2026-03-03,3.00,open,Lid")
    rows = every(app, RowQuery(report.id or 0), limit=2)
    assert [(row.line, row.result) for row in rows] == [
        (2, RowResult.NEW),
        (3, RowResult.REJECTED),
        (4, RowResult.NEW),
    ]
    assert rows[1].rejected is not None
    assert rows[1].rejected.raw == "T2,soon,2.00,open,Pot"
    assert rows[2].said is not None
    assert (rows[2].said.external_id, rows[2].said.commission_micro) == ("T3", 3_000_000)


def test_what_became_of_rows_agrees_with_the_counts_of_the_import(app: App, load: Load) -> None:
    first = load("a.csv", "T1,2026-03-01,1.00,open,Pan", "T2,2026-03-02,2.00,open,Pot")
    later = load("b.csv", "T1,2026-03-01,1.00,approved,Pan", "T2,2026-03-02,2.00,open,Pot", "T9,2026-04-01,9,open,Lid")
    drawer = load("c.csv", "T1,2026-03-01,0.50,open,Pan")
    for report in (first, later, drawer):
        counted = Counter(became(app, report.id).values())
        assert (counted["new"], counted["updated"], counted["unchanged"]) == (
            report.new,
            report.updated,
            report.unchanged,
        )
    assert became(app, later.id) == {2: "updated", 3: "unchanged", 4: "new"}
    assert became(app, drawer.id) == {2: "unchanged"}


def test_only_the_rows_of_one_result_are_listed(app: App, load: Load) -> None:
    load("a.csv", *(f"T{n},2026-03-01,1.00,open,Pan" for n in range(10)))
    report = load(
        "b.csv",
        *(f"T{n},2026-03-01,{'2' if n == 7 else '1'}.00,open,Pan" for n in range(10)),
        "U1,2026-04-01,1.00,open,Pan",
        "U2,later,1.00,open,Pan",
    )
    query = RowQuery(report.id or 0)
    listed = {result: [row.line for row in every(app, replace(query, result=result))] for result in RowResult}
    assert listed == {
        RowResult.NEW: [12],
        RowResult.UPDATED: [9],
        RowResult.UNCHANGED: [2, 3, 4, 5, 6, 7, 8, 10, 11],
        RowResult.CONTESTED: [],
        RowResult.REJECTED: [13],
        RowResult.REPLACED: [],
    }


def test_rows_of_a_file_that_was_replaced_say_so_and_those_of_the_other_what_they_changed(app: App, load: Load) -> None:
    old = load("a.csv", "T1,2026-03-01,1.00,open,Pan", "T2,2026-03-02,2.00,open,Pot")
    new = load("b.csv", "T1,2026-03-01,1.50,open,Pan", "T3,2026-03-02,2.00,open,Pot", replaces=old.id)
    assert became(app, old.id) == {2: "replaced", 3: "replaced"}
    assert became(app, new.id) == {2: "updated", 3: "new"}
    for result, lines in ((RowResult.NEW, [3]), (RowResult.UPDATED, [2])):
        assert [x.line for x in every(app, RowQuery(new.id or 0, result=result))] == lines
    gone = next(row for row in every(app, RowQuery(old.id or 0)) if row.line == 3)
    assert gone.said is not None
    assert (gone.said.id, gone.said.external_id) == (0, "T2")
    for result, lines in ((RowResult.REPLACED, [2, 3]), (RowResult.NEW, []), (RowResult.UPDATED, [])):
        assert [x.line for x in every(app, RowQuery(old.id or 0, result=result))] == lines


def test_a_row_that_a_payout_holds_waits_and_one_entered_by_hand_before_is_not_new(
    app: App, load: Load, awin: int
) -> None:
    load("a.csv", "T1,2026-03-01,1.00,approved,Pan")
    paid = next(row.id for row in app.ledger.rows())
    payout = app.payouts.add(Payout(date(2026, 4, 20), Money.of("1", "EUR"), awin)).value
    app.payouts.match(payout.id, Chosen("EUR", only=(paid,)))
    app.corrections.add(Entry(awin, date(2026, 3, 5), "EUR", 4_000_000, external_id="H1"))
    report = load("b.csv", "T1,2026-03-01,0.80,approved,Pan", "H1,2026-03-05,4.00,approved,Pot")
    assert became(app, report.id) == {2: "contested", 3: "unchanged"}
    assert [x.line for x in every(app, RowQuery(report.id or 0, result=RowResult.CONTESTED))] == [2]
    assert [x.line for x in every(app, RowQuery(report.id or 0, result=RowResult.UNCHANGED))] == [3]


def test_pages_in_any_order_hold_every_row_once(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,1.00,open,Pan", "T4,2026-03-04,2.00,open,Pot")
    lines = (
        f"T{n},{'never' if n % 5 == 0 else f'2026-03-0{n % 4 + 1}'},{n % 3}.00,open,P{n % 2}" for n in range(1, 15)
    )
    report = load("b.csv", *lines)
    for sort in RowSort:
        for descending in (False, True):
            query = RowQuery(report.id or 0, sort=sort, descending=descending)
            rows = [row.line for row in every(app, query, limit=4)]
            assert sorted(rows) == list(range(2, 16))
            assert [row.line for row in every(app, query, limit=1000)] == rows
            turned = every(app, replace(query, descending=not descending), limit=5)
            assert [row.line for row in turned] == rows[::-1]


def test_the_order_is_that_of_the_values(app: App, load: Load) -> None:
    report = load("a.csv", "T1,2026-03-03,9.00,open,Pan", "T2,2026-03-01,10.00,open,Ant", "T3,x,1.00,open,Lid")
    key = report.id or 0
    assert [row.line for row in every(app, RowQuery(key, sort=RowSort.COMMISSION))] == [4, 2, 3]
    assert [row.line for row in every(app, RowQuery(key, sort=RowSort.DAY, descending=True))] == [2, 3, 4]
    assert [row.line for row in every(app, RowQuery(key, sort=RowSort.PRODUCT))] == [4, 3, 2]


def test_rows_are_found_by_words_and_by_their_line(app: App, load: Load) -> None:
    report = load(
        "a.csv",
        "T1,2026-03-03,9.00,open,Pan",
        "T2,2026-03-01,10.00,frozen,Ant",
        "T3,2026-03-01,10.00,open,Pan",
        "T2b,soon,1.00,open,Lid",
    )
    found = {
        search: [row.line for row in every(app, RowQuery(report.id or 0, search=search))]
        for search in ("pan", "T2", "pan t1", "4", "soon", "100%", "_", "frozen")
    }
    assert found == {
        "pan": [2, 4],
        "T2": [3, 5],
        "pan t1": [2],
        "4": [4],
        "soon": [5],
        "100%": [],
        "_": [],
        "frozen": [3],
    }


def test_rows_of_a_workbook_stand_sheet_by_sheet(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Upwork", "upwork", currency="USD")).value.id
    head = ["Date", "Contract", "Hours", "Amount", "Payment type"]
    sheets = {
        name: [head, ["2026-05-01", f"Garden {name}", "2", "1.50", ""], ["tomorrow", "Shed", "2", "2.50", ""]]
        for name in ("Zeta", "Alpha")
    }
    write_workbook(tmp_path / "two.xlsx", sheets)
    report = app.statements.import_file(tmp_path / "two.xlsx", account)
    rows = every(app, RowQuery(report.id or 0))
    assert [(row.sheet, row.line, row.result.value) for row in rows] == [
        ("Zeta", 2, "new"),
        ("Zeta", 3, "rejected"),
        ("Alpha", 2, "new"),
        ("Alpha", 3, "rejected"),
    ]


def test_nobody_waits_for_an_answer_that_is_not_wanted_any_more(app: App, load: Load) -> None:
    report = load("a.csv", *(f"T{n},2026-03-01,1.00,open,Pan" for n in range(3000)))
    progress = Progress()
    query = RowQuery(report.id or 0, search="nowhere else", result=RowResult.NEW)
    assert app.file_rows.page(query, progress=progress).rows == ()
    progress.cancel()
    with pytest.raises(Cancelled):
        app.file_rows.page(query, progress=progress)
    assert len(app.file_rows.page(RowQuery(report.id or 0)).rows) == 200


def test_a_file_that_is_not_there_has_no_rows(app: App) -> None:
    assert app.file_rows.page(RowQuery(999)).rows == ()
