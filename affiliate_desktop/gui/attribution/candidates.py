"""What the selected earnings may belong to: candidates with their reasons, and any other campaign or link."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from affiliate_desktop.gui.attribution.rows import Names, named, reason_text, what_waits
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.detail import DetailPanel
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.parts import Pill, button, label, row
from affiliate_desktop.ledger.attribution_model import Candidate, Waiting

Target = tuple[int | None, int | None]


class CandidatePanel(DetailPanel):
    """The panel beside the queue.

    Signals:
        accepted(object), refused(object): this target (link, campaign) is right; is wrong.
        rule_wanted(): make a rule from what is shown.
    """

    accepted = Signal(object)
    refused = Signal(object)
    rule_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.choice = ChoiceBox()

    def show_item(self, item: Waiting, names: Names) -> None:
        """Tells about waiting earnings."""
        self.clear()
        formats = self._context.formats
        self.inside.addWidget(label(what_waits(item), "section", wrap=True))
        self.inside.addWidget(label(formats.money(item.commission_micro, item.currency), "title"))
        days = dict.fromkeys(formats.day(day) for day in (item.first_day, item.last_day))
        self.add_facts(
            (
                (self.tr("Rows"), formats.number(item.count)),
                (self.tr("Days"), " - ".join(days)),
                (self.tr("Account"), item.account),
                (self.tr("Program"), item.program),
                (self.tr("Product"), item.product if item.sub_id else ""),
            )
        )
        if item.link_id is not None:
            text = self.tr("The link of these rows has no campaign. Put it into one, and its rows follow.")
            self.inside.addWidget(label(text, "muted", wrap=True))
        if item.guess is not None:
            self.add_heading(self.tr("Guessed"))
            self._add(item.guess, guess=True)
        guessed = None if item.guess is None else (item.guess.link_id, item.guess.campaign_id)
        others = [each for each in item.candidates if (each.link_id, each.campaign_id) != guessed]
        if others or item.guess is None:
            self.add_heading(self.tr("May belong to"))
        if not others and item.guess is None:
            self.inside.addWidget(label(self.tr("Nothing resembles these rows."), "muted", wrap=True))
        for each in others:
            self._add(each, guess=False)
        self._add_choice(item, names)
        if item.link_id is None:
            self.add_heading(self.tr("Rows like these, now and later"))
            self.add_link(self.tr("Make a rule from this…"), self._rule).setEnabled(not self._context.read_only)
        else:
            leave = self.add_link(self.tr("Leave the link without a campaign"), self._refuse)
            leave.setProperty("target", [item.link_id, None])
            leave.setEnabled(not self._context.read_only)
        self.end()

    def _add(self, candidate: Candidate, *, guess: bool) -> None:
        self.inside.addWidget(label(named(candidate), wrap=True))
        why = "\n".join(reason_text(reason) for reason in candidate.reasons)
        score = self.tr("Score {n}").format(n=candidate.score)
        pill = Pill(self._context.theme, self.tr("Guess") if guess else score, "warning" if guess else "neutral")
        self.add_layout(row(pill, 1))
        if why:
            self.inside.addWidget(label(why, "hint", wrap=True))
        yes = button(self.tr("Accept"), self._accept)
        no = button(self.tr("Turn down"), self._refuse, kind="flat")
        for each in (yes, no):
            each.setProperty("target", [candidate.link_id, candidate.campaign_id])
            each.setAccessibleName(f"{each.text()}: {named(candidate)}")
            each.setEnabled(not self._context.read_only)
        self.add_layout(row(yes, no, 1))
        self.inside.addSpacing(8)

    def _add_choice(self, item: Waiting, names: Names) -> None:
        self.add_heading(self.tr("Or to another"))
        campaigns: list[tuple[object, str]] = [((None, key), name) for key, name in names.campaigns.items()]
        link = self.tr("Link: {name}")
        links: list[tuple[object, str]] = [
            ((key, names.link_campaigns.get(key)), link.format(name=name)) for key, name in names.links.items()
        ]
        offered = [*campaigns, *links] if item.link_id is None else campaigns
        self.choice = ChoiceBox([(None, self.tr("Choose…")), *offered])
        self.choice.setAccessibleName(self.tr("Another campaign or link"))
        self.choice.setMinimumContentsLength(16)
        take = button(self.tr("Attribute"), self._choose)
        take.setEnabled(not self._context.read_only)
        beside = row()
        beside.addWidget(self.choice, 1)
        beside.addWidget(take)
        self.add_layout(beside)

    @Slot()
    def _accept(self) -> None:
        self.accepted.emit(self._target())

    @Slot()
    def _refuse(self) -> None:
        self.refused.emit(self._target())

    @Slot()
    def _choose(self) -> None:
        target = self.choice.value()
        if isinstance(target, tuple):
            self.accepted.emit(target)

    @Slot()
    def _rule(self) -> None:
        self.rule_wanted.emit()

    def _target(self) -> Target:
        sender = self.sender()
        held = sender.property("target") if isinstance(sender, QWidget) else [None, None]
        return held[0], held[1]
