"""Puts a finished kit in its place, a folder or a ZIP file: whole or not at all, equal bytes for equal content."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from affiliate_desktop.core.files import write_whole, zip_entry
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.kits.model import KitFile

MANIFEST = "manifest.json"
_MARK = "affiliate-desktop kit"


def files_in(folder: Path) -> tuple[KitFile, ...]:
    """Every file below a folder with its checksum, by path."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return tuple(kit_file(file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)


def kit_file(path: str, content: bytes) -> KitFile:
    """A file of a kit with its checksum."""
    return KitFile(path, hashlib.sha256(content).hexdigest(), len(content))


def manifest_bytes(facts: dict[str, Any], files: tuple[KitFile, ...]) -> bytes:
    """The manifest: what the kit is, and every file with size and checksum."""
    listed = [{"path": file.path, "sha256": file.sha256, "bytes": file.bytes} for file in files]
    return (json.dumps({"kind": _MARK, **facts, "files": listed}, ensure_ascii=False, indent=2) + "\n").encode()


@contextmanager
def workbench(place: Path) -> Iterator[Path]:
    """An empty folder beside the place, on the same disk; gone afterwards.

    Raises:
        Failed: when there can't be one.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".kit-", dir=place.parent))
    except OSError as error:
        raise _cannot_write(place, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_place(place: Path) -> None:
    """Refuses a place that holds something else than a kit.

    Raises:
        BadInput: when it is a folder with files of another kind, or a file that is no ZIP.
    """
    if is_zip(place):
        if place.is_dir():
            raise BadInput("bad_place", "“{place}” is a folder. Give another name.", place=str(place))
        return
    if place.is_file():
        raise BadInput(
            "bad_place", "“{place}” is a file. Give a folder, or a name that ends in .zip.", place=str(place)
        )
    if place.is_dir() and any(place.iterdir()) and not _is_kit(place):
        raise BadInput(
            "bad_place",
            "“{place}” holds files that are no kit; they would be mixed up. Give an empty or new folder.",
            place=str(place),
        )


def put_folder(made: Path, place: Path) -> None:
    """Puts the files of a finished kit into its folder; files that are not the old kit's stay.

    Raises:
        Failed: when it can't be written.
    """
    try:
        if not place.exists():
            made.rename(place)
            return
        _keep_strangers(made, place)
        old = Path(tempfile.mkdtemp(prefix=".kit-old-", dir=place.parent))
        place.rename(old / "kit")
        made.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(place, error) from error


def put_zip(made: Path, place: Path) -> None:
    """Packs a finished kit; equal kits are equal files."""

    def fill(target: Path) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for file in sorted(path for path in made.rglob("*") if path.is_file()):
                archive.writestr(zip_entry(file.relative_to(made).as_posix()), file.read_bytes())

    write_whole(place, fill)


def is_zip(place: Path) -> bool:
    """Whether the kit goes into a ZIP file."""
    return place.suffix.casefold() == ".zip"


def found_files(place: Path) -> dict[str, str] | None:
    """The checksums of the files that lie in the place, by path; None when there is nothing."""
    try:
        if place.is_dir():
            return {file.path: file.sha256 for file in files_in(place)}
        with zipfile.ZipFile(place) as archive:
            return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return None


def _keep_strangers(made: Path, place: Path) -> None:
    """Takes along what somebody put into the old kit's folder."""
    own = {entry["path"] for entry in _manifest(place).get("files", [])} | {MANIFEST}
    for file in sorted(place.rglob("*")):
        path = file.relative_to(place)
        target = made / path
        if file.is_file() and path.as_posix() not in own and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target)


def _is_kit(place: Path) -> bool:
    return _manifest(place).get("kind") == _MARK


def _manifest(place: Path) -> dict[str, Any]:
    try:
        found = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _cannot_write(place: Path, error: OSError) -> Failed:
    return Failed(
        "cannot_write",
        "“{file}” cannot be written: {reason}. Choose another folder or make room.",
        file=str(place),
        reason=error.strerror or str(error),
    )
