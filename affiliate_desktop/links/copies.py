"""Copies of a link: the same destination, each with a click reference of its own.

A numbered print or a person who promotes a link gets a copy, so that what it earned can be told apart. Where the
network takes no click reference, the copy carries its own in ``utm_content``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from affiliate_desktop.core.names import clean_name
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.links.model import Link, LinkDraft
from affiliate_desktop.links.reference import fresh_reference
from affiliate_desktop.links.tagging import tagged
from affiliate_desktop.programs.model import Network

MOST_COPIES = 10_000


@dataclass(frozen=True, slots=True)
class LinkCopy:
    """One copy of a link.

    Attributes:
        reference: its click reference, also printed as its readable code. holder: who promotes it, or empty.
        number: from 1, over all copies of the link.
    """

    link_id: int
    reference: str
    url: str
    number: int
    holder: str = ""
    created_at: str = ""
    id: int = 0


def copies_of(
    link: Link, network: Network, count: int, *, first: int, holder: str, taken: set[str]
) -> Iterator[LinkCopy]:
    """Fresh copies of a link.

    Args:
        link: the link.
        network: its network.
        count: how many.
        first: the number of the first of them.
        holder: who promotes them, or empty.
        taken: the references of all links and copies; those of the new ones are added.

    Raises:
        BadInput: when there are none or too many, or the holder's name can't be used.
    """
    if not 1 <= count <= MOST_COPIES:
        raise BadInput(
            "bad_copies", "{count} copies can't be made; 1 to {most} at a time.", count=count, most=MOST_COPIES
        )
    holder = clean_name(holder) if holder.strip() else ""
    for number in range(first, first + count):
        reference = fresh_reference(taken.__contains__)
        taken.add(reference)
        yield LinkCopy(link.id, reference, _url(link, network, reference), number, holder)


def _url(link: Link, network: Network, reference: str) -> str:
    draft = LinkDraft(link.destination, link.network, link.utm, dict(link.parameters), None)
    if network.link.reference:
        draft = replace(draft, click_reference=reference)
    else:
        draft = replace(draft, utm=replace(link.utm, content=reference))
    return tagged(draft, network).url
