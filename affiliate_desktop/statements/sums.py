"""What the accepted rows of a file add up to, summed while they are written."""

from collections.abc import Collection, Iterable

from affiliate_desktop.ledger.model import Batch
from affiliate_desktop.statements.model import StatusTotal


class Sums:
    """Sums by currency and status, and the first and the last day; None as long as there is no row."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[int]] = {}
        self.first: str | None = None
        self.last: str | None = None

    def add(self, batch: Batch, skipped: Collection[int]) -> None:
        """Adds some rows.

        Args:
            batch: the rows.
            skipped: lines of rows that were left out.
        """
        rows = zip(batch.currencies, batch.statuses, batch.sales, batch.commissions, strict=True)
        days = batch.days
        if skipped:
            rest = [index for index, line in enumerate(batch.lines) if line not in skipped]
            picked = list(rows)
            self._sum(picked[index] for index in rest)
            days = [days[index] for index in rest]
        else:
            self._sum(rows)
        if days:
            self.first = min(days) if self.first is None else min(self.first, *days)
            self.last = max(days) if self.last is None else max(self.last, *days)

    def _sum(self, rows: Iterable[tuple[str, str, int, int]]) -> None:
        held = self._held
        for currency, status, sale, commission in rows:
            key = (currency, status)
            if key not in held:
                held[key] = [0, 0, 0]
            sums = held[key]
            sums[0] += 1
            sums[1] += sale
            sums[2] += commission

    def totals(self) -> tuple[StatusTotal, ...]:
        """The sums, by currency and status."""
        return tuple(StatusTotal(*key, *sums) for key, sums in sorted(self._held.items()))
