"""What a frame holds: a text with variables, or one of some choices."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import FormRow
from affiliate_desktop.gui.parts import button, column, row
from affiliate_desktop.studio.design import STANDARD, variables
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind

translate = QCoreApplication.translate
_MORE = ("link.short", "offer", "code", "event.name", "event.date", "event.time", "event.place", "contact.name")


class ContentField(QWidget):
    """The first field of the panel.

    Signals:
        edited(str): the user said something else.
    """

    edited = Signal(str)

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self.text = LongText(4)
        self.choice = ChoiceBox()
        self.insert: QPushButton = button(self.tr("Insert variable"), self._offer, kind="flat")
        self.text_row = FormRow(self.tr("Text"), self.text)
        self.choice_row = FormRow(self.tr("Shows"), self.choice)
        self.text_row.setMinimumHeight(self.text.maximumHeight() + 24)
        written = QWidget()
        written.setLayout(column(self.text_row, row(1, self.insert), spacing=4))
        self._written = written
        self.setLayout(column(written, self.choice_row, spacing=0))
        self.text.textChanged.connect(self._typed)
        self.choice.chosen.connect(self._chosen)

    def show_frame(self, frame: Frame) -> None:
        """Shows what a frame holds."""
        is_text = frame.kind in TEXT_KINDS
        self._written.setVisible(is_text)
        choices = _choices(self._editing, frame)
        self.choice_row.setVisible(bool(choices))
        if is_text:
            content = frame.content or ("{disclosure}" if frame.kind is FrameKind.DISCLOSURE else "")
            if self.text.toPlainText() != content:
                self.text.blockSignals(True)
                self.text.setPlainText(content)
                self.text.blockSignals(False)
        elif choices:
            self.choice.blockSignals(True)
            self.choice.set_choices(choices)
            self.choice.set_value(frame.content or choices[0][0])
            self.choice.blockSignals(False)

    @Slot()
    def begin(self) -> None:
        """Goes to the text, all of it selected."""
        if self._written.isVisible():
            self.text.setFocus()
            self.text.selectAll()

    @Slot()
    def _typed(self) -> None:
        self.edited.emit(self.text.toPlainText())

    @Slot(object)
    def _chosen(self, content: object) -> None:
        self.edited.emit(str(content))

    @Slot()
    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = dict.fromkeys((*variables(self._editing.design), *STANDARD, *_MORE))
        for name in names:
            if name not in {"picture", "logo"}:
                menu.addAction(f"{{{name}}}")
        menu.triggered.connect(self._insert)
        menu.popup(self.insert.mapToGlobal(self.insert.rect().bottomLeft()))

    @Slot(QAction)
    def _insert(self, action: QAction) -> None:
        self.text.insertPlainText(action.text())
        self.text.setFocus()


def _choices(editing: Editing, frame: Frame) -> list[tuple[object, str]]:
    t = translate
    forms: dict[FrameKind, list[tuple[object, str]]] = {
        FrameKind.SHAPE: [("rectangle", t("Editor", "Rectangle")), ("ellipse", t("Editor", "Ellipse"))],
        FrameKind.GRADIENT: [("linear", t("Editor", "Straight")), ("radial", t("Editor", "From the middle"))],
        FrameKind.LINE: [
            ("across", t("Editor", "Across")),
            ("down", t("Editor", "Down")),
            ("rise", t("Editor", "Rising")),
            ("fall", t("Editor", "Falling")),
        ],
        FrameKind.QR: [("link", t("Editor", "The tagged link"))],
    }
    if frame.kind is FrameKind.PICTURE:
        known = {"picture": t("Editor", "Your picture"), "logo": t("Editor", "Your logo")}
        carried = {name: name for name in editing.design.pictures}
        return list((carried | known | ({} if frame.content in known else {frame.content: frame.content})).items())
    if frame.kind is FrameKind.PART:
        return [(name, name) for name in editing.design.parts]
    return forms.get(frame.kind, [])
