"""The studio: QR codes, banners and flyers, each proven to scan before it is written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.design_catalog import DesignCatalog, DesignSource
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import (
    Artwork,
    BannerOptions,
    BannerSize,
    BannerText,
    FlyerText,
    Paper,
    PrintOptions,
    QrStyle,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from affiliate_desktop.links.copies import LinkCopy
    from affiliate_desktop.studio.banner_table import BannerSet
    from affiliate_desktop.studio.paging import Pages
    from affiliate_desktop.studio.shorter import Advice


_THUMBNAIL = BannerSize("thumbnail", "", 300, 250, "own")


class Studio:
    """Makes artwork. Every method may be called on a worker thread and without a window.

    Raises:
        NotReady: (all that write) when a code would not scan and ``force`` was not given; nothing was written.
        BadInput: (all) for text, colors or pictures that cannot be used.
        Failed: (all that write) when the file cannot be written; an older file stays as it was.
    """

    def __init__(self, designs: DesignSource | None = None) -> None:
        self._designs = designs or DesignCatalog()

    def qr(self, text: str, file: Path, style: QrStyle = QrStyle(), *, force: bool = False) -> Artwork:  # noqa: B008 - frozen
        """Writes a code as PNG, SVG, PDF or EPS, as the file's suffix says."""
        from affiliate_desktop.studio.qr_file import write_qr

        return write_qr(text, file, style, force=force)

    def qr_preview(self, text: str, style: QrStyle = QrStyle()) -> bytes:  # noqa: B008 - frozen
        """The code as PNG, unproven."""
        from affiliate_desktop.studio.fonts import ensure_gui
        from affiliate_desktop.studio.matrix import matrix
        from affiliate_desktop.studio.qr import check_style
        from affiliate_desktop.studio.qr_file import code_file
        from affiliate_desktop.studio.qr_paint import logo_of

        check_style(style)
        ensure_gui()
        return code_file(".png", matrix(text, style.level), style, logo_of(style))

    def qr_check(self, text: str, style: QrStyle = QrStyle()) -> Artwork:  # noqa: B008 - frozen
        """What :meth:`qr` would say of a PNG, without writing it."""
        from affiliate_desktop.studio.qr_file import prove_qr

        return prove_qr(text, Path("code.png"), style)[1]

    def design(self, design_id: str) -> Design:
        """The design with this id.

        Raises:
            NotFound: when there is none.
        """
        return self._designs.get(design_id)

    def qr_text(self, kind: str, values: Mapping[str, str]) -> str:
        """What a code of a kind says; see :mod:`~.payloads` for the kinds and their values."""
        from affiliate_desktop.studio.payloads import payload

        return payload(kind, values)

    def qr_advice(self, text: str, style: QrStyle = QrStyle()) -> "tuple[Advice, ...]":  # noqa: B008 - frozen
        """What would make a code coarser; see :mod:`~.shorter`."""
        from affiliate_desktop.studio.shorter import shorter

        return shorter(text, style.level, logo=style.look.logo is not None)

    def check(self, file: Path) -> tuple[Artwork, ...]:
        """Reads and judges every code of a picture or of each page of a PDF; nothing is written."""
        from affiliate_desktop.studio.check import check_file

        return check_file(file)

    def thumbnail(self, design_id: str) -> bytes:
        """A small picture of a design with sample words, as PNG.

        Raises:
            NotFound: when there is none.
        """
        from affiliate_desktop.studio.leaves import leaf_preview, leaves
        from affiliate_desktop.studio.sample import URL, sample_banner, sample_flyer

        design = self._designs.get(design_id)
        if design.kind == "label":
            room = _THUMBNAIL.width, _THUMBNAIL.height
            return leaf_preview(design, leaves(design)[0], self._designs.pictures(design), room)
        if design.kind == "banner":
            return self.banner_preview(sample_banner(design), _THUMBNAIL)
        paper = Paper(design.page.papers[0]) if design.page.papers else Paper.A4
        return self.flyer_preview(URL, sample_flyer(design), paper, _THUMBNAIL.height)

    def check_design(self, design: str) -> tuple[Artwork, ...]:
        """What a design, or the design of a file, makes of each size or paper it is for; nothing is written.

        Raises:
            NotFound: when there is none.
            BadInput: naming the place, when a file holds none.
        """
        from affiliate_desktop.studio.design_bundle import SUFFIX, open_design
        from affiliate_desktop.studio.design_catalog import LooseDesign
        from affiliate_desktop.studio.design_check import check_design

        if Path(design).suffix.lower() in {SUFFIX, ".toml"}:
            opened, pictures = open_design(Path(design))
            return check_design(opened, LooseDesign(opened, pictures))
        return check_design(self._designs.get(design), self._designs)

    def sizes(self) -> tuple[BannerSize, ...]:
        """Every banner size that ships with the program; ``starter`` marks the set to begin with."""
        from affiliate_desktop.studio.sizes import banner_sizes

        return banner_sizes()

    def banners(
        self,
        url: str,
        text: BannerText,
        folder: Path,
        sizes: Sequence[BannerSize] | None = None,
        options: BannerOptions = BannerOptions(),  # noqa: B008 - frozen
        *,
        progress: Progress | None = None,
        force: bool = False,  # noqa: ARG002 - all that write take it
    ) -> tuple[Artwork, ...]:
        """Writes a set's files and ``snippets.html`` into a folder: all of them, or none when stopped.

        Args:
            url: the tagged link of the snippets.
            text: what the banners say and look like.
            folder: made when it does not exist.
            sizes: the starter set where none is given.
            options: formats, scales and extras.
            progress: told of each size; may stop the work.
            force: for artwork with codes, as elsewhere; banners hold none.
        """
        from affiliate_desktop.studio.banner_set import BannerJob, write_banners

        chosen = [size for size in self.sizes() if size.starter] if sizes is None else sizes
        return write_banners(BannerJob(url, text, chosen, options), folder, progress or Progress(), self._designs)

    def banner_sets(
        self,
        table: Path,
        url: str,
        text: BannerText,
        folder: Path,
        sizes: Sequence[BannerSize] | None = None,
        options: BannerOptions = BannerOptions(),  # noqa: B008 - frozen
        *,
        progress: Progress | None = None,
    ) -> "tuple[BannerSet, ...]":
        """Writes a set for each row of a table, each in a folder of its own; see :mod:`~.banner_table`.

        A row that cannot be made is told in its place, and the others go on.
        """
        from affiliate_desktop.studio.banner_set import BannerJob
        from affiliate_desktop.studio.banner_table import write_sets

        chosen = [size for size in self.sizes() if size.starter] if sizes is None else sizes
        return write_sets(table, BannerJob(url, text, chosen, options), folder, progress or Progress(), self._designs)

    def banner_preview(self, text: BannerText, size: BannerSize) -> bytes:
        """One banner as PNG."""
        from affiliate_desktop.studio.banner import draw_banner, load_pictures
        from affiliate_desktop.studio.png import encoded

        design, carried = self._designs.dressed(text.design, text.brand)
        pictures = {**carried, **load_pictures(text.picture, text.logo)}
        return encoded(draw_banner(design, text, size, pictures)[0])

    def flyer(
        self,
        url: str,
        text: FlyerText,
        paper: Paper,
        file: Path,
        options: PrintOptions = PrintOptions(),  # noqa: B008 - frozen
        *,
        force: bool = False,
    ) -> Artwork:
        """Writes a flyer as PDF with the code of a link, rendered and read back first."""
        from affiliate_desktop.studio.flyer import write_flyer

        return write_flyer(url, text, paper, file, self._designs, options, force=force)

    def flyers(
        self,
        copies: "Sequence[LinkCopy]",
        text: FlyerText,
        paper: Paper,
        file: Path,
        options: PrintOptions = PrintOptions(),  # noqa: B008 - frozen
        *,
        proven: "Callable[[], object]",
        progress: Progress | None = None,
        force: bool = False,
    ) -> Artwork:
        """Writes a page for each copy of a link into one PDF, each with a click reference of its own in its code.

        Args:
            copies: as ``DraftCopies`` of the links room drafts them.
            text: what every page says.
            paper: of the pages, or of the sheets of a card.
            file: ends in ``.pdf``.
            options: bleed, marks, colors, cards on a sheet.
            proven: called when every code was read, before the file takes its place: what keeps the copies.
            progress: told of pages and codes; may stop the work.
            force: write codes that would not scan, too; the report says so.
        """
        from affiliate_desktop.studio.flyer_copies import flyer_run, write_flyers

        run = flyer_run(copies, text, paper, self._designs, options)
        return write_flyers(run, file, proven, progress or Progress(), force=force)

    def flyer_preview(self, url: str, text: FlyerText, paper: Paper, width_px: int) -> bytes:
        """The flyer as PNG, ``width_px`` pixels wide."""
        from affiliate_desktop.studio.flyer import preview_flyer

        return preview_flyer(url, text, paper, width_px, self._designs)

    def paint_flyer(
        self, url: str, text: FlyerText, paper: Paper, painter: "QPainter", page: "QRectF"
    ) -> tuple[str, ...]:
        """Paints the flyer for a printer or a preview.

        Args:
            url: what the code says.
            text: what the flyer says and looks like.
            paper: whose proportions the page has.
            painter: open on the device.
            page: the whole sheet in the painter's units, also where the device has margins.

        Returns:
            Notes: text that was shrunk, left out or does not fit.
        """
        from affiliate_desktop.studio.flyer import paint_flyer

        return paint_flyer(url, text, paper, painter, page, self._designs)

    def flyer_pages(
        self, url: str, copies: "Sequence[LinkCopy]", text: FlyerText, paper: Paper, page: "QRectF"
    ) -> "Pages":
        """The flyer, or a page for each copy of a link, or cards several up, for a printer or a preview.

        Args:
            url: what the code of the plain flyer says.
            copies: as :meth:`flyers` takes them; none for the plain flyer.
            text: what every page says.
            paper: whose proportions the pages have.
            page: the whole sheet in the painter's units, also where the device has margins.
        """
        from affiliate_desktop.studio.flyer_copies import flyer_pages, flyer_run
        from affiliate_desktop.studio.paging import Pages

        if not copies:
            return Pages(1, lambda _number, painter: self.paint_flyer(url, text, paper, painter, page))
        return flyer_pages(flyer_run(copies, text, paper, self._designs, PrintOptions(bleed_mm=0)), page)
