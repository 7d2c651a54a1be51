"""Exact money: decimal amounts with an ISO 4217 currency, stored as whole millionths.

In the database an amount is an integer of micro-units (10^-6 of the currency's unit), so that SQL sums
are exact and commissions such as 0.0345 keep every digit.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from typing_extensions import override

from affiliate_desktop.core.problems import BadInput

MICRO = 1_000_000
MAX_DIGITS = 11
"""Digits allowed before the decimal point."""

LIMIT = 10**MAX_DIGITS

_MINOR_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_TWO_DIGITS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
    "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
    "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN "
    "NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG"
)
_EXPONENTS = dict.fromkeys(_TWO_DIGITS.split(), 2) | {
    code: digits for digits, codes in _MINOR_DIGITS.items() for code in codes.split()
}
CURRENCIES = tuple(sorted(_EXPONENTS))
"""ISO 4217 codes of money in use (list one, without metals and test codes)."""

NO_CURRENCY = "XXX"
"""ISO 4217's code for no currency: of amounts whose currency is not settled yet."""


def currency_code(text: str) -> str:
    """The ISO 4217 code that a text names, in upper case.

    Raises:
        BadInput: when there is no such currency.
    """
    code = text.strip().upper()
    if code not in _EXPONENTS:
        raise BadInput(
            "unknown_currency",
            "“{text}” is no currency code; use three letters such as USD or EUR.",
            text=text.strip()[:40],
        )
    return code


def minor_digits(currency: str) -> int:
    """Digits of the currency's minor unit: 2 for USD, 0 for JPY, 3 for KWD (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def to_micro(amount: Decimal) -> int:
    """An amount as whole millionths.

    Raises:
        BadInput: when it is not finite, has more than 11 digits before the point or more than 6 after it.
    """
    if not amount.is_finite() or amount.adjusted() >= MAX_DIGITS:
        raise BadInput(
            "amount_too_large",
            "The amount has more than {digits} digits before the point.",
            digits=MAX_DIGITS,
        )
    micro = amount * MICRO
    whole = micro.to_integral_value()
    if whole != micro:
        raise BadInput("amount_too_fine", "The amount has more than six decimal places.")
    return int(whole)


def from_micro(micro: int) -> Decimal:
    """The amount that whole millionths stand for."""
    return Decimal(micro).scaleb(-6)


def plain(amount: Decimal, currency: str) -> str:
    """The amount as a decimal string with the currency's minor digits, more only where needed."""
    whole, _, part = f"{amount:f}".partition(".")
    part = part.rstrip("0").ljust(minor_digits(currency), "0")
    return f"{whole}.{part}" if part else whole


def plain_micro(micro: int, currency: str) -> str:
    """Whole millionths as a decimal string with the currency's minor digits, more only where needed."""
    return plain(from_micro(micro), currency)


def round_minor(amount: Decimal, currency: str, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The amount rounded to the currency's minor unit."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), rounding=rounding)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency. Sums never mix currencies.

    Attributes:
        micro: whole millionths of the currency's unit.
        currency: ISO 4217 code.
    """

    micro: int
    currency: str

    @staticmethod
    def of(amount: Decimal | str | int, currency: str) -> "Money":
        """Money from a decimal amount."""
        return Money(to_micro(Decimal(amount)), currency)

    @property
    def amount(self) -> Decimal:
        """The decimal amount."""
        return from_micro(self.micro)

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            message = f"cannot add {other.currency} to {self.currency}"
            raise ValueError(message)
        return Money(self.micro + other.micro, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.micro, self.currency)

    @override
    def __str__(self) -> str:
        return plain_micro(self.micro, self.currency)
