"""What a code can say: a link, a contact, a Wi-Fi network, an e-mail, a telephone number, an event, any text.

A payload is made of named values, so that forms, tables and the command line fill them alike. Sources of the forms:
RFC 6350 and 2426 (vCard), RFC 6068 (mailto), RFC 3966 (tel), RFC 5545 (iCalendar), and for Wi-Fi the ZXing project's
description of barcode contents, which telephones follow.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

from affiliate_desktop.core.problems import BadInput

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PayloadField:
    """One value of a payload.

    Attributes:
        name: the key; title: for a person.
        choices: what it may be; empty for anything.
        lines: it may hold several lines.
        exact: blanks at its ends belong to it.
        hint: how it is written, or an example.
    """

    name: str
    title: str
    required: bool = False
    choices: tuple[str, ...] = ()
    lines: bool = False
    exact: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PayloadKind:
    """A kind of payload, and how its values become the text of a code."""

    id: str
    title: str
    fields: tuple[PayloadField, ...]
    write: Callable[[Values], str]


def payload(kind: str, values: Values) -> str:
    """The text of a code.

    Args:
        kind: a key of :data:`KINDS`.
        values: by the names of the kind's fields.

    Raises:
        BadInput: a kind or value that is not known, one that is missing, or one that is not as it has to be.
    """
    found = KINDS.get(kind)
    if found is None:
        known = ", ".join(KINDS)
        raise BadInput("qr_kind", "“{kind}” is no kind of code; there are {known}.", kind=kind[:40], known=known)
    names = {field.name: field for field in found.fields}
    unknown = next((name for name in values if name not in names), None)
    if unknown is not None:
        known = ", ".join(names)
        raise BadInput(
            "qr_value", "“{name}” is not known; {kind} takes {known}.", name=unknown[:40], kind=kind, known=known
        )
    given = {
        name: values.get(name, "") if field.exact else values.get(name, "").strip() for name, field in names.items()
    }
    for name, field in names.items():
        _check(given[name], field)
    return found.write(given)


def _check(text: str, field: PayloadField) -> None:
    if field.required and not text:
        raise BadInput("qr_value_missing", "A code of this kind needs a value: {title}.", title=field.title)
    if field.choices and text and text not in field.choices:
        known = ", ".join(field.choices)
        raise BadInput(
            "qr_choice", "{title} is one of {known}, not “{text}”.", title=field.title, known=known, text=text[:40]
        )
    if not field.lines and re.search(r"[\r\n]", text):
        raise BadInput("qr_lines", "{title} has to be one line.", title=field.title)


# --- kinds -----------------------------------------------------------------------------------------------------


def _url(values: Values) -> str:
    text = values["url"]
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc or re.search(r"\s", text):
        raise BadInput("qr_url", "“{text}” is no web address; it must begin with https://.", text=text[:80])
    return text


def _text(values: Values) -> str:
    return values["text"]


def _phone(values: Values) -> str:
    return f"tel:{_number(values['number'])}"


def _number(text: str) -> str:
    """A telephone number as dialed: blanks, dots, dashes, slashes and brackets are for the eye only."""
    plain = re.sub(r"[\s().\-/\u00a0\u2010-\u2015]", "", text)
    if not re.fullmatch(r"\+?[0-9*#]{2,20}", plain):
        raise BadInput("qr_phone", "“{text}” is no telephone number; write it as +49 30 123456.", text=text[:40])
    return plain


def _email(values: Values) -> str:
    address = _address(values["to"])
    parts = [
        f"{key}={quote(_crlf(values[name]), safe='')}"
        for key, name in (("subject", "subject"), ("body", "body"))
        if values[name]
    ]
    return f"mailto:{quote(address, safe='@+')}" + ("?" + "&".join(parts) if parts else "")


def _address(text: str) -> str:
    if not re.fullmatch(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,250}", text):
        raise BadInput("qr_email", "“{text}” is no e-mail address.", text=text[:80])
    return text


def _crlf(text: str) -> str:
    return re.sub(r"\r\n?|\n", "\r\n", text)


def _wifi(values: Values) -> str:
    kind = values["security"] or ("WPA" if values["password"] else "nopass")
    if kind != "nopass" and not values["password"]:
        raise BadInput("qr_wifi_password", "A network with {kind} needs its password.", kind=kind)
    if kind == "nopass" and values["password"]:
        raise BadInput("qr_wifi_open", "A network without security takes no password.")
    parts = [f"T:{kind}", f"S:{_wifi_escaped(values['ssid'])}"]
    if values["password"]:
        parts.append(f"P:{_wifi_escaped(values['password'])}")
    if values["hidden"] == "yes":
        parts.append("H:true")
    return f"WIFI:{';'.join(parts)};;"


def _wifi_escaped(text: str) -> str:
    r"""``\ ; , : "`` get a backslash; what looks like hexadecimal digits is put in quotes, or it would be read so."""
    escaped = re.sub(r'([\\;,:"])', r"\\\1", text)
    return f'"{escaped}"' if re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", text) else escaped


def _vcard(values: Values) -> str:
    given, family = values["given"], values["family"]
    if not (given or family or values["organization"]):
        raise BadInput("qr_vcard_name", "A contact needs a name or an organization.")
    full = " ".join(part for part in (given, family) if part) or values["organization"]
    lines = [f"N:{_escaped(family)};{_escaped(given)};;;", f"FN:{_escaped(full)}"]
    if values["organization"]:
        lines.append(f"ORG:{_escaped(values['organization'])}")
    if values["title"]:
        lines.append(f"TITLE:{_escaped(values['title'])}")
    if values["phone"]:
        lines.append(f"TEL:{_number(values['phone'])}")
    if values["email"]:
        lines.append(f"EMAIL:{_address(values['email'])}")
    if values["url"]:
        lines.append(f"URL:{_url(values)}")
    places = [values[name] for name in ("street", "city", "region", "postcode", "country")]
    if any(places):
        lines.append("ADR:;;" + ";".join(_escaped(each) for each in places))
    if values["note"]:
        lines.append(f"NOTE:{_escaped(values['note'])}")
    # Codes are as short as can be: lines are not folded, which readers of codes understand all the same.
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"]) + "\r\n"


def _escaped(text: str) -> str:
    r"""Text of vCard: ``\ ; ,`` and line feeds get a backslash (RFC 2426, 4)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _event(values: Values) -> str:
    from icalendar import Calendar, Event

    start, whole_day = _moment(values["start"])
    end, end_whole_day = _moment(values["end"]) if values["end"] else (None, whole_day)
    if end is not None and (whole_day is not end_whole_day or end < start):
        raise BadInput("qr_event_end", "The event ends before it begins, or only one of both has a time of day.")
    event = Event()
    event.add("summary", values["title"])
    event.add("dtstart", start.date() if whole_day else start)
    if end is not None:
        event.add("dtend", (end + timedelta(days=1)).date() if whole_day else end)
    for name, key in (("location", "location"), ("description", "description"), ("url", "url")):
        if values[name]:
            event.add(key, _url(values) if name == "url" else values[name])
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Affiliate Desktop//EN")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode().replace("\r\n ", "")


_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?(Z|[+-]\d{2}:\d{2})?")


def _moment(text: str) -> tuple[datetime, bool]:
    """A day or a time, and whether it is a whole day; without an offset it is the local time of whoever reads it."""
    match = _MOMENT.fullmatch(text.strip())
    if match is not None and (match[2] or not match[3]):
        with suppress(ValueError, OverflowError):
            whole = f"{match[1]}T{match[2] or '00:00'}{(match[3] or '').replace('Z', '+00:00')}"
            moment = datetime.fromisoformat(whole)
            # An offset has no name that a calendar knows: such a time is written as UTC.
            return (moment.astimezone(UTC) if moment.tzinfo else moment), match[2] is None
    raise BadInput(
        "qr_moment", "“{text}” is no time; write 2026-05-01 18:30, or 2026-05-01 for a whole day.", text=text[:40]
    )


_WHEN = "2026-05-01 18:30, or a day; with +02:00 or Z at the end for a place elsewhere."
KINDS: Mapping[str, PayloadKind] = {
    kind.id: kind
    for kind in (
        PayloadKind("url", "Web address", (PayloadField("url", "Address", required=True, hint="https://"),), _url),
        PayloadKind(
            "vcard",
            "Contact",
            (
                PayloadField("given", "First name"),
                PayloadField("family", "Last name"),
                PayloadField("organization", "Organization"),
                PayloadField("title", "Job title"),
                PayloadField("phone", "Phone", hint="+49 30 123456"),
                PayloadField("email", "E-mail"),
                PayloadField("url", "Website", hint="https://"),
                PayloadField("street", "Street"),
                PayloadField("postcode", "Postcode"),
                PayloadField("city", "City"),
                PayloadField("region", "Region"),
                PayloadField("country", "Country"),
                PayloadField("note", "Note", lines=True),
            ),
            _vcard,
        ),
        PayloadKind(
            "wifi",
            "Wi-Fi",
            (
                PayloadField("ssid", "Network name", required=True, exact=True),
                PayloadField("password", "Password", exact=True),
                PayloadField("security", "Security", choices=("WPA", "WEP", "nopass")),
                PayloadField("hidden", "Hidden network", choices=("no", "yes")),
            ),
            _wifi,
        ),
        PayloadKind(
            "email",
            "E-mail",
            (
                PayloadField("to", "To", required=True),
                PayloadField("subject", "Subject"),
                PayloadField("body", "Text", lines=True),
            ),
            _email,
        ),
        PayloadKind("phone", "Phone", (PayloadField("number", "Number", required=True, hint="+49 30 123456"),), _phone),
        PayloadKind(
            "event",
            "Event",
            (
                PayloadField("title", "Title", required=True),
                PayloadField("start", "Begins", required=True, hint=_WHEN),
                PayloadField("end", "Ends"),
                PayloadField("location", "Place"),
                PayloadField("url", "Website", hint="https://"),
                PayloadField("description", "Description", lines=True),
            ),
            _event,
        ),
        PayloadKind("text", "Text", (PayloadField("text", "Text", required=True, lines=True, exact=True),), _text),
    )
}
"""Every kind, in the order it is offered."""
