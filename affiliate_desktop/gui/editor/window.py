"""The window of the editor: tools above, layers at the left, the page in the middle, settings at the right."""

from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QMenu, QTabWidget, QWidget
from typing_extensions import override

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.canvas import Canvas
from affiliate_desktop.gui.editor.commands import Commands
from affiliate_desktop.gui.editor.design_form import DesignForm
from affiliate_desktop.gui.editor.editing import Draft, Editing, Opened
from affiliate_desktop.gui.editor.findings import Findings
from affiliate_desktop.gui.editor.frame_form import FrameForm
from affiliate_desktop.gui.editor.keeping import Keeper
from affiliate_desktop.gui.editor.layers import LayerView
from affiliate_desktop.gui.editor.previews import Previews
from affiliate_desktop.gui.editor.saving import SaveDialog, changed_pictures
from affiliate_desktop.gui.flow import Flow
from affiliate_desktop.gui.parts import Banner, Elided, button, column, icon_button, label, row
from affiliate_desktop.studio.arranging import added, with_frames
from affiliate_desktop.studio.frames import Design, Frame, FrameKind

LAYERS_WIDTH, SETTINGS_WIDTH = 236, 330
_TOOLS = ("duplicate", "remove", "group", "ungroup", "raise", "lower", "|")
_ALIGN = ("left", "center", "right", "top", "middle", "bottom")
_EDIT = ("copy", "paste", "duplicate", "remove", "hide", "lock", "|", "group", "ungroup", "raise", "lower")
_MENU = ("undo", "redo", "|", *_EDIT, "all", "|", "guide-upright", "guide-level", "no-guides")
_ADD = ("text", "disclosure", "picture", "qr", "shape", "line", "gradient")


class EditorWindow(QDialog):
    """Edits one design. Show it with ``open()``; it frees itself when it is closed.

    Signals:
        saved(Design): the design was saved as the user's own.
    """

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget, opened: Opened) -> None:
        super().__init__(parent)
        self.context, self._opened = context, opened
        self._leaving = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.editing = Editing(opened, self)
        self.commands = Commands(self.editing, self)
        self.canvas = Canvas(self.editing, context.theme)
        self.layers = LayerView(self.editing, self.commands, context.theme)
        self.previews = Previews(self.editing, context.theme)
        self.frame_form = FrameForm(self.editing, context.theme)
        self.design_form = DesignForm(self.editing, context)
        self.findings = Findings(self.editing, context)
        self.title = Elided("", "title")
        self.keeper = Keeper(context.drafts, self.editing, self)
        self.left = Banner("info")
        self.zoom = button("", self.canvas.zoom_natural, kind="flat")
        self.picture, self.logo = QCheckBox(self.tr("Picture")), QCheckBox(self.tr("Logo"))
        self.brand = self._brand_box()
        self.guides = QCheckBox(self.tr("Guides"))
        self.save_button = button(self.tr("Save"), self._save, kind="primary")
        self.more = button(self.tr("More"), self._offer_more)
        self.tabs = QTabWidget()
        self._lay_out()
        self._connect()
        self._say()
        self.resize(parent.window().size().boundedTo(self.screen().availableSize()))
        self.canvas.setFocus()
        if self.keeper.found() is not None:
            self.left.say(self.tr("What you changed the last time was not saved, and is still here."))

    @Slot()
    def _take_up(self) -> None:
        """Goes on with what was left unsaved."""
        found, draft = self.keeper.found(), self.editing.draft
        self.left.say("")
        if found is not None:
            self.editing.put(self.tr("Take up again"), replace(draft, design=found))

    @Slot()
    def _let_go(self) -> None:
        self.left.say("")
        self.keeper.forget()

    # --- saving ------------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        if not self.editing.own:
            self._save_as()
            return
        draft = self.editing.draft
        work = partial(
            self.context.app.designs.save, draft.design, changed_pictures(draft, self._opened.draft.pictures)
        )
        said = self.tr("Design saved")
        self.context.jobs.write(work, self._saved, said=said, undoable=True)

    @Slot()
    def _save_as(self) -> None:
        dialog = SaveDialog(self.context, self, self.editing.draft, own=self.editing.own)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: Done[Design]) -> None:
        """From now on it is the user's own design that is edited."""
        draft = replace(self.editing.draft, design=done.value)
        self._opened = replace(self._opened, draft=draft, own=True)
        self.editing.kept_as(draft)
        self.keeper.forget()
        self._say()
        self.saved.emit(done.value)

    @Slot()
    def _export(self) -> None:
        name = safe_name(self.editing.design.name, "design") + ".design"
        self.context.messages.ask_save(self.tr("Export the design"), name, self.tr("Design (*.design)"), self._write)

    @Slot(object)
    def _write(self, file: Path) -> None:
        draft, designs = self.editing.draft, self.context.app.designs
        work = partial(designs.write_file, draft.design, draft.pictures, file)
        self.context.jobs.write(work, self.context.messages.note_saved)

    @Slot()
    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        save_as = menu.addAction(self.tr("Save as a new design…"))
        save_as.setEnabled(not self.context.read_only)
        save_as.triggered.connect(self._save_as)
        menu.addAction(self.tr("Export as a file…")).triggered.connect(self._export)
        menu.addAction(self.tr("Add a picture of the design's own…")).triggered.connect(self._ask_picture)
        remove = menu.addAction(self.tr("Remove this design…"))
        remove.setEnabled(self.editing.own and not self.context.read_only)
        remove.triggered.connect(self._ask_remove)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # --- pictures and removing ---------------------------------------------------------------------------------

    @Slot()
    def _ask_picture(self) -> None:
        filters = self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.svg)")
        self.context.messages.ask_open(self.tr("Choose a picture"), filters, self.take_picture)

    @Slot(object)
    def take_picture(self, file: Path) -> None:
        """Puts a picture on the page, which the design carries from now on."""
        self.context.jobs.read(partial(_read_picture, file), self._put_picture)

    @Slot(object)
    def _put_picture(self, found: tuple[bytes, QImage]) -> None:
        content, image = found
        draft, leaf = self.editing.draft, self.editing.leaf
        name = next(name for number in count(1) if (name := f"photo{number}") not in draft.design.pictures)
        height = 0.4 * leaf.width / leaf.height * image.height() / image.width()
        frame = Frame(FrameKind.PICTURE, (0.3, max(0.0, 0.5 - height / 2), 0.4, height), name)
        frames, chosen = added(self.editing.frames, frame)
        design = with_frames(draft.design, leaf.spot, frames)
        design = replace(design, pictures={**design.pictures, name: f"{name}.png"})
        images, pictures = {**draft.images, name: image}, {**draft.pictures, name: content}
        self.editing.put(self.tr("Add a picture"), Draft(design, pictures, images), chosen=chosen)

    @Slot()
    def _ask_remove(self) -> None:
        name = self.editing.design.name
        self.context.messages.ask(
            self.tr("Remove “{name}”?").format(name=name),
            self.tr("The design goes from the list. Undo brings it back."),
            self.tr("Remove"),
            self._remove,
            danger=True,
        )

    @Slot()
    def _remove(self) -> None:
        work = partial(self.context.app.designs.remove, self.editing.design.id)
        self.context.jobs.write(work, self._removed, said=self.tr("Design removed"), undoable=True)

    @Slot(object)
    def _removed(self, _done: object) -> None:
        self.leave()

    # --- leaving -----------------------------------------------------------------------------------------------

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave():
            super().closeEvent(event)
        else:
            event.ignore()

    @override
    def reject(self) -> None:
        if self._may_leave():
            super().reject()

    def _may_leave(self) -> bool:
        """Whether nothing would be lost; asks otherwise."""
        if self._leaving or self.editing.saved:
            return True
        self.context.messages.ask(
            self.tr("Close without saving?"),
            self.tr("What you changed in “{name}” is not saved.").format(name=self.editing.design.name),
            self.tr("Close without saving"),
            self.leave,
            danger=True,
        )
        return False

    @Slot()
    def leave(self) -> None:
        """Closes without saving."""
        self.keeper.forget()
        self._leaving = True
        self.close()

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        name = self.editing.design.name
        mark = "" if self.editing.saved else " •"
        self.title.setText(f"{name}{mark}")
        self.setWindowTitle(self.tr("Design: {name}").format(name=name))
        self.save_button.setText(self.tr("Save") if self.editing.own else self.tr("Save as your own…"))
        self.save_button.setEnabled(not self.context.read_only)
        self.save_button.setToolTip(self.tr("This file can only be read") if self.context.read_only else "")

    @Slot(int)
    def _zoomed(self, percent: int) -> None:
        self.zoom.setText(f"{percent} %")
        self.zoom.setAccessibleName(self.tr("Zoom: {n} %, click for 100 %").format(n=percent))

    @Slot()
    def _filled(self) -> None:
        boxes = {"picture": self.picture, "logo": self.logo}
        self.editing.leave_out([name for name, box in boxes.items() if not box.isChecked()])

    @Slot(bool)
    def _wear(self, on: bool) -> None:  # noqa: FBT001 - Qt's own
        self.editing.wear(brand=on)

    @Slot(int)
    def _count(self, number: int) -> None:
        title = self.tr("To look at ({n})").format(n=number) if number else self.tr("To look at")
        self.tabs.setTabText(self.tabs.indexOf(self.findings), title)

    @Slot()
    def _open_content(self) -> None:
        self.tabs.setCurrentIndex(0)
        self.frame_form.content.begin()

    # --- building ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.canvas.zoomed.connect(self._zoomed)
        self.canvas.opened.connect(self._open_content)
        self.findings.counted.connect(self._count)
        self._count(len(self.findings.found))
        self.editing.stack.cleanChanged.connect(self._say)
        for name, box in (("picture", self.picture), ("logo", self.logo)):
            box.setChecked(name not in self._opened.left_out)
            box.toggled.connect(self._filled)
        self.brand.toggled.connect(self._wear)
        self.guides.setChecked(True)
        self.guides.toggled.connect(self.canvas.show_guides)
        self.canvas.guides_wanted.connect(self.guides.click)
        self.commands.fill_menu(self.canvas, _MENU)
        self.commands.fill_menu(self.layers, _EDIT)
        for keys, slot in (
            ("Ctrl+S", self._save),
            ("Ctrl++", self.canvas.zoom_in),
            ("Ctrl+=", self.canvas.zoom_in),
            ("Ctrl+-", self.canvas.zoom_out),
            ("Ctrl+0", self.canvas.fit),
            ("Ctrl+1", self.canvas.zoom_natural),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _lay_out(self) -> None:
        theme = self.context.theme
        aligning = tuple(f"align-{side}" for side in _ALIGN)
        tools = self.commands.bar((*_TOOLS, *aligning, "distribute-across", "distribute-down"), theme, wraps=True)
        head = row(self.title, self.commands.bar(("undo", "redo"), theme), spacing=12)
        head.setStretch(0, 1)
        for each in (self.more, button(self.tr("Close"), self.close), self.save_button):
            head.addWidget(each)
        adding = self.commands.bar(tuple(f"add-{kind}" for kind in _ADD), theme)
        left = QWidget()
        layers = column(label(self.tr("Add"), "section"), adding, label(self.tr("Layers"), "section"), spacing=6)
        layers.addWidget(self.layers, 1)
        left.setLayout(layers)
        left.setFixedWidth(LAYERS_WIDTH)
        self.tabs.setDocumentMode(True)
        self.tabs.setFixedWidth(SETTINGS_WIDTH)
        self.tabs.setAccessibleName(self.tr("Settings"))
        for panel, title in (
            (self.frame_form, self.tr("Frame")),
            (self.design_form, self.tr("Design")),
            (self.findings, self.tr("To look at")),
        ):
            self.tabs.addTab(panel, title)
        middle = column(tools, spacing=8)
        middle.addWidget(self.canvas, 1)
        middle.addLayout(self._zoom_row())
        beside = row(left, spacing=14)
        beside.addLayout(middle, 1)
        beside.addWidget(self.tabs)
        self.left.layout_.addWidget(button(self.tr("Take it up"), self._take_up))
        self.left.layout_.addWidget(button(self.tr("Forget it"), self._let_go, kind="flat"))
        whole = column(head, self.left, spacing=10)
        whole.addLayout(beside, 1)
        whole.addWidget(self.previews)
        whole.setContentsMargins(18, 14, 18, 14)
        self.setLayout(whole)

    def _brand_box(self) -> QCheckBox:
        """Takes the brand off that the design is shown in, and puts it on again; only there where it wears one."""
        name = self.editing.worn.brand.name if self.editing.worn else ""
        short = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 160).replace("&", "&&")
        box = QCheckBox(self.tr("Brand “{name}”").format(name=short))
        box.setToolTip(self.tr("Shown in this brand; the design itself keeps its own look."))
        box.setChecked(bool(name))
        if not name:
            box.hide()
        return box

    def _zoom_row(self) -> QHBoxLayout:
        theme = self.context.theme
        shown, boxes = QWidget(), Flow(spacing=6)
        for each in (label(self.tr("Shown with"), "caption"), self.picture, self.logo, self.brand, self.guides):
            boxes.addWidget(each)
        shown.setLayout(boxes)
        made = row(
            shown,
            icon_button(self.tr("Zoom out"), "minus", theme, self.canvas.zoom_out),
            self.zoom,
            icon_button(self.tr("Zoom in"), "plus", theme, self.canvas.zoom_in),
            icon_button(self.tr("Whole page"), "fit", theme, self.canvas.fit),
            spacing=6,
        )
        made.setStretch(0, 1)
        return made


def _read_picture(file: Path) -> tuple[bytes, QImage]:
    """A picture re-encoded, and its pixels. Runs on a worker thread.

    Raises:
        BadInput: when it is no picture that can be used.
    """
    from affiliate_desktop.studio.pictures import checked_picture, open_picture

    image = open_picture(file)
    return checked_picture(file.read_bytes(), file.name), image
