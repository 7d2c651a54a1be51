"""Numbers, money and dates as people read them, by the system's language. Figures stay exact."""

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QLocale

from affiliate_desktop.core.money import NO_CURRENCY, from_micro, minor_digits


class Formats:
    """Formats values for people.

    Args:
        locale: a name such as ``de_AT``; the system's when None.
    """

    def __init__(self, locale: str | None = None) -> None:
        name = locale or QLocale.system().name()
        self.locale = "en_US" if name in ("C", "") else name

    def money(self, micro: int, currency: str) -> str:
        """An amount with its currency's sign, every digit kept: ``$1,234.50``, ``€0.0345``.

        A currency that is not settled yet (``NO_CURRENCY``) has no sign.
        """
        if currency == NO_CURRENCY:
            return self.amount(micro, currency)
        return _money(micro, currency, self.locale)

    def amount(self, micro: int, currency: str) -> str:
        """An amount without a sign, with the currency's digits: ``1,234.50``."""
        return _amount(micro, currency, self.locale)

    def number(self, value: int) -> str:
        """A whole number with separators."""
        return QLocale(self.locale).toString(value)

    def counted(self, count: int, one: str, many: str) -> str:
        """A count with its noun.

        Args:
            count: how many.
            one: words for exactly one, such as ``{n} link``.
            many: for other counts, such as ``{n} links``.
        """
        return (one if count == 1 else many).format(n=self.number(count))

    def day(self, day: date | None) -> str:
        """A date, ``Mar 5, 2026``; a dash for none."""
        return "—" if day is None else _day(day, "medium", self.locale)

    def month(self, month: str) -> str:
        """``2026-03`` as ``Mar 2026``."""
        return _day(date(int(month[:4]), int(month[5:7]), 1), "MMM y", self.locale)

    def instant(self, text: str) -> str:
        """An ISO 8601 instant as local date and time."""
        if not text:
            return "—"
        return _instant(text, self.locale)

    def size(self, count: int) -> str:
        """Bytes as ``12.3 KB``."""
        return QLocale(self.locale).formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


@lru_cache(4096)
def _money(micro: int, currency: str, locale: str) -> str:
    from babel.numbers import format_currency

    return format_currency(from_micro(micro), currency, locale=locale, decimal_quantization=False)


@lru_cache(4096)
def _amount(micro: int, currency: str, locale: str) -> str:
    from babel.numbers import format_decimal

    digits = minor_digits(currency)
    pattern = "#,##0" + ("." + "0" * digits + "#" * (6 - digits) if digits else ".######")
    return format_decimal(from_micro(micro), pattern, locale=locale)


@lru_cache(4096)
def _day(day: date, style: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(day, style, locale=locale)


@lru_cache(1024)
def _instant(text: str, locale: str) -> str:
    from babel.dates import format_datetime

    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone()
    return format_datetime(moment, "medium", locale=locale)
