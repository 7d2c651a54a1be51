"""Totals per kind and currency, as buttons that choose what is listed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from affiliate_desktop.audit.model import FindingKind, KindTotal
from affiliate_desktop.gui.audit.rows import kind_text
from affiliate_desktop.gui.format import Formats

ACROSS = 5


class KindChips(QWidget):
    """One button for all findings and one for each kind.

    Signals:
        chosen(object): the kind to list; None lists all.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)

    def show_totals(self, totals: tuple[KindTotal, ...], formats: Formats) -> None:
        """Shows the sums of an audit; all findings are chosen."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        count = sum(total.count for total in totals)
        self._add(0, None, self.tr("All findings"), formats.number(count))
        kinds = [kind for kind in FindingKind if any(total.kind is kind for total in totals)]
        for place, kind in enumerate(kinds, 1):
            mine = [total for total in totals if total.kind is kind]
            counted = formats.number(sum(total.count for total in mine))
            sums = [formats.money(_told(total), total.currency) for total in mine]
            self._add(place, kind, f"{kind_text(kind)}  {counted}", " · ".join(sums))
        self._group.buttons()[0].setChecked(True)

    def button_of(self, kind: FindingKind | None) -> QPushButton | None:
        """The button of a kind; None where nothing of it was found."""
        for each in self._group.buttons():
            if isinstance(each, QPushButton) and each.property("finding") == (kind.value if kind else ""):
                return each
        return None

    def _add(self, place: int, kind: FindingKind | None, head: str, below: str) -> None:
        made = QPushButton(f"{head}\n{below}")
        made.setProperty("kind", "chip")
        made.setProperty("finding", kind.value if kind else "")
        made.setAccessibleName(f"{head}: {below}")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.clicked.connect(self._clicked)
        self._group.addButton(made)
        self._grid.addWidget(made, place // ACROSS, place % ACROSS)

    @Slot()
    def _clicked(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            word = str(button.property("finding"))
            self.chosen.emit(FindingKind(word) if word else None)


def _told(total: KindTotal) -> int:
    """The sum that matters: the difference, and what is reported where nothing was computed."""
    settled = total.kind in (FindingKind.RIGHT, FindingKind.REVERSED, FindingKind.UNCHECKED, FindingKind.LATE)
    return total.reported_micro if settled else total.difference_micro
