"""Papers, upright, in millimeters (ISO 216; ANSI/ASME Y14.1 and US Legal)."""

from collections.abc import Mapping
from types import MappingProxyType

from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import Paper

PAPER_MM: Mapping[Paper, tuple[float, float]] = MappingProxyType(
    {
        Paper.A3: (297.0, 420.0),
        Paper.A4: (210.0, 297.0),
        Paper.A5: (148.0, 210.0),
        Paper.A6: (105.0, 148.0),
        Paper.LETTER: (215.9, 279.4),
        Paper.LEGAL: (215.9, 355.6),
        Paper.TABLOID: (279.4, 431.8),
    }
)


def page_mm(design: Design, paper: Paper) -> tuple[float, float]:
    """Width and height of a design's page: its own, or the paper's."""
    return (design.page.width, design.page.height) if design.page.fixed else PAPER_MM[paper]
