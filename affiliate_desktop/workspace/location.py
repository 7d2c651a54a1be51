"""Where a workspace must not lie: folders that are synchronized, network drives, systems without WAL.

A synchronizing program copies a database while it is written and puts old copies back; network file
systems have no reliable locks. Both lose data without a word, so both are refused.
"""

import errno
import os
import re
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from affiliate_desktop.core.problems import BadInput, Failed
from affiliate_desktop.workspace.engine import shm_path, wal_path

MOUNTS = Path("/proc/self/mountinfo")

_SERVICES = (
    ("Dropbox", re.compile(r"dropbox( \(.+\))?$")),
    ("OneDrive", re.compile(r"onedrive( ?- ?.+)?$")),
    ("Google Drive", re.compile(r"(google ?drive(-.+)?|my drive|gdrive)$")),
    ("iCloud", re.compile(r"(mobile documents|icloud ?drive|com~apple~clouddocs)$")),
    ("Nextcloud", re.compile(r"(nextcloud|owncloud)\d*$")),
    ("a cloud service", re.compile(r"cloudstorage$")),
)
_MARKERS = (
    ("Syncthing", (".stfolder",)),
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log")),
)
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ntfs3", "lustre", "gpfs", "ceph", "afs", "ncpfs", "davfs"}


def refuse_unsafe(path: Path) -> None:
    """Refuses a place where the file would come to harm; touches nothing.

    Raises:
        BadInput: ``sync_folder`` or ``network_mount``; ``rescue.copy_to_safe_place`` is the way out.
    """
    path = path.absolute()
    for spelled in (path, path.resolve()):
        service = sync_service(spelled)
        if service is not None:
            raise BadInput(
                "sync_folder",
                "“{file}” lies in a folder that {service} synchronizes, which damages a workspace while it is open. "
                "Keep the workspace in a folder of this computer only: copy it there, and open the copy.",
                file=str(path),
                service=service,
            )
    kind = mount_kind(path)
    if is_network(kind):
        raise BadInput(
            "network_mount",
            "“{file}” lies on a network or foreign drive ({kind}), where a workspace can be damaged. "
            "Keep the workspace on a disk of this computer: copy it there, and open the copy.",
            file=str(path),
            kind=kind,
        )


def sync_service(path: Path) -> str | None:
    """The service that synchronizes the folder a path lies in, by the folders' names and marker files."""
    for folder in path.parents:
        name = folder.name.casefold()
        for service, pattern in _SERVICES:
            if pattern.match(name):
                return service
        for service, markers in _MARKERS:
            if any((folder / marker).exists() for marker in markers) and folder != Path.home():
                return service
    return None


def mount_kind(path: Path, mounts: Path | None = None) -> str:
    """The type of the file system a path lies on, such as ``ext4``; empty where the system does not tell.

    Args:
        path: a file or folder; it need not exist yet.
        mounts: a file in the format of ``/proc/self/mountinfo`` (proc(5)).
    """
    path = path.resolve()
    if os.name == "nt":
        return "unc" if str(path).startswith("\\\\") else ""
    try:
        lines = (mounts or MOUNTS).read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = Path(_unescape(fields[4]))
        depth = len(point.parts)
        if depth >= best and path.is_relative_to(point):
            best, kind = depth, right.split(" ")[0]
    return kind


def is_network(kind: str) -> bool:
    """Whether a file system type has locks or shared memory that SQLite can't rely on."""
    return kind in _NETWORK or kind == "unc" or kind.startswith("fuse.")


def probe_wal(folder: Path) -> None:
    """Tries write-ahead mode on a scratch file in the folder: some systems accept it and fail at the first write.

    Raises:
        OSError: the folder can't be written, or its disk is full.
        Failed: ``no_wal``, the file system can't do it.
    """
    handle, name = tempfile.mkstemp(prefix=".affiliate-probe-", dir=folder)
    os.close(handle)
    scratch = Path(name)
    try:
        _try_wal(scratch)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise Failed(
            "no_wal",
            "The drive of “{folder}” can't hold a workspace safely ({reason}). Choose a folder on another disk.",
            folder=str(folder),
            reason=str(error),
        ) from error
    finally:
        for file in (scratch, wal_path(scratch), shm_path(scratch)):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _try_wal(scratch: Path) -> None:
    connection = sqlite3.connect(scratch, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise sqlite3.OperationalError("no write-ahead log")
        connection.execute("CREATE TABLE probe (value)")
        connection.execute("INSERT INTO probe VALUES (1)")
    finally:
        connection.close()


def _unescape(text: str) -> str:
    return re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), text)
