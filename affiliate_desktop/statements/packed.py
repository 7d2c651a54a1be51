"""Texts inside archives: ``.csv.gz``, and ``.zip`` with one text. What they inflate to is limited, whatever they claim.

The text is unpacked in a stream into a temporary file, from which it is then read like any other.
"""

import gzip
import os
import tempfile
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import IO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.encoding import Opener

MAX_ARCHIVE_BYTES = 50_000_000
MAX_INFLATED = 300_000_000
MAX_RATIO = 200
RATIO_FREE = 10_000_000
"""Below this size the ratio does not matter."""

_TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab"})
ARCHIVE_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    gzip.BadGzipFile,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    zlib.error,
)
"""What the libraries raise on a damaged archive."""


def archive_kind(opener: Opener, name: str) -> str:
    """What a ZIP archive is: ``xlsx``, ``ods``, or ``zip`` with one text inside.

    Raises:
        BadInput: when it is damaged, or something else.
    """
    try:
        with opener() as file, zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except ARCHIVE_FAULTS as error:
        raise damaged(name) from error
    if "xl/workbook.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)):
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        return "ods"
    texts = _texts(names)
    if len(texts) == 1:
        return "zip"
    inside = ", ".join(f"“{each}”" for each in texts[:5])
    raise BadInput(
        "not_a_statement",
        "“{file}” is a ZIP archive {inside}. Unpack it and import the statement inside.",
        file=name,
        inside=f"with several tables ({inside})" if texts else "without a table",
    )


def unzipped(opener: Opener, size: int, name: str, stack: ExitStack, progress: Progress) -> Path:
    """The one text in a ZIP archive, as some programs send their reports; the file goes when the stack closes.

    Raises:
        BadInput: when it is damaged, protected, empty or inflates to too much.
    """
    try:
        with opener() as file, zipfile.ZipFile(file) as archive:
            entry = _texts(archive.namelist())[0]
            with archive.open(entry) as member:
                return _inflated(member, size, name, stack, progress)
    except RuntimeError as error:
        raise protected(name) from error
    except ARCHIVE_FAULTS as error:
        raise damaged(name) from error


def gunzipped(opener: Opener, size: int, name: str, stack: ExitStack, progress: Progress) -> Path:
    """The text that was compressed with gzip; the file goes when the stack closes.

    Raises:
        BadInput: when it is damaged, empty or inflates to too much.
    """
    try:
        with opener() as file, gzip.GzipFile(fileobj=file) as member:
            return _inflated(member, size, name, stack, progress)
    except ARCHIVE_FAULTS as error:
        raise damaged(name) from error


def inflates_to(total: int, packed: int, name: str) -> None:
    """Refuses what unpacks to more than an honest file does.

    Raises:
        BadInput: when it does.
    """
    if total > MAX_INFLATED or (total > RATIO_FREE and total > packed * MAX_RATIO):
        raise BadInput(
            "archive_too_large",
            "“{file}” was refused: unpacked it is far larger than a statement can be. Nothing was read.",
            file=name,
        )


def _inflated(member: IO[bytes] | gzip.GzipFile, packed: int, name: str, stack: ExitStack, progress: Progress) -> Path:
    handle, path = tempfile.mkstemp(prefix="statement-", suffix=".txt")
    target = Path(path)
    stack.callback(target.unlink, missing_ok=True)
    total = 0
    with os.fdopen(handle, "wb") as out:
        while block := member.read(1 << 18):
            progress.check()
            total += len(block)
            inflates_to(total, packed, name)
            out.write(block)
    if not total:
        raise BadInput("empty_file", "The file inside “{file}” is empty (0 bytes). Download it again.", file=name)
    return target


def _texts(names: list[str]) -> list[str]:
    return [each for each in names if PurePath(each).suffix.casefold() in _TEXTS and not each.startswith("__MACOSX/")]


def protected(name: str) -> BadInput:
    """The archive has a password."""
    return BadInput(
        "password_protected",
        "“{file}” is protected by a password. Remove the password in your spreadsheet program, save, and import again.",
        file=name,
    )


def damaged(name: str) -> BadInput:
    """The file can't be taken apart."""
    return BadInput(
        "damaged_file", "“{file}” is damaged or was not downloaded completely. Download it again.", file=name
    )
