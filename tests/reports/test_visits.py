"""What campaigns earned for each visit: of the same days, each currency by itself, exact."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.core.periods import Period
from affiliate_desktop.ledger.model import Entry, Status
from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.programs.model import Account
from affiliate_desktop.reports.visits import Earned, per_visit
from tests.statements.files import write_text

HEAD = "Session source / medium,Session campaign,Sessions,Active users\n"


@pytest.fixture
def shop(app: App) -> int:
    """A campaign with two placements and a link at each, and the account whose sub-ids the links carry."""
    account = app.programs.add_account(Account("Ebay", "ebay")).value.id
    app.programs.add_account(Account("Blog", "utm"))
    campaign = app.campaigns.add(Campaign("Spring sale")).value.id
    for name, source, medium in (("Newsletter", "newsletter", "email"), ("Poster", "poster", "print")):
        placement = app.placements.add(Placement(name, campaign)).value.id
        utm = Utm("Spring", source, medium)
        draft = LinkDraft("https://www.ebay.com/itm/1", "ebay", utm, {"campid": "5338000000"}, name.lower())
        app.links.add(name, draft, campaign_id=campaign, placement_id=placement, account_id=account)
    return account


def visits(app: App, path: Path, days: tuple[str, str], *rows: str) -> int:
    """Imports a report of visits."""
    text = f"# Start date: {days[0]}\n# End date: {days[1]}\n" + HEAD + "".join(f"{row}\n" for row in rows)
    return app.statements.import_file(write_text(path, text), app.programs.account("Blog").id).id or 0


def earn(app: App, account: int, day: date, micro: int, sub_id: str, currency: str = "USD", **said: Status) -> None:
    """Enters an earning."""
    app.corrections.add(Entry(account, day, currency, micro, sub_id=sub_id, **said))  # type: ignore[arg-type]


def test_earnings_of_the_same_days_are_divided_by_the_visits_of_campaign_and_placement(
    app: App, shop: int, tmp_path: Path
) -> None:
    visits(
        app,
        tmp_path / "a.csv",
        ("20260101", "20260131"),
        "newsletter / email,spring,300,250",
        "Poster / Print,SPRING,60,50",
        "forum / referral,spring,40,40",
        "google / organic,(organic),9,9",
        "x / y,winter,5,5",
    )
    earn(app, shop, date(2026, 1, 31), 10_000_000, "newsletter")
    earn(app, shop, date(2026, 1, 1), 2_000_001, "newsletter")
    earn(app, shop, date(2026, 1, 2), 1_000_000, "poster", "EUR")
    earn(app, shop, date(2026, 1, 3), 77_000_000, "poster", status=Status.REVERSED)
    earn(app, shop, date(2026, 2, 1), 99_000_000, "newsletter")
    traffic = app.traffic.read()
    (found,) = traffic.campaigns
    assert (found.whole.name, found.whole.count.sessions, found.whole.count.users) == ("Spring sale", 400, 340)
    assert found.days == (Period(date(2026, 1, 1), date(2026, 1, 31)),)
    assert found.whole.earned == (Earned("USD", 2, 12_000_001, 30_000), Earned("EUR", 1, 1_000_000, 2_500))
    assert [(each.name, each.count.sessions, each.earned) for each in found.placements] == [
        ("Newsletter", 300, (Earned("USD", 2, 12_000_001, 40_000),)),
        ("Poster", 60, (Earned("EUR", 1, 1_000_000, 16_667),)),
    ]
    assert [(each.campaign, each.why.value, each.count.sessions) for each in traffic.unmatched] == [
        ("(organic)", "untagged", 9),
        ("winter", "no_link", 5),
    ]


def test_a_period_takes_only_reports_that_lie_in_it_and_says_what_it_leaves_out(
    app: App, shop: int, tmp_path: Path
) -> None:
    visits(app, tmp_path / "a.csv", ("20260101", "20260131"), "newsletter / email,spring,100,90")
    visits(app, tmp_path / "b.csv", ("20260201", "20260228"), "newsletter / email,spring,10,9")
    visits(app, tmp_path / "c.csv", ("20260401", "20260430"), "newsletter / email,spring,1,1")
    earn(app, shop, date(2026, 2, 10), 5_000_000, "newsletter")
    earn(app, shop, date(2026, 3, 10), 50_000_000, "newsletter")
    whole = app.traffic.read().campaigns[0]
    assert whole.whole.count.sessions == 111
    assert whole.days == (Period(date(2026, 1, 1), date(2026, 2, 28)), Period(date(2026, 4, 1), date(2026, 4, 30)))
    assert whole.whole.earned == (Earned("USD", 1, 5_000_000, 45_045),)
    february = app.traffic.read(Period(date(2026, 1, 15), date(2026, 3, 15)))
    assert february.campaigns[0].whole.count.sessions == 10
    assert february.campaigns[0].whole.earned == (Earned("USD", 1, 5_000_000, 500_000),)
    assert february.beyond == 100
    nothing = app.traffic.read(Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert (nothing.campaigns, nothing.unmatched, nothing.beyond) == ((), (), 0)


def test_what_counts_no_more_is_in_no_sum_and_comes_back_with_the_undo(app: App, shop: int, tmp_path: Path) -> None:
    assert shop
    visits(app, tmp_path / "a.csv", ("20260101", "20260131"), "newsletter / email,spring,100,90")
    later = visits(app, tmp_path / "b.csv", ("20260115", "20260215"), "newsletter / email,spring,70,60")
    assert app.traffic.read().campaigns[0].whole.count.sessions == 70
    app.statements.undo(later)
    assert app.traffic.read().campaigns[0].whole.count.sessions == 100


@given(some.integers(-(10**15), 10**15), some.integers(0, 10**9))
def test_an_amount_for_each_visit_is_off_by_half_a_millionth_at_most(micro: int, sessions: int) -> None:
    found = per_visit(micro, sessions)
    if not sessions:
        assert found is None
    else:
        assert found is not None
        assert abs(Decimal(found) * sessions - micro) * 2 <= sessions
