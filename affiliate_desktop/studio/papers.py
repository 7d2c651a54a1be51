"""Papers, upright, in millimeters (ISO 216; ANSI/ASME Y14.1 and US Legal)."""

from collections.abc import Mapping
from types import MappingProxyType

from affiliate_desktop.core.problems import BadInput
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


def usual_paper(design: Design, wished: Paper) -> Paper:
    """The paper that is wished for, or the design's first one where it is not made for that."""
    made_for = design.page.papers
    return wished if not made_for or wished in made_for else Paper(made_for[0])


def check_paper(design: Design, paper: Paper) -> None:
    """Refuses a paper that a design is not made for: its texts would be cut, or its codes too small to scan.

    A page of a size of its own, such as a card's, goes onto any paper that holds it.

    Raises:
        BadInput: naming the papers it is made for.
    """
    if not design.page.fixed and usual_paper(design, paper) is not paper:
        raise BadInput(
            "not_its_paper",
            "“{design}” is not made for {paper}: texts would be cut or codes too small. Choose {papers}.",
            design=design.name,
            paper=paper.value,
            papers=", ".join(design.page.papers),
        )
