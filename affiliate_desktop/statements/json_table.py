"""Answers of the networks' interfaces (JSON) as a table: a row a record, a column a value.

Names of nested values are joined by dots (``saleAmount.currency``); single values that stand beside the list of
records belong to each of them (a currency said once). Of a list inside a record that holds one object, its values are
the record's own; of a longer one nothing is taken, so that no amount is read that stands for a part only. Numbers keep
their digits as they are written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.layout import MAX_COLUMNS
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.tables import CHUNK_ROWS, Chunk, fit

MAX_JSON_BYTES = 50_000_000
MAX_DEPTH = 6


class JsonTable:
    """The records of a JSON file. Line 1 is made of the names; record n stands in line n + 1.

    Args:
        names: of the columns.
        records: name -> value, a record a row.
    """

    index = 0
    name = ""
    encoding = "utf-8"
    delimiter = ""

    def __init__(self, names: Sequence[str], records: Sequence[Mapping[str, str]]) -> None:
        self._names = list(names)
        self._records = records

    def size(self) -> int:
        """How many rows it has, with the names."""
        return len(self._records) + 1

    def chunks(self) -> Iterator[Chunk]:
        """The rows, the names first."""
        head: list[Cell] = [*self._names]
        yield Chunk([1], [head])
        for start in range(0, len(self._records), CHUNK_ROWS):
            records = self._records[start : start + CHUNK_ROWS]
            rows: list[list[Cell]] = [[record.get(name, "") for name in self._names] for record in records]
            yield fit(Chunk(list(range(start + 2, start + 2 + len(rows))), rows))


def open_json(content: bytes, name: str) -> JsonTable:
    """The table in a JSON file.

    Raises:
        BadInput: when it is damaged, or holds no list of records.
    """
    if len(content) > MAX_JSON_BYTES:
        raise BadInput("file_too_large", "“{file}” is too large (more than 50 MB). Ask for less.", file=name)
    try:
        top = json.loads(
            content.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
        )
    except _Twice as error:
        raise BadInput(
            "damaged_file", "“{file}” names “{key}” twice in one record.", file=name, key=str(error)[:60]
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("damaged_file", "“{file}” is no whole JSON file. Save it again.", file=name) from error
    found = _records(top)
    if found is None:
        raise BadInput("not_a_statement", "“{file}” is JSON without a list of records.", file=name)
    records, beside = found
    rows = [{**beside, **dict(_flat(_unwrapped(record)))} for record in records]
    names = list(dict.fromkeys(key for row in rows for key in row))
    if len(names) < 2:
        raise BadInput("not_a_statement", "The records of “{file}” hold no more than one value each.", file=name)
    if len(names) > MAX_COLUMNS:
        raise BadInput("too_many_columns", "The records of “{file}” have more than {most} names.", file=name, most=256)
    return JsonTable(names, rows)


class _Twice(ValueError):
    """A name stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _records(top: object) -> tuple[list[dict[str, Any]], dict[str, str]] | None:
    """The list of records nearest to the top (the longest of equally near ones), and what is said beside it."""
    level: list[tuple[object, dict[str, str]]] = [(top, {})]
    for _ in range(MAX_DEPTH):
        lists = [(node, beside) for node, beside in level if _is_list_of_records(node)]
        if lists:
            node, beside = max(lists, key=lambda each: len(each[0]) if isinstance(each[0], list) else 0)
            return [each for each in node if isinstance(each, dict)] if isinstance(node, list) else [], beside
        level = [
            (value, {**beside, **_single(node)})
            for node, beside in level
            if isinstance(node, dict)
            for value in node.values()
            if isinstance(value, (dict, list))
        ]
    return None


def _is_list_of_records(node: object) -> bool:
    return isinstance(node, list) and bool(node) and all(isinstance(each, dict) for each in node)


def _single(node: Mapping[str, Any]) -> dict[str, str]:
    return {key: _text(value) for key, value in node.items() if not isinstance(value, (dict, list))}


def _unwrapped(record: dict[str, Any]) -> dict[str, Any]:
    """What a record holds whose only value is an object."""
    inner = next(iter(record.values()), None)
    return inner if len(record) == 1 and isinstance(inner, dict) else record


def _flat(record: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            if depth < MAX_DEPTH:
                yield from _flat(value, f"{before}{key}.", depth + 1)
        elif isinstance(value, list):
            if not any(isinstance(each, (dict, list)) for each in value):
                yield f"{before}{key}", ", ".join(map(_text, value))
            elif len(value) == 1 and isinstance(value[0], dict) and depth < MAX_DEPTH:
                yield from _flat(value[0], f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
