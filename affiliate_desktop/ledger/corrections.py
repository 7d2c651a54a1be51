"""What the user says of earnings: entered by hand, corrected, decided. It outlives every import and every undo."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from affiliate_desktop.core.changes import NOTHING, Changes, Done, Kind
from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger import evidence, store
from affiliate_desktop.ledger.holding import FIELDS, HELD, holding
from affiliate_desktop.ledger.model import Conflict, Entry, Event, History, Status, Transaction
from affiliate_desktop.ledger.settling import settle
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.history import Edit

MAX_ID = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100
_COLUMNS = {field: column for column, field in FIELDS.items()} | {"program_id": "program_id"}
CORRECTABLE = tuple(name for name in FIELDS.values() if name != "status_raw")


class Corrections:
    """Use cases on what the user says of transactions; each is undoable.

    Args:
        workspace: where they are.
        catalog: knows where networks cut sub-ids off.
    """

    def __init__(self, workspace: Workspace, catalog: NetworkCatalog) -> None:
        self._workspace = workspace
        self._catalog = catalog

    def history(self, key: int) -> History:
        """Where a transaction comes from: what each file said of it, and what the user said.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.read() as connection:
            found = evidence.history(connection, key)
        if found is None:
            raise _no_earning(key)
        return found

    def conflicts(self, *, kept: bool = False) -> tuple[Conflict, ...]:
        """Where files say something else than what payouts paid, and the user has not decided.

        Args:
            kept: also those in which the user decided to keep what was paid.
        """
        with self._workspace.read() as connection:
            return evidence.conflicts(connection, kept=kept)

    def add(self, entry: Entry) -> Done[Transaction]:
        """Enters a transaction by hand.

        Raises:
            BadInput: when the account is not there, a value can't be used, or the id is there already.
        """
        key = f"i:{entry.external_id}" if entry.external_id else f"h:{secrets.token_hex(8)}"
        if entry.external_id and len(entry.external_id) > MAX_ID:
            raise BadInput("id_too_long", "The id has more than {most} characters.", most=MAX_ID)
        values = _entered(entry)
        with self._workspace.edit("Enter earning of {day}", day=entry.day.isoformat()) as edit:
            _check_owners(edit, entry.account_id, entry.program_id)
            found = _transaction_with(edit, entry.account_id, key)
            if found is not None:
                raise BadInput(
                    "earning_there", "There is an earning with the id “{id}” already.", id=entry.external_id or ""
                )
            said = {"entered": True, "values": values, "program_id": entry.program_id, "note": entry.note.strip()}
            self._say(edit, entry.account_id, key, said)
            added = _transaction_with(edit, entry.account_id, key)
        return self._done(added or 0, edit)

    def correct(self, key: int, changes: Mapping[str, Any], note: str | None = None) -> Done[Transaction]:
        """Says otherwise than the files; a field that is given what the files say is no correction any more.

        Args:
            key: the transaction.
            changes: field (``CORRECTABLE``, or ``program_id`` with an id) -> value as stored: days as
                ``YYYY-MM-DD``, amounts in whole millionths.
            note: why; None leaves it.

        Raises:
            NotFound: when there is no such transaction.
            BadInput: when a field can't be corrected, or a value can't be used.
        """
        checked = {name: _checked(name, value) for name, value in changes.items()}
        given = {_COLUMNS[name]: value for name, value in checked.items()}
        with self._workspace.edit("Correct earning {id}", id=key) as edit:
            account, name, own = _spoken(edit, key)
            _check_owners(edit, account, given.get("program_id"))
            values = {**own["values"], **given}
            if own["program_id"] is not None:
                values.setdefault("program_id", own["program_id"])
            if not own["entered"]:
                values = _otherwise(edit, key, values)
            program = values.pop("program_id", None)
            said = {"values": values, "program_id": program, "note": own["note"] if note is None else note.strip()}
            self._say(edit, account, name, {"entered": own["entered"], **said})
        return self._done(key, edit)

    def restore(self, key: int) -> Done[Transaction]:
        """Takes all corrections of a transaction back, so that the files' word holds again.

        Raises:
            NotFound: when there is no such transaction.
            BadInput: when it was entered by hand.
        """
        with self._workspace.edit("Take back correction of earning {id}", id=key) as edit:
            account, name, own = _spoken(edit, key)
            if own["entered"]:
                raise BadInput("entered_by_hand", "This earning was entered by hand; no file says otherwise.")
            self._say(edit, account, name, {"entered": False, "values": {}, "program_id": None, "note": ""})
        return self._done(key, edit)

    def remove(self, key: int) -> Done[None]:
        """Removes a transaction that was entered by hand; what files say of it stays.

        Raises:
            NotFound: when there is no such transaction.
            BadInput: when it comes from a file.
        """
        with self._workspace.edit("Remove earning {id}", id=key) as edit:
            account, name, own = _spoken(edit, key)
            if not own["entered"]:
                raise BadInput(
                    "comes_from_file",
                    "This earning comes from a statement. Correct it, or take the import back as a whole.",
                )
            self._say(edit, account, name, {"entered": False, "values": {}, "program_id": None, "note": ""})
        return Done(None, edit.changes)

    def decide(self, key: int, *, accept: bool) -> Done[None]:
        """Decides a conflict between a file and what a payout paid.

        Args:
            key: the conflict.
            accept: take what the file says; else keep what was paid, also when the file is imported again.

        Raises:
            NotFound: when it is not open any more.
        """
        label = "Accept what the file says" if accept else "Keep what was paid"
        with self._workspace.edit(label) as edit:
            held = schema.conflict.c
            if edit.connection.execute(select(held.id).where(held.id == key)).first() is None:
                raise NotFound("no_such_conflict", "There is no conflict {id} any more.", id=key)
            edit.update(schema.conflict, key, {"decision": "accept" if accept else "keep"})
            settle(edit.connection, self._catalog)
            edit.changes |= _ALL
        return Done(None, edit.changes)

    def settle(self) -> Done[int]:
        """Brings transactions in line with what the user said; to be called after undo and redo."""
        with self._workspace.write() as connection:
            changed = settle(connection, self._catalog)
        return Done(changed, _ALL if changed else NOTHING)

    def _say(self, edit: Edit, account: int, key: str, values: Mapping[str, Any]) -> None:
        """Notes what the user says.

        The row stays when this is undone, empty, so that ``settle`` finds the transaction it is about.
        """
        own = schema.correction
        query = select(own.c.id).where(own.c.account_id == account, own.c.key == key)
        row = edit.connection.execute(query).scalar()
        now = self._workspace.clock.now().isoformat()
        if row is None:
            bare = {"account_id": account, "key": key, "values": {}, "made_at": now}
            row = edit.connection.execute(insert(own).values(**bare).returning(own.c.id)).scalar_one()
        edit.update(own, row, {**values, "made_at": now})
        settle(edit.connection, self._catalog)
        edit.changes |= _ALL

    def _done(self, key: int, edit: Edit) -> Done[Transaction]:
        with self._workspace.read() as connection:
            found = store.transaction(connection, key)
        if found is None:
            raise _no_earning(key)
        return Done(found, edit.changes)


_ALL = Changes({Kind.TRANSACTION: frozenset()})


def _spoken(edit: Edit, key: int) -> tuple[int, str, Mapping[str, Any]]:
    """Account and key of a transaction, and what the user said of it so far."""
    now, own = schema.transaction.c, schema.correction.c
    row = edit.connection.execute(select(now.account_id, now.key).where(now.id == key)).first()
    if row is None:
        raise _no_earning(key)
    query = select(own["values"], own.entered, own.program_id, own.note)
    said = edit.connection.execute(query.where(own.account_id == row[0], own.key == row[1])).mappings().first()
    nothing = {"values": {}, "entered": False, "program_id": None, "note": ""}
    return row[0], row[1], dict(said) if said else nothing


def _transaction_with(edit: Edit, account: int, key: str) -> int | None:
    now = schema.transaction.c
    return edit.connection.execute(select(now.id).where(now.account_id == account, now.key == key)).scalar()


def _otherwise(edit: Edit, key: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not what the files say."""
    said = store.sayings(edit.connection, [key]).get(key)
    if not said:
        return dict(values)
    files = dict(zip(HELD, holding(said).values, strict=True))
    return {name: value for name, value in values.items() if files[name] != value}


def _entered(entry: Entry) -> dict[str, Any]:
    """All values of an entered transaction."""
    values = {
        "day": entry.day.isoformat(),
        "time": None,
        "event": entry.event,
        "status": entry.status,
        "currency": entry.currency,
        "sale_micro": entry.sale_micro,
        "commission_micro": entry.commission_micro,
        "sub_id": entry.sub_id,
        "product": entry.product,
        "quantity": entry.quantity,
    }
    return {**{name: _checked(name, value) for name, value in values.items()}, "status_raw": ""}


def _checked(name: str, value: Any) -> Any:
    """A value as it is stored.

    Raises:
        BadInput: when it can't be used.
    """
    if name not in _COLUMNS or name in {"status_raw", "program"}:
        raise BadInput(
            "no_such_field",
            "“{name}” is no field; the fields are {known}.",
            name=name[:40],
            known=", ".join(each for each in CORRECTABLE if each != "program") + ", program_id",
        )
    try:
        return _READ[name](value)
    except (ValueError, TypeError):
        raise BadInput("bad_value", "“{value}” can't be used as {name}.", value=str(value)[:40], name=name) from None


def _day(value: Any) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(
            "year_out_of_range",
            "“{text}” is not between {first} and {last}.",
            text=day,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return day.isoformat()


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**17:
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    text = str(value or "").strip()
    if len(text) > 2_000 or "\0" in text:
        raise ValueError(value)
    return text


def _count(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _moment(value: Any) -> str | None:
    return None if value is None else _text(value)[:32]


_READ = {
    "day": _day,
    "time": _moment,
    "event": lambda value: Event(value).value,
    "status": lambda value: Status(value).value,
    "currency": lambda value: currency_code(str(value)),
    "sale_micro": _whole,
    "commission_micro": _whole,
    "sub_id": _text,
    "product": _text,
    "quantity": _count,
    "program_id": _count,
}


def _check_owners(edit: Edit, account_id: int, program_id: int | None) -> None:
    account, program = schema.account.c, schema.program.c
    if edit.connection.execute(select(account.id).where(account.id == account_id)).first() is None:
        raise NotFound("no_such_account", "There is no account {id}.", id=account_id)
    if program_id is None:
        return
    query = select(program.id).where(program.id == program_id, program.account_id == account_id)
    if edit.connection.execute(query).first() is None:
        raise BadInput("other_account", "The program belongs to another account.")


def _no_earning(key: int) -> NotFound:
    return NotFound("no_such_earning", "There is no earning {id}.", id=key)
