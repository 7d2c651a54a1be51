"""``affiliate-desktop design``: how banners and printed pages look."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.artwork import as_text, document
from affiliate_desktop.cli.design_brand import command as brand_command
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.studio.frames import Design

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("design")
def command() -> None:
    """Designs of banners and printed pages."""


command.add_command(brand_command)


@command.command("list")
@click.option("--kind", type=click.Choice(["banner", "print"]), help="Only these.")
@pass_session
def list_designs(session: Session, kind: str | None) -> None:
    """List the designs: your own first, then those that ship with the program."""
    found = [design for design in session.app.designs.all() if kind in (None, design.kind)]
    own = {design.id for design in session.app.designs.own()}
    documents = [_document(design, own=design.id in own) for design in found]
    rows = [(each["id"], each["name"], each["kind"], "yes" if each["own"] else "", each["about"]) for each in documents]
    session.answer({"designs": documents}, table(("Id", "Name", "Kind", "Own", "For"), rows))


@command.command()
@click.argument("design")
@pass_session
def show(session: Session, design: str) -> None:
    """Show a design as its file."""
    from affiliate_desktop.studio.design_writer import document_of, write_design

    found = session.app.designs.get(design)
    shown = {**_document(found, own=session.app.designs.is_own(found.id)), "document": document_of(found)}
    session.answer({"design": shown}, write_design(found).decode())


@command.command()
@click.argument("design")
@pass_session
def check(session: Session, design: str) -> None:
    """Draw a design, or the design of a file, with sample words in every size or paper, and say what is wrong."""
    answer = session.app.studio.check_design(design)
    session.answer(document(answer, written=False), as_text(answer))
    if any(each.verdict.value == "red" for each in answer):
        session.exit_code = 1


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@pass_session
def import_designs(session: Session, files: tuple[Path, ...]) -> None:
    """Keep the designs of files as your own.

    A file that holds none is named, and ends the call with 1; the other files are kept all the same.
    """
    from affiliate_desktop.core.problems import Problem

    made: list[Design] = []
    failed: list[dict[str, str]] = []
    for file in files:
        try:
            made.append(session.app.designs.import_file(file).value)
        except Problem as problem:
            if len(files) == 1:
                raise
            failed.append({"file": str(file), "reason": str(problem)})
    documents = [_document(design, own=True) for design in made]
    told = [f"Not imported: {each['reason']}" for each in failed]
    text = "\n".join([table(("Id", "Name"), [(each.id, each.name) for each in made]), *told])
    session.answer({"designs": documents, **({"failed": failed} if failed else {})}, text)
    session.exit_code = 1 if failed else 0


@command.command()
@click.argument("design")
@click.option("-o", "--output", "file", required=True, metavar="FILE.design", type=_FILE)
@pass_session
def export(session: Session, design: str, file: Path) -> None:
    """Write a design as one file that carries its pictures."""
    from affiliate_desktop.studio.model import Artwork

    written = session.app.designs.export(design, file)
    made = Artwork(written, None, None, written.stat().st_size)
    answer = {"file": str(written), "bytes": made.bytes, "design": session.app.designs.get(design).id}
    session.answer({**answer, **document([made], written=True)}, f"{written}")


@command.command()
@click.argument("design")
@pass_session
def remove(session: Session, design: str) -> None:
    """Remove a design of your own; it can be undone."""
    removed = session.app.designs.remove(design).value
    session.answer({"removed": removed.id}, f"“{removed.name}” was removed.")


def _document(design: "Design", *, own: bool) -> dict[str, Any]:
    from affiliate_desktop.studio.design import own_variables

    page = design.page
    return {
        "id": design.id,
        "name": design.name,
        "kind": design.kind,
        "own": own,
        "about": design.about,
        "shapes": list(design.variants),
        "width_mm": page.width or None,
        "height_mm": page.height or None,
        "papers": list(page.papers),
        "variables": list(own_variables(design)),
    }
