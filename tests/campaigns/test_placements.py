"""Placements, and how earnings lead to them: sub-id, link, placement, campaign."""

from dataclasses import replace
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign, Placement
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field


@pytest.fixture
def spring(app: App) -> Campaign:
    return app.campaigns.add(Campaign("Spring")).value


@pytest.fixture
def poster(app: App, spring: Campaign) -> Placement:
    return app.placements.add(Placement(" Poster ", spring.id, "Poster", "Climbing gym", "by the door")).value


def test_a_placement_is_added_changed_removed_and_all_of_it_undone(
    app: App, spring: Campaign, poster: Placement
) -> None:
    assert poster.name == "Poster"
    app.placements.edit(replace(poster, place="Hut"))
    assert app.placements.get("poster").place == "Hut"
    app.placements.remove(poster.id)
    assert app.placements.list() == ()
    app.workspace.undo()
    app.workspace.undo()
    assert app.placements.list(spring.id) == (poster,)
    app.placements.edit(replace(poster, archived=True))
    assert app.placements.list() == ()
    assert len(app.placements.list(archived=True)) == 1


def test_names_are_one_of_a_kind_within_a_campaign(app: App, spring: Campaign, poster: Placement) -> None:
    with pytest.raises(BadInput, match="already"):
        app.placements.add(Placement("POSTER", spring.id))
    other = app.campaigns.add(Campaign("Autumn")).value
    second = app.placements.add(Placement("Poster", other.id)).value
    with pytest.raises(NotFound, match="use the id"):
        app.placements.get("Poster")
    assert app.placements.get("Poster", other.id) == second
    with pytest.raises(NotFound):
        app.placements.add(Placement("Page", 999))


def test_a_link_at_a_placement_belongs_to_its_campaign_and_moves_with_it(
    app: App, spring: Campaign, poster: Placement
) -> None:
    link = app.links.add("Door", LinkDraft("https://shop.example/"), placement_id=poster.id).value
    assert (link.campaign_id, link.placement_id) == (spring.id, poster.id)
    other = app.campaigns.add(Campaign("Autumn")).value
    with pytest.raises(BadInput, match="another campaign"):
        app.links.edit(replace(link, campaign_id=other.id))
    app.placements.edit(replace(poster, campaign_id=other.id))
    assert app.links.get(link.id).campaign_id == other.id
    app.campaigns.remove(other.id)
    assert (app.links.get(link.id).campaign_id, app.links.get(link.id).placement_id) == (None, None)
    app.workspace.undo()
    assert app.links.get(link.id).placement_id == poster.id
    app.placements.remove(poster.id)
    assert (app.links.get(link.id).campaign_id, app.links.get(link.id).placement_id) == (other.id, None)


def test_an_earning_leads_from_its_sub_id_to_link_placement_and_campaign(
    app: App, spring: Campaign, poster: Placement, tmp_path: Path
) -> None:
    account = app.programs.add_account(Account("Shops", "awin", currency="EUR")).value
    draft = LinkDraft(
        "https://shop.example/", "awin", parameters={"awinmid": "1", "awinaffid": "2"}, click_reference="door123456"
    )
    app.links.add("Door", draft, placement_id=poster.id)
    file = tmp_path / "rows.csv"
    file.write_text("Date,Id,Commission,Sub\n2026-05-01,A1,1.50,door123456\n2026-05-02,A2,2.00,\n")
    columns = {Field.DATE: "Date", Field.EXTERNAL_ID: "Id", Field.COMMISSION: "Commission", Field.SUB_ID: "Sub"}
    app.statements.import_file(file, account.id, column_map=ColumnMap(columns))
    _, row = app.ledger.rows()
    assert (row.link, row.placement, row.campaign, row.attributed.value) == ("Door", "Poster", "Spring", "exact")
    totals = app.ledger.totals((Grouping.PLACEMENT,))
    assert [(each.group(Grouping.PLACEMENT), each.commission_micro) for each in totals] == [
        ("Poster", 1_500_000),
        (None, 2_000_000),
    ]
