"""Accounts at the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    return caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))


SHOP = {
    "id": 1,
    "name": "Shop",
    "network": "amazon",
    "publisher_id": None,
    "currency": "USD",
    "parameters": {},
    "notes": None,
    "archived": False,
}


def test_an_account_is_added_shown_listed_changed_and_removed(call: Call):
    assert call("account", "add", "Shop", "--network", "amazon", "--currency", "usd").document == SHOP
    assert call("account", "show", "shop").document == SHOP
    assert call("account", "list").document == {"accounts": [SHOP]}
    changed = call("account", "edit", "1", "--set", "tag=shop-20", "--currency", "", "--notes", "mine").document
    assert changed == SHOP | {"parameters": {"tag": "shop-20"}, "currency": None, "notes": "mine"}
    assert call("account", "edit", "1", "--set", "tag=").document["parameters"] == {}
    assert call("account", "archive", "1").document["archived"] is True
    assert call("account", "list").document == {"accounts": []}
    assert len(call("account", "list", "--archived").document["accounts"]) == 1
    assert call("account", "archive", "1", "--back").document["archived"] is False
    assert call("account", "remove", "Shop").document["id"] == 1
    assert call("account", "list").document == {"accounts": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "Other"], "usage"),
        (["add", "Other", "--network", "nope"], "no_such_network"),
        (["add", "SHOP", "--network", "awin"], "name_taken"),
        (["add", " ", "--network", "awin"], "name_missing"),
        (["add", "x", "--network", "awin", "--currency", "EURO"], "unknown_currency"),
        (["add", "x", "--network", "awin", "--set", "foo"], "usage"),
        (["add", "x", "--network", "awin", "--set", "=1"], "usage"),
        (["add", "x", "--network", "awin", "--set", "foo=1"], "unknown_parameter"),
        (["add", "x", "--network", "awin", "--set", "clickref2=a", "--set", "clickref2=b"], "usage"),
        (["add", "a\x07b", "--network", "awin"], "name_unseen"),
        (["add", "\udcff", "--network", "awin"], "name_unseen"),
        (["show", "99"], "no_such_account"),
        (["remove", "\udcff"], "no_such_account"),
    ],
)
def test_what_cannot_be_used_ends_with_two_and_writes_nothing(call: Call, words: list[str], code: str):
    call("account", "add", "Shop", "--network", "amazon")
    done = call("account", *words)
    assert (done.code, done.error["code"]) == (2, code)
    assert len(call("account", "list", "--archived").document["accounts"]) == 1


def test_text_answers_leave_out_what_is_unknown(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    assert "publisher id  77\n" in call("account", "add", "Awin", "--network", "awin", "--publisher-id", "77").out
    assert call("account", "list").out.splitlines()[2].split() == ["1", "Awin", "awin", "77", "-"]
    assert call("account", "remove", "Awin").out == "Removed “Awin”.\n"
