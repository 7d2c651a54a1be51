"""``workspace``: the file that holds everything: show, check, back up, restore, undo."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.changes import Changes
from affiliate_desktop.core.problems import Problem

if TYPE_CHECKING:
    from affiliate_desktop.workspace.backup import Backup

_UNOPENABLE = {"workspace_damaged", "workspace_empty", "no_such_workspace", "not_a_workspace"}


@click.group(name="workspace")
def command() -> None:
    """The file that holds everything: back up, restore, check."""


@command.command()
@pass_session
def show(session: Session) -> None:
    """Where the workspace is and what it holds."""
    from affiliate_desktop.workspace.check import contents

    workspace = session.app.workspace
    found = contents(workspace)
    reason = workspace.read_only
    document: dict[str, Any] = {
        "workspace": str(workspace.path),
        "schema": found.schema,
        "size": found.size,
        "read_only": None if reason is None else {"code": reason.code, "message": str(reason)},
        "undo": _label(workspace.undo_label()),
        "redo": _label(workspace.redo_label()),
        "rows": found.rows,
    }
    heads = [("File", workspace.path), ("Schema", found.schema), ("Size", f"{found.size:,} bytes")]
    heads += [("Undo", document["undo"]), ("Redo", document["redo"])]
    heads += [("Read only", reason)] if reason is not None else []
    rows = table(("Table", "Rows"), found.rows.items(), right=(1,))
    session.answer(document, f"{table(('What', 'Value'), heads)}\n\n{rows}")


@command.command()
@pass_session
def check(session: Session) -> None:
    """Read everything and say whether it is whole."""
    from affiliate_desktop.workspace.check import check as check_workspace

    report = check_workspace(session.app.workspace)
    document = {
        "ok": report.ok,
        "findings": list(report.findings),
        "notes": list(report.notes),
        "sqlite": report.sqlite_version,
        "schema": report.schema,
        "size": report.size,
        "rows": report.rows,
    }
    verdict = "The workspace is whole." if report.ok else "The workspace is damaged; restore a backup."
    session.answer(document, "\n".join((verdict, *report.findings, *report.notes)))
    session.exit_code = 0 if report.ok else 1


@command.command()
@pass_session
def backup(session: Session) -> None:
    """Make a verified backup now."""
    made = session.app.backups.make("manual")
    session.answer(_document(made), f"Backed up to {made.file}")


@command.command()
@pass_session
def backups(session: Session) -> None:
    """The backups, newest first; also those of a workspace that can't be opened."""
    from affiliate_desktop.workspace.backup import backups_in
    from affiliate_desktop.workspace.inspection import backup_folder

    folder = backup_folder(_path(session))
    found = backups_in(folder)
    rows = [(one.made_at, one.reason, one.size, one.file.name) for one in found]
    text = table(("Made", "Reason", "Bytes", "File"), rows, right=(2,))
    session.answer({"backups": [_document(one) for one in found]}, f"{folder}\n{text}")


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_session
def restore(session: Session, file: Path) -> None:
    """Put the content of a backup FILE in the workspace's place.

    What is there now is backed up first; a workspace that can't be opened is put aside.
    """
    try:
        session.app.backups.restore(file)
    except Problem as problem:
        if session.opened or problem.code not in _UNOPENABLE:
            raise
        _restore_unopenable(session, file)
        return
    document = {"workspace": str(session.app.workspace.path), "restored": str(file), "set_aside": None}
    session.answer(document, f"Restored {file}")


@command.command(name="list")
@pass_session
def list_(session: Session) -> None:
    """Workspaces that were open lately."""
    from affiliate_desktop.workspace.recents import recents

    found = recents()
    rows = [(one.path, "missing" if one.missing else "") for one in found]
    document = {"workspaces": [{"workspace": str(one.path), "missing": one.missing} for one in found]}
    session.answer(document, table(("Workspace", ""), rows))


@command.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_session
def copy(session: Session, file: Path) -> None:
    """Copy a workspace FILE from a synchronized folder or network drive to the data folder of this computer."""
    from affiliate_desktop.workspace.rescue import copy_to_safe_place

    made = copy_to_safe_place(file)
    session.answer({"workspace": str(made)}, f"Copied to {made}\nOpen it with --workspace.")


@command.command()
@pass_session
def undo(session: Session) -> None:
    """Take back the last edit."""
    label = _label(session.app.workspace.undo_label())
    changes = session.app.workspace.undo()
    session.answer({"undone": label, "changes": _kinds(changes)}, f"Undone: {label}")


@command.command()
@pass_session
def redo(session: Session) -> None:
    """Make the last undone edit again."""
    label = _label(session.app.workspace.redo_label())
    changes = session.app.workspace.redo()
    session.answer({"redone": label, "changes": _kinds(changes)}, f"Redone: {label}")


def _path(session: Session) -> Path:
    """The workspace file, whether or not it can be opened."""
    from affiliate_desktop.workspace.opening import default_path

    return (session.workspace_path or default_path()).expanduser().resolve()


def _restore_unopenable(session: Session, file: Path) -> None:
    from affiliate_desktop.workspace.backup import restore_file

    path = _path(session)
    aside = restore_file(file, path)
    text = f"Restored {file}" + (f"\nThe damaged file is kept as {aside}" if aside else "")
    document = {"workspace": str(path), "restored": str(file), "set_aside": str(aside) if aside else None}
    session.answer(document, text)


def _document(made: "Backup") -> dict[str, Any]:
    return {
        "file": str(made.file),
        "made_at": made.made_at,
        "reason": made.reason,
        "size": made.size,
        "sha256": made.sha256 or None,
        "schema": made.schema or None,
    }


def _label(entry: Any) -> str | None:
    return None if entry is None else str(entry[0].format(**entry[1]))


def _kinds(changes: Changes) -> dict[str, list[int]]:
    return {str(kind): sorted(keys) for kind, keys in changes.keys.items()}
