"""What the list of programs and their terms shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.programs.model import Account, Program
from affiliate_desktop.programs.plan import DatedPlan, Judging
from affiliate_desktop.programs.plan_sentence import sentence


@dataclass(frozen=True)
class ProgramTerms:
    """A program, the versions of its plan in order, and the one that holds today."""

    program: Program
    account: Account
    versions: tuple[DatedPlan, ...]
    held: DatedPlan | None
    judging: Judging


def load_terms(app: App) -> tuple[ProgramTerms, ...]:
    """All programs with their terms; runs on a worker thread."""
    accounts = {each.id: each for each in app.programs.accounts(archived=True)}
    known: dict[int, list[DatedPlan]] = {}
    for dated in app.plans.versions():
        known.setdefault(dated.program_id, []).append(dated)
    today = app.clock.today()
    return tuple(
        ProgramTerms(
            program,
            accounts[program.account_id],
            tuple(known.get(program.id, ())),
            _held(known.get(program.id, ()), today),
            app.plans.judging(program.id) if program.id in known else Judging(),
        )
        for program in app.programs.programs()
    )


def columns(formats: Formats) -> Sequence[Column[ProgramTerms]]:
    """The columns of the list."""
    translate = QCoreApplication.translate
    return (
        Column("program", translate("Plans", "Program"), lambda row: row.program.name, width=27),
        Column(
            "account",
            translate("Plans", "Account"),
            lambda row: row.account.name if row.account.name != row.program.name else "",
            width=18,
            muted=True,
            spare=3,
        ),
        Column("pays", translate("Plans", "Pays"), pays, width=0, tip=pays),
        Column(
            "since",
            translate("Plans", "Since"),
            lambda row: _since(row, formats),
            sort=lambda row: row.held.valid_from or date.min if row.held else None,
            width=14,
            spare=1,
        ),
        Column(
            "versions",
            translate("Plans", "Versions"),
            lambda row: str(len(row.versions)) if row.versions else "",
            sort=lambda row: len(row.versions),
            right=True,
            width=11,
            spare=2,
        ),
    )


def pays(row: ProgramTerms) -> str:
    """What a program pays today, in words."""
    if row.held is not None:
        return sentence(row.held.plan)
    if row.versions:
        return QCoreApplication.translate("Plans", "Terms begin later")
    return QCoreApplication.translate("Plans", "No terms yet")


def _since(row: ProgramTerms, formats: Formats) -> str:
    if row.held is None:
        return ""
    if row.held.valid_from is None:
        return QCoreApplication.translate("Plans", "always")
    return formats.day(row.held.valid_from)


def _held(versions: Sequence[DatedPlan], today: date) -> DatedPlan | None:
    held = [each for each in versions if each.valid_from is None or each.valid_from <= today]
    return held[-1] if held else None
