"""Real files, where they are at hand: totals equal an independent sum, and a second import changes nothing."""

import csv
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.money import to_micro
from affiliate_desktop.programs.model import Account
from tests.statements.files import SAMPLES

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not part of the project")

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def sheets_by_hand(file: Path) -> dict[str, list[dict[str, str]]]:
    """Every sheet's rows by column letter, read with nothing but zip and XML."""
    with zipfile.ZipFile(file) as archive:
        strings: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            items = ET.fromstring(archive.read("xl/sharedStrings.xml"))
            strings = ["".join(node.text or "" for node in item.iter(f"{MAIN}t")) for item in items]
        targets = {
            each.attrib["Id"]: each.attrib["Target"]
            for each in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        found = {}
        for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            path = "xl/" + targets[sheet.attrib[f"{OFFICE}id"]].removeprefix("/xl/")
            rows = ET.fromstring(archive.read(path)).iter(f"{MAIN}row")
            found[sheet.attrib["name"]] = [dict(_cell(cell, strings) for cell in row) for row in rows]
        return found


def _cell(cell: "ET.Element[str]", strings: list[str]) -> tuple[str, str]:
    letters = re.sub(r"[0-9]", "", cell.attrib["r"])
    value = cell.find(f"{MAIN}v")
    text = "".join(node.text or "" for node in cell.iter(f"{MAIN}t")) if value is None else value.text or ""
    return letters, strings[int(text)] if cell.attrib.get("t") == "s" else text


def sum_of(rows: list[dict[str, str]], column: str) -> Decimal:
    """The sum of a column, by its name in line 2, in cents as a person would add."""
    letter = next(letter for letter, name in rows[1].items() if name == column)
    return sum((round(Decimal(row[letter]), 6) for row in rows[2:]), Decimal(0))


@pytest.mark.parametrize(
    ("file", "currency"),
    [
        ("amazon-us-2019-12-earnings-orders-bounty.xlsx", "USD"),
        ("amazon-ca-2021-03-orders-earnings-bounty.xlsx", "CAD"),
    ],
)
def test_a_real_amazon_workbook_adds_up(app: App, file: str, currency: str) -> None:
    account = app.programs.add_account(Account("Amazon", "amazon", currency=currency)).value.id
    sheets = sheets_by_hand(SAMPLES / file)
    earnings, bounties = sheets["Fee-Earnings"], sheets["Bounty"]

    report = app.statements.import_file(SAMPLES / file, account)

    (total,) = report.totals
    assert report.rejected == ()
    assert (total.currency, total.status) == (currency, "approved")
    assert total.count == len(earnings) - 2 + len(bounties) - 2 == report.rows == report.new
    assert total.sale_micro == to_micro(sum_of(earnings, "Revenue($)"))
    assert total.commission_micro == to_micro(sum_of(earnings, "Ad Fees($)") + sum_of(bounties, "Ad Fees($)"))
    (held,) = app.ledger.totals()
    assert (held.count, held.sale_micro, held.commission_micro) == (
        total.count,
        total.sale_micro,
        total.commission_micro,
    )
    again = app.statements.import_file(SAMPLES / file, account)
    assert (again.known, again.new, again.updated, again.unchanged) == (True, 0, 0, total.count)
    assert app.ledger.totals() == (held,)


def test_a_real_upwork_summary_adds_up(app: App) -> None:
    (file,) = SAMPLES.glob("upwork*.csv")
    account = app.programs.add_account(Account("Upwork", "upwork")).value.id
    with file.open(encoding="utf-8", newline="") as text:
        amounts = [Decimal(row["Amount"]) for row in csv.DictReader(text)]
    report = app.statements.import_file(file, account)
    (total,) = report.totals
    assert (total.currency, total.count, total.sale_micro) == ("USD", len(amounts), 0)
    assert total.commission_micro == to_micro(sum(amounts, Decimal(0)))
    assert app.statements.import_file(file, account).unchanged == len(amounts)
