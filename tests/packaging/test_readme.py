"""What the documents say is so: their commands run, their links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from affiliate_desktop.cli.main import run

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_file_that_a_document_links_to_exists(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", document.read_text(encoding="utf-8"))
    files = [document.parent / target for target in targets if "://" not in target]
    assert [str(file) for file in files if not file.exists()] == []


def test_the_commands_of_the_tour_run_as_they_stand_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    monkeypatch.chdir(tmp_path)

    def no_window(_workspace: Path | None, _files: list[Path]) -> int:
        raise AssertionError("the tour opened a window")

    for line in block.splitlines():
        name, *words = shlex.split(line)
        assert name == "affiliate-desktop"
        assert run(words, no_window) == 0, f"{line}\n{capfd.readouterr().err}"
    written = {str(file.relative_to(tmp_path)) for file in tmp_path.glob("*.*")}
    assert {"bags.svg", "flyer.pdf", "summary.pdf"} <= written
    assert list((tmp_path / "banners").glob("*.png"))
