"""Workspaces that were open lately, in the platform's config folder."""

import json
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.problems import Failed

KEPT = 10


@dataclass(frozen=True)
class Recent:
    """A workspace that was open lately.

    Attributes:
        path: its file.
        missing: whether the file is not there now; it is kept, for a drive may come back.
    """

    path: Path
    missing: bool


def recents_file() -> Path:
    """Where the list is kept."""
    import platformdirs

    return platformdirs.user_config_path("affiliate-desktop", appauthor=False) / "recent.json"


def recents() -> tuple[Recent, ...]:
    """The newest first, those that are missing now flagged. A list that can't be read is an empty one."""
    try:
        paths = json.loads(recents_file().read_text("utf-8"))
    except (OSError, ValueError):
        return ()
    if not isinstance(paths, list):
        return ()
    named = [Path(path) for path in paths if isinstance(path, str) and path and "\0" not in path]
    return tuple(Recent(path, missing=not path.is_file()) for path in named[:KEPT])


def recent_workspaces() -> tuple[Path, ...]:
    """The files of the list, the newest first, also those that are missing now."""
    return tuple(recent.path for recent in recents())


def remember_workspace(path: Path) -> None:
    """Puts a workspace at the head of the list; a list that can't be written is no reason to stop."""
    path = path.absolute()
    paths = [path, *(known for known in recent_workspaces() if known != path)]
    _store(paths[:KEPT])


def forget_workspace(path: Path) -> None:
    """Takes a workspace off the list; its file stays."""
    _store([known for known in recent_workspaces() if known != path.absolute()])


def _store(paths: list[Path]) -> None:
    file = recents_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_bytes(file, json.dumps([str(path) for path in paths], indent=1).encode(), private=True)
    except (OSError, Failed):
        return
