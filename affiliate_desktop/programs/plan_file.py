"""Plan files: TOML to a plan, refusing what has no exact meaning with the rule and the key."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.names import clean_line, visible, without_unseen
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan import (
    NO_TERMS,
    Apply,
    Bonus,
    Measure,
    Plan,
    PlanEvent,
    PlanPeriod,
    Rounding,
    Rule,
    Step,
    Terms,
    Tiers,
)

_DECIMAL = re.compile(r"[0-9]{1,11}(\.[0-9]{1,10})?", re.ASCII)
MAX_TEXT = 2_000
"""Characters of one of several texts, such as a channel with the conditions that go with it."""
_CHOICE = TypeVar("_CHOICE", bound=StrEnum)


def parse_plan(text: str) -> Plan:
    """The plan that a TOML text describes.

    Raises:
        BadInput: ``plan_not_toml`` with the line, or ``plan_invalid`` with the place and what is wrong there.
    """
    return _plan(_content(text))


def parse_kept(text: str) -> Plan:
    """The plan of a text that was accepted once.

    Older ones may hold unseen characters, which are left out, and rules of one name, of which the later get a number.

    Raises:
        BadInput: as ``parse_plan``.
    """
    try:
        return parse_plan(text)
    except BadInput:
        content = _seen(_content(text))
        _number_names(content)
        return _plan(content)


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return without_unseen(value)
    if isinstance(value, list):
        return [_seen(one) for one in value]
    return {key: _seen(one) for key, one in value.items()} if isinstance(value, dict) else value


def _number_names(content: Mapping[str, Any]) -> None:
    """Tells rules and bonuses of one name apart, the same way in every version of the terms."""
    parts = [(key, number, one) for key in ("rule", "bonus") for number, one in enumerate(content.get(key, ()), 1)]
    names: set[str] = set()
    for key, number, one in parts:
        wanted = name = str(one.get("name", "")).strip() or f"{key} {number}"
        again = 1
        while name in names:
            again += 1
            name = f"{wanted} ({again})"
        names.add(name)
        if name != wanted:
            one["name"] = name


def _plan(content: Mapping[str, Any]) -> Plan:
    table = _Table("plan", content)
    rule_tables, bonus_tables = table.tables("rule"), table.tables("bonus")
    rules, bonuses = tuple(map(_rule, rule_tables)), tuple(map(_bonus, bonus_tables))
    _refuse_same_names(zip((*rule_tables, *bonus_tables), (*rules, *bonuses), strict=True))
    plan = Plan(
        name=table.line("name"),
        currency=_currency(table),
        timezone=_timezone(table),
        rounding=table.choice("rounding", Rounding, Rounding.HALF_UP),
        rules=rules,
        bonuses=bonuses,
        terms=_terms(table.table("terms", "terms")),
    )
    if not rules and not bonuses:
        raise table.wrong("rule", "a plan needs at least one [[rule]] or [[bonus]]")
    table.done()
    return plan


def _refuse_same_names(parts: Iterable[tuple["_Table", Rule | Bonus]]) -> None:
    """Lines, periods and what goes on when the terms change name a rule or bonus by its name alone."""
    places: dict[str, str] = {}
    for table, part in parts:
        if part.name in places:
            why = f"“{part.name}” is the name of {places[part.name]} too; each rule and bonus needs a name of its own"
            raise table.wrong("name", why)
        places[part.name] = table.place.partition(" (")[0]


def _content(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = len(text.splitlines())
        reason = str(error).replace("at end of document", f"at line {last}, the end of the file")
    except RecursionError:
        reason = "values are nested too deep"
    except ValueError:  # Python reads no whole number of more than some thousand digits
        lines = text.splitlines()
        reason = f"a number is too long (at line {max(range(len(lines)), key=lambda at: len(lines[at])) + 1})"
    raise BadInput("plan_not_toml", "The plan is not valid TOML: {reason}.", reason=reason) from None


class _Table:
    """A TOML table that knows where it stands, and which of its keys were understood."""

    def __init__(self, place: str, content: Mapping[str, Any]) -> None:
        self.place = place
        self._content = dict(content)

    def wrong(self, key: str, why: str) -> BadInput:
        return BadInput("plan_invalid", "{place}, {key}: {why}.", place=self.place, key=key, why=why)

    def done(self) -> None:
        for key in self._content:
            raise self.wrong(key, "there is no such term")

    def has(self, key: str) -> bool:
        return key in self._content

    def text(self, key: str, default: str) -> str:
        value = self._content.pop(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "must be text in quotes")
        return value

    def line(self, key: str) -> str:
        text = self.text(key, "")
        try:
            return clean_line(text, key)
        except BadInput as problem:
            raise self.wrong(key, str(problem).rstrip(".")) from None

    def decimal(self, key: str) -> Decimal | None:
        value = self._content.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(key, 'must be a decimal in quotes, such as "5.00"')
        if not _DECIMAL.fullmatch(value):
            raise self.wrong(key, f"“{value[:40]}” is no decimal of at most 11 digits before the point")
        return Decimal(value)

    def needed(self, key: str) -> Decimal:
        value = self.decimal(key)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def whole(self, key: str, least: int) -> int | None:
        value = self._content.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 1_000_000:
            raise self.wrong(key, f"must be a whole number from {least} to 1000000")
        return value

    def choice(self, key: str, kind: type[_CHOICE], default: _CHOICE | None = None) -> _CHOICE:
        value = self._content.pop(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(key, f"must be one of {', '.join(kind)}") from None

    def tables(self, key: str) -> list["_Table"]:
        value = self._content.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"must be written as [[{key}]]")
        name = key if self.place == "plan" else f"{self.place} {key}"
        return [_Table(f"{name} {number}", one) for number, one in enumerate(value, 1)]

    def flag(self, key: str) -> bool | None:
        value = self._content.pop(key, None)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._content.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.wrong(key, "must be a list of texts in quotes")
        try:
            return tuple(clean_line(one, key, longest=MAX_TEXT) for one in value)
        except BadInput as problem:
            raise self.wrong(key, str(problem).rstrip(".")) from None

    def table(self, key: str, place: str = "") -> "_Table | None":
        value = self._content.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return _Table(place or f"{self.place} {key}", value)


def _terms(table: _Table | None) -> Terms:
    if table is None:
        return NO_TERMS
    terms = Terms(
        cookie_days=table.whole("cookie_days", 0),
        hold_days=table.whole("hold_days", 0),
        payout_threshold=table.decimal("payout_threshold"),
        pay_day=table.whole("pay_day", 1),
        notice_days=table.whole("notice_days", 0),
        channels=table.texts("channels"),
        with_vat=table.flag("with_vat"),
        with_delivery=table.flag("with_delivery"),
    )
    if terms.pay_day is not None and terms.pay_day > 31:
        raise table.wrong("pay_day", "must be a day of the month, 1 to 31")
    table.done()
    return terms


def _currency(table: _Table) -> str:
    if not table.has("currency"):
        raise table.wrong("currency", "is missing")
    text = table.text("currency", "")
    try:
        return currency_code(text)
    except BadInput as problem:
        raise table.wrong("currency", str(problem).rstrip(".")) from None


def _timezone(table: _Table) -> str:
    name = table.text("timezone", "UTC")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise table.wrong("timezone", f"“{visible(name[:60])}” is no IANA time zone") from None
    return name


def _name(table: _Table) -> str:
    return table.line("name") or table.place


def _rule(table: _Table) -> Rule:
    name = _name(table)
    table.place = f"{table.place} ({name})" if name != table.place else name
    tiers_table = table.table("tiers")
    rule = Rule(
        name=name,
        event=table.choice("event", PlanEvent),
        fixed=table.decimal("fixed"),
        percent=table.decimal("percent"),
        tiers=None if tiers_table is None else _tiers(tiers_table),
        minimum_amount=table.decimal("minimum_amount"),
        first_events=table.whole("first_events", 1),
        within_days=table.whole("within_days", 0),
        cap_per_event=table.decimal("cap_per_event"),
        cap_per_referral=table.decimal("cap_per_referral"),
        cap_per_period=table.decimal("cap_per_period"),
        cap_period=table.choice("cap_period", PlanPeriod) if table.has("cap_period") else None,
    )
    if sum(way is not None for way in (rule.fixed, rule.percent, rule.tiers)) != 1:
        raise table.wrong("fixed, percent, tiers", "a rule has exactly one of them")
    if (rule.cap_per_period is None) != (rule.cap_period is None):
        raise table.wrong("cap_per_period", "goes together with cap_period")
    table.done()
    return rule


def _tiers(table: _Table) -> Tiers:
    measure = table.choice("measure", Measure)
    period = table.choice("period", PlanPeriod)
    apply = table.choice("apply", Apply)
    steps = tuple(_step(one, measure, apply) for one in table.tables("steps"))
    if not steps:
        raise table.wrong("steps", "at least one step is needed")
    if apply is Apply.NEXT_PERIOD and period is PlanPeriod.LIFETIME:
        raise table.wrong("apply", "next_period has no meaning with the period lifetime")
    first = Decimal(1) if measure is Measure.COUNT else Decimal(0)
    if steps[0].start != first:
        raise table.wrong("steps", f"the first step must be from {first}")
    if any(later.start <= earlier.start for earlier, later in pairwise(steps)):
        raise table.wrong("steps", "“from” must rise from step to step")
    table.done()
    return Tiers(measure, period, apply, steps)


def _step(table: _Table, measure: Measure, apply: Apply) -> Step:
    step = Step(table.needed("from"), table.decimal("fixed"), table.decimal("percent"))
    if (step.fixed is None) == (step.percent is None):
        raise table.wrong("fixed, percent", "a step has exactly one of them")
    if measure is Measure.COUNT and step.start != step.start.to_integral_value():
        raise table.wrong("from", "must be a whole number where events are counted")
    if measure is Measure.AMOUNT and apply is Apply.MARGINAL and step.fixed is not None:
        raise table.wrong("fixed", "marginal steps by amount take percentages only")
    table.done()
    return step


def _bonus(table: _Table) -> Bonus:
    name = _name(table)
    table.place = f"{table.place} ({name})" if name != table.place else name
    bonus = Bonus(
        name=name,
        event=table.choice("event", PlanEvent),
        measure=table.choice("measure", Measure),
        period=table.choice("period", PlanPeriod),
        reach=table.needed("reach"),
        amount=table.needed("amount"),
        minimum_amount=table.decimal("minimum_amount"),
    )
    if bonus.reach <= 0:
        raise table.wrong("reach", "must be more than 0")
    table.done()
    return bonus
