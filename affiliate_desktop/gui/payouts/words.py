"""What parts of the payouts page are called."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.ledger.payout import Expected, Part, PartKind, Reason, ThreeWay
from affiliate_desktop.ledger.payouts import PayoutView
from affiliate_desktop.statements.receiving import REASONS, Skipped

translate = QCoreApplication.translate


def part_words(kind: PartKind) -> str:
    """What a part of the gap is called."""
    return {
        PartKind.LATER_REVERSALS: translate("Payouts", "Reversed since"),
        PartKind.CARRIED_OVER: translate("Payouts", "Carried over"),
        PartKind.ROWS_UNEXPLAINED: translate("Payouts", "Not explained by earnings"),
        PartKind.FEES: translate("Payouts", "Fees"),
        PartKind.CURRENCY: translate("Payouts", "Exchange margin"),
        PartKind.MONEY_UNEXPLAINED: translate("Payouts", "Not explained"),
    }[kind]


def part_hint(kind: PartKind) -> str:
    """What a part of the gap means, and what to do where it is trouble."""
    return {
        PartKind.LATER_REVERSALS: translate(
            "Payouts", "Paid at the time, and reversed or lowered by a later file. The program may keep it back later."
        ),
        PartKind.CARRIED_OVER: translate(
            "Payouts", "Held back below the threshold: from earlier months into this payout, or (minus) into the next."
        ),
        PartKind.ROWS_UNEXPLAINED: translate(
            "Payouts", "The statement says another sum than these earnings. Match further ones, or ask the program."
        ),
        PartKind.FEES: translate("Payouts", "What the payer kept on the way."),
        PartKind.CURRENCY: translate(
            "Payouts", "What the payer's exchange rate gives less, or more, than the reference rate of the day."
        ),
        PartKind.MONEY_UNEXPLAINED: translate(
            "Payouts", "Another sum arrived than the statement says. Note a fee if one was kept, or ask the payer."
        ),
    }[kind]


def reason_words(reason: Reason) -> str:
    """A reason in the user's language."""
    return str(translate("Reasons", reason.sentence)).format(**reason.values)


def day_known_by(row: Expected) -> str:
    """How the day of an expected payment is known, in a few words; the sentence is ``reason_words``."""
    values = row.why.values
    if row.below_threshold:
        return translate("Payouts", "Waits for the threshold")
    if "hold" in values:
        sentence = {
            (True, True): translate("Payouts", "Terms: {hold} days, then day {pay}"),
            (True, False): translate("Payouts", "Terms: {hold} days after"),
            (False, True): translate("Payouts", "Terms: day {pay}"),
            (False, False): translate("Payouts", "Terms: at once"),
        }[values["hold"] > 0, values["pay"] > 0]
        return sentence.format(**values)
    if row.on is None:
        return translate("Payouts", "Not known yet")
    before = translate("Payouts", "Usually {days} days before month's end")
    after = translate("Payouts", "Usually {days} days after the month")
    return (before if values["late"] < 0 else after).format(**values)


def state_of(view: PayoutView) -> tuple[str, str]:
    """How far a payout is checked, as a word and a tone."""
    payout, matched = view.payout, view.matched
    if payout.account_id is None:
        return translate("Payouts", "No account"), "warning"
    if not matched.count:
        return translate("Payouts", "Not matched"), "warning"
    if matched.changed:
        return translate("Payouts", "Changed since"), "danger"
    target = payout.target
    if target.currency != matched.currency:
        return translate("Payouts", "Matched"), "success"
    arrived = payout.received.micro + payout.fee_micro
    other_sum = payout.received.currency == target.currency and arrived != target.micro
    if other_sum or target.micro != matched.micro + (payout.carried_micro or 0):
        return translate("Payouts", "Gap"), "info"
    return translate("Payouts", "Settled"), "success"


def skipped_words(skipped: Sequence[Skipped], formats: Formats) -> str:
    """What rows of a file are no money received, and why: how many of each kind."""
    counted = Counter(each.reason for each in skipped)
    words = [f"{formats.number(count)} {translate('Skipped', REASONS[reason])}" for reason, count in counted.items()]
    return translate("Payouts", "No money received: {kinds}.").format(kinds=", ".join(words)) if words else ""


def taken_back_words(skipped: Sequence[Skipped], formats: Formats) -> str:
    """Which recorded payouts refunds in a file take back; empty where none does."""
    sentence = translate(
        "Payouts", "Line {line} takes {amount} of the payout {reference} back, which is recorded. Edit that payout."
    )
    return "\n".join(
        sentence.format(
            line=each.line,
            amount=formats.money(-each.payment.amount_micro, each.payment.currency),
            reference=each.payment.related,
        )
        for each in skipped
        if each.payout_id is not None
    )


class GapLine(NamedTuple):
    """One line on the way from the rows to the money; kind is ``sum``, ``part`` or ``trouble``."""

    kind: str
    words: str
    amount: str
    hint: str = ""


def gap_lines(found: ThreeWay, formats: Formats) -> list[GapLine]:
    """From the rows to the money, line by line."""
    before = (PartKind.LATER_REVERSALS, PartKind.CARRIED_OVER, PartKind.ROWS_UNEXPLAINED)
    one, many = translate("Payouts", "{n} earning"), translate("Payouts", "{n} earnings")
    rows = formats.money(found.rows.micro, found.rows.currency)
    lines = [GapLine("sum", formats.counted(found.count, one, many), rows)]
    lines += [_part(part, formats) for part in found.parts if part.kind in before]
    if not found.count:
        match = translate("Payouts", "Match the earnings that this payout paid.")
        lines = [line._replace(hint=match) if line.kind == "trouble" else line for line in lines]
    statement = translate("Payouts", "Statement (assumed)") if found.assumed else translate("Payouts", "Statement")
    lines.append(GapLine("sum", statement, formats.money(found.statement.micro, found.statement.currency)))
    if found.rate is not None and found.converted is not None:
        rate = translate("Payouts", "at {rate} of {day}, {source}").format(
            rate=f"{found.rate.value:f}", day=formats.day(found.rate.day), source=found.rate.source
        )
        lines.append(GapLine("part", rate, formats.money(found.converted.micro, found.converted.currency)))
    elif found.converted is None:
        lines.append(GapLine("part", translate("Payouts", "No exchange rate is known for this day"), ""))
    lines += [_part(part, formats) for part in found.parts if part.kind not in before]
    received = formats.money(found.received.micro, found.received.currency)
    return [*lines, GapLine("sum", translate("Payouts", "Received"), received)]


def _part(part: Part, formats: Formats) -> GapLine:
    trouble = part.kind in (PartKind.ROWS_UNEXPLAINED, PartKind.MONEY_UNEXPLAINED)
    words = part_words(part.kind)
    if part.note:
        words = f"{words} ({part.note})"
    sign = "+" if part.money.micro > 0 else ""
    amount = sign + formats.money(part.money.micro, part.money.currency)
    return GapLine("trouble" if trouble else "part", words, amount, part_hint(part.kind))
