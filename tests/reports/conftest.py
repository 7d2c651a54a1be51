"""Writing summaries made by hand, and reading a PDF back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.reports.model import Summary
from affiliate_desktop.reports.pdf import SummaryDocument
from affiliate_desktop.reports.typesetting import Typesetter

Pages = list[str]
Printer = Callable[..., Pages]


@pytest.fixture(scope="session", autouse=True)
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cuts the fonts once for all tests of this room, into a folder of their own."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    Typesetter()
    yield
    patch.undo()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a report is written."""
    return tmp_path / "summary.pdf"


@pytest.fixture
def printed(file: Path, clock: FixedClock) -> Printer:
    """Writes a summary and returns the text of its pages."""

    def write(summary: Summary, paper: str = "A4", name: str = "My shop") -> Pages:
        SummaryDocument(summary, paper, clock, name, Progress()).write(file)
        return texts(file)

    return write


def texts(file: Path) -> Pages:
    """The text of each page, with one kind of line end."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()
