"""``report summary``: the same figures as ``earnings totals``, on paper."""

import json
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.cli.commands import run_words
from affiliate_desktop.kits.sample import build_sample
from tests.reports.conftest import texts


@pytest.fixture
def workspace(app: App) -> Path:
    """A workspace file with the sample data."""
    build_sample(app)
    return app.workspace.path


def test_the_answer_the_pdf_and_earnings_totals_agree(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "summary.pdf"
    days = ["--from", "2026-02-01", "--to", "2026-09-15"]
    assert run_words(["--workspace", str(workspace), "--json", "report", "summary", *days, "-o", str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert run_words(["--workspace", str(workspace), "--json", "earnings", "totals", *days]) == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert answer["totals"] == totals
    assert answer["file"] == str(file)
    assert answer["bytes"] == file.stat().st_size
    assert answer["period"] == {"from": "2026-02-01", "to": "2026-09-15"}
    pages = texts(file)
    assert answer["pages"] == len(pages)
    lines = {line.replace(",", "") for page in pages for line in page.split("\n")}
    for total in totals:
        status, count = total["status"].capitalize(), total["count"]
        assert f"{status} {count} {total['sale_amount']} {total['commission']}" in lines


@pytest.mark.parametrize(("by", "empty"), [("program", "No program"), ("campaign", "No campaign")])
def test_each_breakdown_is_that_of_earnings_totals(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str, empty: str
) -> None:
    file = tmp_path / "summary.pdf"
    assert run_words(["--workspace", str(workspace), "report", "summary", "-o", str(file), "--paper", "letter"]) == 0
    capsys.readouterr()
    assert run_words(["--workspace", str(workspace), "--json", "earnings", "totals", "--by", f"{by},status"]) == 0
    lines = [line.replace(",", "") for page in texts(file) for line in page.split("\n")]
    rows = json.loads(capsys.readouterr().out)["totals"]
    assert rows
    for row in rows:
        own = [line for line in lines if line.startswith(f"{row[by] or empty} ")]
        assert any(row["commission"] in line.split() for line in own), row


def test_people_get_the_file_its_pages_and_a_table(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "year.pdf"
    words = ["report", "summary", "--from", "2026-01-01", "--to", "2026-12-31", "-o", str(file), "--account", "Upwork"]
    assert run_words(["--workspace", str(workspace), *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{file}: 2 pages, 2026")
    assert "USD" in out
    assert "EUR" not in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--from", "31.02.2026"], "bad_date"),
        (["--from", "2026-05-01", "--to", "2026-04-01"], "period_reversed"),
        (["--account", "nobody"], "no_such_account"),
    ],
)
def test_bad_input_is_exit_2_and_writes_nothing(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: str
) -> None:
    file = tmp_path / "x.pdf"
    assert run_words(["--workspace", str(workspace), "--json", "report", "summary", "-o", str(file), *words]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == code
    assert not file.exists()


def test_a_summary_under_another_suffix_is_refused(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.txt"
    assert run_words(["--workspace", str(workspace), "--json", "report", "summary", "-o", str(file)]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "summary_suffix"
    assert not file.exists()
