"""Label sheets at the command line."""

from pathlib import Path

import pypdfium2
import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import SystemClock
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.studio import preflight
from affiliate_desktop.studio.frames import Design, Frame, FrameKind, Page
from tests.cli.calls import Call, caller


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    call = caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))
    call("account", "add", "Awin", "--network", "awin")
    words = ["--network", "awin", "--account", "Awin", "--set", "awinmid=1", "--set", "awinaffid=2"]
    call("link", "add", "https://shop.example/bags", "--name", "Bags", *words)
    return call


def copies(folder: Path) -> tuple[LinkCopy, ...]:
    app = App.open(folder / "w.affiliate", SystemClock())
    try:
        return app.links.copies(app.links.get("Bags").id)
    finally:
        app.close()


def test_numbered_labels_are_rendered_and_the_sheet_remembers(call: Call, tmp_path: Path) -> None:
    words = ["--sheet", "L7160", "--link", "Bags", "--serial", "--count", "3", "-o", str(tmp_path / "labels.pdf")]
    (file,) = call("label", "render", *words, "--used").document["files"]
    assert len({code["decoded"] for code in file["codes"]}) == 3
    assert {code["verdict"] for code in file["codes"]} == {"green"}
    assert call("label", "show", "l7160").document["start"] == 4
    call("label", "render", *words)
    assert call("label", "show", "l7160").document["start"] == 4
    assert call("label", "start", "l7160", "1").document["start"] == 1


def test_a_red_label_ends_with_1_and_writes_nothing(call: Call, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("url,headline\nhttps://a.example/" + "x" * 900 + ",A\n")
    words = ["--sheet", "avery-l7651", "--table", str(table), "-o", str(tmp_path / "labels.pdf")]
    refused = call("label", "render", *words)
    assert refused.code == 1
    assert not (tmp_path / "labels.pdf").exists()
    forced = call("label", "render", *words, "--force").document["files"][0]
    assert forced["codes"][0]["verdict"] == "red"
    assert forced["notes"]


def test_a_printer_that_is_not_calibrated_is_told(call: Call, tmp_path: Path) -> None:
    call("label", "calibrate", "Office", "--right", "0.4")
    words = ("--sheet", "L7160", "--link", "1", "-o", str(tmp_path / "l.pdf"), "--printer")
    refused = call("label", "render", *words, "Ofice")
    assert (refused.code, refused.error["code"]) == (2, "no_such_printer")
    assert "Office" in refused.error["message"]
    assert call("label", "render", *words, "office").code == 0


def test_own_sheets_and_printers_are_kept(call: Call, tmp_path: Path) -> None:
    measures = ["--label", "40", "40", "--grid", "4", "6", "--first", "16", "13", "--pitch", "46", "46"]
    added = call("label", "add", "Jam", "--shape", "round", *measures).document
    assert (added["id"], added["own"], added["count"]) == ("own-own-jam", True, 24)
    assert call("label", "list").document["sheets"][0] == added
    call("label", "calibrate", "Office", "--right", "0.4")
    assert call("label", "calibrate").document == {"printers": [{"printer": "Office", "right_mm": 0.4, "down_mm": 0.0}]}
    page = call("label", "test-page", "jam", "--printer", "Office", "-o", str(tmp_path / "test.pdf")).document["files"][
        0
    ]
    assert Path(page["file"]).stat().st_size == page["bytes"]
    call("label", "remove", "jam")
    assert call("label", "show", "jam").code == 2


def test_labels_need_something_to_say(call: Call, tmp_path: Path) -> None:
    assert call("label", "render", "--sheet", "l7160", "-o", str(tmp_path / "a.pdf")).code == 2
    assert call("label", "render", "--sheet", "nothing", "--link", "Bags", "-o", str(tmp_path / "a.pdf")).code == 2


def test_a_red_numbered_sheet_keeps_no_copies(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)
    words = ["--sheet", "L7160", "--link", "Bags", "--link", "1", "--serial", "--count", "2"]
    words += ["-o", str(tmp_path / "labels.pdf")]
    assert call("label", "render", *words).code == 1
    assert copies(tmp_path) == ()
    (file,) = call("label", "render", *words, "--force").document["files"]
    kept = copies(tmp_path)
    assert {code["decoded"] for code in file["codes"]} == {copy.url for copy in kept}
    assert len(kept) == 2


def test_labels_wear_a_brand_and_say_what_fields_of_the_design_are_set(call: Call, tmp_path: Path) -> None:
    app = App.open(tmp_path / "w.affiliate", SystemClock())
    code, day = (
        Frame(FrameKind.QR, (0, 0, 0.5, 1), "link"),
        Frame(FrameKind.TEXT, (0.5, 0, 0.5, 1), "{event.date} {disclosure} {link.short}"),
    )
    app.designs.save(Design("dated", "Dated", "label", page=Page("mm"), variants={"rectangle": (code, day)}))
    app.close()
    call("design", "brand", "add", "Trail", "--background", "#7a1020", "--accent", "#ffd000")
    file = tmp_path / "labels.pdf"
    words = ["--sheet", "L7160", "--link", "Bags", "--count", "1", "-o", str(file)]
    call("label", "render", *words, "--brand", "Trail", "--design", "dated", "--set", "event.date=Friday")
    with pypdfium2.PdfDocument(file) as document:
        said = " ".join(document[0].get_textpage().get_text_range().split())
        assert said.startswith("Friday Advertisement: contains")
        assert said.replace(" ", "").endswith("shop.example/bags")
        assert (0x7A, 0x10, 0x20) in document[0].render(scale=2).to_pil().convert("RGB").get_flattened_data()
    gone = call("label", "render", *words, "--brand", "Gone")
    assert gone.code == 2
    assert "Gone" in gone.error["message"]
