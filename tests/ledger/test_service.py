"""The ledger: exact totals, pages by key, search, and attribution to links and campaigns."""

from datetime import date
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger.model import EarningsFilter, Grouping, Sort, Status
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account, TrackingId
from affiliate_desktop.statements.model import ColumnMap, Field

MAPPING = ColumnMap(
    {
        Field.EXTERNAL_ID: "id",
        Field.DATE: "day",
        Field.COMMISSION: "commission",
        Field.SALE_AMOUNT: "sale",
        Field.CURRENCY: "currency",
        Field.STATUS: "status",
        Field.SUB_ID: "sub",
        Field.PROGRAM: "program",
        Field.PRODUCT: "product",
    },
    statuses={"pending": "pending", "approved": "approved", "reversed": "reversed"},
)
HEAD = "id,day,sale,commission,currency,status,sub,program,product\n"
ROWS = (
    "1,2026-01-31,10.00,0.10,EUR,approved,,Tea shop,Green tea\n"
    "2,2026-02-01,20.00,0.20,EUR,approved,,Tea shop,Black tea\n"
    "3,2026-02-28,30.00,0.0345,EUR,pending,,Book shop,100%_sure\n"
    "4,2026-02-28,40.00,0.40,USD,approved,,Book shop,Atlas\n"
    "5,2026-03-01,50.00,0.50,USD,reversed,,,Novel\n"
)


@pytest.fixture
def awin(app: App) -> int:
    """An account at a network with many programs."""
    return app.programs.add_account(Account("Awin", "awin")).value.id


def put(app: App, account: int, folder: Path, rows: str, name: str = "rows.csv") -> None:
    """Imports some rows."""
    file = folder / name
    file.write_text(HEAD + rows, encoding="utf-8")
    report = app.statements.import_file(file, account, column_map=MAPPING)
    assert report.rejected == ()


def test_totals_are_exact_and_never_mix_currencies(app: App, awin: int, tmp_path: Path) -> None:
    put(app, awin, tmp_path, ROWS)
    found = [
        (t.currency, t.group(Grouping.STATUS), t.count, t.sale_micro, t.commission_micro) for t in app.ledger.totals()
    ]
    assert found == [
        ("EUR", "approved", 2, 30_000_000, 300_000),
        ("EUR", "pending", 1, 30_000_000, 34_500),
        ("USD", "approved", 1, 40_000_000, 400_000),
        ("USD", "reversed", 1, 50_000_000, 500_000),
    ]


def test_totals_break_down_by_any_groups_and_a_missing_one_is_none(app: App, awin: int, tmp_path: Path) -> None:
    put(app, awin, tmp_path, ROWS)
    groups = (Grouping.PROGRAM, Grouping.MONTH)
    found = [(t.currency, *(value for _, value in t.groups), t.count) for t in app.ledger.totals(groups)]
    assert found == [
        ("EUR", "Book shop", "2026-02", 1),
        ("EUR", "Tea shop", "2026-01", 1),
        ("EUR", "Tea shop", "2026-02", 1),
        ("USD", "Book shop", "2026-02", 1),
        ("USD", None, "2026-03", 1),
    ]
    assert [t.group(Grouping.ACCOUNT) for t in app.ledger.totals([Grouping.ACCOUNT])] == ["Awin", "Awin"]
    assert [t.count for t in app.ledger.totals([])] == [3, 2]


def test_a_period_includes_its_first_and_last_day(app: App, awin: int, tmp_path: Path) -> None:
    put(app, awin, tmp_path, ROWS)
    february = EarningsFilter(period=Period(date(2026, 2, 1), date(2026, 2, 28)))
    assert app.ledger.count(february) == 3
    assert sum(total.count for total in app.ledger.totals(filter=february)) == 3
    assert app.ledger.count(EarningsFilter(period=Period(date(2026, 3, 2)))) == 0


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("tea", {"1", "2"}),
        ("TEA green", {"1"}),
        ("atlas book", {"4"}),
        ("100%", {"3"}),
        ("%", {"3"}),
        ("_", {"3"}),
        ("x", set()),
    ],
)
def test_search_finds_words_in_product_and_program(
    app: App, awin: int, tmp_path: Path, search: str, found: set[str]
) -> None:
    put(app, awin, tmp_path, ROWS)
    assert {row.external_id for row in app.ledger.rows(EarningsFilter(search=search))} == found


def test_filters_combine(app: App, awin: int, tmp_path: Path) -> None:
    put(app, awin, tmp_path, ROWS)
    assert app.ledger.count(EarningsFilter(status=Status.APPROVED, currency="EUR", account_id=awin)) == 2
    assert app.ledger.count(EarningsFilter(account_id=awin + 1)) == 0


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [True, False])
def test_pages_follow_each_other_without_gap_or_repeat(
    app: App, awin: int, tmp_path: Path, sort: Sort, descending: bool
) -> None:
    put(app, awin, tmp_path, ROWS)
    whole = [row.id for row in app.ledger.rows(sort=(sort, descending))]
    pages, after = [], None
    for _ in range(5):
        page = app.ledger.rows(after=after, limit=2, sort=(sort, descending))
        pages += [row.id for row in page]
        after = page.after
        if after is None:
            break
    assert pages == whole
    assert len(set(whole)) == 5
    assert whole == [row.id for row in app.ledger.rows(sort=(sort, not descending))][::-1]


def test_an_unknown_order_and_an_unknown_id_are_told(app: App) -> None:
    with pytest.raises(BadInput):
        app.ledger.rows(sort=("colour", True))
    with pytest.raises(NotFound):
        app.ledger.get(77)


def test_a_sub_id_leads_to_its_link_and_campaign_in_any_letter_case(app: App, awin: int, tmp_path: Path) -> None:
    campaign = app.campaigns.add(Campaign("Spring")).value
    draft = LinkDraft("https://www.ebay.com/itm/1", "ebay", parameters={"campid": "5338000000"})
    link = app.links.add("Mail", draft, campaign_id=campaign.id).value
    reference = link.click_reference or ""
    assert reference
    put(
        app,
        awin,
        tmp_path,
        f"1,2026-01-31,10,1,EUR,approved,{reference.upper()},P,x\n2,2026-01-31,10,2,EUR,approved,other,P,y\n",
    )
    first, second = sorted(app.ledger.rows(), key=lambda row: row.external_id or "")
    assert (first.link, first.campaign) == ("Mail", "Spring")
    assert (second.link, second.campaign) == (None, None)
    assert [(t.group(Grouping.CAMPAIGN), t.commission_micro) for t in app.ledger.totals([Grouping.CAMPAIGN])] == [
        ("Spring", 1_000_000),
        (None, 2_000_000),
    ]


def test_a_tracking_id_leads_to_its_campaign_also_when_it_is_said_later(app: App, tmp_path: Path) -> None:
    account = app.programs.add_account(Account("Amazon", "amazon", currency="USD")).value.id
    campaign = app.campaigns.add(Campaign("Spring")).value
    put(app, account, tmp_path, "1,2026-01-31,10,1,USD,approved,Spring-20,,x\n")
    assert app.ledger.rows().rows[0].campaign is None

    app.programs.save_tracking_id(TrackingId(account, "spring-20", campaign.id))
    assert app.ledger.rows().rows[0].campaign == "Spring"
    assert app.ledger.attribute().value == 0
    assert app.ledger.count(EarningsFilter(campaign_id=campaign.id)) == 1


def test_a_page_knows_where_each_row_was_read(app: App, awin: int, tmp_path: Path) -> None:
    put(app, awin, tmp_path, ROWS)
    assert [(row.external_id, row.line) for row in app.ledger.rows(sort=("day", False))] == [
        ("1", 2), ("2", 3), ("3", 4), ("4", 5), ("5", 6),
    ]  # fmt: skip
    assert app.ledger.get(app.ledger.rows().rows[0].id) == app.ledger.rows().rows[0]
