"""Pictures of every page, two sizes, light and dark, on sample data: python -m tests.gui.screenshots FOLDER."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.mkdtemp(prefix="affiliate-screens-")
os.environ["HOME"] = _HOME
for _name in ("DATA", "CONFIG", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = f"{_HOME}/{_name.lower()}"

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, QTimer  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from affiliate_desktop.app import App  # noqa: E402
from affiliate_desktop.core.progress import Progress  # noqa: E402
from affiliate_desktop.gui.application import make_application  # noqa: E402
from affiliate_desktop.gui.audit.audit_tab import AuditTab  # noqa: E402
from affiliate_desktop.gui.context import Context  # noqa: E402
from affiliate_desktop.gui.jobs import Jobs  # noqa: E402
from affiliate_desktop.gui.sidebar import PAGES  # noqa: E402
from affiliate_desktop.gui.table_view import RecordTable  # noqa: E402
from affiliate_desktop.gui.theme import Theme  # noqa: E402
from affiliate_desktop.gui.welcome import Welcome  # noqa: E402
from affiliate_desktop.gui.window import Window  # noqa: E402

SIZES = {"1280": QSize(1280, 800), "1920": QSize(1920, 1080)}


def wait(milliseconds: int) -> None:
    """Lets the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def settle(jobs: Jobs) -> None:
    """Waits until everything that was asked for is shown."""
    deadline = QDeadlineTimer(20_000)
    wait(200)
    while jobs.busy and not deadline.hasExpired():
        wait(50)
    wait(250)


def show(window: Window, page: str) -> None:
    """Shows a page, or the first screen."""
    if page != "welcome":
        window.show_page(page)
    elif window.context is not None:
        window.show_instead(Welcome(window.context))


def select_first(page: object) -> None:
    """Selects the first row, so that the panel beside a list is seen."""
    table = getattr(page, "table", None)
    if isinstance(table, RecordTable) and table.model().rowCount():
        table.selectRow(0)


def audit_last(window: Window) -> None:
    """Runs the audit of the last program of the sample, in which a row was paid wrongly."""
    tab = next(iter(window.findChildren(AuditTab)))
    tab.program.setCurrentIndex(tab.program.count() - 1)
    tab.run_button.click()


def shoot(window: QWidget, file: Path) -> None:
    """Saves a picture of the window."""
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    picture.save(str(file), "PNG", 0)  # type: ignore[call-overload]
    sys.stdout.write(f"{file}\n")


def sample_app(folder: Path, *, empty: bool) -> App:
    """Sample data in a file of its own."""
    folder = folder / "Documents"
    app = App.open(folder / ("Empty.affiliate" if empty else "Trail and Kettle.affiliate"))
    if not empty:
        from affiliate_desktop.kits.sample import build_sample

        build_sample(app, Progress())
    app.preferences.save(first_run_done=True)
    return app


def main() -> None:
    """Reads the command line and makes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", choices=(*PAGES, "welcome"))
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--theme", action="append", choices=("light", "dark"))
    parser.add_argument("--empty", action="store_true", help="an empty workspace")
    parser.add_argument("--select", action="store_true", help="with the first row of each list selected")
    asked = parser.parse_args()
    application: QApplication = make_application()
    theme, jobs = Theme(application), Jobs(application)
    app = sample_app(Path(_HOME), empty=asked.empty)
    window = Window(theme, jobs)
    window.use(Context(app, jobs, window.messages, theme, window))
    for choice in asked.theme or ("light", "dark"):
        theme.choose(choice)
        for size in asked.size or SIZES:
            window.resize(SIZES[size])
            window.show()
            for page in asked.page or PAGES:
                show(window, page)
                settle(jobs)
                if asked.select and page == "audit":
                    audit_last(window)
                    settle(jobs)
                elif asked.select:
                    select_first(window.page)
                    settle(jobs)
                shoot(window, asked.folder / f"{page}-{choice}-{size}.png")
    jobs.drain()
    window.leave()
    app.close()
    window.close()


if __name__ == "__main__":
    main()
