"""Makes the files of ``resources/sample``: statements in the shapes that programs really send, and two pictures.

Nothing in them is real: shops, products and click references are invented, dates and amounts come from a
seeded generator, so that a second run makes the same. Run it as ``python packaging/sample_files.py``.
"""

import csv
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter
from xlsxwriter import Workbook

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
YEAR, MONTHS = 2026, range(1, 11)
SEASON = {1: 0.6, 2: 0.7, 3: 1.0, 4: 1.25, 5: 1.4, 6: 1.3, 7: 1.15, 8: 1.2, 9: 1.45, 10: 1.75}
CENT = Decimal("0.01")

Cell = str | float | int
Rows = list[Sequence[Cell]]

# (category, name, ASIN, price, fee rate, tracking ids it sells under)
PRODUCTS = (
    ("Kitchen", "Hand Coffee Grinder, Steel Burr, 35 g", "B0SAMPLE01", "149.00", "0.045", ("tk-coffee-20",)),
    ("Kitchen", "Electric Gooseneck Kettle, 0.8 l", "B0SAMPLE02", "129.00", "0.045", ("tk-coffee-20",)),
    (
        "Kitchen",
        "Enamel Camping Mug, 350 ml, Set of 2",
        "B0SAMPLE03",
        "18.50",
        "0.045",
        ("tk-coffee-20", "tk-winter-20"),
    ),
    ("Grocery", "Filter Papers No. 2, 200 Pieces", "B0SAMPLE04", "9.90", "0.01", ("tk-coffee-20",)),
    ("Outdoors", "Trekking Poles, Carbon, Pair", "B0SAMPLE05", "119.95", "0.03", ("tk-spring-20", "tk-packing-20")),
    ("Outdoors", "Two-Person Trekking Tent, 1.9 kg", "B0SAMPLE06", "289.00", "0.03", ("tk-packing-20",)),
    ("Outdoors", "Ultralight Dry Bag Set, 3 Sizes", "B0SAMPLE07", "27.80", "0.03", ("tk-packing-20", "tk-spring-20")),
    (
        "Books",
        "Long Walks: 40 Trails for Slow Weekends",
        "B0SAMPLE08",
        "21.99",
        "0.045",
        ("tk-spring-20", "trailkettle-20"),
    ),
    ("Apparel", "Merino Hiking Socks, 3 Pairs", "B0SAMPLE09", "34.90", "0.04", ("tk-winter-20", "trailkettle-20")),
    (
        "Electronics",
        "Rechargeable Head Torch, 400 lm",
        "B0SAMPLE10",
        "79.50",
        "0.03",
        ("tk-winter-20", "tk-packing-20"),
    ),
)
TITLE = f"01-01-{YEAR} to 10-31-{YEAR}"
EARNINGS = (
    *("Category", "Name", "ASIN", "Seller", "Tracking ID", "Date Shipped", "Price($)", "Items Shipped", "Returns"),
    *("Revenue($)", "Ad Fees($)", "Device Type Group"),
)
ORDERS = (
    *("Category", "Name", "ASIN", "Date", "Qty", "Price($)", "Link Type", "Tag", "Indirect Sales"),
    "Device Type Group",
)

# (program, its click references, order value from, to, commission rate)
SHOPS = (
    ("Northlight Outdoor", ("sprngflyr1", "packvideo1"), 60, 260, "0.07"),
    ("Auwald Coffee Roasters", ("coffeebns1",), 18, 75, "0.10"),
    ("Paper & Ink", ("winternbk1", ""), 15, 60, "0.08"),
)
STEPPED = "Paper & Ink"
FORGOTTEN = (f"{YEAR}-09", 5)
"""The order, by its month and place in it, that was paid by the lower step."""
CONTRACTS = (
    ("Landing page for a bike shop (41000001)", 28, (1, 4)),
    ("Booking form, monthly care (41000002)", 32, (3, 10)),
    ("Newsletter templates (41000003)", 30, (7, 10)),
)


def amazon_workbook(file: Path) -> None:
    """An Amazon Associates workbook: earnings, orders, bounties, bonuses and the summary that repeats them."""
    random = Random(20260101)
    earnings, orders = _amazon_rows(random)
    bounty = [
        ("Audiobook Trial", f"{YEAR}-{m:02d}-{d:02d}", "trailkettle-20", 1, 5.0) for m, d in ((2, 11), (5, 3), (9, 20))
    ]
    bonus = [
        ("Outdoors", "tk-packing-20", f"{YEAR}-07-31", 512.4, 15.37, 0),
        ("Outdoors", "tk-packing-20", f"{YEAR}-08-31", 498.1, 14.94, 12.5),
    ]
    options = {"constant_memory": False, "default_date_format": "yyyy-mm-dd"}
    with Workbook(str(file), options) as book:
        book.set_properties({"created": datetime(YEAR, 11, 1, tzinfo=UTC), "author": "Affiliate Desktop sample"})
        _sheet(book, "Fee-Earnings", f"Fee-Earnings reports from {TITLE}", EARNINGS, earnings)
        _sheet(book, "Fee-Orders", f"Fee-Orders reports from {TITLE}", ORDERS, orders)
        head: Sequence[str] = ("Name", "Date Shipped", "Tracking Id", "Quantity", "Ad Fees($)")
        _sheet(book, "Bounty", f"Bounty reports from {TITLE}", head, bounty)
        head = ("Category", "Tracking ID", "Date", "Total Revenue($)", "Commission Income($)", "Bonus($)")
        _sheet(book, "Fee-BonusEarnings", f"Fee-BonusEarnings reports from {TITLE}", head, bonus)
        head = ("Tracking ID", "Clicks", "Items Ordered", "Items Shipped", "Revenue($)", "Ad Fees($)")
        _sheet(book, "Fee-Tracking", f"Tracking ID summary from {TITLE}", head, _tracking_rows(random, earnings))


def _amazon_rows(random: Random) -> tuple[Rows, Rows]:
    earnings: Rows = []
    orders: Rows = []
    for month in MONTHS:
        for _ in range(round(19 * SEASON[month])):
            category, name, asin, price_text, rate, tags = random.choice(PRODUCTS)
            tag, price, quantity = random.choice(tags), Decimal(price_text), random.choice((1, 1, 1, 2))
            moment = _moment(random, month)
            device = random.choice(("PHONE", "PHONE", "DESKTOP", "TABLET"))
            seller = random.choice(("Amazon.com", "3rd Party"))
            orders.append(
                (
                    category,
                    name,
                    asin,
                    moment,
                    quantity,
                    float(price),
                    _LINK_TYPE,
                    tag,
                    random.choice(("di", "ndi")),
                    device,
                )
            )
            earnings.append(_earning((category, name, asin, seller, tag, moment), price, quantity, rate, device))
            if random.random() < 0.05:
                earnings.append(_earning((category, name, asin, seller, tag, moment), price, -1, rate, device))
    earnings.sort(key=lambda row: str(row[5]), reverse=True)
    orders.sort(key=lambda row: str(row[3]), reverse=True)
    return earnings, orders


_LINK_TYPE = "Text Only, Image Only, Text and Image Links"


def _earning(start: tuple[str, ...], price: Decimal, quantity: int, rate: str, device: str) -> Sequence[Cell]:
    """A shipped row, or with a quantity of -1 a return: nothing shipped, revenue and fee negative."""
    revenue = price * quantity
    fee = (revenue * Decimal(rate)).quantize(CENT, ROUND_HALF_UP)
    return (*start, float(price), max(quantity, 0), max(-quantity, 0), float(revenue), float(fee), device)


def _tracking_rows(random: Random, earnings: Rows) -> Rows:
    tags = sorted({str(row[4]) for row in earnings})
    rows: Rows = []
    for tag in tags:
        own = [row for row in earnings if row[4] == tag]
        items = sum(int(row[7]) for row in own)
        revenue, fees = (float(sum(Decimal(str(row[place])) for row in own)) for place in (9, 10))
        rows.append((tag, items * random.randint(9, 16), items, items, revenue, fees))
    return rows


def _sheet(book: Workbook, name: str, title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title)
    sheet.write_row(1, 0, head)
    for place, row in enumerate(rows, start=2):
        sheet.write_row(place, 0, row)


def shop_rows() -> Rows:
    """Orders at three shops: what is old is paid, what is recent is open, a few are declined."""
    random = Random(20260202)
    rows: Rows = []
    for month in MONTHS:
        for program, references, low, high, rate in SHOPS:
            for _ in range(round(random.randint(3, 6) * SEASON[month])):
                value = Decimal(random.randint(low * 100, high * 100)) / 100
                commission = (value * Decimal(rate)).quantize(CENT, ROUND_HALF_UP)
                day, reference = _moment(random, month)[:10], random.choice(references)
                number = f"T{YEAR}{len(rows) + 10001}"
                status = _shop_status(random, month)
                rows.append((number, day, program, str(value), str(commission), "EUR", status, reference))
    return _in_steps(sorted(rows, key=lambda row: (str(row[1]), str(row[0]))))


def _in_steps(rows: Rows) -> Rows:
    """Paper & Ink pays 6 % of a month's first three orders and 9 % from the fourth on; once it kept to the 6 %."""
    counts: dict[str, int] = {}
    found: Rows = []
    for number, day, program, value, commission, currency, status, reference in rows:
        if program == STEPPED and status != "declined":
            month = str(day)[:7]
            counts[month] = counts.get(month, 0) + 1
            rate = "0.09" if counts[month] >= 4 and (month, counts[month]) != FORGOTTEN else "0.06"
            commission = str((Decimal(str(value)) * Decimal(rate)).quantize(CENT, ROUND_HALF_UP))  # noqa: PLW2901
        found.append((number, day, program, value, commission, currency, status, reference))
    return found


def _shop_status(random: Random, month: int) -> str:
    if random.random() < 0.07:
        return "declined"
    if month <= 6:
        return "paid"
    return "confirmed" if month <= 8 or (month == 9 and random.random() < 0.6) else "open"


def upwork_rows() -> Rows:
    """A weekly summary: a row a day and contract, oldest first."""
    random = Random(20260303)
    rows: Rows = []
    for contract, rate, (first, last) in CONTRACTS:
        day = date(YEAR, first, 5)
        while day <= date(YEAR, last, 28):
            tens = random.choice((3, 6, 6, 9, 12))  # hours are counted in sixths
            hours = f"{tens / 6:.5f}".rstrip("0").rstrip(".")
            amount = (Decimal(tens) / 6 * rate).quantize(CENT, ROUND_HALF_UP)
            rows.append((day.isoformat(), contract, hours, f"{amount.normalize():f}", ""))
            day += timedelta(days=random.choice((4, 7, 7, 10)))
        rows.append(((day - timedelta(days=1)).isoformat(), contract, "0", "45", "Bonus"))
    rows.append((f"{YEAR}-05-29", "Logo refresh (41000004)", "0", "180", "Fixed Price Payment"))
    return sorted((row for row in rows if str(row[0]) <= f"{YEAR}-10-31"), key=lambda row: tuple(map(str, row)))


def _moment(random: Random, month: int) -> str:
    start = datetime(YEAR, month, 1, tzinfo=UTC)
    moment = start + timedelta(days=random.randint(0, 27), seconds=random.randint(6 * 3600, 86_000))
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _csv(file: Path, head: Sequence[str], rows: Rows, *, quoted: bool) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(rows)


def picture(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Hills in the morning: layers of ridges under a warm sky."""
    width, height = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(height):
        draw.line(((0, y), (width, y)), fill=_between((250, 214, 165), (126, 176, 178), y / height))
    draw.ellipse((width * 0.62, height * 0.16, width * 0.62 + 150, height * 0.16 + 150), fill=(255, 242, 214))
    image = image.filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(image)
    random = Random(7)
    layers = 6
    for layer in range(layers):
        share = layer / (layers - 1)
        color = _between((141, 180, 178), (14, 48, 54), share)
        draw.polygon(_ridge(random, size, 0.42 + 0.1 * layer, 0.13 - 0.012 * layer), fill=color)
    return image


def _ridge(random: Random, size: tuple[int, int], at: float, rough: float) -> list[tuple[float, float]]:
    """A mountain line by midpoint displacement, closed at the bottom."""
    width, height = size
    line = [at + random.uniform(-rough, rough) for _ in range(5)]
    while len(line) < 300:
        rough *= 0.52
        middles = [(one + two) / 2 + random.uniform(-rough, rough) for one, two in pairwise(line)]
        line = [point for pair in zip(line, middles, strict=False) for point in pair] + [line[-1]]
    step = width / (len(line) - 1)
    return [(0, height), *((place * step, share * height) for place, share in enumerate(line)), (width, height)]


def visits(file: Path) -> None:
    """Visits by UTM tags in the shape of an exploration in Google Analytics: by newsletter, flyer, video and others."""
    rows = (
        ("blog / article", "coffee-corner", 8_913),
        ("youtube / video", "summer-packing-list", 5_236),
        ("newsletter / email", "winter-hut-evenings", 2_154),
        ("forum.hikers.example / referral", "winter-hut-evenings", 85),
        ("flyer / print", "spring-trail-guide", 641),
        ("upwork / profile", "portfolio", 412),
        ("flyer / print", "spring-flyer-2025", 31),
        ("google / organic", "(organic)", 12_407),
        ("(direct) / (none)", "(direct)", 3_918),
    )
    users = [round(count * 0.83) for *_, count in rows]
    lines = ["# Trail and Kettle", "# Free form-Campaigns", f"# {YEAR}0101-{YEAR}1031", ""]
    lines.append("Session source / medium,Session campaign,Sessions,Active users")
    lines.append(f",,{sum(count for *_, count in rows)},{sum(users)},Grand total")
    lines += [f"{came},{campaign},{count},{who}" for (came, campaign, count), who in zip(rows, users, strict=True)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


def logo(edge: int = 512) -> Image.Image:
    """A kettle-green disc with two peaks, drawn large and made smaller for smooth edges."""
    big = edge * 4
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((0, 0, big - 1, big - 1), fill=(15, 107, 95, 255))
    for points, color in (
        (((0.14, 0.72), (0.42, 0.28), (0.70, 0.72)), (255, 255, 255, 255)),
        (((0.46, 0.72), (0.66, 0.42), (0.86, 0.72)), (242, 177, 52, 255)),
    ):
        draw.polygon([(x * big, y * big) for x, y in points], fill=color)
    return image.resize((edge, edge), Image.Resampling.LANCZOS)


def _between(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def make(folder: Path) -> None:
    """Writes all sample files."""
    folder.mkdir(parents=True, exist_ok=True)
    amazon_workbook(folder / "amazon-associates-2026.xlsx")
    head: Sequence[str] = ("Date", "Contract", "Hours", "Amount", "Payment type")
    _csv(folder / "upwork-weekly-summary-2026.csv", head, upwork_rows(), quoted=True)
    head = ("Transaction", "Date", "Shop", "Order value", "Commission", "Currency", "State", "Click reference")
    _csv(folder / "partner-shops-2026.csv", head, shop_rows(), quoted=False)
    visits(folder / "website-visits-2026.csv")
    picture().save(folder / "picture.jpg", quality=84, optimize=True)
    logo().save(folder / "logo.png", optimize=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
