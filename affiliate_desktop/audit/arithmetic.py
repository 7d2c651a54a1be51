"""How what was due came about, and why a finding is what it is, in plain language."""

from affiliate_desktop.audit.model import Finding, FindingKind, FindingLine
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.programs.plan import DatedPlan
from affiliate_desktop.programs.plan_sentence import bonus_clause, rule_clause

REASONS = {
    "reversed": "The statement says that it was reversed.",
    "returned": "The statement takes it back.",
    "no_rule": "No rule of the terms pays for this kind of event.",
    "other_event": "The statement does not say that it is a sign-up, a project or a sale.",
    "currency": "It is in another currency than the terms.",
    "below_minimum": "The amount is below the least that counts.",
    "no_signup": "No day of a sign-up is on record, and the terms need one.",
    "before_signup": "It was before the sign-up.",
    "too_late": "It was later after the sign-up than the terms allow.",
    "after_first_events": "It is not among the first events of the referred user that count.",
    "no_terms": "No terms are known that held on this day.",
    "no_referral": "The terms depend on who was referred, and no recorded referral belongs to this row.",
    "no_base": "The terms pay a share, and the row names no amount.",
    "others_unchecked": "The step depends on other rows of the period that could not be checked.",
    "pending": "It is still pending after the hold days.",
    "bonus": "The bonus was reached, and no row reports it.",
    "no_bonus": "No bonus of the terms was reached that this row could report.",
}
KINDS = {
    FindingKind.RIGHT: "Right",
    FindingKind.UNDERPAID: "Underpaid",
    FindingKind.OVERPAID: "Overpaid",
    FindingKind.MISSING: "Missing",
    FindingKind.UNEXPECTED: "Unexpected",
    FindingKind.REVERSED: "Reversed",
    FindingKind.LATE: "Late",
    FindingKind.UNCHECKED: "Unchecked",
}
CAPS = {
    "cap_per_event": "the most for one event",
    "cap_per_referral": "what was left for this user",
    "cap_per_period": "what was left in the period",
}


def reason_text(finding: Finding) -> str:
    """Why, as a sentence; empty where the amounts say it all."""
    return REASONS.get(finding.reason, "")


def arithmetic(finding: Finding, versions: tuple[DatedPlan, ...]) -> tuple[str, ...]:
    """How what was due was computed: one line a rule, then what did not qualify."""
    plan = next((each.plan for each in versions if each.id == finding.version_id), None)
    clauses = {}
    if plan is not None:
        clauses = {rule.name: rule_clause(rule, plan.currency) for rule in plan.rules}
        clauses |= {bonus.name: bonus_clause(bonus, plan.currency) for bonus in plan.bonuses}
    lines = [_line(finding, line, clauses.get(line.rule, "")) for line in finding.lines]
    lines += [f"{rule}: nothing. {REASONS.get(reason, reason)}" for rule, reason in finding.refused]
    return tuple(lines)


def _line(finding: Finding, line: FindingLine, clause: str) -> str:
    base = f" on {plain_micro(finding.sale_micro, finding.currency)}" if finding.sale_micro else ""
    text = f"{line.rule}: {clause}{base} gives {line.unrounded}"
    if line.step:
        text += f" (step from {', '.join(line.step)})"
    if line.cut_by:
        text += f", cut to {line.commission} by {' and '.join(CAPS[cap] for cap in line.cut_by)}"
    elif line.commission != line.unrounded:
        text += f", rounded to {line.commission}"
    return text
