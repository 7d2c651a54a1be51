"""What a write changed, so that whoever shows it can look again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Kind(StrEnum):
    """The kinds of record that can change."""

    ACCOUNT = "account"
    PROGRAM = "program"
    CAMPAIGN = "campaign"
    PLACEMENT = "placement"
    LINK = "link"
    DESIGN = "design"
    SHEET = "sheet"
    KIT = "kit"
    STATEMENT = "statement"
    TRANSACTION = "transaction"
    CORRECTION = "correction"
    PAYOUT = "payout"
    PLAN = "plan"
    REFERRAL = "referral"
    REQUEST = "request"
    ATTRIBUTION = "attribution"
    PROFILE = "profile"
    SETTING = "setting"


@dataclass(frozen=True)
class Changes:
    """Kinds and keys of changed records.

    ``keys`` maps a kind to the ids that changed; an empty set says "many, look at all of them".
    """

    keys: dict[Kind, frozenset[int]]

    @staticmethod
    def of(kind: Kind, *keys: int) -> "Changes":
        """The change of some records of one kind."""
        return Changes({kind: frozenset(keys)})

    def touches(self, *kinds: Kind) -> bool:
        """Whether any of these kinds changed."""
        return any(kind in self.keys for kind in kinds)

    def __or__(self, other: "Changes") -> "Changes":
        merged = dict(self.keys)
        for kind, keys in other.keys.items():
            both = merged.get(kind)
            merged[kind] = keys if both is None else (both | keys if both and keys else frozenset())
        return Changes(merged)

    def __bool__(self) -> bool:
        return bool(self.keys)


NOTHING = Changes({})


@dataclass(frozen=True)
class Done(Generic[T]):
    """The answer of a write: what it made or found, and what changed."""

    value: T
    changes: Changes
