from pathlib import Path

import pytest

from tests.cli.calls import Call, caller

TEXT = "kind = 'text'\nbox = [0.1, 0.1, 0.8, 0.8]\ncontent = '{headline}'\n"
OWN = f"id = 'own'\nname = 'Own'\nkind = 'banner'\n[[square]]\n{TEXT}"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")


def test_designs_are_imported_listed_exported_and_removed(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    assert call("design", "import", str(file)).document["designs"][0]["id"] == "own"
    (own,) = [each for each in call("design", "list").document["designs"] if each["own"]]
    assert (own["id"], own["name"], own["kind"], own["shapes"]) == ("own", "Own", "banner", ["square"])
    kinds = {each["kind"] for each in call("design", "list", "--kind", "print").document["designs"]}
    assert kinds == {"print"}
    exported = tmp_path / "own.design"
    assert call("design", "export", "own", "-o", str(exported)).document["bytes"] == exported.stat().st_size
    assert call("design", "show", "own").document["design"]["document"]["square"][0]["content"] == "{headline}"
    assert call("design", "remove", "own").document == {"removed": "own"}


def test_a_design_is_checked_in_every_size_and_the_notes_say_what_is_wrong(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN + "color = '#223344'\n")
    answer = call("design", "check", str(file))
    assert answer.code == 0
    files = answer.document["files"]
    assert len(files) == 11
    assert all(any("stands out little" in note for note in each["notes"]) for each in files)
    assert not any(each["written"] for each in files)


def test_a_design_that_is_not_understood_ends_with_2_and_the_place(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN + "src = '../x'\n")
    for verb in ("import", "check"):
        answer = call("design", verb, str(file))
        assert answer.code == 2
        assert "square 1" in answer.error["message"]
    assert call("design", "show", "nothing").code == 2
