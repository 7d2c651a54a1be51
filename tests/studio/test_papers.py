"""Every design that ships works on all that it says it is for: words whole and readable, codes that scan."""

from dataclasses import replace
from pathlib import Path

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.design_check import check_design
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import Paper, Verdict
from affiliate_desktop.studio.papers import usual_paper
from affiliate_desktop.studio.sample import URL, sample_banner, sample_flyer
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import banner_sizes

CATALOG = DesignCatalog()
PRINT = [design.id for design in CATALOG.all() if design.kind == "print"]
BANNERS = [design.id for design in CATALOG.all() if design.kind == "banner"]
TOO_SMALL = {"banner": frozenset({"iab-feature-small", "gnet-88x31", "iab-old-88x31", "iab-old-120x90"})}
"""Sizes in which a design says what it leaves out: headline or text have no room."""


def everywhere(design: Design) -> Design:
    """A design that is for all papers is checked on all of them, not on the usual two; a card only once."""
    papers = design.page.papers or tuple(paper.value for paper in Paper)
    return replace(design, page=replace(design.page, papers=papers[:1] if design.page.fixed else papers))


@pytest.mark.parametrize("name", PRINT)
def test_a_print_design_scans_and_says_all_on_each_of_its_papers(name: str) -> None:
    for artwork in check_design(everywhere(CATALOG.get(name)), CATALOG):
        assert artwork.codes
        assert {code.verdict for code in artwork.codes} == {Verdict.GREEN}, artwork
        assert artwork.notes == (), artwork.file.name


@pytest.mark.parametrize("name", BANNERS)
def test_a_banner_design_says_all_in_each_size(name: str) -> None:
    design = CATALOG.get(name)
    for size in banner_sizes():
        _, notes = draw_banner(design, sample_banner(design), size, CATALOG.pictures(design))
        assert bool(notes) is (size.id in TOO_SMALL.get(name, ())), size.id


def test_a_paper_that_a_design_is_not_made_for_is_refused_with_those_it_is_made_for(tmp_path: Path) -> None:
    design = CATALOG.get("tearoff")
    with pytest.raises(BadInput, match=r"not made for A6.*Choose A4, Letter, A3"):
        Studio().flyer(URL, sample_flyer(design), Paper.A6, tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_a_design_takes_its_own_first_paper_where_the_usual_one_does_not_suit() -> None:
    assert usual_paper(CATALOG.get("tearoff"), Paper.A6) is Paper.A4
    assert usual_paper(CATALOG.get("tearoff"), Paper.LETTER) is Paper.LETTER
    assert usual_paper(CATALOG.get("flyer"), Paper.A6) is Paper.A6


def test_a_card_goes_onto_any_paper_that_holds_it(tmp_path: Path) -> None:
    design = CATALOG.get("card")
    assert "Legal" not in design.page.papers
    artwork = Studio().flyer(URL, sample_flyer(design), Paper.LEGAL, tmp_path / "card.pdf")
    assert {code.verdict for code in artwork.codes} == {Verdict.GREEN}
