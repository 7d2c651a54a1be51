"""What a text file is made of: its encoding, how many lines it has, and whether any of it is damaged.

The bytes are read once, a block at a time, and never held. A glance looks at blocks spread over the file instead, so
that recognizing a file of any size takes the same short time; what it says is then from a sample, and is marked so.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.tables import MAX_CELL

Opener = Callable[[], IO[bytes]]
"""Opens the bytes of a file anew, from the first on; the caller closes them."""

MAX_LINE_BYTES = 8_000_000
BLOCK = 1 << 20
GLANCE_BYTES = 4 * BLOCK
"""A file up to this size is read whole even in a glance."""

GLANCE_BLOCKS = 8
_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp932", "gb18030", "big5", "cp949"]
_HEALTHY = 20
"""Whole characters beyond ASCII for each damaged one, from which on a text counts as UTF-8 with damage."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in a text file.

    Attributes:
        encoding: name of the codec.
        damaged: bytes that are no UTF-8 stand in it; each is read as U+FFFD.
        lines: how many it has; about so many in a glance.
        plain: no NUL and no line longer than a cell may be, so that rows needn't be looked at for those.
        marks: byte order marks stand further down, as where files were joined.
        whole: every byte was looked at.
    """

    encoding: str
    damaged: bool
    lines: int
    plain: bool
    marks: bool
    whole: bool


def survey(opener: Opener, size: int, name: str, *, asked: str = "", glance: bool = False) -> Survey:
    """Looks through a text file.

    Args:
        opener: opens its bytes.
        size: how many there are.
        name: of the file, for messages.
        asked: the encoding that the user said; empty where it is to be found out.
        glance: look at a sample of a large file only.

    Raises:
        BadInput: when it is no text, or has a line that no table has.
    """
    whole = not glance or size <= GLANCE_BYTES
    with opener() as file:
        head = file.read(_SAMPLE)
    encoding = asked or _declared(head, name)
    end = b"\r" if b"\n" not in head and b"\r" in head else b"\n"
    seen = _Seen(encoding or "utf-8", end)
    for block in _blocks(opener, size, end, whole=whole):
        seen.look(block)
        if not whole and seen.wide:
            break
    if whole or not seen.wide:
        seen.finish()
    if whole and seen.suspicious:
        _check_lines(opener, end, name)
    damaged = False
    if seen.broken:
        if encoding is None:
            encoding, damaged = _other_encoding(_blocks(opener, size, end, whole=whole), seen.strange, head, name)
        elif encoding == "utf-8-sig":
            damaged = True
        else:
            raise _undecodable(name)
    lines = seen.lines + 1 if whole else round(seen.lines * size / max(1, seen.bytes)) + 1
    plain = whole and not seen.suspicious and not seen.nul
    return Survey(encoding or "utf-8", damaged, lines, plain, seen.marks, whole)


class _Seen:
    """Gathers what the blocks of a file say."""

    def __init__(self, encoding: str, end: bytes) -> None:
        self.bytes = self.lines = 0
        self.broken = self.nul = self.marks = self.suspicious = False
        self.strange = bytearray()
        self._end = end
        self.wide = encoding.startswith(("utf-16", "utf-32"))
        self._utf8 = encoding.startswith("utf-8")
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._open = False

    def look(self, block: bytes) -> None:
        first = self.bytes == 0
        self.bytes += len(block)
        self.lines += block.count(self._end)
        if not self.suspicious:
            self.suspicious = any(
                block.find(self._end, place, place + MAX_CELL // 2) < 0
                for place in range(0, len(block) - MAX_CELL // 2, MAX_CELL // 2)
            )
        if self._utf8 and block.isascii() and not self._open:
            self.nul = self.nul or b"\0" in block
            return
        if self._utf8:
            self.nul = self.nul or b"\0" in block
            self.marks = self.marks or block.find(codecs.BOM_UTF8, 1 if first else 0) >= 0
        self._gather(block)
        self._decode(block)

    def finish(self) -> None:
        self._decode(b"", final=True)

    def _decode(self, block: bytes, *, final: bool = False) -> None:
        if self.broken:
            return
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError:
            self.broken = True
            return
        if self.wide:
            self.nul = self.nul or "\0" in text
            self.marks = self.marks or "\ufeff" in text
        self._open = bool(self._decoder.getstate()[0])

    def _gather(self, block: bytes) -> None:
        if self._utf8 and len(self.strange) < _SAMPLE:
            for line in block.splitlines(keepends=True):
                if not line.isascii():
                    self.strange += line[:_SAMPLE]
                    if len(self.strange) >= _SAMPLE:
                        break


def _blocks(opener: Opener, size: int, end: bytes, *, whole: bool) -> Iterator[bytes]:
    """All blocks of a file, or the first and some that are spread evenly over the rest, cut at line ends."""
    with opener() as file:
        if whole:
            while block := file.read(BLOCK):
                yield block
            return
        block = file.read(BLOCK)
        yield block[: block.rfind(end) + 1]
        step = (size - BLOCK) // GLANCE_BLOCKS
        for number in range(GLANCE_BLOCKS):
            file.seek(BLOCK + number * step)
            block = file.read(BLOCK // 8)
            yield block[block.find(end) + 1 : block.rfind(end) + 1]


def excerpts(opener: Opener, size: int, encoding: str) -> Iterator[list[str]]:
    """Lines from places spread over a large file, below its first block; for looking at, not for counting."""
    if encoding.startswith(("utf-16", "utf-32")):
        return
    for block in list(_blocks(opener, size, b"\n", whole=False))[1:]:
        yield block[: BLOCK // 128].decode(encoding, "replace").splitlines(keepends=True)[:-1]


def _declared(head: bytes, name: str) -> str | None:
    """The encoding that the first bytes tell, or None: then it is UTF-8 or a code page.

    Raises:
        BadInput: when it is no text at all.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if b"\0" not in head:
        return None
    sample = head[: len(head) // 2 * 2]
    half = len(sample) // 4
    if sample[1::2].count(0) > half:
        return "utf-16-le"
    if sample[0::2].count(0) > half:
        return "utf-16-be"
    if sample.count(0) > max(8, len(sample) // 500):
        raise BadInput("not_a_statement", "“{file}” is no text and no workbook. Download it as CSV or XLSX.", file=name)
    return None


def _other_encoding(blocks: Iterator[bytes], strange: bytearray, head: bytes, name: str) -> tuple[str, bool]:
    """The code page of a text that is no UTF-8; or UTF-8 with damage, where nearly all of it is that."""
    sample = bytes(strange) or head
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if sum(not each.isascii() for each in text) - damaged >= damaged * _HEALTHY:
        return "utf-8", True
    encoding = _guessed(sample[:_SAMPLE], name)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in blocks:
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _undecodable(name) from error
    return encoding, False


def _guessed(sample: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_CODE_PAGES, threshold=0.4)
    best = matches.best()
    if best is None:
        raise _undecodable(name)
    as_good = [
        match for match in matches if match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.05
    ]
    western = any("cp1252" in match.could_be_from_charset for match in as_good)
    return "cp1252" if western else best.encoding


def _check_lines(opener: Opener, end: bytes, name: str) -> None:
    """Refuses a file with a line that is longer than any table's.

    Raises:
        BadInput: when it has one.
    """
    open_end = 0
    with opener() as file:
        while block := file.read(BLOCK):
            first, *others = block.split(end)
            open_end += len(first)
            longest = max(open_end, *map(len, others)) if others else open_end
            if longest > MAX_LINE_BYTES:
                raise BadInput("line_too_long", "“{file}” has a line of more than 8 MB; it is no table.", file=name)
            if others:
                open_end = len(others[-1])


def _undecodable(name: str) -> BadInput:
    return BadInput(
        "wrong_encoding",
        "The characters of “{file}” can't be read: it is neither UTF-8 nor UTF-16 nor a known code page. "
        "Save it as CSV in UTF-8.",
        file=name,
    )
