"""Amounts, days and periods in words; a user's text made harmless."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from affiliate_desktop.core.money import CURRENCIES, from_micro, minor_digits
from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.reports import words


@settings(deadline=None)
@given(some.integers(-(10**17), 10**17), some.sampled_from(CURRENCIES))
def test_an_amount_keeps_every_digit(micro: int, currency: str) -> None:
    text = words.amount(micro, currency)
    assert Decimal(text.replace(",", "")) == from_micro(micro)
    assert len(text.partition(".")[2]) >= minor_digits(currency)


@pytest.mark.parametrize(
    ("micro", "currency", "text"),
    [
        (1_234_500_000, "USD", "1,234.50"),
        (-1_234_500_000, "USD", "-1,234.50"),
        (-500_000, "EUR", "-0.50"),
        (34_500, "USD", "0.0345"),
        (1_234_000_000, "JPY", "1,234"),
        (0, "KWD", "0.000"),
    ],
)
def test_amounts_have_the_digits_of_their_currency(micro: int, currency: str, text: str) -> None:
    assert words.amount(micro, currency) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (None, None, "All time"),
        (date(2026, 3, 5), None, "since 5 March 2026"),
        (None, date(2026, 3, 5), "until 5 March 2026"),
        (date(2026, 3, 5), date(2026, 3, 5), "5 March 2026"),
        (date(2026, 3, 5), date(2026, 4, 7), "5 March 2026 to 7 April 2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (date(2026, 1, 1), date(2026, 10, 31), "January to October 2026"),
        (date(2025, 11, 1), date(2026, 1, 31), "November 2025 to January 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2025, 1, 1), date(2026, 12, 31), "January 2025 to December 2026"),
    ],
)
def test_periods_are_named_as_people_name_them(start: date | None, end: date | None, text: str) -> None:
    assert words.period(Period(start, end)) == text


def test_all_time_has_no_days() -> None:
    assert words.period(ALL_TIME) == "All time"


@settings(deadline=None)
@given(some.text(), some.integers(1, 50))
def test_a_users_text_is_one_line_of_seen_characters_and_no_longer_than_allowed(text: str, longest: int) -> None:
    plain = words.plain_text(text, longest)
    assert len(plain) <= longest
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in plain)
    assert plain == plain.strip()


@settings(deadline=None)
@given(some.text(some.characters(categories=["L", "N", "P"]), max_size=100))
def test_letters_numbers_and_punctuation_stay_as_they_are(text: str) -> None:
    assert words.plain_text(text) == text
