"""Statement formats as data: the ``[[statement]]`` tables of ``resources/networks/*.toml``.

A table names its report (``id``, ``name``, ``certainty``), what it is known by (``titles``: how the sheet or the
title line begins; ``headers``: columns it always has, without a currency in brackets behind the name; further
columns do not matter), what its columns mean (``fields``), how dates and amounts are usually written
(``date_format``, ``decimal``), what holds for all rows (``event``, ``status``, ``statuses``, ``currency``,
``currency_marks``), whether it counts (``counted``, ``only_rows``) and ``why`` not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.layout import HEADER_LINES, Layout, currency_of_headers, is_currency_mark
from affiliate_desktop.statements.model import Cell, Field
from affiliate_desktop.statements.words import bare, header_key, split_suffix, text_of


@dataclass(frozen=True, slots=True)
class StatementFormat:
    """A report that a network sends; see above for the meaning of each value."""

    network: str
    id: str
    name: str
    certainty: str
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    fields: Mapping[Field, str]
    counted: bool
    why: str
    only_rows: str | None
    date_format: str | None
    decimal: str | None
    event: str
    status: str
    statuses: Mapping[str, str]
    currency: str | None
    currency_marks: Mapping[str, str]


def formats_of(network: Network) -> tuple[StatementFormat, ...]:
    """The formats of a network.

    Raises:
        Failed: when a table of its file can't be used.
    """
    return tuple(_format(network, table) for table in network.statements)


def recognized(
    rows: Sequence[Sequence[Cell]], sheet: str, formats: Iterable[StatementFormat]
) -> tuple[StatementFormat, Layout] | None:
    """The format of a sheet with these first rows: the one with most columns, by title where two have as many."""
    best: tuple[tuple[int, bool, int], StatementFormat, int] | None = None
    top = rows[:HEADER_LINES]
    for line, row in enumerate(top, start=1):
        words = [text_of(cell) for cell in row]
        if sum(map(bool, words)) < 2:
            continue
        for candidate in formats:
            if _columns_of(candidate, words) is None:
                continue
            rank = (len(candidate.headers), _titled(candidate, sheet, top[: line - 1]), -line)
            if best is None or rank > best[0]:
                best = (rank, candidate, line)
    if best is None:
        return None
    return best[1], _layout(best[1], rows[best[2] - 1], best[2])


def _titled(candidate: StatementFormat, sheet: str, above: Sequence[Sequence[Cell]]) -> bool:
    texts = [header_key(sheet), *(header_key(text_of(row[0])) for row in above if row)]
    return any(text.startswith(header_key(title)) for title in candidate.titles for text in texts)


def _columns_of(candidate: StatementFormat, words: Sequence[str]) -> dict[str, int] | None:
    """Header key of the format -> column, when the row has them all."""
    found: dict[str, int] = {}
    for index, word in enumerate(words):
        name, suffix = split_suffix(word)
        if suffix and is_currency_mark(suffix, candidate.currency_marks):
            found.setdefault(header_key(name), index)
        found.setdefault(header_key(word), index)
    keys = [header_key(header) for header in candidate.headers]
    return {key: found[key] for key in keys} if all(key in found for key in keys) else None


def _layout(found: StatementFormat, row: Sequence[Cell], line: int) -> Layout:
    headers = tuple(bare(text_of(cell)) for cell in row)
    places = _columns_of(found, headers) or {}
    columns = {name: places[header_key(header)] for name, header in found.fields.items()}
    currency, mark = currency_of_headers(headers, columns, found.currency_marks)
    return Layout(
        format=f"{found.network}/{found.id}",
        header_line=line,
        headers=headers,
        columns=columns,
        identity=tuple(places[header_key(header)] for header in found.headers),
        counted=found.counted,
        why=found.why,
        only_rows=None if found.only_rows is None else places[header_key(found.only_rows)],
        usual_date=found.date_format,
        usual_decimal=found.decimal,
        currency=found.currency or currency,
        mark=mark,
        event=found.event,
        status=found.status,
        statuses=found.statuses,
        network=found.network,
    )


def _check(named: set[str], headers: Sequence[str], counted: Mapping[Field, str] | None) -> None:
    if not headers or not named <= set(headers):
        raise ValueError("fields must name columns that stand in headers")
    if counted is not None and not {Field.DATE, Field.COMMISSION} <= set(counted):
        raise ValueError("date and commission are needed")


def _format(network: Network, table: Mapping[str, Any]) -> StatementFormat:
    try:
        headers = tuple(table["headers"])
        fields = {Field(name): str(header) for name, header in table.get("fields", {}).items()}
        only_rows = table.get("only_rows")
        counted = bool(table.get("counted", True))
        _check({*fields.values(), *([only_rows] if only_rows else [])}, headers, fields if counted else None)
        return StatementFormat(
            network=network.id,
            id=table["id"],
            name=table["name"],
            certainty=table["certainty"],
            titles=tuple(table.get("titles", ())),
            headers=headers,
            fields=fields,
            counted=counted,
            why=table.get("why", ""),
            only_rows=only_rows,
            date_format=table.get("date_format"),
            decimal=table.get("decimal"),
            event=Event(table.get("event", Event.SALE)).value,
            status=Status(table.get("status", Status.APPROVED)).value,
            statuses={header_key(word): Status(to).value for word, to in table.get("statuses", {}).items()},
            currency=table.get("currency"),
            currency_marks={mark.casefold(): code for mark, code in table.get("currency_marks", {}).items()},
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Failed(
            "bad_statement_format",
            "A statement format of “{network}” can't be used: {reason}.",
            network=network.name,
            reason=str(error),
        ) from error
