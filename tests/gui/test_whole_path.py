"""The whole path with the mouse: from the first start to a flyer that scans, and from a statement to its summary."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.gui.accounts.dialogs import AccountDialog
from affiliate_desktop.gui.campaigns.dialog import CampaignDialog
from affiliate_desktop.gui.home.dialogs import SummaryDialog
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.links.editor import LinkDialog
from affiliate_desktop.gui.pages.home import HomePage
from affiliate_desktop.gui.pages.links import LinksPage
from affiliate_desktop.gui.pages.statements import StatementsPage
from affiliate_desktop.gui.pages.studio import StudioPage
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.studio.banner_results import BannerResults
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.gui.welcome import Welcome
from affiliate_desktop.gui.window import Window
from affiliate_desktop.gui.workspaces import Workspaces, default_path
from affiliate_desktop.ledger.model import Grouping, Status
from tests.gui.conftest import RecordedMessages
from tests.gui.person import Person
from tests.gui.studio.conftest import decoded
from tests.statements.files import amazon_sheets, write_workbook

PAN = "https://www.amazon.com/dp/B000000001"
TAGGED = (
    "https://www.amazon.com/dp/B000000001?utm_source=blog&utm_medium=referral&utm_campaign=spring-kitchen"
    "&tag=mystore-20"
)
EARNED = 1_350_000 + 1_350_000 - 1_350_000 + 3_000_000 + 250_000
"""Three rows of fees, a bounty and a bonus, in millionths."""


@pytest.fixture
def started(theme: Theme, jobs: Jobs) -> Iterator[Workspaces]:
    """The program as its first start leaves it: a window, and the default workspace about to be made."""
    window = Window(theme, jobs)
    window.connect_messages(RecordedMessages(window))
    workspaces = Workspaces(window)
    window.resize(1280, 800)
    window.show()
    workspaces.open_first(default_path())
    yield workspaces
    window.close()


@pytest.fixture
def person(started: Workspaces, jobs: Jobs, qtbot: QtBot) -> Person:
    """Who sits before that window."""
    window = started.parent()
    assert isinstance(window, Window)
    return Person(qtbot, window, jobs)


def test_a_person_goes_the_whole_path_with_the_mouse(started: Workspaces, person: Person, tmp_path: Path) -> None:
    starts_empty(person)
    app = started.app
    assert app is not None
    makes_an_account(person, app)
    makes_a_campaign(person, app)
    makes_a_link(person, app)
    saves_the_code(person, tmp_path / "code.png")
    saves_the_banners(person, app, tmp_path)
    saves_the_flyer(person, tmp_path / "flyer.pdf")
    imports_a_statement(person, app, write_workbook(tmp_path / "earnings.xlsx", amazon_sheets()))
    sees_the_totals(person, app)
    saves_the_summary(person, app, tmp_path / "summary.pdf")
    assert _messages(person).told.problems == []
    assert _messages(person).told.asked == []


def starts_empty(person: Person) -> None:
    person.rest()
    welcome = person.window.stack.currentWidget()
    assert isinstance(welcome, Welcome)
    assert welcome.sample_button.isVisible()
    person.click(welcome.empty_button)
    assert isinstance(person.window.page, HomePage)
    assert default_path().is_file()


def makes_an_account(person: Person, app: App) -> None:
    person.go("Accounts")
    person.press("New account")
    dialog = person.dialog(AccountDialog)
    person.pick(dialog.network, "Amazon Associates")
    person.pick(dialog.currency, "USD")
    person.press("Add account", dialog)
    assert person.sees_no_dialog()
    account = app.programs.account("Amazon Associates")
    assert (account.network, account.currency) == ("amazon", "USD")
    assert len(app.programs.programs(account.id)) == 1


def makes_a_campaign(person: Person, app: App) -> None:
    person.go("Campaigns")
    person.press("New campaign")
    dialog = person.dialog(CampaignDialog)
    person.write(dialog.name, "Spring kitchen")
    person.press("Add campaign", dialog)
    assert person.sees_no_dialog()
    assert app.campaigns.get("Spring kitchen").id


def makes_a_link(person: Person, app: App) -> None:
    """Keeps the tracking id on the way, so that what the statement says of it counts for the campaign."""
    person.go("Links")
    person.press("New link")
    dialog = person.dialog(LinkDialog)
    person.pick(dialog.network, "Amazon Associates")
    person.pick(dialog.campaign, "Spring kitchen")
    person.write(dialog.destination, PAN)
    person.write(dialog.parameters.rows["tag"].field, "mystore-20")
    person.click(dialog.keep)
    person.pick(dialog.utm["source"], "blog")
    person.pick(dialog.utm["medium"], "referral")
    assert dialog.tagged.text() == TAGGED
    person.press("Save link", dialog)
    assert person.sees_no_dialog()
    page = person.window.page
    assert isinstance(page, LinksPage)
    assert page.strip.url.text() == TAGGED
    assert [link.url for link in app.links.list()] == [TAGGED]


def saves_the_code(person: Person, file: Path) -> None:
    person.go("Studio")
    person.press("Save PNG…")
    _messages(person).give(file)
    person.rest()
    assert _messages(person).told.saved[-1] == file
    assert decoded(file) == [TAGGED]


def saves_the_banners(person: Person, app: App, folder: Path) -> None:
    page = person.window.page
    assert isinstance(page, StudioPage)
    person.turn_to(page.tabs, "Banners")
    person.write(page.banner.headline, "Pans & <lids>")
    person.press("Save set…")
    _messages(person).give(folder)
    results = person.dialog(BannerResults)
    made = _messages(person).told.saved[-1]
    assert made.parent == folder
    starters = [size for size in app.studio.sizes() if size.starter]
    images = {size.id: QImage(str(made / f"{size.id}.png")) for size in starters}
    assert {name: (image.width(), image.height()) for name, image in images.items()} == {
        size.id: (size.width, size.height) for size in starters
    }
    snippets = (made / "snippets.html").read_text()
    assert snippets.count(f'href="{TAGGED.replace("&", "&amp;")}"') == len(starters)
    assert snippets.count('rel="sponsored') == len(starters)
    assert "Pans &amp; &lt;lids&gt;" in snippets
    person.press("Close", results)


def saves_the_flyer(person: Person, file: Path) -> None:
    page = person.window.page
    assert isinstance(page, StudioPage)
    person.turn_to(page.tabs, "Flyer")
    person.write(page.flyer.headline, "Cook in spring")
    person.pick(page.flyer.paper, "Letter")
    person.press("Save PDF…", page.flyer)
    _messages(person).give(file)
    person.rest()
    assert _messages(person).told.saved[-1] == file
    assert decoded(file) == [TAGGED]
    with pypdfium2.PdfDocument(file) as document:
        assert document.get_page_size(0) == pytest.approx((612, 792), abs=0.5)
        assert "Cook in spring" in " ".join(document[0].get_textpage().get_text_range().split())


def imports_a_statement(person: Person, app: App, file: Path) -> None:
    person.drop(file)
    dialog = person.dialog(ImportDialog)
    assert dialog.settings.account.currentText() == "Amazon Associates"
    assert dialog.preview.isVisible()
    assert app.ledger.count() == 0
    person.press("Import 5 rows", dialog)
    assert person.sees_no_dialog()
    assert isinstance(person.window.page, StatementsPage)
    assert [row.file for row in person.window.page.model.records] == ["earnings.xlsx"]
    assert app.ledger.count() == 5


def sees_the_totals(person: Person, app: App) -> None:
    person.go("Home")
    page = person.window.page
    assert isinstance(page, HomePage)
    person.pick(page.period_box, "All time")
    totals = app.ledger.totals()
    assert sum(total.commission_micro for total in totals) == EARNED
    assert {total.group(Grouping.STATUS) for total in totals} == {Status.APPROVED}
    assert [card.total.text() for card in page.cards] == [_dollars(page, EARNED)]
    said = [each.text() for each in _labels(page)]
    assert "Spring kitchen" in said
    by_campaign = app.ledger.totals((Grouping.CAMPAIGN,))
    assert [total.commission_micro for total in by_campaign] == [EARNED]


def saves_the_summary(person: Person, app: App, file: Path) -> None:
    page = person.window.page
    assert isinstance(page, HomePage)
    person.press("Save PDF summary…")
    dialog = person.dialog(SummaryDialog)
    person.pick(dialog.paper, "Letter")
    person.press("Save as…", dialog)
    _messages(person).give(file)
    person.rest()
    assert _messages(person).told.saved[-1] == file
    with pypdfium2.PdfDocument(file) as document:
        pages = [each.get_textpage().get_text_range().replace("\r\n", "\n") for each in document]
    whole = "\n".join(pages)
    assert f"Total commission, USD\n{plain_micro(EARNED, 'USD')}\n" in whole
    (total,) = app.ledger.totals()
    sale, commission = (plain_micro(micro, "USD") for micro in (total.sale_micro, total.commission_micro))
    assert f"Approved {total.count} {sale} {commission}" in whole
    assert "Spring kitchen" in whole
    (statement,) = app.statements.list()
    assert statement.sha256 in whole.replace("\n", "")


def _messages(person: Person) -> RecordedMessages:
    messages = person.window.messages
    assert isinstance(messages, RecordedMessages)
    return messages


def _dollars(page: HomePage, micro: int) -> str:
    return page.context.formats.money(micro, "USD")


def _labels(page: HomePage) -> list[QLabel]:
    return [each for each in page.findChildren(QLabel) if each.isVisible()]
