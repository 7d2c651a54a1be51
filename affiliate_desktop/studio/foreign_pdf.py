"""Pages of somebody's PDF as pixels, by a child process with limited memory and time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from affiliate_desktop.core.problems import BadInput

WALL_SECONDS = 40
MAX_PIXELS = 40_000_000
CHILD_FLAG = "--show-pdf-page"
"""How a frozen program is told to be the child: its ``__main__`` runs ``page_child.main`` on what follows."""


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page.

    Attributes:
        pages: how many the file has.
        width, height: in points.
        dpi: what it was rendered at: less than asked for where the page is very large.
    """

    pages: int
    width: float
    height: float
    dpi: float
    image: QImage


def open_page(content: bytes, name: str, page: int, dpi: float) -> ForeignPage:
    """Renders a page of a PDF.

    Args:
        content: of the file.
        name: of the file, for messages.
        page: from 0.
        dpi: to render at, less for a page of more than 40 million pixels.

    Raises:
        BadInput: when it is damaged, protected, has no such page, or asks for too much memory or time.
    """
    command = [*child_command(), str(page), str(dpi), str(MAX_PIXELS)]
    try:
        answer = subprocess.run(  # noqa: S603 - this very Python, with a file of ours
            command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    line, _, pixels = answer.stdout.partition(b"\n")
    if answer.returncode != 0 or not line:
        raise _too_much(name)
    head = json.loads(line)
    if "problem" in head:
        raise BadInput("pdf_broken", "“{file}” is damaged or protected by a password.", file=name)
    if "pixels" not in head:
        raise BadInput("pdf_empty", "“{file}” has no page {page}.", file=name, page=page + 1)
    columns, rows, stride = head["pixels"]
    image = QImage(pixels, columns, rows, stride, QImage.Format.Format_RGB32).copy()
    return ForeignPage(head["pages"], head["width"], head["height"], head["dpi"], image)


def child_command() -> list[str]:
    """What starts the child: this Python with the child's own file, or the frozen program with a flag."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-I", str(Path(__file__).with_name("page_child.py"))]


def _too_much(name: str) -> BadInput:
    return BadInput("pdf_too_much", "“{file}” asks for more memory or time than a page should need.", file=name)
