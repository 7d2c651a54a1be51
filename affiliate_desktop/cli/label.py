"""``affiliate-desktop label``: label and card sheets, numbered codes, printers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.artwork import answer_artworks
from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.links.drafting import DraftCopies
    from affiliate_desktop.links.model import Link
    from affiliate_desktop.studio.label_fill import Words
    from affiliate_desktop.studio.label_print import Label
    from affiliate_desktop.studio.label_sheet import LabelSheet

_SHAPE = click.Choice(["rect", "rounded-rect", "square", "round"])
_FILE = click.Path(path_type=Path, dir_okay=False)
_OUTPUT = click.option("-o", "--output", "file", required=True, type=_FILE, metavar="FILE.pdf")


@click.group("label")
def command() -> None:
    """Label and card sheets."""


@command.command("list")
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False))
@pass_session
def list_sheets(session: Session, paper: str | None) -> None:
    """List the label sheets, your own first."""
    found = [sheet for sheet in session.app.labels.sheets() if paper in {None, sheet.paper}]
    documents = [_document(session, sheet) for sheet in found]
    rows = [
        (each["id"], each["name"], each["paper"], "{} x {}".format(*each["label_mm"]), each["count"], each["use"])
        for each in documents
    ]
    heads = ("Id", "Name", "Paper", "Label (mm)", "Labels", "For")
    session.answer({"sheets": documents}, table(heads, rows, right=(4,)))


@command.command()
@click.argument("sheet", metavar="SHEET")
@pass_session
def show(session: Session, sheet: str) -> None:
    """Show a sheet, named by id, name or part number: its measures, their source, and the next free label."""
    _answer(session, session.app.labels.sheet(sheet))


@command.command()
@click.argument("name")
@click.option("--paper", type=click.Choice(["A4", "Letter"], case_sensitive=False), default="A4", show_default=True)
@click.option(
    "--shape", type=click.Choice(["rect", "rounded-rect", "square", "round"]), default="rect", show_default=True
)
@click.option("--label", nargs=2, type=float, required=True, metavar="W H", help="Width and height of a label, in mm.")
@click.option("--grid", nargs=2, type=int, required=True, metavar="N N", help="Columns and rows.")
@click.option("--first", nargs=2, type=float, required=True, metavar="X Y", help="Corner of the first label.")
@click.option("--pitch", nargs=2, type=float, metavar="X Y", help="From edge to edge; the label's size without it.")
@click.option("--note", default="")
@pass_session
def add(
    session: Session,
    /,
    name: str,
    paper: str,
    shape: str,
    label: tuple[float, float],
    grid: tuple[int, int],
    first: tuple[float, float],
    pitch: tuple[float, float] | None,
    note: str,
) -> None:
    """Describe a sheet of your own."""
    from affiliate_desktop.studio.label_sheet import LabelShape, LabelSheet

    sheet = LabelSheet("", "", name, paper, LabelShape(shape), label, grid, first, pitch or label, note=note)
    _answer(session, session.app.labels.add(sheet).value)


@command.command()
@click.argument("sheet", metavar="SHEET")
@pass_session
def remove(session: Session, sheet: str) -> None:
    """Remove a sheet of your own; “workspace undo” brings it back."""
    removed = session.app.labels.remove(sheet).value
    session.answer(_document(session, removed), f"Removed “{removed.name}”.")


@command.command()
@click.argument("sheet", metavar="SHEET")
@click.argument("label", type=int)
@pass_session
def start(session: Session, sheet: str, label: int) -> None:
    """Say which label of the sheet in use is the next free one; 1 for a fresh sheet."""
    found = session.app.labels.sheet(sheet)
    session.app.labels.set_start(found, label)
    _answer(session, found)


@command.command()
@click.argument("printer", required=False)
@click.option("--right", type=float, help="Millimeters to the right; negative to the left.")
@click.option("--down", type=float, help="Millimeters down; negative up.")
@pass_session
def calibrate(session: Session, printer: str | None, right: float | None, down: float | None) -> None:
    """Keep the two numbers that the test page showed for a printer; without numbers, show them."""
    from affiliate_desktop.studio.label_places import Calibration

    labels = session.app.labels
    if printer is not None and (right is not None or down is not None):
        before = labels.calibration(printer)
        labels.calibrate(
            printer, Calibration(before.right if right is None else right, before.down if down is None else down)
        )
    found = labels.printers() if printer is None else {printer: labels.calibration(printer)}
    documents = [{"printer": name, "right_mm": each.right, "down_mm": each.down} for name, each in found.items()]
    rows = [tuple(each.values()) for each in documents]
    session.answer({"printers": documents}, table(("Printer", "Right (mm)", "Down (mm)"), rows, right=(1, 2)))


@command.command("test-page")
@click.argument("sheet", metavar="SHEET")
@_OUTPUT
@click.option("--printer", default="", help="Whose two numbers are used already.")
@pass_session
def test_page(session: Session, sheet: str, file: Path, printer: str) -> None:
    """Write the page that a printer is measured with."""
    labels = session.app.labels
    answer_artworks(session, lambda: (labels.test_page(labels.sheet(sheet), file, _calibrated(session, printer)),))


@command.command()
@click.option("--sheet", required=True, metavar="SHEET", help="By id, name or part number; see “label list”.")
@_OUTPUT
@click.option("--link", "links", multiple=True, metavar="LINK", help="By id or name; may be given again.")
@click.option("--campaign", metavar="CAMPAIGN", help="All links of a campaign.")
@click.option("--placement", metavar="PLACEMENT", help="All links at a placement.")
@click.option(
    "--table",
    "rows",
    type=_FILE,
    metavar="FILE",
    help="CSV or XLSX: columns link, headline, text, code; or a list of links, one a line.",
)
@click.option("--count", type=int, help="Labels of each link; a sheetful of a single link without it.")
@click.option("--serial", is_flag=True, help="Number them: each label gets a click reference of its own.")
@click.option("--start", type=int, metavar="N", help="First free label; the remembered one without it.")
@click.option("--used", is_flag=True, help="Remember that these labels are used up.")
@click.option("--printer", default="", help="Whose calibration is used.")
@click.option("--design", default="label", show_default=True, metavar="ID")
@click.option("--brand", default="", metavar="NAME", help="A brand's colors, fonts and logo, by its name or id.")
@click.option("--headline", default="", help="The link's name without it.")
@click.option("--text", default="")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help="A variable of the design, as event.date.")
@click.option("--no-link", is_flag=True, help="Do not print the address in letters.")
@click.option("--no-code", is_flag=True, help="Do not print the click reference in letters.")
@click.option("--outlines", is_flag=True, help="Draw the labels' edges, for plain paper.")
@click.option("--force", is_flag=True, help="Write it even if a code would not scan.")
@pass_session
def render(session: Session, /, sheet: str, file: Path, **asked: Any) -> None:
    """Render labels as PDF; every code is read back first."""
    from affiliate_desktop.links.drafting import DraftCopies
    from affiliate_desktop.studio.label_fill import Words

    labels = session.app.labels
    found = labels.sheet(sheet)
    values = {"disclosure": session.app.preferences.load().disclosure, **settings(asked["values"])}
    words = Words(asked["headline"], asked["text"], not asked["no_link"], not asked["no_code"], values)
    copies = DraftCopies(session.app.links)
    filled = _filled(session, found, words, asked, copies)
    first = labels.start(found) if asked["start"] is None else asked["start"]
    look = {"design": asked["design"], "brand": asked["brand"].strip()}
    job = labels.job(
        found, start=first, printer=_calibrated(session, asked["printer"]), outlines=asked["outlines"], **look
    )
    make = partial(labels.render, filled, job, file, progress=session.progress(), force=asked["force"])
    answer_artworks(session, lambda: (copies.prove(lambda proven: make(proven=proven)).value,))
    if asked["used"] and not session.exit_code:
        labels.use_up(found, len(filled), first)


def _filled(
    session: Session, sheet: "LabelSheet", words: "Words", asked: dict[str, Any], copies: "DraftCopies"
) -> "tuple[Label, ...]":
    from affiliate_desktop.studio.label_fill import labels_of_copies, labels_of_links, labels_of_table

    if asked["rows"] is not None:
        return labels_of_table(asked["rows"], words, session.progress())
    links = _links(session, asked)
    if not links:
        message = "Say what goes on the labels: --link, --campaign, --placement or --table."
        raise click.UsageError(message)
    first = session.app.labels.start(sheet) if asked["start"] is None else asked["start"]
    count = asked["count"] or (max(1, sheet.count - first + 1) if len(links) == 1 else 1)
    if not asked["serial"]:
        return labels_of_links(links, words, count)
    drafts = copies.of([link.id for link in links], count)
    return tuple(label for link in links for label in labels_of_copies(link, drafts[link.id], words))


def _links(session: Session, asked: dict[str, Any]) -> "list[Link]":
    """What was asked for, each link once."""
    app = session.app
    links = [app.links.get(link) for link in asked["links"]]
    if asked["campaign"]:
        links += reversed(app.links.list(campaign_id=app.campaigns.get(asked["campaign"]).id))
    if asked["placement"]:
        found = app.placements.get(asked["placement"])
        links += [link for link in reversed(app.links.list()) if link.placement_id == found.id]
    return list({link.id: link for link in links}.values())


def _document(session: Session, sheet: "LabelSheet") -> dict[str, Any]:
    return {
        "id": sheet.id,
        "name": sheet.name,
        "also": list(sheet.also),
        "paper": sheet.paper,
        "shape": sheet.shape.value,
        "label_mm": list(sheet.label),
        "grid": list(sheet.grid),
        "first_mm": list(sheet.first),
        "pitch_mm": list(sheet.pitch),
        "count": sheet.count,
        "use": sheet.use or None,
        "source": sheet.source or None,
        "certainty": sheet.certainty or None,
        "note": sheet.note or None,
        "own": sheet.own,
        "start": session.app.labels.start(sheet),
    }


def _answer(session: Session, sheet: "LabelSheet") -> None:
    document = _document(session, sheet)
    text = {**document, "label_mm": "{} x {}".format(*sheet.label), "grid": "{} x {}".format(*sheet.grid)}
    text |= {"first_mm": "{}, {}".format(*sheet.first), "pitch_mm": "{}, {}".format(*sheet.pitch)}
    session.answer(document, lines(text))


def _calibrated(session: Session, printer: str) -> str:
    """A printer as its calibration is kept; a name that was mistyped would print beside the labels.

    Raises:
        NotFound: when nothing is kept for it.
    """
    from affiliate_desktop.core.names import same_name
    from affiliate_desktop.core.problems import NotFound

    known = session.app.labels.printers()
    if not printer.strip():
        return ""
    found = next((name for name in known if same_name(name, printer)), None)
    if found is None:
        words = "No calibration is kept for the printer “{name}”; there are {known}. “label calibrate” keeps one."
        raise NotFound("no_such_printer", words, name=printer[:60], known=", ".join(known) or "none")
    return found
