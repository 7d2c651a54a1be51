"""Payouts in the workspace: recorded, matched, paid for good, undone."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.ledger.payout import Chosen, Evidence, Payout, Terms
from affiliate_desktop.programs.model import Account
from tests.ledger.earnings import import_rows

ROWS = (
    "1,2026-01-10,10.00,EUR,approved,Tea\n"
    "2,2026-01-20,15.50,EUR,approved,Tea\n"
    "3,2026-02-10,20.25,EUR,approved,Books\n"
    "4,2026-02-11,-3.00,EUR,approved,Books\n"
    "5,2026-05-20,7.00,EUR,pending,Books\n"
    "6,2026-02-12,9.00,USD,approved,Books\n"
)
FEBRUARY = Chosen("EUR", Period(date(2026, 2, 1), date(2026, 2, 28)))


@pytest.fixture
def awin(app: App) -> int:
    return app.programs.add_account(Account("Awin", "awin")).value.id


@pytest.fixture
def paid(app: App, awin: int, tmp_path: Path) -> Payout:
    """A payout for the earnings of February."""
    import_rows(app, awin, tmp_path, ROWS)
    return app.payouts.add(Payout(date(2026, 3, 20), Money.of("17.25", "EUR"), awin)).value


def statuses(app: App) -> dict[str | None, str]:
    return {row.external_id: row.status.value for row in app.ledger.rows()}


def test_a_payout_is_recorded_changed_and_removed_with_undo(app: App, awin: int) -> None:
    made = app.payouts.add(
        Payout(
            date(2026, 3, 20),
            Money.of("97.50", "eur"),
            awin,
            fee_micro=2_500_000,
            statement=Money.of("110", "USD"),
            rate=Decimal("0.9091"),
            method=" PayPal ",
            period=Period(date(2026, 2, 1), date(2026, 2, 28)),
        )
    ).value
    view = app.payouts.get(made.id)
    assert (view.account, view.payout, view.matched.count) == ("Awin", made, 0)
    assert (view.payout.method, view.payout.rate, view.payout.received.currency) == ("PayPal", Decimal("0.9091"), "EUR")
    app.payouts.remove(made.id)
    with pytest.raises(NotFound):
        app.payouts.get(made.id)
    app.workspace.undo()
    assert app.payouts.get(made.id).payout == made
    assert [each.payout.id for each in app.payouts.list(awin, Period(date(2026, 3, 20), date(2026, 3, 20)))] == [
        made.id
    ]
    assert app.payouts.list(None, Period(None, date(2026, 3, 19))) == ()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"received": Money(0, "EUR")}, "payout_amount"),
        ({"received": Money(1, "XXX")}, "unknown_currency"),
        ({"received": Money(10**20, "EUR")}, "amount_too_large"),
        ({"fee_micro": -1}, "payout_fee"),
        ({"paid_on": date(2062, 3, 20)}, "payout_day"),
        ({"rate": Decimal("0.9")}, "payout_rate_alone"),
        ({"rate": Decimal("NaN"), "statement": Money(1, "USD")}, "payout_rate"),
        ({"account_id": 99}, "no_such_account"),
        ({"payer": "a\u202eb"}, "text_unseen"),
    ],
)
def test_what_cannot_be_right_is_refused(app: App, values: dict[str, object], code: str) -> None:
    fields = {"paid_on": date(2026, 3, 20), "received": Money(1, "EUR"), **values}
    with pytest.raises(BadInput) as caught:
        app.payouts.add(Payout(**fields))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert app.payouts.list() == ()


def test_the_suggested_rows_are_paid_once_confirmed(app: App, paid: Payout) -> None:
    best = app.payouts.suggest(paid.id)[0]
    assert (best.exact, best.count, best.chosen) == (True, 2, FEBRUARY)
    done = app.payouts.match(paid.id, best.chosen)
    assert (done.value.count, done.value.micro) == (2, Money.of("17.25", "EUR").micro)
    assert statuses(app) == {
        "1": "approved", "2": "approved", "3": "paid", "4": "paid", "5": "pending", "6": "approved",
    }  # fmt: skip
    assert app.payouts.reconcile(paid.id).parts == ()
    assert [row.external_id for row in app.payouts.rows(paid.id)] == ["3", "4"]


def test_undo_and_redo_of_a_match_give_the_status_back(app: App, paid: Payout) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    app.workspace.undo()
    assert statuses(app)["3"] == "approved"
    assert app.payouts.get(paid.id).matched.count == 0
    app.workspace.redo()
    assert statuses(app)["3"] == "paid"
    app.payouts.unmatch(paid.id, [row.id for row in app.ledger.rows() if row.external_id == "4"])
    assert (statuses(app)["3"], statuses(app)["4"]) == ("paid", "approved")
    app.payouts.unmatch(paid.id)
    assert statuses(app)["3"] == "approved"
    with pytest.raises(BadInput, match="not matched"):
        app.payouts.unmatch(paid.id)


def test_removing_a_payout_makes_its_rows_unpaid(app: App, paid: Payout) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    app.payouts.remove(paid.id)
    assert statuses(app)["3"] == "approved"
    app.workspace.undo()
    assert statuses(app)["3"] == "paid"
    assert app.payouts.get(paid.id).matched.count == 2


def test_a_row_is_paid_once(app: App, awin: int, paid: Payout) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    other = app.payouts.add(Payout(date(2026, 3, 25), Money.of("17.25", "EUR"), awin)).value
    with pytest.raises(BadInput) as caught:
        app.payouts.match(other.id, FEBRUARY)
    assert caught.value.code == "nothing_open"


def test_rows_of_another_currency_are_refused(app: App, paid: Payout) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    with pytest.raises(BadInput) as caught:
        app.payouts.match(paid.id, Chosen("USD"))
    assert caught.value.code == "payout_currency"


def test_a_matched_payout_stays_with_its_account(app: App, awin: int, paid: Payout) -> None:
    from dataclasses import replace

    other = app.programs.add_account(Account("Other", "awin")).value.id
    app.payouts.match(paid.id, FEBRUARY)
    with pytest.raises(Failed, match="Take them off first"):
        app.payouts.edit(replace(paid, account_id=other))
    loose = app.payouts.add(Payout(date(2026, 3, 25), Money.of("1", "EUR"))).value
    with pytest.raises(BadInput, match="which account"):
        app.payouts.suggest(loose.id)
    with pytest.raises(Failed, match=r"as it has 1 payout\."):
        app.programs.remove_account(app.payouts.edit(replace(loose, account_id=other)).value.account_id or 0)


def test_paid_rows_stay_paid_when_the_program_sends_them_again(
    app: App, awin: int, paid: Payout, tmp_path: Path
) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    import_rows(app, awin, tmp_path, "3,2026-02-10,20.25,EUR,approved,Books\n", "again.csv")
    assert statuses(app)["3"] == "paid"


def test_a_paid_row_that_is_reversed_later_shows_in_the_gap(app: App, awin: int, paid: Payout, tmp_path: Path) -> None:
    app.payouts.match(paid.id, FEBRUARY)
    import_rows(app, awin, tmp_path, "3,2026-05-25,20.25,EUR,reversed,Books\n", "later.csv")
    assert statuses(app)["3"] == "paid", "nothing that was paid changes silently"
    (conflict,) = app.corrections.conflicts()
    app.corrections.decide(conflict.id, accept=True)
    assert statuses(app)["3"] == "reversed"
    found = app.payouts.reconcile(paid.id)
    assert [(part.kind.value, str(part.money)) for part in found.parts] == [("later_reversals", "20.25")]
    assert str(found.rows) == "-3.00"
    assert app.payouts.get(paid.id).matched.changed == 1


@pytest.mark.parametrize("corrected", [False, True])
def test_a_paid_row_in_conflict_stays_as_it_was_paid_when_another_file_is_taken_back(
    app: App, awin: int, paid: Payout, tmp_path: Path, *, corrected: bool
) -> None:
    key = next(row.id for row in app.ledger.rows() if row.external_id == "3")
    if corrected:
        tea = next(program.id for program in app.programs.programs() if program.name == "Tea")
        app.corrections.correct(key, {"product": "Atlas", "program_id": tea})
    app.payouts.match(paid.id, FEBRUARY)
    reversal = import_rows(app, awin, tmp_path, "3,2026-05-25,20.25,EUR,reversed,Books\n", "later.csv")
    other = import_rows(app, awin, tmp_path, "3,2026-01-25,19.00,EUR,pending,Books\n", "other.csv")
    app.statements.undo(other)
    assert statuses(app)["3"] == "paid", "nothing that was paid changes silently"
    (conflict,) = app.corrections.conflicts()
    assert conflict.transaction_id == key
    app.statements.undo(reversal)
    assert (statuses(app)["3"], app.corrections.conflicts()) == ("paid", ())


def test_a_paid_row_in_conflict_falls_to_what_the_remaining_files_say_when_its_own_file_goes(
    app: App, awin: int, tmp_path: Path
) -> None:
    first = import_rows(app, awin, tmp_path, ROWS)
    payout = app.payouts.add(Payout(date(2026, 3, 20), Money.of("17.25", "EUR"), awin)).value
    app.payouts.match(payout.id, FEBRUARY)
    import_rows(app, awin, tmp_path, "3,2026-05-25,20.25,EUR,reversed,Books\n", "later.csv")
    app.statements.undo(first)
    assert (statuses(app)["3"], app.corrections.conflicts()) == ("reversed", ())


def test_a_match_outlives_the_undo_of_an_import(app: App, awin: int, tmp_path: Path) -> None:
    statement = import_rows(app, awin, tmp_path, ROWS)
    payout = app.payouts.add(Payout(date(2026, 3, 20), Money.of("17.25", "EUR"), awin)).value
    app.payouts.match(payout.id, FEBRUARY)
    app.statements.undo(statement)
    gone = app.payouts.get(payout.id).matched
    assert (gone.count, gone.now_micro) == (2, 0)
    assert app.payouts.rows(payout.id)[0].status == "gone"
    import_rows(app, awin, tmp_path, ROWS)
    assert statuses(app)["3"] == "paid"
    assert app.payouts.reconcile(payout.id).parts == ()


def test_payments_of_a_file_are_recorded_once_and_keep_their_evidence(app: App, awin: int) -> None:
    rows = [
        Payout(date(2026, 3, day), Money.of(10 * day, "EUR"), awin, evidence=Evidence(f"paypal:{day}", line=day))
        for day in (1, 2)
    ]
    first = app.payouts.receive(rows[:1], "paypal.csv", b"one", "text/csv").value
    second = app.payouts.receive(rows, "paypal2.csv", b"two", "text/csv").value
    assert (len(first.added), first.known, len(second.added), second.known) == (1, 0, 1, 1)
    latest = app.payouts.list()[0].payout
    assert (latest.evidence.file, latest.evidence.line, len(latest.evidence.sha256 or "")) == ("paypal2.csv", 2, 64)
    app.workspace.undo()
    assert len(app.payouts.list()) == 1


def test_money_in_another_currency_is_suggested_at_the_reference_rate(app: App, awin: int, tmp_path: Path) -> None:
    import_rows(app, awin, tmp_path, "1,2026-02-10,200.00,USD,approved,Tea\n2,2026-03-10,90.00,USD,approved,Tea\n")
    rate = app.rates.on("USD", "EUR", date(2026, 4, 20))
    assert rate is not None
    arrived = Money((int(200 * rate.value * 100) - 350) * 10_000, "EUR")
    payout = app.payouts.add(Payout(date(2026, 4, 20), arrived, awin)).value
    best = app.payouts.suggest(payout.id)[0]
    assert (best.chosen.currency, best.micro, best.exact) == ("USD", 200_000_000, False)
    app.payouts.match(payout.id, best.chosen)
    found = app.payouts.reconcile(payout.id)
    assert found.assumed
    assert found.rate is not None
    assert (found.rate.source, found.rate.day) == ("European Central Bank", rate.day)
    assert [part.kind.value for part in found.parts] == ["currency"]


def test_what_is_unpaid_is_aged_per_program_and_currency(app: App, awin: int, paid: Payout) -> None:
    found = {(each.program, each.currency): each for each in app.unpaid.ageing()}
    tea, books = found[("Tea", "EUR")], found[("Books", "EUR")]
    assert (tea.counts, tea.micro) == ((0, 0, 0, 0, 1, 1), 25_500_000)
    assert (books.counts, books.pending_micro, books.oldest) == ((0, 0, 0, 0, 2, 0), 7_000_000, date(2026, 2, 10))
    assert found[("Books", "USD")].micro == 9_000_000
    app.payouts.match(paid.id, FEBRUARY)
    left = {(each.program, each.currency): each for each in app.unpaid.ageing(awin)}
    assert left[("Books", "EUR")].micro == 0


def test_terms_give_thresholds_and_days(app: App, awin: int, paid: Payout) -> None:
    app.unpaid.save_terms(awin, Terms(60, 1, Money.of(100, "EUR")))
    tea = next(each for each in app.unpaid.ageing() if each.program == "Tea")
    assert tea.progress == 42, "both shops of the account are paid together: 25.50 and 17.25 of 100"
    assert all(each.below_threshold for each in app.unpaid.expected() if each.money.currency == "EUR")
    app.unpaid.save_terms(awin, Terms(60, 1))
    days = {(each.money.currency, each.on) for each in app.unpaid.expected()}
    assert days == {
        ("EUR", date(2026, 4, 1)),
        ("EUR", date(2026, 5, 1)),
        ("EUR", date(2026, 8, 1)),
        ("USD", date(2026, 5, 1)),
    }
    app.unpaid.save_terms(awin, Terms())
    assert app.unpaid.terms(awin) is None
    with pytest.raises(BadInput):
        app.unpaid.save_terms(awin, Terms(pay_day=32))


def test_own_history_gives_the_day(app: App, awin: int, paid: Payout) -> None:
    assert {each.on for each in app.unpaid.expected()} == {None}
    app.payouts.match(paid.id, FEBRUARY)
    found = app.unpaid.expected()
    assert {(each.months, each.on) for each in found} >= {(("2026-01",), date(2026, 2, 20))}
    assert all(each.overdue == (each.on < date(2026, 6, 15)) for each in found if each.on)


def test_a_file_of_rates_is_used_instead(app: App, tmp_path: Path) -> None:
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text("Date,USD,JPY\n2026-11-20,1.25,150\n2026-11-19,1.2,N/A\n")
    assert app.rates.on("EUR", "USD", date(2026, 11, 20)) is None
    app.rates.replace(file)
    found = app.rates.on("EUR", "USD", date(2026, 11, 22))
    assert found is not None
    assert (found.value, found.day) == (Decimal("1.25"), date(2026, 11, 20))
    assert app.rates.on("EUR", "JPY", date(2026, 11, 19)) is None
    file.write_text("nothing")
    with pytest.raises(BadInput, match="no exchange rates"):
        app.rates.replace(file)
    assert app.rates.on("EUR", "USD", date(2026, 11, 20)) is not None


def test_what_is_matched_already_is_not_looked_for_again(app: App, awin: int, tmp_path: Path) -> None:
    import_rows(app, awin, tmp_path, ROWS)
    payout = app.payouts.add(Payout(date(2026, 3, 20), Money.of("42.75", "EUR"), awin)).value
    app.payouts.match(payout.id, FEBRUARY)
    best = app.payouts.suggest(payout.id)[0]
    assert (best.exact, best.count, best.micro) == (True, 2, 25_500_000)
    app.payouts.match(payout.id, best.chosen)
    assert app.payouts.suggest(payout.id) == ()
