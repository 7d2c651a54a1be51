"""Label and card sheets: where the labels stand, from ``resources/labels/*.toml`` and from the user's own form."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from affiliate_desktop.core.problems import BadInput, NotFound, Problem
from affiliate_desktop.core.resources import resource_folder

SHEET_PAPERS: Mapping[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of the papers that sheets come in, in millimeters, upright."""

SLACK_MM = 0.05
"""What makers round: a sheet's labels may reach past the paper by this much."""

MOST_LABELS = 500


class LabelShape(StrEnum):
    """The form of a label."""

    RECTANGLE = "rect"
    ROUNDED = "rounded-rect"
    SQUARE = "square"
    ROUND = "round"
    TENT = "tent-fold"


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of equal labels; all lengths in millimeters.

    Attributes:
        also: part numbers of the same measures. own: made by the user.
        label: width and height of a label; grid: columns and rows.
        first: left and top edge of the first label, from the paper's; pitch: from one label's edge to the next one's.
        source, certainty: where the measures come from, and how sure they are.
    """

    id: str
    brand: str
    part: str
    paper: str
    shape: LabelShape
    label: tuple[float, float]
    grid: tuple[int, int]
    first: tuple[float, float]
    pitch: tuple[float, float]
    also: tuple[str, ...] = ()
    use: str = ""
    source: str = ""
    certainty: str = ""
    note: str = ""
    own: bool = False

    @property
    def name(self) -> str:
        """What it is called: brand and part number."""
        return f"{self.brand} {self.part}".strip()

    @property
    def count(self) -> int:
        """Labels of a whole sheet."""
        return self.grid[0] * self.grid[1]

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the paper in millimeters."""
        return SHEET_PAPERS[self.paper]


@cache
def shipped_sheets() -> tuple[LabelSheet, ...]:
    """Every sheet that ships with the program, by brand."""
    found: list[LabelSheet] = []
    for file in sorted((resource_folder() / "labels").glob("*.toml")):
        found += read_sheets(file)
    return tuple(found)


def read_sheets(file: Path) -> tuple[LabelSheet, ...]:
    """The sheets of a TOML file.

    Raises:
        BadInput: naming file and sheet, when one can't be used.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))["sheet"]
        return tuple(sheet_of(table) for table in tables)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise _bad(file.name, str(error)) from error
    except Problem as problem:
        raise _bad(file.name, str(problem)) from problem


def sheet_of(table: Mapping[str, Any], *, own: bool = False) -> LabelSheet:
    """A sheet from its keys, which are the record's.

    Raises:
        BadInput: when a key is missing, unknown or of another kind, or the labels do not fit the paper.
    """
    place = str(table.get("id", "?"))
    known = {"id", "brand", "part", "paper", "shape", "label", "grid", "first", "pitch"}
    optional = {"also", "use", "source", "certainty", "note"}
    strange = set(table) - known - optional
    if strange or not known <= set(table):
        raise _bad(place, f"{', '.join(sorted(strange or known - set(table)))}: unknown or missing")
    if table["shape"] not in set(LabelShape):
        raise _bad(place, f"shape is none of {', '.join(LabelShape)}")
    texts = {key: str(table.get(key, "")) for key in ("id", "brand", "part", "use", "source", "certainty", "note")}
    sheet = LabelSheet(
        **texts,
        paper=str(table["paper"]),
        shape=LabelShape(table["shape"]),
        label=_pair(place, table, "label"),
        grid=_counts(place, table),
        first=_pair(place, table, "first"),
        pitch=_pair(place, table, "pitch"),
        also=tuple(str(part) for part in table.get("also", ())),
        own=own,
    )
    return checked_sheet(sheet)


def checked_sheet(sheet: LabelSheet) -> LabelSheet:
    """The sheet, when its labels stand on the paper without overlapping.

    Raises:
        BadInput: saying which measure is wrong.
    """
    if sheet.paper not in SHEET_PAPERS:
        raise _bad(sheet.id, f"the paper is none of {', '.join(SHEET_PAPERS)}")
    if min(sheet.grid) < 1 or sheet.count > MOST_LABELS:
        raise _bad(sheet.id, f"a sheet has from 1 to {MOST_LABELS} labels")
    for key in ("label", "first", "pitch"):
        _pair(sheet.id, {key: getattr(sheet, key)}, key)
    for axis, across in ((0, "across"), (1, "down")):
        size, number, start, step = sheet.label[axis], sheet.grid[axis], sheet.first[axis], sheet.pitch[axis]
        if size < 5:
            raise _bad(sheet.id, f"{across}, a label is at least 5 mm")
        if number > 1 and step < size - SLACK_MM:
            raise _bad(sheet.id, f"{across}, the labels overlap: every {step:g} mm one of {size:g} mm")
        over = start + (number - 1) * step + size - sheet.page[axis]
        if over > SLACK_MM:
            raise _bad(sheet.id, f"{across}, the labels reach {over:.2f} mm past the paper")
    return sheet


def find_sheet(name: str, sheets: Iterable[LabelSheet]) -> LabelSheet:
    """The sheet of an id, a name or a part number, without regard to letter case.

    Raises:
        NotFound: when there is none, or several have the part number.
    """
    word, sheets = name.strip().casefold(), tuple(sheets)
    for found in (
        [sheet for sheet in sheets if word == sheet.id.casefold()],
        [sheet for sheet in sheets if word in {sheet.name.casefold(), sheet.part.casefold()}],
        [sheet for sheet in sheets if word in {part.casefold() for part in sheet.also}],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                "sheet_ambiguous",
                "Several sheets are called “{name}”; use the id: {ids}.",
                name=name,
                ids=", ".join(sheet.id for sheet in found),
            )
    raise NotFound("no_such_sheet", "There is no label sheet “{name}”; “label list” shows all.", name=name[:60])


def _pair(place: str, table: Mapping[str, Any], key: str) -> tuple[float, float]:
    value = table[key]
    numbers = isinstance(value, list | tuple) and len(value) == 2
    if not numbers or any(isinstance(part, bool) or not isinstance(part, int | float) for part in value):
        raise _bad(place, f"{key} needs two numbers")
    across, down = map(float, value)
    if not (0 <= across <= 2000 and 0 <= down <= 2000):
        raise _bad(place, f"{key} is outside 0 to 2000 mm")
    return across, down


def _counts(place: str, table: Mapping[str, Any]) -> tuple[int, int]:
    across, down = _pair(place, table, "grid")
    if across != int(across) or down != int(down):
        raise _bad(place, "grid needs whole numbers")
    return int(across), int(down)


def _bad(place: str, reason: str) -> BadInput:
    return BadInput("bad_sheet", "The label sheet can't be used ({place}): {reason}.", place=place, reason=reason)
