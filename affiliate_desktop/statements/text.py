"""Text files with columns: delimiter, and rows of which none gets lost. They are streamed from disk, never held.

A quotation mark that is opened and never closed would swallow the rest of the file; here only its own line is
given up, with its number, and reading goes on below it.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.encoding import BLOCK, Opener, Survey, excerpts, survey
from affiliate_desktop.statements.layout import MAX_COLUMNS
from affiliate_desktop.statements.model import Cell, Reading
from affiliate_desktop.statements.reading import asked_delimiter, asked_encoding
from affiliate_desktop.statements.tables import CHUNK_ROWS, MAX_CELL, BadRow, Chunk, fit

DELIMITERS = ",;\t|"
MAX_BROKEN = 100
"""Lines with broken quotation marks before a file is given up."""

MAX_RECORD = 8_000_000
"""Characters of a row, over all its lines."""

MAX_ROW_LINES = 2_000
"""Lines of a row, whose cells may hold line breaks."""


class TextTable:
    """A text file as a table.

    Args:
        opener: opens its bytes.
        size: how many there are.
        found: what a look through them has shown.
        delimiter: as decided.
    """

    index = 0
    name = ""

    def __init__(self, opener: Opener, size: int, found: Survey, delimiter: str) -> None:
        self._opener = opener
        self._bytes = size
        self.survey = found
        self.encoding = found.encoding
        self.delimiter = delimiter

    def size(self) -> int:
        """About how many rows it has."""
        return self.survey.lines

    def chunks(self) -> Iterator[Chunk]:
        """The rows from the first line on.

        Raises:
            BadInput: when too many lines can't be taken apart.
        """
        begin = broken = 0
        with self._text() as text:
            lines = _Lines(text, marks=self.survey.marks)
            while block := lines.take(CHUNK_ROWS, plain=self.survey.plain):
                try:
                    rows: list[list[Cell]] = list(self._reader(block))
                except csv.Error:
                    lines.put_back(block)
                    chunk, begin = self._careful(lines, begin, len(block), broken)
                    broken += len(chunk.bad)
                    yield fit(chunk)
                    continue
                chunk = Chunk(_begins(rows, begin, begin + len(block)), rows)
                begin += len(block)
                yield chunk if self.survey.plain else fit(chunk)

    def excerpt(self) -> Iterator[list[list[Cell]]]:
        """Rows from places spread over a large file, below its first megabyte; their lines are not known."""
        if self.survey.whole:
            return
        for lines in excerpts(self._opener, self._bytes, self.encoding):
            yield [list(row) for row in csv.reader(lines, delimiter=self.delimiter)]

    def line_texts(self, wanted: Collection[int]) -> dict[int, str]:
        """The text of some lines as the file has it, without the line's end."""
        last = max(wanted, default=0)
        with self._text() as text:
            return {
                number: line.rstrip("\r\n").replace("\0", "\ufffd")
                for number, line in enumerate(islice(text, last), start=1)
                if number in wanted
            }

    def _reader(self, lines: Iterable[str]) -> Any:
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _text(self) -> io.TextIOWrapper:
        errors = "strict" if self.survey.whole and not self.survey.damaged else "replace"
        return io.TextIOWrapper(self._opener(), encoding=self.encoding, errors=errors, newline="")

    def _careful(self, lines: "_Lines", begin: int, count: int, broken: int) -> tuple[Chunk, int]:
        """Row by row over some lines, giving up those that can't be taken apart; the rows, and the line behind them."""
        chunk, end = Chunk([], []), begin + count
        reader = self._reader(lines)
        while begin < end:
            try:
                row: list[Cell] = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                broken += 1
                if broken > MAX_BROKEN:
                    raise _too_many_broken(begin + 1) from error
                raw = lines.give_up().rstrip("\r\n")
                chunk.bad.append(BadRow(begin + 1, _broken(error), (raw[:MAX_CELL].replace("\0", "\ufffd"),)))
                begin += 1
                reader = self._reader(lines)
                continue
            chunk.lines.append(begin + 1)
            chunk.rows.append(row)
            begin += lines.keep()
        return chunk, begin


class _Lines:
    """The lines of a text, of which those behind a row's first are read again when the row turns out broken.

    Args:
        text: the file.
        marks: leave out byte order marks at the beginnings of lines, where files were joined.
    """

    def __init__(self, text: Iterable[str], *, marks: bool) -> None:
        self._lines = (line.lstrip("\ufeff") for line in text) if marks else iter(text)
        self._row: list[str] = []
        self._length = 0
        self._again: deque[str] = deque()

    def take(self, count: int, *, plain: bool) -> list[str]:
        """The next lines: so many, or fewer where they are very long."""
        if plain and not self._again:
            return list(islice(self._lines, count))
        found: list[str] = []
        length = 0
        while len(found) < count and length < MAX_RECORD:
            line = self._again.popleft() if self._again else next(self._lines, "")
            if not line:
                break
            found.append(line)
            length += len(line)
        return found

    def put_back(self, lines: list[str]) -> None:
        """Lets lines be read again."""
        self._again.extendleft(reversed(lines))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._length += len(line)
        if len(self._row) > MAX_ROW_LINES or (self._length > MAX_RECORD and len(self._row) > 1):
            raise csv.Error("field limit of a whole row")
        return line

    def keep(self) -> int:
        """The row was read; how many lines it has."""
        count = len(self._row)
        self._row, self._length = [], 0
        return count

    def give_up(self) -> str:
        """The row is broken: its first line, which is not read again."""
        first, *others = self._row
        self.put_back(others)
        self.keep()
        return first


def open_text(
    opener: Opener, size: int, name: str, reading: Reading | None = None, *, glance: bool = False
) -> TextTable:
    """Decides encoding and delimiter of a text file.

    Args:
        opener: opens its bytes.
        size: how many there are.
        name: of the file, for messages.
        reading: what of it the user said.
        glance: look at a sample of a large file only.

    Raises:
        BadInput: when it is no text, or has no columns.
    """
    reading = reading or Reading()
    delimiter = asked_delimiter(reading.delimiter)
    found = survey(opener, size, name, asked=asked_encoding(reading.encoding), glance=glance)
    with opener() as file:
        head = file.read(BLOCK // 4)
    return TextTable(opener, size, found, delimiter or _delimiter(head, found.encoding, name))


def _delimiter(head: bytes, encoding: str, name: str) -> str:
    text = io.TextIOWrapper(io.BytesIO(head), encoding=encoding, errors="replace", newline="")
    lines = [line for line in islice(text, 200) if line.strip()]
    best, most, columns = "", 0.0, 0
    for delimiter in "\t;|,":
        widths = Counter(_widths(lines, delimiter))
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        score = count / max(1, sum(widths.values())) * (width > 1) + min(width, 50) / 1000
        if width > 1 and score > most:
            best, most, columns = delimiter, score, width
    if columns > MAX_COLUMNS:
        raise BadInput(
            "too_many_columns",
            "“{file}” has more than {most} columns; it is no statement.",
            file=name,
            most=MAX_COLUMNS,
        )
    if not best:
        raise BadInput(
            "no_columns",
            "“{file}” has no columns: no line holds a comma, semicolon, tab or | between values.",
            file=name,
        )
    return best


def _widths(lines: list[str], delimiter: str) -> Iterator[int]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            yield len(next(reader))
        except StopIteration:
            return
        except csv.Error:
            continue


def _begins(rows: list[list[Cell]], start: int, end: int) -> list[int]:
    """Line numbers of rows that stand between two lines; a quoted cell may hold line breaks."""
    if end - start == len(rows):
        return list(range(start + 1, end + 1))
    begins, line = [], start + 1
    for row in rows:
        begins.append(line)
        line += 1 + sum(len(_breaks(cell)) for cell in row if isinstance(cell, str) and ("\n" in cell or "\r" in cell))
    return begins


def _breaks(cell: str) -> list[str]:
    return cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]


def _broken(error: csv.Error) -> BadInput:
    if "field limit" in str(error):
        return BadInput(
            "cell_too_long",
            "A cell that begins in this line has more than {most} characters. Perhaps a quotation mark is not closed.",
            most=csv.field_size_limit(),
        )
    if "unexpected end" in str(error):
        return BadInput("quote_not_closed", "A quotation mark is opened in this line and never closed.")
    return BadInput("quotes_broken", "A closing quotation mark is followed by more text before the next column.")


def _too_many_broken(line: int) -> BadInput:
    return BadInput(
        "quotes_broken",
        "Too many lines have broken quotation marks (the last seen is line {line}). Save the file as CSV again.",
        line=line,
    )
