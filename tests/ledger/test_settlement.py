"""What matches do to statuses: settled in a few statements as a fold of every row would settle it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.ledger.folding import fold, touch
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.workspace import history
from tests.ledger.earnings import import_rows

FIRST = (
    "1,2026-01-10,10.00,EUR,approved,Tea\n"
    "2,2026-01-11,-3.00,EUR,approved,Tea\n"
    "3,2026-01-12,4.00,EUR,pending,Tea\n"
    "4,2026-01-13,5.00,EUR,paid,Tea\n"
    "5,2026-01-14,0.00,EUR,approved,Tea\n"
    "ß-6,2026-01-15,6.00,EUR,approved,Tea\n"
    "7,2026-01-16,7.00,EUR,approved,Tea\n"
)
SECOND = "1,2026-02-10,12.00,EUR,approved,Tea\n7,2026-02-10,7.00,EUR,reversed,Tea\n8,2026-02-11,8.00,EUR,approved,Tea\n"
STEPS = ("match", "match some", "unmatch", "undo", "redo", "correct", "import", "remove", "pay less")


def refolded(app: App) -> int:
    """How many rows a fold of all of them changes."""
    with app.workspace.write() as connection:
        cursor = connection.connection.cursor()
        touch(cursor, "SELECT id FROM transaction_")
        return fold(cursor)


def do(app: App, account: int, payout: int, folder: Path, step: str, which: int) -> None:
    """One step, where it can be done."""
    rows = app.ledger.rows(sort=("day", False)).rows
    row = rows[which % len(rows)]
    matched = app.payouts.rows(payout) if any(view.payout.id == payout for view in app.payouts.list()) else ()
    if step in ("undo", "redo"):
        getattr(app.workspace, step)()
    elif step == "match":
        app.payouts.match(payout, Chosen("EUR"))
    elif step == "match some":
        app.payouts.match(payout, Chosen("EUR", only=(row.id,)))
    elif step == "unmatch":
        app.payouts.unmatch(payout, [each.transaction_id for each in matched[: which % 3] if each.transaction_id])
    elif step == "correct":
        app.corrections.correct(row.id, {"commission_micro": (which - 3) * 1_000_000})
    elif step == "pay less":
        app.corrections.correct(row.id, {"status": "pending"})
    elif step == "import":
        import_rows(app, account, folder, SECOND, "second.csv")
    else:
        app.payouts.remove(payout)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7)), max_size=7), st.sampled_from([2, 2_000]))
def test_a_fold_of_all_rows_finds_nothing_to_settle(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]], together: int
) -> None:
    from affiliate_desktop.core.problems import Problem

    folder = tmp_path_factory.mktemp("settled")
    app = App.open(folder / "w.affiliate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "TOGETHER", together)
        account = app.programs.add_account(Account("Awin", "awin")).value.id
        import_rows(app, account, folder, FIRST)
        payout = app.payouts.add(Payout(date(2026, 3, 20), Money.of("17", "EUR"), account)).value.id
        for step, which in steps:
            try:
                do(app, account, payout, folder, step, which)
            except Problem:
                continue
            assert refolded(app) == 0, (step, which)
    app.close()


@pytest.mark.parametrize("together", [2, 2_000])
def test_many_matches_are_undone_and_redone_to_the_letter(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(history, "TOGETHER", together)
    account = app.programs.add_account(Account("Awin", "awin")).value.id
    import_rows(app, account, tmp_path, FIRST)
    payout = app.payouts.add(Payout(date(2026, 3, 20), Money.of("17", "EUR"), account)).value.id
    states = [(app.payouts.rows(payout), app.ledger.rows().rows)]
    for work in (lambda: app.payouts.match(payout, Chosen("EUR")), lambda: app.payouts.unmatch(payout)):
        work()
        states.append((app.payouts.rows(payout), app.ledger.rows().rows))
    assert [len(rows) for rows, _ in states] == [0, 5, 0]
    for state in (states[1], states[0]):
        app.workspace.undo()
        assert (app.payouts.rows(payout), app.ledger.rows().rows) == state
    for state in states[1:]:
        app.workspace.redo()
        assert (app.payouts.rows(payout), app.ledger.rows().rows) == state
