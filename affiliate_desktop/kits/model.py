"""Records of kits: what is handed on of a campaign, for oneself or for somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from affiliate_desktop.studio.model import Artwork

BANNER_DESIGN, FLYER_DESIGN = "banner", "flyer"
"""What banners and flyers look like where nothing else is asked for."""


class Part(StrEnum):
    """What a kit can hold besides the table of links and the start page."""

    QR = "qr"
    BANNERS = "banners"
    FLYERS = "flyers"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Kit:
    """What goes into a kit.

    Attributes:
        campaign_id: its campaign, whose links it hands on.
        link_ids: only these links; all of the campaign when empty.
        holder: for whom it is; each link then carries a click reference of their own. Empty for oneself.
        headline, text, call_to_action: what banners, flyers and texts say; the campaign's name for no headline.
        logo, picture: attachments by SHA-256, or None.
        papers: that flyers are made on; a design that is made for none of them takes its own first one.
        qr_mm: edge of the codes with their quiet zone.
        banner_design, flyer_designs: ids of the designs that banners and flyers have.
        brand: name or id of the brand that the designs wear; empty for none.
        background, foreground, accent: ``#rrggbb``; those of brand or design when empty.
        values: what variables of the designs' own stand for, such as ``event.date``.
        place: folder or ZIP file it was built into last; built_at: when, in UTC.
    """

    name: str
    campaign_id: int
    link_ids: tuple[int, ...] = ()
    holder: str = ""
    headline: str = ""
    text: str = ""
    call_to_action: str = "Learn more"
    parts: tuple[Part, ...] = tuple(Part)
    sizes: tuple[str, ...] = ("starter",)
    papers: tuple[str, ...] = ("A4", "Letter")
    qr_mm: float = 30.0
    background: str = ""
    foreground: str = ""
    accent: str = ""
    banner_design: str = BANNER_DESIGN
    flyer_designs: tuple[str, ...] = (FLYER_DESIGN,)
    brand: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    logo: str | None = None
    picture: str | None = None
    place: str = ""
    built_at: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """One link as the kit hands it on.

    Attributes:
        slug: what its files are called; unique within the kit.
        url: with the holder's own click reference, where the kit is for somebody.
        reference: that click reference, or the link's; None where there is none.
    """

    link_id: int
    name: str
    slug: str
    url: str
    destination: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a design that a kit uses.

    Attributes:
        papers: that it is made for; empty for all.
        variables: of its own, that the kit's values fill.
        mark: another one whenever what is drawn would be another; empty for a design as it ships.
    """

    papers: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What one or several files of a kit are made from.

    Attributes:
        path: the file, or the folder of a banner set, relative to the kit.
        inputs: everything that decides what the files hold; the item is stale when one of them changes.
    """

    part: str
    path: str
    inputs: dict[str, object]
    handed: Handed | None = None


@dataclass(frozen=True, slots=True)
class KitFile:
    """A finished file of a kit; ``path`` is relative to it, with ``/``."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class KitReport:
    """What was built.

    Attributes:
        place: the folder or ZIP file.
        artworks: codes, banners and flyers, each with its verdict.
        failed: path and reason of what could not be made; the rest was.
    """

    kit: Kit
    place: Path
    files: tuple[KitFile, ...]
    artworks: tuple[Artwork, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


class Staleness(StrEnum):
    """Why a part of a built kit is not what it would be now."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    MISSING = "missing"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Stale:
    """A part of a built kit that would be another now.

    Attributes:
        because: which inputs changed, such as ``url`` or ``headline``.
    """

    path: str
    state: Staleness
    because: tuple[str, ...] = field(default=())
