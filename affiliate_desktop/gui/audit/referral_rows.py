"""What the list of referrals shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.audit.model import RecordedEvent, Referral, RejectedReferral
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.programs.plan import PlanEvent


@dataclass(frozen=True)
class ReferralRow:
    """A referral with the names of what it belongs to; ``currency`` is the one of its plan."""

    referral: Referral
    program: str
    link: str
    currency: str


@dataclass(frozen=True)
class ReferralListing:
    """All referrals, and what a form offers: (id, name) of programs and of links, and other ways in words."""

    rows: tuple[ReferralRow, ...] = ()
    programs: tuple[tuple[int, str], ...] = ()
    links: tuple[tuple[int, str], ...] = ()
    ways: tuple[str, ...] = ()


def load_referrals(app: App) -> ReferralListing:
    """The referrals; runs on a worker thread."""
    programs = {each.id: each for each in app.programs.programs(archived=True)}
    accounts = {each.id: each.currency for each in app.programs.accounts(archived=True)}
    links = {each.id: each.name for each in app.links.list(archived=True)}
    currencies = {each.program_id: each.plan.currency for each in app.plans.versions()}
    rows = tuple(
        ReferralRow(
            each,
            programs[each.program_id].name,
            links.get(each.link_id or 0, ""),
            currencies.get(each.program_id) or accounts.get(programs[each.program_id].account_id) or "USD",
        )
        for each in app.referrals.list()
    )
    open_programs = sorted((each.name, each.id) for each in programs.values() if not each.archived)
    return ReferralListing(
        rows,
        tuple((key, name) for name, key in open_programs),
        tuple(sorted(links.items(), key=lambda item: item[1].casefold())),
        app.referrals.ways(),
    )


def columns(formats: Formats) -> Sequence[Column[ReferralRow]]:
    """The columns of the list."""
    translate = QCoreApplication.translate
    return (
        Column("name", translate("Referrals", "Name"), lambda row: row.referral.name, width=0),
        Column("program", translate("Referrals", "Program"), lambda row: row.program, width=24, muted=True, spare=2),
        Column("via", translate("Referrals", "Came by"), came_by, width=22, tip=came_by, spare=3),
        Column(
            "signed_up",
            translate("Referrals", "Signed up"),
            lambda row: day_text(row.referral.signed_up, formats),
            sort=lambda row: row.referral.signed_up or None,
            width=13,
        ),
        Column(
            "events",
            translate("Referrals", "Events"),
            lambda row: str(len(row.referral.events)) if row.referral.events else "",
            sort=lambda row: len(row.referral.events),
            right=True,
            width=9,
            spare=1,
        ),
        Column(
            "amount",
            translate("Referrals", "Amount"),
            lambda row: sums(row, formats),
            sort=lambda row: sum(each.amount_micro for each in row.referral.events if each.valid),
            right=True,
            width=16,
        ),
        Column(
            "status",
            translate("Referrals", "Status"),
            lambda row: state_text(valid=row.referral.valid),
            tone=lambda row: "success" if row.referral.valid else "danger",
            width=11,
        ),
    )


def came_by(row: ReferralRow) -> str:
    """The link, campaign or placement, or what the user wrote."""
    return " · ".join(filter(None, (row.link, row.referral.via)))


def rejected_columns() -> Sequence[Column[RejectedReferral]]:
    """The columns of rows that were not taken."""
    translate = QCoreApplication.translate
    return (
        Column("line", translate("Referrals", "Line"), lambda row: str(row.line), sort=lambda row: row.line, width=8),
        Column("reason", translate("Referrals", "Reason"), lambda row: row.reason, width=0),
    )


def sums(row: ReferralRow, formats: Formats) -> str:
    """What the valid projects and sales come to, per currency."""
    found: dict[str, int] = {}
    for event in row.referral.events:
        if event.valid:
            code = event.currency or row.currency
            found[code] = found.get(code, 0) + event.amount_micro
    return " · ".join(formats.money(micro, code) for code, micro in sorted(found.items()) if micro)


def day_text(time: str, formats: Formats) -> str:
    """A day or an instant as people read it."""
    from datetime import date

    return formats.day(date.fromisoformat(time[:10])) if time else ""


def event_text(event: RecordedEvent) -> str:
    """The kind of an event in a word."""
    translate = QCoreApplication.translate
    return translate("Referrals", "Project") if event.event is PlanEvent.PROJECT else translate("Referrals", "Sale")


def state_text(*, valid: bool) -> str:
    """A status in a word."""
    translate = QCoreApplication.translate
    return translate("Referrals", "Valid") if valid else translate("Referrals", "Reversed")
