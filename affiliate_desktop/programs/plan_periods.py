"""The calendar periods of commission plans, in the plan's time zone, as keys that sort by time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from affiliate_desktop.programs.plan import PlanPeriod


class PeriodOf:
    """Names the period an instant lies in: ``2025-05``, ``2025-Q2``, ``2025`` or ``lifetime``."""

    def __init__(self, period: PlanPeriod, timezone: str) -> None:
        self.period = period
        self._zone = ZoneInfo(timezone)
        self._names: dict[tuple[int, int], str] = {}

    def __call__(self, time: datetime) -> str:
        """The name of the period that holds the instant."""
        local = time.astimezone(self._zone)
        month = local.year, local.month
        name = self._names.get(month)
        if name is None:
            name = self._names[month] = _name(self.period, *month)
        return name

    def before(self, name: str) -> str:
        """The name of the period before the named one; the lifetime has none and is its own."""
        match self.period:
            case PlanPeriod.MONTH:
                year, month = int(name[:4]), int(name[5:])
                return _name(self.period, year - (month == 1), (month - 2) % 12 + 1)
            case PlanPeriod.QUARTER:
                year, quarter = int(name[:4]), int(name[6:])
                return _name(self.period, year - (quarter == 1), (quarter - 2) % 4 * 3 + 1)
            case PlanPeriod.YEAR:
                return f"{int(name) - 1:04d}"
            case _:
                return name


def _name(period: PlanPeriod, year: int, month: int) -> str:
    match period:
        case PlanPeriod.MONTH:
            return f"{year:04d}-{month:02d}"
        case PlanPeriod.QUARTER:
            return f"{year:04d}-Q{(month + 2) // 3}"
        case PlanPeriod.YEAR:
            return f"{year:04d}"
        case _:
            return "lifetime"
