"""Records of the programs room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class TemplateParameter:
    """One value that a network's link template takes.

    Attributes:
        name: the URL parameter, also the key of ``--set``.
        label: what it is, for people.
        scope: ``account`` (same for the account's links), ``program`` or ``link``.
        pattern: regular expression the whole value must match, or empty.
        example: a value that fits.
        default: used when nothing is given.
        choices: (value, label) pairs to pick from; empty for free text.
        aliases: other keys that mean the same.
        filled_by: ``publisher_id`` of the account, ``program_id`` (the program's id at the network) or
            ``tracking_id`` (the one that stands for the campaign), where nothing is given; or empty.
        by_host: the choice that goes with a host of the destination.
        certainty: where the fact comes from: ``sample``, ``code``, ``docs`` or ``inferred``.
    """

    name: str
    label: str
    scope: str = "link"
    required: bool = True
    pattern: str = ""
    example: str = ""
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    filled_by: str = ""
    by_host: Mapping[str, str] = field(default_factory=dict)
    certainty: str = "inferred"


@dataclass(frozen=True, slots=True)
class ReferenceRule:
    """What a network takes as click reference (sub-id).

    Attributes:
        parameter: the URL parameter.
        alphabet: allowed characters, as the inside of a regular expression's character class.
        max_length: most characters.
        cut_at: lengths at which its reports cut a longer reference off; ``max_length`` where nothing else is known.
    """

    parameter: str
    alphabet: str
    max_length: int
    cut_at: tuple[int, ...] = ()


class TemplateKind(StrEnum):
    """How a network marks a link."""

    TAG = "tag"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class LinkTemplate:
    """How a network's links are built: the ``[link]`` table.

    Attributes:
        kind: parameters are added to the destination itself, or an address of the network carries it.
        parameters: in the order in which they are written.
        fixed: parameters that are always the same; they are written first.
        reference: where the click reference goes; None where the network takes none.
        url: of a redirect, with ``{parameter}`` places.
        destination: of a redirect: the parameter that carries the encoded destination, always the last.
        own_hosts_only: only pages on the network's own hosts can be tagged.
        short_hosts: link shorteners of the network, whose links can't be tagged.
        strip: query keys the network advises to remove; ``pd_rd_*`` stands for all that begin so.
        advice: what a person should know when making links.
    """

    kind: TemplateKind = TemplateKind.TAG
    parameters: tuple[TemplateParameter, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    reference: ReferenceRule | None = None
    url: str = ""
    destination: str = ""
    own_hosts_only: bool = False
    short_hosts: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """An affiliate network, marketplace or tagging scheme, as ``resources/networks/*.toml`` describes it.

    Attributes:
        id: stable short name, also on the command line.
        name: as people know it.
        single_program: the network itself is the one program, so it is made with the account.
        currency: what it pays in, where that is always the same.
        link: how its links are built.
        statements: the ``[[statement]]`` tables, read by the statements room.
        origin: ``built-in`` or ``own``.
        hosts: where its destinations are, without ``www.``; may be empty.
        payer: it only moves money (PayPal, a card processor): nobody has an account of earnings there.
        sources: where the facts come from.
    """

    id: str
    name: str
    single_program: bool = False
    currency: str | None = None
    link: LinkTemplate = LinkTemplate()
    statements: tuple[Mapping[str, Any], ...] = ()
    origin: str = "built-in"
    hosts: tuple[str, ...] = ()
    payer: bool = False
    sources: tuple[str, ...] = ()

    @override
    def __hash__(self) -> int:
        return hash((self.id, self.origin))  # the tables have no hash


@dataclass(frozen=True, slots=True)
class Account:
    """The user's membership at a network.

    Attributes:
        currency: ISO 4217 code its statements are in, or None when each file tells.
        parameters: values of the network's link template that belong to the account (by parameter name).
    """

    name: str
    network: str
    publisher_id: str = ""
    currency: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """One advertiser's offer within an account.

    Attributes:
        external_id: the advertiser's id at the network, or empty.
    """

    account_id: int
    name: str
    external_id: str = ""
    notes: str = ""
    archived: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class TrackingId:
    """A reference that the user made at the network by hand (Amazon), and the campaign it stands for."""

    account_id: int
    value: str
    campaign_id: int | None = None
    id: int = 0
