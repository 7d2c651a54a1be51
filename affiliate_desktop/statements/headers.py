"""Which known format a sheet has, by the names of its columns; and how it is read then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.layout import HEADER_LINES, Layout, currency_of_headers, is_currency_mark
from affiliate_desktop.statements.model import Cell, Field
from affiliate_desktop.statements.rules import Rule
from affiliate_desktop.statements.visit_layout import visit_layout
from affiliate_desktop.statements.words import bare, header_key, split_suffix, text_of


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
    return fit.format, _layout(fit, rows)


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
    known = [each for each in formats if each.headers]
    remarked = [each for each in known if each.remarks]  # a table of another kind may stand above, with its remarks
    found = []
    for line, row in enumerate(rows, start=1):
        words = [text_of(cell) for cell in row]
        if sum(map(bool, words)) < 2:
            continue
        exact = {header_key(word): index for index, word in reversed(list(enumerate(words)))}
        cut = [(*split_suffix(word), index) for index, word in enumerate(words)]
        present = set(exact) | {header_key(name) for name, suffix, _ in cut if suffix}
        for candidate in known if line <= HEADER_LINES else remarked:
            if any(names.isdisjoint(present) for names in candidate.needed):
                continue
            places = _places(candidate, exact, cut)
            keys = [header_key(header) for header in candidate.headers]
            if all(key in places for key in keys):
                needed = frozenset(places[key] for key in keys)
                found.append(Fit(candidate, line, places, needed, _titled(candidate, sheet, rows[: line - 1])))
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


def _layout(fit: Fit, rows: Sequence[Sequence[Cell]]) -> Layout:
    found, places = fit.format, fit.places
    headers = tuple(bare(text_of(cell)) for cell in rows[fit.line - 1])
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
        identity=_indexes(found.identity or _lasting(found), places),
        only_rows=None if found.only_rows is None else places[header_key(found.only_rows)],
        currency=found.currency or currency,
        mark=mark,
        time=None if found.time is None else places.get(header_key(found.time)),
        keys=_indexes(found.keys, places),
        rules=_placed(found.rules, places),
        skip=_placed(found.skip, places),
        visits=visit_layout(found, places, rows[: fit.line - 1], headers),
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
        minor=found.minor,
    )


def _lasting(found: StatementFormat) -> tuple[str, ...]:
    """The columns that stay as they are while an earning becomes approved, paid or reversed."""
    changing = found.fields.get(Field.STATUS, ())
    return tuple(header for header in found.headers if header not in changing)


def _indexes(headers: Sequence[str], places: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(places[header_key(header)] for header in headers if header_key(header) in places)


def _placed(rules: Sequence[Rule], places: Mapping[str, int]) -> tuple[Rule, ...]:
    """The rules whose columns the file has."""
    return tuple(
        replace(rule, index=places[header_key(rule.condition.column)])
        for rule in rules
        if header_key(rule.condition.column) in places
    )
