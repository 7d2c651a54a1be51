"""A plan as TOML: what ``plan_file.parse_plan`` reads."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import NO_TERMS, Plan, Rounding, Step, Terms
from affiliate_desktop.programs.plan_file import parse_plan


def plan_toml(plan: Plan, *, with_terms: bool = True) -> str:
    """The plan file.

    Args:
        plan: a plan that ``parse_plan`` would accept.
        with_terms: also the ``[terms]`` table; without it the file holds what is paid for and nothing else.
    """
    lines = list(_head(plan))
    for rule in plan.rules:
        lines += ["", "[[rule]]", *_pairs(rule, skip=("tiers",))]
        if rule.tiers is not None:
            lines += ["[rule.tiers]", *_pairs(rule.tiers, skip=("steps",)), "steps = ["]
            lines += [f"  {_step(step)}," for step in rule.tiers.steps]
            lines += ["]"]
    for bonus in plan.bonuses:
        lines += ["", "[[bonus]]", *_pairs(bonus)]
    if with_terms and plan.terms != NO_TERMS:
        lines += ["", "[terms]", *_pairs(plan.terms)]
    return "\n".join(lines) + "\n"


def with_values(plan: Plan, values: Mapping[str, str]) -> Plan:
    """The plan with other terms as text says; an empty text takes a term away.

    Raises:
        BadInput: naming the term that does not exist or can't be read.
    """
    known = {field.name: getattr(plan.terms, field.name) for field in fields(Terms)}
    lines = []
    for name, value in known.items():
        said = values.get(name)
        if said is None and value not in (None, ()):
            lines.append(f"{name} = {_value(value)}")
        elif said is not None and said.strip():
            lines.append(f"{name} = {_written(name, said.strip())}")
    for name in values:
        if name not in known:
            raise BadInput(
                "plan_invalid", "{place}, {key}: {why}.", place="terms", key=name, why="there is no such term"
            )
    return parse_plan("\n".join((plan_toml(plan, with_terms=False), "[terms]", *lines)))


def _written(name: str, said: str) -> str:
    if name == "channels":
        return _value(tuple(one.strip() for one in said.split(",") if one.strip()))
    if name in ("with_vat", "with_delivery"):
        return {"yes": "true", "no": "false"}.get(said.casefold(), _or_text(said, said in ("true", "false")))
    return _value(said) if name == "payout_threshold" else _or_text(said, said.isascii() and said.isdigit())


def _or_text(said: str, fits: bool) -> str:  # noqa: FBT001 - reads as the value it is
    """As it is where it fits, else as a text, which is then refused with the term's name."""
    return (said.lstrip("0") or "0" if said.isdigit() else said) if fits else _value(said)


def _head(plan: Plan) -> Iterator[str]:
    if plan.name:
        yield f"name = {_value(plan.name)}"
    yield f"currency = {_value(plan.currency)}"
    if plan.timezone != "UTC":
        yield f"timezone = {_value(plan.timezone)}"
    if plan.rounding is not Rounding.HALF_UP:
        yield f"rounding = {_value(plan.rounding)}"


def _pairs(record: object, skip: tuple[str, ...] = ()) -> Iterator[str]:
    for field in fields(record):  # type: ignore[arg-type]  # one of the plan's records
        value = getattr(record, field.name)
        if field.name not in skip and value not in (None, ()):
            yield f"{field.name} = {_value(value)}"


def _step(step: Step) -> str:
    paid = f"fixed = {_value(step.fixed)}" if step.fixed is not None else f"percent = {_value(step.percent)}"
    return f"{{ from = {_value(step.start)}, {paid} }}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, Decimal):
        return f'"{value:f}"'
    text = str(value.value if isinstance(value, StrEnum) else value)
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
