"""What is unpaid: how old it is, how near the threshold, and when it should come."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.money import LIMIT, MICRO, Money, currency_code
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger import payouts_store, unpaid_store
from affiliate_desktop.ledger.expecting import expected
from affiliate_desktop.ledger.payout import Aged, Expected, Terms
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace

PlanTerms = Callable[[date], Mapping[tuple[int, int | None], Terms]]
"""By account and program, what the plans in force on a day say about payment."""

MAX_HOLD = 1_000


class Unpaid:
    """Use cases on what has not been paid yet.

    Args:
        workspace: where the earnings are.
        plan_terms: what plans say; they go before what the user noted for an account.
    """

    def __init__(self, workspace: Workspace, plan_terms: PlanTerms) -> None:
        self._workspace = workspace
        self._plan_terms = plan_terms

    def ageing(self, account_id: int | None = None) -> tuple[Aged, ...]:
        """What is approved and unpaid, by account, program, currency and age of the rows."""
        today = self._workspace.clock.today()
        terms = self._terms(today)
        with self._workspace.read() as connection:
            found = unpaid_store.aged(connection, today, account_id)
        together: Counter[tuple[int, str]] = Counter()
        for row in found:
            if (row.account_id, row.program_id) not in terms:
                together[row.account_id, row.currency] += row.micro
        return tuple(
            replace(each, threshold=_threshold(terms, each), towards_micro=_towards(terms, each, together))
            for each in found
        )

    def expected(self, account_id: int | None = None) -> tuple[Expected, ...]:
        """The payments that should come, the next one first; those without a day last."""
        today = self._workspace.clock.today()
        terms = self._terms(today)
        with self._workspace.read() as connection:
            waiting = unpaid_store.waiting(connection, account_id)
            delays = unpaid_store.delays(connection)
        return expected(waiting, terms, delays, today)

    def terms(self, account_id: int) -> Terms | None:
        """What the user noted about when an account pays."""
        with self._workspace.read() as connection:
            return payouts_store.terms(connection).get(account_id)

    def save_terms(self, account_id: int, terms: Terms) -> Done[Terms]:
        """Notes when an account pays; terms without anything are taken away.

        Raises:
            BadInput: when a number is out of range.
        """
        terms = _checked(terms)
        table = schema.payment_terms
        with self._workspace.edit("Save terms of payment") as edit:
            key = payouts_store.terms_key(edit.connection, account_id)
            if terms == Terms():
                if key is not None:
                    edit.delete(table, key)
            elif key is None:
                edit.insert(table, payouts_store.terms_values(account_id, terms))
            else:
                edit.update(table, key, payouts_store.terms_values(account_id, terms))
        return Done(terms, edit.changes)

    def _terms(self, today: date) -> dict[tuple[int, int | None], Terms]:
        with self._workspace.read() as connection:
            own = payouts_store.terms(connection)
        return {(account, None): terms for account, terms in own.items()} | dict(self._plan_terms(today))


def _threshold(terms: Mapping[tuple[int, int | None], Terms], row: Aged) -> Money | None:
    found = terms.get((row.account_id, row.program_id)) or terms.get((row.account_id, None))
    return found.threshold if found else None


def _towards(terms: Mapping[tuple[int, int | None], Terms], row: Aged, together: Mapping[tuple[int, str], int]) -> int:
    return row.micro if (row.account_id, row.program_id) in terms else together[row.account_id, row.currency]


def _checked(terms: Terms) -> Terms:
    if terms.hold_days is not None and not 0 <= terms.hold_days <= MAX_HOLD:
        raise BadInput("hold_days", "Earnings are held for 0 to {most} days.", most=MAX_HOLD)
    if terms.pay_day is not None and not 1 <= terms.pay_day <= 31:
        raise BadInput("pay_day", "The day of payment is a day of the month, 1 to 31.")
    threshold = terms.threshold
    if threshold is not None:
        if not 0 <= threshold.micro < LIMIT * MICRO:
            raise BadInput("threshold", "A threshold is zero or more.")
        currency_code(threshold.currency)
    return replace(terms, source="user")
