"""A table that nobody has seen before: what is guessed of it, and what a mapping makes of all its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import NO_CURRENCY
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.model import NO_HEADER, ColumnMap, Field, Reading
from affiliate_desktop.statements.trials import Look, Trial
from tests.statements.files import write_workbook
from tests.statements.ugly import BANK, FRENCH, PIPED, SIGNED, TITLED


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def tried(app: App, file: Path) -> tuple[Look, Trial]:
    """What comes of the guesses alone."""
    look = app.trials.look(file)
    return look, app.trials.run(file, look.suggested)


def test_a_german_bank_is_read_by_the_guesses_alone(app: App, tmp_path: Path) -> None:
    look, trial = tried(app, written(tmp_path, BANK, "cp1252"))
    assert (look.encoding, look.delimiter, look.header_line, look.lines) == ("cp1252", ";", 4, 9)
    assert look.suggested.columns == {
        Field.DATE: "Buchungstag",
        Field.DEBIT: "Soll",
        Field.COMMISSION: "Haben",
        Field.CURRENCY: "Währung",
        Field.PROGRAM: "Auftraggeber",
        Field.PRODUCT: "Verwendungszweck",
    }
    assert look.suggested.skip_bottom == 1
    assert (trial.rows, trial.refused) == (4, 0)
    assert [row.commission_micro for row in trial.sample] == [1_234_560_000, 87_500_000, -34_060_000, 12_000_000]
    assert [(each.currency, each.count, each.commission_micro) for each in trial.totals] == [("EUR", 4, 1_300_000_000)]


def test_a_french_network_is_read_with_its_months_and_status_words(app: App, tmp_path: Path) -> None:
    look, trial = tried(app, written(tmp_path, FRENCH))
    assert look.suggested.columns[Field.DATE] == "Date de commande"
    assert [row.day for row in trial.sample] == ["2026-02-03", "2026-08-14", "2026-12-01", "2026-12-25"]
    assert [row.sale_micro for row in trial.sample][:2] == [1_200_000_000, 89_900_000]
    assert [row.status for row in trial.sample] == ["approved", "pending", "reversed", "approved"]
    assert dict(trial.words[Field.STATUS]) == {"Validée": 1, "En attente": 1, "Annulée": 1, "À vérifier": 1}
    told = replace(look.suggested, statuses={**look.suggested.statuses, "à vérifier": "pending"})
    assert app.trials.run(written(tmp_path, FRENCH), told).sample[-1].status == "pending"
    assert {each.currency for each in trial.totals} == {"EUR"}


def test_a_column_of_signs_and_brackets_is_taken_into_account(app: App, tmp_path: Path) -> None:
    look, trial = tried(app, written(tmp_path, SIGNED))
    assert look.suggested.columns == {
        Field.DATE: "Posted",
        Field.SIGN: "D/C",
        Field.EXTERNAL_ID: "Ref",
        Field.COMMISSION: "Amount USD",
    }
    assert look.reasons[Field.SIGN] == "name"
    assert look.reasons[Field.COMMISSION] == "values"
    assert [row.commission_micro for row in trial.sample] == [250_000_000, -40_000_000, -5_000_000]
    assert (look.suggested.currency, trial.needs_currency, trial.totals[0].currency) == ("USD", False, "USD")
    unnamed = replace(look.suggested, currency=None)
    open_ = app.trials.run(tmp_path / "table.csv", unnamed)
    assert (open_.needs_currency, open_.totals[0].currency) == (True, NO_CURRENCY)
    assert not app.trials.run(tmp_path / "table.csv", unnamed, currency="USD").needs_currency


def test_title_lines_a_repeated_name_and_sums_at_the_end_are_seen(app: App, tmp_path: Path) -> None:
    look, trial = tried(app, written(tmp_path, TITLED))
    assert (look.header_line, look.suggested.skip_bottom) == (4, 2)
    assert look.names == ("Day", "Shop", "Order", "Basket", "Fee", "Fee (2)")
    assert look.suggested.columns[Field.SALE_AMOUNT] == "Basket"
    assert (look.suggested.columns[Field.COMMISSION], look.suggested.columns[Field.CURRENCY]) == ("Fee", "Fee (2)")
    assert [row.commission_micro for row in trial.sample] == [5_000_000, -1_500_000, 600_000]
    assert [line for line, _ in look.bottom][-2:] == [8, 9]
    whole = app.trials.run(tmp_path / "table.csv", replace(look.suggested, skip_bottom=0))
    assert [row.line for row in whole.rejected] == [8, 9]


def test_wholes_and_hundredths_are_put_together(app: App, tmp_path: Path) -> None:
    file = written(tmp_path, PIPED, "cp1252")
    look = app.trials.look(file)
    assert (look.encoding, look.delimiter) == ("cp1252", "|")
    columns = {**look.suggested.columns, Field.COMMISSION: "Ganze", Field.CENTS: "Cent"}
    trial = app.trials.run(file, replace(look.suggested, columns=columns), currency="CHF")
    assert [row.commission_micro for row in trial.sample] == [60_050_000, 620_000, -620_000]
    assert [row.sale_micro for row in trial.sample] == [1_200_000_000, 12_500_000, -12_500_000]


def test_any_delimiter_and_encoding_can_be_named(app: App, tmp_path: Path) -> None:
    file = written(tmp_path, "datum~betrag\n01.03.2026~5.00\n13.03.2026~zażółć\n", "cp1250")
    with pytest.raises(BadInput, match="no columns"):
        app.trials.look(file)
    look = app.trials.look(file, Reading("cp1250", "~"))
    assert look.names == ("datum", "betrag")
    trial = app.trials.run(file, look.suggested, currency="PLN")
    assert [row.cells for row in trial.rejected] == [("13.03.2026", "zażółć")]
    for reading in (Reading("klingon"), Reading("", "ab"), Reading("", '"'), Reading("ascii")):
        with pytest.raises(BadInput):
            app.trials.look(file, reading)


def test_a_table_without_column_names_is_numbered(app: App, tmp_path: Path) -> None:
    file = written(tmp_path, "2026-03-01,abc-1,5.00\n2026-03-02,abc-2,6.00\n2026-03-03,abc-3,7.00\n")
    look, trial = tried(app, file)
    assert (look.header_line, look.names) == (NO_HEADER, ("Column 1", "Column 2", "Column 3"))
    assert look.suggested.columns == {
        Field.DATE: "Column 1",
        Field.EXTERNAL_ID: "Column 2",
        Field.COMMISSION: "Column 3",
    }
    assert (trial.rows, trial.totals[0].commission_micro) == (3, 18_000_000)


def test_all_problem_rows_are_told_not_only_those_at_the_top(app: App, tmp_path: Path) -> None:
    rows = [f"2026-03-{n % 28 + 1:02},{n}.00" for n in range(3_000)]
    rows[2_500] = "2026-02-30,1.00"
    rows[2_999] = "2026-03-01,none"
    trial = app.trials.run(
        written(tmp_path, "\n".join(["day,fee", *rows])), ColumnMap({Field.DATE: "day", Field.COMMISSION: "fee"})
    )
    assert [(row.line, row.code) for row in trial.rejected] == [(2_502, "no_such_day"), (3_001, "not_an_amount")]
    assert (trial.rows, trial.refused) == (3_000, 2)


def test_words_of_events_and_signs_are_told_and_can_be_given_a_meaning(app: App, tmp_path: Path) -> None:
    text = "day,fee,goal,sens\n2026-03-01,5.00,Neukunde,rein\n2026-03-02,6.00,Sonstiges,raus\n"
    columns = ColumnMap(
        {Field.DATE: "day", Field.COMMISSION: "fee", Field.EVENT: "goal", Field.SIGN: "sens"},
        events={"neukunde": "signup"},
        signs={"rein": "+", "raus": "-"},
    )
    file = written(tmp_path, text)
    trial = app.trials.run(file, columns, currency="EUR")
    assert [(row.event, row.commission_micro) for row in trial.sample] == [("signup", 5_000_000), ("sale", -6_000_000)]
    assert trial.words[Field.SIGN] == (("rein", 1), ("raus", 1))
    unknown = app.trials.run(file, replace(columns, signs={}), currency="EUR")
    assert [row.code for row in unknown.rejected] == ["sign_unknown", "sign_unknown"]


def test_another_sheet_and_another_line_of_names_can_be_chosen(app: App, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Old", "Heads"], ["Day", "Fee"], ["2026-03-01", 5]]
    file = write_workbook(tmp_path / "book.xlsx", {"Notes": [["nothing", "here"]], "Money": rows})
    look = app.trials.look(file, sheet="Money", header=2)
    assert (look.sheets, look.sheet, look.names) == (("Notes", "Money"), "Money", ("Day", "Fee"))
    assert app.trials.run(file, look.suggested, currency="USD").totals[0].commission_micro == 5_000_000
    with pytest.raises(BadInput, match="no line 9"):
        app.trials.look(file, sheet="Money", header=9)
