"""``affiliate-desktop placement``."""

from pathlib import Path

import pytest

from tests.cli.calls import caller


def test_placements_are_added_listed_shown_changed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("campaign", "add", "Spring").code == 0
    words = ("placement", "add", "Poster", "--campaign", "Spring", "--kind", "poster", "--where", "Gym")
    assert call(*words).document == {
        "id": 1,
        "name": "Poster",
        "campaign": "Spring",
        "kind": "poster",
        "place": "Gym",
        "notes": None,
        "links": [],
        "archived": False,
    }
    link = call("link", "add", "https://shop.example/", "--name", "Door", "--placement", "Poster").document
    assert (link["campaign"], link["placement"]) == ("Spring", "Poster")
    assert call("placement", "show", "1").document["links"] == ["Door"]
    assert call("placement", "edit", "Poster", "--where", "Hut").document["place"] == "Hut"
    assert [each["name"] for each in call("placement", "list", "--campaign", "Spring").document["placements"]] == [
        "Poster"
    ]
    assert call("placement", "remove", "Poster").document["name"] == "Poster"
    assert call("placement", "show", "Poster").code == 2
