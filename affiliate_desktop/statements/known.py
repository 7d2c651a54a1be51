"""All statement formats there are: those of the networks' files, and single ones that were taken in from others.

A single format is a TOML file in the config folder, beside the folder of networks: ``network``, the id of the network
it belongs to, and one or more ``[[statement]]`` tables as in a network's file. It joins that network's own formats, and
takes the place of the one with the same id.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.programs.catalog import NetworkCatalog, own_networks_folder
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.formats import EARNINGS, PAYMENT, StatementFormat, formats_of

MAX_BYTES = 1_000_000
BUILT_IN, OWN = "built-in", "own"

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class KnownFormat:
    """A format and where it comes from.

    Attributes:
        network: whose it is.
        table: as its file has it.
        origin: ``built-in``, or ``own`` for a file in the config folder.
        file: of an own single format, else None.
    """

    format: StatementFormat
    network: Network
    table: Mapping[str, Any]
    origin: str
    file: Path | None = None


class KnownFormats:
    """Finds formats; one that can't be used does not stop the others.

    Args:
        catalog: the networks.
        folder: of single formats; the one in the config folder where none is given. It need not exist.
    """

    def __init__(self, catalog: NetworkCatalog, folder: Path | None = None) -> None:
        self._catalog = catalog
        self._folder = folder
        self._turn = Lock()
        self._stamp: Stamp | None = None
        self._found: dict[str, KnownFormat] = {}
        self._problems: list[Failed] = []
        self._broken: dict[str, Failed] = {}

    @property
    def folder(self) -> Path:
        """Where single formats are kept."""
        return self._folder or own_networks_folder().with_name("formats")

    def every(self) -> tuple[KnownFormat, ...]:
        """All formats with where they come from, by network."""
        with self._turn:
            stamp = _stamp(self.folder)
            if stamp != self._stamp:
                self._load()
                self._stamp = stamp
            return tuple(self._found.values())

    def all(self, kind: str = "", own: str | None = None) -> tuple[StatementFormat, ...]:
        """The formats, those of one network first.

        Args:
            kind: only those of this kind, such as ``payment``.
            own: the network of the account a file is for.

        Raises:
            Failed: when the formats of that network can't be used.
        """
        found = [each.format for each in self.every() if not kind or each.format.kind == kind]
        if own in self._broken:
            raise self._broken[own]
        return tuple(sorted(found, key=lambda each: each.network != own))

    def earnings(self, own: str | None = None) -> tuple[StatementFormat, ...]:
        """Formats of files with earnings, those of one network first.

        Raises:
            Failed: when the formats of that network can't be used.
        """
        return self.all(EARNINGS, own)

    def payments(self) -> tuple[StatementFormat, ...]:
        """Formats of files with payments."""
        return self.all(PAYMENT)

    def find(self, title: str) -> KnownFormat:
        """The format of this title, such as ``amazon/fee-earnings``.

        Raises:
            NotFound: when there is none.
        """
        wanted = title.strip().lower()
        found = next((each for each in self.every() if each.format.title == wanted), None)
        if found is None:
            raise NotFound(
                "no_such_format",
                "There is no format “{format}”. “statement formats list” names those there are.",
                format=title[:80],
            )
        return found

    def get(self, title: str) -> StatementFormat:
        """The same, without where it comes from.

        Raises:
            NotFound: when there is none.
        """
        return self.find(title).format

    def problems(self) -> tuple[Failed, ...]:
        """What is wrong with files that were left out, wholly or for their formats."""
        self.every()
        return (*self._catalog.problems(), *self._problems)

    def read(self, file: Path) -> tuple[KnownFormat, ...]:
        """The single formats in a file, which is not taken in by that.

        Raises:
            BadInput: when it is no file of formats, or its network is not known.
            Failed: when a format can't be used.
        """
        top = _parsed(file)
        network = _network(self._catalog, top, file.name)
        tables = top.get("statement", [])
        if not isinstance(tables, list) or not tables or not all(isinstance(each, dict) for each in tables):
            raise _no_format(file.name, "it has no [[statement]] table")
        own = Network(network.id, network.name, statements=tuple(tables))
        return tuple(
            KnownFormat(each, network, table, OWN, file) for each, table in zip(formats_of(own), tables, strict=True)
        )

    def _load(self) -> None:
        self._found, self._problems, self._broken = {}, [], {}
        for network in self._catalog.every():
            try:
                for each, table in zip(formats_of(network), network.statements, strict=True):
                    self._found[each.title] = KnownFormat(each, network, table, network.origin)
            except Failed as problem:
                self._problems.append(problem)
                self._broken[network.id] = problem
        for file in _files(self.folder):
            try:
                for known in self.read(file):
                    self._found[known.format.title] = known
            except (Failed, BadInput) as problem:
                self._problems.append(Failed("bad_statement_format", str(problem)))


def _parsed(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _no_format(file.name, "it is larger than 1 MB")
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput("no_such_file", "There is no file “{file}”.", file=str(file)) from None
    except OSError as error:
        raise _no_format(file.name, error.strerror or "it can't be read") from error
    except UnicodeDecodeError as error:
        raise _no_format(file.name, "it is no UTF-8 text") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_format(file.name, str(error).rstrip(".")) from error


def _network(catalog: NetworkCatalog, top: Mapping[str, Any], name: str) -> Network:
    strange = set(top) - {"network", "statement"}
    wanted = top.get("network")
    if strange or not isinstance(wanted, str):
        what = f"“{min(strange)}” is not known in it" if strange else "it does not say which network it is of"
        raise _no_format(name, what)
    try:
        return catalog.get(wanted)
    except NotFound as error:
        raise _no_format(name, f"the network “{wanted[:40]}” is not known here; add its file first") from error


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml" and not file.name.startswith("."))
    except OSError:
        return []


def _stamp(folder: Path) -> Stamp:
    found = []
    for file in _files(folder):
        try:
            state = file.stat()
        except OSError:
            continue
        found.append((file.name, state.st_mtime_ns, state.st_size))
    return tuple(found)


def _no_format(name: str, reason: str) -> BadInput:
    return BadInput("bad_format_file", "“{file}” is no file of statement formats: {reason}.", file=name, reason=reason)
