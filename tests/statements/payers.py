"""Files of payers as they really come, the earnings behind them, and what must become of them."""

from dataclasses import dataclass
from pathlib import Path

from tests.statements.files import FIXTURES

FOLDER = FIXTURES / "payers"


@dataclass(frozen=True)
class Case:
    """A file of payments and what it pays.

    Attributes:
        network, currency: of the account that is paid.
        earnings: (day, commission), all approved; none where the same file is imported as a statement.
        paid: (day, received, fee, reference) of each payment, the earliest first.
        skipped: lines and reasons of what is no money received.
        payer: whether the file names payers that tell the account.
        date_format: what has to be said of its dates.
        kept: what the network kept before it paid, and no file of payments tells; the user notes it as a fee.
        withdrawn: other money that came in, which is no commission: references.
    """

    file: str
    network: str
    currency: str
    earnings: tuple[tuple[str, str], ...]
    paid: tuple[tuple[str, str, str, str], ...]
    skipped: tuple[tuple[int, str], ...] = ()
    payer: bool = True
    date_format: str = ""
    kept: str = ""
    others: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return FOLDER / self.file

    def table(self, folder: Path) -> Path:
        """The earnings as a table of four columns."""
        file = folder / "earnings.csv"
        rows = [f"e{at},{day},{amount},{self.currency}" for at, (day, amount) in enumerate(self.earnings, 1)]
        file.write_text("\n".join(["id,day,commission,currency", *rows]) + "\n", encoding="utf-8")
        return file


FEBRUARY = (("2026-02-03", "700.00"), ("2026-02-20", "550.00"))
CASES = (
    Case(
        "paypal-us.csv",
        "awin",
        "USD",
        (*FEBRUARY, ("2026-03-02", "310.40"), ("2026-03-30", "89.60"), ("2026-05-02", "7.00")),
        (
            ("2026-03-14", "1247.50", "2.50", "2AB12345CD678901A"),
            ("2026-04-14", "399.00", "1.00", "2AB12345CD678907A"),
        ),
        ((3, "outgoing"), (5, "conversion"), (6, "conversion"), (7, "withdrawal"), (9, "pending")),
    ),
    Case(
        "paypal-uk.csv",
        "awin",
        "GBP",
        (("2026-03-11", "80.00"), ("2026-04-11", "45.10")),
        (("2026-04-03", "79.80", "0.20", "3UK12345CD678901A"), ("2026-05-05", "44.99", "0.11", "3UK12345CD678902A")),
        date_format="%d/%m/%Y",
    ),
    Case(
        "paypal-eu.csv",
        "awin",
        "EUR",
        (("2026-02-11", "1000.40"), ("2026-02-12", "310.00")),
        (("2026-03-23", "1310.05", "0.35", "4EU12345CD678901A"),),
        ((3, "outgoing"),),
    ),
    Case(
        "paypal-de.csv",
        "awin",
        "EUR",
        (("2026-02-11", "1000.50"), ("2026-02-12", "250.00"), ("2026-03-12", "312.00")),
        (
            ("2026-03-05", "1250.15", "0.35", "5DE12345CD678901A"),
            ("2026-04-07", "311.65", "0.35", "5DE12345CD678905A"),
        ),
        ((3, "outgoing"), (4, "refund"), (5, "deposit")),
    ),
    Case(
        "payoneer.csv",
        "ebay",
        "USD",
        (("2026-02-11", "1000.40"), ("2026-02-12", "310.00"), ("2026-03-12", "95.00")),
        (("2026-03-20", "1310.40", "0.00", "700100001"), ("2026-04-20", "95.00", "0.00", "700100003")),
        ((3, "withdrawal"), (5, "reversed")),
    ),
    Case(
        "stripe-balance-change.csv",
        "rewardful",
        "USD",
        FEBRUARY,
        (("2026-03-02", "1247.50", "2.50", "txn_1A0002"),),
        ((5, "withdrawal"),),
        payer=False,
        others=("txn_1A0001", "txn_1A0003"),
    ),
    Case(
        "stripe-all-activity.csv",
        "rewardful",
        "USD",
        (("2026-02-03", "300.00"), ("2026-02-20", "10.40")),
        (("2026-03-09", "310.40", "0.00", "txn_2B0002"),),
        ((4, "refund"), (5, "withdrawal")),
        payer=False,
        others=("txn_2B0001",),
    ),
    Case(
        "upwork-transactions.csv",
        "upwork",
        "USD",
        (),
        (("2026-03-18", "315.00", "0.00", "510005"),),
        kept="35.00",
    ),
    Case(
        "upwork-transactions-new.csv",
        "upwork",
        "USD",
        (),
        (("2026-03-18", "315.00", "0.00", "520005"),),
        kept="35.00",
    ),
    Case(
        "rakuten-payment-history.csv",
        "rakuten",
        "USD",
        (("2026-02-11", "1000.50"), ("2026-02-12", "62.00"), ("2026-03-12", "75.00")),
        (("2026-03-21", "1062.50", "0.00", "998877"), ("2026-04-21", "75.00", "0.00", "998931")),
        ((4, "reversed"),),
    ),
    Case("gumroad-payout.csv", "gumroad", "USD", (), (("2026-03-13", "20.75", "0.00", ""),)),
)
