"""Names and notes that people type, and finding a record by its name."""

import unicodedata
from collections.abc import Iterable

from affiliate_desktop.core.problems import BadInput

MAX_NAME = 200
MAX_NOTES = 20_000

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_KEEPERS = frozenset("\n\t")


def clean_name(text: str, *, longest: int = MAX_NAME) -> str:
    """A name without blanks around it, on one line.

    Raises:
        BadInput: when it is empty, too long, or holds control, direction or broken characters.
    """
    name = unicodedata.normalize("NFC", text.strip())
    if not name:
        raise BadInput("name_missing", "Give a name.")
    if any(_is_unseen(character) for character in name):
        raise BadInput("name_unseen", "The name “{name}” holds characters that can't be seen.", name=visible(name))
    if len(name) > longest:
        raise BadInput("name_too_long", "A name has at most {longest} characters.", longest=longest)
    return name


def clean_line(text: str, field: str, *, longest: int = MAX_NAME) -> str:
    """A text on one line that may be empty.

    Args:
        text: what was typed.
        field: what it is for, for the message.
        longest: most characters.

    Raises:
        BadInput: when it is too long or holds characters that can't be seen.
    """
    line = text.strip()
    if any(_is_unseen(character) for character in line):
        raise BadInput(
            "text_unseen", "“{text}” holds characters that can't be seen ({field}).", text=visible(line), field=field
        )
    if len(line) > longest:
        raise _too_long(field, longest)
    return line


def clean_notes(text: str, field: str = "notes", *, longest: int = MAX_NOTES) -> str:
    """A text of any lines.

    Raises:
        BadInput: when it is too long or holds control characters.
    """
    notes = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in _LINE_KEEPERS for each in notes):
        raise BadInput("text_unseen", "The text holds control characters ({field}).", field=field)
    if len(notes) > longest:
        raise _too_long(field, longest)
    return notes


def without_unseen(text: str) -> str:
    """A text of a file on one line: line ends and tabs become blanks, what else can't be seen is left out."""
    return "".join(each if not _is_unseen(each) else " " if each.isspace() else "" for each in text).strip()


def visible(text: str) -> str:
    """The start of a text with every character that can't be seen written as its code point."""
    shown = "".join(
        f"<U+{ord(each):04X}>" if _is_unseen(each) or not each.isprintable() else each for each in text[:60]
    )
    return shown + ("…" if len(text) > 60 else "")


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a person: letter case and composition do not count."""
    return _key(one) == _key(other)


def ids_named(ref: int | str, names: Iterable[tuple[int, str]]) -> list[int]:
    """The ids of the records that a person means: an id first, else a name in any letter case.

    Args:
        ref: an id, digits, or a name.
        names: (id, name) of all records that may be meant.
    """
    known = list(names)
    if isinstance(ref, int):
        return [key for key, _ in known if key == ref]
    text = ref.strip()
    if text.isascii() and text.isdigit() and len(text) < 19:
        by_id = [key for key, _ in known if key == int(text)]
        if by_id:
            return by_id
    exact = [key for key, name in known if name == text]
    return exact or [key for key, name in known if same_name(name, text)]


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def _is_unseen(character: str) -> bool:
    return character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _too_long(field: str, longest: int) -> BadInput:
    return BadInput(
        "text_too_long", "The text has more than {longest} characters ({field}).", longest=longest, field=field
    )
