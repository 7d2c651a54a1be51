import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio import proof
from tests.cli.calls import Call, caller
from tests.studio import draw

URL = "https://shop.example/boots?tag=me-20&utm_source=flyer&utm_medium=print"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys, "--json")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_code_is_made_and_answered(call: Call, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"code.{suffix}"
    (made,) = call("qr", "make", URL, "-o", str(file), "--level", "q", "--mm", "40").document["files"]
    assert (made["file"], made["bytes"], made["written"]) == (str(file), file.stat().st_size, True)
    assert made["width"] == made["height"]
    (code,) = made["codes"]
    assert (code["text"], code["decoded"], code["verdict"], code["reasons"]) == (URL, URL, "green", [])


def test_a_png_prints_at_the_size_asked_for(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    call("qr", "make", URL, "-o", str(file), "--mm", "25")
    image = proof.picture(file.read_bytes())
    assert image.width() / image.dotsPerMeterX() * 1000 == pytest.approx(25, abs=0.01)


def test_a_red_code_is_answered_with_exit_1_and_not_written(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    outcome = call("qr", "make", URL, "-o", str(file), "--mm", "10")
    assert outcome.code == 1
    (made,) = json.loads(outcome.out)["files"]
    assert (made["codes"][0]["verdict"], made["written"]) == ("red", False)
    assert json.loads(outcome.err)["error"]["code"] == "not_ready"
    assert not file.exists()


def test_a_red_code_is_written_by_force_and_stays_red(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    (made,) = call("qr", "make", URL, "-o", str(file), "--mm", "10", "--force").document["files"]
    assert (made["codes"][0]["verdict"], made["written"]) == ("red", True)
    assert file.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["x" * 3000, "-o", "code.png"], "qr_too_long"),
        (["", "-o", "code.png"], "qr_empty"),
        ([URL, "-o", "code.jpg"], "qr_suffix"),
        ([URL, "-o", "code.png", "--dark", "#ffffff", "--light", "#000000", "--force"], "qr_inverted"),
        ([URL, "-o", "code.png", "--dark", "black"], "bad_color"),
        ([URL, "-o", "code.png", "--mm", "nan"], "qr_size"),
        ([URL, "-o", "code.png", "--level", "X"], "usage"),
        ([URL], "usage"),
    ],
)
def test_wrong_input_exits_2_and_writes_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = call("qr", "make", *words)
    assert (outcome.code, outcome.error["code"]) == (2, code)
    assert list(tmp_path.glob("code*")) == []


def test_no_workspace_and_no_display_are_needed(tmp_path: Path) -> None:
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    words = ["qr", "make", URL, "-o", str(tmp_path / "code.pdf")]
    done = subprocess.run(
        [sys.executable, "-m", "affiliate_desktop", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "green" in done.stdout
    assert not list((tmp_path / "home").rglob("*.affiliate"))


def test_a_payload_is_made_of_values(call: Call, tmp_path: Path) -> None:
    words = ["--kind", "wifi", "--set", "ssid=Café; Bar", "--set", "password=a:b"]
    (made,) = call("qr", "make", *words, "-o", str(tmp_path / "code.eps")).document["files"]
    assert made["codes"][0]["decoded"] == "WIFI:T:WPA;S:Café\\; Bar;P:a\\:b;;"


def test_a_styled_code_with_a_logo_tells_its_share(call: Call, tmp_path: Path) -> None:
    logo = resource_folder() / "sample" / "logo.png"
    words = ["--level", "H", "--mm", "50", "--modules", "rounded", "--eyes", "rounded", "--fade", "#203080"]
    (made,) = call("qr", "make", URL, *words, "--logo", str(logo), "-o", str(tmp_path / "a.png")).document["files"]
    assert made["codes"][0]["verdict"] == "green"
    assert 0.08 < made["codes"][0]["logo_share"] <= 0.12


def test_advice_comes_as_data(call: Call, tmp_path: Path) -> None:
    url = URL + "&utm_content=a-long-name-of-a-button&utm_term=walking"
    advice = call("qr", "make", url, "-o", str(tmp_path / "a.png")).document["advice"]
    assert {"kind", "words", "version", "modules", "text", "level", "safe"} == advice[0].keys()
    assert "drop" in {each["kind"] for each in advice}


def test_force_is_told_in_the_report(call: Call, tmp_path: Path) -> None:
    words = ["--mm", "10", "--force", "-o", str(tmp_path / "a.png")]
    (made,) = call("qr", "make", URL, *words).document["files"]
    assert made["notes"] == ["Written although it would not scan, because that was asked for."]


def test_check_judges_every_code_of_a_file(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    call("qr", "make", URL, "-o", str(file))
    (checked,) = call("qr", "check", str(file)).document["files"]
    assert [(code["decoded"], code["verdict"]) for code in checked["codes"]] == [(URL, "green")]
    empty = tmp_path / "empty.gif"
    empty.write_bytes(draw.GIF)
    outcome = call("qr", "check", str(file), str(empty))
    assert outcome.code == 1
    assert json.loads(outcome.out)["files"][1]["notes"] == ["No QR code was found."]


def test_check_goes_on_behind_a_file_that_cannot_be_read(call: Call, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "b.pdf"
    call("qr", "make", URL, "-o", str(good))
    bad.write_bytes(b"%PDF-1.7 broken")
    outcome = call("qr", "check", str(bad), str(good))
    assert outcome.code == 1
    answer = json.loads(outcome.out)
    assert [code["decoded"] for each in answer["files"] for code in each["codes"]] == [URL]
    assert [(each["file"], "damaged" in each["reason"]) for each in answer["failed"]] == [(str(bad), True)]
    alone = call("qr", "check", str(bad))
    assert (alone.code, alone.error["code"]) == (2, "pdf_broken")


def test_bulk_makes_a_code_of_each_row_and_names_what_failed(call: Call, tmp_path: Path) -> None:
    table = tmp_path / "links.csv"
    table.write_text("name,url\nBoots,https://shop.example/boots\nEmpty,\n")
    outcome = call("qr", "bulk", str(table), "-o", str(tmp_path / "codes"), "--as", "svg")
    answer = json.loads(outcome.out)
    assert outcome.code == 1
    assert [Path(made["file"]).name for made in answer["files"]] == ["Boots.svg"]
    assert answer["failures"] == [{"name": "Empty", "reason": "The row has no text for a code."}]


def test_bulk_without_a_table_takes_the_links_of_the_workspace(call: Call, tmp_path: Path) -> None:
    workspace = ["--workspace", str(tmp_path / "a.affiliate")]
    call(*workspace, "link", "add", "https://shop.example/boots", "--name", "Boots")
    answer = call(*workspace, "qr", "bulk", "-o", str(tmp_path / "codes.pdf")).document
    (made,) = answer["files"]
    assert [code["verdict"] for code in made["codes"]] == ["green"]
    assert answer["target"] == made["file"] == str(tmp_path / "codes.pdf")
    assert (made["bytes"], made["width"]) == ((tmp_path / "codes.pdf").stat().st_size, 595)
    packed, code = call(*workspace, "qr", "bulk", "-o", str(tmp_path / "codes.zip")).document["files"]
    assert (packed["bytes"], packed["codes"]) == ((tmp_path / "codes.zip").stat().st_size, [])
    assert code["file"] == str(tmp_path / "codes.zip" / "Boots.png")


def test_the_kinds_are_listed(call: Call) -> None:
    kinds = {kind["id"]: kind for kind in call("qr", "kinds").document["kinds"]}
    assert list(kinds) == ["url", "vcard", "wifi", "email", "phone", "event", "text"]
    assert kinds["wifi"]["values"][2]["choices"] == ["WPA", "WEP", "nopass"]


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "eps"])
def test_a_moving_logo_is_told_to_stand_still(call: Call, tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (60, 60), color) for color in ("#cc3300", "#0033cc")]
    logo = tmp_path / "logo.gif"
    frames[0].save(logo, "GIF", save_all=True, append_images=frames[1:], duration=100)
    words = ["--level", "H", "--mm", "50", "--logo", str(logo), "-o", str(tmp_path / f"a.{kind}")]
    (made,) = call("qr", "make", URL, *words).document["files"]
    assert made["notes"] == ["The logo moves; its first frame is shown."]
    still = resource_folder() / "sample" / "logo.png"
    (made,) = call("qr", "make", URL, *words, "--logo", str(still)).document["files"]
    assert made["notes"] == []


def test_a_moving_logo_is_told_of_many_codes_too(call: Call, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (60, 60), color) for color in ("#cc3300", "#0033cc")]
    logo, table = tmp_path / "logo.gif", tmp_path / "links.csv"
    frames[0].save(logo, "GIF", save_all=True, append_images=frames[1:], duration=100)
    table.write_text("https://a.example/x\nhttps://b.example/y\n")
    for target, files in (("codes", 2), ("codes.pdf", 1)):
        words = ["--level", "H", "--mm", "50", "--logo", str(logo), "-o", str(tmp_path / target)]
        made = call("qr", "bulk", str(table), *words).document["files"]
        assert [each["notes"] for each in made] == [["The logo moves; its first frame is shown."]] * files
