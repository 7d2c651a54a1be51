"""Understanding a web address as browsers do, without changing a byte of it.

The WHATWG parser decides what the host is. Whatever parsers disagree about, or a person can't see, is
refused with the reason, so that what is kept, shown and printed means the same everywhere.
"""

import re
import unicodedata
from dataclasses import dataclass

from affiliate_desktop.core.names import visible
from affiliate_desktop.core.problems import BadInput

MAX_LENGTH = 8000
"""Longest address in characters; servers commonly refuse request lines over 8 KB."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"(?i:https?)://([^/?#]*)")
_PORT = re.compile(r":([0-9]+)\Z")
_PORT_FOLLOWS = re.compile(r"[0-9]+(?:[/?#]|\Z)")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its three parts; put together again they are the text, byte for byte.

    Attributes:
        base: scheme, host and path.
        query: between the first ``?`` and the fragment; None when there is no ``?``.
        fragment: after the first ``#``; None when there is no ``#``.
        host: as the parser understands it: lower case, punycode.
        shown_host: the host in punycode when it mixes scripts, else empty.
    """

    base: str
    query: str | None
    fragment: str | None
    host: str
    shown_host: str = ""

    def text(self) -> str:
        """The whole address."""
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.base}{query}{fragment}"


def read_address(text: str) -> Address:
    """Understands an http or https address; blanks around it are dropped, all else stays.

    Raises:
        BadInput: when it is no such address or holds what can't be trusted; the message says what.
    """
    text = text.strip(" ")
    if not text:
        raise BadInput("address_missing", "Give the address of the page, such as https://example.com/page.")
    if len(text) > MAX_LENGTH:
        raise BadInput("address_too_long", "The address has more than {longest} characters.", longest=MAX_LENGTH)
    _refuse_unseen(text)
    authority = _authority(text)
    host = _host(text, authority)
    front, mark, fragment = text.partition("#")
    base, question, query = front.partition("?")
    return Address(
        base=base,
        query=query if question else None,
        fragment=fragment if mark else None,
        host=host,
        shown_host=host if _mixes_scripts(authority) else "",
    )


def on_host(host: str, known: str) -> bool:
    """Whether a host is a known one or lies below it (``www.ebay.de`` on ``ebay.de``)."""
    host = host.rstrip(".")
    return host == known or host.endswith("." + known)


def _refuse_unseen(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs"):
            raise _unfit(text, "address_control", "The address “{address}” holds a control character.")
        if character in _DIRECTION:
            raise _unfit(
                text,
                "address_direction",
                "The address “{address}” holds a character that turns the direction of writing.",
            )
        if character.isspace():
            raise _unfit(text, "address_blank", "The address “{address}” holds a blank; write it as %20.")
        if character == "\\":
            raise _unfit(
                text, "address_backslash", "The address “{address}” holds a backslash, which browsers read as a slash."
            )


def _authority(text: str) -> str:
    scheme = _SCHEME.match(text)
    if scheme is None or _PORT_FOLLOWS.match(text, scheme.end()):
        raise _unfit(text, "address_scheme", "The address “{address}” does not begin with https:// or http://.")
    if scheme[1].lower() not in ("http", "https"):
        raise BadInput(
            "address_scheme",
            "Only http and https addresses can be tagged, not “{scheme}:”.",
            scheme=scheme[1][:40],
        )
    match = _AUTHORITY.match(text)
    if match is None or not match[1]:
        raise _unfit(text, "address_host", "The address “{address}” names no host after the scheme.")
    if "@" in match[1]:
        raise _unfit(
            text,
            "address_user",
            "The address “{address}” holds a user name before the host (@), which hides where it leads.",
        )
    return match[1]


def _host(text: str, authority: str) -> str:
    """The host as browsers understand it."""
    from ada_url import URL, HostType

    port = _PORT.search(authority)
    if port and (len(port[1]) > 9 or int(port[1]) > 65535):
        raise _unfit(text, "address_port", "The address “{address}” has a port over 65535.")
    try:
        url = URL(text)
    except ValueError:
        raise _no_host(authority) from None
    host = str(url.hostname)
    if url.host_type is HostType.DEFAULT and not _is_name(host, authority):
        raise _no_host(authority)
    return host


def _is_name(host: str, authority: str) -> bool:
    """Whether a host is a full domain name that was written without escapes."""
    name = host.removesuffix(".")
    labels = name.split(".")
    if "%" in authority or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return len(labels) > 1 or name == "localhost"


def _mixes_scripts(authority: str) -> bool:
    """Whether letters of several scripts stand in the host, or characters that can't be seen."""
    if authority.isascii():
        return False
    scripts = {unicodedata.name(each, "?").split()[0] for each in authority if each.isalpha()}
    return len(scripts) > 1 or any(unicodedata.category(each) == "Cf" for each in authority)


def _no_host(authority: str) -> BadInput:
    return BadInput("address_host", "“{host}” is no host name such as www.example.com.", host=visible(authority))


def _unfit(text: str, code: str, sentence: str) -> BadInput:
    return BadInput(code, sentence, address=visible(text))
