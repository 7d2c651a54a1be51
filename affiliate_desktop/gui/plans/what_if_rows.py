"""What the what-if tab asks for and shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt

from affiliate_desktop.app import App
from affiliate_desktop.audit.what_if import Mix, Outcome
from affiliate_desktop.audit.what_if_service import Comparison, Outlook, Source
from affiliate_desktop.core.money import to_micro
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import Plan
from affiliate_desktop.programs.ready_plans import ready_plans

translate = QCoreApplication.translate
NOTHING = Mix()
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)
"""Lines of plans, beside their colors, so that they are told apart without colors too."""
SHOWN = 6
"""More plans at once than this make a chart that nobody reads."""


@dataclass(frozen=True)
class Offer:
    """A plan that can be chosen: the one of a program in force, or a ready one."""

    name: str
    plan: Plan
    program_id: int = 0


@dataclass(frozen=True)
class Offers:
    """What can be chosen."""

    programs: tuple[Program, ...]
    plans: tuple[Offer, ...]


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        program_id: whose events count; 0 for typed numbers.
        mix, months: typed numbers.
    """

    plans: tuple[Offer, ...]
    program_id: int = 0
    mix: Mix = NOTHING
    months: int = 12


@dataclass(frozen=True)
class Answer:
    """Plans side by side, and how the program's current period stands."""

    comparison: Comparison
    outlook: Outlook


def load_offers(app: App) -> Offers:
    """Programs and plans; runs on a worker thread."""
    programs = app.programs.programs()
    today = app.clock.today()
    own = [(program, app.plans.in_force(program.id, today)) for program in programs]
    plans = [Offer(program.name, held.plan, program.id) for program, held in own if held]
    return Offers(programs, (*plans, *(Offer(each.plan.name, each.plan) for each in ready_plans())))


def ask(app: App, question: Question) -> Answer:
    """Runs the numbers through the plans; runs on a worker thread."""
    if question.program_id:
        source, events = app.what_if.events(question.program_id)
        currency = next((event.currency for event in events if event.currency), "")
        plans = [(each.name, _in(each, currency)) for each in question.plans]
        outlook = app.what_if.outlook(question.program_id, source)
    else:
        source, events = Source.TYPED, app.what_if.typed(question.mix, question.months)
        plans = [(each.name, _in(each, question.plans[0].plan.currency)) for each in question.plans]
        outlook = Outlook()
    return Answer(app.what_if.compare(plans, source, events), outlook)


def _in(offer: Offer, currency: str) -> Plan:
    """A ready plan is taken in the currency of what it is compared with; a program's own stays as it is."""
    return offer.plan if offer.program_id or not currency else replace(offer.plan, currency=currency)


def outcome_columns(formats: Formats, best: Sequence[str]) -> Sequence[Column[Outcome]]:
    """The plans side by side."""
    return (
        Column("plan", translate("WhatIf", "Plan"), lambda row: row.name, width=0),
        Column(
            "best",
            translate("WhatIf", "Result"),
            lambda row: translate("WhatIf", "Pays best") if row.name in best else "",
            tone=lambda row: "success" if row.name in best else "",
            width=12,
            spare=2,
        ),
        Column(
            "paid",
            translate("WhatIf", "Paid events"),
            lambda row: formats.number(row.paid),
            sort=lambda row: row.paid,
            tip=refused,
            right=True,
            width=14,
            spare=1,
        ),
        Column(
            "percent",
            translate("WhatIf", "Of sales"),
            lambda row: "" if row.percent is None else f"{row.percent} %",
            sort=lambda row: row.percent,
            right=True,
            width=10,
            spare=3,
        ),
        Column(
            "commission",
            translate("WhatIf", "Commission"),
            lambda row: formats.money(micro(row.total), row.currency),
            sort=lambda row: (row.currency, row.total),
            right=True,
            width=15,
        ),
    )


def refused(row: Outcome) -> str:
    """What was not paid, and why."""
    return "\n".join(f"{reason.replace('_', ' ')}: {count}" for reason, count in row.not_paid)


def micro(amount: Decimal) -> int:
    """An amount as whole millionths, rounded."""
    return to_micro(amount.quantize(Decimal("0.000001")))
