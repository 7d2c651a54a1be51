"""A plain list of web addresses, one a line, as programs and people write it: no table, so nothing parts columns.

A first line that is no address is the name of the column. A comma or semicolon within an address parts nothing; but
where every line has as many of them, they do, and the file is a table.
"""

import re
from pathlib import Path

MOST_BYTES = 50_000_000
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:|tel:)[^\s\"]+", re.IGNORECASE)
_MARKS = ",;\t|"
_ENCODINGS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

Lines = list[tuple[int, str]]
"""Number and text of lines, the head first."""


def is_address(text: str) -> bool:
    """Whether a text is a web address, or one of a mailbox or telephone."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def listed_addresses(file: Path, head: str) -> Lines | None:
    """The lines of a list of addresses, below its head; None where the file is anything else.

    Args:
        file: any file; one that cannot be read is told by whoever reads tables.
        head: what the column is called where the file does not say it.
    """
    text = _text(file)
    if text is None:
        return None
    found = [(number, _unquoted(line)) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not found:
        return None
    first = found[0][1]
    named = not is_address(first)
    addresses = [line for _, line in (found[1:] if named else found)]
    is_table = any(mark in first for mark in _MARKS) if named else _has_columns(addresses)
    if is_table or not addresses or not all(map(is_address, addresses)):
        return None
    return found if named else [(0, head), *found]


def _text(file: Path) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            return None
        content = file.read_bytes()
    except OSError:
        return None
    encoding = next((name for start, name in _ENCODINGS if content.startswith(start)), "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unquoted(line: str) -> str:
    line = line.strip()
    return line[1:-1].strip() if len(line) > 1 and line[0] == line[-1] == '"' else line


def _has_columns(lines: list[str]) -> bool:
    """Whether every line has as many of a mark that may part columns."""
    return any(lines[0].count(mark) and len({line.count(mark) for line in lines}) == 1 for mark in _MARKS)
