from pathlib import Path

import pypdfium2
import pytest

from affiliate_desktop.studio import proof, scan
from tests.cli.calls import Call, caller

DESTINATION = "https://shop.example/boots?a=1"
URL = f"{DESTINATION}&utm_source=flyer&utm_medium=print"


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("link", "add", DESTINATION, "--name", "Walking boots", "--source", "flyer", "--medium", "print")
    return call


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file.read_bytes())
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_a_flyer_is_rendered_and_its_code_scans(call: Call, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    file = tmp_path / "flyer.pdf"
    (made,) = call("flyer", "render", "--link", "1", "--paper", paper, "-o", str(file)).document["files"]
    assert (made["width"], made["height"]) == size
    assert made["bytes"] == file.stat().st_size
    (code,) = made["codes"]
    assert (code["text"], code["decoded"], code["verdict"], code["reasons"]) == (URL, URL, "green", [])
    assert [seen.text for seen in scan.read_codes(proof.rendered_pdf(file.read_bytes()))] == [URL]


def test_without_words_it_has_the_links_name_and_the_workspaces_disclosure(call: Call, tmp_path: Path) -> None:
    call("flyer", "render", "--link", "Walking boots", "-o", str(tmp_path / "flyer.pdf"))
    text = text_of(tmp_path / "flyer.pdf")
    assert "Walking boots" in text
    assert "shop.example/boots" in text
    assert "commission" in text


def test_words_are_set_as_given(call: Call, tmp_path: Path) -> None:
    words = ["--headline", "Half price", "--cta", "Here", "--text", "Only today", "--shown-link", "go.example/b"]
    call("flyer", "render", "--link", "1", "-o", str(tmp_path / "flyer.pdf"), "--disclosure", "", *words)
    text = text_of(tmp_path / "flyer.pdf")
    assert all(word in text for word in ("Half price", "Here", "Only today", "go.example/b"))
    assert "commission" not in text


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--link", "Nothing", "-o", "flyer.pdf"], "no_such_link"),
        (["--link", "1", "-o", "flyer.png"], "flyer_suffix"),
        (["--link", "1", "-o", "flyer.pdf", "--headline", " "], "flyer_headline"),
        (["--link", "1", "-o", "flyer.pdf", "--logo", "w.affiliate"], "no_picture"),
        (["--link", "1", "-o", "flyer.pdf", "--paper", "A9"], "usage"),
    ],
)
def test_wrong_input_exits_2_and_writes_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = call("flyer", "render", *words)
    assert (outcome.code, outcome.error["code"]) == (2, code)
    assert not list(tmp_path.glob("flyer*"))


def test_numbered_flyers_are_one_pdf_and_their_copies_are_kept(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "flyers.pdf"
    (made,) = call("flyer", "render", "--link", "1", "-o", str(file), "--copies", "3").document["files"]
    assert [code["verdict"] for code in made["codes"]] == ["green"] * 3
    assert len({code["decoded"] for code in made["codes"]}) == 3
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 3
    refused = call("flyer", "render", "--link", "1", "-o", str(tmp_path / "b.pdf"), "--copies", "20000")
    assert refused.error["code"] == "bad_copies"


def test_a_brand_is_put_on_by_its_name(call: Call, tmp_path: Path) -> None:
    call("design", "brand", "add", "Trail", "--accent", "#7a1020", "--heading", "Fraunces")
    file = tmp_path / "flyer.pdf"
    (made,) = call("flyer", "render", "--link", "1", "-o", str(file), "--brand", "Trail").document["files"]
    assert made["codes"][0]["verdict"] == "green"
    page = proof.rendered_pdf(file.read_bytes(), dpi=30)
    corner = page.pixelColor(2, 2)
    assert corner.red() > corner.green() + 60
