"""Words for advice on UTM values."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.links.naming import NamingHint


def hint_for(hints: Iterable[NamingHint], field: str) -> str:
    """What to know of a field's value; empty when it keeps to the conventions."""
    translate = QCoreApplication.translate
    for hint in hints:
        if hint.field == field:
            text = {
                "upper_case": translate("Naming", "Analytics tells capitals apart; “{better}” is usual."),
                "blank": translate("Naming", "Blanks become %20 or +; “{better}” reads better."),
                "personal": translate("Naming", "Analytics programs do not allow personal data here."),
            }.get(hint.code, "")
            return text.format(better=hint.suggestion)
    return ""
