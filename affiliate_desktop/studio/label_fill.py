"""What labels say: filled from links, from numbered copies of a link, or from the rows of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        values: what other variables of the design stand for, such as ``event.date``.
    """

    headline: str = ""
    text: str = ""
    show_link: bool = True
    show_code: bool = True
    values: Mapping[str, str] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What a row of a table says; ``headline``, ``text`` and ``code`` may be empty."""

    url: str
    headline: str
    text: str
    code: str


class LabelTable:
    """A file whose rows become labels; read once, and anew when it was written since.

    Args:
        file: CSV, XLSX and what else statements are read from.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read: tuple[tuple[int, int], tuple[LabelRow, ...]] | None = None

    def rows(self, progress: Progress) -> tuple[LabelRow, ...]:
        """The rows.

        Raises:
            BadInput: as :func:`rows_of_table`.
        """
        state = _state(self.file)
        if self._read is None or self._read[0] != state:
            self._read = state, rows_of_table(self.file, progress)
        return self._read[1]


def _state(file: Path) -> tuple[int, int]:
    """When a file was written, and its size; reading it says why it can't be."""
    try:
        state = file.stat()
    except OSError:
        return -1, -1
    return state.st_mtime_ns, state.st_size


def labels_of_table(file: Path, words: Words, progress: Progress) -> tuple[Label, ...]:
    """A label for each row of a table.

    Raises:
        BadInput: as :func:`rows_of_table`.
    """
    return labels_of_rows(rows_of_table(file, progress), words)


def labels_of_rows(rows: Sequence[LabelRow], words: Words) -> tuple[Label, ...]:
    """A label for each row, with the common words where the row has none; the row's code is always printed."""
    common = replace(words, show_code=True)
    return tuple(
        _label(row.url, row.headline or words.headline, replace(common, text=row.text or words.text), row.url, row.code)
        for row in rows
    )


def rows_of_table(file: Path, progress: Progress) -> tuple[LabelRow, ...]:
    """The address of each row, and what the columns ``headline``, ``text``, ``code`` say.

    Raises:
        BadInput: when the file can't be read, has no column of addresses, no rows, or too many.
    """
    heads: list[str] = []
    rows: list[LabelRow] = []
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
        rows.append(LabelRow(row[address], row.get(headline, ""), row.get("text", ""), row.get("code", "")))
        if len(rows) > MOST_LABELS:
            raise BadInput("label_count", "“{file}” has more than {most} rows.", file=file.name, most=MOST_LABELS)
    if not rows:
        raise BadInput("label_no_rows", "“{file}” has no rows below its column names.", file=file.name)
    return tuple(rows)


def _label(url: str, headline: str, words: Words, destination: str, code: str) -> Label:
    shown, code = shown_address(destination) if words.show_link else "", code if words.show_code else ""
    of_link = {"link.url": url, "link.short": shown, "link.code": code, "link": shown, "code": code}
    texts = {**words.values, **of_link, "headline": headline, "text": words.text}
    return Label(url, texts)
