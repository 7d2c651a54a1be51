"""Placements in the window: added and changed beside the campaign, chosen for a link, taken back with undo."""

from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.gui.campaigns.placement import PlacementDialog
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.links.editor import LinkDialog
from affiliate_desktop.gui.pages.campaigns import CampaignsPage
from affiliate_desktop.gui.window import Window
from tests.gui.person import Person


def test_a_placement_is_made_and_changed_beside_its_campaign_and_offered_to_links(
    app: App, window: Window, qtbot: QtBot, jobs: Jobs
) -> None:
    campaign = app.campaigns.add(Campaign("Spring")).value
    person = Person(qtbot, window, jobs)
    person.go("Campaigns")
    page = window.page
    assert isinstance(page, CampaignsPage)
    page.table.selectRow(0)
    person.rest()
    person.press("Add a placement…", page.panel)
    dialog = person.dialog(PlacementDialog)
    person.press("Add placement", dialog)
    assert "name" in dialog.form.rows["name"].complaint.text()
    person.write(dialog.name, "Gym door")
    person.write(dialog.kind, "Poster")
    person.press("Add placement", dialog)
    assert app.placements.list() == (Placement("Gym door", campaign.id, "Poster", id=1),)
    person.press("Gym door · Poster", page.panel)
    person.write(person.dialog(PlacementDialog).place, "Climbing gym")
    person.press("Save", person.dialog(PlacementDialog))
    assert app.placements.get(1).place == "Climbing gym"
    person.press("New link…", page.panel)
    editor = person.dialog(LinkDialog)
    assert editor.placement.count() == 2
    editor.reject()
    person.go("Campaigns")
    person.press("Gym door · Poster", page.panel)
    person.press("Remove", person.dialog(PlacementDialog))
    assert app.placements.list() == ()
    app.workspace.undo()
    assert len(app.placements.list()) == 1
