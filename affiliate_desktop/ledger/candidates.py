"""What earnings without an explanation may belong to, ranked, each with the reasons for its place.

Points: a similar sub-id up to 50, the link's program 20 (the campaign's 15), words of the product up to 25, dates
within the campaign 15 (outside of it -20), the account 5. Dates and the account alone are no reason to offer anything.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from affiliate_desktop.ledger.attribution_model import Candidate, Reason, Waiting

OFFERED = 5
"""Most candidates that are offered."""
LEAST = 10
"""Points that a candidate has at least."""
GUESSED = 40
"""Points from which the program may guess on its own."""
AHEAD = 8
"""Points that a link must have more than its campaign as a whole to be offered in its place."""
LEAD = 10
"""Points by which a guess must be ahead of the next candidate."""

_ALIKE = 0.4
"""Share of common letter triples from which texts count as similar."""
_BEGINNING = 5
"""Characters that a common beginning must have."""
_WORD = re.compile(r"\w+")
_COMMON = frozenset(
    word
    for words in (
        "and the for with from your you our all new set pack best free shop store link links page campaign program",
        "und der die das mit für von ein eine den les des une avec pour para con los las",
    )
    for word in words.split()
)

Target = tuple[int | None, int | None]
"""Id of the link and of the campaign."""
NOTHING_REFUSED: frozenset[Target] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """A campaign, or one of the links, that earnings may belong to.

    Attributes:
        names: what a sub-id may resemble: click reference, tracking ids, UTM values, names as slugs.
        program_ids: of the link or of the campaign. account_id: the account that the link was made for.
        text: what the words of a product may stand in.
    """

    campaign_id: int | None
    campaign: str
    link_id: int | None = None
    link: str = ""
    names: tuple[str, ...] = ()
    program_ids: frozenset[int] = frozenset()
    account_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    text: str = ""

    @property
    def target(self) -> Target:
        """What would be written."""
        return self.link_id, self.campaign_id


def ranked(
    earnings: Waiting, options: Iterable[Option], refused: Collection[Target] = NOTHING_REFUSED
) -> tuple[Candidate, ...]:
    """The candidates, the likeliest first; of a campaign and its links only the likeliest.

    Args:
        earnings: what waits.
        options: every campaign and link.
        refused: what was turned down for these earnings; it is not offered again.
    """
    best: dict[object, Candidate] = {}
    for option in options:
        if option.target in refused:
            continue
        candidate = _candidate(earnings, option)
        if candidate is None:
            continue
        place: object = option.campaign_id if option.campaign_id is not None else ("link", option.link_id)
        if place not in best or _specific(candidate) > _specific(best[place]):
            best[place] = candidate
    return tuple(sorted(best.values(), key=_order)[:OFFERED])


def sure_enough(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate is likely enough, and far enough ahead, to be guessed."""
    if not candidates or candidates[0].score < GUESSED:
        return False
    return len(candidates) == 1 or candidates[0].score - candidates[1].score >= LEAD


def _specific(candidate: Candidate) -> int:
    """The score; a link must be clearly likelier than its campaign as a whole."""
    return candidate.score - (AHEAD if candidate.link_id is not None else 0)


def _order(candidate: Candidate) -> tuple[int, bool, str, str]:
    """The higher score first; on a par a campaign as a whole before one of its links."""
    return -candidate.score, candidate.link_id is not None, candidate.campaign.casefold(), candidate.link.casefold()


def _candidate(earnings: Waiting, option: Option) -> Candidate | None:
    reasons = [*_sub_id(earnings, option), *_program(earnings, option), *_product(earnings, option)]
    if not reasons:
        return None
    if option.account_id is not None and option.account_id == earnings.account_id:
        reasons.append(Reason("account", "the link was made for this account", 5))
    reasons += _dates(earnings, option)
    score = min(100, sum(reason.points for reason in reasons))
    if score < LEAST:
        return None
    return Candidate(option.campaign_id, option.campaign, option.link_id, option.link, score, tuple(reasons))


def _sub_id(earnings: Waiting, option: Option) -> list[Reason]:
    said = earnings.sub_id.casefold()
    best, like = 0, ""
    for name in option.names if said else ():
        points = _resemblance(said, name.casefold())
        if points > best:
            best, like = points, name
    return [Reason("sub_id", "the sub-id resembles “{name}”", best, {"name": like})] if best else []


def _resemblance(said: str, name: str) -> int:
    if not name:
        return 0
    short, long = sorted((said, name), key=len)
    if len(short) >= _BEGINNING and long.startswith(short):
        return 45
    one, other = _triples(said), _triples(name)
    share = 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
    return round(50 * share) if share >= _ALIKE else 0


@lru_cache(20_000)
def _triples(text: str) -> frozenset[str]:
    letters = "".join(_WORD.findall(text.replace("_", " ")))
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _program(earnings: Waiting, option: Option) -> list[Reason]:
    if earnings.program_id is None or earnings.program_id not in option.program_ids:
        return []
    if option.link_id is not None and option.account_id is not None:
        return [Reason("program", "the link is for {program}", 20, {"program": earnings.program})]
    return [Reason("program", "the campaign is for {program}", 15, {"program": earnings.program})]


def _product(earnings: Waiting, option: Option) -> list[Reason]:
    common = _words(earnings.product) & _words(option.text)
    if not common:
        return []
    words = ", ".join(sorted(common)[:4])
    return [Reason("product", "the product has words in common: {words}", min(25, 12 * len(common)), {"words": words})]


@lru_cache(20_000)
def _words(text: str) -> frozenset[str]:
    return (
        frozenset(
            word for word in _WORD.findall(text.casefold().replace("_", " ")) if len(word) > 2 and not word.isdigit()
        )
        - _COMMON
    )


def _dates(earnings: Waiting, option: Option) -> list[Reason]:
    start, end = option.starts_on, option.ends_on
    if start is None and end is None:
        return []
    if (start and earnings.last_day < start) or (end and earnings.first_day > end):
        return [Reason("outside", "earned outside the campaign's dates", -20)]
    if (start is None or start <= earnings.first_day) and (end is None or earnings.last_day <= end):
        return [Reason("dates", "earned within the campaign's dates", 15)]
    return [Reason("dates", "partly earned within the campaign's dates", 5)]
