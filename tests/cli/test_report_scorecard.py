"""``affiliate-desktop report scorecard``."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.calls import caller
from tests.statements.files import FIXTURES


@pytest.mark.usefixtures("cut_fonts")
def test_a_scorecard_has_the_agreed_keys_and_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    call("account", "add", "US", "--network", "amazon", "--currency", "USD")
    call("statement", "import", str(FIXTURES / "amazon-us-fee-earnings.csv"), "--account", "US")
    file = tmp_path / "card.pdf"
    found = call("report", "scorecard", "--program", "Amazon Associates", "-o", str(file)).document
    assert file.read_bytes().startswith(b"%PDF")
    assert set(found) == {
        "program",
        "account",
        "period",
        "days_to_approve",
        "days_to_pay",
        "days_to_pay_by",
        "currencies",
        "reversal_reasons",
        "promised",
        "terms",
        "requests",
        "answered",
        "answers",
        "file",
        "pages",
    }
    (score,) = found["currencies"]
    assert (score["approval_percent"], score["reversal_percent"]) == ("100.0", "25.0")
    approved, returns = score["statuses"]["approved"], score["returns"]
    assert (approved["count"], returns["count"]) == (4, 1)
    assert Decimal(approved["commission"]) + Decimal(returns["commission"]) == Decimal("1.39")
    assert Decimal(approved["sale_amount"]) + Decimal(returns["sale_amount"]) == 37
    assert (found["days_to_pay"], found["promised"], found["requests"]) == (None, None, None)
    assert call("report", "scorecard", "--program", "None such").code == 2
