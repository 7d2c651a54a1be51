"""The networks that are known: files that ship with the program, and the user's own in the config folder.

A network is one TOML file (``network_file``), so that adding one needs no code. An own file replaces a
built-in network with the same id. A file that can't be used is reported and never stops the others.
"""

from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from affiliate_desktop.core.problems import Failed, NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.programs.model import Network


class NetworkCatalog:
    """All networks; the files are read when first asked for.

    Args:
        built_in: folder of the files that ship with the program.
        own: folder of the user's own files; it need not exist.
    """

    def __init__(self, built_in: Path | None = None, own: Path | None = None) -> None:
        self._built_in = built_in
        self._own = own
        self._networks: dict[str, Network] | None = None
        self._problems: tuple[Failed, ...] = ()
        self._turn = Lock()

    def all(self) -> tuple[Network, ...]:
        """Every network that one can have an account at, by name; plain UTM tags first."""
        return tuple(each for each in self.every() if not each.payer)

    def every(self) -> tuple[Network, ...]:
        """The same, and those who only move money."""
        return tuple(sorted(self._load().values(), key=lambda each: (each.id != "utm", each.name.casefold())))

    def get(self, network_id: str) -> Network:
        """The network with this id.

        Raises:
            NotFound: when there is none; the message lists the ids there are.
        """
        networks = self._load()
        found = networks.get(network_id) or networks.get(network_id.strip().lower())
        if found is None:
            raise NotFound(
                "no_such_network",
                "There is no network “{network}”. Known are: {known}.",
                network=network_id[:60],
                known=", ".join(sorted(networks)),
            )
        return found

    def name_of(self, network_id: str) -> str:
        """The network's name, or its id when its file is missing (an own file that was taken away)."""
        network = self._load().get(network_id)
        return network.name if network else network_id

    def cut_at(self, network_id: str) -> tuple[int, ...]:
        """Lengths at which the network's reports cut a click reference off; empty where nothing is known."""
        network = self._load().get(network_id)
        return network.link.reference.cut_at if network and network.link.reference else ()

    def problems(self) -> tuple[Failed, ...]:
        """What is wrong with files that were left out."""
        self._load()
        return self._problems

    def _load(self) -> dict[str, Network]:
        with self._turn:
            if self._networks is None:
                self._networks, self._problems = _read_all(
                    self._built_in or resource_folder() / "networks", self._own or own_networks_folder()
                )
            return self._networks


def own_networks_folder() -> Path:
    """Where the user's own network files are looked for."""
    import platformdirs

    return platformdirs.user_config_path("affiliate-desktop", appauthor=False) / "networks"


def _read_all(built_in: Path, own: Path) -> tuple[dict[str, Network], tuple[Failed, ...]]:
    from affiliate_desktop.programs.network_file import read_network

    networks: dict[str, Network] = {}
    problems: list[Failed] = []
    for origin, folder in (("built-in", built_in), ("own", own)):
        for file in _files(folder):
            try:
                network = read_network(file, origin=origin)
                known = networks.get(network.id)
                if known is not None and known.origin == origin:
                    raise _double(file, network.id)
                networks[network.id] = network
            except Failed as problem:
                problems.append(problem)
    return networks, tuple(problems)


def _files(folder: Path) -> Iterable[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml" and not file.name.startswith("."))
    except OSError:
        return []


def _double(file: Path, network_id: str) -> Failed:
    return Failed(
        "bad_network_file",
        "“{file}” is left out: another file describes a network with the id “{network}” already.",
        file=file.name,
        network=network_id,
    )
