"""``plan evaluate`` prints what was due as the terms prescribe."""

import json
import subprocess
import sys
from pathlib import Path

PLAN = """currency = "USD"
[[rule]]
name = "growing"
event = "signup"
[rule.tiers]
measure = "count"
period = "month"
apply = "marginal"
steps = [ { from = "1", fixed = "5.00" }, { from = "11", fixed = "8.00" } ]
"""


def call(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "affiliate_desktop", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)


def test_twelve_signups_are_due_66_dollars(tmp_path: Path):
    (tmp_path / "plan.toml").write_text(PLAN)
    rows = [f"e{n:02},2025-05-{n + 1:02}T00:00:00Z,signup,,,,valid" for n in range(12)]
    rows.append("e99,2025-05-30T00:00:00Z,signup,,,,reversed")
    (tmp_path / "events.csv").write_text("id,time,event,referral,amount,currency,status\n" + "\n".join(rows))
    done = call(tmp_path, "--json", "plan", "evaluate", str(tmp_path / "plan.toml"), str(tmp_path / "events.csv"))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["total"] == "66.00"
    assert found["lines"][11] == {
        "event": "e11",
        "rule": "growing",
        "commission": "8.00",
        "unrounded": "8.00",
        "step": ["11"],
        "cut_by": [],
    }
    assert found["not_paid"] == [{"event": "e99", "rule": "growing", "reason": "reversed"}]
    assert found["periods"] == [{"rule": "growing", "period": "2025-05", "measure": "12", "commission": "66.00"}]


def test_steps_are_told_as_the_plan_writes_them_and_amounts_to_their_last_digit(tmp_path: Path):
    (tmp_path / "plan.toml").write_text(
        'currency = "USD"\n[[rule]]\nevent = "sale"\n[rule.tiers]\nmeasure = "amount"\nperiod = "year"\n'
        'apply = "whole"\nsteps = [ { from = "0", percent = "5" }, { from = "1000.00", percent = "33.3333333333" } ]\n'
    )
    (tmp_path / "events.csv").write_text(
        "id,time,event,referral,amount,currency,status\ne1,2025-05-01T00:00:00Z,sale,,99999999999.999999,,valid\n"
    )
    done = call(tmp_path, "--json", "plan", "evaluate", str(tmp_path / "plan.toml"), str(tmp_path / "events.csv"))
    (line,) = json.loads(done.stdout)["lines"]
    assert line["step"] == ["1000.00"]
    assert line["unrounded"] == "33333333333.299999666666666667"


def test_rules_of_one_name_are_refused(tmp_path: Path):
    rule = '[[rule]]\nname = "share"\nevent = "sale"\npercent = "5"\n'
    (tmp_path / "plan.toml").write_text('currency = "USD"\n' + rule + rule)
    (tmp_path / "events.csv").write_text("id,time,event,referral,amount,currency,status\n")
    done = call(tmp_path, "plan", "evaluate", str(tmp_path / "plan.toml"), str(tmp_path / "events.csv"), "--json")
    assert done.returncode == 2
    assert "rule 2 (share), name: “share” is the name of rule 1 too" in json.loads(done.stderr)["error"]["message"]


def test_a_broken_plan_exits_2_without_a_traceback(tmp_path: Path):
    (tmp_path / "plan.toml").write_text("currency = ")
    (tmp_path / "events.csv").write_bytes(b"\xff\xfe\x00")
    done = call(tmp_path, "plan", "evaluate", str(tmp_path / "plan.toml"), str(tmp_path / "events.csv"), "--json")
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["code"] == "plan_not_toml"
    assert "Traceback" not in done.stderr
