"""What the list of requests shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.audit.request import Outcome, ProgramRequest, RequestKind
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column

_TONES = {
    Outcome.OPEN: "warning",
    Outcome.ACCEPTED: "success",
    Outcome.PARTLY: "info",
    Outcome.REFUSED: "danger",
    Outcome.ANSWERED: "success",
}


@dataclass(frozen=True)
class RequestRow:
    """A request with its program's name, and the day from which an open one's days are counted."""

    request: ProgramRequest
    program: str
    today: date


@dataclass(frozen=True)
class RequestListing:
    """All requests; (id, name) of the programs that a form offers, and the currency each usually pays in."""

    rows: tuple[RequestRow, ...] = ()
    programs: tuple[tuple[int, str], ...] = ()
    currencies: tuple[tuple[int, str], ...] = ()


def load_requests(app: App) -> RequestListing:
    """The requests; runs on a worker thread."""
    programs = {each.id: each for each in app.programs.programs(archived=True)}
    accounts = {each.id: each.currency or "" for each in app.programs.accounts(archived=True)}
    today = app.clock.today()
    rows = tuple(RequestRow(each, programs[each.program_id].name, today) for each in app.requests.list())
    used = {each.request.program_id for each in rows}
    offered = [each for each in programs.values() if not each.archived or each.id in used]
    return RequestListing(
        rows,
        tuple((each.id, each.name) for each in sorted(offered, key=lambda each: each.name.casefold())),
        tuple((each.id, accounts.get(each.account_id, "")) for each in offered),
    )


def columns(formats: Formats) -> Sequence[Column[RequestRow]]:
    """The columns of the list."""
    translate = QCoreApplication.translate
    return (
        Column("subject", translate("Requests", "Subject"), lambda row: row.request.subject, width=0),
        Column("program", translate("Requests", "Program"), lambda row: row.program, width=18, muted=True, spare=2),
        Column("kind", translate("Requests", "Kind"), lambda row: kind_text(row.request.kind), width=10, spare=3),
        Column(
            "asked",
            translate("Requests", "Asked"),
            lambda row: formats.day(row.request.asked_on),
            sort=lambda row: row.request.asked_on,
            width=15,
        ),
        Column(
            "answered",
            translate("Requests", "Answered"),
            lambda row: answered_text(row, formats),
            sort=lambda row: row.request.answered_on,
            width=16,
        ),
        Column(
            "claimed",
            translate("Requests", "Claimed"),
            lambda row: _money(row.request.claimed_micro, row.request.currency, formats),
            sort=lambda row: row.request.claimed_micro,
            right=True,
            width=11,
            spare=1,
        ),
        Column(
            "granted",
            translate("Requests", "Granted"),
            lambda row: _money(row.request.granted_micro, row.request.currency, formats),
            sort=lambda row: row.request.granted_micro,
            right=True,
            width=11,
        ),
        Column(
            "outcome",
            translate("Requests", "Outcome"),
            lambda row: outcome_text(row.request.outcome),
            tone=lambda row: _TONES.get(row.request.outcome, "neutral"),
            width=12,
        ),
    )


def answered_text(row: RequestRow, formats: Formats) -> str:
    """The day of the answer, or how long it has been waited for."""
    translate = QCoreApplication.translate
    if row.request.answered_on is not None:
        return formats.day(row.request.answered_on)
    waits = row.request.waits(row.today)
    if waits is None:
        return ""
    return formats.counted(waits, translate("Requests", "waits {n} day"), translate("Requests", "waits {n} days"))


def kind_text(kind: RequestKind) -> str:
    """A kind in a word."""
    translate = QCoreApplication.translate
    return translate("Requests", "Claim") if kind is RequestKind.CLAIM else translate("Requests", "Question")


def outcome_text(outcome: Outcome) -> str:
    """How a request stands in a word."""
    translate = QCoreApplication.translate
    return {
        Outcome.OPEN: translate("Requests", "Waiting"),
        Outcome.ACCEPTED: translate("Requests", "Accepted"),
        Outcome.PARTLY: translate("Requests", "In part"),
        Outcome.REFUSED: translate("Requests", "Refused"),
        Outcome.ANSWERED: translate("Requests", "Answered"),
        Outcome.UNANSWERED: translate("Requests", "No answer"),
    }[outcome]


def _money(micro: int | None, currency: str, formats: Formats) -> str:
    return "" if micro is None else formats.money(micro, currency)
