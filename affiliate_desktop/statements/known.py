"""All statement formats there are: those of the built-in networks and of the user's own files."""

from collections.abc import Sequence

from affiliate_desktop.core.problems import Failed, NotFound
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.statements.formats import EARNINGS, PAYMENT, StatementFormat, formats_of


class KnownFormats:
    """Finds formats; a network whose formats can't be used does not stop the others.

    Args:
        catalog: the networks.
    """

    def __init__(self, catalog: NetworkCatalog) -> None:
        self._catalog = catalog

    def all(self, kind: str = "", own: str | None = None) -> tuple[StatementFormat, ...]:
        """The formats, those of one network first.

        Args:
            kind: only those of this kind, such as ``payment``.
            own: the network of the account a file is for.

        Raises:
            Failed: when the formats of that network can't be used.
        """
        found: list[StatementFormat] = []
        for network in sorted(self._catalog.every(), key=lambda network: network.id != own):
            try:
                found += formats_of(network)
            except Failed:
                if network.id == own:
                    raise
        return tuple(each for each in found if not kind or each.kind == kind)

    def earnings(self, own: str | None = None) -> tuple[StatementFormat, ...]:
        """Formats of files with earnings, those of one network first.

        Raises:
            Failed: when the formats of that network can't be used.
        """
        return self.all(EARNINGS, own)

    def payments(self) -> tuple[StatementFormat, ...]:
        """Formats of files with payments."""
        return self.all(PAYMENT)

    def get(self, title: str) -> StatementFormat:
        """The format of this title, such as ``amazon/fee-earnings``.

        Raises:
            NotFound: when there is none.
        """
        found = next((each for each in self.all() if each.title == title.strip().lower()), None)
        if found is None:
            raise NotFound(
                "no_such_format",
                "There is no format “{format}”. “statement formats list” names those there are.",
                format=title[:80],
            )
        return found

    def problems(self) -> Sequence[Failed]:
        """What is wrong with files that were left out, wholly or for their formats."""
        found = list(self._catalog.problems())
        for network in self._catalog.every():
            try:
                formats_of(network)
            except Failed as problem:
                found.append(problem)
        return found
