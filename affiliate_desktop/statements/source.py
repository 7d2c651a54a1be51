"""An opened statement file: what kind of file it is, and its tables.

A file may be larger than memory, so nothing of it is held: its SHA-256 and its tables are read from disk, in passes.
Each pass makes sure that the file is still the one that was opened, and ``Source.blocks``, which is what is kept,
compares the SHA-256: what is recognized, imported, hashed and kept are the same bytes.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.encoding import GLANCE_BYTES
from affiliate_desktop.statements.model import Reading
from affiliate_desktop.statements.packed import MAX_ARCHIVE_BYTES, archive_kind, gunzipped, unzipped
from affiliate_desktop.statements.tables import Table

MAX_TEXT_BYTES = 1_000_000_000
_BLOCK = 1 << 20
_HEAD = 4096
_TYPES = {
    "text": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "gzip": "application/gzip",
}


@dataclass(frozen=True)
class SourceFile:
    """A file on disk that must not change while it is read.

    Attributes:
        stamp: what tells whether it is still the same: size, time of change, number of its inode.
    """

    path: Path
    stamp: tuple[int, int, int]

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.stamp[0]

    def open(self) -> IO[bytes]:
        """Its bytes, from the first on.

        Raises:
            BadInput: when it has changed since, or is gone.
        """
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise _changed(self.path.name) from error
        if stamp_of(self.path) != self.stamp:
            file.close()
            raise _changed(self.path.name)
        return file


@dataclass(frozen=True)
class Source:
    """An opened file.

    Attributes:
        file: where its bytes are.
        sha256: empty in a glance at a large file.
        container: ``csv`` (any text with columns), ``xlsx``, ``xls``, ``ods`` or ``json``.
        packing: ``zip`` or ``gzip`` where the text is inside an archive, else empty.
        kept: temporary files that the tables read from; gone at the end of a ``with`` block.
    """

    name: str
    file: SourceFile
    sha256: str
    media_type: str
    container: str
    encoding: str
    delimiter: str
    tables: tuple[Table, ...]
    packing: str = ""
    kept: ExitStack = field(default_factory=ExitStack)

    @property
    def size(self) -> int:
        """Bytes of the original."""
        return self.file.size

    def blocks(self) -> Iterator[bytes]:
        """The original, byte for byte, a megabyte at a time, for keeping it.

        Raises:
            BadInput: at the end, when these were not the bytes that were hashed; then nothing may be kept.
        """
        machine = hashlib.sha256()
        with self.file.open() as file:
            while block := file.read(_BLOCK):
                machine.update(block)
                yield block
        if machine.hexdigest() != self.sha256:
            raise _changed(self.name)

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        self.kept.close()


def open_source(
    path: Path, progress: Progress | None = None, *, reading: Reading | None = None, glance: bool = False
) -> Source:
    """Opens a statement file.

    Args:
        path: the file.
        progress: may cancel.
        reading: encoding and delimiter of a text, where they are not to be found out.
        glance: look at a sample of a large text only, and leave out its SHA-256: enough to recognize it.

    Raises:
        BadInput: when it is missing, empty, damaged, protected or of a kind that is not read.
    """
    progress = progress or Progress()
    file = _found(path)
    with file.open() as opened:
        head = opened.read(_HEAD)
    kind = _kind(head, file, path.name)
    glance = glance and kind == "text" and file.size > GLANCE_BYTES
    sha256 = "" if glance else _sha256(file, progress)
    with ExitStack() as stack:
        container, tables = _tables(kind, file, stack, progress, reading, glance=glance)
        first = tables[0]
        return Source(
            name=path.name,
            file=file,
            sha256=sha256,
            media_type=_TYPES[kind],
            container=container,
            encoding=getattr(first, "encoding", ""),
            delimiter=getattr(first, "delimiter", ""),
            tables=tables,
            packing=kind if kind in {"zip", "gzip"} else "",
            kept=stack.pop_all(),
        )


def _tables(
    kind: str, file: SourceFile, stack: ExitStack, progress: Progress, reading: Reading | None, *, glance: bool
) -> tuple[str, tuple[Table, ...]]:
    from affiliate_desktop.statements import json_table, text, workbook

    name = file.path.name
    if kind in {"xlsx", "xls", "ods"}:
        sheets, answer = workbook.open_workbook(file.open, file.size, kind, name, progress)
        stack.callback(answer.close)
        return kind, tuple(sheets)
    if kind == "json":
        return "json", (json_table.open_json(_read(file, json_table.MAX_JSON_BYTES, name), name),)
    if kind in {"zip", "gzip"}:
        inflated = (unzipped if kind == "zip" else gunzipped)(file.open, file.size, name, stack, progress)
        file = SourceFile(inflated, stamp_of(inflated))
    return "csv", (text.open_text(file.open, file.size, name, reading, glance=glance),)


def _found(path: Path) -> SourceFile:
    try:
        stamp = stamp_of(path)
        if not path.is_file():
            raise BadInput("not_a_file", "“{file}” is not a file.", file=path.name)
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise BadInput("no_such_file", "There is no file “{file}”.", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise BadInput("cannot_read", "“{file}” cannot be read: {reason}.", file=str(path), reason=reason) from error
    if stamp[0] > MAX_TEXT_BYTES:
        raise _too_large(path.name, MAX_TEXT_BYTES)
    if not stamp[0]:
        raise BadInput("empty_file", "“{file}” is empty (0 bytes). Download it again.", file=path.name)
    return SourceFile(path, stamp)


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What changes when a file does.

    Raises:
        OSError: when it is not there.
    """
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _sha256(file: SourceFile, progress: Progress) -> str:
    machine = hashlib.sha256()
    with file.open() as opened:
        while block := opened.read(_BLOCK):
            progress.check()
            machine.update(block)
    return machine.hexdigest()


def _read(file: SourceFile, limit: int, name: str) -> bytes:
    if file.size > limit:
        raise _too_large(name, limit)
    with file.open() as opened:
        return opened.read()


def _kind(content: bytes, file: SourceFile, name: str) -> str:
    """``text``, ``json``, ``xlsx``, ``xls``, ``ods``, ``zip`` or ``gzip``.

    Raises:
        BadInput: when the file is something else.
    """
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((b"PK", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        if file.size > MAX_ARCHIVE_BYTES:
            raise _too_large(name, MAX_ARCHIVE_BYTES)
        if content.startswith(b"\x1f\x8b"):
            return "gzip"
        return archive_kind(file.open, name) if content.startswith(b"PK") else _compound(file, name)
    for start, what in (
        (b"%PDF", "a PDF; download the statement as CSV or XLSX"),
        (b"\x89PNG", "a picture; download the statement as CSV or XLSX"),
        (b"\xff\xd8\xff", "a picture; download the statement as CSV or XLSX"),
        (b"SQLite format 3", "a database; open it with File, Open if it is a workspace"),
    ):
        if head.startswith(start):
            raise BadInput("not_a_statement", "“{file}” is " + what + ".", file=name)
    if head[:1] == b"{" or re.match(rb"\[\s*[{\]]", head):
        return "json"
    if head[:1] == b"<":
        raise BadInput(
            "html_file",
            "“{file}” is a web page or XML, whatever its name says. Open it in a spreadsheet program, save it as "
            "CSV or XLSX and import that.",
            file=name,
        )
    if PurePath(name).suffix.casefold() in {".xlsx", ".xlsm"} and b"\0" in content:
        raise BadInput(
            "damaged_file", "“{file}” is damaged or was not downloaded completely. Download it again.", file=name
        )
    return "text"


def _compound(file: SourceFile, name: str) -> str:
    """An old workbook, unless it is a new one behind a password."""
    content = _read(file, MAX_ARCHIVE_BYTES, name)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadInput(
            "password_protected",
            "“{file}” is protected by a password. Remove the password in your spreadsheet program, save, and import "
            "again.",
            file=name,
        )
    return "xls"


def _too_large(name: str, limit: int) -> BadInput:
    return BadInput(
        "file_too_large",
        "“{file}” is too large (more than {limit} MB). Download a shorter period.",
        file=name,
        limit=limit // 1_000_000,
    )


def _changed(name: str) -> BadInput:
    return BadInput(
        "file_changed", "“{file}” was changed or removed while it was read. Nothing was imported; try again.", file=name
    )
