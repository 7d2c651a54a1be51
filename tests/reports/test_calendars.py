"""Expected payments as a calendar file: what RFC 5545 asks for, read back by a library and by hand."""

import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.money import Money
from affiliate_desktop.ledger.payout import Expected, Reason
from affiliate_desktop.reports.calendars import Calendars

CLOCK = FixedClock(datetime(2026, 6, 15, 12, 30, tzinfo=UTC))
ODD = "Smith, Söhne; “Tee” & C\\o 👩‍🌾 " + "ein sehr langer Name " * 6


def payment(**values: object) -> Expected:
    fields = {
        "account_id": 1,
        "account": ODD.strip(),
        "program_id": 2,
        "program": "Tea; Cake, & more",
        "money": Money.of("1250.50", "EUR"),
        "count": 3,
        "pending_micro": 1,
        "months": ("2026-04", "2026-05"),
        "on": date(2026, 7, 31),
        "why": Reason("By the terms: on day {pay} of the month.", {"pay": 31}),
        "overdue": False,
        "below_threshold": False,
        **values,
    }
    return Expected(**fields)  # type: ignore[arg-type]


def test_lines_end_in_crlf_and_are_folded_between_characters() -> None:
    content = Calendars(CLOCK).expected([payment()])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_an_event_has_all_that_it_needs_once() -> None:
    text = Calendars(CLOCK).expected([payment()]).decode().replace("\r\n ", "")
    head, event = text.split("BEGIN:VEVENT\r\n")
    assert re.search(r"^PRODID:-//Affiliate Desktop//[0-9.]+[^/]*//EN\r$", head, re.MULTILINE)
    assert "VERSION:2.0\r\n" in head
    assert "METHOD" not in head, "a method needs an organizer (RFC 5546)"
    lines = event.split("END:VEVENT")[0].split("\r\n")
    names = [re.split("[;:]", line)[0] for line in lines if line]
    assert sorted(names) == sorted(set(names))
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"} <= set(names)
    assert "DTSTAMP:20260615T123000Z" in lines
    assert "DTSTART;VALUE=DATE:20260731" in lines
    assert "DTEND;VALUE=DATE:20260801" in lines


def test_signs_of_the_format_are_escaped_and_come_back() -> None:
    content = Calendars(CLOCK).expected([payment(overdue=True)])
    flat = content.decode().replace("\r\n ", "")
    assert "Smith\\, Söhne\\; “Tee” & C\\\\o 👩‍🌾" in flat
    assert "2026-05\\nBy the terms" in flat
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{ODD.strip()} (Tea; Cake, & more): 1250.50 EUR expected"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "3 earnings of 2026-04, 2026-05",
        "By the terms: on day 31 of the month.",
        "Part of it is not approved yet.",
        "It has not come yet.",
    ]


def test_a_line_end_in_a_name_makes_no_line_of_the_file() -> None:
    content = Calendars(CLOCK).expected([payment(account="a\r\nX-EVIL:1\nb", program=None)])
    assert b"\r\nX-EVIL" not in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    "other",
    [{"account_id": 2}, {"program_id": None}, {"months": ("2026-06",)}, {"money": Money.of("1250.50", "USD")}],
)
def test_a_payment_keeps_its_name_and_no_other_has_it(other: dict[str, object]) -> None:
    def uid(each: Expected) -> str:
        (event,) = Calendar.from_ical(Calendars(CLOCK).expected([each])).walk("VEVENT")
        return str(event["UID"])

    same = payment(on=date(2026, 8, 1), money=Money.of("9", "EUR"), account="Renamed")
    assert uid(same) == uid(payment())
    assert uid(payment(**other)) != uid(payment())


def test_payments_without_a_day_are_no_events() -> None:
    assert Calendar.from_ical(Calendars(CLOCK).expected([payment(on=None)])).walk("VEVENT") == []
