"""What each fixture in ``fixtures/statements/networks`` must become: values read off the files by hand."""

from typing import NamedTuple


class Row(NamedTuple):
    """One earning."""

    external_id: str | None
    day: str
    status: str
    sale: str
    commission: str
    sub_id: str
    program: str | None


class Expected(NamedTuple):
    """A file, the format it has, the currencies in it (its account's first) and its earnings."""

    file: str
    format: str
    currency: str
    rows: tuple[Row, ...]


EXPECTED = (
    Expected(
        "awin-transactions.csv",
        "awin/transactions",
        "EUR",
        (
            Row("900000001", "2026-03-01", "pending", "100.00", "5.00", "sub0000001", "1234"),
            Row("900000002", "2026-03-02", "approved", "59.90", "2.99", "banner-b", "1234"),
            Row("900000003", "2026-03-03", "reversed", "20.00", "1.00", "sub0000003", "5678"),
            Row("900000004", "2026-03-04", "paid", "10.50", "0.53", "sub0000001", "5678"),
        ),
    ),
    Expected(
        "awin-transactions-api.json",
        "awin/transactions-api",
        "GBP",
        (
            Row("1001", "2026-03-05", "pending", "25.00", "1.25", "sub0000001", "1234"),
            Row("1002", "2026-03-05", "paid", "6.90", "0.345", "footer", "1234"),
            Row("1003", "2026-03-05", "reversed", "30.00", "3.00", "", "1234"),
        ),
    ),
    Expected(
        "cj-commission-detail.csv",
        "cj/commission-detail",
        "USD",
        (
            Row("2500000001", "2026-01-05", "pending", "80.00", "4.00", "sub0000001", "Garden Shop"),
            Row("2500000002", "2026-01-06", "approved", "40.00", "2.00", "", "Garden Shop"),
            Row("2500000003", "2026-01-06", "approved", "-40.00", "-2.00", "", "Garden Shop"),
        ),
    ),
    Expected(
        "cj-commissions-api.json",
        "cj/commissions-api",
        "USD",
        (
            Row("3001", "2026-02-01", "approved", "50.00", "2.505", "sub0000001", "Garden Shop"),
            Row("3002", "2026-02-03", "approved", "-50.00", "-2.505", "sub0000001", "Garden Shop"),
            Row("3003", "2026-02-04", "reversed", "0", "7.00", "", "Bank"),
        ),
    ),
    Expected(
        "cj-performance-summary.csv",
        "cj/performance-summary",
        "USD",
        (),
    ),
    Expected(
        "impact-action-listing.csv",
        "impact/action-listing",
        "EUR",
        (
            Row("1234.5678.900001", "2026-03-01", "pending", "12345.00", "1234.50", "sub0000001", "Shoe Store"),
            Row("1234.5678.900002", "2026-03-02", "approved", "27.50", "2.75", "second", "Shoe Store"),
            Row("1234.5678.900003", "2026-03-03", "reversed", "0", "0", "", "Shoe Store"),
        ),
    ),
    Expected(
        "impact-paystub-listing.csv",
        "impact/paystub-listing",
        "EUR",
        (
            Row("1234.5678.900001", "2026-03-01", "paid", "45.00", "4.50", "sub0000001", "Shoe Store"),
            Row("1234.5678.900002", "2026-03-02", "paid", "27.50", "2.75", "shared", "Shoe Store"),
            Row("1234.5678.900004", "2026-03-04", "paid", "10.00", "1.00", "", "Shoe Store"),
        ),
    ),
    Expected(
        "impact-actions-api.json",
        "impact/actions-api",
        "USD",
        (
            Row("1.2.3", "2026-03-01", "approved", "45.00", "4.50", "third", "Shoe Store"),
            Row("1.2.4", "2026-03-02", "reversed", "45.00", "0", "sub0000001", "Shoe Store"),
        ),
    ),
    Expected(
        "shareasale-activity.txt",
        "shareasale/activity",
        "USD",
        (
            Row("700001", "2026-03-01", "pending", "50.00", "5.00", "sub0000001", "Tea House"),
            Row("700002", "2026-03-02", "approved", "30.00", "3.00", "", "Tea House"),
            Row("700003", "2026-03-03", "reversed", "20.00", "2.00", "", "Tea House"),
            Row("700004", "2026-03-04", "reversed", "10.00", "1.00", "", "Tea House"),
            Row("700005", "2026-03-05", "paid", "0", "4.00", "", "Tea House"),
        ),
    ),
    Expected(
        "rakuten-signature-orders.csv",
        "rakuten/signature-orders",
        "USD",
        (
            Row(None, "2026-03-01", "approved", "1250.00", "62.50", "sub0000001", "Book Barn"),
            Row(None, "2026-03-02", "approved", "20.00", "1.00", "", "Book Barn"),
            Row(None, "2026-03-02", "approved", "20.00", "1.00", "", "Book Barn"),
            Row(None, "2026-03-09", "approved", "-20.00", "-1.00", "", "Book Barn"),
        ),
    ),
    Expected(
        "rakuten-signature-orders-legacy.csv",
        "rakuten/signature-orders-legacy",
        "USD",
        (
            Row(None, "2016-01-05", "approved", "7.99", "0.3995", "", "Toy Town"),
            Row(None, "2016-01-15", "approved", "-7.99", "-0.3995", "sub0000002", "Toy Town"),
        ),
    ),
    Expected(
        "rakuten-individual-items.csv",
        "rakuten/individual-items",
        "EUR",
        (
            Row("T-1", "2026-03-01", "approved", "25.00", "1.25", "", "Book Barn"),
            Row("T-2", "2026-03-02", "approved", "-5.00", "-0.25", "", "Book Barn"),
        ),
    ),
    Expected(
        "rakuten-custom.csv",
        "rakuten/custom",
        "USD",
        (Row("T-1", "2026-03-01", "approved", "25.00", "1.25", "sub0000001", "Book Barn"),),
    ),
    Expected(
        "rakuten-events-api.json",
        "rakuten/events-api",
        "USD",
        (
            Row("e1", "2026-03-01", "approved", "25.00", "1.25", "sub0000001", "24001"),
            Row("e2", "2026-03-05", "approved", "-25.00", "-1.25", "", "24001"),
        ),
    ),
    Expected(
        "ebay-transaction-detail.csv",
        "ebay/transaction-detail",
        "USD",
        (
            Row("7001", "2026-03-01", "pending", "50.00", "2.50", "sub0000001", "eBay Partner Network"),
            Row("7002", "2026-03-02", "approved", "20.00", "1.00", "", "eBay Partner Network"),
            Row("7002", "2026-03-02", "approved", "10.00", "0.50", "", "eBay Partner Network"),
            Row("7002", "2026-03-02", "approved", "-20.00", "-1.00", "", "eBay Partner Network"),
            Row("7003", "2026-03-04", "reversed", "0", "0", "", "eBay Partner Network"),
        ),
    ),
    Expected(
        "ebay-transaction-detail-api.json",
        "ebay/transaction-detail-api",
        "USD",
        (
            Row("8001", "2026-03-01", "approved", "50.00", "2.50", "sub0000001", "eBay Partner Network"),
            Row("8001", "2026-03-01", "approved", "-50.00", "-2.50", "", "eBay Partner Network"),
            Row("8002", "2026-03-01", "pending", "20.00", "1.00", "", "eBay Partner Network"),
        ),
    ),
    Expected(
        "ebay-legacy.tsv",
        "ebay/legacy",
        "USD",
        (Row(None, "2016-03-01", "approved", "12.00", "0.60", "", "eBay Partner Network"),),
    ),
    Expected(
        "clickbank-orders-api.json",
        "clickbank/orders-api",
        "USD",
        (
            Row("AB12CD34", "2026-03-01", "approved", "47.00", "32.90", "SUB0000001", "coach"),
            Row("AB12CD34", "2026-03-09", "approved", "-47.00", "-32.90", "SUB0000001", "coach"),
        ),
    ),
    Expected(
        "clickbank-transactions-legacy.csv",
        "clickbank/transactions-legacy",
        "USD",
        (
            Row("AB12CD34", "2016-03-01", "approved", "0", "32.90", "SUB1", "coach"),
            Row("AB12CD34", "2016-03-09", "approved", "0", "-32.90", "SUB1", "coach"),
        ),
    ),
    Expected(
        "tradedoubler-transactions-api.json",
        "tradedoubler/transactions-api",
        "SEK",
        (
            Row("O-1", "2026-03-01", "approved", "500.00", "25.50", "sub0000001", "Skor"),
            Row("L-1", "2026-03-02", "pending", "0", "10.00", "", "Skor"),
            Row("O-2", "2026-03-03", "reversed", "100.00", "5.00", "", "Skor"),
        ),
    ),
    Expected(
        "tradedoubler-event-breakdown.csv",
        "tradedoubler/event-breakdown",
        "GBP",
        (
            Row("O-1", "2026-03-13", "approved", "50.00", "2.50", "sub0000001", "9"),
            Row("L-1", "2026-03-14", "reversed", "0", "1.00", "", "9"),
        ),
    ),
    Expected(
        "tradetracker-conversions.json",
        "tradetracker/conversions",
        "EUR",
        (
            Row("1", "2026-03-01", "pending", "40.00", "2.00", "sub0000001", "Fiets"),
            Row("2", "2026-03-01", "approved", "40.00", "2.00", "", "Fiets"),
            Row("3", "2026-03-01", "paid", "40.00", "2.00", "", "Fiets"),
            Row("4", "2026-03-01", "reversed", "40.00", "2.00", "", "Fiets"),
        ),
    ),
    Expected(
        "webgains-earnings.csv",
        "webgains/earnings",
        "GBP",
        (
            Row("61", "2026-03-01", "pending", "30.00", "1.50", "sub0000001", "700"),
            Row("62", "2026-03-02", "approved", "10.00", "0.50", "", "700"),
            Row("63", "2026-03-03", "paid", "12.00", "0.60", "", "700"),
            Row("64", "2026-03-04", "reversed", "14.00", "0.70", "", "700"),
        ),
    ),
    Expected(
        "skimlinks-commissions-api.json",
        "skimlinks/commissions-api",
        "USD",
        (
            Row("1", "2026-03-01", "pending", "80.00", "4.00", "sub0000001", "Hat Hut"),
            Row("2", "2026-03-01", "paid", "80.00", "4.25", "", "Hat Hut"),
            Row("3", "2026-03-01", "reversed", "80.00", "4.50", "", "Hat Hut"),
        ),
    ),
    Expected(
        "flexoffers-sales-api.json",
        "flexoffers/sales-api",
        "USD",
        (
            Row("a1", "2026-03-01", "pending", "60.00", "3.00", "sub0000001", "Tent City"),
            Row("a2", "2026-03-01", "approved", "60.00", "3.10", "one", "Tent City"),
            Row("a3", "2026-03-01", "reversed", "60.00", "3.20", "", "Tent City"),
            Row("a4", "2026-03-01", "reversed", "60.00", "0", "", "Tent City"),
            Row("a5", "2026-03-01", "approved", "60.00", "50.00", "", "Tent City"),
        ),
    ),
    Expected(
        "flexoffers-orders.csv",
        "flexoffers/orders",
        "USD",
        (),
    ),
    Expected(
        "pepperjam-transaction-details-api.json",
        "pepperjam/transaction-details-api",
        "USD",
        (
            Row("1", "2026-03-01", "pending", "20.00", "1.00", "sub0000001", "Tool Time"),
            Row("2", "2026-03-01", "approved", "20.00", "1.10", "", "Tool Time"),
            Row("3", "2026-03-01", "paid", "20.00", "1.20", "", "Tool Time"),
            Row("4", "2026-03-01", "pending", "20.00", "1.30", "", "Tool Time"),
        ),
    ),
    Expected(
        "pepperjam-transaction-detail-legacy.csv",
        "pepperjam/transaction-detail-legacy",
        "USD",
        (
            Row("501", "2016-03-01", "approved", "20.00", "1.00", "sub0000001", "8"),
            Row("502", "2016-03-02", "pending", "30.00", "1.50", "", "8"),
        ),
    ),
    Expected(
        "partnerize-conversions-api.json",
        "partnerize/conversions-api",
        "GBP",
        (
            Row("11", "2026-03-01", "approved", "45.00", "2.25", "sub0000001", "10l176"),
            Row("12", "2026-03-01", "pending", "45.00", "2.26", "", "10l176"),
            Row("13", "2026-03-01", "reversed", "45.00", "2.27", "", "10l176"),
            Row("14", "2026-03-01", "pending", "45.00", "2.28", "", "10l176"),
        ),
    ),
    Expected(
        "admitad-actions-api.json",
        "admitad/actions-api",
        "EUR",
        (
            Row("1", "2026-03-01", "pending", "99.90", "5.00", "sub0000001", "Phone Fix"),
            Row("2", "2026-03-01", "approved", "99.90", "5.10", "deep", "Phone Fix"),
            Row("3", "2026-03-01", "reversed", "99.90", "5.20", "", "Phone Fix"),
            Row("4", "2026-03-01", "pending", "99.90", "5.30", "", "Phone Fix"),
        ),
    ),
    Expected(
        "avantlink-sales.csv",
        "avantlink/sales",
        "USD",
        (
            Row("3001", "2026-03-25", "approved", "75.00", "5.25", "sub0000001", "909"),
            Row("3002", "2026-03-29", "approved", "-75.00", "-5.25", "", "909"),
        ),
    ),
    Expected(
        "commission-factory-transactions.csv",
        "commission-factory/transactions",
        "AUD",
        (
            Row("1", "2026-03-01", "pending", "70.00", "7.00", "sub0000001", "44"),
            Row("2", "2026-03-02", "approved", "80.00", "8.00", "", "44"),
            Row("3", "2026-03-03", "reversed", "90.00", "9.00", "", "44"),
        ),
    ),
    Expected(
        "booking-booking-details-api.json",
        "booking/booking-details-api",
        "EUR",
        (
            Row("1", "2026-03-01", "pending", "0", "8.40", "sub0000001", "Booking.com"),
            Row("2", "2026-03-01", "approved", "0", "9.10", "sub0000001", "Booking.com"),
            Row("3", "2026-03-01", "reversed", "0", "1.00", "sub0000001", "Booking.com"),
        ),
    ),
    Expected(
        "adsense-report.csv",
        "adsense/report",
        "USD",
        (
            Row(None, "2026-03-01", "pending", "0", "1.23", "", "Google AdSense"),
            Row(None, "2026-03-01", "pending", "0", "0.50", "", "Google AdSense"),
            Row(None, "2026-03-02", "pending", "0", "2.00", "", "Google AdSense"),
        ),
    ),
    Expected(
        "gumroad-payout.csv",
        "gumroad/payout",
        "USD",
        (
            Row("pp1==", "2026-03-01", "approved", "20.00", "17.50", "", "Gumroad"),
            Row("pp1==", "2026-03-05", "approved", "-20.00", "-17.50", "", "Gumroad"),
            Row(None, "2026-03-06", "approved", "0", "3.25", "", "Gumroad"),
        ),
    ),
    Expected(
        "gumroad-affiliates.csv",
        "gumroad/affiliates",
        "USD",
        (),
    ),
    Expected(
        "ltk-earnings.csv",
        "ltk/earnings",
        "USD",
        (
            Row(None, "2026-03-01", "pending", "0", "1001.50", "", "Wool Co"),
            Row(None, "2026-03-02", "paid", "0", "2.00", "", "Wool Co"),
            Row(None, "2026-03-02", "paid", "0", "2.00", "", "Wool Co"),
            Row(None, "2026-03-03", "reversed", "0", "4.00", "", "Wool Co"),
        ),
    ),
    Expected(
        "digistore24-purchases-api.json",
        "digistore24/purchases-api",
        "EUR",
        (
            Row("81", "2026-03-01", "approved", "97.00", "48.50", "sub0000001", "Yoga Lab"),
            Row("82", "2026-03-02", "approved", "10.00", "5.00", "", "v2"),
        ),
    ),
    Expected(
        "adcell-commissions-api.json",
        "adcell/commissions-api",
        "EUR",
        (
            Row("1", "2026-03-01", "approved", "33.00", "1.65", "sub0000001", "Bäckerei"),
            Row("2", "2026-03-01", "pending", "33.00", "1.65", "sub0000001", "Bäckerei"),
            Row("3", "2026-03-01", "reversed", "33.00", "1.65", "sub0000001", "Bäckerei"),
        ),
    ),
    Expected(
        "belboon-transactions.csv",
        "belboon/transactions",
        "EUR",
        (
            Row("u1", "2026-03-01", "pending", "19.90", "1.99", "sub0000001", "Blumen"),
            Row("u2", "2026-03-02", "approved", "29.90", "2.99", "", "Blumen"),
            Row("u3", "2026-03-03", "reversed", "39.90", "3.99", "", "Blumen"),
        ),
    ),
    Expected(
        "financeads-leads.csv",
        "financeads/leads",
        "EUR",
        (
            Row("O1", "2026-03-01", "pending", "0", "40.00", "sub0000001", "Konto"),
            Row("O1", "2026-03-01", "approved", "0", "5.00", "sub0000001", "Konto"),
            Row("O2", "2026-03-02", "reversed", "0", "40.00", "", "Konto"),
        ),
    ),
    Expected(
        "bol-orders-api.json",
        "bol/orders-api",
        "EUR",
        (
            Row("1", "2026-03-01", "approved", "10.00", "0.50", "sub0000001", "bol.com"),
            Row("1", "2026-03-01", "approved", "2.00", "0.10", "", "bol.com"),
        ),
    ),
    Expected(
        "upwork-transactions.csv",
        "upwork/transactions",
        "USD",
        (
            Row("501", "2026-09-01", "approved", "0", "80.00", "", "Upwork"),
            Row("503", "2026-09-02", "approved", "0", "20.00", "", "Upwork"),
        ),
    ),
    Expected(
        "upwork-transactions-new.csv",
        "upwork/transactions-new",
        "USD",
        (
            Row("601", "2026-09-01", "approved", "0", "200.00", "", "Upwork"),
            Row("602", "2026-09-02", "approved", "0", "-50.00", "", "Upwork"),
        ),
    ),
    Expected(
        "amazon-feed-earnings.tsv",
        "amazon/feed-earnings",
        "GBP",
        (
            Row(None, "2026-03-01", "approved", "20.00", "0.90", "mine-21", "Amazon Associates"),
            Row(None, "2026-03-02", "approved", "-20.00", "-0.90", "deep", "Amazon Associates"),
        ),
    ),
    Expected(
        "amazon-feed-orders.tsv",
        "amazon/feed-orders",
        "GBP",
        (),
    ),
    Expected(
        "amazon-feed-tracking.tsv",
        "amazon/feed-tracking",
        "GBP",
        (),
    ),
    Expected(
        "amazon-legacy-earnings.tsv",
        "amazon/legacy-earnings",
        "USD",
        (
            Row(None, "2014-01-05", "approved", "30.00", "1.80", "mine-20", "Amazon Associates"),
            Row(None, "2014-01-17", "approved", "-30.00", "-1.80", "mine-20", "Amazon Associates"),
        ),
    ),
)
