"""An opened statement file: what kind of file it is, and its tables.

The file is read once into memory, so that what is recognized, imported, hashed and kept are the same bytes.
"""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.tables import Table

MAX_TEXT_BYTES = 500_000_000
MAX_ARCHIVE_BYTES = 50_000_000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Source:
    """An opened file.

    Attributes:
        container: ``csv`` (any text with columns), ``xlsx`` or ``json``.
        kept: a temporary file that the tables read from; closed at the end of a ``with`` block.
    """

    name: str
    content: bytes
    sha256: str
    media_type: str
    container: str
    encoding: str
    delimiter: str
    tables: tuple[Table, ...]
    kept: IO[bytes] | None = None

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        if self.kept is not None:
            self.kept.close()


def open_source(path: Path, progress: Progress | None = None) -> Source:
    """Opens a statement file.

    Raises:
        BadInput: when it is missing, empty, damaged, protected or of a kind that is not read.
    """
    from affiliate_desktop.statements import json_table, text, workbook

    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    kind = _kind(content, path.name)
    if kind == "xlsx":
        tables, kept = workbook.open_workbook(content, path.name, progress or Progress())
        return Source(path.name, content, sha256, XLSX_TYPE, "xlsx", "", "", tuple(tables), kept)
    if kind == "json":
        records = json_table.open_json(content, path.name)
        return Source(path.name, content, sha256, "application/json", "json", "utf-8", "", (records,))
    table = text.open_text(_unpacked(content, path.name) if kind == "zip" else content, path.name)
    media_type = "application/zip" if kind == "zip" else "text/csv"
    return Source(path.name, content, sha256, media_type, "csv", table.encoding, table.delimiter, (table,))


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise _too_large(path.name, MAX_TEXT_BYTES)
        if not path.is_file():
            raise BadInput("not_a_file", "“{file}” is not a file.", file=path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("no_such_file", "There is no file “{file}”.", file=str(path)) from None
    except OSError as error:
        raise BadInput(
            "cannot_read", "“{file}” cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error
    if not content:
        raise BadInput("empty_file", "“{file}” is empty (0 bytes). Download it again.", file=path.name)
    return content


def _kind(content: bytes, name: str) -> str:
    """``text``, ``json``, ``xlsx`` or ``zip``.

    Raises:
        BadInput: when the file is something else.
    """
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK"):
        if len(content) > MAX_ARCHIVE_BYTES:
            raise _too_large(name, MAX_ARCHIVE_BYTES)
        return _archive_kind(content, name)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _compound(content, name)
    for start, what in (
        (b"%PDF", "a PDF; download the statement as CSV or XLSX"),
        (b"\x1f\x8b", "gzip-compressed; unpack it and import the file inside"),
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
    if PurePath(name).suffix.casefold() in {".xlsx", ".xlsm"} and b"\0" in content[:4096]:
        raise _damaged(name)
    return "text"


def _archive_kind(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(name) from error
    if "xl/workbook.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)):
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        raise BadInput(
            "ods_file", "“{file}” is an OpenDocument spreadsheet. Save it as XLSX or CSV and import that.", file=name
        )
    if len(_packed_texts(names)) == 1:
        return "zip"
    raise BadInput(
        "not_a_statement",
        "“{file}” is a ZIP archive. Unpack it and import the statement inside.",
        file=name,
    )


def _packed_texts(names: list[str]) -> list[str]:
    return [
        each
        for each in names
        if PurePath(each).suffix.casefold() in {".csv", ".tsv", ".txt"} and not each.startswith("__MACOSX/")
    ]


def _unpacked(content: bytes, name: str) -> bytes:
    """The one text file in a ZIP archive, as some programs send their reports."""
    from affiliate_desktop.statements.workbook import MAX_INFLATED

    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as archive,
            archive.open(_packed_texts(archive.namelist())[0]) as file,
        ):
            text = file.read(MAX_INFLATED + 1)
    except RuntimeError as error:
        raise _protected(name) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise _damaged(name) from error
    if len(text) > MAX_INFLATED:
        raise _too_large(name, MAX_INFLATED)
    if not text:
        raise BadInput("empty_file", "The file inside “{file}” is empty (0 bytes). Download it again.", file=name)
    return text


def _compound(content: bytes, name: str) -> BadInput:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _protected(name)
    return BadInput(
        "xls_file",
        "“{file}” is in the old Excel format (XLS). Save it as XLSX or CSV and import that.",
        file=name,
    )


def _protected(name: str) -> BadInput:
    return BadInput(
        "password_protected",
        "“{file}” is protected by a password. Remove the password in your spreadsheet program, save, and import again.",
        file=name,
    )


def _damaged(name: str) -> BadInput:
    return BadInput(
        "damaged_file", "“{file}” is damaged or was not downloaded completely. Download it again.", file=name
    )


def _too_large(name: str, limit: int) -> BadInput:
    return BadInput(
        "file_too_large",
        "“{file}” is too large (more than {limit} MB). Download a shorter period.",
        file=name,
        limit=limit // 1_000_000,
    )
