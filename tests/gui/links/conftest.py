"""What tests of the links page share."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from affiliate_desktop.app import App
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.links.editor import LinkDialog
from affiliate_desktop.gui.links.offers import load_offers
from affiliate_desktop.gui.pages.links import LinksPage
from affiliate_desktop.links.model import Link, LinkDraft
from affiliate_desktop.programs.model import Account, Program

SHOP = "https://shop.example/boots?color=red"


@pytest.fixture
def editor(context: Context, qtbot: QtBot, settle) -> Iterator[Callable[[], LinkDialog]]:
    """Opens the editor of a new link over a window that stays as long as the test."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def opened() -> LinkDialog:
        dialog = LinkDialog(context, parent, load_offers(context.app))
        dialog.open()
        settle()
        return dialog

    yield opened
    parent.close()


def shown(context: Context, qtbot: QtBot, settle) -> LinksPage:
    page = LinksPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    settle()
    return page


def dialog_of(page: LinksPage) -> LinkDialog:
    found = [each for each in page.findChildren(QDialog) if isinstance(each, LinkDialog) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def add_link(app: App, name: str, campaign_id: int | None = None) -> Link:
    return app.links.add(name, LinkDraft(f"{SHOP}&name={name}"), campaign_id=campaign_id).value


def add_awin(app: App) -> tuple[Account, Program]:
    account = app.programs.add_account(Account("Shops", "awin", "482913")).value
    return account, app.programs.add_program(Program(account.id, "Northlight", "20871")).value


def names(page: LinksPage) -> list[str]:
    return [row.link.name for row in page.model.records]
