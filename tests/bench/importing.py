"""Import of 100,000 rows beside the floor: csv.reader, conversion, one raw executemany into the same indexed table."""

import csv
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from affiliate_desktop.app import App
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.bench.row import Row, in_turn, seconds

TITLE = "Statement import"
ROWS = 100_000
GOAL = 2.5

MAPPING = ColumnMap(
    columns={
        Field.EXTERNAL_ID: "Transaction ID",
        Field.DATE: "Date",
        Field.STATUS: "Status",
        Field.SALE_AMOUNT: "Sale Amount",
        Field.COMMISSION: "Commission",
        Field.CURRENCY: "Currency",
        Field.SUB_ID: "Sub ID",
        Field.PRODUCT: "Product",
    },
    statuses={"pending": "pending", "approved": "approved", "declined": "reversed"},
)
INSERT = """INSERT INTO transaction_ (account_id, key, external_id, day, time, event, status, status_raw, currency,
  sale_micro, commission_micro, sub_id, product) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def write_with_ids(file: Path, rows: int = ROWS) -> None:
    """A table with an id in each row, made anew the same each time."""
    chance = random.Random(7)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["Transaction ID", "Date", "Status", "Sale Amount", "Commission", "Currency", "Sub ID", "Product"]
        )
        for number in range(rows):
            writer.writerow(_row(chance, number, rows))


def write_amazon(file: Path, rows: int = ROWS) -> None:
    """A Fee-Earnings report: no ids."""
    chance = random.Random(8)
    heads = (
        "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($),"
        "Device Type Group"
    )
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Fee-Earnings reports from 01-01-2025 to 12-31-2025"])
        writer.writerow(heads.split(","))
        for number in range(rows):
            _, moment, _, sale, commission, _, _, product = _row(chance, number, rows)
            tag = f"shop{chance.randrange(40):02d}-20"
            cells = ["Home", product, f"B{number:09d}", "3rd Party", tag, moment, sale, 1, 0, sale, commission, "PHONE"]
            writer.writerow(cells)


def _row(chance: random.Random, number: int, rows: int) -> list[str]:
    day = date(2025, 1, 1) + timedelta(days=number * 365 // rows)
    sale = chance.randrange(100, 50_000)
    return [
        f"T{10_000_000 + number}",
        f"{day.isoformat()} {chance.randrange(24):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}",
        chance.choice(["pending", "approved", "approved", "declined"]),
        f"{sale / 100:.2f}",
        f"{sale // 20 / 100:.2f}",
        "EUR",
        f"ref{chance.randrange(300):07d}",
        f"Product number {chance.randrange(20_000)} of the catalog",
    ]


@contextmanager
def workspace(folder: Path) -> Iterator[tuple[App, int, int]]:
    """An empty workspace with one account of each kind."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        app = App.open(Path(name) / "bench.affiliate")
        awin = app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id
        amazon = app.programs.add_account(Account("Amazon", "amazon", currency="USD")).value.id
        try:
            yield app, awin, amazon
        finally:
            app.workspace.close()


def floor(file: Path, folder: Path, skipped: int, pick: tuple[int, ...]) -> float:
    """The least an import can do: read, convert, insert; WAL, full sync, one transaction."""
    with workspace(folder) as (app, _, _), closing(sqlite3.connect(app.workspace.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")

        def run() -> None:
            with file.open(encoding="utf-8", newline="") as text:
                reader = csv.reader(text)
                for _ in range(skipped):
                    next(reader)
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(INSERT, [_converted(row, number, pick) for number, row in enumerate(reader)])
                raw.execute("COMMIT")

        return seconds(run)


def _converted(row: list[str], number: int, pick: tuple[int, ...]) -> tuple[Any, ...]:
    key, moment, status, sale, commission, currency, sub_id, product = pick
    day = date.fromisoformat(row[moment][:10])
    return (
        1,
        f"i:{row[key]}" if key >= 0 else f"f:{number}",
        row[key] if key >= 0 else None,
        day.isoformat(),
        row[moment].replace(" ", "T"),
        "sale",
        "reversed" if status >= 0 and row[status] == "declined" else row[status] if status >= 0 else "approved",
        row[status] if status >= 0 else "",
        row[currency] if currency >= 0 else "USD",
        _micro(row[sale]),
        _micro(row[commission]),
        row[sub_id],
        row[product],
    )


def _micro(text: str) -> int:
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(6, "0"))


def ours(file: Path, folder: Path, *, mapped: bool) -> float:
    """The whole import: backup, recognition, two readings, checks, matching, attribution, the original kept."""
    with workspace(folder) as (app, awin, amazon):
        app.statements.profiles()
        account, mapping = (awin, MAPPING) if mapped else (amazon, None)
        return seconds(lambda: app.statements.import_file(file, account, column_map=mapping))


def undone(file: Path, folder: Path) -> tuple[float, float]:
    """Import and undo of it."""
    with workspace(folder) as (app, awin, _):
        importing = seconds(lambda: app.statements.import_file(file, awin, column_map=MAPPING))
        return importing, seconds(lambda: app.statements.undo(1))


def measure() -> list[Row]:
    """100,000 rows with ids, as many without, and the undo of such an import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ids, amazon = folder / "ids.csv", folder / "amazon.csv"
        write_with_ids(ids)
        write_amazon(amazon)
        with_ids = in_turn(
            lambda: ours(ids, folder, mapped=True), lambda: floor(ids, folder, 1, (0, 1, 2, 3, 4, 5, 6, 7)), 5
        )
        without = in_turn(
            lambda: ours(amazon, folder, mapped=False),
            lambda: floor(amazon, folder, 2, (-1, 5, -1, 9, 10, -1, 4, 1)),
            5,
        )
        undo = [undone(ids, folder) for _ in range(3)]
    beside = "csv.reader + conversion + executemany"
    return [
        Row(f"{ROWS:,} rows with ids", with_ids[0], "s", beside, with_ids[1], GOAL, "times"),
        Row(f"{ROWS:,} Amazon rows, no ids", without[0], "s", beside, without[1], GOAL, "times"),
        Row("undo of it", tuple(b for _, b in undo), "s", "the import", tuple(a for a, _ in undo), 1, "times"),
    ]
