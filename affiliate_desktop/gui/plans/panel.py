"""The terms of the selected program: version by version, the newest first, with what each changed."""

from PySide6.QtCore import Qt, Signal, Slot

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.parts import button, label, row
from affiliate_desktop.gui.plans.rows import ProgramTerms
from affiliate_desktop.programs.plan import DatedPlan
from affiliate_desktop.programs.plan_sentence import clauses, differences, terms_clauses


class PlanPanel(DetailPanel):
    """The panel beside the list of programs.

    Signals:
        new_wanted(), judging_wanted(), audit_wanted(): add terms; say how they are judged; audit the program.
        edit_wanted(object), export_wanted(object), remove_wanted(object): of the version with this id.
    """

    new_wanted = Signal()
    judging_wanted = Signal()
    audit_wanted = Signal()
    edit_wanted = Signal(object)
    export_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def show_terms(self, terms: ProgramTerms) -> None:
        """Tells about a program."""
        self.clear()
        theme = self._context.theme
        self.inside.addWidget(label(terms.program.name, "section", wrap=True))
        new = button(self.tr("New terms…"), self._new, icon="plus", theme=theme)
        new.setEnabled(not self._context.read_only)
        audit = button(self.tr("Audit"), self._audit, icon="audit", theme=theme)
        audit.setEnabled(bool(terms.versions))
        self.add_layout(row(new, audit, 1))
        if not terms.versions:
            self.inside.addWidget(label(self.tr("Nobody has said yet what it pays for."), "muted", wrap=True))
        for place in reversed(range(len(terms.versions))):
            self._add_version(terms, place)
        if terms.versions:
            self._add_judging(terms)
        self.end()

    def _add_version(self, terms: ProgramTerms, place: int) -> None:
        dated = terms.versions[place]
        self.add_heading(self._heading(dated, holds=dated == terms.held))
        for clause in clauses(dated.plan):
            self._text(f"{clause[:1].upper()}{clause[1:]}.")
        for clause in terms_clauses(dated.plan.terms, dated.plan.currency):
            self._text(f"{clause[:1].upper()}{clause[1:]}.", "muted")
        if place:
            changes = differences(terms.versions[place - 1].plan, dated.plan)
            self._text(self.tr("Changed: {what}").format(what="; ".join(changes) or self.tr("nothing")), "caption")
        if dated.note:
            self._text(self.tr("Note: {note}").format(note=dated.note), "caption")
        recorded = self._context.formats.instant(dated.created_at)
        self._text(self.tr("Recorded {when}").format(when=recorded), "caption")
        links = row(spacing=14)
        for text, slot, writes in (
            (self.tr("Edit…"), self._edit, True),
            (self.tr("Export…"), self._export, False),
            (self.tr("Remove"), self._remove, True),
        ):
            made = button(text, slot, kind="link")
            made.setProperty("version", dated.id)
            made.setEnabled(not (writes and self._context.read_only))
            links.addWidget(made)
        links.addStretch(1)
        self.add_layout(links)

    def _add_judging(self, terms: ProgramTerms) -> None:
        self.add_heading(self.tr("How it is judged"))
        by_event = self.tr("Each event by the terms that held on its day.")
        by_signup = self.tr("Each event by the terms that held when the referred user signed up.")
        self._text(by_signup if terms.judging.by_signup else by_event)
        if terms.judging.tolerance_micro:
            amount = self._context.formats.money(terms.judging.tolerance_micro, terms.versions[-1].plan.currency)
            self._text(self.tr("Differences up to {amount} are let pass.").format(amount=amount))
        self.add_link(self.tr("Change…"), self._judge).setEnabled(not self._context.read_only)

    def _heading(self, dated: DatedPlan, *, holds: bool) -> str:
        if dated.valid_from is None:
            start = self.tr("From the beginning")
        else:
            start = self.tr("From {day}").format(day=self._context.formats.day(dated.valid_from))
        return self.tr("{start} · holds today").format(start=start) if holds else start

    def _text(self, text: str, kind: str = "body") -> None:
        made = label(text, kind, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.inside.addWidget(made)

    def _version(self) -> object:
        sender = self.sender()
        return sender.property("version")

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit(self._version())

    @Slot()
    def _export(self) -> None:
        self.export_wanted.emit(self._version())

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self._version())

    @Slot()
    def _new(self) -> None:
        self.new_wanted.emit()

    @Slot()
    def _judge(self) -> None:
        self.judging_wanted.emit()

    @Slot()
    def _audit(self) -> None:
        self.audit_wanted.emit()
