"""Earnings entered, corrected and decided from the command line; rejected rows read again; files replaced."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import Call, caller

HEAD = "id,day,amount,state\n"
MAP = ("--map", "external_id=id", "--map", "date=day", "--map", "commission=amount", "--map", "status=state")
KEYS = {
    "external_id",
    "account",
    "program",
    "time",
    "status",
    "status_raw",
    "event",
    "sale_amount",
    "commission",
    "currency",
    "sub_id",
    "link",
    "campaign",
    "product",
    "file",
    "line",
    "quantity",
}


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command line on a workspace with an account."""
    run = caller(capsys, "--json", "--workspace", str(tmp_path / "w.affiliate"))
    run("account", "add", "Shop", "--network", "awin", "--currency", "EUR")
    return run


def load(call: Call, folder: Path, name: str, *rows: str, words: tuple[str, ...] = ()) -> dict[str, Any]:
    """Imports a file of such rows."""
    file = folder / name
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    answer: dict[str, Any] = call("statement", "import", str(file), "--account", "Shop", *MAP, *words).document[
        "imports"
    ][0]
    return answer


def test_an_earning_shows_its_file_line_raw_values_and_history(call: Call, tmp_path: Path) -> None:
    load(call, tmp_path, "a.csv", "T1,2026-03-01,10.00,pending")
    load(call, tmp_path, "b.csv", "T1,2026-03-01,8.00,approved")
    (row,) = call("earnings", "list").document["earnings"]
    assert row.keys() >= KEYS
    shown = call("earnings", "show", str(row["id"])).document
    assert (shown["file"], shown["line"], shown["commission"]) == ("b.csv", 2, "8.00")
    assert shown["raw"]["cells"] == ["T1", "2026-03-01", "8.00", "approved"]
    assert [(each["file"], each["commission"], each["holds"]) for each in shown["history"]] == [
        ("a.csv", "10.00", False),
        ("b.csv", "8.00", True),
    ]
    assert {"field": "commission", "before": "10.00", "after": "8.00"} in shown["history"][1]["changes"]
    (said,) = call("statement", "rows", "1").document["rows"]
    assert (said["file"], said["line"], said["commission"]) == ("a.csv", 2, "10.00")
    assert said.keys() >= KEYS


def test_earnings_are_entered_corrected_and_removed(call: Call, tmp_path: Path) -> None:
    load(call, tmp_path, "a.csv", "T1,2026-03-01,10.00,pending")
    (row,) = call("earnings", "list").document["earnings"]
    words = ("--set", "commission=12.5", "--set", "status=paid", "--note", "letter")
    corrected = call("earnings", "correct", str(row["id"]), *words).document
    assert (corrected["commission"], corrected["status"], corrected["corrected"]) == (
        "12.50",
        "paid",
        ["status", "commission"],
    )
    load(call, tmp_path, "b.csv", "T1,2026-03-01,9.00,approved")
    assert call("earnings", "show", str(row["id"])).document["commission"] == "12.50"
    assert call("earnings", "correct", str(row["id"]), "--restore").document["commission"] == "9.00"
    added = call("earnings", "add", "--account", "Shop", "--date", "2026-03-04", "--commission", "3").document
    assert (added["entered"], added["currency"], added["status"]) == (True, "EUR", "approved")
    assert call("earnings", "remove", str(added["id"])).document["removed"] is True
    assert call("earnings", "remove", str(row["id"])).code == 2
    assert call("earnings", "correct", str(row["id"]), "--set", "commission=1e9").code == 2
    assert call("earnings", "correct", str(row["id"]), "--set", "colour=red").code == 2
    assert call("earnings", "add", "--account", "Shop", "--date", "x", "--commission", "3").code == 2


def test_rejected_rows_are_listed_with_their_text_and_read_again(call: Call, tmp_path: Path) -> None:
    report = load(call, tmp_path, "a.csv", "T1,2026-03-01,10.00,pending", "T2,soon,5.00,pending", "T3,,1,pending")
    assert [row["line"] for row in report["rejected"]] == [3, 4]
    listed = call("statement", "rows", "1").document["rejected"]
    assert listed[0]["raw"] == "T2,soon,5.00,pending"
    tried = call("statement", "retry", "1", "--line", "3", "--set", "day=2026-03-05").document
    assert (tried["new"], [row["line"] for row in tried["rejected"]]) == (1, [4])
    tried = call("statement", "retry", "1", "--line", "4", "--row", "T3,2026-03-06,1.00,approved").document
    assert (tried["new"], tried["rejected"]) == (1, [])
    assert call("statement", "show", "1").document["rejected"] == []
    assert {row["external_id"] for row in call("earnings", "list").document["earnings"]} == {"T1", "T2", "T3"}
    assert call("statement", "retry", "1", "--set", "day=2026-03-05").code == 2
    assert call("statement", "retry", "1", "--line", "2").code == 2


def test_a_corrected_file_replaces_another(call: Call, tmp_path: Path) -> None:
    load(call, tmp_path, "a.csv", "T1,2026-03-01,10.00,approved")
    report = load(call, tmp_path, "b.csv", "T1,2026-03-01,4.00,approved", words=("--replaces", "1"))
    assert (report["updated"], report["replaces"], report["conflicts"]) == (1, 1, [])
    assert [each["replaced_by"] for each in call("statement", "list").document["statements"]] == [None, 2]
    (total,) = call("earnings", "totals").document["totals"]
    assert total["commission"] == "4.00"
    call("statement", "undo", "2")
    (total,) = call("earnings", "totals").document["totals"]
    assert total["commission"] == "10.00"


def test_conflicts_with_payouts_are_listed_and_decided(call: Call, tmp_path: Path) -> None:
    load(call, tmp_path, "a.csv", "T1,2026-03-01,10.00,approved")
    call("payout", "add", "--account", "Shop", "--date", "2026-04-20", "--amount", "10.00", "--currency", "EUR")
    call("payout", "match", "1", "--from", "2026-03-01", "--to", "2026-03-31")
    report = load(call, tmp_path, "b.csv", "T1,2026-03-01,7.00,approved")
    (conflict,) = report["conflicts"]
    assert (conflict["external_id"], conflict["file"], conflict["paid"]) == ("T1", "b.csv", "10.00")
    assert {"field": "commission", "before": "10.00", "after": "7.00"} in conflict["changes"]
    assert [each["id"] for each in call("earnings", "conflicts").document["conflicts"]] == [conflict["id"]]
    assert call("earnings", "decide", str(conflict["id"])).code == 2
    call("earnings", "decide", str(conflict["id"]), "--keep")
    assert call("earnings", "conflicts").document["conflicts"] == []
    assert call("earnings", "conflicts", "--all").document["conflicts"][0]["decision"] == "keep"
    call("earnings", "decide", str(conflict["id"]), "--accept")
    (row,) = call("earnings", "list").document["earnings"]
    assert row["commission"] == "7.00"
