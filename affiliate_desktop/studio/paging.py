"""Pages that a printer or a preview is given one at a time, so that thousands of them take no more room than one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of one job.

    Attributes:
        count: how many there are.
        paint: paints one, counted from 0, onto a painter that is open on the device.
    """

    count: int
    paint: "Callable[[int, QPainter], object]"
