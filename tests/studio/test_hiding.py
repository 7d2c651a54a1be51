"""A hidden frame is drawn nowhere, and what a page lacks by it is told."""

from dataclasses import replace

from affiliate_desktop.studio.design import variables
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import Design, Frame, FrameKind
from affiliate_desktop.studio.hiding import missing_by_hiding
from affiliate_desktop.studio.leaves import leaf_sheet, leaves, specimen
from affiliate_desktop.studio.paint import paint
from affiliate_desktop.studio.sample import sample_texts
from tests.studio.test_painting import DOT, is_red, painted, sheet

CODE, DISCLOSURE = "link", "{disclosure}"


def hiding(design: Design, content: str) -> Design:
    """The design with each frame of its page hidden that holds this."""
    frames = tuple(replace(each, hidden=content in each.content) for each in design.variants["page"])
    assert any(frame.hidden for frame in frames)
    return replace(design, variants={**design.variants, "page": frames})


def told(design: Design) -> tuple[str, ...]:
    frames, page = leaf_sheet(design, leaves(design)[0], specimen(sample_texts(design), {}))
    return tuple(each.words for each in missing_by_hiding(frames, page))


def test_a_hidden_frame_is_not_drawn_by_itself_nor_in_a_part() -> None:
    page = sheet()
    assert is_red(painted((DOT,), page)[0], 20, 20)
    assert not is_red(painted((replace(DOT, hidden=True),), page)[0], 20, 20)
    part = Frame(FrameKind.PART, (0, 0, 1, 1), "dots", repeat=(2, 1))
    assert is_red(painted((part,), replace(page, parts={"dots": (DOT,)}))[0], 110, 20)
    assert not is_red(painted((part,), replace(page, parts={"dots": (replace(DOT, hidden=True),)}))[0], 110, 20)


def test_a_locked_frame_is_drawn_as_any_other() -> None:
    assert painted((replace(DOT, locked=True),), sheet())[0] == painted((DOT,), sheet())[0]


def test_a_hidden_text_asks_for_no_words() -> None:
    design = DesignCatalog().get("flyer")
    assert {"headline", "disclosure"} <= set(variables(design))
    assert "headline" not in variables(hiding(design, "{headline}"))
    assert "disclosure" not in variables(hiding(design, DISCLOSURE))


def test_a_page_without_its_code_or_disclosure_says_so() -> None:
    design = DesignCatalog().get("flyer")
    assert told(design) == ()
    assert told(hiding(design, "{headline}")) == ()
    assert [words for words in told(hiding(design, CODE)) if "QR code is not on the page" in words]
    assert [words for words in told(hiding(design, DISCLOSURE)) if "disclosure is not on the page" in words]


def test_a_code_that_stands_elsewhere_on_the_page_is_not_missed() -> None:
    design = hiding(DesignCatalog().get("flyer"), CODE)
    another = Frame(FrameKind.QR, (0.1, 0.1, 0.2, 0.2), "link")
    design = replace(design, variants={"page": (*design.variants["page"], another)})
    assert told(design) == ()


def test_a_code_in_a_part_that_is_hidden_as_a_whole_is_missed() -> None:
    design = DesignCatalog().get("tearoff")
    frames = tuple(
        replace(each, hidden=each.kind in {FrameKind.PART, FrameKind.QR}) for each in design.variants["page"]
    )
    design = replace(design, variants={"page": frames})
    assert [words for words in told(design) if "QR code" in words]


def test_what_is_made_of_such_a_design_says_so_too() -> None:
    design = hiding(DesignCatalog().get("flyer"), DISCLOSURE)
    frames, page = leaf_sheet(design, leaves(design)[0], specimen(sample_texts(design), {}))
    from PySide6.QtGui import QImage, QPainter

    image = QImage(100, 140, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.scale(0.05, 0.05)
        notes = paint(painter, frames, page).notes
    assert [note for note in notes if "disclosure is not on the page" in note]
