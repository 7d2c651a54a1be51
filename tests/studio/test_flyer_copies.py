"""Serialized flyers: one PDF, a code of its own on each page or card, and copies that are kept only when it is good."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.studio import preflight, proof, scan
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.model import Artwork, FlyerText, NotReady, Paper, PrintOptions, Verdict
from affiliate_desktop.studio.sample import sample_flyer
from tests.studio import draw

TEXT = FlyerText("Spring trail guide", "Twelve day walks.", "Scan for the boots", shown_link="shop.example/a")


@pytest.fixture
def link(app: App) -> Link:
    return app.links.add("Fair", LinkDraft("https://shop.example/a", utm=Utm(source="fair"))).value


def made(app: App, link: Link, count: int, file: Path, text: FlyerText = TEXT, **options: object) -> Artwork:
    drafts = app.links.draft_copies((link.id,), count)
    settings = PrintOptions(**{key: options.pop(key) for key in ("marks", "cmyk", "per_sheet") if key in options})  # type: ignore[arg-type]
    keep = lambda: app.links.keep_copies(drafts)  # noqa: E731
    return app.studio.flyers(drafts, text, Paper.A4, file, settings, proven=keep, **options)  # type: ignore[arg-type]


def read(file: Path, page: int) -> list[str]:
    return sorted(seen.text for seen in scan.read_codes(proof.rendered_pdf(file, page, 200)))


def test_each_page_has_a_click_reference_of_its_own(app: App, link: Link, tmp_path: Path) -> None:
    file = tmp_path / "flyers.pdf"
    artwork = made(app, link, 4, file)
    copies = app.links.copies(link.id)
    assert artwork.verdict is Verdict.GREEN
    assert [code.decoded for code in artwork.codes] == [copy.url for copy in copies]
    assert [read(file, page) for page in range(4)] == [[copy.url] for copy in copies]
    assert (artwork.width, artwork.height, artwork.bytes) == (595, 842, file.stat().st_size)
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".pdf"] == ["flyers.pdf"]


def test_cards_stand_on_sheets_each_with_its_own(app: App, link: Link, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    artwork = made(app, link, 13, file, replace(TEXT, design="card"))
    urls = [copy.url for copy in app.links.copies(link.id)]
    assert [code.decoded for code in artwork.codes] == urls
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 2
    assert read(file, 0) == sorted(urls[:10])
    assert read(file, 1) == sorted(urls[10:])


def test_cards_by_themselves_have_a_page_each(app: App, link: Link, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    made(app, link, 2, file, replace(TEXT, design="card"), per_sheet=1, marks=True)
    assert [read(file, page) for page in range(2)] == [[copy.url] for copy in app.links.copies(link.id)]


def test_the_strips_of_a_page_say_the_same(app: App, link: Link, tmp_path: Path) -> None:
    file = tmp_path / "strips.pdf"
    artwork = made(app, link, 2, file, replace(TEXT, design="tearoff"))
    first, second = app.links.copies(link.id)
    assert artwork.verdict is not Verdict.RED
    assert {code.text for code in artwork.codes[:-1]} == {first.url}
    assert set(read(file, 1)) == {second.url}


@pytest.mark.parametrize("cmyk", [False, True])
@pytest.mark.parametrize("design", ["event", "flyer", "postcard"])
def test_pages_share_one_picture(app: App, link: Link, tmp_path: Path, design: str, cmyk: bool) -> None:
    picture = draw.saved(tmp_path, "p.jpg", draw.encoded(draw.photo(900, 700), "jpg"))
    text = replace(TEXT, design=design, picture=picture)
    held = []
    for count in (1, 6):
        file = tmp_path / f"{count}.pdf"
        made(app, link, count, file, text, cmyk=cmyk, per_sheet=1)
        with pikepdf.open(file) as document:
            streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
            held.append(len([each for each in streams if each.get("/Subtype") == "/Image"]))
    assert held[0] == held[1] > 0


@pytest.mark.parametrize("design", [each.id for each in DesignCatalog().all() if each.kind == "print"])
def test_every_print_design_can_be_told_apart_by_a_person(app: App, link: Link, tmp_path: Path, design: str) -> None:
    file = tmp_path / "pages.pdf"
    made(app, link, 2, file, replace(sample_flyer(DesignCatalog().get(design)), values={}), per_sheet=1)
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    references = [copy.reference for copy in app.links.copies(link.id)]
    assert [[reference in page for reference in references] for page in pages] == [[True, False], [False, True]]


def test_what_would_not_scan_is_not_written_and_no_copy_is_kept(
    app: App, link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 5.0)
    file = tmp_path / "flyers.pdf"
    with pytest.raises(NotReady):
        made(app, link, 2, file)
    assert not file.exists()
    assert app.links.copies(link.id) == ()
    assert made(app, link, 2, file, force=True).verdict is Verdict.RED
    assert len(app.links.copies(link.id)) == 2


def test_a_stopped_run_leaves_nothing(app: App, link: Link, tmp_path: Path) -> None:
    progress = Progress()
    progress.report = lambda done, _total, _what: progress.cancel() if done == 3 else None
    with pytest.raises(Cancelled):
        made(app, link, 30, tmp_path / "flyers.pdf", progress=progress)
    assert list(tmp_path.glob("*.pdf")) == []
    assert app.links.copies(link.id) == ()


def test_copies_that_cannot_be_kept_leave_no_file(app: App, link: Link, tmp_path: Path) -> None:
    drafts = app.links.draft_copies((link.id,), 2)
    app.links.keep_copies(drafts)
    keep = lambda: app.links.keep_copies(drafts)  # noqa: E731
    with pytest.raises(Failed, match="given away meanwhile"):
        app.studio.flyers(drafts, TEXT, Paper.A4, tmp_path / "flyers.pdf", proven=keep)
    assert list(tmp_path.glob("*.pdf")) == []
    assert len(app.links.copies(link.id)) == 2


def test_an_impossible_number_is_refused(app: App, link: Link, tmp_path: Path) -> None:
    for count in (0, 10_001):
        with pytest.raises(BadInput, match="1 to 10000 at a time"):
            made(app, link, count, tmp_path / "flyers.pdf")
    with pytest.raises(BadInput, match="flyers can't be made"):
        app.studio.flyers((), TEXT, Paper.A4, tmp_path / "flyers.pdf", proven=lambda: None)
