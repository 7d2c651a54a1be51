"""Encodings and delimiters that a person asks for."""

import codecs

from affiliate_desktop.core.problems import BadInput


def asked_encoding(name: str) -> str:
    """Python's name of an encoding that was asked for; empty for none.

    Raises:
        BadInput: when there is none of this name.
    """
    if not name:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name in {"idna", "punycode"}:
        raise BadInput(
            "no_such_encoding", "There is no encoding “{name}”. Try utf-8, cp1252 or utf-16.", name=name[:40]
        )
    return found.name


def asked_delimiter(text: str) -> str:
    """The delimiter that was asked for; empty for none.

    Raises:
        BadInput: when it can't be one.
    """
    if text and (len(text) != 1 or text in '"\r\n\0'):
        raise BadInput("bad_delimiter", "“{text}” can't separate columns; name one character.", text=text[:20])
    return text
