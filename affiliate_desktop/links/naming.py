"""Naming rules: what UTM values should look like, and readable names for links.

Conventions: lower case, as analytics programs tell ``Mail`` and ``mail`` apart; no blanks; no personal data
(Google Analytics help, campaign parameters).
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from affiliate_desktop.core.names import MAX_NAME, same_name
from affiliate_desktop.links.address import read_address
from affiliate_desktop.links.model import Utm

_NOT_A_WORD = re.compile(r"[\W_]+")
_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
FIELDS = ("campaign", "source", "medium", "content", "term")


@dataclass(frozen=True, slots=True)
class NamingHint:
    """Advice on one UTM value; it is never forced.

    Attributes:
        field: ``campaign``, ``source``, ``medium``, ``content`` or ``term``.
        code: ``upper_case``, ``blank`` or ``personal``.
        suggestion: a value that keeps to the conventions; empty where there is none.
    """

    field: str
    code: str
    suggestion: str


def slug(text: str) -> str:
    """A text as a tag: lower case, words joined by hyphens, Latin letters without accents."""
    plain: list[str] = []
    for character in unicodedata.normalize("NFKD", text).casefold():
        if unicodedata.combining(character) and plain and plain[-1].isascii():
            continue
        plain.append(character)
    return _NOT_A_WORD.sub("-", unicodedata.normalize("NFC", "".join(plain))).strip("-")


def naming_hints(utm: Utm) -> tuple[NamingHint, ...]:
    """Where UTM values depart from the conventions."""
    hints = []
    for field in FIELDS:
        value: str = getattr(utm, field).strip()
        if _E_MAIL.search(value):
            hints.append(NamingHint(field, "personal", ""))
        elif any(character.isspace() for character in value):
            hints.append(NamingHint(field, "blank", _suggested(value)))
        elif value != value.lower():
            hints.append(NamingHint(field, "upper_case", _suggested(value)))
    return tuple(hints)


def readable_name(destination: str, campaign: str, taken: Collection[str]) -> str:
    """A name for a link that has none: its campaign and where it leads, told apart by a number."""
    address = read_address(destination)
    path = address.base.split("://", 1)[1].partition("/")[2].strip("/").rsplit("/", 1)[-1]
    page = address.host.removeprefix("www.") + (f"/{path[:60]}" if path else "")
    name = (f"{campaign[:100]}: {page}" if campaign else page)[: MAX_NAME - 10]
    choice, number = name, 1
    while any(same_name(choice, other) for other in taken):
        number += 1
        choice = f"{name} ({number})"
    return choice


def _suggested(value: str) -> str:
    return re.sub(r"\s+", "-", value.lower())
