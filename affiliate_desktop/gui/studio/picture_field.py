"""A place for one picture: dropped there, or chosen from a file; what is wrong with it is said by its form row."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel
from typing_extensions import override

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Elided, button, icon_button, restyle, row

_THUMB = 40
_LARGE = 1600
"""Pixels an edge above which previews are drawn from a smaller copy."""


@dataclass(frozen=True)
class Loaded:
    """A picture that can be used.

    Attributes:
        file: the user's own; copy: what previews are drawn from.
        thumb: a small one to show.
    """

    file: Path
    copy: Path
    thumb: QImage


class PictureField(QFrame):
    """One optional picture.

    Signals:
        changed(): another picture, or none any more.
        refused(str): why the file that was dropped or chosen can't be used; empty when it can.

    Args:
        context: the open workspace.
        folder: where smaller copies for previews may be put.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__()
        self._context, self._folder = context, folder
        self._loaded: Loaded | None = None
        self._number = 0
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.thumb = QLabel()
        self.thumb.setFixedSize(QSize(_THUMB, _THUMB))
        self.thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Elided("", "hint")
        self.choose = button(self.tr("Choose…"), self._ask)
        self.remove = icon_button(self.tr("Take the picture out"), "close", context.theme, self.clear)
        self.setFocusProxy(self.choose)
        layout = row(self.thumb, spacing=8, margin=8)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.remove)
        self.setLayout(layout)
        context.theme.changed.connect(self._show)
        self._show()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.choose.setAccessibleName(self.tr("{name}: choose a file").format(name=name))
        self.remove.setAccessibleName(self.tr("{name}: take it out").format(name=name))

    def file(self) -> Path | None:
        """The user's picture."""
        return self._loaded.file if self._loaded else None

    def preview_file(self) -> Path | None:
        """The same picture, small enough to be drawn at each key stroke."""
        return self._loaded.copy if self._loaded else None

    @Slot()
    def clear(self) -> None:
        """Takes the picture out."""
        self._loaded = None
        self._show()
        self.refused.emit("")
        self.changed.emit()

    @Slot(object)
    def take(self, file: Path) -> None:
        """Looks at a file, and shows it when it is a picture."""
        self._number += 1
        copy = self._folder / f"{id(self)}-{self._number}"
        self._context.jobs.read(partial(_load, file, copy), self._took, self._failed)

    @Slot(object)
    def _took(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._show()
        self.refused.emit("")
        self.changed.emit()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Problem):
            self.refused.emit(words(problem))
        else:
            self._context.messages.problem(problem)

    @Slot()
    def _ask(self) -> None:
        filters = self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.svg)")
        self._context.messages.ask_open(self.tr("Choose a picture"), filters, self.take)

    @Slot()
    def _show(self) -> None:
        loaded = self._loaded
        if loaded is None:
            self.thumb.setPixmap(self._context.theme.pixmap("picture", self._context.theme.colors.muted, 22, 2.0))
            self.name.setText(self.tr("Drop a picture here"))
        else:
            pixmap = QPixmap.fromImage(loaded.thumb)
            pixmap.setDevicePixelRatio(2)
            self.thumb.setPixmap(pixmap)
            self.name.setText(loaded.file.name)
        self.remove.setVisible(loaded is not None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            restyle(self, "over", "true")

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "over", "false")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "over", "false")
        file = _dropped(event)
        if file:
            event.acceptProposedAction()
            self.take(file)


def _dropped(event: QDropEvent) -> Path | None:
    """The first local file of a drop."""
    return next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)


def _load(file: Path, copy: Path) -> Loaded:
    """Runs on a worker thread.

    Raises:
        BadInput: when it is no picture that can be used.
    """
    from affiliate_desktop.studio.pictures import open_picture

    image = open_picture(file)
    smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.KeepAspectRatio
    thumb = image.scaled(_THUMB * 2, _THUMB * 2, keep, smooth)
    if max(image.width(), image.height()) <= _LARGE:
        return Loaded(file, file, thumb)
    copy = copy.with_suffix(".png" if image.hasAlphaChannel() else ".jpg")
    made = image.scaled(_LARGE, _LARGE, keep, smooth).save(str(copy), quality=90)
    return Loaded(file, copy if made else file, thumb)
