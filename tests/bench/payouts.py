"""A payout that pays 100,000 earnings: found, matched, taken back with one undo and made again with one redo."""

import sys
import tempfile
from datetime import date
from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.payout import Choice, Chosen, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.bench.row import Row, peak_mb, peak_of, seconds

TITLE = "A payout for 100,000 earnings"
ROWS, FEW, RUNS = 100_000, 10_000, 3
YEAR = Chosen("USD", Period(date(2025, 1, 1), date(2025, 12, 31)))
_COLUMNS = ColumnMap(
    {Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "commission", Field.CURRENCY: "currency"}
)


def filled(folder: Path, count: int) -> tuple[App, int]:
    """A workspace with the earnings of a year, imported, and the payout that pays them all."""
    file, total = folder / "earnings.csv", 0
    with file.open("w", encoding="utf-8") as out:
        out.write("id,day,commission,currency\n")
        for number in range(count):
            cents = number % 900 + 1
            total += cents
            day = f"2025-{number * 12 // count + 1:02}-{number % 28 + 1:02}"
            out.write(f"{number},{day},{cents // 100}.{cents % 100:02},USD\n")
    app = App.open(folder / "bench.affiliate")
    account = app.programs.add_account(Account("Shops", "awin")).value.id
    app.statements.import_file(file, account, column_map=_COLUMNS)
    payout = Payout(date(2026, 1, 20), Money(total * 10_000, "USD"), account)
    return app, app.payouts.add(payout).value.id


def measure() -> list[Row]:
    """All steps three times, then the memory of them beside that of a tenth of the rows."""
    taken: dict[str, list[float]] = {"suggest": [], "match": [], "undo": [], "redo": []}
    with tempfile.TemporaryDirectory(prefix="affiliate-bench-") as folder:
        app, payout = filled(Path(folder), ROWS)
        for _ in range(RUNS):
            taken["suggest"].append(seconds(lambda: _suggested(app, payout)))
            taken["match"].append(seconds(lambda: app.payouts.match(payout, YEAR)))
            taken["undo"].append(seconds(app.workspace.undo))
            taken["redo"].append(seconds(app.workspace.redo))
            assert app.payouts.get(payout).matched.count == ROWS
            app.payouts.unmatch(payout)
        app.workspace.close()
    match = tuple(taken["match"])
    peaks = tuple((peak_of("tests.bench.payouts", str(count)),) for count in (ROWS, FEW))
    return [
        Row("the suggestion of the whole year, first of eight", tuple(taken["suggest"]), "s"),
        Row("matched, each row kept for undo", match, "s"),
        Row("undo of it", tuple(taken["undo"]), "s", "the match", match, 1.5, "times"),
        Row("redo of it", tuple(taken["redo"]), "s", "the match", match, 1.5, "times"),
        Row("peak memory of import, match, undo and redo", peaks[0], "MB", f"{FEW:,} earnings", peaks[1]),
    ]


def _suggested(app: App, payout: int) -> None:
    best = app.payouts.suggest(payout)[0]
    assert (best.exact, best.count, best.choice) == (True, ROWS, Choice.UP_TO)


def _once(count: int) -> None:
    """Import, match, undo, redo, and what that took of memory."""
    with tempfile.TemporaryDirectory(prefix="affiliate-bench-") as folder:
        app, payout = filled(Path(folder), count)
        app.payouts.match(payout, YEAR)
        app.workspace.undo()
        app.workspace.redo()
        app.workspace.close()
        print(peak_mb())


if __name__ == "__main__":
    _once(int(sys.argv[1]))
