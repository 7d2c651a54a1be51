"""What the import dialog is at, and how far."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from affiliate_desktop.gui.jobs import Jobs, LabelledProgress, Step
from affiliate_desktop.gui.parts import label, row


class ProgressLine(QWidget):
    """One job at a time: a newer one stops the one before.

    Args:
        jobs: run it.
    """

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._progress: LabelledProgress | None = None
        self.bar, self.doing = QProgressBar(), label("", "muted")
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(180, 6)
        self.bar.hide()
        self.setLayout(row(self.bar, self.doing))
        jobs.stepped.connect(self._stepped)

    def begin(self, text: str) -> LabelledProgress:
        """Progress for a new job."""
        self.cancel()
        self._progress = self._jobs.progress(text)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.doing.setText(text)
        return self._progress

    def end(self) -> None:
        """The job is over."""
        self._progress = None
        self.bar.hide()
        self.doing.setText("")

    def cancel(self) -> None:
        """Asks the job to stop."""
        if self._progress is not None:
            self._progress.cancel()

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if self._progress is not None and step.number == self._progress.number:
            self.bar.setRange(0, step.total or 0)
            self.bar.setValue(step.done)
