"""Settings of the open workspace: paper, theme, disclosure line; its file; its backups."""

from functools import partial

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtWidgets import QDialog, QTabWidget, QWidget

from affiliate_desktop.core.changes import Done
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import Form
from affiliate_desktop.gui.messages import words
from affiliate_desktop.gui.parts import Banner, button, column, label, row
from affiliate_desktop.gui.settings.backups import BackupsTab
from affiliate_desktop.gui.settings.folder_field import FolderField
from affiliate_desktop.reports.model import PAPERS
from affiliate_desktop.workspace.check import CheckReport, check
from affiliate_desktop.workspace.settings import Settings

TABS = ("general", "workspace", "backups")


class SettingsDialog(QDialog):
    """What the user can choose. Changes of *General* are saved with its button.

    Args:
        context: the open workspace.
        parent: the window.
        tab: ``general``, ``workspace`` or ``backups``.
    """

    def __init__(self, context: Context, parent: QWidget, tab: str = "general") -> None:
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.paper = ChoiceBox([(name, name) for name in PAPERS])
        self.theme = ChoiceBox(
            [("system", self.tr("Like the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        )
        self.disclosure = LongText(2)
        self._was_watched = ""
        self.trouble = Banner("danger")
        self.form = Form()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.addTab(self._general(), self.tr("General"))
        self.tabs.addTab(self._workspace(), self.tr("Workspace"))
        self.backups = BackupsTab(context)
        self.tabs.addTab(self.backups, self.tr("Backups"))
        self.tabs.setCurrentIndex(TABS.index(tab))
        self.tabs.currentChanged.connect(self._tab_changed)
        self.save_button = button(self.tr("Save"), self._save, kind="primary")
        self.close_button = button(self.tr("Close"), self.reject)
        buttons = row(1, self.close_button, self.save_button)
        self.setLayout(column(label(self.windowTitle(), "title"), self.tabs, buttons, margin=24))
        self.resize(640, 560)
        self._tab_changed()
        context.jobs.read(context.app.preferences.load, self._show)

    def _general(self) -> QWidget:
        self.form.add("theme", self.tr("Theme"), self.theme)
        self.form.add("paper", self.tr("Paper"), self.paper, self.tr("For flyers and summaries."))
        hint = self.tr("Printed on flyers, so that people know that the link earns a commission.")
        self.form.add("disclosure", self.tr("Disclosure line"), self.disclosure, hint)
        self.watch = FolderField(self.context, self.tr("Watch a folder"))
        hint = self.tr("New statements in it, such as your downloads, are offered; nothing is imported by itself.")
        self.form.add("watch", self.tr("Watched folder"), self.watch, hint)
        page = QWidget()
        page.setLayout(column(self.trouble, self.form, 1, spacing=12))
        page.layout().setContentsMargins(0, 16, 0, 0)  # type: ignore[union-attr]
        return page

    def _workspace(self) -> QWidget:
        path = self.context.app.workspace.path
        where = label(str(path), wrap=True)
        where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        size = label(self.context.formats.size(path.stat().st_size), "muted")
        about = self.tr("Everything is in this one file: links, earnings, pictures and the statements themselves.")
        self.verdict = Banner("success")
        self.check_button = button(self.tr("Check the file"), self._check)
        reveal = button(self.tr("Open the folder"), self._reveal, kind="flat")
        page = QWidget()
        buttons = row(self.check_button, reveal, 1)
        parts = (label(about, "muted", wrap=True), where, size, self.verdict)
        page.setLayout(column(*parts, buttons, 1, spacing=12))
        page.layout().setContentsMargins(0, 16, 0, 0)  # type: ignore[union-attr]
        return page

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        self.paper.set_value(settings.paper)
        self.theme.set_value(settings.theme)
        self.disclosure.setPlainText(settings.disclosure)
        self._was_watched = settings.watch_folder
        self.watch.show_folder(settings.watch_folder)

    @Slot()
    def _tab_changed(self, _index: int = 0) -> None:
        self.save_button.setVisible(self.tabs.currentIndex() == 0)
        self.save_button.setEnabled(not self.context.read_only)

    @Slot()
    def _save(self) -> None:
        self.trouble.say("")
        work = partial(
            self.context.app.preferences.save,
            paper=str(self.paper.value()),
            theme=str(self.theme.value()),
            disclosure=self.disclosure.toPlainText().strip(),
            **self._watched(),
        )
        self.context.jobs.write(work, self._saved, self._failed, said=self.tr("Settings saved"))

    def _watched(self) -> dict[str, str]:
        """The watched folder; another one is watched from now on."""
        folder = self.watch.folder()
        if folder == self._was_watched:
            return {}
        return {"watch_folder": folder, "watch_since": self.context.app.clock.now().isoformat() if folder else ""}

    @Slot(object)
    def _saved(self, done: Done[Settings]) -> None:
        self.context.theme.choose(done.value.theme)
        QSettings().setValue("window/theme", done.value.theme)
        self.accept()

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        self.trouble.say(words(problem))

    @Slot()
    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self.context.jobs.read(partial(check, self.context.app.workspace), self._checked)

    @Slot(object)
    def _checked(self, report: CheckReport) -> None:
        self.check_button.setEnabled(True)
        if report.ok:
            self.verdict.say(self.tr("The file is sound."), "success")
        else:
            self.verdict.say("\n".join(report.findings), "danger")

    @Slot()
    def _reveal(self) -> None:
        self.context.messages.reveal(self.context.app.workspace.path.parent)
