"""Recognition explains itself, and asks where nothing in the file tells."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.model import EarningsFilter
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.encoding import GLANCE_BYTES
from affiliate_desktop.statements.model import Choices, Explained, Identified, Question
from tests.statements.files import FIXTURES, write_text

NETWORKS = FIXTURES / "networks"
FEE_HEAD = (
    "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($),"
    "Device Type Group"
)
FEE_ROW = "Home,Pan,B1,3rd Party,shop-20,2026-03-0{n} 10:00:00,9.99,1,0,9.99,0.40,PHONE"
PEPPERJAM = "transaction_id,program_name,date,sale_amount,commission,status,sid"


def only(found: Identified) -> Explained:
    """What is said about the one sheet."""
    (each,) = found.explained
    return each


def asked(found: Identified) -> dict[str, Question]:
    """The questions by their code."""
    return {question.code: question for each in found.explained for question in each.questions}


def fee_earnings(tmp_path: Path, rows: int = 3) -> Path:
    """A report whose amounts carry a bare dollar sign in their heads."""
    lines = ["Fee-Earnings reports from 03-01-2026 to 03-31-2026", FEE_HEAD]
    return write_text(tmp_path / "fees.csv", "\n".join([*lines, *(FEE_ROW.format(n=n % 9 + 1) for n in range(rows))]))


def test_it_says_how_the_file_was_read_what_it_is_and_why(app: App, tmp_path: Path) -> None:
    text = (
        "Möbel;;;;;;;\nnothing;;;;;;;\n"
        "id;advertiser_id;sale_amount;commission;date;commission_status;click_ref;type\n"
        "1;7;10,00;1,00;01.03.2026 10:00:00;pending;grün;sale\n"
        "2;7;20,00;2,00;13.03.2026 10:00:00;approved;b;sale\n"
        "3;7;20,00;zwei;14.03.2026 10:00:00;approved;c;sale\n"
    )
    file = tmp_path / "awin.csv"
    file.write_bytes(text.encode("cp1252"))
    found = app.statements.identify(file)
    each = only(found)
    assert (found.container, found.encoding, found.delimiter) == ("csv", "cp1252", ";")
    assert (each.format, each.name, each.header_line) == ("awin/transactions", "Transactions", 3)
    assert "columns of the format stand in line 3" in each.because[0]
    places = {use.field: (use.column, use.header) for use in each.columns}
    assert places["date"] == (5, "date")
    assert places["commission"] == (4, "commission")
    assert (each.date, each.zone, each.decimal) == ("day.month.year", "Europe/London", ",")
    assert (each.rows, each.exact, each.not_understood) == (3, True, 1)
    assert [(row.line, row.code) for row in each.problems] == [(6, "not_an_amount")]


def test_how_sure_it_is_follows_from_where_the_format_is_known(app: App) -> None:
    sure = only(app.statements.identify(FIXTURES / "amazon-us-fee-earnings.csv"))
    weak = only(app.statements.identify(NETWORKS / "cj-commission-detail.csv"))
    assert (sure.certainty, weak.certainty) == ("sample", "code")
    assert any(text.startswith("Sure:") for text in sure.because)
    assert any(text.startswith("Known from:") for text in weak.because)


def test_rows_that_a_format_leaves_out_are_neither_understood_nor_a_problem(app: App) -> None:
    each = only(app.statements.identify(NETWORKS / "gumroad-payout.csv"))
    assert each.left_out > 0
    assert each.not_understood == 0


def test_a_bare_dollar_sign_is_asked_about_and_remembered_for_the_account(app: App, tmp_path: Path) -> None:
    file = fee_earnings(tmp_path)
    question = asked(app.statements.identify(file))["currency"]
    assert (question.option, question.choices[:2]) == ("--currency", ("USD", "CAD"))
    account = app.programs.add_account(Account("Amazon", "amazon")).value.id
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(file, account)
    assert problem.value.code == "currency_needed"
    app.statements.import_file(file, account, currency="CAD")
    later = write_text(tmp_path / "later.csv", file.read_text(encoding="utf-8").replace("2026-03", "2026-04"))
    app.statements.import_file(later, account)
    assert {row.currency for row in app.ledger.rows(EarningsFilter())} == {"CAD"}


def test_a_sign_that_never_stands_for_the_accounts_currency_is_asked_about(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Amazon DE", "amazon", currency="EUR")).value.id
    for call in (
        lambda: app.statements.preview(fee_earnings(tmp_path), account),
        lambda: app.statements.preview(fee_earnings(tmp_path), account, currency="EUR"),
    ):
        with pytest.raises(BadInput) as problem:
            call()
        assert problem.value.code in {"currency_needed", "currency_differs"}


def test_a_row_whose_sign_contradicts_its_currency_is_told(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("P", "pepperjam", currency="EUR")).value.id
    rows = f"{PEPPERJAM}\n1,A,2026-03-01,20.00,1.00,paid,x\n2,A,2026-03-02,$20.00,$1.00,paid,x\n"
    report = app.statements.preview(write_text(tmp_path / "p.csv", rows), account)
    assert [(row.line, row.code) for row in report.rejected] == [(3, "two_currencies")]


def test_an_undecidable_order_of_day_and_month_is_asked_and_the_answer_followed(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("P", "pepperjam", currency="USD")).value.id
    rows = "".join(f"{n},A,0{n}/0{n + 1}/2026,20.00,1.00,paid,x\n" for n in range(1, 5))
    file = write_text(tmp_path / "p.csv", f"{PEPPERJAM}\n{rows}")
    question = asked(app.statements.identify(file))["date_order"]
    assert (question.option, question.choices) == ("--date-format", ("%d/%m/%Y", "%m/%d/%Y"))
    assert only(app.statements.identify(file)).date == "?/?/year"
    report = app.statements.import_file(file, account, choices=Choices(date_format="%d/%m/%Y"))
    assert report.rejected == ()
    assert min(row.day.isoformat() for row in app.ledger.rows(EarningsFilter())) == "2026-02-01"


def test_dates_written_in_two_ways_are_not_understood_rather_than_guessed(app: App, tmp_path: Path) -> None:
    rows = "1,A,2026-03-01,20.00,1.00,paid,x\n2,A,2026-03-02,20.00,1.00,paid,x\n3,A,03/04/2026,20.00,1.00,paid,x\n"
    each = only(app.statements.identify(write_text(tmp_path / "p.csv", f"{PEPPERJAM}\n{rows}")))
    assert (each.not_understood, [row.code for row in each.problems]) == (1, ["date_differs"])


def ambiguous(tmp_path: Path) -> Path:
    """A table with the columns of two networks."""
    heads = "timeOfTransaction,commission,status,orderValue,programName,epi,date,transactionID,programID,saleValue"
    row = "2026-03-01,5,A,10,Shop,ref,2026-03-02,77,12,10"
    return write_text(tmp_path / "both.csv", f"{heads}\n{row}\n")


def test_of_two_formats_that_fit_the_user_says_which(app: App, tmp_path: Path) -> None:
    file = ambiguous(tmp_path)
    found = app.statements.identify(file)
    question = asked(found)["format"]
    assert question.option == "--format"
    assert set(question.choices) == {"tradedoubler/transactions-api", "webgains/earnings"}
    other = app.programs.add_account(Account("Own", "awin", currency="EUR")).value.id
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(file, other)
    assert problem.value.code == "format_unclear"
    for title in question.choices:
        network = title.partition("/")[0]
        account = app.programs.add_account(Account(network, network, currency="EUR")).value.id
        report = app.statements.preview(file, account, choices=Choices(form=title))
        assert [each.format for each in report.formats] == [title]


def test_a_format_that_is_named_but_does_not_fit_says_what_is_missing(app: App, amazon: int) -> None:
    with pytest.raises(BadInput, match=r"no column “Date”.*“Bonus”") as problem:
        app.statements.preview(
            FIXTURES / "amazon-us-fee-earnings.csv", amazon, choices=Choices(form="amazon/fee-bonus-earnings")
        )
    assert problem.value.code == "format_differs"


def test_an_account_decides_what_a_file_without_known_names_is(app: App) -> None:
    file = NETWORKS / "avantlink-sales.csv"
    assert only(app.statements.identify(file)).format == "unknown"
    own = app.programs.add_account(Account("Avant", "avantlink", currency="USD")).value.id
    assert only(app.statements.identify(file, account_id=own)).format == "avantlink/sales"


def test_a_list_of_payments_is_told_from_earnings(app: App, awin: int) -> None:
    file = FIXTURES / "payments" / "paypal-activity.csv"
    found = app.statements.identify(file)
    assert (found.payments, found.needs_mapping, found.suggested) == ("paypal/activity", False, None)
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(file, awin)
    assert problem.value.code == "payment_file"


def test_a_large_file_is_looked_at_in_parts_and_that_is_said(app: App, tmp_path: Path) -> None:
    count = 2 * GLANCE_BYTES // len(FEE_ROW)
    file = fee_earnings(tmp_path, count)
    sample = app.statements.identify(file)
    each = only(sample)
    assert (each.format, each.exact, sample.sha256) == ("amazon/fee-earnings", False, "")
    assert each.checked < count / 5
    assert abs(each.rows - count) < count / 50
    assert each.not_understood == 0


def test_a_large_file_is_read_to_its_end_when_that_is_asked_for(app: App, tmp_path: Path) -> None:
    count = GLANCE_BYTES // len(FEE_ROW) + 3_000
    file = fee_earnings(tmp_path, count)
    file.write_text(file.read_text(encoding="utf-8").replace("0.40,PHONE", "?,PHONE", 1), encoding="utf-8")
    found = app.statements.identify(file, full=True)
    each = only(found)
    assert (each.rows, each.exact, each.not_understood, len(found.sha256)) == (count, True, 1, 64)
