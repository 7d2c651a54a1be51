"""Statement files of our own making, in the formats that networks send."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

FIXTURES = Path(__file__).parents[1] / "fixtures" / "statements"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

EARNINGS = [
    "Category",
    "Name",
    "ASIN",
    "Seller",
    "Tracking ID",
    "Date Shipped",
    "Price($)",
    "Items Shipped",
    "Returns",
    "Revenue($)",
    "Ad Fees($)",
    "Device Type Group",
]
BONUS = ["Category", "Tracking ID", "Date", "Total Revenue($)", "Commission Income($)", "Bonus($)"]
TRACKING = ["Tracking ID", "Clicks", "Items Ordered", "Items Shipped", "Revenue($)", "Ad Fees($)"]
TRENDS = ["Date", "Clicks", "Items Ordered (Amazon)", "Items Ordered (3rd Party)", "Total Items Ordered", "Conversion"]
ORDERS = [
    "Category",
    "Name",
    "ASIN",
    "Date",
    "Qty",
    "Price($)",
    "Link Type",
    "Tag",
    "Indirect Sales",
    "Device Type Group",
]
CLICKS = ["Name", "ASIN", "Clicks", "Conversion", "Date", "Qty"]
LINK_TYPE = ["Link Type", "Clicks", "Items Ordered", "Conversion", "Ordered Revenue($)", "Items Shipped", "Ad Fees($)"]
BOUNTY = ["Name", "Date Shipped", "Tracking Id", "Quantity", "Ad Fees($)"]

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def earning(day: str, revenue: float, fee: float, *, name: str = "Pan", tag: str = "mystore-20") -> list[Any]:
    """A Fee-Earnings row."""
    return ["Home", name, "B000000001", "3rd Party", tag, f"{day} 10:00:00", revenue, 1, 0, revenue, fee, "PHONE"]


def amazon_sheets() -> Sheets:
    """All reports in one workbook; what counts is 3 + 1 + 1 rows."""
    return {
        "Fee-Orders": [
            ["Fee-Orders reports"],
            ORDERS,
            ["Home", "Pan", "B1", "2026-03-02", 1, 29.99, "Text", "t", "di", "PHONE"],
        ],
        "Fee-Earnings": [
            ["Fee-Earnings reports from 03-01-2026 to 03-31-2026"],
            EARNINGS,
            earning("2026-03-02", 29.99, 1.35),
            earning("2026-03-02", 29.99, 1.35),
            [
                "Home",
                "Pan",
                "B000000001",
                "3rd Party",
                "mystore-20",
                "2026-03-09 10:00:00",
                29.99,
                0,
                1,
                -29.99,
                -1.35,
                "PHONE",
            ],
        ],
        "Bounty": [["Bounty reports"], BOUNTY, ["Trial", "2026-03-05", "mystore-20", 1, 3]],
        "Fee-BonusEarnings": [
            ["Fee-BonusEarnings reports"],
            BONUS,
            ["Home", "mystore-20", "2026-03-02", 59.98, 2.7, 0],
            ["Home", "mystore-20", "2026-03-09", -29.99, -1.35, 0.25],
            ["Home", "mystore-20", "2026-03-10", 1, 0.05, ""],
        ],
        "Fee-DailyTrends": [["Daily Trends from"], TRENDS, ["2026-03-02", 10, 2, 0, 2, 20]],
        "Fee-Tracking": [["Tracking ID summary from"], TRACKING, ["mystore-20", 10, 2, 2, 29.99, 1.35]],
        "Fee-OrdersWithClicks": [["Fee-OrdersWithClicks reports"], CLICKS, ["Pan", "B1", "-", "-", "2026-03-02", 1]],
        "Fee-LinkType": [["Fee-LinkType reports"], LINK_TYPE, ["Text", 10, 2, 20, 29.99, 2, 1.35]],
    }


def write_workbook(file: Path, sheets: Sheets) -> Path:
    """A workbook as a spreadsheet program writes it."""
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return file


def write_text(file: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file, byte for byte."""
    file.write_bytes(text.encode(encoding))
    return file
