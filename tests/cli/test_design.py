import json
from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.studio import draw

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


def test_a_brand_is_added_changed_put_into_a_design_and_removed(call: Call, tmp_path: Path) -> None:
    logo = draw.saved(tmp_path, "logo.png", draw.encoded(draw.logo(), "png"))
    look = ("--background", "#102030", "--accent", "#fb0", "--heading", "Noto Serif", "--logo", str(logo))
    made = call("design", "brand", "add", "Trail", *look).document["brand"]
    assert (made["colors"], made["fonts"]) == (
        {"background": "#102030", "accent": "#ffbb00"},
        {"heading": "Noto Serif"},
    )
    assert len(made["logos"]) == 1
    own = call("design", "brand", "apply", "trail", "banner").document["design"]
    document = call("design", "show", own["id"]).document["design"]["document"]
    assert document["colors"]["background"] == "#102030"
    assert document["fonts"]["heading"] == "Noto Serif"
    assert "logo" in document["pictures"]
    changed = call("design", "brand", "edit", "Trail", "--name", "Hut", "--accent", "", "--no-logo").document["brand"]
    assert (changed["id"], changed["name"], changed["logos"]) == (made["id"], "Hut", [])
    assert changed["colors"] == {"background": "#102030"}
    assert [each["name"] for each in call("design", "brand", "list").document["brands"]] == ["Hut"]
    assert call("design", "brand", "show", str(made["id"])).document["brand"] == changed
    assert call("design", "brand", "remove", "Hut").document == {"removed": "Hut"}
    assert call("design", "brand", "list").document == {"brands": []}


def test_a_brand_that_cannot_be_is_refused_in_words(call: Call, tmp_path: Path) -> None:
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    for words, said in (
        (("add", "Trail"), "a color, a font or a logo"),
        (("add", "Trail", "--accent", "greenish"), "greenish"),
        (("add", "Trail", "--logo", str(text)), "logo.png"),
        (("add", " ", "--accent", "#fff"), "name"),
        (("edit", "Nobody", "--accent", "#fff"), "Nobody"),
        (("remove", "Nobody"), "Nobody"),
    ):
        answer = call("design", "brand", *words)
        assert answer.code == 2, words
        assert said in answer.error["message"], words
    assert call("design", "brand", "list").document == {"brands": []}


def test_a_broken_file_does_not_keep_the_other_designs_from_being_imported(call: Call, tmp_path: Path) -> None:
    good, broken = tmp_path / "a.design", tmp_path / "b.toml"
    call("design", "export", "flyer", "-o", str(good))
    broken.write_text("nothing = ")
    outcome = call("design", "import", str(good), str(broken), str(tmp_path / "gone.design"), str(good))
    answer = json.loads(outcome.out)
    assert outcome.code == 1
    assert len(answer["designs"]) == 2
    assert [Path(each["file"]).name for each in answer["failed"]] == ["b.toml", "gone.design"]
    assert len([each for each in call("design", "list").document["designs"] if each["own"]]) == 2
    assert call("design", "import", str(broken)).code == 2
