"""More of what fixtures must become: weakly evidenced reports, and some that hold no earnings."""

from tests.statements.network_rows import Expected, Row

MORE = (
    Expected(
        "upwork-transactions-short.csv",
        "upwork/transactions-short",
        "USD",
        (
            Row("701", "2026-09-01", "approved", "0", "80.00", "", "Upwork"),
            Row("703", "2026-09-14", "approved", "0", "20.00", "", "Upwork"),
        ),
    ),
    Expected("gumroad-sales.csv", "gumroad/sales", "USD", ()),
    Expected(
        "partnerstack-rewards-api.json",
        "partnerstack/rewards-api",
        "USD JPY",
        (
            Row("rwd_1", "2026-03-01", "approved", "50.00", "12.50", "", "CRM Co"),
            Row("rwd_2", "2026-03-02", "paid", "9000", "900", "", "CRM Co"),
            Row("rwd_3", "2026-03-02", "reversed", "4.00", "1.00", "", "CRM Co"),
        ),
    ),
    Expected(
        "rewardful-commissions-api.json",
        "rewardful/commissions-api",
        "USD",
        (
            Row("c1", "2026-03-01", "approved", "50.00", "15.00", "", None),
            Row("c2", "2026-03-02", "reversed", "10.00", "2.05", "", None),
        ),
    ),
    Expected(
        "firstpromoter-commissions-api.json",
        "firstpromoter/commissions-api",
        "USD",
        (
            Row("1", "2026-03-01", "paid", "100.00", "20.00", "", "Mail App"),
            Row("2", "2026-03-02", "reversed", "100.00", "20.00", "", "Mail App"),
            Row("3", "2026-03-03", "pending", "0", "1.50", "", "Mail App"),
        ),
    ),
    Expected(
        "tapfiliate-conversions-api.json",
        "tapfiliate/conversions-api",
        "EUR",
        (
            Row("11", "2026-03-01", "approved", "100.50", "10.05", "", "Shop App"),
            Row("12", "2026-03-02", "pending", "50.00", "5.00", "", "Shop App"),
            Row("13", "2026-03-03", "reversed", "20.00", "2.00", "", "Shop App"),
        ),
    ),
    Expected(
        "refersion-conversions-api.json",
        "refersion/conversions-api",
        "USD",
        (
            Row("21", "2026-03-01", "approved", "80.00", "8.00", "", "Bike Shop"),
            Row("22", "2026-03-02", "reversed", "40.00", "4.00", "", "Bike Shop"),
        ),
    ),
    Expected("utm-ga4-traffic.csv", "utm/ga4-traffic", "EUR", ()),
    Expected("utm-ga4-campaigns.csv", "utm/ga4-campaigns", "EUR", ()),
)
