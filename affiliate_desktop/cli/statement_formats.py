"""``affiliate-desktop statement formats``: the formats that files are recognized by, one TOML file each to share."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.statements.formats import StatementFormat
    from affiliate_desktop.statements.known import KnownFormat


@click.group("formats")
def command() -> None:
    """Formats of statements: how sure each is, and sharing them."""


@command.command("list")
@click.option("--network", metavar="ID", help="Only those of this network.")
@pass_session
def list_formats(session: Session, network: str | None) -> None:
    """List the formats that files are recognized by, and how sure each is."""
    wanted = session.app.programs.network_catalog.get(network).id if network else None
    found = [each for each in session.app.formats.list() if wanted in {None, each.network.id}]
    rows = [
        (
            each.format.title,
            each.network.name,
            each.format.name,
            _holds(each.format),
            each.format.certainty,
            each.origin,
        )
        for each in found
    ]
    text = table(("Format", "Network", "Report", "Holds", "Known from", "Origin"), rows)
    problems = [{"code": each.code, "message": str(each)} for each in session.app.formats.problems()]
    parts = [text, *(each["message"] for each in problems)]
    document = {"formats": [_document(each) for each in found], "problems": problems}
    session.answer(document, "\n\n".join(parts))


@command.command()
@click.argument("title", metavar="FORMAT")
@pass_session
def show(session: Session, title: str) -> None:
    """Show a format as the TOML file it is exported as."""
    found = session.app.formats.get(title)
    session.answer({**_document(found), "statement": dict(found.table)}, session.app.formats.text(title).rstrip())


@command.command()
@click.argument("title", metavar="FORMAT")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Else NETWORK-REPORT.toml.")
@pass_session
def export(session: Session, title: str, output: Path | None) -> None:
    """Write a format to a TOML file, to hand on."""
    from affiliate_desktop.core.files import write_bytes

    found = session.app.formats.get(title)
    target = output or Path(found.format.title.replace("/", "-") + ".toml")
    content = session.app.formats.text(title).encode()
    write_bytes(target, content)
    document = {"format": found.format.title, "file": str(target), "bytes": len(content)}
    session.answer(document, f"Wrote {target}")


@command.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_session
def import_files(session: Session, files: tuple[Path, ...]) -> None:
    """Take in formats from TOML files; one of the same name is replaced."""
    found = session.app.formats.import_files(files)
    text = "Taken in: " + ", ".join(each.format.title for each in found)
    session.answer({"formats": [_document(each) for each in found]}, text)


@command.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@pass_session
def check(session: Session, files: tuple[Path, ...]) -> None:
    """Say whether files of formats can be used, and what they would replace or clash with; nothing is taken in."""
    answers, lines = [], []
    for file in files:
        found = session.app.formats.check(file)
        answers.append(
            {
                "file": file.name,
                "formats": list(found.titles),
                "replaces": list(found.replaces),
                "rivals": list(found.rivals),
            }
        )
        lines.append(f"{file.name}: {', '.join(found.titles)} can be used.")
        if found.replaces:
            lines.append(f"  It takes the place of {', '.join(found.replaces)}.")
        if found.rivals:
            lines.append(f"  Its columns also fit {', '.join(found.rivals)}: people would be asked.")
    session.answer({"files": answers}, "\n".join(lines))


@command.command()
@click.argument("title", metavar="FORMAT")
@pass_session
def remove(session: Session, title: str) -> None:
    """Remove a format that was taken in; a built-in one of that name is there again."""
    session.app.formats.remove(title)
    session.answer({"format": title, "removed": True}, f"Removed {title}.")


def _holds(found: "StatementFormat") -> str:
    if found.kind == "payment":
        return "payments"
    return "visits" if found.visits else "earnings" if found.counted else "not counted"


def _document(each: "KnownFormat") -> dict[str, Any]:
    found = each.format
    return {
        "format": found.title,
        "network": each.network.id,
        "network_name": each.network.name,
        "name": found.name,
        "kind": found.kind,
        "counted": found.counted,
        "certainty": found.certainty,
        "source": found.source or None,
        "origin": each.origin,
        "file": str(each.file) if each.file else None,
        "why": found.why or None,
        "headers": list(found.headers),
        "time_zone": found.time_zone or None,
        "date_format": found.date_format,
        "currency": found.currency,
        "visits": bool(found.visits),
    }
