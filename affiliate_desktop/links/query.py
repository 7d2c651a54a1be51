"""Surgery on query strings: what is not meant to change stays byte for byte.

Pieces are what stands between ``&``; a name is what stands before the first ``=``, decoded as forms are
(``+`` and ``%20`` are blanks). ``;`` separates nothing (WHATWG URL, application/x-www-form-urlencoded).
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote_plus


def encoded(value: str) -> str:
    """A value as it stands in a query or path: UTF-8, everything but letters, digits and ``-._~`` escaped."""
    return quote(value, safe="")


def key_of(piece: str) -> str:
    """The decoded name of a piece."""
    return unquote_plus(piece.partition("=")[0])


def keys(query: str | None) -> tuple[str, ...]:
    """The names in a query, each once, in order."""
    return tuple(dict.fromkeys(key_of(piece) for piece in (query or "").split("&") if piece))


def with_values(query: str | None, values: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """The query with each of these names once, and the names whose value was another before.

    A name that is there keeps its place and spelling, and its first value is replaced; further values of
    the same name are dropped. Other names are added at the end.
    """
    if not values:
        return query, ()
    left = dict(values)
    pieces: list[str] = []
    replaced: dict[str, None] = {}
    for piece in (query or "").split("&"):
        key = key_of(piece)
        if not piece or key not in values:
            pieces.append(piece)
            continue
        if key in left:
            new = f"{piece.partition('=')[0]}={encoded(left.pop(key))}"
            pieces.append(new)
            if new == piece:
                continue
        replaced[key] = None
    return _appended("&".join(pieces), left), tuple(replaced)


def without(query: str | None, names: Iterable[str]) -> str | None:
    """The query without these names; None when nothing is left of it."""
    dropped = set(names)
    before = (query or "").split("&")
    pieces = [piece for piece in before if not piece or key_of(piece) not in dropped]
    if len(pieces) == len(before):
        return query
    return "&".join(pieces) or None


def advised(query: str | None, patterns: Iterable[str]) -> tuple[str, ...]:
    """The names in a query that match one of the patterns; ``pd_rd_*`` stands for all that begin so."""
    whole = {pattern for pattern in patterns if not pattern.endswith("*")}
    starts = tuple(pattern[:-1] for pattern in patterns if pattern.endswith("*"))
    return tuple(key for key in keys(query) if key in whole or (bool(starts) and key.startswith(starts)))


def _appended(query: str, values: Mapping[str, str]) -> str:
    added = "&".join(f"{encoded(key)}={encoded(value)}" for key, value in values.items())
    joint = "&" if query and added and not query.endswith("&") else ""
    return f"{query}{joint}{added}"
