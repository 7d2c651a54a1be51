"""Money is exact: whole millionths, never a float, never two currencies in one sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.money import (
    CURRENCIES,
    LIMIT,
    MICRO,
    Money,
    currency_code,
    from_micro,
    minor_digits,
    plain_micro,
    round_minor,
    to_micro,
)
from affiliate_desktop.core.problems import BadInput

micros = st.integers(-LIMIT * MICRO + 1, LIMIT * MICRO - 1)


@given(micros)
def test_millionths_survive_the_way_through_decimal(micro: int) -> None:
    assert to_micro(from_micro(micro)) == micro


@given(micros, st.sampled_from(CURRENCIES))
def test_the_written_amount_is_the_amount_with_at_least_the_minor_digits(micro: int, currency: str) -> None:
    text = plain_micro(micro, currency)
    assert Decimal(text) == from_micro(micro)
    assert len(text.partition(".")[2]) >= minor_digits(currency)
    assert "E" not in text


@pytest.mark.parametrize(
    ("micro", "currency", "text"),
    [
        (1_000_000, "USD", "1.00"),
        (34_500, "EUR", "0.0345"),
        (-1_500_000, "JPY", "-1.5"),
        (0, "JPY", "0"),
        (1_000_000, "KWD", "1.000"),
        (100_000_000_000, "USD", "100000.00"),
    ],
)
def test_amounts_are_written_plainly(micro: int, currency: str, text: str) -> None:
    assert plain_micro(micro, currency) == text


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e11", "1e800000", "-100000000000", "0.0000001", "1e-9"])
def test_amounts_beyond_the_limits_are_refused_at_once(text: str) -> None:
    with pytest.raises(BadInput):
        to_micro(Decimal(text))


@given(st.lists(st.integers(-(10**12), 10**12)))
def test_sums_are_exact(parts: list[int]) -> None:
    total = Money(0, "EUR")
    for part in parts:
        total += Money(part, "EUR")
    assert total.amount == sum((from_micro(part) for part in parts), Decimal(0))


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="cannot add"):
        Money(1, "EUR") + Money(1, "USD")


def test_rounding_is_half_up_to_the_minor_unit() -> None:
    assert str(round_minor(Decimal("0.005"), "USD")) == "0.01"
    assert str(round_minor(Decimal("-0.5"), "JPY")) == "-1"
    assert str(-Money.of("1.25", "USD")) == "-1.25"


def test_currencies_are_known_by_their_codes() -> None:
    assert currency_code(" usd ") == "USD"
    with pytest.raises(BadInput, match="XYZ"):
        currency_code("XYZ")
