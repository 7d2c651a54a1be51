"""What files hold that they should not: read right, or told with line and reason; the other rows go in."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.model import EarningsFilter
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.importing import MOST_REJECTED
from tests.statements.files import write_text

HEAD = "transaction_id,program_name,date,sale_amount,commission,status,sid"
GOOD = "1,A,2026-03-01,20.00,1.00,paid,x"


@pytest.fixture
def account(app: App) -> int:
    """An account whose files are made here."""
    return app.programs.add_account(Account("P", "pepperjam", currency="USD")).value.id


def told(app: App, account: int, file: Path) -> list[tuple[int, str]]:
    """Line and code of the rows that were not understood; at least one other went in."""
    report = app.statements.import_file(file, account)
    assert report.new >= 1
    assert report.rows == report.new + len(report.rejected)
    return [(row.line, row.code) for row in report.rejected]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2,A,1900-01-01,20.00,1.00,paid,x", "year_out_of_range"),
        ("2,A,2099-01-01,20.00,1.00,paid,x", "date_in_future"),
        ("2,A,2026-02-30,20.00,1.00,paid,x", "no_such_day"),
        ("2,A,03/04/2026,20.00,1.00,paid,x", "date_differs"),
        ("2,A,2026-03-01,20.00,12345678901234567890.00,paid,x", "amount_too_large"),
        ("2,A,2026-03-01,20.00,1e5,paid,x", "not_an_amount"),
        ("2,A,2026-03-01,20.00,NaN,paid,x", "not_an_amount"),
        ("2,A,2026-03-01,20.00,=1+1,paid,x", "not_an_amount"),
        ("2,A,2026-03-01,20.00,1.00,paid,x,more", "row_too_long"),
        ("2,A,2026-03-01", "row_too_short"),
        ('2,"A"B,2026-03-01,20.00,1.00,paid,x', "quotes_broken"),
        ("2,A\0,2026-03-01,20.00,1.00,paid,x", "nul_character"),
        (f"{'2' * 300},A,2026-03-01,20.00,1.00,paid,x", "id_too_long"),
    ],
)
def test_a_bad_row_is_told_and_the_others_go_in(app: App, account: int, tmp_path: Path, row: str, code: str) -> None:
    file = write_text(tmp_path / "bad.csv", f"{HEAD}\n{GOOD}\n{row}\n3,A,2026-03-03,20.00,1.00,paid,x\n")
    found = told(app, account, file)
    assert [line for line, _ in found] == [3]
    assert found[0][1] == code


def test_joined_files_with_their_headers_and_marks_between_are_one_table(
    app: App, account: int, tmp_path: Path
) -> None:
    parts = [f"\ufeff{HEAD}\r\n{n},A,2026-03-0{n},20.00,1.00,paid,x\n" for n in (1, 2, 3)]
    file = tmp_path / "joined.csv"
    file.write_bytes("".join(parts).encode())
    assert told(app, account, file) == []
    assert app.ledger.count() == 3


def test_of_two_columns_with_the_same_name_the_first_is_read(app: App, account: int, tmp_path: Path) -> None:
    file = write_text(tmp_path / "twice.csv", f"{HEAD},commission\n{GOOD},99.00\n")
    assert told(app, account, file) == []
    assert [row.commission_micro for row in app.ledger.rows(EarningsFilter())] == [1_000_000]


def test_text_that_looks_like_a_formula_stays_the_text_it_is(app: App, account: int, tmp_path: Path) -> None:
    text = '=HYPERLINK("http://x.example")'
    quoted = text.replace('"', '""')
    file = write_text(tmp_path / "formula.csv", f'{HEAD}\n1,A,2026-03-01,20.00,1.00,paid,"{quoted}"\n')
    assert told(app, account, file) == []
    assert [row.sub_id for row in app.ledger.rows(EarningsFilter())] == [text]


def test_a_file_of_which_hardly_anything_can_be_read_is_refused_before_it_fills_memory(
    app: App, account: int, tmp_path: Path
) -> None:
    bad = "".join(f"{n},A,2099-01-01,20.00,1.00,paid,x\n" for n in range(MOST_REJECTED + 1))
    file = write_text(tmp_path / "bad.csv", f"{HEAD}\n{GOOD}\n{bad}")
    with pytest.raises(BadInput, match=r"More than 40000 rows of “bad\.csv”.* line 3: .*more than a year ahead"):
        app.statements.import_file(file, account)
    assert not app.statements.list()
    unclear = "".join(f"{n},A,0{1 + n % 9}/04/2026,20.00,1.00,paid,x\n" for n in range(MOST_REJECTED + 1))
    with pytest.raises(BadInput, match="--date-format"):
        app.statements.import_file(write_text(tmp_path / "unclear.csv", f"{HEAD}\n{unclear}"), account)


def test_a_file_of_many_programs_is_read_in_steps_that_grow_with_its_rows(
    app: App, account: int, tmp_path: Path
) -> None:
    steps = [0]

    def watch(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 1000)

    event.listen(app.workspace._engine, "begin", watch)
    taken = []
    for first, count in ((0, 1000), (10_000, 4000)):
        lines = "".join(f"{n},Shop {n},2026-03-01,20.00,1.00,paid,x\n" for n in range(first, first + count))
        file = write_text(tmp_path / f"{count}.csv", f"{HEAD}\n{lines}")
        steps[0] = 0
        assert app.statements.preview(file, account).new == count
        taken.append(steps[0])
    assert taken[1] < 8 * taken[0]
