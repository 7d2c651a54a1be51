"""Campaigns are kept with their programs, and every change can be undone."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, CampaignStatus
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.workspace import schema

FULL = Campaign(
    name="Spring Été",
    status=CampaignStatus.PLANNED,
    channel="newsletter",
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 3, 1),
    budget=Money.of("100.50", "EUR"),
    goal="Sell",
    notes="a\nb",
)


@pytest.fixture
def brand(app: App) -> Program:
    account = app.programs.add_account(Account("Awin", "awin")).value
    return app.programs.add_program(Program(account.id, "Brand")).value


def test_a_campaign_is_kept_as_it_was_given(app: App, brand: Program):
    done = app.campaigns.add(replace(FULL, name=" Spring Été ", program_ids=(brand.id, brand.id)))
    assert done.value == app.campaigns.get("SPRING ÉTÉ") == app.campaigns.get(str(done.value.id))
    assert done.value == replace(FULL, id=done.value.id, program_ids=(brand.id,))
    assert done.changes.touches(Kind.CAMPAIGN)
    assert app.campaigns.list() == (done.value,)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " "}, "Give a name"),
        ({"name": "x" * 201}, "at most 200"),
        ({"ends_on": date(2026, 2, 28)}, r"ends \(2026-02-28\) before it starts \(2026-03-01\)"),
        ({"budget": Money(-1, "EUR")}, "zero or more"),
        ({"budget": Money(10**17, "EUR")}, "11 digits"),
        ({"budget": Money(1, "???")}, "no currency code"),
        ({"channel": "a\nb"}, "channel"),
        ({"notes": "\x00"}, "control characters"),
        ({"program_ids": (99,)}, "no program with the id 99"),
    ],
)
def test_a_campaign_that_cannot_be_used_is_refused_and_nothing_is_written(
    app: App, change: dict[str, object], message: str
):
    with pytest.raises(BadInput, match=message):
        app.campaigns.add(replace(FULL, **change))  # type: ignore[arg-type]
    assert app.campaigns.list(archived=True) == ()
    assert app.workspace.undo_label() is None


def test_names_are_unique_in_any_letter_case(app: App):
    first = app.campaigns.add(FULL).value
    with pytest.raises(BadInput, match="There is a campaign “Spring Été” already"):
        app.campaigns.add(Campaign("spring ÉTÉ"))
    other = app.campaigns.add(Campaign("Autumn")).value
    with pytest.raises(BadInput, match="already"):
        app.campaigns.edit(replace(other, name="Spring Été"))
    assert app.campaigns.edit(replace(first, name="SPRING ÉTÉ")).value.name == "SPRING ÉTÉ"


def test_editing_changes_programs_and_everything_else_in_one_step(app: App, brand: Program):
    before = app.campaigns.add(FULL).value
    after = replace(before, program_ids=(brand.id,), budget=None, ends_on=None, status=CampaignStatus.ENDED)
    app.campaigns.edit(after)
    assert app.campaigns.get(before.id) == after
    app.workspace.undo()
    assert app.campaigns.get(before.id) == before
    app.workspace.redo()
    app.campaigns.edit(replace(after, program_ids=()))
    assert app.campaigns.get(before.id).program_ids == ()


def test_removing_detaches_links_and_tracking_ids_and_undo_attaches_them_again(app: App, brand: Program):
    campaign = app.campaigns.add(replace(FULL, program_ids=(brand.id,))).value
    link = app.links.add("", LinkDraft("https://e.com/"), campaign_id=campaign.id).value
    known = app.programs.save_tracking_id(TrackingId(brand.account_id, "x", campaign.id)).value
    done = app.campaigns.remove(campaign.id)
    assert done.changes.touches(Kind.LINK)
    assert app.links.get(link.id) == replace(link, campaign_id=None)
    assert app.programs.tracking_ids(brand.account_id) == (replace(known, campaign_id=None),)
    app.workspace.undo()
    assert app.campaigns.get(campaign.id) == campaign
    assert app.links.get(link.id) == link
    assert app.programs.tracking_ids(brand.account_id) == (known,)


def test_a_campaign_with_earnings_is_archived_not_removed(app: App, brand: Program):
    campaign = app.campaigns.add(FULL).value
    row = {"account_id": brand.account_id, "campaign_id": campaign.id, "key": "i:1", "day": "2026-05-01"}
    row |= {"event": "sale", "status": "paid", "currency": "EUR", "sale_micro": 0, "commission_micro": 1}
    with app.workspace.write() as connection:
        connection.execute(insert(schema.transaction).values(**row))
    with pytest.raises(Failed, match=r"1 earnings are attributed to it\. Archive it instead"):
        app.campaigns.remove(campaign.id)
    app.campaigns.archive(campaign.id)
    assert app.campaigns.list() == ()
    assert app.campaigns.list(archived=True) == (replace(campaign, archived=True),)
    assert app.campaigns.archive(campaign.id, archived=False).value == campaign


def test_what_was_removed_elsewhere_or_never_was_is_told(app: App):
    with pytest.raises(NotFound, match="no campaign yet"):
        app.campaigns.get("x")
    campaign = app.campaigns.add(FULL).value
    with pytest.raises(NotFound, match=r"no campaign “x”\. There are: Spring Été"):
        app.campaigns.get("x")
    app.campaigns.remove(campaign.id)
    with pytest.raises(Failed, match="removed elsewhere"):
        app.campaigns.edit(campaign)


def test_campaigns_are_listed_by_name_in_any_letter_case(app: App):
    for name in ("b", "A", "c", "B2"):
        app.campaigns.add(Campaign(name))
    assert [each.name for each in app.campaigns.list()] == ["A", "b", "B2", "c"]
