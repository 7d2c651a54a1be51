"""A plan in plain language, the exact terms in the words people use for them."""

from collections.abc import Iterator
from decimal import Decimal

from affiliate_desktop.core.money import plain
from affiliate_desktop.programs.plan import (
    Apply,
    Bonus,
    Measure,
    Plan,
    PlanEvent,
    PlanPeriod,
    Rule,
    Step,
    Terms,
    Tiers,
)

_NOUNS = {PlanEvent.SIGNUP: "sign-up", PlanEvent.PROJECT: "project", PlanEvent.SALE: "sale"}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def sentence(plan: Plan) -> str:
    """What the plan pays, in one sentence."""
    said = "; ".join(clauses(plan))
    return said[:1].upper() + said[1:] + "."


def clauses(plan: Plan) -> tuple[str, ...]:
    """What each rule and bonus pays: "10 % of each referred user's first three projects, at most 50.00 each"."""
    rules = (rule_clause(rule, plan.currency) for rule in plan.rules)
    return (*rules, *(bonus_clause(bonus, plan.currency) for bonus in plan.bonuses))


def rule_clause(rule: Rule, currency: str) -> str:
    """What a rule pays."""
    if rule.tiers is not None:
        said = _tiered(rule, rule.tiers, currency)
        if rule.first_events is not None:
            said += f", counting only each referred user's first {_counted(rule.first_events, rule.event)}"
    elif rule.percent is not None:
        said = f"{percentage(rule.percent)} of {_whole_scope(rule, currency)}"
    else:
        said = f"{_money(rule.fixed, currency)} for {_fixed_scope(rule, currency)}"
    if rule.within_days is not None:
        said += f", up to {_days(rule.within_days)} after the sign-up"
    return ", ".join((said, *_caps(rule, currency)))


def bonus_clause(bonus: Bonus, currency: str) -> str:
    """What a bonus pays."""
    least = _least(bonus.minimum_amount, currency)
    if bonus.measure is Measure.COUNT:
        noun = _NOUNS[bonus.event] + ("" if bonus.reach == 1 else "s") + least
        reached = f"the first {noun}" if bonus.reach == 1 else f"{_number(bonus.reach)} {noun}"
    else:
        reached = f"{plain(bonus.reach, currency)} in {_NOUNS[bonus.event]}s{least}"
    span = "at all" if bonus.period is PlanPeriod.LIFETIME else f"in a {bonus.period.value}"
    return f"{_money(bonus.amount, currency)} once more for reaching {reached} {span}"


def terms_clauses(terms: Terms, currency: str) -> tuple[str, ...]:
    """What the other terms say, one clause each; those that are not known are left out."""
    said = (
        (terms.cookie_days, f"clicks count for {_days(terms.cookie_days)}"),
        (terms.hold_days, f"commissions are held for {_days(terms.hold_days)}"),
        (terms.payout_threshold, f"paid out from {_money(terms.payout_threshold, currency)} on"),
        (terms.pay_day, f"paid on day {terms.pay_day} of the month"),
        (terms.notice_days, f"changes are announced {_days(terms.notice_days)} ahead"),
        (terms.channels or None, f"allowed: {', '.join(terms.channels)}"),
        (terms.with_vat, f"the base is {'with' if terms.with_vat else 'without'} VAT"),
        (terms.with_delivery, f"the base is {'with' if terms.with_delivery else 'without'} delivery"),
    )
    return tuple(clause for known, clause in said if known is not None)


def differences(old: Plan, new: Plan) -> tuple[str, ...]:
    """What changed from one version of a plan to the next, one line each."""
    before, after = _named(old), _named(new)
    changed = [name for name, said in before.items() if after.get(name, said) != said]
    lines = [f"{name}: {before[name]} → {after[name]}" for name in changed]
    lines += [f"no longer: {said}" for name, said in before.items() if name not in after]
    lines += [f"new: {said}" for name, said in after.items() if name not in before]
    for what, was, now in (("time zone", old.timezone, new.timezone), ("rounding", old.rounding, new.rounding)):
        if was != now:
            lines.append(f"{what}: {was} → {now}")
    was_said, now_said = terms_clauses(old.terms, old.currency), terms_clauses(new.terms, new.currency)
    lines += [f"no longer: {said}" for said in was_said if said not in now_said]
    lines += [f"new: {said}" for said in now_said if said not in was_said]
    return tuple(lines)


def percentage(value: Decimal | None) -> str:
    """``7.50`` as ``7.5 %``."""
    return f"{(value or Decimal(0)).normalize():f} %"


def ordinal(number: Decimal | int) -> str:
    """``11`` as ``11th``."""
    whole = int(number)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"


def _named(plan: Plan) -> dict[str, str]:
    said: dict[str, str] = {}
    names = [*(rule.name for rule in plan.rules), *(bonus.name for bonus in plan.bonuses)]
    for name, clause in zip(names, clauses(plan), strict=True):
        said[name] = f"{said[name]}; {clause}" if name in said else clause
    return said


def _whole_scope(rule: Rule, currency: str) -> str:
    least = _least(rule.minimum_amount, currency)
    if rule.first_events is None:
        return f"each {_NOUNS[rule.event]}{least}"
    return f"each referred user's first {_counted(rule.first_events, rule.event)}{least}"


def _fixed_scope(rule: Rule, currency: str) -> str:
    if rule.first_events is None or rule.first_events == 1:
        return _whole_scope(rule, currency)
    first = _counted(rule.first_events, rule.event)
    return f"each of a referred user's first {first}{_least(rule.minimum_amount, currency)}"


def _tiered(rule: Rule, tiers: Tiers, currency: str) -> str:
    steps = [_paid(step, currency) for step in tiers.steps]
    noun, least = _NOUNS[rule.event], _least(rule.minimum_amount, currency)
    span = "in all" if tiers.period is PlanPeriod.LIFETIME else f"of a {tiers.period.value}"
    if tiers.measure is Measure.COUNT and tiers.apply is Apply.MARGINAL:
        starts = [ordinal(step.start) for step in tiers.steps[1:]]
        later = (f"{paid} from the {start}" for paid, start in zip(steps[1:], starts, strict=True))
        return ", ".join((f"{steps[0]} for each {noun}{least} {span}", *later))
    if tiers.apply is Apply.MARGINAL:
        later = (
            f"{paid} of what is above {plain(step.start, currency)}"
            for paid, step in zip(steps[1:], tiers.steps[1:], strict=True)
        )
        return ", ".join((f"{steps[0]} of the {noun}s{least} {span}", *later))
    of = "of" if tiers.steps[0].percent is not None else "for"
    later = (
        f"{paid} {_reached(tiers, step, noun, currency)}" for paid, step in zip(steps[1:], tiers.steps[1:], strict=True)
    )
    return ", ".join((f"{steps[0]} {of} each {noun}{least}", *later))


def _reached(tiers: Tiers, step: Step, noun: str, currency: str) -> str:
    much = f"{int(step.start)}" if tiers.measure is Measure.COUNT else plain(step.start, currency)
    noun = f" {noun}s" if tiers.measure is Measure.COUNT else f" in {noun}s"
    if tiers.apply is Apply.NEXT_PERIOD:
        return f"in a {tiers.period.value} after one with {much}{noun} or more"
    if tiers.period is PlanPeriod.LIFETIME:
        return f"for all of them once there are {much}{noun}"
    return f"for all of a {tiers.period.value} that reaches {much}{noun}"


def _caps(rule: Rule, currency: str) -> Iterator[str]:
    if rule.cap_per_event is not None:
        yield f"at most {plain(rule.cap_per_event, currency)} each"
    if rule.cap_per_referral is not None:
        yield f"at most {plain(rule.cap_per_referral, currency)} per referred user"
    if rule.cap_per_period is not None and rule.cap_period is not None:
        span = "in all" if rule.cap_period is PlanPeriod.LIFETIME else f"a {rule.cap_period.value}"
        yield f"at most {plain(rule.cap_per_period, currency)} {span}"


def _paid(step: Step, currency: str) -> str:
    return percentage(step.percent) if step.fixed is None else _money(step.fixed, currency)


def _money(amount: Decimal | None, currency: str) -> str:
    return f"{plain(amount or Decimal(0), currency)} {currency}"


def _least(minimum: Decimal | None, currency: str) -> str:
    return "" if minimum is None else f" of {plain(minimum, currency)} or more"


def _counted(count: int, event: PlanEvent) -> str:
    return _NOUNS[event] if count == 1 else f"{_number(count)} {_NOUNS[event]}s"


def _number(count: Decimal | int) -> str:
    whole = count == int(count) and 0 <= count < len(_NUMBERS)
    return _NUMBERS[int(count)] if whole else f"{Decimal(count).normalize():f}"


def _days(days: int | None) -> str:
    return "1 day" if days == 1 else f"{days} days"
