"""Reference rates: the European Central Bank's daily ones that ship with ``currencyconverter``, or a file of them.

The file has the form of the bank's ``eurofxref-hist.csv`` (or the zip of it): a row a day, a column a currency,
units for one euro. Source: European Central Bank, https://www.ecb.europa.eu/stats/eurofxref/.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import Any

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.ledger.payout import Rate

EURO = "EUR"
BANK = "European Central Bank"
MAX_AGE = 7
"""Days that a rate may be older than the day asked for: no rates are set on weekends and holidays."""
MAX_BYTES = 20_000_000
DIGITS = Decimal("0.00000001")


class Rates:
    """Rates by day; read when first asked for, in half a second.

    Args:
        folder: where a file of the user's own may lie, as ``eurofxref-hist.csv`` or ``.zip``; it is used instead.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._loaded: Any = None

    @property
    def file(self) -> Path | None:
        """The user's own file; None when there is none."""
        names = (self._folder / f"eurofxref-hist{ending}" for ending in (".csv", ".zip"))
        return next((path for path in names if path.is_file()), None)

    @property
    def last_day(self) -> date:
        """The last day that there are rates of."""
        found: date = self._converter().bounds["USD"].last_date
        return found

    def replace(self, file: Path) -> None:
        """Takes a copy of a newer file of rates and uses it from now on.

        Raises:
            BadInput: when it holds no rates.
        """
        loaded = read_rates(file)
        ending = ".zip" if file.suffix.lower() == ".zip" else ".csv"
        self._folder.mkdir(parents=True, exist_ok=True)
        write_bytes(self._folder / f"eurofxref-hist{ending}", file.read_bytes())
        (self._folder / f"eurofxref-hist{'.csv' if ending == '.zip' else '.zip'}").unlink(missing_ok=True)
        with self._lock:
            self._loaded = loaded

    def on(self, base: str, target: str, day: date) -> Rate | None:
        """The rate of a day, or of the last bank day before it; None when it is not known.

        Args:
            base: ISO 4217 code of what is converted.
            target: ISO 4217 code of what it becomes.
            day: the day.
        """
        rates = self._converter()._rates  # noqa: SLF001 - its own look-up converts only, and never tells the day
        for back in range(MAX_AGE + 1):
            at = day - timedelta(days=back)
            one, other = self._of(rates, base, at), self._of(rates, target, at)
            if one and other:
                return Rate(base, target, (other / one).quantize(DIGITS).normalize(), at, BANK)
        return None

    @staticmethod
    def _of(rates: Any, currency: str, day: date) -> Decimal | None:
        if currency == EURO:
            return Decimal(1)
        return rates[currency].get(day) if currency in rates else None

    def _converter(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = read_rates(self.file)
        return self._loaded


def read_rates(file: Path | None) -> Any:
    """The converter over a file of rates, or over those that ship with it.

    Raises:
        BadInput: when the file holds no rates.
    """
    from currency_converter import CurrencyConverter

    if file is None:
        return CurrencyConverter(decimal=True)
    if file.stat().st_size > MAX_BYTES:
        raise _no_rates(file)
    try:
        made = CurrencyConverter(str(file), decimal=True)
        made.bounds["USD"]
    except Exception as error:
        raise _no_rates(file) from error
    return made


def _no_rates(file: Path) -> BadInput:
    return BadInput(
        "bad_rates",
        "“{file}” holds no exchange rates; it must be the European Central Bank's eurofxref-hist file.",
        file=file.name,
    )
