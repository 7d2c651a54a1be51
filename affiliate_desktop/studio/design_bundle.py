"""A design as one file that carries its pictures: a zip with ``design.toml`` and the pictures beside it."""

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from affiliate_desktop.core.files import check_ordinary, zip_entry
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.design_file import MAX_BYTES, parse_design, read_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.pictures import MAX_BYTES as MAX_PICTURE_BYTES
from affiliate_desktop.studio.pictures import checked_picture

SUFFIX = ".design"
MOST_FILES = 60
MOST_BYTES = 120_000_000
_HEAD = "design.toml"


def pack_design(design: Design, pictures: Mapping[str, bytes]) -> bytes:
    """The file of a design; equal designs are equal files.

    Args:
        design: its pictures get names after what they are.
        pictures: content of each picture, by the name the design has for it.
    """
    names = {name: f"{name.replace('.', '-')}{_suffix(content)}" for name, content in sorted(pictures.items())}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zip_entry(_HEAD), write_design(replace(design, pictures=names)))
        for name, content in sorted(pictures.items()):
            archive.writestr(zip_entry(names[name]), content)
    return file.getvalue()


def _suffix(content: bytes) -> str:
    return ".png" if content.startswith(b"\x89PNG") else ".jpg"


def open_design(file: Path) -> tuple[Design, dict[str, bytes]]:
    """The design of a file and the pictures it carries, re-encoded; a plain TOML file is read too.

    Raises:
        BadInput: naming the place, when it is no design, holds what it should not, or a picture cannot be used.
    """
    try:
        if file.suffix.lower() == ".toml":
            design = read_design(file)
            content = {name: (file.parent / beside).read_bytes() for name, beside in design.pictures.items()}
        else:
            design, content = _unpacked(file)
    except OSError as error:
        reason = error.strerror or str(error)
        words = "“{file}” cannot be read: {reason}."
        raise BadInput("design_unreadable", words, file=file.name, reason=reason) from error
    return design, {name: checked_picture(each, design.pictures[name]) for name, each in content.items()}


def _unpacked(file: Path) -> tuple[Design, dict[str, bytes]]:
    try:
        check_ordinary(file)
        with zipfile.ZipFile(file) as archive:
            infos = {info.filename: info for info in archive.infolist()}
            _check(infos, file.name)
            design = parse_design(_content(archive, infos[_HEAD], MAX_BYTES), f"{file.name}, {_HEAD}")
            for name, beside in design.pictures.items():
                if beside not in infos:
                    raise _bad(file.name, f"the picture “{beside}” ({name}) is missing")
            pictures = {
                name: _content(archive, infos[beside], MAX_PICTURE_BYTES) for name, beside in design.pictures.items()
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _bad(file.name, "it is no design file, or it is damaged") from error
    return design, pictures


def _check(infos: Mapping[str, zipfile.ZipInfo], where: str) -> None:
    if _HEAD not in infos:
        raise _bad(where, f"there is no {_HEAD} in it")
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos.values()) > MOST_BYTES:
        raise _bad(where, "it holds more than a design needs")
    for name in infos:
        if PurePosixPath(name).name != name or "\\" in name:
            raise _bad(where, f"“{name[:60]}” leaves the design's folder")


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """A member's bytes, never more than ``most``, whatever its head says."""
    with archive.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise _bad(info.filename, f"it is larger than {most // 1_000_000} MB")
    return content


def _bad(where: str, reason: str) -> BadInput:
    return BadInput("bad_design", "The design cannot be used ({where}): {reason}.", where=where, reason=reason)
