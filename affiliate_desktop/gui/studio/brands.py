"""The list of brands: what is kept, and forms to add, change and remove."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.parts import Banner, button, column, label, row
from affiliate_desktop.gui.studio.brand_form import COLORS, BrandDialog
from affiliate_desktop.studio.frames import Brand

_EDGE, _ACROSS = 22, 66


class BrandsDialog(QDialog):
    """Shows the brands. Show it with ``open()``; it frees itself when it is closed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._brands: tuple[Brand, ...] = ()
        self._chosen = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Brands"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Brands"))
        self.list.setIconSize(QSize(_ACROSS, _EDGE))
        self.list.setSpacing(2)
        self.none = label(self.tr("No brand yet. Add one, or keep a design's look as a brand in the editor."), "muted")
        self.none.setWordWrap(True)
        self.gone = Banner("info")
        self.add = button(self.tr("New brand…"), self._new, kind="primary")
        self.edit = button(self.tr("Edit…"), self._edit)
        self.remove = button(self.tr("Remove"), self._remove)
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.itemActivated.connect(self._edit)
        context.changed.connect(self._look_again)
        context.theme.changed.connect(self._show)
        self._enable()
        self._load()

    @property
    def brands(self) -> tuple[Brand, ...]:
        """What is shown."""
        return self._brands

    @Slot(object)
    def _look_again(self, changes: Changes) -> None:
        if changes.touches(Kind.DESIGN):
            self._load()

    def _load(self) -> None:
        self._context.jobs.read(self._context.app.designs.brands, self._take)

    @Slot(object)
    def _take(self, brands: tuple[Brand, ...]) -> None:
        self._brands = brands
        self._show()

    @Slot()
    def _show(self) -> None:
        self.list.clear()
        for brand in self._brands:
            item = QListWidgetItem(_swatches(brand, self._context.theme.colors.edge), brand.name)
            item.setToolTip(" · ".join([*brand.colors.values(), *brand.fonts.values()]))
            self.list.addItem(item)
        ids = [brand.id for brand in self._brands]
        if ids:
            self.list.setCurrentRow(ids.index(self._chosen) if self._chosen in ids else 0)
        self.list.setVisible(bool(ids))
        self.none.setVisible(not ids)
        self._enable()

    def _brand(self) -> Brand | None:
        at = self.list.currentRow()
        return self._brands[at] if 0 <= at < len(self._brands) else None

    @Slot()
    def _enable(self) -> None:
        brand = self._brand()
        self._chosen = brand.id if brand is not None else self._chosen
        for each in (self.edit, self.remove):
            each.setEnabled(brand is not None and not self._context.read_only)
        self.add.setEnabled(not self._context.read_only)

    @Slot()
    def _new(self) -> None:
        self._open(None)

    @Slot()
    def _edit(self) -> None:
        brand = self._brand()
        if brand is not None and not self._context.read_only:
            self._open(brand)

    def _open(self, brand: Brand | None) -> None:
        dialog = BrandDialog(self._context, self, brand)
        dialog.saved.connect(self._saved)
        dialog.open()

    @Slot(object)
    def _saved(self, done: object) -> None:
        self.gone.say("")
        self._chosen = getattr(getattr(done, "value", None), "id", 0)

    @Slot()
    def _remove(self) -> None:
        brand = self._brand()
        if brand is not None:
            work = partial(self._context.app.designs.remove_brand, brand.id)
            self._context.jobs.write(work, partial(self._removed, brand.name))

    @Slot(object)
    def _removed(self, name: str, _done: object) -> None:
        text = self.tr("“{name}” was removed. Designs that were made with it stay as they are.")
        self.gone.say(text.format(name=name))

    @Slot()
    def _bring_back(self) -> None:
        self.gone.say("")
        self._context.undo()

    def _lay_out(self) -> None:
        hint = self.tr("Colors, fonts and a logo of one sender. In the editor a click puts them into a design.")
        self.gone.layout_.addWidget(button(self.tr("Undo"), self._bring_back))
        whole = column(label(self.tr("Brands"), "title"), label(hint, "muted", wrap=True), self.gone, spacing=12)
        whole.addWidget(self.none)
        whole.addWidget(self.list, 1)
        whole.addStretch(0)
        close = button(self.tr("Close"), self.accept)
        whole.addLayout(row(self.add, self.edit, self.remove, 1, close))
        whole.setContentsMargins(24, 20, 24, 20)
        self.setLayout(whole)
        self.resize(560, 440)


def _swatches(brand: Brand, edge: str) -> QIcon:
    """The colors of a brand, those that it does not name hatched."""
    picture = QPixmap(_ACROSS * 2, _EDGE * 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(edge))
    shown: Sequence[str] = [brand.colors.get(name, "") for name in COLORS]
    for at, color in enumerate(shown):
        painter.setBrush(QColor(color) if color else Qt.BrushStyle.BDiagPattern)
        painter.drawRoundedRect(QRectF(at * _EDGE * 2 + 2, 3, _EDGE * 2 - 6, _EDGE * 2 - 6), 8, 8)
    painter.end()
    picture.setDevicePixelRatio(2)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # else the style tints it, and colors have to be seen as they are
    return icon
