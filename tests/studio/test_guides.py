"""Guides of a design: edited, kept in its file, refused where they make no sense."""

from dataclasses import replace

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio import guides as edits
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.design_file import MAX_GUIDES, parse_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Guides
from affiliate_desktop.studio.guides import LEVEL, UPRIGHT, guides_at, with_guides


def test_a_guide_is_added_moved_and_removed() -> None:
    design = DesignCatalog().get("flyer")
    own = edits.added(edits.added(guides_at(design, "page"), UPRIGHT, 0.2), LEVEL, 0.7)
    own = edits.moved(edits.added(own, UPRIGHT, 0.5), (UPRIGHT, 0), 0.25)
    assert own == Guides((0.25, 0.5), (0.7,))
    made = with_guides(design, "page", own)
    assert guides_at(made, "page") == own
    assert edits.removed(own, (UPRIGHT, 0)) == Guides((0.5,), (0.7,))
    assert with_guides(made, "page", Guides()) == design


def test_a_guide_stays_near_the_page_and_there_are_not_too_many() -> None:
    own = edits.moved(edits.added(Guides(), LEVEL, -7), (LEVEL, 0), 9)
    assert own.level == (2.0,)
    full = Guides(upright=(0.5,) * MAX_GUIDES)
    assert edits.added(full, UPRIGHT, 0.1) == full


def test_guides_hiding_and_locks_are_kept_in_the_file() -> None:
    design = DesignCatalog().get("tearoff")
    part = next(iter(design.parts))
    design = with_guides(design, f"part.{part}", Guides((0.1234, 1.5), (-0.25,)))
    frames = design.variants["page"]
    marked = (replace(frames[0], hidden=True), replace(frames[1], locked=True), *frames[2:])
    design = replace(design, variants={**design.variants, "page": marked})
    text = write_design(design)
    assert parse_design(text, "own.toml") == design
    assert f'[guides."part.{part}"]' in text.decode()
    assert text.decode().count("hidden") == text.decode().count("locked") == 1


HEAD = "id = 'own'\nname = 'Own'\nkind = 'banner'\n[[square]]\nkind = 'text'\nbox = [0, 0, 1, 1]\n"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[guides.page]\nupright = [0.5]", "guides, page): is none of square"),
        ("[guides.square]\nslanted = [0.5]", "upright and level"),
        ("[guides.square]\nupright = 0.5", "a list of at most 100"),
        ("[guides.square]\nupright = [0.5, 'x']", "numbers are needed"),
        ("[guides.square]\nlevel = [3]", "is from -1 to 2"),
        ("[guides.square]\nlevel = [" + "0.5," * 101 + "]", "a list of at most 100"),
        ("[guides]\nsquare = 1", "upright and level"),
    ],
)
def test_guides_that_make_no_sense_are_refused_with_their_place(table: str, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_design((HEAD + table).encode(), "own.toml")
    assert words in str(caught.value)
