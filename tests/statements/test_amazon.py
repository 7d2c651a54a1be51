"""Amazon Associates: one workbook, many reports, of which some repeat the same money."""

from collections.abc import Callable
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.model import Event
from affiliate_desktop.programs.model import Account
from tests.statements.files import EARNINGS, FIXTURES, amazon_sheets, earning, write_workbook


def test_of_a_workbook_only_the_sheets_that_hold_new_money_count(app: App, amazon: int, tmp_path: Path) -> None:
    report = app.statements.import_file(write_workbook(tmp_path / "all.xlsx", amazon_sheets()), amazon)

    assert {(sheet.sheet, sheet.format, sheet.rows, sheet.counted) for sheet in report.formats} == {
        ("Fee-Orders", "amazon/fee-orders", 1, False),
        ("Fee-Earnings", "amazon/fee-earnings", 3, True),
        ("Bounty", "amazon/bounty", 1, True),
        ("Fee-BonusEarnings", "amazon/fee-bonus-earnings", 3, True),
        ("Fee-DailyTrends", "amazon/fee-daily-trends", 1, False),
        ("Fee-Tracking", "amazon/fee-tracking", 1, False),
        ("Fee-OrdersWithClicks", "amazon/fee-orders-with-clicks", 1, False),
        ("Fee-LinkType", "amazon/fee-link-type", 1, False),
    }
    assert (report.rows, report.new, report.updated, report.unchanged, report.rejected) == (5, 5, 0, 0, ())
    (total,) = report.totals
    assert (total.currency, total.status, total.count) == ("USD", "approved", 5)
    assert total.sale_micro == 29_990_000
    assert total.commission_micro == 1_350_000 + 3_000_000 + 250_000


def test_bonus_bounty_and_sale_are_told_apart(app: App, amazon: int, tmp_path: Path) -> None:
    app.statements.import_file(write_workbook(tmp_path / "all.xlsx", amazon_sheets()), amazon)
    found = {(row.event, row.sale_micro, row.commission_micro) for row in app.ledger.rows()}
    assert (Event.BONUS, 0, 250_000) in found
    assert (Event.SIGNUP, 0, 3_000_000) in found
    assert (Event.SALE, -29_990_000, -1_350_000) in found


def test_rows_that_are_equal_in_one_file_are_different_earnings(app: App, amazon: int) -> None:
    report = app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    assert (report.rows, report.new) == (5, 5)
    assert report.totals[0].commission_micro == 1_390_000
    again = app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    assert (again.id, again.known, again.new, again.unchanged, again.rows) == (report.id, True, 0, 5, 5)


def test_every_row_knows_its_file_line_product_and_time(app: App, amazon: int) -> None:
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    newest, *_, oldest = app.ledger.rows().rows
    assert (newest.line, newest.time, newest.quantity, newest.product) == (
        7,
        "2026-03-20T23:59:59",
        0,
        'Cast iron pan, 10"',
    )
    assert (oldest.line, oldest.file, oldest.program) == (3, "amazon-us-fee-earnings.csv", "Amazon Associates")
    assert {row.sub_id for row in app.ledger.rows()} == {"mystore-20", "spring-20"}


def test_the_same_rows_as_csv_and_as_workbook_are_counted_once(app: App, amazon: int, tmp_path: Path) -> None:
    rows = [earning("2026-03-02", 29.99, 1.35), earning("2026-03-03", 5.5, 0.3)]
    lines = ["Fee-Earnings reports", ",".join(EARNINGS), *(",".join(map(str, row)) for row in rows)]
    text = tmp_path / "report.csv"
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    book = write_workbook(tmp_path / "report.xlsx", {"Fee-Earnings": [["Fee-Earnings reports"], EARNINGS, *rows]})
    assert app.statements.import_file(text, amazon).new == 2
    second = app.statements.import_file(book, amazon)
    assert (second.new, second.updated, second.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("file", "currency", "commission"),
    [("amazon-uk-fee-earnings.csv", "GBP", 1_120_000), ("amazon-in-fee-earnings.csv", "INR", 17_500_000)],
)
def test_headers_of_other_countries_are_known(app: App, file: str, currency: str, commission: int) -> None:
    account = app.programs.add_account(Account("Other", "amazon")).value.id
    given = None if currency == "INR" else currency
    report = app.statements.import_file(FIXTURES / file, account, currency=given)
    assert [(each.currency, each.commission_micro) for each in report.totals] == [(currency, commission)]


def test_a_dollar_sign_alone_does_not_say_which_currency(app: App, contents: Callable[[], object]) -> None:
    account = app.programs.add_account(Account("No currency", "amazon")).value.id
    before = contents()
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", account)
    assert problem.value.code == "currency_needed"
    assert contents() == before
    report = app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", account, currency="cad")
    assert report.totals[0].currency == "CAD"


def test_a_file_that_names_another_currency_is_not_misread(app: App, amazon: int) -> None:
    with pytest.raises(BadInput, match="INR, not in USD"):
        app.statements.import_file(FIXTURES / "amazon-in-fee-earnings.csv", amazon, currency="USD")


def test_a_statement_of_another_network_is_refused(app: App, amazon: int) -> None:
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(FIXTURES / "upwork-weekly-summary.csv", amazon)
    assert problem.value.code == "other_network"


def test_a_report_without_money_is_named_and_counts_nothing(app: App, amazon: int, tmp_path: Path) -> None:
    sheets = {name: rows for name, rows in amazon_sheets().items() if name == "Fee-Orders"}
    report = app.statements.import_file(write_workbook(tmp_path / "orders.xlsx", sheets), amazon)
    assert (report.rows, report.totals, [sheet.counted for sheet in report.formats]) == (0, (), [False])
    assert app.ledger.count() == 0


def test_a_bad_date_and_a_bad_amount_are_listed_and_the_rest_goes_in(app: App, amazon: int, tmp_path: Path) -> None:
    rows = [
        earning("2026-03-02", 29.99, 1.35),
        ["Home", "Pan", "B1", "3rd Party", "t", "31.02.2026", 1, 1, 0, 1, 1, "PHONE"],
        ["Home", "Pan", "B1", "3rd Party", "t", "2026-02-31 10:00:00", 1, 1, 0, 1, 1, "PHONE"],
        ["Home", "Pan", "B1", "3rd Party", "t", "2026-03-04 10:00:00", 1, 1, 0, 1, "soon", "PHONE"],
    ]
    file = write_workbook(tmp_path / "bad.xlsx", {"Fee-Earnings": [["Fee-Earnings"], EARNINGS, *rows]})
    report = app.statements.import_file(file, amazon)
    assert (report.rows, report.new) == (4, 1)
    assert [(row.sheet, row.line, row.code) for row in report.rejected] == [
        ("Fee-Earnings", 4, "date_differs"),
        ("Fee-Earnings", 5, "no_such_day"),
        ("Fee-Earnings", 6, "not_an_amount"),
    ]
    assert app.statements.rejected(report.id or 0) == report.rejected


def test_amounts_with_decimal_commas_are_read_when_the_whole_column_has_them(
    app: App, amazon: int, tmp_path: Path
) -> None:
    rows = [
        ["Home", "Pan", "B1", "3rd Party", "t", "2026-03-02", "1.234,56 €", 1, 0, "1.234,56", "61,73", "PHONE"],
        ["Home", "Pan", "B1", "3rd Party", "t", "2026-03-03", "12,00", 0, 1, "(12,00)", "0,60-", "PHONE"],
    ]
    file = write_workbook(tmp_path / "comma.xlsx", {"Fee-Earnings": [["Fee-Earnings"], EARNINGS, *rows]})
    report = app.statements.import_file(file, amazon)
    assert report.rejected == ()
    assert (report.totals[0].sale_micro, report.totals[0].commission_micro) == (1_222_560_000, 61_130_000)
