"""Rows of imported statements and of the ledger, for comparing them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.programs import store as programs_store
from affiliate_desktop.statements import store
from affiliate_desktop.statements.comparison_model import Booked, Imported, OnDisk, Place, Side
from affiliate_desktop.statements.model import ColumnMap
from affiliate_desktop.workspace import schema


@dataclass(frozen=True, slots=True)
class Described:
    """A side before its rows are read.

    Attributes:
        account_id: whose it is; None for a file. columns: the mapping that an imported file was read with.
    """

    place: Place
    side: Side
    account_id: int | None = None
    columns: ColumnMap | None = None


def described(connection: Connection, place: Place, most: int) -> Described:
    """What a side is, with at most so many of the rows that could not be read.

    Raises:
        NotFound: when there is no such statement or account.
    """
    if isinstance(place, OnDisk):
        return Described(place, Side("file", place.path.name, None, "", 0, 0, None, None))
    if isinstance(place, Booked):
        account = programs_store.account(connection, place.account_id)
        if account is None:
            raise NotFound("no_such_account", "There is no account {id}.", id=place.account_id)
        return Described(place, Side("ledger", account.name, None, account.name, 0, 0, None, None), account.id)
    found = store.statement(connection, place.id)
    if found is None:
        raise NotFound("no_such_statement", "There is no import {id}.", id=place.id)
    unread = store.rejected(connection, found.id)[:most]
    side = Side("statement", found.file, found.id, found.account, found.rows, found.rejected, None, None, unread)
    return Described(place, side, found.account_id, store.reading_of(found.extra.get("mapping"))[0])


def rows(connection: Connection, place: Imported | Booked, size: int) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows of a side in chunks, as ``comparison.SideRow`` has them but with the whole key.

    What an import said that was replaced is put aside, and compared all the same.
    """
    t, said, aside = schema.transaction.c, schema.observation.c, schema.shelved.c
    query: Any
    if isinstance(place, Booked):
        query = _select(schema.transaction, t, t, t.id).where(t.account_id == place.account_id)
    else:
        joined = schema.observation.join(schema.transaction, t.id == said.transaction_id)
        query = union_all(
            _select(joined, t, said, said.line).where(said.statement_id == place.id),
            _select(schema.shelved, aside, aside, aside.line).where(aside.statement_id == place.id),
        )
    result = connection.execution_options(stream_results=True).execute(query)
    while chunk := result.fetchmany(size):
        yield chunk


def _select(source: Any, known: Any, held: Any, place: Any) -> Select[Any]:
    """The rows of a table; ``known`` has keys and ids, ``held`` what was said, and ``place`` is the line or so."""
    program = schema.program
    return select(
        known.key,
        known.external_id,
        held.day,
        held.status,
        held.currency,
        held.sale_micro,
        held.commission_micro,
        held.sub_id,
        held.product,
        func.coalesce(program.c.name, ""),
        place,
    ).select_from(source.outerjoin(program, program.c.id == held.program_id))
