"""Banner sets: one design in many sizes and formats, with the HTML and Markdown that carry the tagged link."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.banner import banner_of, load_pictures
from affiliate_desktop.studio.banner_files import ON_PAGES, BannerFiles, file_name
from affiliate_desktop.studio.contact_sheet import PAGE_MM, Shown, contact_sheet
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.model import Artwork, BannerFormat, BannerOptions, BannerSize, BannerText
from affiliate_desktop.studio.print_pdf import POINTS_A_MM
from affiliate_desktop.studio.snippets import markdown, markdown_page, snippet, snippet_page

SNIPPETS = "snippets.html"
MARKDOWN = "snippets.md"
SHEET = "contact-sheet.pdf"


@dataclass(frozen=True, slots=True)
class BannerJob:
    """What a set is made of.

    Attributes:
        url: the tagged link of the snippets.
        text: what the banners say and look like.
        sizes: at least one.
        options: formats, scales and extras.
    """

    url: str
    text: BannerText
    sizes: Sequence[BannerSize]
    options: BannerOptions = field(default_factory=BannerOptions)

    @property
    def alt(self) -> str:
        """Alternative text of the pictures."""
        return self.text.alt or self.text.headline


def write_banners(job: BannerJob, folder: Path, progress: Progress, designs: DesignSource) -> tuple[Artwork, ...]:
    """Writes the files of a set and pages of snippets: all of them, or none.

    Returns:
        The banners, then what goes along with them.

    Raises:
        BadInput: no size, no headline, an address that is no web address, a picture or color that cannot be used.
        Failed: when the folder cannot be written.
        Cancelled: when somebody asked to stop; nothing was written.
    """
    check_job(job)
    design, carried = designs.dressed(job.text.design, job.text.brand)
    pictures = {**carried, **load_pictures(job.text.picture, job.text.logo)}
    artworks: list[Artwork] = []
    shown: list[Shown] = []
    with all_or_none(folder) as beside:
        for done, size in enumerate(job.sizes):
            progress.step(done, len(job.sizes), size.name)
            files = BannerFiles(banner_of(design, job.text, size, pictures), job.url, job.alt)
            made = _write_size(job, size, files, beside, folder)
            artworks += made
            shown.append(Shown(size.name, size.width, size.height, made[0].bytes, files.picture()))
        extras = _write_extras(job, artworks, shown, beside, folder)
        progress.step(len(job.sizes), len(job.sizes))
    return (*artworks, *extras)


def _write_extras(
    job: BannerJob, artworks: Sequence[Artwork], shown: Sequence[Shown], beside: Path, folder: Path
) -> list[Artwork]:
    """Writes what goes along with the banners: the snippets of all, and a contact sheet where one was asked for."""
    marked = [markdown(job.url, each.file.name, job.alt) for each in artworks if each.snippet]
    pages = {
        SNIPPETS: snippet_page(job.text.headline, artworks).encode(),
        MARKDOWN: markdown_page(job.text.headline, marked).encode(),
    }
    if job.options.sheet:
        pages[SHEET] = contact_sheet(job.text.headline, shown)
    made = []
    for name, content in pages.items():
        write_bytes(beside / name, content)
        size = [round(edge * POINTS_A_MM) if name == SHEET else None for edge in PAGE_MM]
        made.append(Artwork(folder / name, size[0], size[1], len(content), extra=True))
    return made


def check_job(job: BannerJob) -> None:
    """Refuses what no banner can be made of.

    Raises:
        BadInput: see :func:`write_banners`.
    """
    if not job.url.lower().startswith(("http://", "https://")):
        raise BadInput("banner_link", "“{url}” is no web address; it must begin with https://.", url=job.url[:80])
    if not job.text.headline.strip():
        raise BadInput("banner_headline", "The banner has no headline; write a few words.")
    if not job.sizes:
        raise BadInput("banner_sizes", "No banner size was chosen.")
    if not job.options.formats or not set(job.options.scales) <= {1, 2} or not job.options.scales:
        raise BadInput("banner_formats", "Choose at least one format, and 1 or 2 pixels for each pixel of the size.")


def _write_size(job: BannerJob, size: BannerSize, files: BannerFiles, beside: Path, folder: Path) -> list[Artwork]:
    """Writes one banner in every format and scale; the first that a page can show has the snippet."""
    made: list[Artwork] = []
    on_page = next((kind for kind in job.options.formats if kind in ON_PAGES), None)
    for kind in dict.fromkeys(job.options.formats):
        for scale in sorted(set(job.options.scales)) if kind is not BannerFormat.SVG else (1,):
            content, spared = files.made(kind, scale)
            name = file_name(files.banner, kind, scale)
            write_bytes(beside / name, content)
            html = ""
            if kind is on_page and scale == min(job.options.scales):
                twice = file_name(files.banner, kind, 2) if {1, 2} <= set(job.options.scales) else ""
                html = snippet(job.url, name, size, job.alt, twice="" if kind is BannerFormat.SVG else twice)
            pixels = (size.width * scale, size.height * scale)
            made.append(Artwork(folder / name, *pixels, len(content), (), (*files.notes, *spared), html))
    return made


@contextmanager
def all_or_none(folder: Path) -> Iterator[Path]:
    """A folder beside the finished files, whose files are put in place at the end, or not at all."""
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".banners-", dir=folder))
    except OSError as error:
        raise Failed(
            "cannot_write",
            "“{file}” cannot be written: {reason}. Choose another folder or make room.",
            file=str(folder),
            reason=error.strerror or str(error),
        ) from error
    try:
        yield beside
        for file in sorted(beside.iterdir()):
            file.replace(folder / file.name)
        made = False
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if made:
            with suppress(OSError):
                folder.rmdir()
