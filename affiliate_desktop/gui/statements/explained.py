"""Why a file was taken for what it is."""

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from affiliate_desktop.core.periods import parse_day
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.parts import button, column, label, row
from affiliate_desktop.gui.statements.titles import field_title
from affiliate_desktop.statements.model import Explained, Field, Identified

translate = QCoreApplication.translate
WHY_HEIGHT = 150


def certainty_words(certainty: str) -> str:
    """How sure a format is, in a few words."""
    return {
        "sample": translate("Explained", "Seen in a real file"),
        "code": translate("Explained", "From working programs"),
        "docs": translate("Explained", "From help pages"),
        "inferred": translate("Explained", "Pieced together"),
    }.get(certainty, "")


def read_words(each: Explained, formats: Formats) -> str:
    """One line: where the header stands, how days and amounts are written, how many rows were understood."""
    parts = []
    if each.header_line:
        parts.append(translate("Explained", "header on line {line}").format(line=each.header_line))
    day = next((use for use in each.columns if use.field == "date"), None)
    if day is not None and each.date:
        text = translate("Explained", "date = column {column} “{header}” as {written}")
        parts.append(text.format(column=day.column, header=day.header, written=each.date))
        if each.zone:
            parts[-1] += translate("Explained", " in {zone}").format(zone=each.zone)
    rows = formats.counted(each.rows, translate("Explained", "{n} row"), translate("Explained", "{n} rows"))
    if not each.exact:
        text = translate("Explained", "about {rows}; of {checked} looked at {count} not understood")
        parts.append(
            text.format(rows=rows, checked=formats.number(each.checked), count=formats.number(each.not_understood))
        )
    elif each.columns:
        text = translate("Explained", "{rows}, {count} not understood")
        parts.append(text.format(rows=rows, count=formats.number(each.not_understood)))
    else:
        parts.append(rows)
    if each.first_day:
        days = formats.day(parse_day(each.first_day)), formats.day(parse_day(each.last_day))
        parts.append(translate("Explained", "visits of {first} to {last}").format(first=days[0], last=days[1]))
    title = each.sheet or each.name or each.format
    return f"{title}: {', '.join(parts)}"


def why_words(found: Identified) -> str:
    """All reasons and all columns, a line each."""
    lines: list[str] = []
    for each in found.explained:
        if len(found.explained) > 1:
            lines.append(each.sheet or each.format)
        lines += [f"• {text}" for text in each.because]
        for use in each.columns:
            name = field_title(Field(use.field)) if use.field in set(Field) else use.field
            text = translate("Explained", "• {field} = column {column} “{header}”")
            lines.append(text.format(field=name, column=use.column, header=use.header))
        if each.currency:
            lines.append(translate("Explained", "• Amounts in {currency}").format(currency=each.currency))
    return "\n".join(lines)


class ExplainedBar(QWidget):
    """Says how a file was read, and why when asked."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.read = label("", "muted", wrap=True)
        self.why = label("", "hint", wrap=True)
        self.why.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.why_button = button(self.tr("Why?"), self._toggle, kind="link")
        self.why_button.setAccessibleName(self.tr("Why the file was taken for this"))
        inside = QWidget()
        inside.setLayout(column(self.why, 1))
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setMaximumHeight(WHY_HEIGHT)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(spacing=12)
        head.addWidget(self.read, 1)
        head.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self._area, spacing=6))
        self.show_found(None)

    def show_found(self, found: Identified | None) -> None:
        """Explains a file; None explains nothing."""
        self._area.hide()
        known: list[Explained] = []
        if found is not None:
            known = [each for each in found.explained if each.columns and (len(found.explained) == 1 or each.certainty)]
            self.why.setText(why_words(found))
        self.read.setText("\n".join(read_words(each, self._formats) for each in known))
        self.setVisible(bool(known))

    @Slot()
    def _toggle(self) -> None:
        self._area.setVisible(not self._area.isVisible())
