"""What parts of the payouts page are called."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.ledger.payout import Part, PartKind, Reason, ThreeWay
from affiliate_desktop.ledger.payouts import PayoutView

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


def reason_words(reason: Reason) -> str:
    """A reason in the user's language."""
    return str(translate("Reasons", reason.sentence)).format(**reason.values)


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
    if target.micro == matched.micro + (payout.carried_micro or 0):
        return translate("Payouts", "Settled"), "success"
    return translate("Payouts", "Gap"), "info"


def gap_lines(found: ThreeWay, formats: Formats) -> list[tuple[str, str, str]]:
    """From the rows to the money, line by line: (kind, words, amount); kind is ``sum``, ``part`` or ``trouble``."""
    before = (PartKind.LATER_REVERSALS, PartKind.CARRIED_OVER, PartKind.ROWS_UNEXPLAINED)
    one, many = translate("Payouts", "{n} earning"), translate("Payouts", "{n} earnings")
    lines = [("sum", formats.counted(found.count, one, many), formats.money(found.rows.micro, found.rows.currency))]
    lines += [_part(part, formats) for part in found.parts if part.kind in before]
    statement = translate("Payouts", "Statement (assumed)") if found.assumed else translate("Payouts", "Statement")
    lines.append(("sum", statement, formats.money(found.statement.micro, found.statement.currency)))
    if found.rate is not None and found.converted is not None:
        rate = translate("Payouts", "at {rate} of {day}, {source}").format(
            rate=f"{found.rate.value:f}", day=formats.day(found.rate.day), source=found.rate.source
        )
        lines.append(("part", rate, formats.money(found.converted.micro, found.converted.currency)))
    elif found.converted is None:
        lines.append(("part", translate("Payouts", "No exchange rate is known for this day"), ""))
    lines += [_part(part, formats) for part in found.parts if part.kind not in before]
    received = formats.money(found.received.micro, found.received.currency)
    return [*lines, ("sum", translate("Payouts", "Received"), received)]


def _part(part: Part, formats: Formats) -> tuple[str, str, str]:
    trouble = part.kind in (PartKind.ROWS_UNEXPLAINED, PartKind.MONEY_UNEXPLAINED)
    words = part_words(part.kind)
    if part.note:
        words = f"{words} ({part.note})"
    sign = "+" if part.money.micro > 0 else ""
    return "trouble" if trouble else "part", words, sign + formats.money(part.money.micro, part.money.currency)
