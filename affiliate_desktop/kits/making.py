"""Makes the files of a kit in an empty folder, through the studio."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.problems import Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.kits.links_table import csv_bytes, xlsx_bytes
from affiliate_desktop.kits.model import FLYER_DESIGN, Handed, Item, Kit, Part
from affiliate_desktop.studio.flyer import shown_address
from affiliate_desktop.studio.model import Artwork, BannerText, FlyerText, NotReady, Paper, QrStyle
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import choose_sizes


@dataclass(frozen=True, slots=True)
class Bench:
    """What the files are made with.

    Attributes:
        folder: empty; the files go here.
        handed: the links of the kit.
        pictures: ``logo`` and ``picture`` as files, where the kit has them.
        force: make codes that would not scan too.
    """

    studio: Studio
    kit: Kit
    folder: Path
    handed: tuple[Handed, ...]
    pictures: Mapping[str, Path]
    force: bool = False


def make(
    bench: Bench, items: tuple[Item, ...], progress: Progress
) -> tuple[tuple[Artwork, ...], tuple[tuple[str, str], ...]]:
    """Makes every item; what can't be made is told with its reason, and the rest goes on.

    Returns:
        Codes, banners and flyers with their verdicts; path and reason of what failed.

    Raises:
        NotReady: when a code would not scan and nobody insisted.
        Cancelled: when somebody asked to stop.
    """
    artworks: list[Artwork] = []
    failed: list[tuple[str, str]] = []
    for number, item in enumerate(items):
        progress.step(number, len(items), item.path)
        target = bench.folder / item.path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            artworks += _make(bench, item, target)
        except NotReady:
            raise
        except Problem as problem:
            failed.append((item.path, str(problem)))
    progress.step(len(items), len(items))
    return tuple(artworks), tuple(failed)


def _make(bench: Bench, item: Item, target: Path) -> tuple[Artwork, ...]:
    if item.handed is None:
        target.write_bytes(_plain(bench, item))
        return ()
    url, studio = item.handed.url, bench.studio
    if item.part == Part.QR:
        return (studio.qr(url, target, QrStyle(mm=bench.kit.qr_mm), force=bench.force),)
    if item.part == Part.BANNERS:
        return studio.banners(url, _banner(bench, item), target, choose_sizes(bench.kit.sizes), force=bench.force)
    if item.part == Part.FLYERS:
        paper = Paper(target.stem.rpartition("-")[2])
        return (studio.flyer(url, _flyer(bench, item), paper, target, force=bench.force),)
    target.write_text(_post(item), encoding="utf-8", newline="\n")
    return ()


def _plain(bench: Bench, item: Item) -> bytes:
    if item.path == "links.csv":
        return csv_bytes(bench.handed)
    if item.path == "links.xlsx":
        return xlsx_bytes(bench.handed)
    return f"{item.inputs['disclosure']}\n".encode()


def _banner(bench: Bench, item: Item) -> BannerText:
    kit = bench.kit
    return BannerText(
        headline=str(item.inputs["headline"]),
        call_to_action=kit.call_to_action,
        text=kit.text,
        picture=bench.pictures.get("picture"),
        logo=bench.pictures.get("logo"),
        background=kit.background,
        foreground=kit.foreground,
        accent=kit.accent,
        design=kit.banner_design,
        brand=kit.brand,
        values=_values(kit, item),
    )


def _flyer(bench: Bench, item: Item) -> FlyerText:
    kit, handed = bench.kit, item.handed
    return FlyerText(
        headline=str(item.inputs["headline"]),
        text=kit.text,
        call_to_action=kit.call_to_action,
        picture=bench.pictures.get("picture"),
        logo=bench.pictures.get("logo"),
        shown_link=shown_address(handed.destination) if handed else "",
        disclosure=str(item.inputs["disclosure"]),
        accent=kit.accent,
        design=str(item.inputs.get("design", FLYER_DESIGN)),
        brand=kit.brand,
        values=_values(kit, item),
    )


def _values(kit: Kit, item: Item) -> dict[str, str]:
    """What variables of the designs' own stand for: what the kit says, and what follows from the link."""
    link = item.handed
    if link is None:
        return dict(kit.values)
    shown, code = shown_address(link.destination), link.reference or ""
    return {**kit.values, "link.url": link.url, "link.short": shown, "link.code": code}


def _post(item: Item) -> str:
    """A text to post: what it is about, the link on a line of its own, and the disclosure."""
    words = (str(item.inputs[key]) for key in ("headline", "text", "call_to_action", "url", "disclosure"))
    return "\n\n".join(word for word in words if word) + "\n"
