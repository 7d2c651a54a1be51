"""``demo DIR``: the whole path on sample data; its codes decode and its figures agree."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from affiliate_desktop.cli.commands import run_words
from affiliate_desktop.kits.sample import STATEMENTS
from tests.kits.test_sample import sum_of
from tests.reports.conftest import texts

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of one demo, and its answer."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder.parent / "cache"))
        patch.setenv("XDG_DATA_HOME", str(folder.parent / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        answer = folder.parent / "answer.json"
        with answer.open("w", encoding="utf-8") as stream:
            patch.setattr("sys.stdout", stream)
            assert run_words(["--json", "demo", str(folder)]) == 0
    return folder, json.loads(answer.read_text(encoding="utf-8"))


def test_every_file_of_the_path_is_made_and_listed(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, answer = demo
    names = {Path(file["file"]).relative_to(folder).as_posix() for file in answer["files"]}
    assert names >= {"demo.affiliate", "links.csv", "qr/spring-guide.png", "qr/spring-guide.svg", "qr/spring-guide.pdf"}
    assert names >= {
        "flyer-A4.pdf",
        "flyer-Letter.pdf",
        "summary-A4.pdf",
        "summary-Letter.pdf",
        "banners/snippets.html",
    }
    assert sum(name.startswith("banners/") and name.endswith(".png") for name in names) >= 10
    on_disk = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert on_disk == names | {"demo-files.json"}
    for file in answer["files"]:
        assert Path(file["file"]).stat().st_size == file["bytes"] > 0


def test_every_code_decodes_to_the_tagged_link(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, answer = demo
    (url,) = {code["text"] for file in answer["files"] for code in file["codes"]}
    assert "clickref=sprngflyr1" in url
    assert all(code["verdict"] == "green" for file in answer["files"] for code in file["codes"])
    pictures = [Image.open(folder / "qr/spring-guide.png")]
    for name in ("qr/spring-guide.pdf", "flyer-A4.pdf", "flyer-Letter.pdf"):
        document = pypdfium2.PdfDocument(folder / name)
        pictures.append(document[0].render(scale=200 / 72).to_pil())
        document.close()
    for picture in pictures:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [url]


def test_the_pdfs_totals_are_the_statements(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, answer = demo
    for paper in ("A4", "Letter"):
        lines = {line.replace(",", "") for page in texts(folder / f"summary-{paper}.pdf") for line in page.split("\n")}
        for total in answer["totals"]:
            status, count = total["status"].capitalize(), total["count"]
            assert f"{status} {count} {total['sale_amount']} {total['commission']}" in lines
    euros = sum((Decimal(total["commission"]) for total in answer["totals"] if total["currency"] == "EUR"), Decimal(0))
    assert euros == sum_of("partner-shops-2026.csv", "Commission")


def test_the_workspace_opens_and_holds_the_same_totals(
    demo: tuple[Path, dict[str, Any]], tmp_path: Path, capsys: Capture
) -> None:
    folder, answer = demo
    copy = tmp_path / "copy.affiliate"
    copy.write_bytes((folder / "demo.affiliate").read_bytes())
    assert run_words(["--workspace", str(copy), "--json", "earnings", "totals"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"] == answer["totals"]
    assert run_words(["--workspace", str(copy), "--json", "workspace", "check"]) == 0


def test_people_get_the_steps_and_a_table_and_a_second_run_replaces_its_own(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "out"
    for _ in range(2):
        assert run_words(["demo", str(folder)]) == 0
        said = capsys.readouterr()
        assert "1/5" in said.err
        assert "5/5" in said.err
        assert all(name in said.err for name, _, _ in STATEMENTS)
        assert "flyer-A4.pdf" in said.out
        assert "scans" in said.out
    (folder / "notes.txt").write_text("mine")
    (folder / "links.csv").write_text("changed by hand")
    before = (folder / "demo.affiliate").read_bytes()
    assert run_words(["--json", "demo", str(folder)]) == 2
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["error"]["code"] == "foreign_file"
    assert (folder / "links.csv").read_text() == "changed by hand"
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "demo.affiliate").read_bytes() == before
    assert not list(folder.glob(".demo-*"))


@pytest.mark.parametrize("name", ["demo.affiliate", "flyer-A4.pdf", "demo-files.json"])
def test_files_of_others_are_never_overwritten(tmp_path: Path, capsys: Capture, name: str) -> None:
    (tmp_path / name).write_text("mine")
    assert run_words(["--json", "demo", str(tmp_path)]) == 2
    error = json.loads(capsys.readouterr().err.splitlines()[-1])["error"]
    assert error["code"] == "foreign_file"
    assert name in error["message"]
    assert (tmp_path / name).read_text() == "mine"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "qr").symlink_to(tmp_path / "elsewhere")
    assert run_words(["--json", "demo", str(tmp_path / "out")]) == 2
    assert "qr/" in json.loads(capsys.readouterr().err.splitlines()[-1])["error"]["message"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_demo_that_is_open_elsewhere_is_not_replaced(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "demo.affiliate-wal").write_bytes(b"")
    assert run_words(["--json", "demo", str(tmp_path)]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "workspace_open"


def test_a_file_in_place_of_the_folder_is_a_clear_message(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("mine")
    assert run_words(["--json", "demo", str(tmp_path / "file")]) == 2
    assert "file" in json.loads(capsys.readouterr().err)["error"]["message"]
