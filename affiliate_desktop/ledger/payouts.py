"""Payouts: money received, what it paid, what lies between."""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy import Connection

from affiliate_desktop.core.changes import NOTHING, Changes, Done, Kind
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.ledger import payouts_store as store
from affiliate_desktop.ledger import twins
from affiliate_desktop.ledger.payout import (
    NO_MATCH,
    Chosen,
    Evidence,
    Matched,
    MatchedRow,
    Payout,
    Rate,
    Suggestion,
    ThreeWay,
)
from affiliate_desktop.ledger.payout_checking import checked_payout
from affiliate_desktop.ledger.rates import Rates
from affiliate_desktop.ledger.reconciling import three_way
from affiliate_desktop.ledger.suggesting import MAX_ROWS, suggestions, wanted_of
from affiliate_desktop.workspace import attachments, schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.history import Edit

NONE_SAME: Mapping[str, int] = MappingProxyType({})
EVERY_ROW = Changes({Kind.TRANSACTION: frozenset()})


@dataclass(frozen=True, slots=True)
class PayoutView:
    """A payout as lists show it.

    Attributes:
        account: name of its account; None while it has none.
    """

    payout: Payout
    account: str | None
    matched: Matched


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import of payments did.

    Attributes:
        added: the payouts that are new. known: how many were there already.
        completed: payouts that were entered by hand and have the file's evidence now.
    """

    added: tuple[Payout, ...]
    known: int
    completed: tuple[Payout, ...] = ()


class Payouts:
    """Use cases on payouts. Every write can be undone.

    Args:
        workspace: where they are.
        rates: reference rates.
    """

    def __init__(self, workspace: Workspace, rates: Rates) -> None:
        self._workspace = workspace
        self._rates = rates

    def list(self, account_id: int | None = None, period: Period = ALL_TIME) -> tuple[PayoutView, ...]:
        """The payouts, the latest first; of one account or of all, of a period by the day they came."""
        with self._workspace.read() as connection:
            found = store.payouts(connection, account_id, period)
            return tuple(_views(connection, found, store.matched(connection)))

    def get(self, key: int) -> PayoutView:
        """One payout.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.read() as connection:
            return _view(connection, _payout(connection, key))

    def rows(self, key: int, limit: int = 10_000) -> tuple[MatchedRow, ...]:
        """The earnings that a payout paid, by day."""
        with self._workspace.read() as connection:
            return store.matched_rows(connection, _payout(connection, key).id, limit)

    def known(self, keys: Sequence[str]) -> Mapping[str, int]:
        """By key of evidence, the ids of the payouts that are recorded already."""
        with self._workspace.read() as connection:
            return store.known_sources(connection, keys)

    def entered(self) -> tuple[Payout, ...]:
        """The payouts that were entered by hand and that no file has told of."""
        with self._workspace.read() as connection:
            found = store.payouts(connection, None, ALL_TIME)
        return tuple(each for each in found if not each.evidence.key)

    def alike(self, payout: Payout) -> tuple[PayoutView, ...]:
        """Payouts of files that may be the same money as one that is entered by hand; see ``twins``."""
        return tuple(view for view in self.list() if view.payout.evidence.key and twins.alike(payout, view.payout))

    # --- records

    def add(self, payout: Payout) -> Done[Payout]:
        """Records a payout.

        Raises:
            BadInput: when a value can't be used, or the account does not exist.
        """
        payout = checked_payout(payout, self._workspace.clock.today())
        with self._workspace.edit("Add payout of {amount}", amount=_words(payout)) as edit:
            _refuse_missing_account(edit.connection, payout.account_id)
            key = edit.insert(schema.payout, self._values(payout))
        return Done(replace(payout, id=key), edit.changes)

    def edit(self, payout: Payout) -> Done[Payout]:
        """Changes a payout; where it came from stays.

        Raises:
            BadInput: when a value can't be used.
            Failed: when it is matched and the account or the statement's currency would change.
        """
        payout = checked_payout(payout, self._workspace.clock.today())
        with self._workspace.edit("Edit payout of {amount}", amount=_words(payout)) as edit:
            before = _payout(edit.connection, payout.id)
            _refuse_missing_account(edit.connection, payout.account_id)
            payout = replace(payout, evidence=before.evidence)
            _refuse_unfit(before, payout, store.matched_to(edit.connection, payout.id))
            edit.update(schema.payout, payout.id, store.payout_values(payout))
        return Done(payout, edit.changes)

    def remove(self, key: int) -> Done[None]:
        """Removes a payout; what it paid is unpaid again."""
        payout = self.get(key).payout
        with self._workspace.edit("Remove payout of {amount}", amount=_words(payout)) as edit:
            paid = store.transactions_of(edit.connection, key)
            edit.delete_all(schema.payout_match, schema.payout_match.c.payout_id == key)
            edit.delete(schema.payout, key)
            changed = store.settle(edit.connection, paid)
            edit.settled = True
        return Done(None, edit.changes | (EVERY_ROW if changed else NOTHING))

    def receive(
        self,
        payments: Sequence[Payout],
        file: str,
        content: bytes,
        media_type: str,
        same: Mapping[str, int] = NONE_SAME,
    ) -> Done[Receipt]:
        """Records the payments of a file, each once; the file is kept as evidence.

        Args:
            payments: each with a key and a line in its evidence.
            file: its name.
            content: its bytes.
            media_type: such as ``text/csv``.
            same: by key of evidence, the id of the payout that was entered by hand for this payment; it is completed
                and keeps its earnings.

        Raises:
            BadInput: when a value can't be used.
            NotFound: when a payout to complete is gone.
            Failed: when a payout to complete was not entered by hand, or has it no longer.
        """
        today = self._workspace.clock.today()
        checked = [checked_payout(each, today) for each in payments]
        added: builtins.list[Payout] = []
        finished: builtins.list[Payout] = []
        with self._workspace.edit("Import payouts of “{file}”", file=file) as edit:
            known = store.known_sources(edit.connection, [each.evidence.key for each in checked])
            fresh = [each for each in checked if each.evidence.key not in known]
            sha256 = attachments.put(edit.connection, content, media_type) if fresh else None
            for each in fresh:
                _refuse_missing_account(edit.connection, each.account_id)
                evidence = Evidence(each.evidence.key, file, each.evidence.line, sha256)
                payout = replace(each, evidence=evidence)
                if evidence.key in same:
                    finished.append(self._complete(edit, same[evidence.key], payout))
                else:
                    added.append(replace(payout, id=edit.insert(schema.payout, self._values(payout))))
        return Done(Receipt(tuple(added), len(checked) - len(fresh), tuple(finished)), edit.changes)

    # --- matching

    def suggest(self, key: int) -> tuple[Suggestion, ...]:
        """Rows that what is left of a payout may have paid, the best first.

        Raises:
            NotFound: when there is no such payout.
            BadInput: when it has no account yet.
        """
        with self._workspace.read() as connection:
            payout = _payout(connection, key)
            account_id = _account_of(payout)
            found: builtins.list[Suggestion] = []
            for currency in self._currencies(connection, payout, account_id):
                months = store.open_months(connection, account_id, currency, payout.paid_on)
                few = sum(month.count for month in months) <= MAX_ROWS
                rows = store.open_rows(connection, account_id, currency, payout.paid_on, MAX_ROWS) if few else []
                wanted = wanted_of(payout, currency, self._converted(payout, currency))
                wanted = replace(wanted, micro=wanted.micro - store.matched_to(connection, key).micro)
                found += suggestions(wanted, months, rows) if wanted.micro else ()
        return tuple(sorted(found, key=lambda each: -each.score))

    def match(self, key: int, chosen: Chosen) -> Done[Matched]:
        """Matches a payout to rows; what is open of each of them is paid by it.

        Raises:
            BadInput: when no open row is chosen, or the currency does not fit.
        """
        with self._workspace.edit("Match payout {number}", number=key) as edit:
            payout = _payout(edit.connection, key)
            account_id = _account_of(payout)
            _refuse_currency(payout, store.matched_to(edit.connection, key), chosen.currency)
            if not store.chosen_sum(edit.connection, account_id, chosen)[0]:
                raise BadInput("nothing_open", "None of these earnings is approved and unpaid.")
            again = store.matched_again(edit.connection, key, account_id, chosen)
            if again:
                raise BadInput(
                    "matched_already", "{count} of these earnings belong to this payout already.", count=again
                )
            edit.insert_from(schema.payout_match, store.MATCH, store.chosen_matches(account_id, key, chosen))
            store.settle_payout(edit.connection, key)
            edit.settled = True
            found = store.matched_to(edit.connection, key)
        return Done(found, edit.changes | EVERY_ROW)

    def unmatch(self, key: int, transaction_ids: Sequence[int] = ()) -> Done[Matched]:
        """Takes rows from a payout, or all of them; they are unpaid again.

        Raises:
            BadInput: when it is matched to none of them.
        """
        match = schema.payout_match.c
        with self._workspace.edit("Take earnings from payout {number}", number=key) as edit:
            _payout(edit.connection, key)
            paid = store.transactions_of(edit.connection, key)
            chosen = [row for row in paid if row in set(transaction_ids)] if transaction_ids else paid
            condition = match.payout_id == key
            if transaction_ids:
                condition &= match.transaction_id.in_(chosen)
            if not edit.delete_all(schema.payout_match, condition):
                raise BadInput("not_matched", "The payout is not matched to any of these earnings.")
            store.settle(edit.connection, chosen)
            edit.settled = True
            found = store.matched_to(edit.connection, key)
        return Done(found, edit.changes | EVERY_ROW)

    def reconcile(self, key: int, extra: Chosen | None = None) -> ThreeWay:
        """Rows, statement and money of a payout, and what lies between.

        Args:
            key: the payout.
            extra: rows that it might be matched to as well, to show what that would give.
        """
        with self._workspace.read() as connection:
            payout = _payout(connection, key)
            matched = store.matched_to(connection, key)
            if extra is not None:
                matched = _with(matched, *store.chosen_sum(connection, _account_of(payout), extra), extra)
            earlier = []
            if payout.account_id is not None and matched.currency and matched.first:
                before = matched.first.replace(day=1)
                earlier = store.open_months(connection, payout.account_id, matched.currency, before)
                earlier = [month for month in earlier if month.month < before.isoformat()[:7]]
        statement = payout.statement.currency if payout.statement else matched.currency or payout.received.currency
        return three_way(payout, matched, self._rate(statement, payout), earlier)

    def settle_again(self, changes: Changes) -> Changes:
        """After an undo or redo: derives the status of what the matches were about anew."""
        keys = changes.keys.get(Kind.PAYOUT, frozenset())
        with self._workspace.read() as connection:
            about = store.transactions_in_log(connection, keys) if keys else []
        if not about:
            return NOTHING
        with self._workspace.write() as connection:
            changed = store.settle(connection, about)
        return EVERY_ROW if changed else NOTHING

    # --- inside

    def _values(self, payout: Payout) -> dict[str, object]:
        return store.payout_values(payout) | {"created_at": self._workspace.clock.now().isoformat()}

    def _complete(self, edit: Edit, key: int, payment: Payout) -> Payout:
        before = _payout(edit.connection, key)
        if before.evidence.key:
            raise Failed(
                "payout_has_file", "Payout {id} has a file by now; open the file of payments again.", id=before.id
            )
        payout = checked_payout(twins.completed(before, payment), self._workspace.clock.today())
        _refuse_unfit(before, payout, store.matched_to(edit.connection, key))
        edit.update(schema.payout, key, store.payout_values(payout))
        return payout

    def _currencies(self, connection: Connection, payout: Payout, account_id: int) -> builtins.list[str]:
        """The currencies of rows that may be meant: the matched one, the target's, else all that are open."""
        matched = store.matched_to(connection, payout.id).currency
        known = store.open_currencies(connection, account_id)
        if matched:
            return [matched]
        if payout.statement is not None or payout.target.currency in known:
            return [payout.target.currency]
        return known

    def _converted(self, payout: Payout, currency: str) -> int | None:
        target = payout.target
        if target.currency == currency:
            return None
        rate = self._rates.on(target.currency, currency, payout.paid_on)
        return None if rate is None else int(target.micro * rate.value)

    def _rate(self, statement: str, payout: Payout) -> Rate | None:
        if statement == payout.received.currency:
            return None
        return self._rates.on(statement, payout.received.currency, payout.paid_on)


def _with(matched: Matched, count: int, more: int, extra: Chosen) -> Matched:
    """What it would be matched to with so many rows that sum up to so much."""
    starts = [day for day in (matched.first, extra.period.start) if day]
    return replace(
        matched,
        count=matched.count + count,
        currency=extra.currency,
        micro=matched.micro + more,
        now_micro=matched.now_micro + more,
        first=min(starts) if starts else None,
    )


def _payout(connection: Connection, key: int) -> Payout:
    found = store.payout(connection, key)
    if found is None:
        raise NotFound("no_such_payout", "There is no payout with the id {id}.", id=key)
    return found


def _views(connection: Connection, payouts: Sequence[Payout], matched: dict[int, Matched]) -> builtins.list[PayoutView]:
    accounts = store.account_names(connection)
    return [PayoutView(each, accounts.get(each.account_id), matched.get(each.id, NO_MATCH)) for each in payouts]


def _view(connection: Connection, payout: Payout) -> PayoutView:
    return _views(connection, [payout], store.matched(connection, payout.id))[0]


def _account_of(payout: Payout) -> int:
    if payout.account_id is None:
        raise BadInput("payout_without_account", "Say which account this payout is from before you match it.")
    return payout.account_id


def _words(payout: Payout) -> str:
    return f"{payout.received} {payout.received.currency}"


def _refuse_missing_account(connection: Connection, account_id: int | None) -> None:
    if account_id is not None and account_id not in store.account_names(connection):
        raise NotFound("no_such_account", "There is no account with the id {id}.", id=account_id)


def _refuse_unfit(before: Payout, after: Payout, matched: Matched) -> None:
    if not matched.count:
        return
    if after.account_id != before.account_id:
        raise Failed(
            "payout_matched",
            "The payout is matched to {count} earnings of its account. Take them off first.",
            count=matched.count,
        )
    if after.statement is not None and matched.currency and after.statement.currency != matched.currency:
        raise _wrong_currency(matched.currency, after.statement.currency)


def _refuse_currency(payout: Payout, matched: Matched, currency: str) -> None:
    if matched.currency and matched.currency != currency:
        raise _wrong_currency(matched.currency, currency)
    if payout.statement is not None and payout.statement.currency != currency:
        raise _wrong_currency(payout.statement.currency, currency)


def _wrong_currency(one: str, other: str) -> BadInput:
    return BadInput(
        "payout_currency",
        "A payout pays earnings of one currency, here {one}, not {other}. Record a payout for each currency.",
        one=one,
        other=other,
    )
