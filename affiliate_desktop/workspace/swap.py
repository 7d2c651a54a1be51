"""Puts a whole file in a workspace's place, under the writer's lock, and keeps what was there."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from affiliate_desktop.core.files import sync_folder, write_whole
from affiliate_desktop.workspace.engine import shm_path, wal_path
from affiliate_desktop.workspace.faults import explain_system
from affiliate_desktop.workspace.file import WRITE_WAIT_SECONDS, file_lock, hold


def swap_in(path: Path, fill: Callable[[Path], object]) -> Path | None:
    """Replaces a workspace that can't be opened.

    The old file and its ``-wal`` are copied to ``NAME damaged N.affiliate`` first, and the new file takes the
    place in one step, so that there is a file at any instant: a missing one would be made anew, empty.

    Args:
        path: the workspace's place.
        fill: writes the new file to the path it is given.

    Returns:
        Where the old file is now, or None when there was none.
    """
    with hold(file_lock(path), path, WRITE_WAIT_SECONDS):
        fresh = path.with_name(f".{path.stem} restored.affiliate")
        try:
            write_whole(fresh, fill, private=True)
            old = _set_aside(path) if path.exists() else None
            for leftover in (wal_path(path), shm_path(path)):
                leftover.unlink(missing_ok=True)
            fresh.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise explain_system(path, error) from error
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    return old


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem} damaged {number}{path.suffix}")).exists():
        number += 1
    for old, new in ((wal_path(path), wal_path(aside)), (path, aside)):
        if old.exists():
            write_whole(new, partial(shutil.copyfile, old), private=True)
    return aside
