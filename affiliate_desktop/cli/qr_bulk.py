"""``affiliate-desktop qr bulk``: codes of many links, or of the rows of a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.artwork import as_text, document
from affiliate_desktop.cli.qr_options import style_of, style_options
from affiliate_desktop.cli.session import Session, pass_session

if TYPE_CHECKING:
    from affiliate_desktop.studio.qr_bulk import BulkFailure, BulkItem


@click.command()
@click.argument("table", required=False, metavar="TABLE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    metavar="TARGET",
    type=click.Path(path_type=Path),
    help="A folder, an archive (.zip), or one PDF (.pdf) with the codes in a grid.",
)
@click.option("--as", "files", type=click.Choice(["png", "svg", "pdf", "eps"]), default="png", show_default=True)
@click.option("--column", default="", metavar="NAME", help="The table's column with the texts or links.")
@click.option("--name-column", default="", metavar="NAME", help="The table's column that files are called after.")
@click.option(
    "--kind",
    type=click.Choice(["url", "vcard", "wifi", "email", "phone", "event", "text"]),
    help="The table's columns hold the values of this kind; “qr kinds” lists their names.",
)
@click.option("--campaign", metavar="CAMPAIGN", help="Without a table: only the links of this campaign.")
@click.option("--paper", type=click.Choice(["A3", "A4", "Letter"]), default="A4", show_default=True, help="Of one PDF.")
@style_options
@click.option("--force", is_flag=True, help="Also write those that would not scan.")
@pass_session
def bulk(
    session: Session,
    /,
    table: Path | None,
    target: Path,
    files: str,
    column: str,
    name_column: str,
    kind: str | None,
    campaign: str | None,
    paper: str,
    force: bool,
    **given: Any,
) -> None:
    """Make a code of each row of TABLE (CSV or XLSX), or without one of each link of the workspace.

    What cannot be made or would not scan is left out and told; the others are written, and the call ends with 1.
    """
    from affiliate_desktop.studio.codes import Codes
    from affiliate_desktop.studio.model import Paper

    codes, progress = Codes(), session.progress()
    failed: tuple[BulkFailure, ...] = ()
    if table is not None:
        items, failed = codes.from_table(table, kind or "", column, name_column, progress)
    else:
        items = _links(session, campaign)
    style = style_of(given)
    made = codes.write(items, target, style, files, paper=Paper(paper), force=force, progress=progress)
    failures = (*failed, *made.failures)
    answer = document(made.files, written=True)
    answer |= {
        "target": str(made.target),
        "failures": [{"name": each.name, "reason": each.reason} for each in failures],
    }
    told = "\n".join(f"Not made: {each.name}: {each.reason}" for each in failures)
    session.answer(answer, "\n".join(part for part in (as_text(made.artworks), told) if part))
    if failures:
        session.exit_code = 1


def _links(session: Session, campaign: str | None) -> "tuple[BulkItem, ...]":
    from affiliate_desktop.studio.qr_bulk import BulkItem

    app = session.app
    campaign_id = app.campaigns.get(campaign).id if campaign else None
    return tuple(BulkItem(link.name, link.url) for link in app.links.list("", campaign_id))
