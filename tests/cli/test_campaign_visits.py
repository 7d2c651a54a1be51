"""``campaign visits`` and what ``campaign show`` says of visits, with their JSON."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.statements.files import write_text

JANUARY = "# Start date: 20260101\n# End date: 20260131\nSession source / medium,Session campaign,Sessions\n"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with a campaign, a link of it and a report of visits."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("account", "add", "Blog", "--network", "utm")
    call("campaign", "add", "Spring sale")
    call("placement", "add", "Mail", "--campaign", "Spring sale")
    tags = ("--utm-campaign", "spring", "--source", "newsletter", "--medium", "email")
    place = ("--campaign", "Spring sale", "--placement", "Mail")
    assert call("link", "add", "https://example.org/", *tags, *place).code == 0
    text = JANUARY + "newsletter / email,Spring,1200\nforum / referral,spring,34\ngoogle / cpc,winter,5\n"
    file = str(write_text(tmp_path / "ga.csv", text))
    assert call("statement", "import", file, "--account", "Blog").code == 0
    return call


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with text on the same workspace."""
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_visits_are_told_by_campaign_and_placement_and_those_of_none_with_what_to_do(call: Call, say: Call) -> None:
    document = call("campaign", "visits").document
    (spring,) = document["campaigns"]
    assert spring == {
        "name": "Spring sale",
        "sessions": 1234,
        "users": None,
        "earned": [],
        "from": "2026-01-01",
        "to": "2026-01-31",
        "days": [{"from": "2026-01-01", "to": "2026-01-31"}],
        "placements": [{"name": "Mail", "sessions": 1200, "users": None, "earned": []}],
    }
    (winter,) = document["unmatched"]
    assert (winter["campaign"], winter["why"], winter["sessions"], winter["links"]) == ("winter", "no_link", 5, [])
    assert winter["advice"].startswith("No link has the UTM campaign “winter”")
    text = say("campaign", "visits").out
    assert "- Mail" in text
    assert "No link has the UTM campaign “winter”; make one, or correct a link's tag." in text


def test_one_campaign_is_told_by_itself_and_shown_with_its_visits(call: Call, say: Call) -> None:
    assert call("campaign", "visits", "Spring sale").document["visits"]["sessions"] == 1234
    assert call("campaign", "show", "Spring sale").document["visits"]["sessions"] == 1234
    assert "Visits and earnings of 2026-01-01 to 2026-01-31." in say("campaign", "show", "Spring sale").out
    call("campaign", "add", "Quiet")
    assert call("campaign", "visits", "Quiet").document["visits"] is None
    assert call("campaign", "show", "Quiet").document["visits"] is None
    assert "No report tells of visits" in say("campaign", "visits", "Quiet").out


def test_reports_that_reach_beyond_the_days_asked_for_are_left_out_and_counted(call: Call, say: Call) -> None:
    days = ("--from", "2026-01-10", "--to", "2026-01-31")
    assert call("campaign", "visits", *days).document == {"campaigns": [], "unmatched": [], "beyond": 1239}
    assert "1239 visits are left out" in say("campaign", "visits", *days).out
