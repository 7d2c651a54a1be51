"""The way out for a workspace in a bad place: a whole copy of it in the platform's data folder."""

import shutil
import tempfile
from pathlib import Path

from affiliate_desktop.core.files import safe_name, write_whole
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace.copies import copy_into
from affiliate_desktop.workspace.engine import address, plain_connection, wal_path
from affiliate_desktop.workspace.faults import explain_system
from affiliate_desktop.workspace.inspection import inspect
from affiliate_desktop.workspace.location import refuse_unsafe


def copy_to_safe_place(path: Path, folder: Path | None = None) -> Path:
    """Copies a workspace out of a synchronized folder, network drive or read-only place; the original stays as it is.

    Args:
        path: the workspace, which SQLite does not get to open where it lies.
        folder: where to; the platform's data folder when None.

    Returns:
        The copy, under a name that was free.

    Raises:
        Problem: when the file is no sound workspace, it changes while it is copied, or the copy can't be written.
    """
    folder = folder or default_folder()
    with tempfile.TemporaryDirectory(prefix="affiliate-desktop-") as name:
        scratch = Path(name) / "copy.affiliate"
        _copy_still(path, scratch)
        inspect(scratch)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target = _free_name(folder, path)
        except OSError as error:
            raise explain_system(folder, error) from error
        refuse_unsafe(target)

        def fill(beside: Path) -> None:
            with plain_connection(address(scratch, "rw")) as source:
                copy_into(source, beside)

        write_whole(target, fill, private=True)
    return target


def default_folder() -> Path:
    """The platform's data folder for this program."""
    import platformdirs

    return platformdirs.user_data_path("affiliate-desktop", appauthor=False)


def _copy_still(path: Path, target: Path) -> None:
    """Copies the file and its ``-wal`` as bytes; refused when either changes meanwhile."""
    inspect(path)
    before = _states(path)
    try:
        shutil.copyfile(path, target)
        if wal_path(path).exists():
            shutil.copyfile(wal_path(path), wal_path(target))
    except OSError as error:
        raise explain_system(target, error) from error
    if _states(path) != before:
        raise Failed(
            "changed_meanwhile",
            "“{file}” was changed by another program while it was copied. Close that program and try again.",
            file=str(path),
        )


def _states(path: Path) -> list[tuple[int, int]]:
    return [(file.stat().st_size, file.stat().st_mtime_ns) for file in (path, wal_path(path)) if file.exists()]


def _free_name(folder: Path, path: Path) -> Path:
    stem, number = safe_name(path.stem, "Workspace"), 1
    while (target := folder / f"{stem}{'' if number == 1 else f' {number}'}.affiliate").exists():
        number += 1
    return target
