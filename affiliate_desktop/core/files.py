"""Writing files whole or not at all, and names that every system accepts."""

import os
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from errno import EINVAL
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeVar

from affiliate_desktop.core.problems import Failed

T = TypeVar("T")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")
_MAX_BYTES = 120
_SAME_DAY = (1980, 1, 1, 0, 0, 0)


def write_whole(target: Path, fill: Callable[[Path], T], *, private: bool = False) -> T:
    """Makes a file beside the target, then puts it in the target's place in one step; returns what ``fill`` did.

    Args:
        target: where the file belongs; its folder must exist.
        fill: writes the content to the path it is given; where it raises, the target stays as it was.
        private: only the user may read it (mode 0600).

    Raises:
        Failed: when the folder cannot be written or the disk is full; the old file stays as it was.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:20]}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise _cannot_write(target, error) from error
    beside = Path(name)
    try:
        answer = fill(beside)
        if not private:
            beside.chmod(0o666 & ~_umask())
        _sync(beside)
        beside.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return answer


def read_file(file: Path) -> bytes:
    """The bytes of an ordinary file.

    Raises:
        OSError: when it is none, or cannot be read.
    """
    check_ordinary(file)
    return file.read_bytes()


def check_ordinary(file: Path) -> None:
    """Refuses what never ends or waits for somebody, such as a pipe, before it is opened.

    Raises:
        OSError: when it is there and no ordinary file, or not there.
    """
    mode = file.stat().st_mode
    if not (S_ISREG(mode) or S_ISDIR(mode)):  # of folders the system says the right words
        raise OSError(EINVAL, "it is no ordinary file")


def write_bytes(target: Path, content: bytes, *, private: bool = False) -> None:
    """Puts bytes into a file, whole or not at all."""

    def fill(path: Path) -> None:
        path.write_bytes(content)

    write_whole(target, fill, private=private)


def sync_folder(folder: Path) -> None:
    """Makes a rename inside the folder outlast a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def safe_name(text: str, fallback: str = "file") -> str:
    """A file name made of a user's text that Linux, Windows and macOS all accept.

    At most 120 bytes, no path separators, no control or direction characters, no reserved device names,
    no leading dot and no trailing dot or blank.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    text = re.sub(r"\s+", " ", _FORBIDDEN.sub("-", text)).strip(" .")
    text = text.encode()[:_MAX_BYTES].decode(errors="ignore").strip(" .")
    if text.split(".")[0].strip().casefold() in _RESERVED:
        text = f"_{text}"
    return text or fallback


def zip_entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive that is equal bytes for equal content, and readable by others once it is unpacked.

    Args:
        name: path within the archive, with ``/``.
    """
    entry = zipfile.ZipInfo(name, _SAME_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _cannot_write(target: Path, error: OSError) -> Failed:
    return Failed(
        "cannot_write",
        "“{file}” cannot be written: {reason}. Choose another folder or make room.",
        file=str(target),
        reason=error.strerror or str(error),
    )
