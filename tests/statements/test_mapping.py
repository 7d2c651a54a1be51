"""Tables of no known format: guesses, the user's mapping, and mappings that are remembered."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.statements.files import FIXTURES, write_text, write_workbook

GERMAN = ColumnMap(
    columns={
        Field.DATE: "Datum",
        Field.EXTERNAL_ID: "Vorgang",
        Field.PROGRAM: "Händler",
        Field.SALE_AMOUNT: "Warenwert",
        Field.COMMISSION: "Provision",
        Field.CURRENCY: "Währung",
        Field.STATUS: "Zustand",
        Field.SUB_ID: "SubID",
    },
    statuses={"offen": "pending", "Storniert": "reversed"},
)


def test_the_meaning_of_columns_is_guessed_from_words_and_values(app: App) -> None:
    found = app.statements.identify(FIXTURES / "german-table.csv")
    assert (found.container, found.encoding, found.delimiter) == ("csv", "cp1252", ";")
    assert found.needs_mapping
    assert found.network is None
    assert found.suggested is not None
    assert found.suggested.columns == GERMAN.columns
    assert found.suggested.statuses == {"offen": "pending", "storniert": "reversed"}
    assert found.suggested.header_line == 1
    assert found.sample[0][2] == "Möbelhaus"
    assert found.sheets[0].rows == 4


def test_values_tell_where_words_do_not(app: App, tmp_path: Path) -> None:
    text = "Zeile;Wann;Was;Geld\nx;2026-03-01;EUR;5,50\ny;2026-03-02;EUR;6,50\n"
    found = app.statements.identify(write_text(tmp_path / "odd.csv", text)).suggested
    assert found is not None
    assert found.columns == {Field.DATE: "Wann", Field.CURRENCY: "Was", Field.COMMISSION: "Geld"}


@pytest.mark.parametrize(
    ("head", "sale", "commission"),
    [
        ("Date,Order ID,Amount,Commission", "Amount", "Commission"),
        ("Date,Order ID,Commission,Amount", "Amount", "Commission"),
        ("Datum,Bestellnummer,Betrag,Provision", "Betrag", "Provision"),
        ("Fecha,Número de pedido,Importe,Comisión", "Importe", "Comisión"),
        ("Date,Order ID,Net,Commission Amount", "Net", "Commission Amount"),
    ],
)
def test_a_name_for_any_amount_is_no_commission_beside_a_column_that_says_so(
    app: App, tmp_path: Path, head: str, sale: str, commission: str
) -> None:
    names = head.split(",")
    values = {names[0]: "2026-03-0{}", names[1]: "A-{}", sale: "{}0.00", commission: "{}.00"}
    lines = [head, *(",".join(values[name].format(n) for name in names) for n in (1, 2, 3))]
    found = app.statements.identify(write_text(tmp_path / "shop.csv", "\n".join(lines) + "\n")).suggested
    assert found is not None
    assert (found.columns[Field.COMMISSION], found.columns[Field.SALE_AMOUNT]) == (commission, sale)


def test_an_amount_alone_is_the_commission(app: App, tmp_path: Path) -> None:
    text = "Date,Amount\n2026-03-01,1.00\n2026-03-02,2.00\n"
    found = app.statements.identify(write_text(tmp_path / "alone.csv", text)).suggested
    assert found is not None
    assert found.columns == {Field.DATE: "Date", Field.COMMISSION: "Amount"}


def test_a_mapped_table_is_read_with_its_words_signs_and_programs(app: App, awin: int) -> None:
    report = app.statements.import_file(FIXTURES / "german-table.csv", awin, column_map=GERMAN)
    assert (report.rows, report.new) == (4, 2)
    assert [(row.line, row.code) for row in report.rejected] == [(4, "no_such_day"), (5, "not_an_amount")]
    assert [(each.status, each.sale_micro, each.commission_micro) for each in report.totals] == [
        ("pending", 1_234_560_000, 98_760_000),
        ("reversed", -12_000_000, -960_000),
    ]
    assert {program.name for program in app.programs.programs(awin)} == {"Möbelhaus", "Gärtnerei"}
    assert [(each.group(Grouping.PROGRAM), each.count) for each in app.ledger.totals([Grouping.PROGRAM])] == [
        ("Gärtnerei", 1),
        ("Möbelhaus", 1),
    ]
    row = app.ledger.rows().rows[-1]
    assert (row.external_id, row.status_raw, row.sub_id, row.program) == ("A-1", "offen", "abc0000001", "Möbelhaus")


def test_a_later_file_updates_rows_by_id_and_an_older_one_does_not(app: App, awin: int, tmp_path: Path) -> None:
    head = "Datum;Vorgang;Händler;Warenwert;Provision;Währung;Zustand;SubID\n"
    march = write_text(
        tmp_path / "march.csv", head + "01.03.2026;A-1;M;10,00;1,00;EUR;offen;\n02.03.2026;A-2;M;5,00;0,50;EUR;offen;\n"
    )
    april = write_text(
        tmp_path / "april.csv",
        head + "01.03.2026;A-1;M;10,00;0,90;EUR;storniert;\n02.04.2026;A-3;M;1,00;0,10;EUR;offen;\n",
    )
    assert app.statements.import_file(march, awin, column_map=GERMAN).new == 2
    second = app.statements.import_file(april, awin, column_map=GERMAN)
    assert (second.rows, second.new, second.updated, second.unchanged) == (2, 1, 1, 0)
    changed = next(row for row in app.ledger.rows() if row.external_id == "A-1")
    assert (changed.status, changed.commission_micro, changed.file, changed.line) == (
        "reversed",
        900_000,
        "april.csv",
        2,
    )

    app.statements.undo(1)
    app.statements.undo(2)
    app.statements.import_file(april, awin, column_map=GERMAN)
    late = app.statements.import_file(march, awin, column_map=GERMAN)
    assert (late.new, late.updated, late.unchanged) == (1, 0, 1)
    assert next(row for row in app.ledger.rows() if row.external_id == "A-1").status == "reversed"


def test_an_id_that_stands_twice_in_a_file_is_told_not_guessed(app: App, awin: int, tmp_path: Path) -> None:
    text = "id,date,commission\n1,2026-03-01,5.00\n2,2026-03-01,6.00\n1,2026-03-02,4.00\n"
    mapping = ColumnMap({Field.EXTERNAL_ID: "id", Field.DATE: "date", Field.COMMISSION: "commission"})
    report = app.statements.import_file(write_text(tmp_path / "twice.csv", text), awin, column_map=mapping)
    assert (report.rows, report.new, [(row.line, row.code) for row in report.rejected]) == (3, 2, [(4, "id_repeated")])
    assert "line 2" in report.rejected[0].reason
    assert report.totals[0].commission_micro == 11_000_000


def test_a_row_without_an_id_in_a_table_with_ids_is_not_lost(app: App, awin: int, tmp_path: Path) -> None:
    text = "id,date,commission\n1,2026-03-01,5.00\n,2026-03-01,6.00\n,2026-03-01,6.00\n"
    mapping = ColumnMap({Field.EXTERNAL_ID: "id", Field.DATE: "date", Field.COMMISSION: "commission"})
    report = app.statements.import_file(write_text(tmp_path / "some.csv", text), awin, column_map=mapping)
    assert (report.new, report.totals[0].commission_micro) == (3, 17_000_000)


def test_a_saved_mapping_is_chosen_by_itself_for_the_same_columns(app: App, awin: int, tmp_path: Path) -> None:
    found = app.statements.identify(FIXTURES / "german-table.csv")
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(FIXTURES / "german-table.csv", awin)
    assert problem.value.code == "mapping_needed"
    saved = app.profiles.save("German shop", found.sheets[0].headers, GERMAN).value
    assert app.statements.profiles() == (saved,)

    again = app.statements.identify(FIXTURES / "german-table.csv")
    assert (again.profile, again.needs_mapping) == ("German shop", False)
    report = app.statements.import_file(FIXTURES / "german-table.csv", awin)
    assert (report.new, report.formats[0].format) == (2, "profile")

    app.profiles.remove(saved.name)
    assert app.statements.profiles() == ()
    app.workspace.undo()
    assert app.statements.profiles() == (saved,)


def test_a_mapping_may_name_a_sheet_and_a_line(app: App, awin: int, tmp_path: Path) -> None:
    rows: list[list[object]] = [["My numbers"], [], ["When", "Earned"], ["2026-03-01", 5], ["2026-03-02", 6.25]]
    file = write_workbook(tmp_path / "own.xlsx", {"Notes": [["a", "b"], ["c", "d"]], "Data": rows})
    mapping = ColumnMap({Field.DATE: "When", Field.COMMISSION: "Earned"}, sheet="Data", header_line=3, currency="USD")
    report = app.statements.import_file(file, awin, column_map=mapping)
    assert [(sheet.sheet, sheet.counted) for sheet in report.formats] == [("Notes", False), ("Data", True)]
    assert (report.new, report.totals[0].currency, report.totals[0].commission_micro) == (2, "USD", 11_250_000)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({Field.DATE: "When", Field.COMMISSION: "Nothing"}, "column_missing"),
        ({Field.DATE: "When"}, "mapping_incomplete"),
        ({Field.COMMISSION: "Earned"}, "mapping_incomplete"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    app: App, awin: int, tmp_path: Path, columns: dict[Field, str], code: str
) -> None:
    file = write_text(tmp_path / "own.csv", "When,Earned\n2026-03-01,5.00\n")
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(file, awin, column_map=ColumnMap(columns))
    assert problem.value.code == code


def test_each_row_may_name_its_currency(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Mixed", "awin")).value.id
    text = "date,commission,currency\n2026-03-01,5.00,EUR\n2026-03-01,6.00,usd\n2026-03-01,7.00,\n2026-03-01,8.00,XXX\n"
    mapping = ColumnMap({Field.DATE: "date", Field.COMMISSION: "commission", Field.CURRENCY: "currency"})
    report = app.statements.import_file(write_text(tmp_path / "mixed.csv", text), account, column_map=mapping)
    assert [(each.currency, each.commission_micro) for each in report.totals] == [
        ("EUR", 5_000_000),
        ("USD", 6_000_000),
    ]
    assert [(row.line, row.code) for row in report.rejected] == [(4, "currency_missing"), (5, "unknown_currency")]


def test_signs_beside_amounts_name_the_currency(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Signs", "awin")).value.id
    mapping = ColumnMap({Field.DATE: "date", Field.COMMISSION: "commission"})
    euro = write_text(tmp_path / "euro.csv", "date,commission\n2026-03-01,5.00 €\n2026-03-02,6.00 €\n")
    assert app.statements.import_file(euro, account, column_map=mapping).totals[0].currency == "EUR"
    dollar = write_text(tmp_path / "dollar.csv", "date,commission\n2026-03-01,$5.00\n")
    with pytest.raises(BadInput) as problem:
        app.statements.import_file(dollar, account, column_map=mapping)
    assert problem.value.code == "currency_needed"
    both = write_text(tmp_path / "both.csv", "date,commission\n2026-03-01,5.00 €\n2026-03-02,£6.00\n2026-03-03,7.00\n")
    report = app.statements.import_file(both, account, column_map=mapping, currency="USD")
    assert [each.currency for each in report.totals] == ["EUR", "GBP", "USD"]


def test_rows_that_are_longer_or_too_short_are_told_blank_ones_and_repeated_headers_left_out(
    app: App, awin: int, tmp_path: Path
) -> None:
    text = (
        "date,commission,note\n2026-03-01,5.00,a\n\n2026-03-02,6.00\n2026-03-03\n2026-03-04,7.00,b,c\n"
        "date,commission,note\n,,\n2026-03-05,8.00,d,\n"
    )
    mapping = ColumnMap({Field.DATE: "date", Field.COMMISSION: "commission"})
    report = app.statements.import_file(write_text(tmp_path / "ragged.csv", text), awin, column_map=mapping)
    assert report.totals[0].commission_micro == 19_000_000
    assert [(row.line, row.code) for row in report.rejected] == [(5, "row_too_short"), (6, "row_too_long")]
    assert report.rows == 5


def test_upwork_earnings_are_projects_without_sales(app: App, upwork: int) -> None:
    report = app.statements.import_file(FIXTURES / "upwork-weekly-summary.csv", upwork)
    (total,) = report.totals
    assert (total.currency, total.status, total.sale_micro, total.commission_micro) == (
        "USD",
        "approved",
        0,
        645_750_000,
    )
    row = app.ledger.rows().rows[0]
    assert (row.event, row.product, row.external_id, row.quantity) == ("project", "Landing page (10000001)", None, None)
    assert row.program == "Upwork"
