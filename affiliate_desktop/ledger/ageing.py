"""How old unpaid earnings are: days from the statement's own date of a row."""

from collections.abc import Iterable
from datetime import date, timedelta

from affiliate_desktop.ledger.payout import BUCKETS


def bucket_of(age: int) -> int:
    """The bucket of an age in days: 0 up to 30, 1 for 31 to 60 ... 5 over 150; a day in the future counts as new."""
    return sum(age > bound for bound in BUCKETS)


def bucket_ends(today: date) -> tuple[date, ...]:
    """For each bound, the last day whose rows are older than it."""
    return tuple(today - timedelta(days=bound + 1) for bound in BUCKETS)


def summed(rows: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(bucket, millionths, count) -> sums and counts of all buckets."""
    sums, counts = [0] * (len(BUCKETS) + 1), [0] * (len(BUCKETS) + 1)
    for bucket, micro, count in rows:
        sums[bucket] += micro
        counts[bucket] += count
    return tuple(sums), tuple(counts)
