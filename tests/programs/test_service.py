"""Accounts, programs and tracking ids are kept, and every change can be undone."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account, Program, TrackingId
from affiliate_desktop.workspace import schema


@pytest.fixture
def awin(app: App) -> Account:
    return app.programs.add_account(Account("Awin DE", "awin", publisher_id="77")).value


@pytest.fixture
def amazon(app: App) -> Account:
    return app.programs.add_account(Account("Shop", "amazon", "shop-20", "usd")).value


def test_an_account_at_a_network_of_one_program_gets_that_program(app: App, amazon: Account, awin: Account):
    assert [(each.account_id, each.name) for each in app.programs.programs()] == [(amazon.id, "Amazon Associates")]
    with pytest.raises(BadInput, match="is one program, which “Shop” has already"):
        app.programs.add_program(Program(amazon.id, "Another"))
    with pytest.raises(Failed, match="goes with its account “Shop”"):
        app.programs.remove_program(app.programs.programs()[0].id)


def test_texts_are_tidied_and_the_currency_is_the_networks_where_it_has_one(app: App, amazon: Account):
    assert amazon.currency == "USD"
    upwork = app.programs.add_account(Account("  Freelance ", "UPWORK", notes="a\r\nb ")).value
    assert (upwork.name, upwork.network, upwork.currency, upwork.notes) == ("Freelance", "upwork", "USD", "a\nb")
    assert app.programs.account("freelance") == upwork


@pytest.mark.parametrize(
    ("account", "message"),
    [
        (Account("", "awin"), "Give a name"),
        (Account("x", "nope"), "no network “nope”"),
        (Account("x", "awin", currency="EURO"), "no currency code"),
        (Account("x", "awin", publisher_id="a\nb"), "publisher id"),
        (Account("x", "awin", parameters={"foo": "1"}), "no parameter “foo”"),
        (Account("x", "awin", parameters={"awinaffid": "abc"}), "is no Publisher id"),
        (Account("AWIN de", "awin"), "There is an account “Awin DE” already"),
    ],
)
def test_an_account_that_cannot_be_used_is_refused_and_nothing_is_written(
    app: App, awin: Account, account: Account, message: str
):
    with pytest.raises(BadInput, match=message):
        app.programs.add_account(account)
    assert app.programs.accounts() == (awin,)


def test_an_account_is_edited_but_stays_at_its_network(app: App, awin: Account):
    changed = replace(awin, name="Awin EU", currency="eur", parameters={"AwinAffId": " 5 ", "clickref2": ""})
    done = app.programs.edit_account(changed)
    assert done.value == app.programs.account(awin.id)
    assert (done.value.currency, done.value.parameters) == ("EUR", {"awinaffid": "5"})
    assert done.changes.keys == {Kind.ACCOUNT: frozenset({awin.id})}
    with pytest.raises(BadInput, match="stays at its network"):
        app.programs.edit_account(replace(done.value, network="ebay"))


def test_nothing_is_recorded_when_an_edit_changes_nothing(app: App, awin: Account):
    label = app.workspace.undo_label()
    assert not app.programs.edit_account(awin).changes
    assert app.workspace.undo_label() == label


def test_changing_what_was_removed_elsewhere_says_so(app: App, awin: Account):
    brand = app.programs.add_program(Program(awin.id, "Brand")).value
    known = app.programs.save_tracking_id(TrackingId(awin.id, "x")).value
    app.programs.remove_account(awin.id)
    for change in (
        lambda: app.programs.edit_account(awin),
        lambda: app.programs.edit_program(brand),
        lambda: app.programs.remove_tracking_id(known.id),
    ):
        with pytest.raises(Failed, match="removed elsewhere"):
            change()
    with pytest.raises(NotFound):
        app.programs.remove_account(awin.id)


def test_removing_an_account_takes_its_programs_along_and_undo_brings_all_back(app: App, awin: Account):
    brand = app.programs.add_program(Program(awin.id, "Brand", "55")).value
    campaign = app.campaigns.add(Campaign("Spring", program_ids=(brand.id,))).value
    known = app.programs.save_tracking_id(TrackingId(awin.id, "x", campaign.id)).value
    app.programs.remove_account(awin.id)
    assert (app.programs.accounts(archived=True), app.programs.programs()) == ((), ())
    assert app.campaigns.get(campaign.id).program_ids == ()
    app.workspace.undo()
    assert app.programs.account("Awin DE") == awin
    assert app.programs.program("brand") == brand
    assert app.campaigns.get(campaign.id) == campaign
    assert app.programs.tracking_ids(awin.id) == (known,)


def test_an_account_or_program_with_links_or_earnings_is_not_removed(app: App, awin: Account):
    brand = app.programs.add_program(Program(awin.id, "Brand", "55")).value
    link = app.links.add("", LinkDraft("https://brand.com/", "awin"), program_id=brand.id).value
    with pytest.raises(Failed, match=r"as it has 1 link\. Archive it instead"):
        app.programs.remove_account(awin.id)
    with pytest.raises(Failed, match=r"as it has 1 link\."):
        app.programs.remove_program(brand.id)
    app.links.remove(link.id)
    row = {"account_id": awin.id, "program_id": brand.id, "key": "i:1", "day": "2026-05-01", "event": "sale"}
    row |= {"status": "approved", "currency": "EUR", "sale_micro": 0, "commission_micro": 1}
    with app.workspace.write() as connection:
        connection.execute(insert(schema.transaction).values(**row))
    with pytest.raises(Failed, match=r"as it has 1 earning\."):
        app.programs.remove_account(awin.id)
    with pytest.raises(Failed, match=r"as it has 1 earning\."):
        app.programs.remove_program(brand.id)
    assert app.programs.archive_account(awin.id).value.archived


def test_archived_records_are_listed_on_request_and_come_back(app: App, awin: Account):
    brand = app.programs.add_program(Program(awin.id, "Brand")).value
    app.programs.archive_program(brand.id)
    app.programs.archive_account(awin.id)
    assert (app.programs.accounts(), app.programs.programs()) == ((), ())
    assert [each.id for each in app.programs.accounts(archived=True)] == [awin.id]
    assert [each.archived for each in app.programs.programs(awin.id, archived=True)] == [True]
    app.programs.archive_program(brand.id, archived=False)
    app.programs.archive_account(awin.id, archived=False)
    assert app.programs.accounts() == (awin,)
    assert app.programs.programs() == (brand,)


def test_a_program_name_is_unique_within_its_account_only(app: App, awin: Account):
    other = app.programs.add_account(Account("Awin UK", "awin")).value
    brand = app.programs.add_program(Program(awin.id, "Brand")).value
    with pytest.raises(BadInput, match="has a program “Brand” already"):
        app.programs.add_program(Program(awin.id, "BRAND"))
    twin = app.programs.add_program(Program(other.id, "Brand")).value
    with pytest.raises(NotFound, match=f"use its id: {brand.id}, {twin.id}"):
        app.programs.program("brand")
    assert app.programs.program("brand", other.id) == twin
    assert app.programs.program(str(brand.id)) == brand
    with pytest.raises(BadInput, match="stays in its account"):
        app.programs.edit_program(replace(brand, account_id=other.id))
    renamed = app.programs.edit_program(replace(brand, name="Brand DE", external_id=" 5 ")).value
    assert (renamed.name, renamed.external_id) == ("Brand DE", "5")


def test_what_does_not_exist_is_told_with_what_does(app: App):
    with pytest.raises(NotFound, match="no account yet"):
        app.programs.account("x")
    app.programs.add_account(Account("Awin DE", "awin"))
    with pytest.raises(NotFound, match=r"no account “x”\. There are: Awin DE"):
        app.programs.account("x")
    with pytest.raises(NotFound, match="no program “x”"):
        app.programs.program("x")
    with pytest.raises(NotFound, match="no account “99”"):
        app.programs.add_program(Program(99, "x"))


def test_a_tracking_id_is_saved_once_and_its_campaign_can_change(app: App, amazon: Account):
    spring = app.campaigns.add(Campaign("Spring")).value
    first = app.programs.save_tracking_id(TrackingId(amazon.id, " spring-20 ")).value
    again = app.programs.save_tracking_id(TrackingId(amazon.id, "SPRING-20", spring.id)).value
    assert again.id == first.id
    assert app.programs.tracking_ids(amazon.id) == (again,)
    other = app.programs.save_tracking_id(TrackingId(amazon.id, "other-20")).value
    with pytest.raises(BadInput, match="has a tracking id “SPRING-20” already"):
        app.programs.save_tracking_id(replace(other, value="spring-20"))
    app.programs.remove_tracking_id(again.id)
    assert app.programs.tracking_ids(amazon.id) == (other,)
    app.workspace.undo()
    assert len(app.programs.tracking_ids(amazon.id)) == 2


@pytest.mark.parametrize("value", ["", "a b", "a\x00", "x" * 256])
def test_a_tracking_id_is_one_word(app: App, amazon: Account, value: str):
    with pytest.raises(BadInput):
        app.programs.save_tracking_id(TrackingId(amazon.id, value))
    with pytest.raises(NotFound, match="campaign does not exist"):
        app.programs.save_tracking_id(TrackingId(amazon.id, "ok", 99))


def test_records_of_a_network_whose_file_was_taken_away_still_show(app: App, awin: Account):
    brand = app.programs.add_program(Program(awin.id, "Brand")).value
    with app.workspace.write() as connection:
        connection.execute(schema.account.update().values(network="gone"))
    assert app.programs.account(awin.id).network == "gone"
    app.programs.remove_program(brand.id)
    app.programs.remove_account(awin.id)
    assert app.programs.accounts() == ()
