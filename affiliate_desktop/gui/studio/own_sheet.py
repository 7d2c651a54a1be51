"""Describes a label sheet that the program does not know."""

from functools import partial

from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.studio.label_sheet import SHEET_PAPERS, LabelShape, LabelSheet


class OwnSheetDialog(FormDialog):
    """The measures of a sheet, beginning with those of another one.

    Args:
        context: the open workspace.
        parent: the window.
        like: the sheet whose measures stand there at first.
    """

    def __init__(self, context: Context, parent: QWidget, like: LabelSheet | None) -> None:
        super().__init__(context, parent, self.tr("A label sheet of your own"), save=self.tr("Add sheet"))
        self.name = QLineEdit()
        self.paper = ChoiceBox([(paper, paper) for paper in SHEET_PAPERS])
        self.shape = ChoiceBox(
            [
                (LabelShape.RECTANGLE, self.tr("Rectangle")),
                (LabelShape.ROUNDED, self.tr("Rounded rectangle")),
                (LabelShape.ROUND, self.tr("Circle")),
            ]
        )
        self.columns, self.rows = _count(), _count()
        self.pairs = {name: (_millimeters(), _millimeters()) for name in ("label", "first", "pitch")}
        self._build()
        if like is not None:
            self._fill(like)
        self.ready()

    @override
    def save(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.complain("name", self.tr("Name the sheet, by its maker and number."))
            return
        label, first, pitch = (tuple(field.value() for field in pair) for pair in self.pairs.values())
        sheet = LabelSheet(
            id="",
            brand="",
            part=name,
            paper=str(self.paper.value()),
            shape=LabelShape(str(self.shape.value())),
            label=(label[0], label[1]),
            grid=(self.columns.value(), self.rows.value()),
            first=(first[0], first[1]),
            pitch=(pitch[0], pitch[1]),
        )
        self.write(partial(self.context.app.labels.add, sheet), self.tr("Label sheet added"))

    def _build(self) -> None:
        form, pairs = self.form, self.pairs
        form.add("name", self.tr("Name"), self.name)
        form.add_pair(("paper", self.tr("Paper"), self.paper), ("shape", self.tr("Shape"), self.shape))
        form.add_pair(("columns", self.tr("Columns"), self.columns), ("rows", self.tr("Rows"), self.rows))
        form.add_pair(
            ("width", self.tr("Label width (mm)"), pairs["label"][0]),
            ("height", self.tr("Label height (mm)"), pairs["label"][1]),
        )
        form.add_pair(
            ("left", self.tr("Left edge of the first (mm)"), pairs["first"][0]),
            ("top", self.tr("Top edge of the first (mm)"), pairs["first"][1]),
        )
        form.add_pair(
            ("across", self.tr("From edge to edge, across (mm)"), pairs["pitch"][0]),
            ("down", self.tr("From edge to edge, down (mm)"), pairs["pitch"][1]),
        )

    def _fill(self, like: LabelSheet) -> None:
        self.paper.set_value(like.paper)
        self.shape.set_value(like.shape)
        self.columns.setValue(like.grid[0])
        self.rows.setValue(like.grid[1])
        for name, values in (("label", like.label), ("first", like.first), ("pitch", like.pitch)):
            for field, value in zip(self.pairs[name], values, strict=True):
                field.setValue(value)


def _count() -> QSpinBox:
    field = QSpinBox()
    field.setRange(1, 50)
    return field


def _millimeters() -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(0, 500)
    field.setDecimals(2)
    field.setSingleStep(0.5)
    return field
