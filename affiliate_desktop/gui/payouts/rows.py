"""The columns of the payouts page's tables."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.payouts.words import day_known_by, reason_words, state_of
from affiliate_desktop.gui.statuses import commission_status
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.payout import Aged, Expected, MatchedRow, Suggestion
from affiliate_desktop.ledger.payouts import PayoutView

translate = QCoreApplication.translate


def payout_columns(formats: Formats) -> Sequence[Column[PayoutView]]:
    """Money received."""
    return (
        Column(
            "day",
            translate("Payouts", "Day"),
            lambda row: formats.day(row.payout.paid_on),
            sort=lambda row: (row.payout.paid_on, row.payout.id),
            width=14,
        ),
        Column("account", translate("Payouts", "Account"), lambda row: row.account or "", width=0),
        Column("method", translate("Payouts", "Method"), lambda row: row.payout.method, muted=True, width=14, spare=2),
        Column(
            "reference",
            translate("Payouts", "Reference"),
            lambda row: row.payout.reference,
            muted=True,
            width=16,
            spare=3,
        ),
        Column(
            "earnings",
            translate("Payouts", "Earnings"),
            lambda row: formats.number(row.matched.count) if row.matched.count else "",
            sort=lambda row: row.matched.count,
            right=True,
            width=10,
            spare=1,
        ),
        Column(
            "received",
            translate("Payouts", "Received"),
            lambda row: formats.money(row.payout.received.micro, row.payout.received.currency),
            sort=lambda row: (row.payout.received.currency, row.payout.received.micro),
            right=True,
            width=15,
        ),
        Column(
            "state",
            translate("Payouts", "State"),
            lambda row: state_of(row)[0],
            tone=lambda row: state_of(row)[1],
            width=16,
        ),
    )


def aged_columns(formats: Formats) -> Sequence[Column[Aged]]:
    """What is unpaid, by age."""
    ages = ("0-30", "31-60", "61-90", "91-120", "121-150", translate("Payouts", "over 150"))
    return (
        Column("account", translate("Payouts", "Account"), lambda row: row.account, width=16),
        Column("program", translate("Payouts", "Program"), lambda row: row.program or "", width=0),
        *(_age(number, title, formats) for number, title in enumerate(ages)),
        Column(
            "unpaid",
            translate("Payouts", "Unpaid"),
            lambda row: formats.money(row.micro, row.currency),
            sort=lambda row: (row.currency, row.micro),
            right=True,
            width=12,
        ),
        Column(
            "pending",
            translate("Payouts", "Pending"),
            lambda row: formats.money(row.pending_micro, row.currency) if row.pending_count else "",
            sort=lambda row: (row.currency, row.pending_micro),
            right=True,
            muted=True,
            width=13,
            spare=2,
        ),
        Column(
            "threshold",
            translate("Payouts", "Threshold"),
            lambda row: "" if row.progress is None else f"{row.progress} %",
            sort=lambda row: row.progress,
            tone=lambda row: "" if row.progress is None else "success" if row.progress >= 100 else "info",
            tip=lambda row: formats.money(row.threshold.micro, row.threshold.currency) if row.threshold else "",
            width=11,
            spare=1,
        ),
    )


def _age(number: int, title: str, formats: Formats) -> Column[Aged]:
    return Column(
        f"age{number}",
        title,
        lambda row: formats.amount(row.buckets[number], row.currency) if row.counts[number] else "",
        sort=lambda row: row.buckets[number],
        tip=lambda row: formats.counted(
            row.counts[number], translate("Payouts", "{n} earning"), translate("Payouts", "{n} earnings")
        ),
        right=True,
        muted=number < 3,
        width=10,
    )


def expected_columns(formats: Formats) -> Sequence[Column[Expected]]:
    """What should come."""
    return (
        Column(
            "day",
            translate("Payouts", "Day"),
            lambda row: formats.day(row.on),
            sort=lambda row: row.on,
            width=14,
        ),
        Column("account", translate("Payouts", "Account"), lambda row: row.account, width=16),
        Column(
            "program", translate("Payouts", "Program"), lambda row: row.program or "", muted=True, width=24, spare=2
        ),
        Column(
            "months",
            translate("Payouts", "Earned in"),
            lambda row: _months(row, formats),
            sort=lambda row: row.months,
            width=20,
            spare=1,
        ),
        Column(
            "amount",
            translate("Payouts", "Amount"),
            lambda row: formats.money(row.money.micro, row.money.currency),
            sort=lambda row: (row.money.currency, row.money.micro),
            right=True,
            width=14,
        ),
        Column(
            "state",
            translate("Payouts", "State"),
            lambda row: expected_state(row)[0],
            tone=lambda row: expected_state(row)[1],
            width=17,
        ),
        Column(
            "why",
            translate("Payouts", "How the day is known"),
            day_known_by,
            tip=lambda row: reason_words(row.why),
            muted=True,
            width=0,
        ),
    )


def expected_state(row: Expected) -> tuple[str, str]:
    """How an expected payment stands, as a word and a tone."""
    if row.below_threshold:
        return translate("Payouts", "Below threshold"), "neutral"
    if row.overdue:
        return translate("Payouts", "Overdue"), "danger"
    if row.on is None:
        return translate("Payouts", "No day known"), "neutral"
    if row.pending_micro:
        return translate("Payouts", "Partly pending"), "warning"
    return translate("Payouts", "Expected"), "info"


def _months(row: Expected, formats: Formats) -> str:
    first, last = row.months[0], row.months[-1]
    return formats.month(first) if first == last else f"{formats.month(first)} - {formats.month(last)}"


def suggestion_columns(formats: Formats) -> Sequence[Column[tuple[int, Suggestion]]]:
    """Earnings that a payout may have paid."""
    return (
        Column(
            "why",
            translate("Payouts", "Earnings"),
            lambda row: reason_words(row[1].reasons[0]),
            tip=lambda row: "\n".join(reason_words(reason) for reason in row[1].reasons),
            width=0,
        ),
        Column(
            "count",
            translate("Payouts", "Rows"),
            lambda row: formats.number(row[1].count),
            sort=lambda row: row[1].count,
            right=True,
            width=7,
            spare=1,
        ),
        Column(
            "sum",
            translate("Payouts", "Sum"),
            lambda row: formats.money(row[1].micro, row[1].chosen.currency),
            sort=lambda row: row[1].micro,
            right=True,
            width=12,
        ),
        Column(
            "gap",
            translate("Payouts", "Difference"),
            lambda row: (
                translate("Payouts", "none")
                if row[1].exact
                else formats.money(row[1].gap_micro, row[1].chosen.currency)
            ),
            sort=lambda row: abs(row[1].gap_micro),
            right=True,
            width=13,
        ),
        Column(
            "score",
            translate("Payouts", "Fit"),
            lambda row: f"{row[1].score} %",
            sort=lambda row: row[1].score,
            tone=lambda row: "success" if row[1].exact else "info",
            width=8,
            spare=2,
        ),
    )


def matched_columns(formats: Formats) -> Sequence[Column[MatchedRow]]:
    """Earnings that a payout paid."""
    return (
        Column(
            "day", translate("Payouts", "Day"), lambda row: formats.day(row.day), sort=lambda row: row.day, width=14
        ),
        Column("program", translate("Payouts", "Program"), lambda row: row.program or "", width=0),
        Column(
            "id",
            translate("Payouts", "Id"),
            lambda row: row.external_id or row.product,
            muted=True,
            width=18,
            spare=1,
        ),
        Column(
            "status",
            translate("Payouts", "Status"),
            lambda row: translate("Payouts", "Gone") if row.status == "gone" else commission_status(row.status),
            tone=lambda row: {"paid": "success", "reversed": "danger", "gone": "danger"}.get(row.status, "info"),
            width=12,
        ),
        Column(
            "paid",
            translate("Payouts", "Paid"),
            lambda row: formats.money(row.paid_micro, row.currency) if row.currency else "",
            sort=lambda row: row.paid_micro,
            right=True,
            width=13,
        ),
        Column(
            "now",
            translate("Payouts", "Commission now"),
            lambda row: formats.money(row.commission_micro, row.currency) if row.currency else "",
            sort=lambda row: row.commission_micro,
            right=True,
            width=15,
        ),
    )
