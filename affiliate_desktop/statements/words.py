"""Text of cells: what is seen of it, and header names that are compared."""

import re
from collections.abc import Sequence

_UNSEEN = "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BLANKS = " \t\r\n\u00a0\u2007\u2009\u202f" + _UNSEEN
_SUFFIX = re.compile(r"\s*[(\[]([^()\[\]]{1,5})[)\]]$")
SHOWN = 60


def bare(text: str) -> str:
    """The text without blanks and direction marks around it."""
    return text.strip(_BLANKS)


def shown(cell: object) -> str:
    """The start of a cell, for a message; what can't be seen is written as its code point."""
    text = str(cell)
    seen = "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in text[:SHOWN])
    return seen + ("…" if len(text) > SHOWN else "")


def text_of(cell: object) -> str:
    """A cell as text: whole numbers of a spreadsheet without a point, nothing for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


def header_key(text: str) -> str:
    """A header name as it is compared: letter case and the number of blanks do not count."""
    return " ".join(bare(text).casefold().split())


def distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Names that tell all columns apart: the second ``Amount`` is ``Amount (2)``, a nameless one ``Column 4``."""
    names: list[str] = []
    seen: set[str] = set()
    for place, header in enumerate(headers, start=1):
        name = first = bare(header) or f"Column {place}"
        number = 1
        while header_key(name) in seen:
            number += 1
            name = f"{first} ({number})"
        seen.add(header_key(name))
        names.append(name)
    return tuple(names)


def split_suffix(text: str) -> tuple[str, str]:
    """A header name and what stands in brackets at its end, such as ``Price`` and ``$``."""
    name = bare(text)
    match = _SUFFIX.search(name)
    return (name[: match.start()], match[1].strip()) if match else (name, "")
