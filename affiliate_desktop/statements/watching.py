"""New files in a folder that the user chose: looked at, offered, never imported by themselves.

A file is new when it came after the watch began, has not been imported and was not ignored (both by its SHA-256), and
has stopped growing: it looks the same twice in a row, some seconds apart.
"""

import hashlib
import os
import stat
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from sqlalchemy import select

from affiliate_desktop.core.changes import Changes, Done, Kind
from affiliate_desktop.core.problems import Failed, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.service import Statements
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})
"""Files that are offered as they are."""
PERHAPS = frozenset({".txt", ".json", ".zip", ".gz"})
"""Files that are offered when they are of a known format."""
UNFINISHED = ("~$", ".~", ".")
MAX_ENTRIES = 10_000
MAX_BYTES = 1_000_000_000
SETTLED_S = 2.0
_BLOCK = 1 << 20

Stamp = tuple[int, int]
"""Size and time of the last change."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A new file.

    Attributes:
        what: id of the network whose statement it is, or name of the saved mapping that fits; else empty.
    """

    path: Path
    sha256: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look at the folder found.

    Attributes:
        offers: new files, by name.
        seen: what every file that may come looked like, and when it looked so first; hand it to the next scan.
        hashed: SHA-256 of files that have settled, by place and stamp; hand it to the next scan.
        waiting: whether a file is still being written.
    """

    offers: tuple[Offer, ...]
    seen: Mapping[Path, tuple[Stamp, float]] = field(default_factory=dict)
    hashed: Mapping[tuple[Path, Stamp], Offer | None] = field(default_factory=dict)
    waiting: bool = False


NOTHING = Scan(())


class Watching:
    """Use cases on the watched folder.

    Args:
        workspace: knows what was imported and what was ignored.
        statements: recognizes files.
    """

    def __init__(self, workspace: Workspace, statements: Statements) -> None:
        self._workspace = workspace
        self._statements = statements

    def scan(self, folder: Path, since: float, before: Scan | None = None, now: float | None = None) -> Scan:
        """Looks for new files; folders inside are not looked into.

        Args:
            folder: the watched one.
            since: when the watch began, in seconds of the epoch; older files are not new.
            before: the last scan.
            now: seconds of a clock that only goes forward; the computer's where none is given.

        Raises:
            Failed: when the folder is missing or can't be read.
        """
        now = time.monotonic() if now is None else now
        before = before or NOTHING
        seen: dict[Path, tuple[Stamp, float]] = {}
        for path, stamp in _files(folder, since).items():
            old = before.seen.get(path)
            seen[path] = old if old is not None and old[0] == stamp else (stamp, now)
        settled = {path: stamp for path, (stamp, first) in seen.items() if now - first >= SETTLED_S}
        hashed = {
            (path, stamp): before.hashed[path, stamp] if (path, stamp) in before.hashed else self._looked_at(path)
            for path, stamp in settled.items()
        }
        offers = [offer for offer in hashed.values() if offer is not None]
        known = self._known([offer.sha256 for offer in offers])
        fresh = {offer.sha256: offer for offer in reversed(offers) if offer.sha256 not in known}
        ordered = sorted(fresh.values(), key=lambda offer: offer.path.name.casefold())
        return Scan(tuple(ordered), seen, hashed, len(settled) < len(seen))

    def ignore(self, offers: Sequence[Offer]) -> Done[None]:
        """Never offers these files again, whatever they are called; can be undone."""
        now = self._workspace.clock.now().isoformat()
        known = self._known([offer.sha256 for offer in offers])
        with self._workspace.edit("Ignore files") as edit:
            for offer in offers:
                if offer.sha256 not in known:
                    values = {"sha256": offer.sha256, "file": offer.path.name[:255], "ignored_at": now}
                    edit.insert(schema.ignored_file, values)
        return Done(None, edit.changes | Changes({Kind.SETTING: frozenset()}))

    def _known(self, hashes: Sequence[str]) -> set[str]:
        """Those that were imported or ignored."""
        if not hashes:
            return set()
        with self._workspace.read() as connection:
            return {
                sha256
                for column in (schema.statement.c.sha256, schema.ignored_file.c.sha256)
                for sha256 in connection.execute(select(column).where(column.in_(hashes))).scalars()
            }

    def _looked_at(self, path: Path) -> Offer | None:
        """A file that has settled; None where it is no statement or has gone."""
        try:
            sha256 = _sha256(path)
        except OSError:
            return None
        if self._known([sha256]):
            return Offer(path, sha256)
        try:
            found = self._statements.identify(path, Progress())
        except Problem:
            found = None
        what = (found.profile or found.network or "") if found else ""
        if path.suffix.casefold() not in SUFFIXES and not what:
            return None
        return Offer(path, sha256, what)


def _files(folder: Path, since: float) -> dict[Path, Stamp]:
    """The files in a folder that may be new statements.

    Raises:
        Failed: when the folder is missing or can't be read.
    """
    found: dict[Path, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count >= MAX_ENTRIES:
                    break
                stamp = _stamp(entry, since)
                if stamp is not None:
                    found[Path(entry.path)] = stamp
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise Failed(
            "watch_folder_unreadable",
            "The watched folder “{folder}” can't be read: {reason}. Choose another one in Settings, or turn it off.",
            folder=str(folder),
            reason=reason,
        ) from error
    return found


def _stamp(entry: "os.DirEntry[str]", since: float) -> Stamp | None:
    """Size and time of a file that may be a new statement."""
    name = PurePath(entry.name)
    if name.suffix.casefold() not in SUFFIXES | PERHAPS or entry.name.startswith(UNFINISHED):
        return None
    try:
        found = entry.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= MAX_BYTES:
        return None
    came = max(found.st_mtime, found.st_ctime)
    return (found.st_size, found.st_mtime_ns) if came >= since else None


def _sha256(path: Path) -> str:
    machine = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            machine.update(block)
    return machine.hexdigest()
