"""How a sheet of visits is read: which column means what, and what the lines above the header say of its days."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.model import Cell, Choices
from affiliate_desktop.statements.visit_model import VisitField, VisitLayout
from affiliate_desktop.statements.words import bare, header_key, text_of

if TYPE_CHECKING:
    from affiliate_desktop.statements.formats import StatementFormat
    from affiliate_desktop.statements.layout import Layout

_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{2})?")
_DAY = r"[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN = re.compile(rf"({_DAY})\s*[-\u2013]\s*({_DAY})")


def visit_layout(
    found: "StatementFormat", places: Mapping[str, int], above: Sequence[Sequence[Cell]], headers: Sequence[str]
) -> VisitLayout | None:
    """How a sheet of this format is read as visits; None where the format holds none.

    Args:
        found: the format.
        places: header key -> column, of the columns it knows.
        above: the rows above the header.
        headers: names of all columns.
    """
    if not found.visits:
        return None
    columns = {
        name: indexes
        for name, names in found.visits.items()
        if (indexes := tuple(places[header_key(header)] for header in names if header_key(header) in places))
    }
    first, last = _told(found, above)
    return VisitLayout(
        columns=columns,
        totals=frozenset(map(header_key, found.totals)),
        doubled=_doubled(found, headers, columns),
        first=first,
        last=last,
        told_by="file" if first else "",
    )


def with_days(layout: "Layout", choices: Choices) -> "Layout":
    """The layout with the days that the user said, where the file tells none.

    Raises:
        BadInput: when only one of the two days is said, they are no days, or the file tells others.
    """
    visits, said = layout.visits, (choices.first_day, choices.last_day)
    if visits is None or not any(said):
        return layout
    first, last = (as_day(text) for text in said)
    if not first or not last or last < first:
        raise BadInput(
            "bad_days",
            "“{first}” to “{last}” are no days; say the first and the last, such as --from 2026-03-01 --to 2026-03-31.",
            first=said[0],
            last=said[1],
        )
    if visits.dated or (visits.told_by == "file" and (visits.first, visits.last) != (first, last)):
        raise BadInput(
            "days_differ",
            "The file tells the days of its visits itself{days}; leave --from and --to out.",
            days="" if visits.dated else f" ({visits.first} to {visits.last})",
        )
    return replace(layout, visits=replace(visits, first=first, last=last, told_by=visits.told_by or "user"))


def as_day(text: str) -> str:
    """A day written ``20260331``, perhaps with an hour behind it, or ``2026-03-31``, as the latter; empty for none."""
    match = _COMPACT.fullmatch(bare(text))
    written = "-".join(match.groups()) if match else bare(text)
    try:
        return date.fromisoformat(written).isoformat() if len(written) == 10 else ""
    except ValueError:
        return ""


def check_days(layouts: Iterable[VisitLayout | None], file: str) -> None:
    """Refuses visits of which nothing tells the days, and those that stand in several rows each.

    Raises:
        BadInput: for the first such sheet.
    """
    for layout in filter(None, layouts):
        if layout.doubled:
            raise BadInput(
                "visits_doubled",
                "A visit stands in several rows of “{file}”, because of its column “{column}”. Download the report "
                "without it, and without comparing segments.",
                file=file,
                column=layout.doubled,
            )
        if layout.open:
            raise BadInput(
                "days_needed",
                "“{file}” does not say of which days its visits are. Say the first and the last day (--from 2026-03-01 "
                "--to 2026-03-31), as they were chosen in the analytics program.",
                file=file,
            )


def _told(found: "StatementFormat", above: Sequence[Sequence[Cell]]) -> tuple[str, str]:
    """The days that the lines above the header tell; empty where they do not tell both, or no sensible ones."""
    first = last = ""
    for row in above:
        text = bare(" ".join(text_of(cell) for cell in row if text_of(cell)))
        first = _behind(text, found.remarks.get("first", ())) or first
        last = _behind(text, found.remarks.get("last", ())) or last
        for start in found.remarks.get("days", ()):
            match = _SPAN.fullmatch(bare(text[len(start) :])) if _begins(text, start) else None
            if match:
                first, last = as_day(match[1]), as_day(match[2])
    return (first, last) if first and last and first <= last else ("", "")


def _behind(text: str, starts: Sequence[str]) -> str:
    return next((as_day(text[len(start) :].rstrip(",;\t")) for start in starts if _begins(text, start)), "")


def _begins(text: str, start: str) -> bool:
    return text[: len(start)].casefold() == start.casefold()


def _doubled(found: "StatementFormat", headers: Sequence[str], columns: Mapping[VisitField, tuple[int, ...]]) -> str:
    """A column that a visit may stand in several rows for: one the format names, or one that stands twice."""
    keys = list(map(header_key, headers))
    for name in found.repeats:
        if header_key(name) in keys:
            return name
    counted = keys[columns[VisitField.SESSIONS][0]]
    return headers[columns[VisitField.SESSIONS][0]] if keys.count(counted) > 1 else ""
