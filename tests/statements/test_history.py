"""What files said over time, what the user said, what payouts paid: nothing lost, nothing changed silently."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.ledger.model import Entry, Status, Transaction
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.statements.model import ColumnMap, Field, ImportReport
from tests.statements.files import write_text

MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.COMMISSION: "commission",
        Field.STATUS: "status",
        Field.SUB_ID: "sub",
    },
    statuses={"open": "pending", "approved": "approved", "declined": "reversed", "paid": "paid"},
    default_status="pending",
)
HEAD = "id,day,commission,status,sub\n"


@pytest.fixture
def load(app: App, awin: int, tmp_path: Path) -> Callable[..., ImportReport]:
    """Imports a file of such rows."""

    def run(name: str, *rows: str, replaces: int | None = None) -> ImportReport:
        file = write_text(tmp_path / name, HEAD + "".join(f"{row}\n" for row in rows))
        return app.statements.import_file(file, awin, column_map=MAPPING, replaces=replaces)

    return run


Load = Callable[..., ImportReport]


def rows(app: App) -> dict[str, Transaction]:
    """The ledger by the networks' ids."""
    return {row.external_id or "": row for row in app.ledger.rows(limit=1000)}


def figures(app: App) -> dict[str, tuple[str, int]]:
    """Status and cents by id."""
    return {key: (row.status.value, row.commission_micro // 10_000) for key, row in sorted(rows(app).items())}


def pay(app: App, account: int, key: str, amount: str) -> None:
    """A payout that paid one transaction."""
    payout = app.payouts.add(Payout(date(2026, 4, 20), Money.of(amount, "EUR"), account)).value
    app.payouts.match(payout.id, Chosen("EUR", only=(rows(app)[key].id,)))


def test_a_later_file_updates_status_amount_and_day_and_the_history_says_so(app: App, load: Load) -> None:
    load("march.csv", "T1,2026-03-01,10.00,open,a", "T2,2026-03-05,3.00,open,b")
    report = load("list.csv", "T1,2026-03-02,8.00,approved,a")
    assert (report.new, report.updated, report.unchanged) == (0, 1, 0)
    assert figures(app)["T1"] == ("approved", 800)
    history = app.corrections.history(rows(app)["T1"].id)
    old, new = sorted(history.sayings, key=lambda each: each.statement_id)
    assert (old.file, old.line, old.holds, new.file, new.line, new.holds) == (
        "march.csv",
        2,
        False,
        "list.csv",
        2,
        True,
    )
    changed = {change.field for change in new.changes} or {change.field for change in old.changes}
    assert changed == {"day", "status", "status_raw", "commission_micro"}
    assert rows(app)["T1"].file == "list.csv"


def test_an_old_file_that_is_imported_late_changes_nothing_back(app: App, load: Load) -> None:
    load("quarter.csv", "T1,2026-01-01,10.00,approved,a", "T2,2026-03-31,3.00,open,b")
    report = load("january.csv", "T1,2026-01-01,9.00,open,a")
    assert (report.updated, report.unchanged) == (0, 1)
    assert figures(app)["T1"] == ("approved", 1000)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3), (2, 3, 1)])
def test_undo_in_any_order_falls_back_to_what_the_rest_says(app: App, load: Load, order: tuple[int, ...]) -> None:
    said = {1: ("open", 1000), 2: ("approved", 900), 3: ("declined", 0)}
    for number, (word, cents) in said.items():
        load(f"{number}.csv", f"T1,2026-03-0{number},{cents / 100:.2f},{word},a")
    left = dict(said)
    for key in order:
        app.statements.undo(key)
        del left[key]
        word, cents = left[max(left)] if left else ("", 0)
        status = str(MAPPING.statuses.get(word, ""))
        assert figures(app) == ({"T1": (status, cents)} if left else {})


def test_what_the_user_corrected_outlives_imports_and_undo_and_can_be_taken_back(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    key = rows(app)["T1"].id
    corrected = app.corrections.correct(key, {"commission_micro": 12_000_000}, "as the manager wrote").value
    assert (corrected.commission_micro, corrected.corrected) == (12_000_000, ("commission_micro",))
    load("b.csv", "T1,2026-03-01,11.00,approved,a")
    assert figures(app) == {"T1": ("approved", 1200)}, "the status is not corrected, so it follows the file"
    app.statements.undo(2)
    assert figures(app) == {"T1": ("pending", 1200)}
    app.statements.undo(1)
    assert figures(app) == {}
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    assert figures(app) == {"T1": ("pending", 1200)}
    app.corrections.restore(rows(app)["T1"].id)
    assert figures(app) == {"T1": ("pending", 1000)}
    app.workspace.undo()
    assert figures(app) == {"T1": ("pending", 1200)}
    app.workspace.undo()
    assert figures(app) == {"T1": ("pending", 1000)}
    app.workspace.redo()
    assert figures(app) == {"T1": ("pending", 1200)}


def test_a_value_that_the_file_says_too_is_no_correction(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    key = rows(app)["T1"].id
    app.corrections.correct(key, {"commission_micro": 12_000_000, "status": "approved"})
    row = app.corrections.correct(key, {"commission_micro": 10_000_000}).value
    assert row.corrected == ("status",)


def test_an_earning_entered_by_hand_stays_and_is_the_same_as_a_files_row_with_its_id(
    app: App, awin: int, load: Load
) -> None:
    entry = Entry(awin, date(2026, 3, 3), "EUR", 5_000_000, external_id="T9", note="by telephone")
    added = app.corrections.add(entry).value
    loose = app.corrections.add(Entry(awin, date(2026, 3, 4), "EUR", 1_000_000)).value
    assert (added.entered, added.file, added.status) == (True, "", Status.APPROVED)
    with pytest.raises(BadInput):
        app.corrections.add(entry)
    report = load("a.csv", "T9,2026-03-03,4.00,open,a")
    assert (report.new, report.unchanged) == (0, 1)
    assert figures(app) == {"": ("approved", 100), "T9": ("approved", 500)}
    app.statements.undo(report.id or 0)
    assert figures(app) == {"": ("approved", 100), "T9": ("approved", 500)}
    app.corrections.remove(loose.id)
    assert figures(app) == {"T9": ("approved", 500)}
    app.workspace.undo()
    assert figures(app) == {"": ("approved", 100), "T9": ("approved", 500)}
    for _ in range(2):
        app.workspace.undo()
    assert figures(app) == {}
    app.workspace.redo()
    assert figures(app) == {"T9": ("approved", 500)}


def test_only_what_was_entered_by_hand_is_removed_and_only_what_files_said_is_restored(
    app: App, awin: int, load: Load
) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    with pytest.raises(BadInput, match="comes from a statement"):
        app.corrections.remove(rows(app)["T1"].id)
    added = app.corrections.add(Entry(awin, date(2026, 3, 4), "EUR", 1_000_000)).value
    with pytest.raises(BadInput, match="entered by hand"):
        app.corrections.restore(added.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [("commission_micro", "x"), ("status", "lost"), ("day", "2026-02-31"), ("currency", "EURO"), ("id", 1)],
)
def test_a_correction_that_can_not_be_is_refused(app: App, load: Load, field: str, value: object) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    with pytest.raises(BadInput):
        app.corrections.correct(rows(app)["T1"].id, {field: value})
    assert figures(app) == {"T1": ("pending", 1000)}


def test_a_row_that_a_payout_paid_is_listed_not_changed_and_follows_the_decision(
    app: App, awin: int, load: Load
) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a", "T2,2026-03-02,2.00,approved,b")
    pay(app, awin, "T1", "10.00")
    report = load("b.csv", "T1,2026-03-01,10.00,declined,a", "T2,2026-03-02,2.50,approved,b")
    (conflict,) = report.conflicts
    assert (conflict.external_id, conflict.file, conflict.line, conflict.paid_micro) == ("T1", "b.csv", 2, 10_000_000)
    assert {change.field: (change.before, change.after) for change in conflict.changes}["status"] == (
        "paid",
        "reversed",
    )
    assert (report.updated, report.unchanged) == (1, 1)
    assert figures(app) == {"T1": ("paid", 1000), "T2": ("approved", 250)}
    assert rows(app)["T1"].contested
    app.corrections.decide(conflict.id, accept=True)
    assert figures(app)["T1"] == ("reversed", 1000)
    assert app.corrections.conflicts(kept=True) == ()
    app.workspace.undo()
    assert figures(app)["T1"] == ("paid", 1000)
    assert [each.id for each in app.corrections.conflicts()] == [conflict.id]


def test_what_was_decided_to_stay_stays_until_a_file_says_something_new(app: App, awin: int, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a")
    pay(app, awin, "T1", "10.00")
    (conflict,) = load("b.csv", "T1,2026-03-01,9.00,approved,a").conflicts
    app.corrections.decide(conflict.id, accept=False)
    assert load("c.csv", "T1,2026-03-01,9.00,approved,a", "T2,2026-03-01,1.00,open,").conflicts == ()
    assert figures(app)["T1"] == ("paid", 1000)
    assert app.corrections.conflicts() == ()
    (again,) = load("d.csv", "T1,2026-03-01,7.00,approved,a").conflicts
    assert {change.after for change in again.changes if change.field == "commission_micro"} == {7_000_000}


def test_the_undo_of_the_import_that_contradicts_ends_the_conflict(app: App, awin: int, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a")
    pay(app, awin, "T1", "10.00")
    second = load("b.csv", "T1,2026-03-01,9.00,approved,a")
    app.statements.undo(second.id or 0)
    assert app.corrections.conflicts(kept=True) == ()
    assert figures(app) == {"T1": ("paid", 1000)}
    app.statements.undo(1)
    assert figures(app) == {}
    load("a.csv", "T1,2026-03-01,10.00,approved,a")
    assert figures(app) == {"T1": ("paid", 1000)}, "the payout finds it again"


def test_that_the_program_calls_a_paid_row_paid_is_no_conflict(app: App, awin: int, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a")
    pay(app, awin, "T1", "10.00")
    assert load("b.csv", "T1,2026-03-01,10.00,paid,a").conflicts == ()


def test_a_corrected_file_stands_in_for_another_and_its_undo_brings_that_back(app: App, load: Load) -> None:
    first = load("a.csv", "T1,2026-03-01,10.00,open,a", "T2,2026-03-02,2.00,open,b")
    key = rows(app)["T1"].id
    second = load("corrected.csv", "T1,2026-03-01,1.00,open,a", "T3,2026-03-02,3.00,open,b", replaces=first.id)
    assert (second.new, second.updated, second.replaced) == (1, 1, first.id)
    assert figures(app) == {"T1": ("pending", 100), "T3": ("pending", 300)}
    assert rows(app)["T1"].id == key
    assert app.statements.get(1).replaced_by == 2
    with pytest.raises(BadInput, match="replaced by a corrected file"):
        load("a.csv", "T1,2026-03-01,10.00,open,a", "T2,2026-03-02,2.00,open,b")
    app.statements.undo(second.id or 0)
    assert figures(app) == {"T1": ("pending", 1000), "T2": ("pending", 200)}
    assert app.statements.get(1).replaced_by is None


def test_a_chain_of_corrected_files_comes_apart_in_any_order(app: App, load: Load) -> None:
    for number in (1, 2, 3):
        load(f"{number}.csv", f"T1,2026-03-01,{number}.00,open,a", replaces=number - 1 or None)
    assert figures(app) == {"T1": ("pending", 300)}
    app.statements.undo(2)
    assert figures(app) == {"T1": ("pending", 300)}
    app.statements.undo(3)
    assert figures(app) == {"T1": ("pending", 100)}
    app.statements.undo(1)
    assert figures(app) == {}


def test_a_corrected_file_that_lacks_a_paid_row_asks_before_it_goes(app: App, awin: int, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a", "T2,2026-03-02,2.00,open,b")
    pay(app, awin, "T1", "10.00")
    (conflict,) = load("b.csv", "T2,2026-03-02,2.00,open,b", replaces=1).conflicts
    assert conflict.gone
    assert figures(app) == {"T1": ("paid", 1000), "T2": ("pending", 200)}
    app.corrections.decide(conflict.id, accept=True)
    assert figures(app) == {"T2": ("pending", 200)}


def test_a_file_can_not_replace_an_import_of_another_account(app: App, amazon: int, load: Load, tmp_path: Path) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    file = write_text(tmp_path / "b.csv", HEAD + "T1,2026-03-01,9.00,open,a\n")
    with pytest.raises(BadInput, match="belongs to"):
        app.statements.import_file(file, amazon, column_map=MAPPING, replaces=1)
    assert len(app.statements.list()) == 1


def test_a_negative_row_with_the_same_id_counts_beside_the_earning_it_takes_back(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,approved,a")
    load("b.csv", "T1,2026-03-05,-10.00,approved,a")
    assert sum(row.commission_micro for row in app.ledger.rows(limit=10)) == 0
    assert len(app.ledger.rows(limit=10)) == 2
    app.statements.undo(2)
    assert figures(app) == {"T1": ("approved", 1000)}


def test_rows_not_understood_are_kept_as_they_stand_and_read_again_in_place(app: App, load: Load) -> None:
    report = load(
        "a.csv",
        "T1,2026-03-01,10.00,open,a",
        "T2,31.02.,5.00,open,b",
        'T3,2026-03-03,"ten, or so",open,c',
        "T1,2026-03-04,2.00,open,d",
    )
    assert [(row.line, row.raw) for row in report.rejected] == [
        (3, "T2,31.02.,5.00,open,b"),
        (4, 'T3,2026-03-03,"ten, or so",open,c'),
        (5, "T1,2026-03-04,2.00,open,d"),
    ]
    assert report.rejected[2].cells == ("T1", "2026-03-04", "2.00", "open", "d")
    tried = app.statements.retry(1)
    assert (tried.retried, tried.new, len(tried.rejected)) == (3, 0, 3)
    tried = app.statements.retry(
        1, {("", 3): ["T2", "2026-03-31", "5.00", "open", "b"], ("", 4): ["T3", "", "1", "", ""]}
    )
    assert (tried.retried, tried.new, [row.line for row in tried.rejected]) == (2, 1, [4, 5])
    assert tried.rejected[0].cells == ("T3", "", "1", "", ""), "what was typed is not lost"
    assert figures(app) == {"T1": ("pending", 1000), "T2": ("pending", 500)}
    assert (rows(app)["T2"].file, rows(app)["T2"].line) == ("a.csv", 3)
    found = app.statements.get(1)
    assert (found.rows, found.new, found.rejected, found.last_day) == (4, 2, 2, "2026-03-31")
    assert app.statements.row(1, "", 3).raw == "T2,31.02.,5.00,open,b", "the original stays"
    app.statements.undo(1)
    assert figures(app) == {}
    assert load("a.csv", "T1,2026-03-01,10.00,open,a", "T2,31.02.,5.00,open,b").new == 1


def test_only_rejected_rows_are_read_again(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    with pytest.raises(BadInput, match="not among the rejected"):
        app.statements.retry(1, {("", 2): ["T1", "2026-03-01", "1", "open", "a"]})


def test_every_row_shows_its_raw_values(app: App, load: Load) -> None:
    load("a.csv", "T1,2026-03-01,10.00,open,a")
    row = app.statements.row(1, "", 2)
    assert dict(zip(row.headers, row.cells, strict=True)) == {
        "id": "T1",
        "day": "2026-03-01",
        "commission": "10.00",
        "status": "open",
        "sub": "a",
    }


def test_an_account_goes_when_nothing_is_said_of_it_any_more(app: App, awin: int) -> None:
    app.corrections.add(Entry(awin, date(2026, 3, 4), "EUR", 1_000_000))
    with pytest.raises(Failed, match=r"1 correction\."):
        app.programs.remove_account(awin)
    app.workspace.undo()
    app.programs.remove_account(awin)
    assert not app.programs.accounts()
