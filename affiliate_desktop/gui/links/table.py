"""The table of links: copying rows copies their addresses."""

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.table_view import RecordTable
from affiliate_desktop.gui.tables import as_csv


class LinkTable(RecordTable[LinkRow]):
    """A table of links.

    Signals:
        copied(int): that many addresses are on the clipboard.
    """

    copied = Signal(int)

    @override
    @Slot()
    def copy(self) -> None:
        rows = self.selected()
        if not rows:
            return
        data = QMimeData()
        data.setText("\n".join(row.link.url for row in rows))
        titles = [self.tr("Name"), self.tr("Campaign"), self.tr("Network"), self.tr("Reference"), self.tr("Link")]
        cells = [
            [row.link.name, row.campaign, row.network, row.link.click_reference or "", row.link.url] for row in rows
        ]
        data.setData("text/csv", as_csv(titles, cells).encode())
        QGuiApplication.clipboard().setMimeData(data)
        self.copied.emit(len(rows))
