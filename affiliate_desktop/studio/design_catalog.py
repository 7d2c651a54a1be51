"""The designs there are: files that ship with the program, and the user's own in the config folder.

A file that cannot be used is left out, with the problem told; it never stops the others.
"""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from affiliate_desktop.core.problems import NotFound, Problem
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.design_file import read_design
from affiliate_desktop.studio.frames import Design

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class DesignSource(Protocol):
    """Where designs are found by their id."""

    def get(self, design_id: str) -> Design:
        """The design with this id.

        Raises:
            NotFound: when there is none.
        """

    def pictures(self, design: Design) -> Mapping[str, "QImage"]:
        """The pictures that a design carries, by name."""

    def dressed(self, design_id: str, brand: str) -> tuple[Design, Mapping[str, "QImage"]]:
        """A design and the pictures it carries; in a brand's colors and fonts and with its logo, where one is named.

        Raises:
            NotFound: when there is no such design or brand.
        """


def unknown_brand(name: str) -> NotFound:
    """There is no brand of this name."""
    return NotFound("unknown_brand", "There is no brand “{name}”.", name=name[:60])


class _Brandless:
    """A source of designs that knows no brands."""

    def dressed(self: DesignSource, design_id: str, brand: str) -> tuple[Design, Mapping[str, "QImage"]]:
        """A design as it is, and the pictures it carries.

        Raises:
            NotFound: when there is no such design, or a brand is asked for.
        """
        if brand:
            raise unknown_brand(brand)
        design = self.get(design_id)
        return design, self.pictures(design)


class DesignCatalog(_Brandless):
    """Designs that are files.

    Args:
        built_in: folder of the designs that ship with the program; that of the resources where none is given.
        own: folder of the user's own files, which need not exist; they replace built-in designs of the same id.
    """

    def __init__(self, built_in: Path | None = None, own: Path | None = None) -> None:
        self._built_in = built_in
        self._own = own
        self._turn = Lock()
        self._files: Mapping[str, tuple[Design, Path]] | None = None
        self._problems: tuple[Problem, ...] = ()

    def all(self) -> tuple[Design, ...]:
        """Every design, by kind and name."""
        found = (design for design, _ in self._load().values())
        return tuple(sorted(found, key=lambda design: (design.kind, design.name.casefold())))

    def get(self, design_id: str) -> Design:
        """The design with this id.

        Raises:
            NotFound: when there is none; the message lists those there are.
        """
        found = self._load().get(design_id.strip().lower())
        if found is None:
            raise NotFound(
                "unknown_design",
                "There is no design “{id}”; there are {known}.",
                id=design_id[:60],
                known=", ".join(sorted(self._load())),
            )
        return found[0]

    def picture_files(self, design: Design) -> dict[str, Path]:
        """The files of the pictures that a design of this catalog carries."""
        found = self._load().get(design.id)
        return {name: found[1].parent / file for name, file in design.pictures.items()} if found else {}

    def pictures(self, design: Design) -> Mapping[str, "QImage"]:
        """The pictures that a design carries.

        Raises:
            BadInput: when one cannot be used.
        """
        from affiliate_desktop.studio.pictures import open_picture

        return {name: open_picture(file) for name, file in self.picture_files(design).items()}

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files that were left out."""
        self._load()
        return self._problems

    def _load(self) -> Mapping[str, tuple[Design, Path]]:
        with self._turn:
            if self._files is None:
                self._files, self._problems = _read(self._built_in or resource_folder() / "designs", self._own)
            return self._files


class LooseDesign(_Brandless):
    """A design that is kept nowhere, with the pictures it carries."""

    def __init__(self, design: Design, pictures: Mapping[str, bytes]) -> None:
        self._design, self._pictures = design, pictures

    def get(self, design_id: str) -> Design:  # noqa: ARG002 - there is only this one
        """The design, whatever is asked for."""
        return self._design

    def pictures(self, design: Design) -> Mapping[str, "QImage"]:  # noqa: ARG002 - there is only this one
        """The pictures it carries."""
        from affiliate_desktop.studio.pictures import decoded

        return {name: decoded(content, name) for name, content in self._pictures.items()}


def _read(*folders: Path | None) -> tuple[dict[str, tuple[Design, Path]], tuple[Problem, ...]]:
    files: dict[str, tuple[Design, Path]] = {}
    problems: list[Problem] = []
    for folder in folders:
        for file in sorted(folder.glob("*.toml")) if folder is not None else ():
            try:
                design = read_design(file)
            except Problem as problem:
                problems.append(problem)
                continue
            files[design.id] = (design, file)
    return files, tuple(problems)
