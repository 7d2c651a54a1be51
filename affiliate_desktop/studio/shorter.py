"""How a code gets coarser: what would bring its version down, so that its modules are larger at the same width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.code_words import version_of
from affiliate_desktop.studio.model import Level

_LEVELS = (Level.L, Level.M, Level.Q, Level.H)
_OPTIONAL = ("utm_term", "utm_content", "utm_id", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src")
"""Query keys that a page opens without, the least missed first."""

_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_MOST = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """One way to a coarser code.

    Attributes:
        kind: ``drop``, ``shorten``, ``uppercase`` or ``level``.
        words: what to do, as a sentence.
        version, modules: of the code that comes of it.
        text: what the code would say then; None where a person has to choose the words.
        level: of error correction then.
        safe: the link leads to the same page and is counted the same.
    """

    kind: str
    words: str
    version: int
    modules: int
    text: str | None
    level: Level
    safe: bool


def shorter(text: str, level: Level, *, logo: bool = False) -> tuple[Advice, ...]:
    """Advice that brings a code's version down, the most helpful first; none when nothing would.

    Args:
        text: what the code says; links are understood, other text is only measured.
        level: its error correction.
        logo: the code carries a logo, which needs the level it has.
    """
    version = _version(text, level)
    ideas = [*_uppercase(text, level), *_drops(text, level), *_shortened(text, level, version)]
    if not logo:
        ideas += _levels(text, level)
    better = [idea for idea in ideas if idea.version < version]
    return tuple(sorted(better, key=lambda idea: (idea.version, not idea.safe))[:_MOST])


def _version(text: str, level: Level) -> int:
    """The version of the code; one more than there are where it fits none."""
    try:
        return version_of(text.encode(errors="replace"), level)
    except BadInput:
        return 41


def _advice(kind: str, words: str, text: str | None, version: int, level: Level, *, safe: bool) -> Advice:
    return Advice(kind, words, version, 17 + 4 * version, text, level, safe)


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


# --- ideas -----------------------------------------------------------------------------------------------------


def _uppercase(text: str, level: Level) -> Iterator[Advice]:
    """Capitals and digits take 5.5 bits a character where small letters take 8; a host is the same either way."""
    parts = _split(text)
    if parts is None or "@" in parts.netloc:
        return
    head = len(parts.scheme) + 3 + len(parts.netloc)
    changed = text[:head].upper() + text[head:]
    if changed != text:
        words = "Write the host in capitals: they take less room, and the address stays the same."
        yield _advice("uppercase", words, changed, _version(changed, level), level, safe=True)


def _drops(text: str, level: Level) -> Iterator[Advice]:
    parts = _split(text)
    if parts is None:
        return
    found = [key for key in _OPTIONAL if _value(text, key) is not None]
    for count in range(1, len(found) + 1):
        names, changed = found[:count], text
        for name in names:
            changed = _without(changed, name)
        words = f"Leave out {_list(names)}."
        yield _advice("drop", words, changed, _version(changed, level), level, safe=False)
    if parts.fragment:
        changed = text.partition("#")[0]
        words = f"Leave out the part after #: “{parts.fragment[:30]}”."
        yield _advice("drop", words, changed, _version(changed, level), level, safe=False)


def _shortened(text: str, level: Level, version: int) -> Iterator[Advice]:
    """How many characters have to go for the next smaller code, and whether the utm values have them to spare."""
    if version < 2:
        return
    excess = next((n for n in range(1, len(text)) if _version(text[:-n], level) < version), None)
    values = {key: value for key in _UTM if (value := _value(text, key)) and len(value) > 2}
    if excess is None or sum(len(value) - 2 for value in values.values()) < excess:
        return
    longest = sorted(values, key=lambda key: -len(values[key]))
    chosen, spare = [], 0
    for key in longest:
        chosen.append(key)
        spare += len(values[key]) - 2
        if spare >= excess:
            break
    smaller = _version(text[:-excess], level)
    words = f"Shorten the value of {_list(chosen)} by {excess} character{'s' if excess > 1 else ''}."
    yield _advice("shorten", words, None, smaller, level, safe=False)


def _levels(text: str, level: Level) -> Iterator[Advice]:
    for lower in _LEVELS[: _LEVELS.index(level)]:
        version = _version(text, lower)
        yield _advice("level", f"Choose error correction {lower.value}.", text, version, lower, safe=True)


# --- queries, by surgery on the text ---------------------------------------------------------------------------


def _value(text: str, key: str) -> str | None:
    query = text.partition("#")[0].partition("?")[2]
    match = re.search(rf"(?:^|&){re.escape(key)}=([^&]*)", query)
    return match[1] if match else None


def _without(text: str, key: str) -> str:
    base, mark, fragment = text.partition("#")
    path, _, query = base.partition("?")
    kept = [part for part in query.split("&") if part.partition("=")[0] != key]
    return path + ("?" + "&".join(kept) if kept else "") + mark + fragment


def _list(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def applied(advice: Advice, text: str, level: Level) -> tuple[str, Level]:
    """Text and level after an advice was taken; unchanged where a person has to choose the words."""
    done = replace(advice, text=text) if advice.text is None else advice
    return (done.text or text), (advice.level if advice.text is not None else level)
