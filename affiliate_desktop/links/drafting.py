"""Copies for work that has to prove itself first: none stay behind where nothing came of it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from affiliate_desktop.core.changes import NOTHING, Changes, Done
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.service import Links

T = TypeVar("T")


class DraftCopies:
    """The new copies of one piece of work, such as a sheet of numbered labels.

    They are drafted once, so that work that was refused and is done all the same has the references that were judged.
    They are kept, all of them in one edit, once the work was proven and before its file takes its place: a print whose
    references nobody knows would earn for nobody. They are taken back when the work fails after that.

    One worker at a time may use it.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._drafts: tuple[object, tuple[LinkCopy, ...]] = (None, ())
        self._kept: Done[tuple[LinkCopy, ...]] | None = None

    def of(self, link_ids: Sequence[int], count: int = 1, holder: str = "") -> Mapping[int, tuple[LinkCopy, ...]]:
        """Copies of each link, by the link's id; the same again as long as the same is asked for.

        Raises:
            NotFound, BadInput: as ``Links.draft_copies``.
        """
        asked = tuple(link_ids), count, holder
        known, drafts = self._drafts
        if asked != known:
            drafts = self._links.draft_copies(link_ids, count, holder)
            self._drafts = asked, drafts
        return {key: tuple(copies) for key, copies in groupby(drafts, attrgetter("link_id"))}

    def prove(self, work: Callable[[Callable[[], object]], T]) -> Done[T]:
        """Does the work and answers with what it made, and with what keeping the copies changed.

        Args:
            work: is handed what it must call when it was proven, before its file takes its place.

        Raises:
            Failed: when a click reference was taken meanwhile; and whatever the work raises, with no copy kept.
        """
        self._kept = None
        try:
            return Done(work(self._keep), self._changes())
        except BaseException:
            self.take_back()
            raise

    @property
    def kept(self) -> bool:
        """Whether the last work kept copies."""
        return bool(self._kept and self._kept.value)

    def take_back(self) -> Changes:
        """Forgets what was kept; the drafts stay, to be kept another time."""
        if self._kept is None:
            return NOTHING
        changes = self._links.take_back_copies(self._kept.value).changes
        self._kept = None
        return changes

    def _keep(self) -> None:
        _, drafts = self._drafts
        if drafts:
            self._kept = self._links.keep_copies(drafts)

    def _changes(self) -> Changes:
        return NOTHING if self._kept is None else self._kept.changes
