"""Dates as statements write them, decided for a whole column, never cell by cell.

``2026-03-31``, ``31.03.2026``, ``3/31/2026``, ``31/3/2026``, ``31 Mar 2026`` and ``Mar 31, 2026``, each with or
without a time of day; names of months in any language that ``months`` knows. Whether the day or the month stands
first is read off the column; a column that does not tell is refused.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from typing_extensions import override

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.months import month_key, months_for
from affiliate_desktop.statements.words import bare, shown, text_of

Moment = tuple[str, str | None]
"""The day as ``YYYY-MM-DD`` and, where the cell has a time of day, the instant or local time as ISO 8601."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
EPOCH = "epoch"
"""What a format gives as the pattern of instants that count seconds or milliseconds since 1970."""

_CLOCK = (
    r"(?:(?:[ T]+|, *)(?P<H>[0-9]{1,2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?P<p>[AaPp])\.?[Mm]\.?)?(?: ?(?P<z>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_PARTS = {
    "Y": r"(?P<Y>[0-9]{4})",
    "y": r"(?P<y>[0-9]{2})",
    "m": r"(?P<m>[0-9]{1,2})",
    "d": r"(?P<d>[0-9]{1,2})",
    "b": r"(?P<b>[^\W\d_]{3,15})\.?",
    "B": r"(?P<b>[^\W\d_]{3,15})\.?",
}
_YEAR = r"(?:(?P<Y>[0-9]{4})|(?P<y>[0-9]{2}))"
_SHAPES = {
    "year first": re.compile(r"(?P<Y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})" + _CLOCK),
    "dots": re.compile(rf"(?P<one>[0-9]{{1,2}})\.(?P<two>[0-9]{{1,2}})\.{_YEAR}" + _CLOCK),
    "strokes": re.compile(rf"(?P<one>[0-9]{{1,2}})/(?P<two>[0-9]{{1,2}})/{_YEAR}" + _CLOCK),
    "dashes": re.compile(rf"(?P<one>[0-9]{{1,2}})-(?P<two>[0-9]{{1,2}})-{_YEAR}" + _CLOCK),
    "day, name": re.compile(
        rf"(?P<d>[0-9]{{1,2}})(?:\.|\u00ba|er|st|nd|rd|th)?[ /-]?(?:de )?{_PARTS['b']}(?:,? de|,)?[ /-]?{_YEAR}"
        + _CLOCK
    ),
    "name, day": re.compile(rf"{_PARTS['b']} (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<Y>[0-9]{{4}})" + _CLOCK),
    "signs of the far east": re.compile(
        r"(?P<Y>[0-9]{4})[\u5e74\ub144] ?(?P<m>[0-9]{1,2})[\u6708\uc6d4] ?(?P<d>[0-9]{1,2})[\u65e5\uc77c]" + _CLOCK
    ),
}
_WRITTEN = {
    "year first": "year-month-day",
    "day, name": "day, name of the month, year",
    "name, day": "name of the month, day, year",
    "signs of the far east": "year, month, day",
}
_ISO_COLUMN = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2})?\n)*")
_ISO_MOMENTS = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[ T](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\n)*")
_ISO_CLOCK = re.compile(r"[ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
_MEMO = 50_000


class DateColumn:
    """Gathers what the cells of one column say about how its dates are written.

    Args:
        pattern: ``auto``, or what the user said, such as ``%d.%m.%Y``.
        usual: what the format uses; taken where the column's cells have it, or do not tell.
        language: of month names, where the user said it.
    """

    def __init__(self, pattern: str = "auto", usual: str | None = None, language: str = "") -> None:
        self._pattern = None if pattern == "auto" else pattern
        self._usual = usual
        self._shapes: Counter[str] = Counter()
        self._largest: dict[str, list[int]] = {}
        self._differs: set[str] = set()
        self._language = language
        self._names: set[str] = set()

    def see(self, cells: Sequence[Cell]) -> None:
        """Looks at the cells of some rows."""
        try:
            text = "\n".join(cells) + "\n"  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
        except TypeError:
            self._look(cells)
            return
        if _ISO_COLUMN.fullmatch(text):
            self._shapes["year first"] += len(cells)
        else:
            self._look(cells)

    def reader(self) -> "DateReader":
        """What reads the column's cells."""
        if self._pattern:
            return DateReader(_pattern(self._pattern), self._pattern, months=self._months())
        if self._usual == EPOCH:
            return EpochReader()
        usual = _shape_of(self._usual)
        shape = usual if usual in self._shapes or not self._shapes else self._shapes.most_common(1)[0][0]
        if shape not in self._largest:
            return DateReader(_SHAPES[shape or "year first"], shape or "year first", months=self._months())
        return DateReader(_SHAPES[shape], shape, day_first=self._order(shape))

    def _months(self) -> Mapping[str, int] | None:
        return months_for(self._names, self._language) if self._names else {}

    def _order(self, shape: str) -> bool | None:
        """Whether the day stands before the month; None where nothing tells."""
        first, second = (largest > 12 for largest in self._largest[shape])
        if first != second:
            return first
        if first:
            return None
        if self._usual and _shape_of(self._usual) == shape:
            return self._usual.index("%d") < self._usual.index("%m")
        return True if shape == "dots" or shape not in self._differs else None

    def _look(self, cells: Iterable[Cell]) -> None:
        for cell, count in Counter(cells).items():
            text = bare(cell) if isinstance(cell, str) else ""
            for shape, pattern in _SHAPES.items():
                match = pattern.fullmatch(text)
                if match:
                    self._shapes[shape] += count
                    self._weigh(shape, match)
                    break

    def _weigh(self, shape: str, match: re.Match[str]) -> None:
        parts = match.groupdict()
        if parts.get("b"):
            self._names.add(parts["b"])
        if "one" not in parts:
            return
        one, two = int(match["one"]), int(match["two"])
        largest = self._largest.setdefault(shape, [0, 0])
        if max(one, two) <= 31:
            largest[:] = max(largest[0], one), max(largest[1], two)
        if one != two:
            self._differs.add(shape)


class DateReader(dict[Cell, Moment | None]):
    """Cell -> day and time, or None where the cell is no date; remembers what it has read.

    Args:
        shape: what every date of the column looks like.
        name: of the shape, for messages.
        day_first: where both orders are possible, which one; None where nothing tells.
        months: what the names of months stand for; None where languages contradict each other.
    """

    def __init__(
        self,
        shape: re.Pattern[str],
        name: str,
        *,
        day_first: bool | None = True,
        months: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        self._shape = shape
        self._name = name
        self._day_first = day_first
        self._months = months
        self._days: dict[str, str | None] = {}

    @property
    def undecided(self) -> bool:
        """Whether nothing told if the day or the month stands first."""
        return self._day_first is None

    @property
    def written(self) -> str:
        """How days are written, such as ``day.month.year``; the user's own pattern where there is one."""
        order = {True: "day{0}month{0}year", False: "month{0}day{0}year", None: "?{0}?{0}year"}[self._day_first]
        marks = {"dots": ".", "strokes": "/", "dashes": "-"}
        if self._name in marks:
            return order.format(marks[self._name])
        return _WRITTEN.get(self._name, self._name)

    def __missing__(self, cell: Cell) -> Moment | None:
        if len(self) > _MEMO:
            self.clear()
        moment = self._quick(cell) if isinstance(cell, str) and self._name == "year first" else None
        if moment is None:
            try:
                moment = self.read(cell)
            except Problem:
                moment = None
        self[cell] = moment
        return moment

    def read_all(self, cells: Sequence[Cell]) -> list[Moment | None]:
        """The moments in some cells, None where there is none; ``YYYY-MM-DD HH:MM:SS`` cells are read at once."""
        if self._name == "year first":
            try:
                text = "\n".join(cells) + "\n"  # type: ignore[arg-type]  # numbers of a spreadsheet go the long way
            except TypeError:
                return list(map(self.__getitem__, cells))
            if _ISO_MOMENTS.fullmatch(text) and text.count("\n") == len(cells):
                moments = text.replace(" ", "T").split()
                days = [moment[:10] for moment in moments]
                if all(map(self._day, set(days))):
                    return list(zip(days, moments, strict=True))
        return list(map(self.__getitem__, cells))

    def _day(self, text: str) -> str | None:
        day = self._days.get(text, "")
        if day == "":
            day = self._days[text] = text if _is_day(text) else None
        return day

    def _quick(self, cell: str) -> Moment | None:
        """``YYYY-MM-DD`` and ``YYYY-MM-DD HH:MM:SS`` without the general path: most rows look so."""
        day = self._day(cell[:10])
        if day is None or len(cell) == 10:
            return None if day is None else (day, None)
        return (day, f"{day}T{cell[11:]}") if _ISO_CLOCK.fullmatch(cell, 10) else None

    def read(self, cell: Cell) -> Moment:
        """The day and time in a cell.

        Raises:
            BadInput: why it is no date.
        """
        text = bare(cell) if isinstance(cell, str) else ""
        if cell is None or (isinstance(cell, str) and not text):
            raise BadInput("date_missing", "The date is missing.")
        match = self._shape.fullmatch(text) if len(text) <= 60 else None
        if match is None:
            raise _not_this_shape(cell, text)
        parts = match.groupdict()
        month, day = self._month_and_day(parts, text)
        return _moment(parts, month, day, text)

    def _month_and_day(self, parts: dict[str, str | None], text: str) -> tuple[int, int]:
        if parts.get("b"):
            return self._month(parts["b"] or ""), int(parts["d"] or 0)
        if "one" not in parts:
            return int(parts["m"] or 0), int(parts["d"] or 0)
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if self._day_first is None and one != two:
            raise BadInput(
                "date_unclear",
                "“{text}” may be day/month or month/day, and nothing in the column tells; say which comes first.",
                text=shown(text),
            )
        return (two, one) if self._day_first else (one, two)

    def _month(self, name: str) -> int:
        if self._months is None:
            raise BadInput(
                "month_unclear",
                "“{text}” is another month in another language; say in which language the dates are.",
                text=shown(name),
            )
        month = self._months.get(month_key(name))
        if month is None:
            raise BadInput("no_such_month", "“{text}” is no month in the language of its column.", text=shown(name))
        return month


class EpochReader(DateReader):
    """Reads instants that count seconds or milliseconds since 1970, as interfaces write them; days are UTC's."""

    def __init__(self) -> None:
        super().__init__(re.compile("[0-9]{10}(?:[0-9]{3})?"), "seconds since 1970")

    @override
    def read(self, cell: Cell) -> Moment:
        text = bare(text_of(cell))
        if self._shape.fullmatch(text) is None:
            raise BadInput("not_a_date", "“{text}” is not a date.", text=shown(text or cell))
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise BadInput("not_a_date", "“{text}” is not a date.", text=shown(text))
        return at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M:%SZ")


def looks_like_date(cell: Cell) -> bool:
    """Whether a cell has the shape of any date."""
    text = bare(cell) if isinstance(cell, str) else ""
    return 6 <= len(text) <= 60 and any(shape.fullmatch(text) for shape in _SHAPES.values())


def _moment(parts: dict[str, str | None], month: int, day: int, text: str) -> Moment:
    century = parts.get("Y")
    year = int(century) if century else 2000 + int(parts.get("y") or 0)
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadInput("no_such_day", "“{text}” is no day of the calendar.", text=shown(text)) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(
            "year_out_of_range",
            "“{text}” is not between {first} and {last}.",
            text=shown(text),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return found.isoformat(), _clock(parts, found.isoformat(), text)


def _clock(parts: dict[str, str | None], day: str, text: str) -> str | None:
    if not parts.get("H"):
        return None
    hour, minute, second = int(parts["H"] or 0), int(parts["M"] or 0), int(parts.get("S") or 0)
    half = (parts.get("p") or "").casefold()
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise BadInput("no_such_time", "“{text}” has no such time of day.", text=shown(text))
    zone = parts.get("z") or ""
    if zone in {"UTC", "GMT"}:
        zone = "Z"
    elif zone not in {"", "Z"} and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{hour:02d}:{minute:02d}:{second:02d}{zone}"


def _not_this_shape(cell: Cell, text: str) -> BadInput:
    if looks_like_date(cell):
        return BadInput(
            "date_differs",
            "“{text}” is not written like the other dates of its column.",
            text=shown(text),
        )
    return BadInput("not_a_date", "“{text}” is not a date.", text=shown(text or cell))


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and text[4] == "-" and FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def _shape_of(usual: str | None) -> str | None:
    """The shape that a pattern of a format belongs to."""
    if usual is None:
        return None
    marks = {"%Y-": "year first", "%Y/": "year first", ".": "dots", "/": "strokes", "%b": "name, day", "-": "dashes"}
    return next((shape for mark, shape in marks.items() if mark in usual), None)


def check_pattern(text: str) -> None:
    """Whether a text is ``auto`` or a date format.

    Raises:
        BadInput: when it does not name day, month and year.
    """
    if text != "auto":
        _pattern(text)


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern such as ``%d.%m.%Y`` as a regular expression; a time of day may follow.

    Raises:
        BadInput: when it does not name day, month and year.
    """
    words = text.split("%H", maxsplit=1)[0].rstrip(" T,")
    built, rest = "", words
    used: set[str] = set()
    while rest:
        code = rest[1:2] if rest[0] == "%" else ""
        if code and code in _PARTS and code.lower() not in used:
            built, rest = built + _PARTS[code], rest[2:]
            used.add(code.lower())
        elif code:
            raise _bad_pattern(text)
        else:
            built, rest = built + re.escape(rest[0]), rest[1:]
    if not ({"d", "y"} <= used and used & {"m", "b"}):
        raise _bad_pattern(text)
    return re.compile(built + _CLOCK)


def _bad_pattern(text: str) -> BadInput:
    return BadInput(
        "bad_date_format",
        "“{text}” is no date format; write it with %d, %m and %Y, such as %d.%m.%Y.",
        text=shown(text),
    )
