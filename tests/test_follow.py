"""What belongs together across rooms stays together: earnings follow the links and tracking ids that explain them."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.programs.model import Account, TrackingId
from affiliate_desktop.statements.model import ColumnMap, Field

ROWS = "Date,Id,Commission,Sub\n2026-05-01,A1,1.50,shelf12345\n2026-05-02,A2,2.50,other\n"
COLUMNS = ColumnMap(
    {Field.DATE: "Date", Field.EXTERNAL_ID: "Id", Field.COMMISSION: "Commission", Field.SUB_ID: "Sub"}, currency="EUR"
)


@pytest.fixture
def account(app: App, tmp_path: Path) -> Account:
    made = app.programs.add_account(
        Account("Shops", "awin", currency="EUR", publisher_id="123456", parameters={"awinaffid": "123456"})
    ).value
    file = tmp_path / "rows.csv"
    file.write_text(ROWS)
    app.statements.import_file(file, made.id, column_map=COLUMNS)
    return made


def campaigns(app: App) -> list[str | None]:
    return [row.campaign for row in app.ledger.rows(sort=("day", False))]


def test_earnings_imported_earlier_find_a_link_that_is_added_later(app: App, account: Account) -> None:
    campaign = app.campaigns.add(Campaign("Shelf")).value
    draft = LinkDraft("https://shop.example/", "awin", parameters={"awinmid": "1234"}, click_reference="shelf12345")
    done = app.links.add("Shelf link", draft, campaign_id=campaign.id, account_id=account.id)
    assert campaigns(app) == ["Shelf", None]
    assert done.changes.touches(Kind.TRANSACTION)
    app.workspace.undo()
    assert campaigns(app) == [None, None]
    app.workspace.redo()
    assert campaigns(app) == ["Shelf", None]


def test_earnings_follow_a_tracking_id_that_is_mapped_and_unmapped(app: App, account: Account) -> None:
    campaign = app.campaigns.add(Campaign("Shelf")).value
    tracking = app.programs.save_tracking_id(TrackingId(account.id, "other", campaign.id)).value
    assert campaigns(app) == [None, "Shelf"]
    app.programs.remove_tracking_id(tracking.id)
    assert campaigns(app) == [None, None]


def test_undoing_a_link_lets_go_of_its_earnings_and_removing_it_asks_to_archive(app: App, account: Account) -> None:
    draft = LinkDraft("https://shop.example/", "awin", parameters={"awinmid": "1234"}, click_reference="shelf12345")
    link = app.links.add("Shelf link", draft, account_id=account.id).value
    assert [row.link for row in app.ledger.rows(sort=("day", False))] == ["Shelf link", None]
    with pytest.raises(Failed, match="Archive it instead"):
        app.links.remove(link.id)
    app.workspace.undo()
    assert [row.link for row in app.ledger.rows()] == [None, None]
