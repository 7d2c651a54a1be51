"""Records of the programs room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Network:
    """An affiliate network, marketplace or tagging scheme, as ``resources/networks/*.toml`` describes it.

    Attributes:
        id: stable short name, also on the command line.
        name: as people know it.
        single_program: the network itself is the one program, so it is made with the account.
        currency: what it pays in, where that is always the same.
        home: hosts its destinations are on, for guesses; may be empty.
        link: the ``[link]`` table, read by the links room.
        statements: the ``[[statement]]`` tables, read by the statements room.
        origin: ``built-in`` or ``own``.
    """

    id: str
    name: str
    single_program: bool = False
    currency: str | None = None
    link: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[Mapping[str, Any], ...] = ()
    origin: str = "built-in"


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
    """One advertiser's offer within an account."""

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
