"""Payloads are read back by parsers that know nothing of how they were written."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.payloads import KINDS, payload

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)
WORDS = LINE.map(str.strip).filter(bool)


def wifi_read(text: str) -> dict[str, str]:
    """As a telephone reads it: fields up to an unescaped semicolon; quotes around the whole mean text, not digits."""
    assert text.startswith("WIFI:")
    assert text.endswith(";;")
    fields = dict(re.findall(r"([A-Z]):((?:\\.|[^;\\])*);", text[5:-1]))
    plain = {key: value[1:-1] if re.fullmatch(r'"[^"]*"', value) else value for key, value in fields.items()}
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in plain.items()}


def vcard_read(text: str) -> dict[str, str]:
    lines = text.split("\r\n")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD", "")
    return dict(line.split(":", 1) for line in lines[2:-2])


def parts(value: str) -> list[str]:
    """The components of a structured value, unescaped."""
    pieces = re.findall(r"((?:\\.|[^;\\])*)(?:;|$)", value)
    return [re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], piece) for piece in pieces]


@given(ssid=LINE, password=LINE)
def test_a_network_reads_back_with_any_name_and_password(ssid: str, password: str) -> None:
    text = payload("wifi", {"ssid": ssid, "password": password, "hidden": "yes"})
    assert wifi_read(text) == {"T": "WPA", "S": ssid, "P": password, "H": "true"}


def test_what_looks_like_hexadecimal_is_quoted_so_that_it_is_read_as_text() -> None:
    assert payload("wifi", {"ssid": "CAFE", "password": "12345678"}) == 'WIFI:T:WPA;S:"CAFE";P:"12345678";;'
    assert payload("wifi", {"ssid": "Guests"}) == "WIFI:T:nopass;S:Guests;;"


@given(given=WORDS, family=WORDS, organization=WORDS, street=WORDS, note=st.lists(WORDS, min_size=1).map("\n".join))
def test_a_contact_reads_back(given: str, family: str, organization: str, street: str, note: str) -> None:
    values = {"given": given, "family": family, "organization": organization, "street": street, "note": note}
    card = vcard_read(payload("vcard", values))
    assert parts(card["N"])[:2] == [family, given]
    assert parts(card["FN"])[0] == f"{given} {family}"
    assert parts(card["ORG"])[0] == organization
    assert parts(card["ADR"])[2] == street
    assert parts(card["NOTE"])[0] == note


@given(subject=WORDS, body=st.lists(WORDS, min_size=1).map("\n".join))
def test_an_e_mail_reads_back(subject: str, body: str) -> None:
    read = urlsplit(payload("email", {"to": "me+qr@shop.example", "subject": subject, "body": body}))
    assert (read.scheme, unquote(read.path)) == ("mailto", "me+qr@shop.example")
    query = parse_qs(read.query.replace("+", "%2B"), strict_parsing=True)
    assert query == {"subject": [subject], "body": [body.replace("\n", "\r\n")]}


@given(title=WORDS, location=WORDS, description=st.lists(WORDS, min_size=1).map("\n".join))
def test_an_event_reads_back(title: str, location: str, description: str) -> None:
    values = {"title": title, "location": location, "description": description, "start": "2026-05-01 18:30"}
    text = payload("event", values)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (event["summary"], event["location"], event["description"]) == (title, location, description)
    assert event.decoded("dtstart").isoformat() == "2026-05-01T18:30:00"


def test_days_and_times_elsewhere() -> None:
    whole = payload("event", {"title": "Fair", "start": "2026-05-01", "end": "2026-05-03"})
    assert "DTSTART;VALUE=DATE:20260501" in whole
    assert "DTEND;VALUE=DATE:20260504" in whole
    timed = payload("event", {"title": "Talk", "start": "2026-05-01T18:30+02:00", "end": "2026-05-01 17:00Z"})
    assert "DTSTART:20260501T163000Z" in timed
    assert "DTEND:20260501T170000Z" in timed


def test_telephone_numbers_are_written_as_dialed() -> None:
    assert payload("phone", {"number": "+49 (30) 123-456"}) == "tel:+4930123456"


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("fax", {}, "no kind of code"),
        ("url", {"address": "x"}, "is not known"),
        ("url", {}, "needs a value: Address"),
        ("url", {"url": "javascript:alert(1)"}, "no web address"),
        ("url", {"url": "https://[x"}, "no web address"),
        ("phone", {"number": "call me"}, "no telephone number"),
        ("email", {"to": "nobody"}, "no e-mail address"),
        ("email", {"to": "a@b.example", "subject": "a\nBcc: x"}, "one line"),
        ("wifi", {"ssid": "a", "security": "WPA9"}, "is one of WPA, WEP, nopass"),
        ("wifi", {"ssid": "a", "security": "WPA"}, "needs its password"),
        ("wifi", {"ssid": "a", "security": "nopass", "password": "x"}, "takes no password"),
        ("vcard", {"phone": "123"}, "a name or an organization"),
        ("event", {"title": "a", "start": "tomorrow"}, "is no time"),
        ("event", {"title": "a", "start": "2026-02-30"}, "is no time"),
        ("event", {"title": "a", "start": "2026-05-02", "end": "2026-05-01"}, "ends before it begins"),
        ("event", {"title": "a", "start": "2026-05-02", "end": "2026-05-02 10:00"}, "ends before it begins"),
        ("text", {"text": ""}, "needs a value"),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(kind: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        payload(kind, values)


def test_a_text_of_three_thousand_bytes_is_refused_with_the_limit() -> None:
    with pytest.raises(BadInput, match=r"3000 bytes.*2331 fit"):
        matrix(payload("text", {"text": "x" * 3000}))


def test_every_kind_says_its_names_once() -> None:
    for kind in KINDS.values():
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names))
