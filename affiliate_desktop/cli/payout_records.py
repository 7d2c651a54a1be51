"""Payouts as JSON documents and as text."""

from typing import TYPE_CHECKING, Any

from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import Money, plain_micro

if TYPE_CHECKING:
    from affiliate_desktop.ledger.payout import Aged, Chosen, Expected, MatchedRow, Suggestion, Terms, ThreeWay
    from affiliate_desktop.ledger.payouts import PayoutView

BUCKETS = ("0-30", "31-60", "61-90", "91-120", "121-150", "over_150")


def payout_document(view: "PayoutView") -> dict[str, Any]:
    """A payout; ``matched`` are the sums of its rows, as paid and as they are worth now."""
    payout, matched = view.payout, view.matched
    currency = matched.currency or payout.target.currency
    return {
        "id": payout.id,
        "account": view.account,
        "date": payout.paid_on.isoformat(),
        "amount": str(payout.received),
        "fee": plain_micro(payout.fee_micro, payout.received.currency),
        "currency": payout.received.currency,
        "statement_amount": str(payout.statement) if payout.statement else None,
        "statement_currency": payout.statement.currency if payout.statement else None,
        "carried": None if payout.carried_micro is None else plain_micro(payout.carried_micro, currency),
        "rate": None if payout.rate is None else f"{payout.rate:f}",
        "method": payout.method or None,
        "payer": payout.payer or None,
        "reference": payout.reference or None,
        "period_from": payout.period.start and payout.period.start.isoformat(),
        "period_to": payout.period.end and payout.period.end.isoformat(),
        "notes": payout.notes or None,
        "file": payout.evidence.file or None,
        "line": payout.evidence.line,
        "sha256": payout.evidence.sha256,
        "matched": {
            "count": matched.count,
            "amount": plain_micro(matched.micro, currency),
            "now": plain_micro(matched.now_micro, currency),
            "currency": currency,
        },
    }


def payouts_table(views: "tuple[PayoutView, ...]") -> str:
    """Payouts as a table."""
    rows = [
        (
            view.payout.id,
            view.payout.paid_on,
            view.account,
            view.payout.method or None,
            view.payout.reference or None,
            f"{view.payout.received} {view.payout.received.currency}",
            view.matched.count or None,
        )
        for view in views
    ]
    heads = ("Id", "Day", "Account", "Method", "Reference", "Received", "Earnings")
    return table(heads, rows, right=(0, 5, 6)) if rows else "There are no payouts."


def gap_document(found: "ThreeWay") -> dict[str, Any]:
    """Rows, statement and money, and the parts between them."""
    rate = found.rate
    return {
        "rows": {**_money(found.rows), "count": found.count},
        "statement": {**_money(found.statement), "assumed": found.assumed},
        "converted": None if found.converted is None else _money(found.converted),
        "rate": None
        if rate is None
        else {
            "from": rate.base,
            "to": rate.target,
            "value": f"{rate.value:f}",
            "date": rate.day.isoformat(),
            "source": rate.source or None,
        },
        "received": _money(found.received),
        "parts": [{"kind": part.kind.value, **_money(part.money), "note": part.note or None} for part in found.parts],
        "unexplained": [_money(money) for money in found.unexplained],
    }


def gap_text(found: "ThreeWay") -> str:
    """The gap as a table from the rows to the money."""
    before = ("later_reversals", "carried_over", "rows_unexplained")
    lines: list[tuple[str, str]] = [(f"{found.count} earnings", _words(found.rows))]
    lines += [(_named(part.kind.value), _words(part.money)) for part in found.parts if part.kind in before]
    lines.append(("statement (assumed)" if found.assumed else "statement", _words(found.statement)))
    if found.rate is not None and found.converted is not None:
        rate = found.rate
        lines.append((f"at {rate.value:f} of {rate.day}, {rate.source or 'payer'}", _words(found.converted)))
    lines += [(_named(part.kind.value), _words(part.money)) for part in found.parts if part.kind not in before]
    lines.append(("received", _words(found.received)))
    return table(("What", "Amount"), lines, right=(1,))


def matched_document(row: "MatchedRow") -> dict[str, Any]:
    """A row that a payout paid."""
    return {
        "id": row.transaction_id,
        "day": row.day and row.day.isoformat(),
        "program": row.program,
        "external_id": row.external_id,
        "product": row.product or None,
        "status": row.status,
        "paid": plain_micro(row.paid_micro, row.currency),
        "commission": plain_micro(row.commission_micro, row.currency),
        "currency": row.currency or None,
    }


def suggestion_document(number: int, found: "Suggestion") -> dict[str, Any]:
    """A suggestion; ``number`` is what ``payout match --suggestion`` takes."""
    currency = found.chosen.currency
    return {
        "number": number,
        "choice": found.choice.value,
        "score": found.score,
        "exact": found.exact,
        "several": found.several,
        "count": found.count,
        "amount": plain_micro(found.micro, currency),
        "gap": plain_micro(found.gap_micro, currency),
        "currency": currency,
        **_chosen_document(found.chosen),
        "reasons": [reason.text for reason in found.reasons],
    }


def _chosen_document(chosen: "Chosen") -> dict[str, Any]:
    return {
        "from": chosen.period.start and chosen.period.start.isoformat(),
        "to": chosen.period.end and chosen.period.end.isoformat(),
        "only": list(chosen.only),
        "without": list(chosen.without),
        "only_paid": chosen.only_paid,
    }


def aged_document(row: "Aged") -> dict[str, Any]:
    """What a program owes, by age in days."""
    return {
        "account": row.account,
        "program": row.program,
        "currency": row.currency,
        "unpaid": plain_micro(row.micro, row.currency),
        "count": row.count,
        "buckets": [
            {"days": days, "count": count, "amount": plain_micro(micro, row.currency)}
            for days, count, micro in zip(BUCKETS, row.counts, row.buckets, strict=True)
        ],
        "pending": plain_micro(row.pending_micro, row.currency),
        "pending_count": row.pending_count,
        "oldest": row.oldest and row.oldest.isoformat(),
        "threshold": str(row.threshold) if row.threshold else None,
        "threshold_currency": row.threshold.currency if row.threshold else None,
        "threshold_percent": row.progress,
    }


def expected_document(row: "Expected") -> dict[str, Any]:
    """A payment that should come."""
    return {
        "account": row.account,
        "program": row.program,
        "date": row.on and row.on.isoformat(),
        "amount": str(row.money),
        "currency": row.money.currency,
        "count": row.count,
        "pending": plain_micro(row.pending_micro, row.money.currency),
        "months": list(row.months),
        "overdue": row.overdue,
        "below_threshold": row.below_threshold,
        "why": row.why.text,
    }


def terms_document(account: str, terms: "Terms | None") -> dict[str, Any]:
    """When an account pays, as the user noted it."""
    threshold = terms.threshold if terms else None
    return {
        "account": account,
        "hold_days": terms.hold_days if terms else None,
        "pay_day": terms.pay_day if terms else None,
        "threshold": str(threshold) if threshold else None,
        "threshold_currency": threshold.currency if threshold else None,
    }


def _money(money: Money) -> dict[str, str]:
    return {"amount": str(money), "currency": money.currency}


def _words(money: Money) -> str:
    return f"{money} {money.currency}"


def _named(kind: str) -> str:
    return kind.replace("_", " ")
