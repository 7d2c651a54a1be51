"""Programs at the command line."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    call = caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))
    call("account", "add", "Awin DE", "--network", "awin")
    call("account", "add", "Awin UK", "--network", "awin")
    return call


def test_a_program_is_added_shown_listed_changed_and_removed(call: Call):
    brand = {"id": 1, "name": "Brand", "account": "Awin DE", "external_id": "55", "notes": None, "archived": False}
    assert call("program", "add", "Brand", "--account", "awin de", "--external-id", "55").document == brand
    assert call("program", "show", "brand").document == brand
    assert call("program", "list", "--account", "Awin DE").document == {"programs": [brand]}
    assert call("program", "list", "--account", "Awin UK").document == {"programs": []}
    assert call("program", "edit", "1", "--name", "Brand 2", "--notes", "x").document["name"] == "Brand 2"
    assert call("program", "archive", "1").document["archived"] is True
    assert call("program", "archive", "1", "--back").document["archived"] is False
    assert call("program", "remove", "Brand 2").document["id"] == 1
    assert call("program", "list").document == {"programs": []}


def test_a_name_in_two_accounts_needs_the_account(call: Call):
    for account in ("Awin DE", "Awin UK"):
        call("program", "add", "Brand", "--account", account)
    assert call("program", "show", "Brand").error["code"] == "program_ambiguous"
    assert call("program", "show", "Brand", "--account", "Awin UK").document["id"] == 2
    assert call("program", "add", "x", "--account", "nope").error["code"] == "no_such_account"
    assert call("program", "add", "x").error["code"] == "usage"
