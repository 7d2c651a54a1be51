"""The panel of the selected frame: what it holds, where it is, and its settings."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from affiliate_desktop.gui.editor.content_field import ContentField
from affiliate_desktop.gui.editor.editing import Editing
from affiliate_desktop.gui.editor.entry import Entry
from affiliate_desktop.gui.editor.guides import place_words
from affiliate_desktop.gui.editor.settings import ALL, Number, Setting, settings
from affiliate_desktop.gui.editor.words import kind_name
from affiliate_desktop.gui.parts import Tinted, button, column, label, row
from affiliate_desktop.gui.theme import Theme
from affiliate_desktop.studio.arranging import changed, with_stacks
from affiliate_desktop.studio.frames import Frame, Frames
from affiliate_desktop.studio.leaves import Leaf
from affiliate_desktop.studio.page_arranging import at_area
from affiliate_desktop.studio.places import area_of
from affiliate_desktop.studio.sheet import Sheet


class FrameForm(QScrollArea):
    """Shows and changes one frame."""

    def __init__(self, editing: Editing, theme: Theme) -> None:
        super().__init__()
        self._editing = editing
        self.heading = label("", "section")
        self.hint = label("", "muted", wrap=True)
        self.content = ContentField(editing)
        self.entries = {each.name: Entry(each, theme, self) for each in (*_places(), *settings())}
        self._fields, self._rare = QWidget(), QWidget()
        self.more = button(self.tr("More settings"), kind="flat")
        self.more.setCheckable(True)
        self._arrow = Tinted(self.more, theme, "chevron-right", "muted")
        self._lay_out()
        self._rare.hide()
        self.more.toggled.connect(self._unfold)
        self.content.edited.connect(self._content_edited)
        for entry in self.entries.values():
            entry.edited.connect(self._edited)
        for signal in (editing.changed, editing.chosen, editing.turned):
            signal.connect(self.show_frame)
        self.show_frame()

    @Slot()
    def show_frame(self) -> None:
        """Shows the frame that is selected, or says that there is none."""
        frame = self._editing.one()
        self._fields.setVisible(frame is not None)
        self.hint.setVisible(frame is None)
        if frame is None:
            self._say_none()
            return
        movable = bool(self._editing.movable())
        self.heading.setText(_heading(frame))
        self.content.show_frame(frame)
        sheet, leaf = self._editing.sheet(), self._editing.leaf
        units = {"length": f" {leaf.unit}", "type": " pt" if leaf.unit == "mm" else " px"}
        self.entries["stack"].offer(sorted({each.stack for each in self._editing.frames if each.stack}))
        for entry in self.entries.values():
            entry.row.setVisible(frame.kind in entry.setting.kinds)
            if frame.kind in entry.setting.kinds:
                entry.show(entry.setting.read(frame, sheet, leaf), sheet, units.get(entry.setting.unit, ""))
                entry.field.setEnabled(movable or not entry.setting.place)

    def _say_none(self) -> None:
        count, line = len(self._editing.selection), self._editing.guide
        if line is not None:
            self.heading.setText(self.tr("Guide at {place}").format(place=place_words(self._editing, line)))
            self.hint.setText(
                self.tr("Drag it or use the arrow keys. Delete it, or drag it back into the ruler, to remove it.")
            )
        elif count:
            self.heading.setText(self.tr("{n} frames selected").format(n=count))
            self.hint.setText(self.tr("Move, align, distribute or group them. Select one to change what it holds."))
        else:
            self.heading.setText(self.tr("Nothing selected"))
            self.hint.setText(
                self.tr("Click a frame on the page or in the layers. Add new ones with the buttons at the left.")
            )

    @Slot(object, object)
    def _edited(self, setting: Setting, value: Any) -> None:
        sheet, leaf = self._editing.sheet(), self._editing.leaf
        self._change(setting.title, f"setting-{setting.name}", setting, value, sheet, leaf)

    def _change(self, title: str, run: str, setting: Setting, value: Any, sheet: Sheet, leaf: Leaf) -> None:
        def write(frame: Frame) -> Frame:
            return setting.write(frame, value, sheet, leaf)

        if self._editing.one() is not None:
            chosen = self._editing.selection
            if setting.place:
                chosen = with_stacks(self._editing.frames, chosen)
            self._editing.edit(title, lambda frames: changed(frames, chosen, write), run=run)

    @Slot(bool)
    def _unfold(self, shown: bool) -> None:  # noqa: FBT001 - a slot of a toggle
        self._rare.setVisible(shown)
        self._arrow.show_icon("chevron-down" if shown else "chevron-right")

    @Slot(str)
    def _content_edited(self, content: str) -> None:
        def change(frames: Frames) -> Frames:
            return changed(frames, self._editing.selection, lambda frame: replace(frame, content=content))

        if self._editing.one() is not None:
            self._editing.edit(self.tr("Content"), change, run="content")

    def _lay_out(self) -> None:
        inside, rare = column(self.content, spacing=10), column(spacing=10)
        usual = [entry for entry in self.entries.values() if not entry.setting.more]
        _put(usual, inside)
        _put([entry for entry in self.entries.values() if entry.setting.more], rare)
        self._rare.setLayout(rare)
        inside.addLayout(row(self.more, 1))
        inside.addWidget(self._rare)
        self._fields.setLayout(inside)
        whole = QWidget()
        outside = column(self.heading, self.hint, self._fields, 1, spacing=10)
        outside.setContentsMargins(2, 12, 14, 12)
        whole.setLayout(outside)
        self.setWidget(whole)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Settings of the frame"))


def _heading(frame: Frame) -> str:
    """The kind of a frame, and what is special about it."""
    kind = kind_name(frame.kind)
    if frame.hidden:
        kind = QCoreApplication.translate("Editor", "{kind}, hidden: drawn nowhere").format(kind=kind)
    if frame.locked:
        kind = QCoreApplication.translate("Editor", "{kind}, locked in its place").format(kind=kind)
    return kind


def _put(entries: list[Entry], layout: QVBoxLayout) -> None:
    """Fields below each other, those of a pair beside each other."""
    beside = row(spacing=10)
    for entry in entries:
        if not entry.setting.pair:
            beside = row(spacing=10)
            layout.addLayout(beside)
        plain = isinstance(entry.row, QCheckBox)  # has no label above it
        beside.addWidget(entry.row, 1, Qt.AlignmentFlag.AlignBottom if plain else Qt.AlignmentFlag(0))


def _places() -> tuple[Setting, ...]:
    """Left, top, width and height on the page in sight, in millimeters or pixels."""
    translate = QCoreApplication.translate
    titles = {
        "x": translate("Editor", "Left"),
        "y": translate("Editor", "Top"),
        "w": translate("Editor", "Width"),
        "h": translate("Editor", "Height"),
    }
    return tuple(_place(name, title, pair=name in {"y", "h"}) for name, title in titles.items())


def _place(name: str, title: str, *, pair: bool) -> Setting:
    at = "xywh".index(name)

    def read(frame: Frame, sheet: Sheet, leaf: Leaf) -> float:
        return float(area_of(frame, sheet).getRect()[at]) / leaf.units  # type: ignore[index]

    def write(frame: Frame, value: float, sheet: Sheet, leaf: Leaf) -> Frame:
        numbers = list(area_of(frame, sheet).getRect())  # type: ignore[call-overload]
        numbers[at] = value * leaf.units
        return at_area(frame, QRectF(*numbers), sheet)

    least = -20_000.0 if name in {"x", "y"} else 0.1
    return Setting(name, title, ALL, Number(least, 20_000, 1, 1), read, write, pair, unit="length", place=True)
