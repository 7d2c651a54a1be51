"""Formats of statements as people share them: one TOML file each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.statements.headers import candidates
from affiliate_desktop.statements.known import OWN, KnownFormat, KnownFormats
from affiliate_desktop.statements.model import Cell


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file of formats.

    Attributes:
        titles: of its formats.
        replaces: titles of known formats that it would take the place of.
        rivals: titles of known formats that its column names fit just as well, so that people would be asked.
    """

    titles: tuple[str, ...]
    replaces: tuple[str, ...]
    rivals: tuple[str, ...]


class Formats:
    """Use cases on formats of statements; they are files in the config folder, so nothing here can be undone.

    Args:
        catalog: the networks.
        known: all formats.
    """

    def __init__(self, catalog: NetworkCatalog, known: KnownFormats | None = None) -> None:
        self._known = known or KnownFormats(catalog)

    def list(self) -> tuple[KnownFormat, ...]:
        """All formats, by network."""
        return self._known.every()

    def get(self, title: str) -> KnownFormat:
        """The format of this title, such as ``awin/transactions``.

        Raises:
            NotFound: when there is none.
        """
        return self._known.find(title)

    def problems(self) -> tuple[Failed, ...]:
        """What is wrong with files that were left out."""
        return self._known.problems()

    def text(self, title: str) -> str:
        """A format as the one file that it is shared as.

        Raises:
            NotFound: when there is none.
        """
        import tomli_w

        found = self._known.find(title)
        head = "# A statement format for Affiliate Desktop. Take it in with “statement formats import”.\n"
        return head + tomli_w.dumps({"network": found.network.id, "statement": [dict(found.table)]})

    def check(self, file: Path) -> Checked:
        """Whether a file of formats can be used; it is not taken in.

        Raises:
            BadInput: when it is no file of formats, or its network is not known.
            Failed: when a format can't be used.
        """
        found = self._known.read(file)
        known = {each.format.title for each in self._known.every()}
        titles = tuple(each.format.title for each in found)
        return Checked(titles, tuple(title for title in titles if title in known), tuple(self._rivals(found)))

    def import_files(self, files: Sequence[Path]) -> tuple[KnownFormat, ...]:
        """Takes in formats from files, all of them or none; one of the same title is replaced.

        Raises:
            BadInput: when a file is no file of formats, or its network is not known.
            Failed: when a format can't be used, or the config folder can't be written to.
        """
        found = [each for file in files for each in self._known.read(file)]
        for each in found:
            self._write(each)
        return tuple(self._known.find(each.format.title) for each in found)

    def remove(self, title: str) -> None:
        """Removes a format that was taken in; a built-in one of that title is there again.

        Raises:
            NotFound: when there is none.
            BadInput: when it is built in, or its file holds other formats too.
        """
        found = self._known.find(title)
        if found.file is None:
            raise BadInput("format_built_in", "“{format}” comes with a network and stays.", format=title)
        if len(self._known.read(found.file)) > 1:
            raise BadInput(
                "format_shares_file", "“{file}” holds other formats too; edit the file.", file=str(found.file)
            )
        found.file.unlink(missing_ok=True)

    def _write(self, each: KnownFormat) -> None:
        import tomli_w

        folder = self._known.folder
        target = folder / f"{each.network.id}-{each.format.id}.toml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Failed(
                "cannot_write", "“{folder}” can't be written to: {reason}.", folder=str(folder), reason=str(error)
            ) from error
        content = tomli_w.dumps({"network": each.network.id, "statement": [dict(each.table)]})
        write_bytes(target, content.encode())

    def _rivals(self, found: Sequence[KnownFormat]) -> Iterator[str]:
        for each in found:
            others = [other.format for other in self._known.every() if other.format.kind == each.format.kind]
            others = [other for other in others if other.title != each.format.title]
            row: list[Cell] = [*each.format.headers]
            fits = candidates([row], "", [*others, each.format]) if row else []
            yield from (fit.format.title for fit in fits if fit.format.title != each.format.title)


def is_own(known: KnownFormat) -> bool:
    """Whether a format comes from the config folder."""
    return known.origin == OWN
