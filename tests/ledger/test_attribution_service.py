"""The queue of the unattributed, guesses, decisions and rules, on real files and a real workspace."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.ledger.attribution_model import Attributed, Rule
from affiliate_desktop.ledger.model import EarningsFilter, Grouping
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from affiliate_desktop.workspace import schema

ROWS = """Date,Id,Commission,Sub,Product
2026-05-01,A1,5.00,spring-flyer-2,Hiking boots
2026-05-02,A2,2.50,spring-flyer-2,Trekking poles
2026-05-03,A3,9.00,,Coffee grinder
2026-05-04,A4,1.00,,Coffee grinder
2026-05-05,A5,0.75,zzqqxx,Umbrella
2026-05-06,A6,4.00,SHELF12345,Kettle
"""
COLUMNS = ColumnMap(
    {
        Field.DATE: "Date",
        Field.EXTERNAL_ID: "Id",
        Field.COMMISSION: "Commission",
        Field.SUB_ID: "Sub",
        Field.PRODUCT: "Product",
    },
    currency="EUR",
)
FOOTER = LinkDraft(
    "https://shop.example/", "awin", parameters={"awinmid": "1", "awinaffid": "2"}, click_reference="zzqqxx"
)
Shown = list[tuple[str | None, str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture
def account(app: App) -> Account:
    return app.programs.add_account(Account("Shops", "awin", currency="EUR")).value


@pytest.fixture
def spring(app: App) -> Campaign:
    return app.campaigns.add(Campaign("Spring flyer", starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 31))).value


@pytest.fixture
def coffee(app: App) -> Campaign:
    return app.campaigns.add(Campaign("Coffee corner", goal="A grinder review a month")).value


@pytest.fixture
def imported(app: App, account: Account, file: Path, spring: Campaign, coffee: Campaign) -> int:
    """The id of the statement; one of its rows finds its link."""
    draft = LinkDraft(
        "https://shop.example/",
        "awin",
        parameters={"awinmid": "1234", "awinaffid": "123456"},
        click_reference="shelf12345",
    )
    app.links.add("Shelf link", draft, campaign_id=coffee.id)
    report = app.statements.import_file(file, account.id, column_map=COLUMNS)
    assert report.id is not None
    return report.id


def shown(app: App) -> Shown:
    """Campaign and how, in the order of the days."""
    return [(row.campaign, row.attributed.value) for row in app.ledger.rows(sort=("day", False))]


def key_of(app: App, external_id: str) -> int:
    return next(row.id for row in app.ledger.rows() if row.external_id == external_id)


def test_an_import_says_how_each_row_was_attributed(app: App, imported: int) -> None:
    assert shown(app) == [(None, "none")] * 5 + [("Coffee corner", "case")]
    assert app.attributions.counts()[Attributed.NONE] == 5


def test_the_queue_lists_sub_ids_and_alike_rows_with_the_most_money_first(app: App, imported: int) -> None:
    queue = app.attributions.queue()
    assert [(item.sub_id, item.product, item.count, item.commission_micro) for item in queue.items] == [
        ("", "Coffee grinder", 2, 10_000_000),
        ("spring-flyer-2", "Hiking boots", 2, 7_500_000),
        ("zzqqxx", "Umbrella", 1, 750_000),
    ]
    assert queue.rows == 5
    assert not queue.more
    assert app.attributions.queue(1).more


def test_candidates_are_ranked_and_say_why(app: App, imported: int) -> None:
    by_product, by_sub_id, nothing = app.attributions.queue().items
    first = by_product.candidates[0]
    assert (first.campaign, [reason.code for reason in first.reasons]) == ("Coffee corner", ["product"])
    assert "coffee, grinder" in first.reasons[0].text
    first = by_sub_id.candidates[0]
    assert (first.campaign, [reason.code for reason in first.reasons]) == ("Spring flyer", ["sub_id", "dates"])
    assert nothing.candidates == ()


def test_a_guess_is_marked_may_be_turned_down_and_is_not_offered_again(
    app: App, imported: int, spring: Campaign
) -> None:
    assert app.attributions.guess().value == 1
    assert shown(app)[:2] == [("Spring flyer", "guess")] * 2
    only_sure = EarningsFilter(attributed=tuple(set(Attributed) - {Attributed.GUESS}))
    assert sum(total.count for total in app.ledger.totals((Grouping.CAMPAIGN,), only_sure)) == 4
    item, _ = app.attributions.queue(guesses=True).items
    assert item.guess is not None
    assert item.guess.campaign == "Spring flyer"
    assert item.guess.reasons
    app.attributions.refuse(item.id)
    assert shown(app)[:2] == [(None, "none")] * 2
    offered = [each.campaign_id for each in app.attributions.item(item.id).candidates]
    assert spring.id not in offered
    assert app.attributions.guess().value == 0
    app.workspace.undo()
    assert shown(app)[:2] == [("Spring flyer", "guess")] * 2


def test_an_accepted_sub_id_outlives_undoing_the_import_and_importing_again(
    app: App, imported: int, account: Account, file: Path
) -> None:
    app.attributions.accept(key_of(app, "A2"))
    expected = [("Spring flyer", "user")] * 2 + [(None, "none")] * 3 + [("Coffee corner", "case")]
    assert shown(app) == expected
    app.statements.undo(imported)
    app.statements.import_file(file, account.id, column_map=COLUMNS)
    assert shown(app) == expected
    app.ledger.attribute()
    assert shown(app) == expected


def test_accepting_rows_without_a_sub_id_is_about_these_rows(
    app: App, imported: int, account: Account, file: Path, tmp_path: Path
) -> None:
    app.attributions.accept(key_of(app, "A3"))
    assert shown(app)[2:4] == [("Coffee corner", "user")] * 2
    later = tmp_path / "later.csv"
    later.write_text("Date,Id,Commission,Sub,Product\n2026-06-01,B1,1.00,,Coffee grinder\n")
    app.statements.import_file(later, account.id, column_map=COLUMNS)
    assert shown(app)[-1] == (None, "none")
    app.statements.undo(imported)
    app.statements.import_file(file, account.id, column_map=COLUMNS)
    assert shown(app)[2:4] == [("Coffee corner", "user")] * 2


def test_rows_can_be_assigned_to_anything_or_to_nothing_and_let_go_again(
    app: App, imported: int, spring: Campaign
) -> None:
    key = key_of(app, "A6")
    app.attributions.assign([key], (None, spring.id))
    assert shown(app)[-1] == ("Spring flyer", "user")
    app.attributions.assign([key], (None, None))
    assert shown(app)[-1] == (None, "user")
    app.attributions.forget([key])
    assert shown(app)[-1] == ("Coffee corner", "case")


def test_a_rule_attributes_what_no_sub_id_explains_in_order_and_now_and_later(
    app: App, imported: int, spring: Campaign, coffee: Campaign, account: Account, tmp_path: Path
) -> None:
    rule = Rule(product="GRINDER coffee", campaign_id=coffee.id)
    preview = app.attributions.preview(rule)
    assert [(each.currency, each.count, each.commission_micro) for each in preview.sums] == [("EUR", 2, 10_000_000)]
    assert [(each.before, each.after) for each in preview.rows] == [(None, "Coffee corner")] * 2
    assert shown(app)[2:4] == [(None, "none")] * 2
    saved = app.attributions.save_rule(rule).value
    assert shown(app)[2:4] == [("Coffee corner", "rule")] * 2
    first = Rule(period=Period(date(2026, 5, 4), date(2026, 5, 30)), campaign_id=spring.id, position=1)
    assert app.attributions.preview(first).count == 2
    app.attributions.save_rule(first)
    assert shown(app)[2:] == [
        ("Coffee corner", "rule"),
        ("Spring flyer", "rule"),
        ("Spring flyer", "rule"),
        ("Coffee corner", "case"),
    ]
    later = tmp_path / "later.csv"
    later.write_text("Date,Id,Commission,Sub,Product\n2026-06-01,B1,1.00,,Coffee grinder\n")
    app.statements.import_file(later, account.id, column_map=COLUMNS)
    assert shown(app)[-1] == ("Coffee corner", "rule")
    app.attributions.move_rule(saved.id, 1)
    assert next(each.id for each in app.attributions.rules()) == saved.id
    assert shown(app)[3] == ("Coffee corner", "rule")
    app.attributions.remove_rule(saved.id)
    assert shown(app)[2:5] == [(None, "none"), ("Spring flyer", "rule"), ("Spring flyer", "rule")]
    app.workspace.undo()
    assert shown(app)[2] == ("Coffee corner", "rule")


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        (Rule(tracking="ZZQQ*"), 1),
        (Rule(tracking="zzqqxx"), 1),
        (Rule(tracking="zzqq"), 0),
        (Rule(tracking="z_qqxx"), 0),
        (Rule(tracking="*", product="boots"), 1),
        (Rule(product="umbrella boots"), 0),
        (Rule(product="GRÜN"), 0),
        (Rule(period=Period(None, date(2026, 5, 2))), 2),
    ],
)
def test_conditions_ignore_case_and_all_must_hold(
    app: App, imported: int, spring: Campaign, rule: Rule, rows: int
) -> None:
    assert app.attributions.preview(replace(rule, campaign_id=spring.id)).count == rows


def test_a_changed_rule_is_previewed_and_keeps_its_place(
    app: App, imported: int, spring: Campaign, coffee: Campaign
) -> None:
    one = app.attributions.save_rule(Rule(product="grinder", campaign_id=coffee.id)).value
    two = app.attributions.save_rule(Rule(product="boots", campaign_id=spring.id)).value
    changed = replace(one, product="umbrella")
    preview = app.attributions.preview(changed)
    assert {(row.product, row.after) for row in preview.rows} == {
        ("Coffee grinder", None),
        ("Umbrella", "Coffee corner"),
    }
    app.attributions.save_rule(changed)
    assert [each.id for each in app.attributions.rules()] == [one.id, two.id]


def test_what_makes_no_sense_is_refused(app: App, imported: int, coffee: Campaign) -> None:
    with pytest.raises(BadInput, match="condition"):
        app.attributions.save_rule(Rule(campaign_id=coffee.id, tracking="*"))
    with pytest.raises(BadInput, match="campaign or link"):
        app.attributions.save_rule(Rule(product="x"))
    with pytest.raises(NotFound):
        app.attributions.save_rule(Rule(product="x", campaign_id=999))
    with pytest.raises(NotFound):
        app.attributions.accept(999)
    with pytest.raises(NotFound):
        app.attributions.accept(key_of(app, "A1"), (None, 999))
    app.attributions.accept(key_of(app, "A6"))
    with pytest.raises(Failed, match="already"):
        app.attributions.accept(key_of(app, "A6"))
    with pytest.raises(Failed, match="Nothing resembles"):
        app.attributions.accept(key_of(app, "A5"))


def test_removing_what_a_rule_or_decision_names_takes_it_along_and_undo_brings_it_back(
    app: App, imported: int, spring: Campaign
) -> None:
    app.attributions.save_rule(Rule(product="nothing like it", campaign_id=spring.id))
    app.attributions.refuse(key_of(app, "A1"))
    app.campaigns.remove(spring.id)
    assert app.attributions.rules() == ()
    app.workspace.undo()
    assert len(app.attributions.rules()) == 1
    assert not [each for each in app.attributions.item(key_of(app, "A1")).candidates if each.campaign_id == spring.id]


def test_a_sub_id_in_another_letter_case_waits_as_a_guess_and_can_be_turned_down_or_accepted(
    app: App, imported: int, coffee: Campaign
) -> None:
    key = key_of(app, "A6")
    (item,) = app.attributions.queue(guesses=True).items
    assert item.guess is not None
    assert (item.id, item.guess.link, [each.code for each in item.guess.reasons]) == (key, "Shelf link", ["case"])
    assert app.attributions.waiting() == 6
    app.attributions.refuse(key)
    assert shown(app)[-1] == (None, "none")
    assert app.attributions.queue(guesses=True).items == ()
    assert app.attributions.queue().rows == 6
    app.statements.undo(imported)
    app.workspace.undo()
    assert app.attributions.queue().rows == 0


def test_kinds_of_older_workspaces_are_told_right_once_links_are_looked_at_anew(app: App, imported: int) -> None:
    key = key_of(app, "A6")
    with app.workspace.write() as connection:  # as it was kept before letter case and cutting off were told apart
        connection.execute(update(schema.transaction).where(schema.transaction.c.id == key).values(attributed="exact"))
    assert app.ledger.attribute().value == 1
    assert shown(app)[-1] == ("Coffee corner", "case")
    assert app.ledger.attribute().value == 0


def test_an_accepted_letter_case_is_what_the_user_said(app: App, imported: int) -> None:
    app.attributions.accept(key_of(app, "A6"))
    assert shown(app)[-1] == ("Coffee corner", "user")
    app.workspace.undo()
    assert shown(app)[-1] == ("Coffee corner", "case")


def test_rows_of_a_link_without_a_campaign_wait_until_it_has_one_or_is_left_without(
    app: App, account: Account, file: Path, spring: Campaign
) -> None:
    link = app.links.add("Footer", FOOTER).value
    app.statements.import_file(file, account.id, column_map=COLUMNS)
    key = key_of(app, "A5")
    assert shown(app)[4] == (None, "exact")
    item = next(each for each in app.attributions.queue().items if each.link_id == link.id)
    assert (item.id, item.link, item.count, item.commission_micro) == (key, "Footer", 1, 750_000)
    with pytest.raises(BadInput, match="Name the campaign"):
        app.attributions.accept(key, (link.id, None))
    app.attributions.accept(key, (None, spring.id))
    assert shown(app)[4] == ("Spring flyer", "exact")
    assert app.links.get("Footer").campaign_id == spring.id
    app.workspace.undo()
    assert shown(app)[4] == (None, "exact")
    app.attributions.refuse(key, (link.id, None))
    assert link.id not in {each.link_id for each in app.attributions.queue().items}
    assert shown(app)[4] == (None, "exact"), "it keeps its link"
    app.workspace.undo()
    assert link.id in {each.link_id for each in app.attributions.queue().items}


def test_guessing_leaves_links_without_a_campaign_alone(app: App, account: Account, file: Path) -> None:
    app.campaigns.add(Campaign("zzqqxx"))
    app.links.add("Footer", FOOTER)
    app.statements.import_file(file, account.id, column_map=COLUMNS)
    app.attributions.guess()
    assert app.links.get("Footer").campaign_id is None
