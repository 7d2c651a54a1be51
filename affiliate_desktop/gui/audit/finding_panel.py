"""What is told about the selected finding: the arithmetic, the terms in force, and where the row stands."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from affiliate_desktop.audit.arithmetic import arithmetic, reason_text
from affiliate_desktop.audit.model import AuditScope, Finding, FindingKind
from affiliate_desktop.gui.audit.rows import TONES, Detail, event_text, kind_text
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.programs.plan_sentence import sentence


class FindingPanel(DetailPanel):
    """The panel beside the findings.

    Signals:
        plan_wanted(object): show the plan version with this id.
        tie_wanted(str): choose the row that reports the record of a missing finding, ``s12`` or ``e7``.
    """

    plan_wanted = Signal(object)
    tie_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._text = ""
        self._version = 0
        self._record = ""

    def show_finding(self, detail: Detail, scope: AuditScope) -> None:
        """Tells about a finding."""
        self.clear()
        finding, formats = detail.finding, self._context.formats
        self._version, self._record = finding.version_id, finding.record
        self.add_layout(row(Pill(self._context.theme, kind_text(finding.kind), TONES[finding.kind]), 1))
        self.inside.addSpacing(4)
        why = reason_text(finding)
        if why:
            self.inside.addWidget(label(why, wrap=True))
        self.add_facts(
            (
                (self.tr("Date"), formats.day(finding.day)),
                (self.tr("Event"), event_text(finding.event)),
                (self.tr("Referral"), finding.referral),
                (self.tr("Amount"), self._money(finding.sale_micro or None, finding)),
                (self.tr("Reported"), self._money(finding.reported_micro, finding)),
                (self.tr("Due"), self._money(finding.due_micro, finding)),
                (self.tr("Difference"), self._money(finding.difference_micro, finding)),
                (self.tr("Days late"), formats.number(finding.days_late) if finding.days_late else ""),
            )
        )
        steps = arithmetic(finding, scope.versions)
        if steps:
            self.add_heading(self.tr("How it was computed"))
            for step in steps:
                self._add_text(step)
        self._add_terms(finding, scope)
        self._add_place(detail)
        self._text = "\n".join((f"{kind_text(finding.kind)}: {why}".rstrip(": "), *steps))
        self.inside.addSpacing(10)
        self.add_layout(row(button(self.tr("Copy"), self._copy, icon="copy", theme=self._context.theme), 1))
        self.end()

    def _add_terms(self, finding: Finding, scope: AuditScope) -> None:
        dated = next((each for each in scope.versions if each.id == finding.version_id), None)
        if dated is None:
            return
        self.add_heading(self.tr("The terms in force"))
        start = dated.valid_from
        held = (
            self.tr("From the beginning")
            if start is None
            else self.tr("From {day}").format(day=self._context.formats.day(start))
        )
        self.inside.addWidget(label(held, "muted"))
        self._add_text(sentence(dated.plan))
        self.add_link(self.tr("Show these terms"), self._plan)

    def _add_place(self, detail: Detail) -> None:
        evidence = detail.evidence
        self.add_heading(self.tr("Where it stands"))
        if not evidence.file:
            recorded = self.tr("In your own record; no imported file reports it.")
            by_hand = self.tr("Entered by hand; no imported file reports it.")
            self.inside.addWidget(label(by_hand if detail.finding.transaction_id else recorded, "muted", wrap=True))
            if detail.finding.kind is FindingKind.MISSING and detail.finding.reason != "bonus":
                tip = self.tr("Where a row does report it, with another day or amount")
                self.add_link(self.tr("Choose the row that reports it…"), self._tie, tip).setEnabled(
                    not self._context.read_only
                )
            return
        line = self.tr("line {line}").format(line=evidence.line)
        place = ", ".join(filter(None, (evidence.sheet, line)))
        self.add_facts(
            (
                (self.tr("Id there"), evidence.external_id),
                (self.tr("File"), evidence.file),
                (self.tr("Place"), place),
            )
        )
        half = len(evidence.sha256) // 2
        self._add_text(f"SHA-256\n{evidence.sha256[:half]}\n{evidence.sha256[half:]}", "caption")

    def _add_text(self, text: str, kind: str = "body") -> QLabel:
        made = label(text, kind, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setMinimumWidth(0)
        self.inside.addWidget(made)
        return made

    def _money(self, micro: int | None, finding: Finding) -> str:
        return "" if micro is None else self._context.formats.money(micro, finding.currency)

    @Slot()
    def _plan(self) -> None:
        self.plan_wanted.emit(self._version)

    @Slot()
    def _tie(self) -> None:
        self.tie_wanted.emit(self._record)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._context.messages.note(self.tr("Copied"))
