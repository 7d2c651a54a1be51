"""``affiliate-desktop qr``: QR codes that are read back before they are written."""

from pathlib import Path
from typing import Any

import click

from affiliate_desktop.cli.artwork import answer_artworks, as_text, document
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.qr_bulk import bulk
from affiliate_desktop.cli.qr_options import style_of, style_options
from affiliate_desktop.cli.session import Session, pass_session


@click.group("qr")
def command() -> None:
    """QR codes that are proven to scan."""


@command.command()
@click.argument("url", required=False)
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The suffix says the kind: .png, .svg, .pdf or .eps.",
)
@click.option(
    "--kind",
    type=click.Choice(["url", "vcard", "wifi", "email", "phone", "event", "text"]),
    help="What the code says, made of --set values; “qr kinds” lists them.",
)
@click.option("--set", "values", multiple=True, metavar="KEY=VALUE", help="A value of the kind.")
@style_options
@click.option("--force", is_flag=True, help="Write it even if it would not scan.")
@pass_session
def make(
    session: Session,
    /,
    url: str | None,
    file: Path,
    kind: str | None,
    values: tuple[str, ...],
    force: bool,
    **given: Any,
) -> None:
    """Make the code of URL, or of any text, or of a --kind; no workspace is opened."""
    from affiliate_desktop.studio.service import Studio

    studio, style = Studio(), style_of(given)
    text = _text(url, kind, values)
    advice = studio.qr_advice(text, style)
    answer_artworks(session, lambda: (studio.qr(text, file, style, force=force),), advice=advice)


def _text(url: str | None, kind: str | None, values: tuple[str, ...]) -> str:
    if kind is None and not values:
        if url is None:
            message = "Give the URL, or a --kind with its --set values."
            raise click.UsageError(message)
        return url
    from affiliate_desktop.studio.payloads import KINDS, payload

    given = settings(values)
    kind = kind or "url"
    if url is not None:
        given.setdefault(KINDS[kind].fields[0].name, url)
    return payload(kind, given)


@command.command()
@pass_session
def kinds(session: Session) -> None:
    """List the kinds of codes and what --set takes for each."""
    from affiliate_desktop.cli.table import table
    from affiliate_desktop.studio.payloads import KINDS

    documents = [
        {
            "id": kind.id,
            "title": kind.title,
            "values": [
                {"name": each.name, "title": each.title, "required": each.required, "choices": list(each.choices)}
                for each in kind.fields
            ],
        }
        for kind in KINDS.values()
    ]
    rows = [
        (
            kind.id,
            kind.title,
            ", ".join(each.name for each in kind.fields if each.required),
            ", ".join(each.name for each in kind.fields if not each.required),
        )
        for kind in KINDS.values()
    ]
    session.answer({"kinds": documents}, table(("Kind", "Title", "Needs", "Takes"), rows))


@command.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@pass_session
def check(session: Session, files: tuple[Path, ...]) -> None:
    """Read every code of a picture (PNG, JPEG, WebP, GIF, SVG) or a PDF, and judge each.

    What is red, holds no code or cannot be read ends the call with 1; the other files are judged all the same.
    """
    from affiliate_desktop.core.problems import Problem
    from affiliate_desktop.studio.model import Artwork, Verdict
    from affiliate_desktop.studio.service import Studio

    found: list[Artwork] = []
    failed: list[dict[str, str]] = []
    for file in files:
        try:
            found += Studio().check(file)
        except Problem as problem:
            if len(files) == 1:
                raise
            failed.append({"file": str(file), "reason": str(problem)})
    told = "\n".join(f"Not read: {each['reason']}" for each in failed)
    text = "\n".join(part for part in (as_text(found) if found else "", told) if part)
    session.answer({**document(found, written=False), **({"failed": failed} if failed else {})}, text)
    if failed or any(artwork.verdict is Verdict.RED or not artwork.codes for artwork in found):
        session.exit_code = 1


command.add_command(bulk)
