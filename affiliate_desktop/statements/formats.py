"""Statement formats as data: the ``[[statement]]`` tables of ``resources/networks/*.toml``.

A table names its report (``id``, ``name``, ``certainty``, ``source``: where we know it from) and what it is known by:

* ``titles``: how the sheet or the title line begins.
* ``headers``: columns it always has, without a currency in brackets behind the name; further columns do not matter.
* ``optional``: columns it may have, so that fields and conditions can speak of them.
* ``variants``: other names of a column, ``{ "Brand" = ["Campaign"] }``.
* ``positions`` in place of ``headers``, for old files whose names are not known: field -> number of its column, the
  first is 0, with the ``header_line`` above the first row; conditions name columns by number. Only files for an
  account of that network are read so.

What its columns mean: ``fields``, field -> column, or a list of columns of which the first that is filled counts;
``time``: the column of the time of day where it stands beside the date; ``time_zone`` of times that name none;
``date_format`` and ``decimal``: how dates and amounts are usually written; ``blanks``: texts that mean nothing.

What holds for all rows: ``event``, ``status``, ``currency``, ``currency_marks``. What differs: ``statuses``, raw word
-> status, and before that the ``rule`` tables, of which the first whose condition holds decides: ``column`` with
``is``, ``is_not``, ``begins`` (lists of words) or ``filled``, and the ``status`` or ``event`` that follows.

Reversals come in three shapes. A changed status: ``statuses``. A flag or a date: a rule. A row with an amount below
zero counts as it stands, with its status; where such a row repeats the id of the row it takes back, ``corrections``
makes it a row of its own that counts beside the other, approved. ``keys`` are columns that together with the id tell
rows apart, where ids repeat; ``identity`` those that tell rows without id apart, where not all ``headers`` do.

What does not count: ``skip``, conditions on rows that are no earnings, such as sums; ``only_rows``, a column that must
hold an amount; ``counted``, whether the report holds earnings at all; and ``why`` not, in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.layout import HEADER_LINES, Layout, currency_of_headers, is_currency_mark
from affiliate_desktop.statements.model import Cell, Field
from affiliate_desktop.statements.rules import Rule, rule_of
from affiliate_desktop.statements.words import bare, header_key, split_suffix, text_of


@dataclass(frozen=True, slots=True)
class StatementFormat:
    """A report that a network sends; see above for the meaning of each value."""

    network: str
    id: str
    name: str
    certainty: str
    source: str
    titles: tuple[str, ...]
    headers: tuple[str, ...]
    optional: tuple[str, ...]
    variants: Mapping[str, tuple[str, ...]]
    positions: Mapping[Field, int]
    header_line: int
    fields: Mapping[Field, tuple[str, ...]]
    time: str | None
    time_zone: str
    counted: bool
    why: str
    only_rows: str | None
    date_format: str | None
    decimal: str | None
    blanks: frozenset[str]
    event: str
    status: str
    statuses: Mapping[str, str]
    rules: tuple[Rule, ...]
    skip: tuple[Rule, ...]
    keys: tuple[str, ...]
    identity: tuple[str, ...]
    corrections: bool
    currency: str | None
    currency_marks: Mapping[str, str]

    @property
    def title(self) -> str:
        """Network and report, such as ``amazon/fee-earnings``."""
        return f"{self.network}/{self.id}"


_KEYS = {"rule", *StatementFormat.__dataclass_fields__} - {"network", "rules"}


@dataclass(frozen=True, slots=True)
class Fit:
    """A format whose columns stand in a line of a sheet.

    Attributes:
        places: header key -> index of its column, of all columns it knows.
        needed: indexes of the columns it always has.
        titled: whether the sheet or a line above begins as its title does.
    """

    format: StatementFormat
    line: int
    places: Mapping[str, int]
    needed: frozenset[int]
    titled: bool


def formats_of(network: Network) -> tuple[StatementFormat, ...]:
    """The formats of a network.

    Raises:
        Failed: when a table of its file can't be used.
    """
    return tuple(_format(network, table) for table in network.statements)


def recognized(
    rows: Sequence[Sequence[Cell]], sheet: str, formats: Iterable[StatementFormat], own: str | None = None
) -> tuple[StatementFormat, Layout] | None:
    """The format of a sheet with these first rows: the one with most columns, by title where two have as many.

    Args:
        rows: the first rows.
        sheet: its name.
        formats: those that are known; of two of one network that fit equally well the first is taken.
        own: the network of the account it is for, which decides between networks.

    Returns:
        None where nothing fits, and where two networks do (``candidates``).
    """
    found = candidates(rows, sheet, formats, own)
    if len(found) != 1:
        return None
    fit = found[0]
    return fit.format, _layout(fit, rows[fit.line - 1])


def candidates(
    rows: Sequence[Sequence[Cell]], sheet: str, formats: Iterable[StatementFormat], own: str | None = None
) -> list[Fit]:
    """The formats that a sheet with these first rows may have: at most one of each network.

    A format is out when another has all its columns and more. Where several networks are left, the account's own
    decides, then a title.
    """
    fits = sorted(_fits(rows, sheet, formats), key=_rank, reverse=True)
    best: dict[str, Fit] = {}
    for fit in fits:
        if not any(fit.line == other.line and fit.needed < other.needed for other in fits):
            best.setdefault(fit.format.network, fit)
    found = list(best.values())
    mine = [fit for fit in found if fit.format.network == own]
    titled = [fit for fit in found if fit.titled]
    return mine or (titled if len(titled) == 1 else found)


def _rank(fit: Fit) -> tuple[int, bool, int]:
    return len(fit.needed), fit.titled, -fit.line


def _fits(rows: Sequence[Sequence[Cell]], sheet: str, formats: Iterable[StatementFormat]) -> list[Fit]:
    top = rows[:HEADER_LINES]
    known = [each for each in formats if each.headers]
    found = []
    for line, row in enumerate(top, start=1):
        words = [text_of(cell) for cell in row]
        if sum(map(bool, words)) < 2:
            continue
        exact = {header_key(word): index for index, word in reversed(list(enumerate(words)))}
        cut = [(*split_suffix(word), index) for index, word in enumerate(words)]
        for candidate in known:
            places = _places(candidate, exact, cut)
            keys = [header_key(header) for header in candidate.headers]
            if all(key in places for key in keys):
                needed = frozenset(places[key] for key in keys)
                found.append(Fit(candidate, line, places, needed, _titled(candidate, sheet, top[: line - 1])))
    return found


def _titled(candidate: StatementFormat, sheet: str, above: Sequence[Sequence[Cell]]) -> bool:
    texts = [header_key(sheet), *(header_key(text_of(row[0])) for row in above if row)]
    return any(text.startswith(header_key(title)) for title in candidate.titles for text in texts)


def _places(
    candidate: StatementFormat, exact: Mapping[str, int], cut: Sequence[tuple[str, str, int]]
) -> dict[str, int]:
    """Header key of the format -> column, for those that the row has."""
    found = dict(exact)
    for name, suffix, index in cut:
        if suffix and is_currency_mark(suffix, candidate.currency_marks):
            found.setdefault(header_key(name), index)
    places = {}
    for header in (*candidate.headers, *candidate.optional):
        for name in (header, *candidate.variants.get(header, ())):
            if header_key(name) in found:
                places[header_key(header)] = found[header_key(name)]
                break
    return places


def _layout(fit: Fit, row: Sequence[Cell]) -> Layout:
    found, places = fit.format, fit.places
    headers = tuple(bare(text_of(cell)) for cell in row)
    spoken = {
        name: [places[header_key(header)] for header in names if header_key(header) in places]
        for name, names in found.fields.items()
    }
    columns = {name: indexes[0] for name, indexes in spoken.items() if indexes}
    currency, mark = currency_of_headers(headers, columns, found.currency_marks)
    return replace(
        frame(found, fit.line, headers),
        columns=columns,
        further={name: tuple(indexes[1:]) for name, indexes in spoken.items() if len(indexes) > 1},
        identity=_indexes(found.identity or found.headers, places),
        only_rows=None if found.only_rows is None else places[header_key(found.only_rows)],
        currency=found.currency or currency,
        mark=mark,
        time=None if found.time is None else places.get(header_key(found.time)),
        keys=_indexes(found.keys, places),
        rules=_placed(found.rules, places),
        skip=_placed(found.skip, places),
    )


def frame(found: StatementFormat, line: int, headers: tuple[str, ...]) -> Layout:
    """What a format says of all its files, whatever columns they have."""
    return Layout(
        format=found.title,
        header_line=line,
        headers=headers,
        counted=found.counted,
        why=found.why,
        usual_date=found.date_format,
        usual_decimal=found.decimal,
        currency=found.currency,
        event=found.event,
        status=found.status,
        statuses=found.statuses,
        network=found.network,
        zone=found.time_zone,
        blanks=found.blanks,
        corrections=found.corrections,
    )


def _indexes(headers: Sequence[str], places: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(places[header_key(header)] for header in headers if header_key(header) in places)


def _placed(rules: Sequence[Rule], places: Mapping[str, int]) -> tuple[Rule, ...]:
    """The rules whose columns the file has."""
    return tuple(
        replace(rule, index=places[header_key(rule.condition.column)])
        for rule in rules
        if header_key(rule.condition.column) in places
    )


def _format(network: Network, table: Mapping[str, Any]) -> StatementFormat:
    try:
        found = _read(network, table)
        _check(found, set(table) - _KEYS)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Failed(
            "bad_statement_format",
            "A statement format of “{network}” can't be used: {reason}.",
            network=network.name,
            reason=str(error),
        ) from error
    return found


def _read(network: Network, table: Mapping[str, Any]) -> StatementFormat:
    def texts(key: str) -> tuple[str, ...]:
        return _texts(table.get(key, []))

    return StatementFormat(
        network=network.id,
        id=table["id"],
        name=table["name"],
        certainty=table["certainty"],
        source=table.get("source", ""),
        titles=texts("titles"),
        headers=texts("headers"),
        optional=texts("optional"),
        variants={header: _texts(names) for header, names in table.get("variants", {}).items()},
        positions={Field(name): int(index) for name, index in table.get("positions", {}).items()},
        header_line=int(table.get("header_line", 1)),
        fields={Field(name): _texts(columns) for name, columns in table.get("fields", {}).items()},
        time=table.get("time"),
        time_zone=table.get("time_zone", ""),
        counted=bool(table.get("counted", True)),
        why=table.get("why", ""),
        only_rows=table.get("only_rows"),
        date_format=table.get("date_format"),
        decimal=table.get("decimal"),
        blanks=frozenset(map(header_key, texts("blanks"))),
        event=Event(table.get("event", Event.SALE)).value,
        status=Status(table.get("status", Status.APPROVED)).value,
        statuses={header_key(word): Status(to).value for word, to in table.get("statuses", {}).items()},
        rules=tuple(map(rule_of, table.get("rule", ()))),
        skip=tuple(map(rule_of, table.get("skip", ()))),
        keys=texts("keys"),
        identity=texts("identity"),
        corrections=bool(table.get("corrections", False)),
        currency=table.get("currency"),
        currency_marks={mark.casefold(): code for mark, code in table.get("currency_marks", {}).items()},
    )


def _texts(value: object) -> tuple[str, ...]:
    """A text, or a list of texts."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(each, str) and each for each in values):
        raise TypeError(f"{value!r} is no list of texts")
    return tuple(values)


def _check(found: StatementFormat, strange: set[str]) -> None:
    if strange:
        raise ValueError(f"“{min(strange)}” is not known; is it mistyped?")
    given: Iterable[Field] = found.fields
    if found.positions:
        if found.headers or min(found.positions.values()) < 0 or not 1 <= found.header_line <= HEADER_LINES:
            raise ValueError("positions stand in place of headers and are counted from 0")
        given = found.positions
    elif not found.headers or found.only_rows not in {None, *found.headers}:
        raise ValueError("headers are needed, and only_rows must name one of them")
    named = {header for columns in found.fields.values() for header in columns} | {*found.keys, *found.identity}
    named |= {rule.condition.column for rule in (*found.rules, *found.skip)} | set(found.variants)
    named |= {found.time} if found.time else set()
    if found.positions:
        named = {column for column in named if not column.isdecimal()}
    unknown = named - {*found.headers, *found.optional}
    if unknown:
        raise ValueError(f"“{min(unknown)}” stands neither in headers nor in optional")
    if found.counted and not {Field.DATE, Field.COMMISSION} <= set(given):
        raise ValueError("date and commission are needed")
    if found.counted and found.headers:
        needed = {*found.fields[Field.DATE][:1], *found.fields[Field.COMMISSION][:1]}
        if not needed <= set(found.headers):
            raise ValueError("date and commission must stand in headers")
