"""Where the time comes from. Rules take dates as arguments; services take a clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        ...

    def today(self) -> date:
        """The user's own date."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The instant, in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one place that may

    def today(self) -> date:
        """Today in the computer's time zone."""
        return datetime.now().astimezone().date()  # noqa: TID251 - the one place that may


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still; for reproducible documents and tests."""

    instant: datetime

    def now(self) -> datetime:
        """The fixed instant."""
        return self.instant

    def today(self) -> date:
        """The fixed instant's date."""
        return self.instant.date()
