"""Which files a kit holds, and what each is made from. Pure: nothing is drawn or written here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.kits.model import BANNER_DESIGN, FLYER_DESIGN, Handed, Item, Kit, Look, Part, Stale, Staleness
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.model import Link
from affiliate_desktop.links.naming import slug

NO_LOOKS: Mapping[str, Look] = {}
QR_KINDS = ("png", "svg", "pdf")


def handed_links(links: Sequence[Link], copies: Mapping[int, LinkCopy]) -> tuple[Handed, ...]:
    """The links as the kit hands them on.

    Args:
        links: in order.
        copies: the holder's copy of a link, by the link's id; empty for a kit for oneself.
    """
    taken: set[str] = set()
    handed = []
    for link in links:
        copy = copies.get(link.id)
        name = safe_name(slug(link.name), f"link-{link.id}")
        name = f"{name}-{link.id}" if name in taken else name
        taken.add(name)
        url, reference = (copy.url, copy.reference) if copy else (link.url, link.click_reference)
        handed.append(Handed(link.id, link.name, name, url, link.destination, reference))
    return tuple(handed)


def items_of(
    kit: Kit, handed: Iterable[Handed], headline: str, disclosure: str, looks: Mapping[str, Look] = NO_LOOKS
) -> tuple[Item, ...]:
    """Everything the kit holds besides start page and manifest.

    Args:
        kit: what was asked for.
        handed: the links.
        headline: the kit's own, or the campaign's name.
        disclosure: the line that says that links earn a commission.
        looks: of the kit's designs by id; one that is not there is taken for one that ships, and fits every paper.
    """
    handed = tuple(handed)
    words = {"headline": headline, "text": kit.text, "call_to_action": kit.call_to_action}
    look = {"background": kit.background, "foreground": kit.foreground, "accent": kit.accent}
    pictures = {"logo": kit.logo, "picture": kit.picture}
    items = [
        Item("table", "links.csv", {"links": [[each.name, each.url, each.reference] for each in handed]}),
        Item("table", "links.xlsx", {"links": [[each.name, each.url, each.reference] for each in handed]}),
        Item("disclosure", "disclosure.txt", {"disclosure": disclosure}),
    ]
    for link in handed:
        base: dict[str, object] = {"url": link.url}
        if Part.QR in kit.parts:
            items += [Item(Part.QR, f"qr/{link.slug}.{kind}", {**base, "qr_mm": kit.qr_mm}, link) for kind in QR_KINDS]
        if Part.BANNERS in kit.parts:
            dressed = _dressed(kit, kit.banner_design, BANNER_DESIGN, looks)
            inputs = {**base, **words, **look, **pictures, **dressed, "sizes": list(kit.sizes)}
            items.append(Item(Part.BANNERS, f"banners/{link.slug}", inputs, link))
        if Part.FLYERS in kit.parts:
            inputs = {**base, **words, **pictures, "accent": kit.accent, "disclosure": disclosure}
            for design in kit.flyer_designs:
                made_from = {**inputs, **_dressed(kit, design, FLYER_DESIGN, looks)}
                items += [Item(Part.FLYERS, path, made_from, link) for path in _flyers(kit, design, link, looks)]
        if Part.TEXTS in kit.parts:
            items.append(Item(Part.TEXTS, f"texts/{link.slug}.txt", {**base, **words, "disclosure": disclosure}, link))
    return tuple(items)


def _dressed(kit: Kit, design: str, usual: str, looks: Mapping[str, Look]) -> dict[str, object]:
    """What a design adds to what files are made from; nothing where it is the usual one as it ships.

    What its own variables stand for is named as the design writes them, such as ``{event.date}``.
    """
    look = looks.get(design, Look())
    marks = {"design": design if design != usual else "", "brand": kit.brand, "look": look.mark}
    said = {f"{{{name}}}": kit.values.get(name, "") for name in look.variables}
    return {name: value for name, value in {**marks, **said}.items() if value}


def _flyers(kit: Kit, design: str, link: Handed, looks: Mapping[str, Look]) -> list[str]:
    """The files of a design, one a paper; those of other designs than the usual one have a folder of their own."""
    made_for = looks.get(design, Look()).papers
    papers = [paper for paper in kit.papers if not made_for or paper in made_for] or list(made_for[:1])
    folder = "flyers" if design == FLYER_DESIGN else f"flyers/{design}"
    return [f"{folder}/{link.slug}-{paper}.pdf" for paper in papers]


def changed_items(built: Mapping[str, Mapping[str, Any]], wanted: Iterable[Item]) -> tuple[Stale, ...]:
    """What of a built kit would be another now.

    Args:
        built: path -> inputs, as they were noted when it was built.
        wanted: what it would be made from now.
    """
    found, seen = [], set()
    for item in wanted:
        seen.add(item.path)
        before = built.get(item.path)
        if before is None:
            found.append(Stale(item.path, Staleness.NEW))
            continue
        names = sorted(set(before) | set(item.inputs))
        because = tuple(name for name in names if before.get(name) != item.inputs.get(name))
        if because:
            found.append(Stale(item.path, Staleness.CHANGED, because))
    return (*found, *(Stale(path, Staleness.GONE) for path in sorted(set(built) - seen)))
