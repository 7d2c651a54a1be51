"""Rules as SQL: which rule a row falls under, found in one pass over the rows however many rules there are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.ledger.attribution_model import Rule

_FOLDED = "case_folded"


def case_of(connection: Connection, rules: Sequence[Rule]) -> tuple[str, dict[str, Any]]:
    """An expression that gives the id of the first rule that fits the transaction ``t``, and its values."""
    values: dict[str, Any] = {}
    steps = [f"WHEN {_fits(rule, values)} THEN {rule.id:d}" for rule in rules]
    bare: Any = connection.connection.driver_connection
    bare.create_function(_FOLDED, 1, str.casefold, deterministic=True)
    return f"CASE {' '.join(steps)} END", values


def _fits(rule: Rule, values: dict[str, Any]) -> str:
    def held(value: object) -> str:
        name = f"v{len(values)}"
        values[name] = value
        return f":{name}"

    parts = []
    if rule.account_id is not None:
        parts.append(f"t.account_id = {held(rule.account_id)}")
    if rule.program_id is not None:
        parts.append(f"t.program_id = {held(rule.program_id)}")
    if rule.period.start is not None:
        parts.append(f"t.day >= {held(rule.period.start.isoformat())}")
    if rule.period.end is not None:
        parts.append(f"t.day <= {held(rule.period.end.isoformat())}")
    if rule.tracking:
        pattern = _pattern(rule.tracking).replace("*", "%")
        parts.append(f"{_column('sub_id', pattern)} LIKE {held(pattern)} ESCAPE '\\'")
    for word in rule.product.split():
        pattern = f"%{_pattern(word)}%"
        parts.append(f"{_column('product', pattern)} LIKE {held(pattern)} ESCAPE '\\'")
    return " AND ".join(parts) or "0"


def _column(name: str, pattern: str) -> str:
    """LIKE ignores the case of ASCII letters only."""
    return f"t.{name}" if pattern.isascii() else f"{_FOLDED}(t.{name})"


def _pattern(text: str) -> str:
    folded = text.casefold()
    for special in ("\\", "%", "_"):
        folded = folded.replace(special, "\\" + special)
    return folded
