"""Payments of a file that look like payouts entered by hand: asked about, and what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication, Signal, Slot

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import Banner, button
from affiliate_desktop.ledger.payout import Payout
from affiliate_desktop.ledger.payouts import PayoutView

translate = QCoreApplication.translate


class Answer(Enum):
    """What the user says of a payment that looks like one that was entered by hand."""

    SAME = "same"
    ANOTHER = "another"


class AlikeBar(Banner):
    """Asks what payments are; hidden while none looks like an entered one.

    Signals:
        answered(object): an ``Answer`` for the selected payments.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__("warning")
        self.same_button = button(self.tr("The same: complete mine"), self._same)
        self.another_button = button(self.tr("Another payment"), self._another)
        self.layout_.addWidget(self.same_button)
        self.layout_.addWidget(self.another_button)

    def ask(self, twins: int, chosen: int, formats: Formats) -> None:
        """Asks about as many payments, of which some are selected."""
        one = self.tr("{n} payment looks like one that you entered by hand. It is recorded when you say what it is.")
        many = self.tr(
            "{n} payments look like ones that you entered by hand. They are recorded when you say what they are."
        )
        self.say(formats.counted(twins, one, many) if twins else "")
        self.same_button.setEnabled(chosen > 0)
        self.another_button.setEnabled(chosen > 0)

    @Slot()
    def _same(self) -> None:
        self.answered.emit(Answer.SAME)

    @Slot()
    def _another(self) -> None:
        self.answered.emit(Answer.ANOTHER)


class Answers:
    """What was answered, by the key of each payment's evidence.

    Attributes:
        twins: the payout entered by hand that a payment looks like.
    """

    def __init__(self) -> None:
        self.twins: Mapping[str, Payout] = {}
        self._said: dict[str, Answer] = {}

    def say(self, payments: Iterable[Payout], answer: Answer) -> None:
        """Notes an answer for those that look like an entered one."""
        self._said.update({_key(each): answer for each in payments if _key(each) in self.twins})

    def open(self, payments: Iterable[Payout]) -> list[Payout]:
        """Those that nothing was said of yet."""
        return [each for each in payments if _key(each) in self.twins and _key(each) not in self._said]

    def decided(self, payments: Iterable[Payout]) -> list[Payout]:
        """Those that look like no entered one, or of which it was said what they are."""
        return [each for each in payments if _key(each) not in self.twins or _key(each) in self._said]

    def same(self, payments: Iterable[Payout]) -> dict[str, int]:
        """By key, the ids of the payouts that these payments complete."""
        said = self._said
        found = [key for key in map(_key, payments) if key in self.twins and said.get(key) is Answer.SAME]
        return {key: self.twins[key].id for key in found}

    def words(self, payment: Payout, formats: Formats) -> str:
        """What a payment looks like, or what it was said to be."""
        twin = self.twins.get(_key(payment))
        if twin is None:
            return ""
        sentence = {
            None: translate("Payouts", "Like yours of {day}"),
            Answer.SAME: translate("Payouts", "Completes yours of {day}"),
            Answer.ANOTHER: translate("Payouts", "Another payment"),
        }[self._said.get(_key(payment))]
        return sentence.format(day=formats.day(twin.paid_on))

    def tone(self, payment: Payout) -> str:
        """The tone of those words."""
        if _key(payment) not in self.twins:
            return ""
        return "info" if _key(payment) in self._said else "warning"


def imported_words(views: Sequence[PayoutView], formats: Formats) -> str:
    """The warning that a payout that is entered by hand looks like one of a file."""
    payout = views[0].payout
    return translate(
        "Payouts",
        "It looks like the payout of {amount} on {day} that “{file}” holds. Record it only if it is another one.",
    ).format(
        amount=formats.money(payout.received.micro, payout.received.currency),
        day=formats.day(payout.paid_on),
        file=payout.evidence.file,
    )


def _key(payment: Payout) -> str:
    return payment.evidence.key
