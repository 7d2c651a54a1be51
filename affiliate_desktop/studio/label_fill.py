"""What labels say: filled from links, from numbered copies of a link, or from the rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.flyer import shown_address
from affiliate_desktop.studio.label_print import MOST_LABELS, Label
from affiliate_desktop.studio.qr_table import ADDRESSES, column_of, table_rows

_HEADLINES = ("headline", "title", "name", "label")


@dataclass(frozen=True, slots=True)
class Words:
    """What every label says; an empty one leaves the link's own.

    Attributes:
        headline: the link's name where it is empty. text: below it.
        show_link, show_code: whether the address and the click reference are printed in letters.
    """

    headline: str = ""
    text: str = ""
    show_link: bool = True
    show_code: bool = True


def labels_of_links(links: Sequence[Link], words: Words, times: int = 1) -> tuple[Label, ...]:
    """A label for each link, or several equal ones."""
    return tuple(
        _label(link.url, words.headline or link.name, words, link.destination, link.click_reference or "")
        for link in links
        for _ in range(times)
    )


def labels_of_copies(link: Link, copies: Sequence[LinkCopy], words: Words) -> tuple[Label, ...]:
    """A label for each copy of a link, with the copy's own click reference as its readable code."""
    headline = words.headline or link.name
    return tuple(_label(copy.url, headline, words, link.destination, copy.reference) for copy in copies)


def labels_of_table(file: Path, words: Words, progress: Progress) -> tuple[Label, ...]:
    """A label for each row of a table: its address, and what the columns ``headline``, ``text``, ``code`` say.

    Raises:
        BadInput: when the file can't be read, has no column of addresses, no rows, or too many.
    """
    heads: list[str] = []
    labels: list[Label] = []
    address = headline = ""
    for line, cells in table_rows(file, progress):
        if not heads:
            heads = [cell.strip().casefold() for cell in cells]
            address = column_of(file, heads, "", ADDRESSES)
            headline = column_of(file, heads, "", _HEADLINES, needed=False)
            continue
        row = {name: cell.strip() for name, cell in zip(heads, cells, strict=False)}
        if not any(row.values()):
            continue
        if not row.get(address):
            raise BadInput("label_row", "Line {line} of “{file}” has no address.", line=line, file=file.name)
        own = Words(row.get(headline) or words.headline, row.get("text") or words.text, words.show_link)
        labels.append(_label(row[address], own.headline, own, row[address], row.get("code", "")))
        if len(labels) > MOST_LABELS:
            raise BadInput("label_count", "“{file}” has more than {most} rows.", file=file.name, most=MOST_LABELS)
    if not labels:
        raise BadInput("label_no_rows", "“{file}” has no rows below its column names.", file=file.name)
    return tuple(labels)


def _label(url: str, headline: str, words: Words, destination: str, code: str) -> Label:
    texts = {
        "headline": headline,
        "text": words.text,
        "link": shown_address(destination) if words.show_link else "",
        "code": code if words.show_code else "",
    }
    return Label(url, texts)
