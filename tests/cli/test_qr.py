import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from affiliate_desktop.studio import proof
from tests.cli.calls import Call, caller

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
