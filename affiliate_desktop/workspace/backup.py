"""Verified copies of the workspace, and the way back to one.

A copy is made by SQLite's backup interface beside its place, checked by opening it, described in a ``.json``
file (SHA-256, rows of each table, schema), synced, and then put in place in one step. A restore writes the
backup into the live file in one transaction, so that readers and a crash see the old data or the new.
"""

import json
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from affiliate_desktop.core.files import safe_name, sync_folder, write_bytes, write_whole
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.workspace import retention, schema
from affiliate_desktop.workspace.copies import copy_into, damaged_backup, describe, match_page_size, sha256_of, transfer
from affiliate_desktop.workspace.engine import address, plain_connection, wal_path
from affiliate_desktop.workspace.faults import explain, explain_system
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.inspection import backup_folder, check_header

EVERY = timedelta(minutes=30)
LEFTOVER_SECONDS = 3600


@dataclass(frozen=True)
class Backup:
    """A verified copy.

    Attributes:
        file: the copy; ``file.json`` beside it describes it.
        made_at: the instant, ISO 8601 in UTC.
        reason: why it was made: close, import, migration, restore, interval, manual.
        size: bytes.
        sha256: of the copy.
        schema: number of its schema as four digits.
    """

    file: Path
    made_at: str
    reason: str
    size: int
    sha256: str
    schema: str


class Backups:
    """The backups of a workspace, in a folder beside it.

    Args:
        workspace: the open workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._unsaved_since: datetime | None = None

    @property
    def folder(self) -> Path:
        """Where the backups are; made with the first."""
        return backup_folder(self._workspace.path)

    def make(self, reason: str) -> Backup:
        """Makes a verified backup, then removes old ones by the rule in ``retention``.

        Raises:
            Failed: when it can't be written or does not verify; older backups stay as they were.
        """
        workspace = self._workspace
        writes = workspace.writes
        with workspace.read() as connection:
            connection.exec_driver_sql("SELECT 1 FROM setting LIMIT 1").all()
            source: Any = connection.connection.driver_connection
            backup = write_backup(source, workspace.path, reason, workspace.clock.now())
        workspace.backed_up(writes)
        self._unsaved_since = None
        thin_out(self.folder, workspace.clock.now())
        return backup

    def due(self) -> bool:
        """Whether changes have been without a backup for half an hour, counted from the first call that saw one."""
        if not self._workspace.changed or self._workspace.read_only is not None:
            self._unsaved_since = None
            return False
        now = self._workspace.clock.now()
        self._unsaved_since = self._unsaved_since or now
        return now - self._unsaved_since >= EVERY

    def make_if_due(self) -> Backup | None:
        """Makes a backup when one is due; for a timer that calls every few minutes."""
        return self.make("interval") if self.due() else None

    def make_at_close(self) -> Backup | None:
        """Makes a backup when this process has changed something since the last one."""
        changed = self._workspace.changed and self._workspace.read_only is None
        return self.make("close") if changed else None

    def list(self) -> tuple[Backup, ...]:
        """The backups, the newest first."""
        return backups_in(self.folder)

    def verify(self, file: Path) -> Backup:
        """Proves that a backup is whole: its SHA-256, its pages, its rows, its schema.

        Raises:
            BadInput: it is no backup of a workspace, or of a newer program.
            Failed: it is damaged.
        """
        return verify_backup(file)

    def restore(self, backup_file: Path) -> None:
        """Puts a backup's content in the workspace's place, after a backup of what is there now.

        All records have changed then, and the history of edits is the backup's.

        Raises:
            BadInput: it is no backup of a workspace, or of a newer program; nothing was touched.
            Failed: the backup is damaged, or the disk is full; the workspace is as before.
        """
        workspace = self._workspace
        if workspace.read_only is not None:
            raise workspace.read_only
        verify_backup(backup_file)
        scratch = _scratch_folder(workspace.path)
        try:
            current = current_copy(backup_file, scratch / "restored.affiliate")
            match_page_size(current, workspace.path)
            with workspace.writer_turn():
                self.make("restore")
                _pour(current, workspace.path)
                workspace.writes += 1
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def write_backup(source: sqlite3.Connection, path: Path, reason: str, now: datetime) -> Backup:
    """Copies an open workspace into its backup folder.

    Args:
        source: a connection to the workspace.
        path: the workspace's file.
        reason: why.
        now: the instant.

    Raises:
        Failed: when it can't be written or does not verify.
    """
    folder = backup_folder(path)
    made: list[Backup] = []
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        target = _claim(folder, path.stem, reason, now)
    except OSError as error:
        raise explain_system(folder, error) from error

    def fill(beside: Path) -> None:
        copy_into(source, beside)
        version, rows = describe(beside)
        head = Backup(target, now.isoformat(), reason, beside.stat().st_size, sha256_of(beside), f"{version:04d}")
        write_bytes(_note_path(target), _note(head, rows), private=True)
        made.append(head)

    try:
        write_whole(target, fill, private=True)
    except BaseException:
        _note_path(target).unlink(missing_ok=True)
        raise
    return made[0]


def verify_backup(file: Path) -> Backup:
    """See ``Backups.verify``; works without an open workspace."""
    check_header(file)
    if wal_path(file).exists() and wal_path(file).stat().st_size > 0:
        raise BadInput(
            "backup_unfinished",
            "“{file}” is no finished copy: its last changes are in “{wal}”. Open it as a workspace and back that up.",
            file=str(file),
            wal=wal_path(file).name,
        )
    note = _read_note(file)
    sha256 = sha256_of(file)
    version, rows = describe(file)
    if note is not None and (note["sha256"] != sha256 or note["rows"] != rows):
        raise damaged_backup(file)
    if version > schema.VERSION:
        raise BadInput(
            "newer_schema",
            "“{file}” was made by a newer version of the program (schema {theirs}; this one knows {ours}). "
            "Nothing was changed. Update the program to restore it.",
            file=str(file),
            theirs=version,
            ours=schema.VERSION,
        )
    if version < 1:
        raise damaged_backup(file)
    made_at, reason = (note["made_at"], note["reason"]) if note else (_time_of(file), "")
    return Backup(file, made_at, reason, file.stat().st_size, sha256, f"{version:04d}")


def current_copy(backup_file: Path, target: Path) -> Path:
    """A copy of a verified backup, brought to the current schema."""
    try:
        shutil.copyfile(backup_file, target)
        target.chmod(0o600)
    except OSError as error:
        raise explain_system(target, error) from error
    if describe(target)[0] < schema.VERSION:
        from affiliate_desktop.workspace.migration import migrate

        migrate(target)
    return target


def restore_file(backup_file: Path, path: Path) -> Path | None:
    """Puts a backup in the place of a workspace that can't be opened, or is gone.

    Returns:
        Where the damaged file was put, or None when there was none.

    Raises:
        BadInput: it is no backup of a workspace, or of a newer program; nothing was touched.
        Failed: the backup is damaged, or the disk is full; nothing was touched.
    """
    from affiliate_desktop.workspace.swap import swap_in

    verify_backup(backup_file)

    def fill(beside: Path) -> None:
        current_copy(backup_file, beside)

    return swap_in(path, fill)


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, the newest first."""
    found = [_listed(file) for file in folder.glob("*.affiliate") if not file.name.startswith(".")]
    listed = [backup for backup in found if backup is not None]
    return tuple(sorted(listed, key=lambda backup: (backup.made_at, _number(backup.file)), reverse=True))


def thin_out(folder: Path, now: datetime) -> None:
    """Removes the backups that the rule does not keep, and notes without a backup."""
    backups = backups_in(folder)
    dated = [
        retention.Dated(backup.file.name, datetime.fromisoformat(backup.made_at), backup.reason == "close")
        for backup in backups
        if backup.reason
    ]
    keep = retention.kept(dated, now)
    for backup in backups:
        if backup.reason and backup.file.name not in keep:
            with suppress(OSError):
                backup.file.unlink()
                _note_path(backup.file).unlink()
    _sweep(folder, now)


def _sweep(folder: Path, now: datetime) -> None:
    """Removes what a killed program left: half a backup, or a note of none; not what another one is making now."""
    notes = (note for note in folder.glob("*.affiliate.json") if not note.with_suffix("").exists())
    for file in (*notes, *folder.glob(".*.affiliate"), *folder.glob(".*.json")):
        with suppress(OSError):
            if now.timestamp() - file.stat().st_mtime > LEFTOVER_SECONDS:
                file.unlink()
    with suppress(OSError):
        sync_folder(folder)


def _scratch_folder(path: Path) -> Path:
    """A folder for a restore; what a killed one left is removed."""
    for left in path.parent.glob(".restore-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFTOVER_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    try:
        return Path(tempfile.mkdtemp(prefix=".restore-", dir=path.parent))
    except OSError as error:
        raise explain_system(path, error) from error


def _pour(source: Path, live: Path) -> None:
    """Writes a database's content into the live file as one transaction."""
    try:
        with (
            plain_connection(address(source, "ro", immutable=True)) as new,
            plain_connection(address(live, "rw")) as old,
        ):
            old.execute("PRAGMA synchronous = FULL")
            transfer(new, old, live)
            old.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.Error as error:
        raise explain(live, error) or damaged_backup(source) from error


def _listed(file: Path) -> Backup | None:
    """The backup as its note describes it; None when it was removed a moment ago."""
    note = _read_note(file)
    try:
        size, made_at = file.stat().st_size, note["made_at"] if note else _time_of(file)
    except OSError:
        return None
    if note is None:
        return Backup(file, made_at, "", size, "", "")
    return Backup(file, made_at, note["reason"], size, note["sha256"], note["schema"])


def _number(file: Path) -> int:
    """Counts the backups of one second."""
    last = file.stem.rpartition("#")[2]
    return int(last) if last.isdecimal() else 1


def _read_note(file: Path) -> dict[str, Any] | None:
    try:
        note = json.loads(_note_path(file).read_text("utf-8"))
        datetime.fromisoformat(note["made_at"])
        whole = all(isinstance(note[key], str) for key in ("made_at", "reason", "sha256", "schema"))
        return note if whole and isinstance(note["rows"], dict) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note(backup: Backup, rows: dict[str, int]) -> bytes:
    document = asdict(backup) | {"file": backup.file.name, "rows": rows, "sqlite": sqlite3.sqlite_version}
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def _note_path(file: Path) -> Path:
    return file.with_name(file.name + ".json")


def _time_of(file: Path) -> str:
    return datetime.fromtimestamp(int(file.stat().st_mtime), UTC).isoformat()


def _claim(folder: Path, stem: str, reason: str, now: datetime) -> Path:
    """A name that is this backup's alone, claimed by making its note.

    A number after ``#`` tells backups of the same second apart, whatever their reasons.
    """
    moment = f"{now:%Y-%m-%dT%H-%M-%SZ}"
    number = 1 + len({file.name.partition(".affiliate")[0] for file in folder.glob(f"*{moment}*.affiliate*")})
    while True:
        count = "" if number == 1 else f" #{number}"
        target = folder / f"{safe_name(f'{stem[:60]} {moment} {reason[:30]}')}{count}.affiliate"
        with suppress(FileExistsError):
            os.close(os.open(_note_path(target), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            if not target.exists():
                return target
        number += 1
