"""From the payments of a file to payouts of the ledger: which count, whose they are, and that each counts once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from affiliate_desktop.core.money import Money
from affiliate_desktop.core.names import MAX_NAME, MAX_NOTES, without_unseen
from affiliate_desktop.ledger.payout import Evidence, Payout
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.movements import Movement
from affiliate_desktop.statements.payments import Payment, PaymentFile

SHORTEST = 3
"""Names of accounts and networks shorter than this are not looked for in the names of payers."""
_KEY_LENGTH = 255
REASONS = {
    "pending": "not completed yet",
    "reversed": "failed or cancelled",
    "refund": "refunded or reversed",
    "withdrawal": "moved to the bank",
    "deposit": "paid in by you",
    "conversion": "exchanged",
    "hold": "held or released",
    "fee": "fees",
    "other": "of another kind",
    "taken_back": "taken back later",
    "belongs": "belonging to another row",
    "outgoing": "paid by you",
    "payer": "of other payers",
}
"""What the reasons of skipped rows are called after their number."""
METHODS = {"paypal": "PayPal", "payoneer": "Payoneer", "stripe": "Stripe"}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A payment that is no money received.

    Attributes:
        reason: why: its status (``pending``, ``reversed``), what it is (``refund`` and the other movements),
            ``taken_back`` (refunds in the same file give all of it back), ``belongs`` (to another row: money that was
            sent and returned, or the other side of an exchange), ``outgoing``, or ``payer`` (not the one asked for).
        payment: the row. takes_back: key of the payment that a refund gives back, wholly or in part; else empty.
        payout_id: the payout that this payment is recorded as, if it is.
    """

    line: int
    reason: str
    payment: Payment
    takes_back: str = ""
    payout_id: int | None = None


def received(file: PaymentFile, whose: Mapping[str, int | None], payer: str = "") -> tuple[list[Payout], list[Skipped]]:
    """The payouts that a file's payments are, and what was left out.

    Args:
        file: its payments.
        whose: account by the name of the payer.
        payer: only payments of payers in whose names this stands, in any letter case.
    """
    payouts: list[Payout] = []
    skipped: list[Skipped] = []
    keys = _keys(file)
    rows = {payment.reference: payment for payment in file.payments if payment.reference}
    back = _taken_back(file.payments, rows)
    for payment, key in zip(file.payments, keys, strict=True):
        reason = _left_out(payment, payer, rows, back)
        if reason:
            given_back = payment.related if _is_back(payment) else ""
            skipped.append(Skipped(payment.line, reason, payment, given_back and f"{file.network}:{given_back}"))
            continue
        payouts.append(
            Payout(
                paid_on=date.fromisoformat(payment.day),
                received=Money(payment.net_micro, payment.currency),
                account_id=whose.get(payment.counterparty),
                fee_micro=max(payment.fee_micro, 0),
                method=METHODS.get(file.network, ""),
                payer=payment.counterparty[:MAX_NAME],
                reference=without_unseen(payment.reference or "")[:MAX_NAME],
                notes=payment.description[:MAX_NOTES],
                evidence=Evidence(key, file.file, payment.line, file.sha256),
            )
        )
    return payouts, skipped


def _left_out(payment: Payment, payer: str, rows: Mapping[str, Payment], back: Mapping[str, int]) -> str:
    if payment.status != "paid":
        return payment.status
    if payment.movement != Movement.RECEIVED:
        return payment.movement
    if payment.net_micro <= 0:
        return "outgoing"
    if _belongs(payment, rows.get(payment.related)):
        return "belongs"
    if payment.reference and back.get(payment.reference, 0) >= payment.amount_micro:
        return "taken_back"
    return "" if payer.casefold() in payment.counterparty.casefold() else "payer"


def _belongs(payment: Payment, other: Payment | None) -> bool:
    """Whether money that came in only returns what had gone out, or is the other side of an exchange."""
    return other is not None and (other.net_micro <= 0 or other.currency != payment.currency)


def _is_back(payment: Payment) -> bool:
    return payment.status == "paid" and payment.movement == Movement.REFUND and payment.amount_micro < 0


def _taken_back(payments: Iterable[Payment], rows: Mapping[str, Payment]) -> Counter[str]:
    """What refunds in the file give back of its payments, by their reference, in millionths of their currency."""
    back: Counter[str] = Counter()
    for payment in payments:
        of = rows.get(payment.related)
        if of is not None and _is_back(payment) and of.currency == payment.currency:
            back[payment.related] -= payment.amount_micro
    return back


def _keys(file: PaymentFile) -> list[str]:
    """What names each payment over all files: the payer's id, else what stands in the row, counted."""
    seen: Counter[str] = Counter()
    keys = []
    for payment in file.payments:
        if payment.reference:
            name = f"{file.network}:{payment.reference}"
        else:
            parts = (payment.day, payment.currency, payment.amount_micro, payment.fee_micro, payment.counterparty)
            name = ":".join((file.network, *map(str, parts)))
        seen[name] += 1
        again = f"#{seen[name]}" if seen[name] > 1 else ""
        keys.append(name[: _KEY_LENGTH - len(again)] + again)
    return keys


def payers_accounts(
    payments: Iterable[Payment],
    network: str,
    accounts: Sequence[Account],
    names: Mapping[str, str],
    before: Mapping[str, int],
) -> dict[str, int | None]:
    """By the name of a payer, the account that it pays; None where that is not plain.

    A payer that was told apart before stays so. In a network's own file its one account is paid. Else the account
    whose name, or whose network's name, stands in the payer's name, if only one does.

    Args:
        payments: whose payers are asked for.
        network: the network of the file.
        accounts: the user's.
        names: what networks are called, by id.
        before: account by payer, of the payouts there are.
    """
    own = [account.id for account in accounts if account.network == network]
    found: dict[str, int | None] = {}
    for payer in {payment.counterparty for payment in payments}:
        if payer and payer in before:
            found[payer] = before[payer]
            continue
        if len(own) == 1:
            found[payer] = own[0]
            continue
        fits = [account.id for account in accounts if _stands_in(payer, account.name, names.get(account.network, ""))]
        found[payer] = fits[0] if len(fits) == 1 else None
    return found


def _stands_in(payer: str, *names: str) -> bool:
    text = payer.casefold()
    words = [word for name in names for word in (name.casefold(), name.casefold().split(" ")[0]) if name]
    return any(len(word) >= SHORTEST and word in text for word in words)
