"""Claims: the totals of the audit, the terms in force and the evidence, as PDF and as CSV."""

import csv
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import FindingKind
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from tests.audit.making import HOLD, SALE, SIGNUP, Desk
from tests.cli.calls import caller
from tests.reports.conftest import texts


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """A program with something to claim in two currencies' worth of rows."""
    desk = Desk(app, tmp_path)
    desk.terms(SALE + SIGNUP.partition("\n")[2] + HOLD)
    desk.rows(
        "=1+1,2026-05-01,sale,1234.50,100.00,USD,paid",
        "b,2026-05-02,sale,50.00,5.00,USD,pending",
        "c,2026-05-03,sale,80.00,8.00,USD,paid",
    )
    desk.referral("Ann <b>", "2026-04-01")
    return desk


def test_the_totals_of_the_pdf_are_those_of_the_json(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = caller(capsys, "--json", "--workspace", str(desk.app.workspace.path))
    asked = ("--program", "Tea", "--on", "2026-06-15", "--from", "2026-01-01", "--to", "2026-06-30")
    made = call("audit", "claim", *asked, "-o", str(tmp_path / "claim.pdf")).document
    found = call("audit", "run", *asked).document
    assert made["totals"] == [each for each in found["totals"] if each["kind"] in ("underpaid", "missing", "late")]
    assert (made["rows"], made["file"]) == (3, str(tmp_path / "claim.pdf"))
    lines = [" ".join(line.split()) for page in texts(tmp_path / "claim.pdf") for line in page.splitlines()]
    for total, words in zip(made["totals"], ("Below the terms", "Not reported", "Still pending"), strict=True):
        figures = (str(total["count"]), total["reported"], total["due"], total["difference"], "USD")
        assert " ".join((words, *figures)) in lines
    assert "Total 3 105.00 133.45 -28.45 USD" in lines
    text = "\n".join(lines)
    for row in (each["row"] for each in found["findings"] if each["row"] and each["kind"] != "right"):
        assert f"{row['file']}, line {row['line']}" in text
        assert row["sha256"] in text
    assert "10 % of each sale." in text
    assert "Commissions are held for 30 days." in text
    assert "January to June 2026" in text
    assert "Ann" not in text


def test_a_claim_asks_and_accuses_nobody(desk: Desk, tmp_path: Path) -> None:
    report = desk.audit()
    desk.app.claims.write(report, tmp_path / "claim.pdf", with_names=True)
    text = " ".join(" ".join(texts(tmp_path / "claim.pdf")).split())
    assert "Please check them" in text
    assert not {"underpaid", "fraud", "wrong", "owe", "must"} & set(text.casefold().split())
    assert "Ann <b>" in text
    report.findings.close()


def test_a_table_holds_the_same_rows_and_no_formula(desk: Desk, tmp_path: Path) -> None:
    report = desk.audit()
    made = desk.app.claims.write(report, tmp_path / "claim.csv")
    with (tmp_path / "claim.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["finding"], row["reported"], row["due"], row["difference"]) for row in rows] == [
        ("missing", "", "5.00", "-5.00"),
        ("underpaid", "100.00", "123.45", "-23.45"),
        ("late", "5.00", "5.00", "0.00"),
    ]
    assert [row["row id"] for row in rows] == ["", "'=1+1", "b"]
    assert rows[1]["sha256"] == desk.app.statements.list()[0].sha256
    assert (rows[1]["file"], rows[1]["line"]) == ("statement-1.csv", "2")
    assert made.rows == 3
    report.findings.close()


def test_what_cannot_be_claimed_is_said_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    report, file = desk.audit(), tmp_path / "claim.pdf"
    with pytest.raises(Failed, match="nothing to claim"):
        desk.app.claims.write(report, file, (FindingKind.OVERPAID,))
    with pytest.raises(BadInput, match="no paper"):
        desk.app.claims.write(report, file, paper="A9")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        desk.app.claims.write(report, tmp_path / "claim.csv", progress=progress)
    assert not list(tmp_path.glob("claim*"))
    report.findings.close()
