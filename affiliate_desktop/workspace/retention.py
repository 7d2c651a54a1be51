"""Which backups stay: all of the last two days, then one a day, a week, a month.

Of backups made at closing only the newest of each hour stays, so that a series of commands leaves one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EVERYTHING = timedelta(days=2)
DAYS, WEEKS, MONTHS = 7, 4, 12


@dataclass(frozen=True)
class Dated:
    """A backup as the rule sees it: its name, when it was made, and whether it was made at closing."""

    name: str
    made_at: datetime
    at_close: bool = False


def kept(backups: Iterable[Dated], now: datetime) -> set[str]:
    """The names of the backups that stay; the newest always does, and so does one from the future."""
    newest_first = sorted(backups, key=lambda backup: (backup.made_at, backup.name), reverse=True)
    if not newest_first:
        return set()
    names = {newest_first[0].name}
    names |= _recent(newest_first, now)
    for count, label in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        names |= _one_each(newest_first, label, count, now)
    return names


def _recent(newest_first: list[Dated], now: datetime) -> set[str]:
    names, hours = set(), set()
    for backup in newest_first:
        if now - backup.made_at > EVERYTHING:
            break
        hour = backup.made_at.strftime("%Y-%m-%d %H")
        if not backup.at_close or hour not in hours:
            names.add(backup.name)
        if backup.at_close:
            hours.add(hour)
    return names


def _one_each(newest_first: list[Dated], label: str, count: int, now: datetime) -> set[str]:
    """The newest of each of the last ``count`` days, weeks or months that have one and are over two days old."""
    chosen: dict[str, str] = {}
    for backup in newest_first:
        if now - backup.made_at > EVERYTHING:
            chosen.setdefault(backup.made_at.strftime(label), backup.name)
    return set(list(chosen.values())[:count])
