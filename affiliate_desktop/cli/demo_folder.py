"""The folder of a demo: what an earlier demo made is replaced, what is not its own is never touched.

A list of what was made, with SHA-256, lies beside the files.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKSPACE = "demo.affiliate"
MADE = "demo-files.json"
_NEVER_MINE = "There is a file “{file}” in “{folder}” that the demo did not make, or that was changed since. {advice}"
_ADVICE = "Move it, or choose another folder."


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Makes the folder, and inside it an empty one that is gone at the end.

    Raises:
        Failed: when one of them cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".demo-", dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def refuse_open(folder: Path) -> None:
    """A workspace that is open elsewhere is not replaced: its log beside it would belong to another file."""
    from affiliate_desktop.core.problems import Failed

    if (folder / f"{WORKSPACE}-wal").exists():
        raise Failed(
            "workspace_open",
            "“{file}” is open in another program. Close it there, or choose another folder.",
            file=str(folder / WORKSPACE),
        )


def known_files(folder: Path) -> dict[str, list[str]]:
    """Name -> SHA-256 of what an earlier demo made here; two where it was stopped while it replaced them."""
    file = folder / MADE
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {str(name): list(map(str, digests)) for name, digests in listed.items() if _inside(folder, name)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        raise _foreign(folder, MADE) from None


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def refuse_foreign(folder: Path, names: list[str], known: dict[str, list[str]]) -> None:
    """Stops before a file is replaced that an earlier demo did not make, or that was changed since.

    Raises:
        BadInput: naming the first such file.
    """
    for name in names:
        file = folder / name
        astray = file.is_symlink() or not _inside(folder, name) or (file.parent.exists() and not file.parent.is_dir())
        if astray or (file.exists() and (not file.is_file() or _sha256(file) not in known.get(name, ()))):
            raise _foreign(folder, name)


def _foreign(folder: Path, name: str) -> Exception:
    from affiliate_desktop.core.problems import BadInput

    return BadInput("foreign_file", _NEVER_MINE, file=name, folder=str(folder), advice=_ADVICE)


def move_in(stage: Path, folder: Path, names: list[str], known: dict[str, list[str]]) -> None:
    """Puts the new files in place and takes the old ones away that are not made any more."""
    digests = {name: [_sha256(stage / name)] for name in names}
    try:
        _list(folder, {name: [*known.get(name, ()), *digests.get(name, ())] for name in known.keys() | digests.keys()})
        for name in known.keys() - digests.keys():
            (folder / name).unlink(missing_ok=True)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(folder / name)
        _list(folder, digests)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> Exception:
    from affiliate_desktop.core.problems import Failed

    reason = error.strerror or str(error)
    return Failed("cannot_write", "“{folder}” cannot be filled: {reason}.", folder=str(folder), reason=reason)


def _list(folder: Path, digests: dict[str, list[str]]) -> None:
    from affiliate_desktop.core.files import write_bytes

    listed = {name: digests[name] for name in sorted(digests)}
    write_bytes(folder / MADE, json.dumps({"files": listed}, indent=1).encode())


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
