"""Visits in the window: beside the campaign, in a window of their own, and those that belong to none."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.gui.campaigns.visits_window import VisitsWindow
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.pages.campaigns import CampaignsPage
from affiliate_desktop.gui.window import Window
from affiliate_desktop.ledger.model import Entry
from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.programs.model import Account
from tests.gui.person import Person
from tests.statements.files import write_text

JANUARY = "# Start date: 20260101\n# End date: 20260131\nSession source / medium,Session campaign,Sessions\n"


@pytest.fixture
def person(app: App, qtbot: QtBot, window: Window, jobs: Jobs, tmp_path: Path) -> Person:
    """Somebody with a campaign whose link brought visits and an earning."""
    account = app.programs.add_account(Account("Ebay", "ebay")).value.id
    blog = app.programs.add_account(Account("Blog", "utm")).value.id
    campaign = app.campaigns.add(Campaign("Spring sale")).value.id
    placement = app.placements.add(Placement("Mail", campaign)).value.id
    utm = Utm("spring", "newsletter", "email")
    draft = LinkDraft("https://www.ebay.com/itm/1", "ebay", utm, {"campid": "5338000000"}, "mail")
    app.links.add("Mail link", draft, campaign_id=campaign, placement_id=placement, account_id=account)
    app.corrections.add(Entry(account, date(2026, 1, 5), "EUR", 12_000_000, sub_id="mail"))
    text = JANUARY + "newsletter / email,Spring,1200\nx / y,winter,5\n"
    app.statements.import_file(write_text(tmp_path / "ga.csv", text), blog)
    window.resize(1280, 800)
    return Person(qtbot, window, jobs)


def page(person: Person) -> CampaignsPage:
    """The campaigns, with the first selected."""
    person.go("Campaigns")
    person.rest()
    found = person.window.findChild(CampaignsPage)
    assert found is not None
    found.table.select(1)
    person.rest()
    return found


def test_the_panel_tells_visits_conversions_and_what_a_visit_was_worth(person: Person) -> None:
    said = " | ".join(each.text() for each in page(person).panel.findChildren(QLabel))
    assert "Visits | Jan 1, 2026 - Jan 31, 2026" in said
    assert "1,200" in said
    assert "€0.01" in said


def test_a_window_lists_all_visits_and_why_some_belong_to_no_campaign(person: Person) -> None:
    page(person).panel.visits_wanted.emit()
    window = person.dialog(VisitsWindow)
    person.rest()
    rows = [(one.campaign, one.placement, one.visited.count.sessions) for one in window.campaigns.records.records]
    assert rows == [("Spring sale", "", 1200), ("Spring sale", "Mail", 1200)]
    (winter,) = window.unmatched.records.records
    assert winter.advice.startswith("No link has the UTM campaign “winter”")
    assert window.tabs.tabText(1) == "Without a campaign (1)"
    window.first.setText("2026-01-10")
    person.rest()
    assert "1,205 visits are left out" in window.note.text.text()
    window.first.setText("2026-13-10")
    assert "is no date" in window.note.text.text()
    window.accept()
