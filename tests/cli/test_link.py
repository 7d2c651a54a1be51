"""Links at the command line: made without a workspace, and kept in one."""

from pathlib import Path

import pytest

from affiliate_desktop.programs.catalog import own_networks_folder
from tests.cli.calls import Call, caller

MAKE = ["link", "make", "https://e.com/?utm_source=x&utm_source=y#f"]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    return caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_a_link_is_printed_and_nothing_is_saved(say: Call, call: Call, tmp_path: Path):
    url = "https://e.com/?utm_source=mail&utm_medium=email&utm_campaign=A%20B#f"
    words = [*MAKE, "--campaign", "A B", "--source", "mail", "--medium", "email"]
    assert say(*words).out == url + "\n"
    assert call(*words).document == {"url": url, "replaced": ["utm_source"], "strippable": []}
    assert list(tmp_path.rglob("*.affiliate*")) == []


def test_network_parameters_are_set_by_their_url_names_and_a_reference_only_on_request(call: Call):
    words = ["link", "make", "https://e.com/", "--network", "awin", "--set", "awinmid=1", "--set", "awinaffid=2"]
    plain = "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fe.com%2F"
    with_reference = plain.replace("&ued", "&clickref=abc&ued")
    assert call(*words).document["url"] == plain
    assert call(*words, "--set", "clickref=abc").document["url"] == with_reference
    assert call(*words, "--reference", "abc").document["url"] == with_reference


def test_advised_keys_are_told_and_removed_on_request(say: Call, call: Call):
    words = ["link", "make", "https://www.amazon.com/dp/B1?psc=1&tag=x-20", "--network", "amazon", "--set", "tag=a-20"]
    assert call(*words).document["strippable"] == ["psc"]
    told = say(*words)
    assert told.out == "https://www.amazon.com/dp/B1?psc=1&tag=a-20\n"
    assert told.err == "Replaced in the address: tag.\nBetter removed (--strip does it): psc.\n"
    assert call(*words, "--strip").document == {
        "url": "https://www.amazon.com/dp/B1?tag=a-20",
        "replaced": ["tag"],
        "strippable": [],
    }


def test_a_host_of_several_scripts_is_pointed_out(say: Call):
    assert "xn--pple-43d.com" in say("link", "make", "https://\u0430pple.com/").err


def test_a_broken_own_network_file_is_told_beside_the_answer(say: Call):
    own_networks_folder().mkdir(parents=True)
    (own_networks_folder() / "x.toml").write_text("id =")
    done = say("link", "make", "https://e.com/")
    assert (done.code, done.out) == (0, "https://e.com/\n")
    assert "“x.toml” is left out" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["javascript:alert(1)"], "address_scheme"),
        (["java\tscript:alert(1)"], "address_control"),
        (["https://"], "address_host"),
        (["https://e.com/\udc80"], "address_control"),
        (["https://e.com/", "--network", "nope"], "no_such_network"),
        (["https://e.com/", "--network", "amazon", "--set", "tag=x-20"], "foreign_host"),
        (["https://e.com/", "--network", "awin"], "missing_parameter"),
        (["https://e.com/", "--set", "awinmid=1"], "unknown_parameter"),
        (["https://e.com/", "--set", "awinmid"], "usage"),
        (["https://e.com/", "--reference", "abc"], "no_reference"),
        (["https://e.com/", "--source", "a\nb"], "text_unseen"),
        ([""], "address_missing"),
    ],
)
def test_what_cannot_be_used_ends_with_two_and_the_reason(call: Call, words: list[str], code: str):
    done = call("link", "make", *words)
    assert (done.code, done.error["code"]) == (2, code)
    assert call("link", "add", *words).code == 2
    assert call("link", "list").document == {"links": []}


def test_a_link_is_kept_with_its_campaign_found_changed_and_removed(call: Call, say: Call):
    call("account", "add", "Awin", "--network", "awin", "--publisher-id", "2")
    call("program", "add", "Brand", "--account", "Awin", "--external-id", "1")
    call("campaign", "add", "Spring Sale")
    words = [
        "--campaign",
        "spring sale",
        "--program",
        "Brand",
        "--source",
        "mail",
        "--reference",
        "abc",
        "--name",
        "Mail",
    ]
    kept = call("link", "add", "https://e.com/?a=1", *words).document
    assert kept["url"] == (
        "https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&clickref=abc"
        "&ued=https%3A%2F%2Fe.com%2F%3Fa%3D1%26utm_source%3Dmail%26utm_campaign%3Dspring-sale"
    )
    assert {key: kept[key] for key in ("account", "program", "campaign", "click_reference", "utm_medium")} == {
        "account": "Awin",
        "program": "Brand",
        "campaign": "Spring Sale",
        "click_reference": "abc",
        "utm_medium": None,
    }
    assert call("link", "show", "mail").document == kept
    assert call("link", "list", "--search", "SPRING abc").document == {"links": [kept]}
    assert call("link", "list", "--campaign", "Spring Sale").document == {"links": [kept]}
    assert call("link", "list", "--search", "nowhere").document == {"links": []}
    changed = call("link", "edit", "Mail", "--medium", "email", "--campaign", "", "--notes", "n").document
    assert changed["url"] == kept["url"].replace("%26utm_campaign", "%26utm_medium%3Demail%26utm_campaign")
    assert (changed["campaign"], changed["notes"]) == (None, "n")
    assert call("link", "archive", "Mail").document["archived"] is True
    assert call("link", "archive", "Mail", "--back").document["archived"] is False
    assert say("link", "remove", "Mail").out == "Removed “Mail”.\n"
    assert call("link", "list", "--archived").document == {"links": []}


def test_the_accounts_network_is_used_and_its_links_get_references(call: Call):
    call("account", "add", "Shop", "--network", "ebay", "--publisher-id", "5338000000")
    kept = call("link", "add", "https://www.ebay.de/itm/1?_trksid=x", "--account", "Shop", "--strip").document
    assert len(kept["click_reference"]) == 10
    assert kept["destination"] == "https://www.ebay.de/itm/1"
    assert kept["url"].endswith(f"&campid=5338000000&toolid=10001&customid={kept['click_reference']}")
    assert (
        call("link", "add", "https://e.com/", "--account", "Shop", "--network", "utm").error["code"]
        == "foreign_account"
    )


def test_a_link_without_anything_else_is_a_plain_one(say: Call, call: Call):
    assert say("link", "add", "https://e.com/x").out == "https://e.com/x\n"
    assert call("link", "show", "1").document["name"] == "e.com/x"
    assert call("link", "edit", "1", "--url", "https://e.com/y").document["url"] == "https://e.com/y"
    assert say("link", "list").out.splitlines()[2].split() == ["1", "e.com/x", "utm", "-", "-", "https://e.com/y"]


def test_the_networks_are_listed_with_what_their_links_take(call: Call, say: Call, tmp_path: Path):
    found = {each["id"]: each for each in call("link", "networks").document["networks"]}
    assert {"utm", "amazon", "awin", "ebay", "impact", "upwork"} <= set(found)
    assert (found["awin"]["click_reference"], found["amazon"]["click_reference"]) == ("clickref", None)
    assert [each["name"] for each in found["impact"]["parameters"] if each["required"]] == [
        "domain",
        "mpid",
        "adid",
        "campaignid",
    ]
    assert "awinmid, awinaffid" in say("link", "networks").out
    assert list(tmp_path.rglob("*.affiliate*")) == []
