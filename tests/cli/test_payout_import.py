"""``affiliate-desktop payout import``: from the payer's file to money that is matched to what it paid."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import Call, caller
from tests.statements.payers import CASES, Case

MAP = ("--map", "external_id=id", "--map", "date=day", "--map", "commission=commission", "--map", "currency=currency")


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json")


def earn(call: Call, case: Case, folder: Path) -> None:
    """An account with the earnings of a case."""
    call("account", "add", "Mine", "--network", case.network, "--currency", case.currency)
    file = case.table(folder) if case.earnings else case.path
    done = call("statement", "import", str(file), "--account", "Mine", *(MAP if case.earnings else ()))
    assert done.code == 0, done.err


def words_of(case: Case) -> list[str]:
    """What the person says about a file of payments."""
    words = ["--date-format", case.date_format] if case.date_format else []
    if not case.payer:
        words += ["--account", "Mine", *(word for paid in case.paid for word in ("--reference", paid[3]))]
    return words


def matched(call: Call, case: Case, key: int) -> dict[str, Any]:
    """Confirms the best suggestion, and returns what lies between."""
    if case.kept:
        call("payout", "edit", str(key), "--fee", case.kept)
    best = call("payout", "suggest", str(key)).document["suggestions"][0]
    assert best["exact"], best
    answer: dict[str, Any] = call("payout", "match", str(key), "--suggestion", "1").document["reconciliation"]
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_payments_come_in_are_matched_and_come_in_once(call: Call, case: Case, tmp_path: Path) -> None:
    earn(call, case, tmp_path)
    (found,) = call("payout", "import", str(case.path), *words_of(case)).document["imports"]
    assert (found["new"], found["known"], found["rejected"]) == (len(case.paid), 0, [])
    assert [(each["line"], each["reason"]) for each in found["skipped"]] == list(case.skipped)
    if case.payer:
        assert [each["reference"] for each in found["unrecognized"]] == list(case.others)
    made = sorted(found["payouts"], key=lambda each: str(each["date"]))
    assert [(each["date"], each["amount"], each["fee"], each["reference"] or "") for each in made] == list(case.paid)
    assert {(each["account"], each["currency"], each["file"]) for each in made} == {("Mine", case.currency, case.file)}
    for payout in made:
        gap = matched(call, case, payout["id"])
        fee = case.kept or payout["fee"]
        parts = [("fees", f"-{fee}")] if fee != "0.00" else []
        assert [(part["kind"], part["amount"]) for part in gap["parts"]] == parts
        assert gap["unexplained"] == []
    paid = call("earnings", "totals").document["totals"]
    assert sum(float(each["commission"]) for each in paid if each["status"] == "paid") == pytest.approx(
        sum(float(received) + float(case.kept or fee) for _, received, fee, _ in case.paid)
    )
    before = call("payout", "list").document, call("earnings", "list").document
    (again,) = call("payout", "import", str(case.path), *words_of(case)).document["imports"]
    assert (again["new"], again["known"], again["payouts"]) == (0, len(case.paid), [])
    assert (call("payout", "list").document, call("earnings", "list").document) == before


def test_a_later_download_adds_only_what_has_come_since(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    earn(call, case, tmp_path)
    lines = case.path.read_bytes().split(b"\r\n")
    march = tmp_path / "march.csv"
    march.write_bytes(b"\r\n".join(lines[:7]))
    (first,) = call("payout", "import", str(march)).document["imports"]
    (second,) = call("payout", "import", str(case.path)).document["imports"]
    assert (first["new"], second["new"], second["known"]) == (1, 1, 1)


def test_a_payment_that_was_pending_comes_in_when_it_is_completed(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    earn(call, case, tmp_path)
    call("payout", "import", str(case.path))
    text = case.path.read_text(encoding="utf-8").replace(
        '"Reader","General Payment","Pending"', '"Awin","X","Completed"'
    )
    later = tmp_path / "later.csv"
    later.write_text(text, encoding="utf-8", newline="")
    (found,) = call("payout", "import", str(later)).document["imports"]
    assert [(each["amount"], each["reference"]) for each in found["payouts"]] == [("4.55", "2AB12345CD678908A")]


def test_nothing_of_a_dry_run_is_kept(call: Call, tmp_path: Path) -> None:
    earn(call, CASES[0], tmp_path)
    (found,) = call("payout", "import", str(CASES[0].path), "--dry-run").document["imports"]
    assert (found["new"], found["payouts"]) == (2, [])
    assert call("payout", "list").document == {"payouts": []}


def test_dates_that_do_not_tell_are_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[1]
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    say("account", "add", "Mine", "--network", case.network)
    asked = say("payout", "import", str(case.path)).out
    assert "1 new, 0 known, 0 left out, 1 not understood" in asked
    assert "line 2: “03/04/2026 08:00:00” may be day/month or month/day" in asked
    assert "--date-format" in asked
    told = say("payout", "import", str(case.path), "--date-format", "%d/%m/%Y").out
    assert "1 new, 1 known" in told
    assert "79.80" in told


def test_money_of_strangers_is_listed_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[3]
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    say("account", "add", "Mine", "--network", case.network)
    file = tmp_path / "more.csv"
    text = case.path.read_text(encoding="utf-8").replace('"Rückzahlung"', '"Allgemeine Zahlung"')
    file.write_text(text.replace(',"5DE12345CD678902A"\n', ',""\n'), encoding="utf-8")
    told = say("payout", "import", str(file)).out
    assert "2 new, 0 known, 3 left out, 0 not understood" in told
    assert "line 4: 2026-03-07 49.90 EUR Hoster GmbH" in told
    assert "No money received: 1 paid by you, 1 paid in by you" in told
    assert "1 new, 0 known, 4 left out" in say("payout", "import", str(file), "--payer", "hoster").out


def test_a_payment_that_no_file_holds_is_refused(call: Call, tmp_path: Path) -> None:
    earn(call, CASES[5], tmp_path)
    refused = call("payout", "import", str(CASES[5].path), "--reference", "txn_none")
    assert (refused.code, refused.error["code"]) == (2, "no_such_payment")
    assert call("payout", "list").document == {"payouts": []}


def test_signs_that_nobody_sees_do_not_keep_a_payment_out(call: Call, tmp_path: Path) -> None:
    earn(call, CASES[0], tmp_path)
    text = CASES[0].path.read_text(encoding="utf-8").replace("Awin Inc.", "\u200eAwin\u202c Inc.\u0007")
    file = tmp_path / "odd.csv"
    file.write_text(text.replace("Commissions March", "Commissions\u202eMarch"), encoding="utf-8", newline="")
    (found,) = call("payout", "import", str(file)).document["imports"]
    assert {(each["payer"], each["account"]) for each in found["payouts"]} == {("Awin Inc.", "Mine")}


def test_a_moved_or_broken_file_is_refused_in_words(call: Call, tmp_path: Path) -> None:
    missing = call("payout", "import", str(tmp_path / "nowhere.csv"))
    empty, half = tmp_path / "empty.csv", tmp_path / "half.csv"
    empty.write_bytes(b"")
    half.write_bytes(CASES[0].path.read_bytes()[:1500])
    copy = tmp_path / "copy.csv"
    shutil.copy(CASES[0].path, copy)
    assert missing.code == 2
    assert call("payout", "import", str(empty)).code == 2
    assert call("payout", "import", str(copy), str(tmp_path / "nowhere.csv")).code == 2
    assert call("payout", "list").document == {"payouts": []}
    assert call("payout", "import", str(half)).code in {0, 2}


def entered(call: Call, case: Case, folder: Path) -> int:
    """The first payment of a case, entered by hand a day late and without its id."""
    earn(call, case, folder)
    done = call(
        *("payout", "add", "--account", "Mine", "--date", "2026-03-15", "--amount", "1250", "--currency", "USD"),
        *("--notes", "mail of March"),
    )
    key: int = done.document["id"]
    assert call("payout", "match", str(key), "--suggestion", "1").code == 0
    return key


def test_a_payment_entered_by_hand_waits_until_it_is_said_what_it_is(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    key = entered(call, case, tmp_path)
    for _ in range(2):
        (found,) = call("payout", "import", str(case.path)).document["imports"]
        assert [(each["reference"], each["payout"], each["decided"]) for each in found["alike"]] == [
            ("2AB12345CD678901A", key, None)
        ]
        assert found["completed"] == []
    assert {each["reference"] for each in call("payout", "list").document["payouts"]} == {None, "2AB12345CD678907A"}


def test_the_same_payment_is_completed_keeps_its_earnings_and_can_be_undone(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    key = entered(call, case, tmp_path)
    before = call("payout", "show", str(key)).document
    (found,) = call("payout", "import", str(case.path), "--alike", "same").document["imports"]
    (done,) = found["completed"]
    assert (found["new"], len(found["payouts"]), found["alike"][0]["decided"]) == (1, 1, "same")
    assert (done["id"], done["date"], done["amount"], done["fee"]) == (key, "2026-03-14", "1247.50", "2.50")
    assert (done["reference"], done["line"], done["notes"]) == ("2AB12345CD678901A", 2, "mail of March")
    assert done["matched"] == before["matched"]
    assert call("payout", "show", str(key)).document["reconciliation"]["unexplained"] == []
    assert call("payout", "import", str(case.path)).document["imports"][0]["known"] == 2
    assert call("workspace", "undo").code == 0
    assert call("payout", "show", str(key)).document == before


def test_another_payment_of_the_same_amount_is_recorded_when_that_is_said(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    entered(call, case, tmp_path)
    (found,) = call("payout", "import", str(case.path), "--alike", "another").document["imports"]
    assert (found["new"], found["completed"], len(call("payout", "list").document["payouts"])) == (2, [], 3)


def test_what_is_left_out_as_alike_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[0]
    entered(caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), "--json"), case, tmp_path)
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    told = say("payout", "import", str(case.path)).out
    assert "1 new, 0 known, 6 left out" in told
    assert "line 2: 2026-03-14 1247.50 USD Awin Inc., like payout 1 of 2026-03-15" in told
    assert "No money received: 1 paid by you, 2 exchanged, 1 moved to the bank, 1 not completed yet" in told
    assert "1 completed, 0 new, 1 known" in say("payout", "import", str(case.path), "--alike", "same").out


def test_a_payout_entered_after_its_file_is_refused_unless_it_is_another(call: Call, tmp_path: Path) -> None:
    case = CASES[0]
    earn(call, case, tmp_path)
    call("payout", "import", str(case.path))
    words = ("--account", "Mine", "--date", "2026-03-16", "--amount", "1247.50", "--currency", "USD")
    refused = call("payout", "add", *words)
    assert (refused.code, refused.error["code"]) == (1, "payout_alike")
    assert len(call("payout", "list").document["payouts"]) == 2
    assert call("payout", "add", *words, "--another").code == 0
    assert len(call("payout", "list").document["payouts"]) == 3


def test_a_recorded_payout_that_is_refunded_later_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[0]
    say = caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))
    say("account", "add", "Mine", "--network", case.network)
    say("payout", "import", str(case.path))
    lines = case.path.read_text(encoding="utf-8").splitlines()
    back = (
        lines[7]
        .replace("Mass Pay Payment", "Payment Reversal")
        .replace('"400.00","-1.00","399.00"', '"-400.00","1.00","-399.00"')
    )
    back = back.replace("2AB12345CD678907A", "2AB12345CD678909A").replace('"","","","1,526.50"', '"","","","0.00"')
    cells = back.split('","')
    cells[lines[0].split('","').index("Reference Txn ID")] = "2AB12345CD678907A"
    file = tmp_path / "back.csv"
    file.write_text("\n".join([lines[0], '","'.join(cells)]), encoding="utf-8")
    told = say("payout", "import", str(file)).out
    assert "No money received: 1 refunded or reversed" in told
    assert "line 2: takes 400.00 USD of payout" in told
