"""``statement words``: answers about status words are remembered for an account, told, listed and removed."""

from pathlib import Path

import pytest

from tests.cli.calls import Call, caller
from tests.cli.test_statement_asked import unreviewed
from tests.statements.files import write_text

MEANT = ("--status", "on ice=reversed", "--status", "in review=approved")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line with JSON on a workspace with an account."""
    call = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")
    assert call("account", "add", "Awin", "--network", "awin", "--currency", "EUR").code == 0
    return call


def later(tmp_path: Path) -> str:
    """The same rows a month later, with one that can't be read."""
    text = Path(unreviewed(tmp_path)).read_text("utf-8").replace("2026-03", "2026-04").replace("90000000", "91000000")
    return str(write_text(tmp_path / "april.csv", text.replace("2026-04-03 12:30:00", "soon")))


def test_an_answer_is_given_once_told_listed_and_removed(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("statement", "words", "list", "--account", "Awin").document == {"words": []}
    call("statement", "import", unreviewed(tmp_path), "--account", "Awin", *MEANT)
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    text = say("statement", "import", later(tmp_path), "--account", "Awin", "--dry-run").out
    assert "“in review” was taken as approved, as you said for an earlier file of this account (1 row)." in text
    assert "is not known as a status" not in text
    (done,) = call("statement", "import", later(tmp_path), "--account", "Awin").document["imports"]
    assert done["remembered_statuses"] == [{"word": "in review", "rows": 1, "taken_as": "approved"}]
    words = call("statement", "words", "list", "--account", "Awin").document["words"]
    assert words == [
        {"word": "in review", "status": "approved", "file": "april.csv"},
        {"word": "on ice", "status": "reversed", "file": "awin.csv"},
    ]
    tried = call("statement", "retry", "2", "--line", "4", "--set", "date=2026-04-03").document
    assert tried["remembered_statuses"] == [{"word": "on ice", "rows": 1, "taken_as": "reversed"}]
    assert call("statement", "words", "remove", "ON ICE", "--account", "Awin").document["word"] == "on ice"
    assert call("statement", "words", "remove", "on ice", "--account", "Awin").code == 2
    assert [each["word"] for each in call("statement", "words", "list", "--account", "Awin").document["words"]] == [
        "in review"
    ]


def test_a_row_is_read_again_with_an_answer(call: Call, tmp_path: Path) -> None:
    call("statement", "import", later(tmp_path), "--account", "Awin", "--status", "in review=pending")
    words = ("statement", "retry", "1", "--line", "4", "--set", "date=2026-04-03")
    refused = call(*words, "--status", "on ise=reversed")
    assert (refused.code, refused.error["code"]) == (2, "no_such_word")
    assert call(*words, "--status", "on ice=lost").code == 2
    done = call(*words, "--status", "on ice=reversed").document
    assert (done["new"], done["rejected"], "unknown_statuses" in done) == (1, [], False)
    rows = call("earnings", "list", "--status", "reversed").document["earnings"]
    assert [row["external_id"] for row in rows] == ["910000003"]
