"""Formats as files that people share: exported, checked, taken in, and gone again."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.programs.model import Account
from tests.statements.files import write_text

SHARED = """
network = "awin"

[[statement]]
id = "partner-list"
name = "Partner list"
certainty = "sample"
headers = ["Day", "Earned", "Shop", "Ref"]
date_format = "%Y-%m-%d"
decimal = "."
currency = "EUR"

[statement.fields]
date = "Day"
commission = "Earned"
program = "Shop"
sub_id = "Ref"
"""
ROWS = "Day,Earned,Shop,Ref\n2026-03-01,5.25,Tea,a\n"


def test_a_format_taken_in_recognizes_files_at_once_and_can_be_removed(app: App, awin: int, tmp_path: Path) -> None:
    file = write_text(tmp_path / "rows.csv", ROWS)
    assert app.statements.identify(file).sheets[0].format == "unknown"
    (taken,) = app.formats.import_files([write_text(tmp_path / "mine.toml", SHARED)])
    assert (taken.format.title, taken.origin) == ("awin/partner-list", "own")
    assert app.statements.identify(file).sheets[0].format == "awin/partner-list"
    assert app.statements.import_file(file, awin).new == 1
    app.formats.remove("awin/partner-list")
    assert app.statements.identify(file).sheets[0].format == "unknown"
    with pytest.raises(NotFound):
        app.formats.get("awin/partner-list")


@pytest.mark.parametrize(
    "title", ["amazon/fee-earnings", "shareasale/activity", "paypal/activity", "upwork/transactions"]
)
def test_what_is_exported_can_be_taken_in_and_is_the_same_format(app: App, title: str, tmp_path: Path) -> None:
    before = app.formats.get(title)
    file = write_text(tmp_path / "shared.toml", app.formats.text(title))
    checked = app.formats.check(file)
    assert (checked.titles, checked.replaces, checked.rivals) == ((title,), (title,), ())
    (after,) = app.formats.import_files([file])
    assert after.format == before.format
    assert (before.origin, after.origin) == ("built-in", "own")
    app.formats.remove(title)
    assert app.formats.get(title).origin == "built-in"


def test_a_format_with_the_columns_of_another_network_is_checked_for_that(app: App, tmp_path: Path) -> None:
    shared = app.formats.text("webgains/earnings").replace('network = "webgains"', 'network = "awin"')
    checked = app.formats.check(write_text(tmp_path / "twin.toml", shared))
    assert checked.rivals == ("webgains/earnings",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not say which network"),
        ("network = 5", "does not say which network"),
        ('network = "nowhere"', "is not known here"),
        ('network = "awin"', r"no \[\[statement\]\]"),
        ('network = "awin"\nstatement = [1]', r"no \[\[statement\]\]"),
        ('network = "awin"\nlink = 1', "“link” is not known"),
        ("= 5", "Invalid"),
        (SHARED.replace('"Earned", "Shop"', '"Shop"'), "Earned"),
        (SHARED.replace('certainty = "sample"', 'certainty = "sample"\ncolour = 1'), "colour"),
        (SHARED.replace('certainty = "sample"', 'certainty = "certainly"'), "certainly"),
        (SHARED.replace("name = ", "nome = ", 1), "it has no “name”"),
        (SHARED.replace('id = "partner-list"', 'id = "../../partner"'), "must be made of"),
    ],
)
def test_a_file_that_is_no_format_says_why_and_nothing_is_taken_in(
    app: App, text: str, reason: str, tmp_path: Path
) -> None:
    good, bad = write_text(tmp_path / "good.toml", SHARED), write_text(tmp_path / "bad.toml", text)
    with pytest.raises((BadInput, Failed), match=reason):
        app.formats.import_files([good, bad])
    with pytest.raises(NotFound):
        app.formats.get("awin/partner-list")


def test_a_broken_file_in_the_config_folder_is_reported_and_stops_nothing(app: App, awin: int, tmp_path: Path) -> None:
    folder = app.formats.import_files([write_text(tmp_path / "mine.toml", SHARED)])[0].file
    assert folder is not None
    write_text(folder.with_name("broken.toml"), "network = ")
    assert any("broken.toml" in str(problem) for problem in app.formats.problems())
    assert app.statements.import_file(write_text(tmp_path / "rows.csv", ROWS), awin).new == 1


def test_what_comes_with_a_network_stays(app: App) -> None:
    with pytest.raises(BadInput):
        app.formats.remove("awin/transactions")
    assert app.programs.add_account(Account("A", "awin")).value.id
