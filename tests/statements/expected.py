"""What each statement fixture must become: facts read off the file by hand, in ``NAME.expected.json`` beside it."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.statements.files import FIXTURES

FOLDERS = (FIXTURES, FIXTURES / "networks", FIXTURES / "payments")
SUFFIX = ".expected.json"
OF_NO_FORMAT = frozenset({"german-table.csv", "table.ods", "table.xls"})
"""Fixtures that hold a table of no known format, which mappings are tried on."""

Cells = dict[str, str | None]


@dataclass(frozen=True)
class Expected:
    """A file and what must come out of it; amounts are decimal texts.

    Attributes:
        currency: the currencies in it, its account's first; empty for a list of payments.
        rows: its earnings, else None.
        payments: its payments, else None.
        visits: its visits, else None.
    """

    file: Path
    format: str
    currency: str = ""
    rows: list[Cells] | None = None
    payments: list[Cells] | None = None
    visits: list[Cells] | None = None


def fixtures() -> list[Path]:
    """Every file of a known format; other folders hold what one test alone is about."""
    found = (each for folder in FOLDERS for each in folder.iterdir() if each.is_file())
    found = (each for each in found if not each.name.endswith(SUFFIX))
    return sorted(each for each in found if each.name not in OF_NO_FORMAT)


def told(file: Path) -> Path:
    """Where it is told what a fixture must become."""
    return file.with_suffix(SUFFIX)


def expected() -> list[Expected]:
    """What the fixtures must become, as far as it is told."""
    return [Expected(file, **json.loads(told(file).read_text("utf-8"))) for file in fixtures() if told(file).is_file()]
