"""Records of the links room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from affiliate_desktop.programs.model import TemplateParameter

__all__ = ["Link", "LinkDraft", "TaggedLink", "TemplateParameter", "Utm"]


@dataclass(frozen=True, slots=True)
class Utm:
    """UTM tags; an empty one is left out."""

    campaign: str = ""
    source: str = ""
    medium: str = ""
    content: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """What a tagged link is made of.

    Attributes:
        destination: the page that is promoted, http or https, as the user gave it.
        network: id of the network whose template is used (``utm`` for none).
        parameters: values for the network template's own parameters, by name (``tag``, ``awinmid`` ...).
        click_reference: the network's sub-id for this link; None leaves it out.
    """

    destination: str
    network: str = "utm"
    utm: Utm = Utm()
    parameters: Mapping[str, str] = field(default_factory=dict)
    click_reference: str | None = None


@dataclass(frozen=True, slots=True)
class TaggedLink:
    """A built link.

    Attributes:
        url: what is published.
        replaced: names of query keys of the destination whose value was replaced.
        strippable: names of query keys the network advises to remove; nothing was removed.
        shown_host: the host in punycode when it mixes scripts, else empty.
    """

    url: str
    replaced: tuple[str, ...] = ()
    strippable: tuple[str, ...] = ()
    shown_host: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A saved link.

    Attributes:
        url: the tagged URL as it was built.
        placement_id: where it is; a placement of its campaign.
    """

    name: str
    destination: str
    url: str
    network: str = "utm"
    utm: Utm = Utm()
    parameters: Mapping[str, str] = field(default_factory=dict)
    click_reference: str | None = None
    account_id: int | None = None
    program_id: int | None = None
    campaign_id: int | None = None
    notes: str = ""
    archived: bool = False
    created_at: str = ""
    id: int = 0
    placement_id: int | None = None
