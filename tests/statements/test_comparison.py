"""What differs between two statements: by id, by fingerprint and count, in common days, and what it is worth."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.comparison import SideRow, Tally, paired
from affiliate_desktop.statements.comparison_model import Booked, DifferenceKind, DifferenceSort, Imported, OnDisk
from affiliate_desktop.statements.comparison_service import Comparison
from affiliate_desktop.statements.model import ColumnMap, Field

HEAD = "Date,Id,Commission,Sale,Sub,State,Product\n"
MAY = """2026-05-01,A1,5.00,50,x1,open,Boots
2026-05-02,A2,2.50,25,x1,open,Poles
2026-05-03,A3,9.00,90,x2,open,Kettle
2026-05-04,A4,1.00,10,x3,open,Cup
2026-05-05,A5,0.75,8,x4,open,Umbrella
2026-05-09,A9,7.00,70,x4,open,Late
"""
LATER = """2026-04-28,A0,1.00,10,x1,open,Early
2026-05-01,A1,5.00,50,x1,open,Boots
2026-05-02,A2,2.00,25,x1,open,Poles
2026-05-03,A3,9.00,90,x2,declined,Kettle
2026-05-05,A4,1.00,10,y3,open,Cup
2026-05-06,A6,3.00,30,x5,open,=Tent
"""
COLUMNS = ColumnMap(
    {
        Field.DATE: "Date",
        Field.EXTERNAL_ID: "Id",
        Field.COMMISSION: "Commission",
        Field.SALE_AMOUNT: "Sale",
        Field.SUB_ID: "Sub",
        Field.STATUS: "State",
        Field.PRODUCT: "Product",
    },
    currency="EUR",
    statuses={"open": "pending", "declined": "reversed"},
)
PLAIN = ColumnMap({Field.DATE: "Date", Field.COMMISSION: "Commission", Field.PRODUCT: "Product"}, currency="EUR")
K = DifferenceKind


@pytest.fixture
def account(app: App) -> int:
    return app.programs.add_account(Account("Shops", "awin", currency="EUR")).value.id


def write(path: Path, rows: str, head: str = HEAD) -> Path:
    path.write_text(head + rows)
    return path


def put(app: App, account: int, path: Path, columns: ColumnMap = COLUMNS) -> Imported:
    report = app.statements.import_file(path, account, column_map=columns)
    assert report.id is not None
    return Imported(report.id)


@pytest.fixture
def both(app: App, account: int, tmp_path: Path) -> tuple[Imported, Imported]:
    may, later = write(tmp_path / "may.csv", MAY), write(tmp_path / "later.csv", LATER)
    return put(app, account, may), put(app, account, later)


def kinds(found: Comparison) -> dict[str, tuple[int, int]]:
    """Count and worth in cents, by kind."""
    return {each.kind.value: (each.count, each.difference_micro // 10_000) for each in found.found.kinds}


EXPECTED = {
    "vanished": (1, -75),
    "appeared": (1, 300),
    "shrank": (1, -50),
    "status": (1, -900),
    "date": (1, 0),
    "sub_id": (1, 0),
}


def test_two_imports_are_compared_over_the_days_that_both_cover(app: App, both: tuple[Imported, Imported]) -> None:
    with app.comparisons.compare(*both) as found:
        told = found.found
        assert (told.period, told.common) == (Period(date(2026, 5, 1), date(2026, 5, 6)), True)
        assert kinds(found) == EXPECTED
        assert (told.matched, told.unchanged, told.differing) == (4, 1, 5)
        (net,) = told.net
        assert (net.rows_before, net.rows_after, net.difference_micro) == (5, 5, -7_250_000)
        (change,) = told.statuses
        assert (change.before, change.after, change.count, change.before_micro) == ("pending", "reversed", 1, 9_000_000)


def test_other_days_are_compared_when_asked(app: App, both: tuple[Imported, Imported]) -> None:
    with app.comparisons.compare(*both, period=ALL_TIME) as found:
        assert kinds(found)["vanished"] == (2, -775)
        assert kinds(found)["appeared"] == (2, 400)
        assert not found.found.common
    with app.comparisons.compare(*both, period=Period(date(2026, 5, 5), date(2026, 5, 5))) as found:
        assert kinds(found) == {"vanished": (1, -75), "date": (1, 0), "sub_id": (1, 0)}


def test_rows_are_listed_those_that_cost_most_first_and_in_any_order(app: App, both: tuple[Imported, Imported]) -> None:
    with app.comparisons.compare(*both) as found:
        assert [row.external_id for row in found.rows()] == ["A3", "A5", "A2", "A4", "A6"]
        first = next(found.rows())
        assert first.before is not None
        assert first.after is not None
        assert (first.before.status, first.after.status, first.difference_micro) == ("pending", "reversed", -9_000_000)
        assert (first.before.line, first.after.line) == (4, 5)
        assert [row.external_id for row in found.rows([K.DATE, K.APPEARED])] == ["A4", "A6"]
        page = found.page(sort=(DifferenceSort.EXTERNAL_ID, True), limit=2)
        rest = found.page(sort=(DifferenceSort.EXTERNAL_ID, True), limit=9, after=page.after)
        assert [row.external_id for row in (*page.rows, *rest.rows)] == ["A6", "A5", "A4", "A3", "A2"]
        for sort in DifferenceSort:
            assert len(found.page(sort=(sort, False)).rows) == 5
        assert [row.external_id for row in found.page(search="poles X1").rows] == ["A2"]
        assert found.count(search="y3") == 1


def test_files_need_not_be_imported(app: App, account: int, tmp_path: Path, both: tuple[Imported, Imported]) -> None:
    one, other = OnDisk(tmp_path / "may.csv"), OnDisk(tmp_path / "later.csv")
    with app.comparisons.compare(both[0], other) as found:  # read as the import was
        assert kinds(found) == EXPECTED
    app.profiles.save("Shops", tuple(HEAD.strip().split(",")), COLUMNS)
    with app.comparisons.compare(one, other) as found:
        assert kinds(found) == EXPECTED
        assert (found.found.before.kind, found.found.before.name) == ("file", "may.csv")
    assert len(app.statements.list()) == 2


def test_a_file_is_compared_with_the_ledger_over_the_files_days(app: App, account: int, tmp_path: Path) -> None:
    put(app, account, write(tmp_path / "may.csv", MAY))
    app.profiles.save("Shops", tuple(HEAD.strip().split(",")), COLUMNS)
    file = write(tmp_path / "later.csv", LATER)
    with app.comparisons.compare(Booked(account), OnDisk(file)) as found:
        assert found.found.period == Period(date(2026, 4, 28), date(2026, 5, 6))
        assert kinds(found) == EXPECTED | {"appeared": (2, 400)}


def test_rows_without_ids_are_compared_by_count_and_day(app: App, account: int, tmp_path: Path) -> None:
    head = "Date,Commission,Product\n"
    one = write(tmp_path / "a.csv", "2026-05-01,1.00,Cup\n" * 3 + "2026-05-02,2.00,Pot\n", head)
    other = write(tmp_path / "b.csv", "2026-05-01,1.00,Cup\n" + "2026-05-02,2.00,Pot\n" * 2, head)
    sides = put(app, account, one, PLAIN), put(app, account, other, PLAIN)
    with app.comparisons.compare(*sides) as found:
        assert kinds(found) == {"vanished": (2, -200), "appeared": (1, 200)}
        assert found.found.matched == 2


def test_a_changed_currency_is_never_subtracted() -> None:
    def row(currency: str) -> SideRow:
        return SideRow("i:1", "1", "2026-05-01", "approved", currency, 0, 1_000_000, "", "", "", 1)

    tally = Tally(ALL_TIME)
    found = [each for pair in paired([row("EUR")], [row("USD")]) for each in tally.take(pair)]
    assert [kind for _, kinds in found for kind in kinds] == [K.VANISHED, K.APPEARED]
    assert [(net.currency, net.difference_micro) for net in tally.net()] == [("EUR", -1_000_000), ("USD", 1_000_000)]


def test_what_payouts_made_paid_is_no_difference_to_a_file_that_says_approved() -> None:
    def row(status: str) -> SideRow:
        return SideRow("i:1", "1", "2026-05-01", status, "EUR", 0, 1_000_000, "", "", "", 1)

    pair = (row("paid"), row("approved"))
    assert Tally(ALL_TIME, booked=True).take(pair) == []
    assert len(Tally(ALL_TIME).take(pair)) == 1


SIDES = st.lists(
    st.tuples(st.sampled_from(["i:1", "i:2", "i:3", "f:d:a", "f:d:b"]), st.integers(-3, 3), st.booleans()), max_size=14
)


@given(SIDES, SIDES)
def test_worth_of_all_differences_is_the_difference_of_the_sums(one: object, other: object) -> None:
    def rows(side: list[tuple[str, int, bool]]) -> list[SideRow]:
        made = [
            SideRow(base, None, "2026-05-01", "reversed" if back else "paid", "EUR", 0, cents, "", "", "", line)
            for line, (base, cents, back) in enumerate(side)
        ]
        return sorted(made, key=lambda row: (row.base, row.line))

    def once(side: list[SideRow]) -> list[SideRow]:
        firsts = [row.base for row in side]
        return [row for at, row in enumerate(side) if row.base[0] != "i" or firsts.index(row.base) == at]

    left, right = rows(one), rows(other)  # type: ignore[arg-type]
    tally = Tally(ALL_TIME)
    found = [each for pair in paired(left, right) for each in tally.take(pair)]
    worth = sum((after.earned if after else 0) - (before.earned if before else 0) for (before, after), _ in found)
    assert worth == sum(row.earned for row in once(right)) - sum(row.earned for row in once(left))
    assert sum(net.difference_micro for net in tally.net()) == worth
    assert len(found) == tally.differing
    assert tally.matched == sum(
        min(sum(row.base == base for row in once(left)), sum(row.base == base for row in once(right)))
        for base in {row.base for row in left}
    )


def test_differences_are_saved_as_csv_and_spreadsheet_that_hold_no_formula(
    app: App, both: tuple[Imported, Imported], tmp_path: Path
) -> None:
    from python_calamine import CalamineWorkbook

    with app.comparisons.compare(*both) as found:
        found.save(tmp_path / "d.csv")
        found.save(tmp_path / "d.xlsx", [K.APPEARED])
    rows = list(csv.DictReader((tmp_path / "d.csv").read_text("utf-8-sig").splitlines()))
    assert [row["Id"] for row in rows] == ["A3", "A5", "A2", "A4", "A6"]
    assert (rows[2]["Kinds"], rows[2]["Commission before"], rows[2]["Difference"]) == ("shrank", "2.50", "-0.50")
    assert rows[4]["Product"] == "'=Tent"
    head, row = CalamineWorkbook.from_path(tmp_path / "d.xlsx").get_sheet_by_index(0).to_python()
    assert dict(zip(head, row, strict=True))["Difference"] == 3.0
    assert dict(zip(head, row, strict=True))["Product"] == "=Tent"


def test_what_cannot_be_compared_is_refused(
    app: App, account: int, tmp_path: Path, both: tuple[Imported, Imported]
) -> None:
    other = app.programs.add_account(Account("Other", "awin", currency="EUR")).value.id
    foreign = put(app, other, write(tmp_path / "x.csv", MAY + "2026-05-10,B1,1.00,1,x,open,Z\n"))
    with pytest.raises(BadInput, match="different accounts"):
        app.comparisons.compare(both[0], foreign)
    june = put(app, account, write(tmp_path / "june.csv", "2026-06-01,C1,1.00,1,x,open,Z\n"))
    with pytest.raises(BadInput, match="no common day"):
        app.comparisons.compare(both[0], june)
    unknown = write(tmp_path / "unknown.csv", "1,2\n", "a,b\n")
    with pytest.raises(BadInput):
        app.comparisons.compare(both[0], OnDisk(unknown))
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        app.comparisons.compare(*both, progress=stopped)
