"""Kits are built whole or not at all, equal twice, for oneself or for somebody else, and tell what is stale."""

import csv
import hashlib
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from python_calamine import CalamineWorkbook
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.kits.model import Kit, Part, Staleness
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link, LinkDraft, Utm
from affiliate_desktop.studio import preflight
from affiliate_desktop.studio.frames import Design, Frame, FrameKind, Page
from affiliate_desktop.studio.model import NotReady

QUICK = (Part.QR, Part.TEXTS)


@pytest.fixture
def campaign(app: App) -> Campaign:
    return app.campaigns.add(Campaign("Autumn fair")).value


@pytest.fixture
def link(app: App, campaign: Campaign) -> Link:
    draft = LinkDraft("https://shop.example/bags?color=red", utm=Utm(source="flyer"))
    return app.links.add("=Bags & <more>", draft, campaign_id=campaign.id).value


@pytest.fixture
def kit(app: App, campaign: Campaign, link: Link) -> Kit:
    assert link.campaign_id == campaign.id
    return app.kits.add(Kit("Fair", campaign.id, text="Come by.", parts=QUICK)).value


def test_a_kit_holds_everything_with_checksums(app: App, campaign: Campaign, link: Link, tmp_path: Path) -> None:
    kit = app.kits.add(Kit("All", campaign.id, text="Come by.", sizes=("gads-300x250",), papers=("A4",))).value
    report = app.kits.build(kit.id, tmp_path / "kit").value
    assert report.failed == ()
    names = {file.path for file in report.files}
    slug = "bags-more"
    assert names == {
        *("links.csv", "links.xlsx", "disclosure.txt", "index.html", "manifest.json"),
        *(f"qr/{slug}.{kind}" for kind in ("png", "svg", "pdf")),
        *(f"banners/{slug}/{name}" for name in ("gads-300x250.png", "snippets.html", "snippets.md")),
        *(f"flyers/{slug}-A4.pdf", f"texts/{slug}.txt"),
    }
    manifest = json.loads((tmp_path / "kit/manifest.json").read_text())
    assert {file["path"] for file in manifest["files"]} == names - {"manifest.json"}
    for file in manifest["files"]:
        assert hashlib.sha256((tmp_path / "kit" / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    with Image.open(tmp_path / f"kit/qr/{slug}.png") as code:
        assert [found.text for found in zxingcpp.read_barcodes(code)] == [link.url]
    assert all(artwork.file.is_file() for artwork in report.artworks)


def test_a_usual_kit_has_nothing_to_look_at_and_calls_to_its_code(
    app: App, campaign: Campaign, link: Link, tmp_path: Path
) -> None:
    kit = app.kits.add(Kit("All", campaign.id, sizes=("gads-300x250",), papers=("A4",))).value
    report = app.kits.build(kit.id, tmp_path / "kit").value
    assert [note for artwork in report.artworks for note in artwork.notes] == []
    assert link.url in (tmp_path / "kit/texts/bags-more.txt").read_text()
    with pypdfium2.PdfDocument(tmp_path / "kit/flyers/bags-more-A4.pdf") as pdf:
        assert "Learn more" in pdf[0].get_textpage().get_text_range()


def test_the_table_of_links_calculates_nothing(app: App, kit: Kit, link: Link, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "kit")
    (_, row) = csv.reader(StringIO((tmp_path / "kit/links.csv").read_text(encoding="utf-8-sig")))
    assert row == ["'=Bags & <more>", link.url, link.destination, ""]
    (_, cells) = CalamineWorkbook.from_path(tmp_path / "kit/links.xlsx").get_sheet_by_index(0).to_python()
    assert cells[:2] == ["=Bags & <more>", link.url]


def test_the_same_kit_is_the_same_file(app: App, kit: Kit, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "one.zip")
    app.kits.build(kit.id, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class Tags(HTMLParser):
    """Collects what a page links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[str] = []
        self.tags: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.wanted += [value for name, value in attrs if name in {"href", "src"} and value]


def test_the_start_page_shows_only_what_is_there_and_runs_nothing(app: App, kit: Kit, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "kit")
    tags = Tags()
    tags.feed((tmp_path / "kit/index.html").read_text(encoding="utf-8"))
    assert tags.wanted
    assert all((tmp_path / "kit" / path).is_file() for path in tags.wanted)
    assert not tags.tags & {"script", "iframe", "more"}


def test_somebody_else_gets_references_of_their_own_and_keeps_them(
    app: App, campaign: Campaign, link: Link, tmp_path: Path
) -> None:
    kit = app.kits.add(Kit("For Ada", campaign.id, holder="Ada", parts=(Part.TEXTS,))).value
    app.kits.build(kit.id, tmp_path / "kit")
    (copy,) = app.links.copies(link.id)
    assert copy.holder == "Ada"
    post = (tmp_path / "kit/texts/bags-more.txt").read_text()
    assert copy.url in post.splitlines()
    assert "Made for Ada" in (tmp_path / "kit/index.html").read_text()
    app.kits.build(kit.id)
    assert app.links.copies(link.id) == (copy,)


def test_a_build_that_comes_to_nothing_leaves_no_copies(
    app: App, campaign: Campaign, link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = app.links.add("Hats", LinkDraft("https://shop.example/hats"), campaign_id=campaign.id).value
    kit = app.kits.add(Kit("For Ada", campaign.id, holder="Ada", parts=QUICK)).value
    progress = Progress()
    progress.report = lambda done, _total, _what: progress.cancel() if done == 4 else None
    with pytest.raises(Cancelled):
        app.kits.build(kit.id, tmp_path / "kit", progress=progress)
    for limit in ("SMALL_MODULE_MM", "LEAST_MODULE_MM"):
        monkeypatch.setattr(preflight, limit, 90.0)
    copies = DraftCopies(app.links)
    with pytest.raises(NotReady) as refused:
        app.kits.build(kit.id, tmp_path / "kit", copies=copies)
    assert not any(app.links.copies(each.id) for each in (link, other))
    (judged,) = {code.text for artwork in refused.value.artworks for code in artwork.codes}
    done = app.kits.build(kit.id, tmp_path / "kit", copies=copies, force=True)
    assert done.changes.touches(Kind.LINK)
    kept = [copy for each in (link, other) for copy in app.links.copies(each.id)]
    assert judged in {copy.url for copy in kept}
    assert [copy.holder for copy in kept] == ["Ada", "Ada"]
    app.workspace.undo()
    assert not any(app.links.copies(each.id) for each in (link, other))


def test_a_kit_that_cannot_take_its_place_leaves_no_copies(
    app: App, campaign: Campaign, link: Link, tmp_path: Path
) -> None:
    kit = app.kits.add(Kit("For Ada", campaign.id, holder="Ada", parts=(Part.TEXTS,))).value
    place = tmp_path / "ada.zip"
    progress = Progress()
    progress.report = lambda _done, _total, _what: place.mkdir(exist_ok=True)
    with pytest.raises(Failed, match=r"ada\.zip"):
        app.kits.build(kit.id, place, progress=progress)
    assert app.links.copies(link.id) == ()
    place.rmdir()
    app.kits.build(kit.id, place)
    assert len(app.links.copies(link.id)) == 1


def test_a_change_makes_only_its_parts_stale(app: App, kit: Kit, link: Link, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "kit")
    assert app.kits.stale(kit.id) == ()
    app.links.edit(replace(link, utm=Utm(source="blog")))
    found = app.kits.stale(kit.id)
    assert {each.state for each in found} == {Staleness.CHANGED}
    assert {each.because for each in found if each.path.startswith("qr/")} == {("url",)}
    app.kits.build(kit.id)
    assert app.kits.stale(kit.id) == ()


def test_files_that_somebody_touched_are_told(app: App, kit: Kit, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "kit")
    (tmp_path / "kit/disclosure.txt").write_text("mine")
    (tmp_path / "kit/links.csv").unlink()
    found = {each.path: each.state for each in app.kits.stale(kit.id)}
    assert found == {"disclosure.txt": Staleness.EDITED, "links.csv": Staleness.MISSING}


def test_building_again_keeps_what_somebody_added_and_drops_what_is_gone(app: App, kit: Kit, tmp_path: Path) -> None:
    app.kits.build(kit.id, tmp_path / "kit")
    (tmp_path / "kit/notes.txt").write_text("mine")
    app.kits.edit(replace(kit, parts=(Part.TEXTS,)))
    app.kits.build(kit.id)
    assert (tmp_path / "kit/notes.txt").read_text() == "mine"
    assert not (tmp_path / "kit/qr").exists()
    assert {path.name for path in tmp_path.iterdir()} >= {"kit"}
    assert not list(tmp_path.glob(".kit*"))


def test_a_folder_with_other_files_is_not_touched(app: App, kit: Kit, tmp_path: Path) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"x")
    with pytest.raises(BadInput, match="no kit"):
        app.kits.build(kit.id, other)
    assert [path.name for path in other.iterdir()] == ["a.jpg"]


def test_a_cancelled_build_leaves_nothing_behind(app: App, kit: Kit, tmp_path: Path) -> None:
    progress = Progress()
    progress.report = lambda done, _total, _what: progress.cancel() if done == 2 else None
    with pytest.raises(Cancelled):
        app.kits.build(kit.id, tmp_path / "out" / "kit", progress=progress)
    assert list((tmp_path / "out").iterdir()) == []
    assert app.kits.get(kit.id).built_at is None


def test_a_picture_that_is_none_is_refused_before_anything_is_kept(app: App, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG nonsense")
    with pytest.raises(BadInput):
        app.kits.picture(tmp_path / "logo.png")


def test_a_campaign_without_links_makes_no_kit(app: App, tmp_path: Path) -> None:
    empty = app.campaigns.add(Campaign("Empty")).value
    kit = app.kits.add(Kit("Empty", empty.id)).value
    with pytest.raises(BadInput, match="no links"):
        app.kits.build(kit.id, tmp_path / "kit")


def test_a_kit_that_was_built_is_no_wall_for_undo(app: App, kit: Kit, tmp_path: Path) -> None:
    app.kits.edit(replace(kit, headline="Now"))
    built = app.kits.build(kit.id, tmp_path / "kit").value.kit
    app.workspace.undo()
    assert app.kits.get(kit.id) == replace(built, headline=kit.headline)
    assert app.kits.stale(kit.id) != ()
    app.workspace.redo()
    assert app.kits.get(kit.id) == built
    app.workspace.undo()
    app.workspace.undo()
    assert app.kits.list() == ()


def test_kits_are_undone_like_any_edit(app: App, kit: Kit) -> None:
    with pytest.raises(BadInput, match="already"):
        app.kits.add(replace(kit, id=0, name="FAIR"))
    app.kits.remove(kit.id)
    with pytest.raises(NotFound):
        app.kits.get("Fair")
    app.workspace.undo()
    assert app.kits.get("fair") == kit


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.fixture
def dated(app: App) -> Design:
    """A design of the user's own with fields of its own."""
    code = Frame(FrameKind.QR, (0.1, 0.1, 0.4, 0.3), "link")
    words = Frame(
        FrameKind.TEXT, (0.1, 0.5, 0.8, 0.3), "{headline}\n{event.date}\n{my_field}\n{link.short} {link.code}"
    )
    return app.designs.save(Design("dated", "Dated", "print", page=Page("mm"), variants={"page": (code, words)})).value


def test_fields_of_a_design_s_own_are_filled_kept_and_told_when_they_change(
    app: App, campaign: Campaign, link: Link, dated: Design, tmp_path: Path
) -> None:
    wanted = Kit("For Ada", campaign.id, holder="Ada", parts=(Part.FLYERS, Part.TEXTS), papers=("A4",))
    wanted = replace(
        wanted, flyer_designs=(dated.id,), values={"event.date": " Friday ", "my_field": "Hall 3", "x": ""}
    )
    kit = app.kits.add(wanted).value
    assert app.kits.get(kit.id).values == {"event.date": "Friday", "my_field": "Hall 3"}
    app.kits.build(kit.id, tmp_path / "kit")
    flyer = tmp_path / "kit/flyers/dated/bags-more-A4.pdf"
    (copy,) = app.links.copies(link.id)
    for words in ("Autumn fair", "Friday", "Hall 3", "shop.example/bags", copy.reference):
        assert words in text_of(flyer)
    before = flyer.read_bytes()
    app.kits.build(kit.id)
    assert flyer.read_bytes() == before
    assert app.kits.stale(kit.id) == ()

    app.kits.edit(app.kits.with_values(app.kits.get(kit.id), {"event.date": "Monday", "my_field": ""}))
    (stale,) = app.kits.stale(kit.id)
    assert (stale.path, stale.because) == ("flyers/dated/bags-more-A4.pdf", ("{event.date}", "{my_field}"))
    app.kits.build(kit.id)
    assert "Monday" in text_of(flyer)
    assert "Hall 3" not in text_of(flyer)
    app.kits.edit(replace(app.kits.get(kit.id), values={}))
    app.workspace.undo()
    assert app.kits.get(kit.id).values == {"event.date": "Monday"}


def test_a_field_that_no_design_of_the_kit_has_is_refused(app: App, campaign: Campaign, dated: Design) -> None:
    kit = Kit("Fair", campaign.id, flyer_designs=(dated.id,))
    assert app.kits.variables(kit) == ("event.date", "my_field")
    with pytest.raises(BadInput, match=r"“event\.day”; they have event\.date, my_field"):
        app.kits.with_values(kit, {"event.day": "Friday"})
    with pytest.raises(BadInput, match="no fields of their own"):
        app.kits.with_values(replace(kit, parts=(Part.TEXTS,)), {"event.date": "Friday"})


def test_a_new_kit_begins_with_what_the_campaign_s_other_kits_say(app: App, campaign: Campaign, link: Link) -> None:
    assert link.campaign_id == campaign.id
    other = app.campaigns.add(Campaign("Spring fair")).value
    for name, key, values in (
        ("a", campaign.id, {"event.date": "Friday", "contact.name": "Mara"}),
        ("b", campaign.id, {"event.date": "Monday"}),
        (
            "c",
            other.id,
            {"event.date": "Sunday", "event.place": "Hall", "contact.name": "Jo", "contact.mail": "j@x.example"},
        ),
    ):
        app.kits.add(Kit(name, key, values=values))
    said = {"event.date": "Monday", "contact.name": "Mara", "contact.mail": "j@x.example"}
    assert app.kits.suggested_values(campaign.id) == said


def test_a_layer_that_is_locked_or_changed_where_it_is_hidden_makes_nothing_stale(
    app: App, campaign: Campaign, link: Link, dated: Design, tmp_path: Path
) -> None:
    assert link.campaign_id == campaign.id
    code, words = dated.variants["page"]
    note = Frame(FrameKind.TEXT, (0.1, 0.8, 0.8, 0.1), "Draft", hidden=True)

    def put(*frames: Frame) -> None:
        app.designs.save(replace(dated, variants={"page": frames}))

    put(code, words, note)
    wanted = Kit("Fair", campaign.id, parts=(Part.FLYERS,), papers=("A4",), flyer_designs=(dated.id,))
    kit = app.kits.add(wanted).value
    app.kits.build(kit.id, tmp_path / "kit")
    put(replace(code, locked=True), replace(words, name="Words"), replace(note, content="Second draft"))
    assert app.kits.stale(kit.id) == ()
    put(code, words, replace(note, hidden=False))
    (stale,) = app.kits.stale(kit.id)
    assert stale.because == ("look",)
