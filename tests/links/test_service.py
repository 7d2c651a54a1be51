"""Links are kept with what they were made of, found again, and every change can be undone."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.workspace import schema


@pytest.fixture
def awin(app: App) -> Account:
    return app.programs.add_account(Account("Awin DE", "awin", publisher_id="77")).value


@pytest.fixture
def brand(app: App, awin: Account) -> Program:
    return app.programs.add_program(Program(awin.id, "Brand", external_id="55")).value


@pytest.fixture
def spring(app: App) -> Campaign:
    return app.campaigns.add(Campaign("Spring Sale")).value


@pytest.fixture
def kept(app: App, brand: Program, spring: Campaign) -> Link:
    draft = LinkDraft("https://brand.com/x?a=1", "awin", Utm(source="mail"))
    return app.links.add("Mail", draft, campaign_id=spring.id, program_id=brand.id).value


def earn(app: App, account_id: int, **columns: int) -> None:
    row = {"account_id": account_id, "key": "i:1", "day": "2026-05-01", "event": "sale", "status": "approved"}
    row |= {"currency": "EUR", "sale_micro": 0, "commission_micro": 1}
    with app.workspace.write() as connection:
        connection.execute(insert(schema.transaction).values(**row, **columns))


def test_a_link_takes_over_what_its_campaign_account_and_program_know(
    app: App, kept: Link, awin: Account, brand: Program
):
    assert kept.account_id == awin.id
    assert kept.parameters == {"awinmid": "55", "awinaffid": "77"}
    assert kept.utm == Utm(campaign="spring-sale", source="mail")
    assert kept.url == (
        f"https://www.awin1.com/cread.php?awinmid=55&awinaffid=77&clickref={kept.click_reference}"
        "&ued=https%3A%2F%2Fbrand.com%2Fx%3Fa%3D1%26utm_source%3Dmail%26utm_campaign%3Dspring-sale"
    )
    assert app.links.get(kept.id) == app.links.get("mail") == kept
    assert kept.created_at == "2026-06-15T12:00:00+00:00"


def test_every_link_gets_a_reference_of_its_own_and_is_found_by_it(app: App, kept: Link, brand: Program):
    other = app.links.add("", LinkDraft("https://brand.com/x", "awin"), program_id=brand.id).value
    assert kept.click_reference
    assert other.click_reference not in (None, kept.click_reference)
    assert app.links.by_reference(f" {kept.click_reference.upper()} ") == kept
    assert app.links.by_reference("") is None
    assert app.links.by_reference("nobody") is None


def test_a_reference_that_another_link_has_is_refused(app: App, kept: Link, brand: Program):
    assert kept.click_reference
    draft = LinkDraft("https://brand.com/y", "awin", click_reference=kept.click_reference.upper())
    with pytest.raises(BadInput, match="belongs to the link “Mail”"):
        app.links.add("", draft, program_id=brand.id)
    assert len(app.links.list()) == 1


def test_a_reference_given_as_parameter_is_the_links_reference(app: App, brand: Program):
    link = app.links.add(
        "", LinkDraft("https://brand.com/y", "awin", parameters={"clickref": "abc1"}), program_id=brand.id
    )
    assert link.value.click_reference == "abc1"
    assert "clickref" not in link.value.parameters


def test_the_campaigns_tracking_id_goes_before_the_accounts(app: App, spring: Campaign):
    shop = app.programs.add_account(Account("Shop", "amazon", publisher_id="main-20")).value
    app.programs.save_tracking_id(TrackingId(shop.id, "spring-20", spring.id))
    draft = LinkDraft("https://www.amazon.com/dp/B01", "amazon")
    assert "tag=spring-20" in app.links.add("", draft, campaign_id=spring.id, account_id=shop.id).value.url
    assert "tag=main-20" in app.links.add("", draft, account_id=shop.id).value.url
    own = replace(draft, parameters={"tag": "own-20"})
    assert "tag=own-20" in app.links.add("", own, campaign_id=spring.id, account_id=shop.id).value.url


def test_a_single_program_network_puts_its_program_on_the_link(app: App):
    shop = app.programs.add_account(Account("Shop", "amazon", publisher_id="main-20")).value
    link = app.links.add("", LinkDraft("https://www.amazon.com/dp/B01", "amazon"), account_id=shop.id).value
    assert link.program_id == app.programs.programs(shop.id)[0].id
    assert link.click_reference is None


def test_what_a_program_needs_is_remembered_from_its_newest_link(app: App):
    impact = app.programs.add_account(Account("Impact", "impact", publisher_id="1")).value
    brand = app.programs.add_program(Program(impact.id, "Brand", external_id="3")).value
    given = LinkDraft("https://brand.com/", "impact", parameters={"domain": "brand.pxf.io", "adid": "2"})
    app.links.add("", given, program_id=brand.id)
    again = app.links.add("", LinkDraft("https://brand.com/b", "impact"), program_id=brand.id).value
    assert again.url.startswith("https://brand.pxf.io/c/1/2/3?subId1=")


def test_filling_shows_beforehand_what_adding_would_use(app: App, brand: Program, spring: Campaign):
    draft = LinkDraft("https://brand.com/x", "awin")
    filled = app.links.fill(draft, campaign_id=spring.id, program_id=brand.id)
    assert filled.parameters == {"awinmid": "55", "awinaffid": "77"}
    assert filled.utm.campaign == "spring-sale"
    assert "clickref" not in app.links.build(filled).url


def test_owners_must_belong_together_and_exist(app: App, awin: Account, brand: Program):
    shop = app.programs.add_account(Account("Shop", "amazon")).value
    draft = LinkDraft("https://brand.com/x", "awin")
    with pytest.raises(BadInput, match="does not belong to the account"):
        app.links.add("", draft, account_id=shop.id, program_id=brand.id)
    with pytest.raises(BadInput, match="“Shop” is not at Awin"):
        app.links.add("", draft, account_id=shop.id)
    with pytest.raises(NotFound, match="no campaign with the id 99"):
        app.links.add("", draft, campaign_id=99)
    assert app.links.list(archived=True) == ()


def test_names_are_unique_in_any_letter_case_and_made_where_missing(app: App, kept: Link, spring: Campaign):
    with pytest.raises(BadInput, match="There is a link “MAIL” already"):
        app.links.add("MAIL", LinkDraft("https://e.com/"))
    first = app.links.add(" ", LinkDraft("https://e.com/a"), campaign_id=spring.id).value
    second = app.links.add("", LinkDraft("https://e.com/a"), campaign_id=spring.id).value
    assert (first.name, second.name) == ("Spring Sale: e.com/a", "Spring Sale: e.com/a (2)")


def test_a_campaign_whose_name_makes_no_tag_gives_its_id(app: App):
    odd = app.campaigns.add(Campaign("!!!")).value
    link = app.links.add("", LinkDraft("https://e.com/"), campaign_id=odd.id).value
    assert link.utm.campaign == f"campaign-{odd.id}"


def test_editing_notes_keeps_the_address_and_editing_parts_builds_it_anew(app: App, kept: Link):
    with app.workspace.write() as connection:
        connection.execute(schema.link.update().values(url="https://as.printed/"))
    noted = app.links.edit(replace(app.links.get(kept.id), name="Letter", notes="printed\r\n2026")).value
    assert (noted.url, noted.name, noted.notes) == ("https://as.printed/", "Letter", "printed\n2026")
    moved = app.links.edit(replace(noted, destination="https://brand.com/new")).value
    assert moved.click_reference == kept.click_reference
    assert moved.url == kept.url.replace("%2Fx%3Fa%3D1%26", "%2Fnew%3F")


def test_editing_a_link_that_was_removed_says_so(app: App, kept: Link):
    app.links.remove(kept.id)
    with pytest.raises(Failed, match="removed elsewhere"):
        app.links.edit(kept)


def test_every_change_of_a_link_can_be_undone_and_redone(app: App, kept: Link):
    app.links.edit(replace(kept, notes="x"))
    done = app.links.archive(kept.id)
    assert done.value.archived
    assert done.changes.keys == {Kind.LINK: frozenset({kept.id})}
    app.links.remove(kept.id)
    assert app.links.list(archived=True) == ()
    for _ in range(3):
        app.workspace.undo()
    assert app.links.list() == (kept,)
    for _ in range(2):
        app.workspace.redo()
    assert app.links.list() == ()
    assert app.links.list(archived=True) == (replace(kept, notes="x", archived=True),)
    assert app.links.archive(kept.id, archived=False).value.archived is False


def test_a_link_with_earnings_is_not_removed(app: App, kept: Link, awin: Account):
    earn(app, awin.id, link_id=kept.id)
    with pytest.raises(Failed, match=r"1 earnings are attributed to it\. Archive it instead"):
        app.links.remove(kept.id)


def test_the_list_is_newest_first_and_searched_in_all_its_words(app: App, kept: Link, spring: Campaign):
    other = app.links.add("Été", LinkDraft("https://other.example/PATH", utm=Utm(source="flyer"))).value
    assert app.links.list() == (other, kept)
    assert app.links.list("été path FLYER") == (other,)
    assert app.links.list("sale brand") == (kept,)
    assert app.links.list(kept.click_reference or "-") == (kept,)
    assert app.links.list("brand nowhere") == ()
    assert app.links.list(campaign_id=spring.id) == (kept,)
    assert app.links.list("%") == (kept,)


def test_a_name_or_id_that_no_link_has_is_said(app: App, kept: Link):
    with pytest.raises(NotFound, match="There is no link “99”"):
        app.links.get(99)
    with pytest.raises(NotFound, match=r"There is no link “<U\+0007>”"):
        app.links.get("\a")


def test_what_networks_take_is_told(app: App):
    assert [each.name for each in app.links.parameters("amazon")][:1] == ["tag"]
    assert [app.links.takes_reference(each) for each in ("utm", "amazon", "awin", "ebay", "impact", "upwork")] == [
        False,
        False,
        True,
        True,
        True,
        False,
    ]
    assert "tracking id" in app.links.advice("amazon")
    with pytest.raises(NotFound, match="no network “nope”"):
        app.links.parameters("nope")


def test_advised_keys_are_removed_only_on_request(app: App):
    draft = LinkDraft("https://www.amazon.com/dp/B01?psc=1&x=2", "amazon", parameters={"tag": "a-20"})
    built = app.links.build(draft)
    assert built.strippable == ("psc",)
    assert "psc=1" in built.url
    assert app.links.strip(draft.destination, built.strippable) == "https://www.amazon.com/dp/B01?x=2"
    assert [hint.field for hint in app.links.naming_hints(Utm(source="A B"))] == ["source"]


def test_a_new_reference_is_one_that_no_link_has(app: App, kept: Link):
    assert app.links.new_reference() != kept.click_reference
