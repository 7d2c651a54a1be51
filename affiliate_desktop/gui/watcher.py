"""Watches the folder that the user chose in Settings, and offers new files above the page; it imports none itself."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QTimer, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy

from affiliate_desktop.core.changes import Changes, Kind
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import button, icon_button, label, restyle, row
from affiliate_desktop.gui.theme import Theme

if TYPE_CHECKING:  # the window is painted before these are imported
    from affiliate_desktop.statements.watching import Offer, Scan
    from affiliate_desktop.workspace.settings import Settings

SCAN_MS = 60_000
"""Between two looks where nothing was heard: network folders say nothing of their own accord."""
SOON_MS = 2_500
"""After something was heard, and while a file is being written."""
SHOWN = 3


class WatchBanner(QFrame):
    """Offers new files, or says why the folder can't be watched; hidden while there is nothing to say.

    Args:
        theme: tints the icon of the closing button.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._context: Context | None = None
        self._folder: Path | None = None
        self._since = 0.0
        self._scan: Scan | None = None
        self._offers: tuple[Offer, ...] = ()
        self._put_off: set[str] = set()
        self._trouble = ""
        self.setProperty("kind", "banner")
        self.setProperty("tone", "info")
        self.text = label("", wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.import_button = button(self.tr("Import…"), self._import, kind="primary")
        self.ignore_button = button(self.tr("Ignore"), self._ignore)
        self.close_button = icon_button(self.tr("Not now"), "close", theme, self._not_now)
        outer = row(self.text, self.import_button, self.ignore_button, self.close_button, spacing=8)
        outer.setContentsMargins(14, 6, 8, 6)
        self.setLayout(outer)
        self.hide()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._heard)
        self._slow, self._soon = QTimer(self), QTimer(self)
        self._slow.setInterval(SCAN_MS)
        self._slow.timeout.connect(self.look)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)

    # --- which folder ------------------------------------------------------------------------------------------

    def begin(self, context: Context) -> None:
        """Watches for a workspace, where its settings say so."""
        self.stop()
        self._context = context
        if not context.read_only:
            context.changed.connect(self._changed)
            context.jobs.read(context.app.preferences.load, self._set)

    def stop(self) -> None:
        """Watches no more."""
        self._watch(None, 0.0)
        self._context = None

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._context is None:
            return
        if changes.touches(Kind.SETTING):
            self._context.jobs.read(self._context.app.preferences.load, self._set)
        elif changes.touches(Kind.STATEMENT):
            self.look()

    @Slot(object)
    def _set(self, settings: "Settings") -> None:
        if self._context is None:
            return
        folder = Path(settings.watch_folder) if settings.watch_folder else None
        since = datetime.fromisoformat(settings.watch_since).timestamp() if settings.watch_since else 0.0
        if (folder, since) != (self._folder, self._since):
            self._watch(folder, since)
        elif folder is not None:
            self.look()

    def _watch(self, folder: Path | None, since: float) -> None:
        self._folder, self._since = folder, since
        self._scan, self._offers, self._put_off, self._trouble = None, (), set(), ""
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        self._soon.stop()
        self._slow.stop()
        self.hide()
        if folder is not None:
            self._slow.start()
            self.look()

    # --- looking -----------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Looks into the folder, off the window's thread."""
        if self._context is None or self._folder is None:
            return
        work = partial(self._context.app.watching.scan, self._folder, self._since, self._scan)
        self._context.jobs.read(work, partial(self._found, self._folder), partial(self._failed, self._folder))

    @Slot(str)
    def _heard(self, _folder: str) -> None:
        self._soon.start()

    @Slot(object, object)
    def _found(self, folder: Path, scan: "Scan") -> None:
        if folder != self._folder:
            return
        if str(folder) not in self._watcher.directories():
            self._watcher.addPath(str(folder))
        self._scan, self._trouble = scan, ""
        self._offers = tuple(offer for offer in scan.offers if offer.sha256 not in self._put_off)
        if scan.waiting:
            self._soon.start()
        self._show()

    @Slot(object, object)
    def _failed(self, folder: Path, problem: BaseException) -> None:
        if folder != self._folder:
            return
        said = words(problem)
        if said != self._trouble:
            self._trouble, self._offers, self._scan = said, (), None
            self._show()

    def _show(self) -> None:
        offers = self._offers
        for each in (self.import_button, self.ignore_button):
            each.setVisible(bool(offers))
        restyle(self, "tone", "warning" if self._trouble else "info")
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.text.setText(self._trouble or self._words(offers))
        self.setVisible(bool(self._trouble or offers))

    def _words(self, offers: "tuple[Offer, ...]") -> str:
        if not offers or self._folder is None or self._context is None:
            return ""
        names = ", ".join(f"“{offer.path.name}”" for offer in offers[:SHOWN])
        if len(offers) > SHOWN:
            names = self.tr("{names} and {count} more").format(names=names, count=len(offers) - SHOWN)
        if len(offers) == 1 and offers[0].what:
            whose = self._context.app.programs.network_catalog.name_of(offers[0].what)
            text = self.tr("New in {folder}: {names}, {whose}")
            return text.format(folder=self._folder.name, names=names, whose=whose)
        return self.tr("New in {folder}: {names}").format(folder=self._folder.name, names=names)

    # --- answers -----------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        """Shows the files in the import dialog; what is not imported there is offered again at the next start."""
        offers = self._offers
        self._not_now()
        if self._context is not None and offers:
            self._context.go("statements", "import", files=tuple(offer.path for offer in offers))

    @Slot()
    def _ignore(self) -> None:
        if self._context is None or not self._offers:
            return
        work = partial(self._context.app.watching.ignore, self._offers)
        said = self.tr("It will not be offered again") if len(self._offers) == 1 else self.tr("Ignored")
        self._context.jobs.write(work, said=said, undoable=True)

    @Slot()
    def _not_now(self) -> None:
        self._put_off |= {offer.sha256 for offer in self._offers}
        self._offers = ()
        self.hide()
