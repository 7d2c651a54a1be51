"""Keyboard shortcuts, and what the program is made of."""

import sys
from importlib import metadata

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QPlainTextEdit, QScrollArea, QWidget

from affiliate_desktop import __version__
from affiliate_desktop.gui.parts import button, column, label, row

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0-only"),
    ("SQLAlchemy", "MIT"),
    ("alembic", "MIT"),
    ("reportlab", "BSD-3-Clause"),
    ("qrcode", "BSD-3-Clause"),
    ("zxing-cpp", "Apache-2.0"),
    ("pypdfium2", "Apache-2.0 or BSD-3-Clause"),
    ("pikepdf", "MPL-2.0"),
    ("python-calamine", "MIT"),
    ("ada-url", "Apache-2.0 or MIT"),
    ("Babel", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("pyqtgraph", "MIT"),
    ("numpy", "BSD-3-Clause"),
    ("charset-normalizer", "MIT"),
    ("filelock", "MIT"),
    ("click", "BSD-3-Clause"),
    ("fontpkg-noto-sans", "OFL-1.1"),
    ("fonttools", "MIT"),
)
"""What ships with the program, and its licence."""


class ShortcutsDialog(QDialog):
    """All commands that have a key."""

    def __init__(self, parent: QWidget, actions: list[QAction]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setObjectName("shortcuts")
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(9)
        pairs = [(str(action.property("plain")), action.shortcut()) for action in actions]
        shown = [
            (text, keys.toString(QKeySequence.SequenceFormat.NativeText)) for text, keys in pairs if not keys.isEmpty()
        ]
        shown += [
            (self.tr("Copy selected rows"), "Ctrl+C"),
            (self.tr("Open the selected row"), self.tr("Enter")),
            (self.tr("Save a form"), "Ctrl+Enter"),
            (self.tr("Save what the studio shows"), "Ctrl+S"),
            (self.tr("Print flyers or labels"), "Ctrl+Shift+P"),
            (self.tr("Close a form"), self.tr("Esc")),
        ]
        for at, (text, keys) in enumerate(shown):
            grid.addWidget(label(text), at, 0)
            grid.addWidget(label(keys, "muted"), at, 1, Qt.AlignmentFlag.AlignRight)
        inside = QWidget()
        inside.setLayout(column(grid, 1, margin=4))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName(self.windowTitle())
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        self.setLayout(column(label(self.windowTitle(), "title"), scroll, row(1, close), spacing=14, margin=22))
        self.resize(460, 560)


class AboutDialog(QDialog):
    """Version, licence, and the libraries with theirs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Affiliate Desktop"))
        versions = self.tr("Version {version} · Python {python} · Qt {qt}").format(
            version=__version__, python=sys.version.split()[0], qt=qVersion()
        )
        licence = self.tr(
            "Free software under the MIT licence. It uses Qt through PySide6 under the LGPL, version 3: you may "
            "replace these libraries by versions of your own. It sends nothing anywhere and looks for no updates."
        )
        listing = QPlainTextEdit("\n".join(_lines()))
        listing.setReadOnly(True)
        listing.setAccessibleName(self.tr("Libraries and their licences"))
        close = button(self.tr("Close"), self.accept)
        close.setDefault(True)
        parts = column(label(self.tr("Affiliate Desktop"), "title"), label(versions, "muted"), spacing=6, margin=22)
        parts.addSpacing(6)
        for widget in (label(licence, wrap=True), label(self.tr("Libraries and their licences"), "section"), listing):
            parts.addWidget(widget)
        parts.addLayout(row(1, close))
        self.setLayout(parts)
        self.resize(520, 520)


def _lines() -> list[str]:
    lines = []
    for name, licence in LIBRARIES:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        lines.append(f"{name} {version}: {licence}")
    return lines
