"""The fields of a plan's other terms."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.parts import Card
from affiliate_desktop.gui.plans.rule_fields import quoted, whole
from affiliate_desktop.programs.plan import Terms


class TermsCard(Card):
    """Cookie and hold days, payout, notice, channels, and what the base holds.

    Signals:
        edited(): something was changed.
    """

    edited = Signal()

    def __init__(self, terms: Terms) -> None:
        super().__init__(QCoreApplication.translate("TermsCard", "Other terms"))
        self.setAccessibleName(self.heading.text())
        self.form = Form(spacing=10)
        self.fields: dict[str, QLineEdit] = {}
        for name in ("cookie_days", "hold_days", "payout_threshold", "pay_day", "notice_days", "channels"):
            self.fields[name] = QLineEdit(_text(getattr(terms, name)))
        known: list[tuple[object, str]] = [
            ("", self.tr("not said")),
            (True, self.tr("with")),
            (False, self.tr("without")),
        ]
        self.with_vat, self.with_delivery = ChoiceBox(known), ChoiceBox(known)
        for box, value in ((self.with_vat, terms.with_vat), (self.with_delivery, terms.with_delivery)):
            box.set_value("" if value is None else value)
        self._build()
        self.content.addWidget(self.form)
        self.form.edited.connect(self.edited)

    def toml(self) -> str:
        """The ``[terms]`` table; empty where nothing is said."""
        lines = []
        for name, field in self.fields.items():
            text = field.text().strip()
            if text and name == "channels":
                parts = [quoted(one) for one in text.split(",") if one.strip()]
                lines.append(f"channels = [{', '.join(parts)}]")
            elif text:
                lines.append(f"{name} = {quoted(text) if name == 'payout_threshold' else whole(text)}")
        for name, box in (("with_vat", self.with_vat), ("with_delivery", self.with_delivery)):
            if isinstance(box.value(), bool):
                lines.append(f"{name} = {'true' if box.value() else 'false'}")
        return "\n".join(["[terms]", *lines]) if lines else ""

    def complain(self, key: str, text: str) -> bool:
        """Says what is wrong beside a field; False when there is none of this name."""
        if key not in self.form.rows:
            return False
        self.form.rows[key].complain(text)
        return True

    def _build(self) -> None:
        fields = self.fields
        pairs = (
            (("cookie_days", self.tr("Cookie days")), ("hold_days", self.tr("Days an earning is held"))),
            (("payout_threshold", self.tr("Paid from this sum on")), ("pay_day", self.tr("Paid on day of month"))),
        )
        for left, right in pairs:
            self.form.add_pair((*left, fields[left[0]]), (*right, fields[right[0]]))
        self.form.add("notice_days", self.tr("Notice of changes, days"), fields["notice_days"])
        self.form.add_pair(
            ("with_vat", self.tr("The base is … VAT"), self.with_vat),
            ("with_delivery", self.tr("The base is … delivery"), self.with_delivery),
        )
        self.form.add("channels", self.tr("Allowed channels"), fields["channels"], self.tr("With commas between them."))


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
