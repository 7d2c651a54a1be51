"""``affiliate-desktop statement profile``: saved mappings of tables of no known format, one TOML file each."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import Profile


@click.group("profile")
def command() -> None:
    """Saved mappings, chosen by themselves for files with the same columns."""


@command.command("list")
@pass_session
def list_profiles(session: Session) -> None:
    """List the saved mappings, the newest first."""
    found = session.app.profiles.list()
    rows = [(each.name, len(each.headers), ", ".join(field.value for field in each.columns.columns)) for each in found]
    text = table(("Name", "Columns", "Maps"), rows, right=(1,)) if rows else "No mapping has been saved yet."
    session.answer({"profiles": [_document(each) for each in found]}, text)


@command.command()
@click.argument("name", metavar="NAME")
@pass_session
def show(session: Session, name: str) -> None:
    """Show a saved mapping as the TOML file it is exported as."""
    found = session.app.profiles.get(name)
    session.answer(_document(found), session.app.profiles.text(name).rstrip())


@command.command()
@click.argument("name", metavar="NAME")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Else NAME.toml.")
@pass_session
def export(session: Session, name: str, output: Path | None) -> None:
    """Write a saved mapping to a TOML file, to hand on."""
    from affiliate_desktop.core.files import safe_name, write_bytes

    found = session.app.profiles.get(name)
    target = output or Path(safe_name(found.name, "profile") + ".toml")
    content = session.app.profiles.text(name).encode()
    write_bytes(target, content)
    session.answer({"name": found.name, "file": str(target), "bytes": len(content)}, f"Wrote {target}")


@command.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_session
def import_files(session: Session, files: tuple[Path, ...]) -> None:
    """Take in mappings from TOML files; one of the same name is replaced."""
    found = session.app.profiles.import_files(files)
    names = ", ".join(f"“{each.name}”" for each in found)
    session.answer({"profiles": [_document(each) for each in found]}, f"Saved {names}.")


@command.command()
@click.argument("name", metavar="NAME")
@pass_session
def remove(session: Session, name: str) -> None:
    """Remove a saved mapping; what was imported with it stays."""
    found = session.app.profiles.remove(name).value
    session.answer({"name": found.name, "removed": True}, f"“{found.name}” was removed.")


@command.command()
@click.argument("name", metavar="NAME")
@click.argument("wanted", metavar="NEW-NAME")
@pass_session
def rename(session: Session, name: str, wanted: str) -> None:
    """Give a saved mapping another name."""
    found = session.app.profiles.rename(name, wanted).value
    session.answer(_document(found), f"It is called “{found.name}” now.")


def _document(profile: "Profile") -> dict[str, Any]:
    columns = profile.columns
    return {
        "name": profile.name,
        "headers": list(profile.headers),
        "columns": {field.value: header for field, header in columns.columns.items()},
        "header_line": columns.header_line if columns.header_line > 0 else None,
        "skip_bottom": columns.skip_bottom,
        "date_format": columns.date_format,
        "language": columns.language or None,
        "decimal": columns.decimal,
        "currency": columns.currency,
        "encoding": columns.encoding or None,
        "delimiter": columns.delimiter or None,
        "statuses": dict(columns.statuses),
        "default_status": columns.default_status,
        "events": dict(columns.events),
        "event": columns.event,
        "signs": dict(columns.signs),
    }
