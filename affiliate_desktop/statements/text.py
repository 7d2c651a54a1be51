"""Text files with columns: encoding, delimiter, and rows of which none gets lost.

A quotation mark that is opened and never closed would swallow the rest of the file; here only its own line is
given up, with its number, and reading goes on below it.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.tables import CHUNK_ROWS, MAX_CELL, BadRow, Chunk, fit

DELIMITERS = ",;\t|"
MAX_LINE_BYTES = 8_000_000
MAX_BROKEN = 100
"""Lines with broken quotation marks before a file is given up."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp932", "gb18030", "big5", "cp949"]
_SAMPLE = 65_536
_BLOCK = 1_000_000


class TextTable:
    """A text file as a table.

    Args:
        content: the bytes.
        encoding, delimiter: as decided.
        plain: no NUL and no line longer than a cell may be, so that rows needn't be looked at for those.
    """

    index = 0
    name = ""

    def __init__(self, content: bytes, encoding: str, delimiter: str, *, plain: bool) -> None:
        self.content = content
        self.encoding = encoding
        self.delimiter = delimiter
        self._plain = plain

    def size(self) -> int:
        """About how many rows it has."""
        return max(self.content.count(b"\n"), self.content.count(b"\r")) + 1

    def chunks(self) -> Iterator[Chunk]:
        """The rows from the first line on."""
        reader = self._reader(0)
        start = 0
        while True:
            try:
                rows: list[list[Cell]] = list(islice(reader, CHUNK_ROWS))
            except csv.Error:
                yield from self._careful(start)
                return
            if not rows:
                return
            chunk = Chunk(_begins(rows, start, reader.line_num), rows)
            start = reader.line_num
            yield chunk if self._plain else fit(chunk)

    def _reader(self, skipped: int) -> Any:
        return csv.reader(self._lines(skipped), delimiter=self.delimiter, strict=True)

    def _lines(self, skipped: int) -> Iterator[str]:
        text = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, newline="")
        return islice(text, skipped, None) if skipped else text

    def _careful(self, start: int) -> Iterator[Chunk]:
        """Row by row from a line on, giving up the lines that can't be taken apart.

        Raises:
            BadInput: when there are too many of them.
        """
        chunk, broken = Chunk([], []), 0
        reader = self._reader(start)
        base = begin = start
        while True:
            try:
                row: list[Cell] = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                broken += 1
                if broken > MAX_BROKEN:
                    raise _too_many_broken(begin + 1) from error
                raw = next(self._lines(begin)).rstrip("\r\n")
                chunk.bad.append(BadRow(begin + 1, _broken(error), (raw[:MAX_CELL],)))
                base = begin = begin + 1
                reader = self._reader(base)
                continue
            chunk.lines.append(begin + 1)
            chunk.rows.append(row)
            begin = base + reader.line_num
            if len(chunk.rows) >= CHUNK_ROWS:
                yield fit(chunk)
                chunk = Chunk([], [])
        yield fit(chunk)


def open_text(content: bytes, name: str) -> TextTable:
    """Decides encoding and delimiter of a text file.

    Raises:
        BadInput: when it is no text, or has no columns.
    """
    encoding = _encoding(content, name)
    longest = _longest_line(content)
    if longest > MAX_LINE_BYTES:
        raise BadInput("line_too_long", "“{file}” has a line of more than 8 MB; it is no table.", file=name)
    delimiter = _delimiter(content, encoding, name)
    return TextTable(content, encoding, delimiter, plain=longest <= MAX_CELL and b"\0" not in content)


def _encoding(content: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _checked_encoding(content, encoding, name)
    if b"\0" in content[:_SAMPLE]:
        return _without_bom(content, name)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content, name)
    return "utf-8"


def _checked_encoding(content: bytes, encoding: str, name: str) -> str:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name) from error
    return encoding


def _without_bom(content: bytes, name: str) -> str:
    """UTF-16 that does not say so, else a few NULs in a text, else no text at all."""
    sample = content[: _SAMPLE // 2 * 2]
    half = len(sample) // 4
    if sample[1::2].count(0) > half:
        return _checked_encoding(content, "utf-16-le", name)
    if sample[0::2].count(0) > half:
        return _checked_encoding(content, "utf-16-be", name)
    if sample.count(0) > max(8, len(sample) // 500):
        raise BadInput(
            "not_a_statement", "“{file}” is no text and no XLSX workbook. Download it as CSV or XLSX.", file=name
        )
    return "utf-8" if _is_utf8(content) else _guessed(content, name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    lines = [line for line in content[: _SAMPLE * 16].splitlines(keepends=True) if not line.isascii()]
    sample = b"".join(lines)[:_SAMPLE] or content[:_SAMPLE]
    matches = from_bytes(sample, cp_isolation=_CODE_PAGES, threshold=0.4)
    best = matches.best()
    if best is None:
        raise _undecodable(name)
    as_good = [
        match for match in matches if match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.05
    ]
    western = any("cp1252" in match.could_be_from_charset for match in as_good)
    return _checked_encoding(content, "cp1252" if western else best.encoding, name)


def _longest_line(content: bytes) -> int:
    mark = b"\n" if b"\n" in content else b"\r"
    longest = open_end = 0
    for begin in range(0, len(content), _BLOCK):
        first, *others = content[begin : begin + _BLOCK].split(mark)
        open_end += len(first)
        if others:
            longest = max(longest, open_end, *map(len, others))
            open_end = len(others[-1])
    return max(longest, open_end)


def _delimiter(content: bytes, encoding: str, name: str) -> str:
    text = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    lines = [line for line in islice(text, 200) if line.strip()]
    best, most = "", 0.0
    for delimiter in "\t;|,":
        widths = Counter(_widths(lines, delimiter))
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        score = count / max(1, sum(widths.values())) * (width > 1) + min(width, 50) / 1000
        if width > 1 and score > most:
            best, most = delimiter, score
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


def _undecodable(name: str) -> BadInput:
    return BadInput(
        "wrong_encoding",
        "The characters of “{file}” can't be read: it is neither UTF-8 nor UTF-16 nor a known code page. "
        "Save it as CSV in UTF-8.",
        file=name,
    )
