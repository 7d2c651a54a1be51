"""Every format that ships: its fixture is taken for exactly that format, imports right, and only once."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.ledger.model import EarningsFilter, Event
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.headers import candidates, recognized
from affiliate_desktop.statements.known import KnownFormats
from affiliate_desktop.statements.model import Cell
from tests.statements.expected import Cells, Expected, expected, fixtures, told
from tests.statements.files import FIXTURES, write_text

FOLDER = FIXTURES / "networks"
EXPECTED = [each for each in expected() if each.rows is not None]
FORMATS = list(KnownFormats(NetworkCatalog()).earnings())
NAMED = [each for each in FORMATS if each.headers]
OF_VISITS = [each for each in expected() if each.visits is not None]
BY_FILE = pytest.mark.parametrize("wanted", EXPECTED, ids=[each.file.name for each in EXPECTED])


def account(app: App, wanted: Expected) -> int:
    """An account at the network that sent the file."""
    network = wanted.format.partition("/")[0]
    return app.programs.add_account(Account(network, network, currency=wanted.currency[:3])).value.id


def micro(amount: str | None) -> int:
    return int(Decimal(amount or 0) * 1_000_000)


def rows_of(wanted: Expected) -> list[Cells]:
    """The earnings of a file."""
    return wanted.rows or []


@BY_FILE
def test_a_file_is_taken_for_exactly_its_format(app: App, wanted: Expected) -> None:
    account_id = account(app, wanted)
    report = app.statements.preview(wanted.file, account_id)
    assert [each.format for each in report.formats] == [wanted.format]
    placed = next(each for each in FORMATS if each.title == wanted.format).positions
    found = app.statements.identify(wanted.file)
    assert [each.format for each in found.sheets] == ["unknown" if placed else wanted.format]


@BY_FILE
def test_a_file_imports_with_the_right_rows_and_sums(app: App, wanted: Expected) -> None:
    report = app.statements.import_file(wanted.file, account(app, wanted))
    assert report.rejected == ()
    assert report.unknown == ()
    assert (report.new, report.updated, report.unchanged) == (len(rows_of(wanted)), 0, 0)
    found = Counter(
        (
            row.external_id,
            row.day.isoformat(),
            row.status.value,
            row.sale_micro,
            row.commission_micro,
            row.sub_id,
            row.program,
        )
        for row in app.ledger.rows(EarningsFilter())
    )
    assert found == Counter(
        (
            row["external_id"],
            row["day"],
            row["status"],
            micro(row["sale"]),
            micro(row["commission"]),
            row["sub_id"],
            row["program"],
        )
        for row in rows_of(wanted)
    )
    sums: dict[str | None, int] = defaultdict(int)
    for row in rows_of(wanted):
        sums[row["status"]] += micro(row["commission"])
    assert {total.status: total.commission_micro for total in report.totals} == sums
    assert {total.currency for total in report.totals} <= set(wanted.currency.split())


@BY_FILE
def test_a_file_that_is_imported_again_under_another_name_changes_nothing(
    app: App, wanted: Expected, tmp_path: Path
) -> None:
    account_id = account(app, wanted)
    app.statements.import_file(wanted.file, account_id)
    before = app.ledger.totals()
    content = wanted.file.read_bytes()
    again = tmp_path / wanted.file.name
    again.write_bytes(content + (b"\r\n" if b"\r\n" in content else b"\n"))
    report = app.statements.import_file(again, account_id)
    assert (report.new, report.updated, report.unchanged) == (0, 0, len(rows_of(wanted)))
    assert app.ledger.totals() == before


@pytest.mark.parametrize("wanted", OF_VISITS, ids=[each.file.name for each in OF_VISITS])
def test_a_file_of_visits_becomes_exactly_its_visits_and_no_money(app: App, wanted: Expected, tmp_path: Path) -> None:
    account_id = account(app, wanted)
    (sheet,) = app.statements.identify(wanted.file).sheets
    assert (sheet.format, sheet.visits, sheet.counted) == (wanted.format, True, False)
    report = app.statements.import_file(wanted.file, account_id)
    rows = wanted.visits or []
    assert (report.new, report.updated, report.unchanged, report.rejected) == (len(rows), 0, 0, ())
    found = [
        {
            "source": row.source,
            "medium": row.medium,
            "campaign": row.campaign,
            "first": row.first,
            "last": row.last,
            "sessions": str(row.sessions),
            "users": None if row.users is None else str(row.users),
        }
        for row in app.visits.of(report.id or 0)
    ]
    assert found == rows
    assert app.ledger.count() == 0
    again = tmp_path / wanted.file.name
    again.write_bytes(wanted.file.read_bytes() + b"\n")
    later = app.statements.import_file(again, account_id)
    assert (later.new, later.updated, later.unchanged) == (0, 0, len(rows))


def test_every_fixture_has_its_expected_rows_and_every_format_its_fixture() -> None:
    known = KnownFormats(NetworkCatalog())
    assert [file.name for file in fixtures() if not told(file).is_file()] == []
    fitting = {each.format: each for each in expected()}
    titles = {each.title for each in (*known.earnings(), *known.payments())}
    assert {title for title in titles if title not in fitting} == set()
    assert {each.title for each in known.payments()} == {
        title for title, each in fitting.items() if each.payments is not None
    }
    assert set(fitting) == titles


def heads(found: StatementFormat, *, full: bool) -> list[str]:
    """Column names as a file of this format has them."""
    names = [*found.headers, *(found.optional if full else ())]
    return [found.variants.get(name, (name,))[-1] if full else name for name in names]


@pytest.mark.parametrize("found", NAMED, ids=[each.title for each in NAMED])
def test_a_header_line_fits_one_format_only_with_and_without_what_is_optional(found: StatementFormat) -> None:
    for full in (False, True):
        rows: list[list[Cell]] = [[*heads(found, full=full)]]
        fits = candidates(rows, "", NAMED)
        assert [fit.format.title for fit in fits] == [found.title]
        backwards = recognized([rows[0][::-1]], "", NAMED[::-1])
        assert backwards is not None
        assert backwards[0] is found


def test_a_table_that_fits_two_networks_is_asked_about_and_the_account_decides(app: App, tmp_path: Path) -> None:
    names = {"tradedoubler/transactions-api": "2026-03-01", "webgains/earnings": "2026-03-01"}
    headers = [header for each in NAMED if each.title in names for header in each.headers]
    headers = list(dict.fromkeys(headers))
    row = ["2026-03-01" if "time" in each.casefold() or each == "date" else "5" for each in headers]
    file = write_text(tmp_path / "both.csv", ",".join(headers) + "\n" + ",".join(row) + "\n")
    sheet = app.statements.identify(file).sheets[0]
    assert sheet.format == "unknown"
    assert all(name in sheet.why for name in names)
    other = app.programs.add_account(Account("Other", "awin", currency="EUR")).value.id
    with pytest.raises(BadInput) as refused:
        app.statements.preview(file, other)
    assert refused.value.code == "format_unclear"
    for title in names:
        network = title.partition("/")[0]
        account_id = app.programs.add_account(Account(network, network, currency="EUR")).value.id
        assert [each.format for each in app.statements.preview(file, account_id).formats] == [title]


def test_a_later_file_changes_the_status_of_the_same_earning(app: App, tmp_path: Path) -> None:
    account_id = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
    text = (FOLDER / "awin-transactions.csv").read_text(encoding="utf-8")
    app.statements.import_file(write_text(tmp_path / "first.csv", text), account_id)
    later = text.replace(",pending,", ",declined,").replace("900000002,1234,59.90", "900000002,1234,61.90")
    report = app.statements.import_file(write_text(tmp_path / "later.csv", later), account_id)
    assert (report.new, report.updated, report.unchanged) == (0, 2, 2)
    found = {row.external_id: row for row in app.ledger.rows(EarningsFilter())}
    assert (found["900000001"].status, found["900000001"].status_raw) == ("reversed", "declined")
    assert found["900000002"].sale_micro == micro("61.90")


def test_an_answer_of_the_interface_and_a_table_of_the_same_earnings_count_once(app: App) -> None:
    account_id = app.programs.add_account(Account("impact", "impact", currency="EUR")).value.id
    app.statements.import_file(FOLDER / "impact-action-listing.csv", account_id)
    report = app.statements.import_file(FOLDER / "impact-paystub-listing.csv", account_id)
    assert (report.new, report.updated, report.unchanged) == (1, 2, 0)
    assert {row.status.value for row in app.ledger.rows(EarningsFilter())} == {"paid", "reversed"}


def test_an_estimate_without_an_id_is_corrected_by_a_later_file(app: App, tmp_path: Path) -> None:
    account_id = app.programs.add_account(Account("Ads", "adsense")).value.id
    text = (FOLDER / "adsense-report.csv").read_text(encoding="utf-8")
    app.statements.import_file(FOLDER / "adsense-report.csv", account_id)
    report = app.statements.import_file(write_text(tmp_path / "later.csv", text.replace("1.23", "1.11")), account_id)
    assert (report.new, report.updated, report.unchanged) == (0, 1, 2)


def test_flags_and_types_decide_the_event(app: App) -> None:
    for file, network, events in (
        ("shareasale-activity.txt", "shareasale", {Event.SALE: 4, Event.SIGNUP: 1}),
        ("cj-commissions-api.json", "cj", {Event.SALE: 2, Event.SIGNUP: 1}),
        ("upwork-transactions.csv", "upwork", {Event.PROJECT: 1, Event.BONUS: 1}),
    ):
        account_id = app.programs.add_account(Account(network, network, currency="USD")).value.id
        app.statements.import_file(FOLDER / file, account_id)
        rows = app.ledger.rows(EarningsFilter(account_id=account_id))
        assert Counter(row.event for row in rows) == events


def test_local_times_carry_the_offset_of_the_networks_zone(app: App) -> None:
    account_id = app.programs.add_account(Account("SAS", "shareasale")).value.id
    app.statements.import_file(FOLDER / "shareasale-activity.txt", account_id)
    times = {row.external_id: row.time for row in app.ledger.rows(EarningsFilter())}
    assert times["700001"] == "2026-03-01T08:15:00-06:00"


def test_a_time_of_day_in_its_own_column_joins_the_date(app: App) -> None:
    account_id = app.programs.add_account(Account("R", "rakuten", currency="USD")).value.id
    app.statements.import_file(FOLDER / "rakuten-signature-orders.csv", account_id)
    assert {row.time for row in app.ledger.rows(EarningsFilter())} >= {"2026-03-01T10:15:30", "2026-03-09T11:00:00"}


def test_a_file_known_by_places_only_is_read_for_its_own_network_alone(app: App, tmp_path: Path) -> None:
    other = app.programs.add_account(Account("Awin", "awin", currency="USD")).value.id
    with pytest.raises(BadInput) as refused:
        app.statements.preview(FOLDER / "avantlink-sales.csv", other)
    assert refused.value.code == "mapping_needed"
    own = app.programs.add_account(Account("Avant", "avantlink", currency="USD")).value.id
    text = (FOLDER / "avantlink-sales.csv").read_text(encoding="utf-8").replace("5.25", "five")
    with pytest.raises(BadInput) as unread:
        app.statements.preview(write_text(tmp_path / "moved.csv", text), own)
    assert unread.value.code == "mapping_needed"


def test_every_network_file_says_where_its_formats_are_known_from() -> None:
    catalog = NetworkCatalog()
    assert catalog.problems() == ()
    assert {network.id for network in catalog.every()} == {
        f.stem for f in (resource_folder() / "networks").glob("*.toml")
    }
    newer = [each for each in FORMATS if not each.title.startswith(("amazon/fee-", "amazon/bounty", "upwork/weekly"))]
    assert all(each.source for each in newer)
    assert all(each.counted or each.why for each in newer)
