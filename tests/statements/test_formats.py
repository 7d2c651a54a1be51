"""Formats as data: every table in the network files can be used, and a bad one says why."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.formats import formats_of
from affiliate_desktop.statements.headers import recognized
from tests.statements.files import FIXTURES, amazon_sheets

GOOD = {
    "id": "rows",
    "name": "Rows",
    "certainty": "code",
    "headers": ["Day", "Money"],
    "fields": {"date": "Day", "commission": "Money"},
}


def test_every_format_that_ships_can_be_used_and_says_how_sure_it_is() -> None:
    found = [each for network in NetworkCatalog().all() for each in formats_of(network)]
    assert {f"{each.network}/{each.id}" for each in found} >= {"amazon/fee-earnings", "upwork/weekly-summary"}
    assert {each.certainty for each in found} <= {"sample", "code", "docs", "inferred"}
    assert all(each.counted or each.why for each in found)


def test_each_amazon_report_is_recognized_as_itself_by_its_columns_alone() -> None:
    formats = formats_of(NetworkCatalog().get("amazon"))
    for name, rows in amazon_sheets().items():
        found = recognized(rows[1:], "Sheet1", formats)
        assert found is not None
        assert found[0].name == name
        assert found[1].header_line == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": []},
        {"fields": {"date": "Day", "commission": "Nothing"}},
        {"fields": {"date": "Day"}},
        {"fields": {"color": "Day", "date": "Day", "commission": "Money"}},
        {"status": "maybe"},
        {"statuses": {"x": "maybe"}},
        {"only_rows": "Nothing"},
        {"headers": 5},
    ],
)
def test_a_bad_format_says_which_network_it_is_of(wrong: dict[str, object]) -> None:
    network = Network("own", "My network", statements=({**GOOD, **wrong},))
    with pytest.raises(Failed, match="My network"):
        formats_of(network)
    assert formats_of(Network("own", "My network", statements=(GOOD,)))[0].counted


def test_a_bad_format_of_the_users_own_does_not_stop_other_imports(app: App, amazon: int, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "config" / "affiliate-desktop" / "networks"
    folder.mkdir(parents=True)
    text = 'id = "mine"\nname = "Mine"\n[[statement]]\nid = "x"\nname = "X"\ncertainty = "code"\nheaders = []\n'
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    assert app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon).new == 5
