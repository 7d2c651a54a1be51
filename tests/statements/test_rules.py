"""Conditions on cells: rows to leave out, and flags that decide status or event."""

from dataclasses import replace

import pytest

from affiliate_desktop.core.problems import Failed
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.formats import formats_of
from affiliate_desktop.statements.rules import events, meets, rule_of, statuses

PLAIN = {"id": "r", "name": "R", "certainty": "code", "headers": ["Day", "Money"]}
FIELDS = {"fields": {"date": "Day", "commission": "Money"}}


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ({"is": ["Yes", "1"]}, [" YES ", "1", 1, 1.0], ["", "no", None]),
        ({"is_not": ["sale", ""]}, ["click"], ["Sale", "", None]),
        ({"begins": ["total"]}, ["Totals", "TOTAL"], ["sub total", ""]),
        ({"filled": True}, ["x", 0], ["", "  ", None]),
        ({"filled": True, "is_not": ["no data"]}, ["2026-01-01"], ["NO  DATA", ""]),
    ],
)
def test_a_condition_holds_for_the_cells_it_names(
    test: dict[str, object], holds: list[str | int | float], fails: list[str | None]
) -> None:
    rule = replace(rule_of({"column": "A", **test}), index=0)
    assert all(meets([rule], [cell]) for cell in holds)
    assert not any(meets([rule], [cell]) for cell in fails)
    assert not meets([rule], [])


def test_the_first_rule_that_decides_wins_and_the_usual_holds_for_the_rest() -> None:
    rules = [
        replace(rule_of({"column": "A", "is": ["v"], "status": "reversed"}), index=0),
        replace(rule_of({"column": "B", "filled": True, "status": "paid"}), index=1),
        replace(rule_of({"column": "B", "is": ["lead"], "event": "signup"}), index=1),
    ]
    rows: list[list[str | int | float | bool | None]] = [["v", "lead"], ["", "x"], ["", ""]]
    assert statuses(rules, rows, ["pending"] * 3) == ["reversed", "paid", "pending"]
    assert events(rules, rows, ["sale"] * len(rows)) == ["signup", "sale", "sale"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": [{"column": "Day", "is": ["x"], "status": "maybe"}]},
        {"rule": [{"column": "Day", "status": "paid"}]},
        {"rule": [{"column": "Nothing", "filled": True, "status": "paid"}]},
        {"skip": [{"column": "Day", "isnt": ["x"]}]},
        {"skip": [{"is": ["x"]}]},
        {"time": "Clock"},
        {"keys": ["Nothing"]},
        {"variants": {"Nothing": ["Other"]}},
        {"heders": ["Day"]},
        {"optional": ["Late"], "fields": {"date": "Late", "commission": "Money"}},
        {"positions": {"date": 0, "commission": 1}},
        {"headers": [], "fields": {}, "positions": {"date": 0}},
        {"headers": [], "fields": {}, "positions": {"date": 0, "commission": -1}},
    ],
)
def test_a_mistake_in_a_formats_table_is_told(wrong: dict[str, object]) -> None:
    with pytest.raises(Failed, match="My network"):
        formats_of(Network("own", "My network", statements=({**PLAIN, **FIELDS, **wrong},)))
    assert formats_of(Network("own", "My network", statements=({**PLAIN, **FIELDS},)))
