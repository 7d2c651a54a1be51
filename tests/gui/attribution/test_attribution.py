"""Attribution by mouse and by keyboard: candidates accepted and turned down, guesses, rules with their preview."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.gui.attribution.assign import AssignDialog
from affiliate_desktop.gui.attribution.rule_dialog import RuleDialog
from affiliate_desktop.gui.attribution.window import AttributionWindow
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.earnings import EarningsPage
from affiliate_desktop.gui.window import Window
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.gui.person import Person

ROWS = """Date,Id,Commission,Sub,Product
2026-05-01,A1,5.00,spring-flyer-2,Boots
2026-05-02,A2,9.00,,Coffee grinder
2026-05-03,A3,0.50,zz9,Umbrella
2026-05-04,A4,0.75,coffee-corner-x,Cup
"""
COLUMNS = ColumnMap(
    {
        Field.DATE: "Date",
        Field.EXTERNAL_ID: "Id",
        Field.COMMISSION: "Commission",
        Field.SUB_ID: "Sub",
        Field.PRODUCT: "Product",
    }
)


@pytest.fixture
def ledger(app: App, tmp_path: Path) -> App:
    account = app.programs.add_account(Account("Shops", "awin", currency="EUR")).value
    for name in ("Spring flyer", "Coffee corner"):
        app.campaigns.add(Campaign(name))
    file = tmp_path / "rows.csv"
    file.write_text(ROWS)
    app.statements.import_file(file, account.id, column_map=COLUMNS)
    return app


@pytest.fixture
def person(ledger: App, window: Window, qtbot: QtBot, jobs: Jobs) -> Person:
    return Person(qtbot, window, jobs)


@pytest.fixture
def attribution(person: Person) -> AttributionWindow:
    person.go("Earnings")
    person.press("Attribution (4)…")
    return person.dialog(AttributionWindow)


def found(app: App) -> list[tuple[str | None, str]]:
    return [(row.campaign, row.attributed.value) for row in app.ledger.rows(sort=("day", False))]


def waiting(attribution: AttributionWindow) -> list[str]:
    return [item.sub_id or item.product for item in attribution.queue.model.records]


def test_candidates_are_accepted_turned_down_and_chosen_with_the_mouse(
    app: App, person: Person, attribution: AttributionWindow
) -> None:
    person.rest()
    queue = attribution.queue
    assert waiting(attribution) == ["Coffee grinder", "spring-flyer-2", "coffee-corner-x", "zz9"]
    person.press("Accept", queue.panel)
    assert found(app)[1] == ("Coffee corner", "user")
    assert waiting(attribution) == ["spring-flyer-2", "coffee-corner-x", "zz9"]
    person.press("Turn down", queue.panel)
    assert not [each for each in queue.panel.findChildren(QAbstractButton) if each.text() == "Turn down"]
    person.pick(queue.panel.choice, "Coffee corner")
    person.press("Attribute", queue.panel)
    assert found(app)[0] == ("Coffee corner", "user")
    assert attribution.tabs.tabText(0) == "Not attributed (2)"
    person.press("Close", attribution)
    person.press("Attribution (2)…")
    person.press("Close", person.dialog(AttributionWindow))


def test_the_keyboard_is_enough(app: App, person: Person, attribution: AttributionWindow, qtbot: QtBot) -> None:
    person.rest()
    table = attribution.queue.table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    person.rest()
    assert found(app)[1] == ("Coffee corner", "user")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    person.rest()
    assert attribution.queue.model.records[0].candidates == ()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    person.rest()
    assert found(app)[3] == ("Coffee corner", "user")


def test_guesses_are_made_shown_as_such_and_taken_back(
    app: App, person: Person, attribution: AttributionWindow
) -> None:
    person.press("Guess the likely ones", attribution.queue)
    assert [how for _, how in found(app)].count("guess") == 2
    assert attribution.tabs.tabText(1) == "Guesses (2)"
    person.turn_to(attribution.tabs, "Guesses (2)")
    person.press("Take all guesses back", attribution.guesses)
    assert [how for _, how in found(app)] == ["none"] * 4
    assert app.workspace.undo()
    assert [how for _, how in found(app)].count("guess") == 2


def test_a_rule_shows_what_it_would_change_before_it_is_saved(
    app: App, person: Person, attribution: AttributionWindow, qtbot: QtBot
) -> None:
    person.press("Make a rule from this…", attribution.queue.panel)
    dialog = person.dialog(RuleDialog)
    assert dialog.product.text() == "Coffee grinder"
    person.write(dialog.product, "grinder")
    qtbot.waitUntil(lambda: "1 row would change" in dialog.found.text())
    person.write(dialog.start, "2026-05-99")
    person.press("Save rule", dialog)
    assert "no date" in dialog.form.rows["start"].complaint.text()
    person.write(dialog.start, "2026-05-01")
    person.rest()
    person.press("Save rule", dialog)
    assert found(app)[1] == ("Coffee corner", "rule")
    person.turn_to(attribution.tabs, "Rules (1)")
    person.press("Add…", attribution.rules)
    dialog = person.dialog(RuleDialog)
    person.write(dialog.tracking, "*9")
    person.pick(dialog.campaign, "Spring flyer")
    person.press("Save rule", dialog)
    assert found(app)[2] == ("Spring flyer", "rule")
    attribution.rules.table.selectRow(1)
    person.press("Up", attribution.rules)
    assert [rule.tracking for rule in app.attributions.rules()] == ["*9", ""]
    person.press("Remove", attribution.rules)
    assert [rule.product for rule in app.attributions.rules()] == ["grinder"]
    assert found(app)[2] == (None, "none")


def test_selected_earnings_are_attributed_whatever_they_say_and_let_go_again(
    app: App, person: Person, window: Window
) -> None:
    person.go("Earnings")
    page = window.page
    assert isinstance(page, EarningsPage)
    page.table.selectAll()
    for choice, expected in (
        ("Spring flyer", ("Spring flyer", "user")),
        ("To nothing", (None, "user")),
        ("As sub-id and rules say", (None, "none")),
    ):
        next(action for action in page.table.actions() if action.text() == "Attribute to…").trigger()
        dialog = person.dialog(AssignDialog)
        assert dialog.form.rows["target"].title.text() == "4 rows belong to"
        person.pick(dialog.target, choice)
        person.press("Attribute", dialog)
        assert found(app) == [expected] * 4
        page.table.selectAll()


def test_a_link_without_a_campaign_is_put_into_one_or_left_without(ledger: App, person: Person) -> None:
    draft = LinkDraft(
        "https://shop.example/", "awin", parameters={"awinmid": "1", "awinaffid": "2"}, click_reference="ZZ9"
    )
    link = ledger.links.add("Footer", draft).value
    person.go("Earnings")
    person.press("Attribution (4)…")
    attribution = person.dialog(AttributionWindow)
    person.rest()
    person.turn_to(attribution.tabs, "Guesses (1)")
    person.rest()
    person.press("Turn down", attribution.guesses.panel)
    assert ledger.links.get(link.id).campaign_id is None
    ledger.workspace.undo()
    attribution.guesses.refresh()
    person.press("Accept", attribution.guesses.panel)
    assert found(ledger)[2] == (None, "user")
    person.turn_to(attribution.tabs, "Not attributed (4)")
    queue = attribution.queue
    place = next(at for at, item in enumerate(queue.model.records) if item.link_id == link.id)
    queue.table.selectRow(place)
    person.rest()
    person.press("Leave the link without a campaign", queue.panel)
    assert link.id not in {item.link_id for item in queue.model.records}
    ledger.workspace.undo()
    attribution.queue.refresh()
    person.rest()
    queue.table.selectRow(place)
    person.rest()
    person.pick(queue.panel.choice, "Coffee corner")
    person.press("Attribute", queue.panel)
    assert found(ledger)[2] == ("Coffee corner", "user")
    assert ledger.links.get(link.id).campaign_id is not None
    assert attribution.tabs.tabText(0) == "Not attributed (3)"
