"""Whether a design is ready for use: drawn with sample words on every page it is for, and looked at by rule."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF

from affiliate_desktop.studio import proof
from affiliate_desktop.studio.banner import draw_banner
from affiliate_desktop.studio.content import is_shown, text_of
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.flyer import job_of, proven_page
from affiliate_desktop.studio.frames import TEXT_KINDS, Design, FrameKind, Frames
from affiliate_desktop.studio.leaves import leaves
from affiliate_desktop.studio.legibility import faint_texts
from affiliate_desktop.studio.model import Artwork, Paper, PrintOptions
from affiliate_desktop.studio.places import area_of
from affiliate_desktop.studio.sample import URL, sample_banner, sample_flyer
from affiliate_desktop.studio.sheet import UNITS_A_MM, Sheet
from affiliate_desktop.studio.sizes import banner_sizes

_KEPT = frozenset({*TEXT_KINDS, FrameKind.QR})


def check_design(design: Design, designs: DesignSource) -> tuple[Artwork, ...]:
    """What a design makes of each size, paper or shape it is for; nothing is written, the files are names only.

    The notes tell of texts that do not fit, cannot be read, or leave the safe area; the codes are proven to scan.
    """
    made = {"banner": _banners, "label": _labels}.get(design.kind, _pages)
    return tuple(made(design, designs))


def _banners(design: Design, designs: DesignSource) -> Iterator[Artwork]:
    pictures = designs.pictures(design)
    for size in banner_sizes():
        if size.starter:
            image, notes = draw_banner(design, sample_banner(design), size, pictures)
            yield Artwork(Path(f"{design.id}-{size.id}.png"), image.width(), image.height(), 0, (), notes)


def _pages(design: Design, designs: DesignSource) -> Iterator[Artwork]:
    papers = tuple(Paper(name) for name in design.page.papers) or (Paper.A4, Paper.LETTER)
    for paper in papers:
        yield _page(design, designs, paper, PrintOptions(per_sheet=1), paper.value)


def _labels(design: Design, designs: DesignSource) -> Iterator[Artwork]:
    """A label of each shape by itself."""
    for leaf in leaves(design):
        if leaf.spot not in design.variants:
            continue
        page = replace(design.page, width=leaf.width / leaf.units, height=leaf.height / leaf.units)
        alone = replace(design, page=page, variants={leaf.spot: design.variants[leaf.spot]})
        yield _page(alone, designs, Paper.A4, PrintOptions(bleed_mm=0, per_sheet=1), leaf.name.lower())


def _page(design: Design, designs: DesignSource, paper: Paper, options: PrintOptions, name: str) -> Artwork:
    job = job_of(URL, sample_flyer(design), paper, designs, options, design=design)
    content, painted, codes = proven_page(job, URL)
    notes = (*painted.notes, *page_notes(design, job.frames, job.sheet))
    image = proof.rendered_pdf(content, dpi=72)
    file = Path(f"{design.id}-{name}.pdf")
    return Artwork(file, image.width(), image.height(), len(content), codes, tuple(dict.fromkeys(notes)))


def page_notes(design: Design, frames: Frames, sheet: Sheet) -> tuple[str, ...]:
    """What a designer should look at: low contrast, and what leaves the safe area."""
    notes = []
    for faint in faint_texts(frames, sheet):
        words = text_of(faint.frame, sheet)[:40]
        if faint.ratio is None:
            notes.append(f"“{words}” stands on a picture; put a shape or gradient between.")
        else:
            notes.append(f"“{words}” has a contrast of {faint.ratio:.1f}:1; {faint.needed:g}:1 reads well.")
    safe = design.page.safe * (UNITS_A_MM if design.page.fixed else sheet.edge)
    inside = QRectF(0, 0, sheet.width, sheet.height).adjusted(safe, safe, -safe, -safe).adjusted(-1, -1, 1, 1)
    notes += [
        f"“{(frame.name or frame.content)[:40]}” leaves the safe area."
        for frame in frames
        if frame.kind in _KEPT and is_shown(frame, sheet) and not inside.contains(area_of(frame, sheet))
    ]
    return tuple(notes)
