"""``demo``: the whole path on sample data, without a display.

Everything is made in a folder of its own inside the target first and moved into place at the end, so that a
demo that fails leaves nothing. A list of what was made, with SHA-256, lies beside the files: a second run
replaces what it finds unchanged and touches nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.artwork import document as artwork_document
from affiliate_desktop.cli.demo_folder import WORKSPACE, known_files, move_in, refuse_foreign, refuse_open, staging
from affiliate_desktop.cli.earnings import total_document
from affiliate_desktop.cli.report import totals_table
from affiliate_desktop.cli.session import Session, pass_session

if TYPE_CHECKING:
    from affiliate_desktop.app import App
    from affiliate_desktop.kits.sample import Sample
    from affiliate_desktop.ledger.model import Total
    from affiliate_desktop.studio.model import Artwork


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the demo.

    Attributes:
        name: path inside the target folder, with slashes.
        artwork: what the studio says of it, where it made it.
    """

    name: str
    what: str
    bytes: int
    artwork: "Artwork | None" = None


@click.command(name="demo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@pass_session
def command(session: Session, folder: Path) -> None:
    """Show the whole path on sample data: links, codes, banners, flyers, a statement, a summary.

    Makes DIR and fills it; needs no display. A second run replaces its own files and no others.
    """
    known = known_files(folder)
    refuse_open(folder)
    refuse_foreign(folder, [WORKSPACE, *known], known)
    with staging(folder) as stage:
        made, totals = _run(session, stage)
        refuse_foreign(folder, [each.name for each in made], known)
        move_in(stage, folder, [each.name for each in made], known)
    document = {
        "workspace": str(folder / WORKSPACE),
        "files": [_document(folder, each) for each in made],
        "totals": [total_document(total) for total in totals],
    }
    session.answer(document, f"{_files_table(folder, made)}\n\n{totals_table(totals)}\n\n{_next(folder)}")


def _run(session: Session, stage: Path) -> "tuple[list[Made], tuple[Total, ...]]":
    from affiliate_desktop.app import App
    from affiliate_desktop.kits.sample import build_sample
    from affiliate_desktop.reports.model import PAPERS

    app = App.open(stage / WORKSPACE)
    made: list[Made] = []
    try:
        session.note("1/5 Workspace: accounts, campaigns and links; statements of three programs imported")
        sample = build_sample(app).value
        for report in sample.imports:
            session.note(f"    {report.file}: {report.new} rows new, {len(report.rejected)} rejected")
        made += _links(stage, sample)
        for number, (what, step) in enumerate(_STEPS.items(), start=2):
            session.note(f"{number}/5 {what}")
            made += step(app, sample, stage)
        session.note("5/5 PDF summary of January to October 2026")
        for paper in PAPERS:
            made.append(_summary(app, stage, paper))
        totals = app.reports.summary(_period()).by_status
    finally:
        app.close()
    workspace = Made(WORKSPACE, "workspace", (stage / WORKSPACE).stat().st_size)
    return [workspace, *made], totals


def _links(stage: Path, sample: "Sample") -> list[Made]:
    import csv
    import io

    from affiliate_desktop.core.files import write_bytes

    file = stage / "links.csv"
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("Name", "Tagged link", "Click reference"))
    writer.writerows((link.name, link.url, link.click_reference or "") for link in sample.links)
    write_bytes(file, stream.getvalue().encode())
    return [Made(file.name, "tagged links", file.stat().st_size)]


def _codes(app: "App", sample: "Sample", stage: Path) -> Iterator[Made]:
    (stage / "qr").mkdir()
    for suffix in ("png", "svg", "pdf"):
        artwork = app.studio.qr(sample.link.url, stage / "qr" / f"spring-guide.{suffix}")
        yield _from_artwork(stage, "QR code", artwork)


def _banners(app: "App", sample: "Sample", stage: Path) -> Iterator[Made]:
    from affiliate_desktop.kits.sample import sample_file
    from affiliate_desktop.studio.model import BannerText

    text = BannerText(
        headline="Boots for the first warm weekend",
        call_to_action="See the boots",
        text="Our spring trail guide",
        picture=sample_file("picture.jpg"),
        logo=sample_file("logo.png"),
        alt="Hills in the morning",
    )
    folder = stage / "banners"
    for artwork in app.studio.banners(sample.link.url, text, folder):
        yield _from_artwork(stage, "banner snippets" if artwork.extra else "banner", artwork)


def _flyers(app: "App", sample: "Sample", stage: Path) -> Iterator[Made]:
    from affiliate_desktop.kits.sample import sample_file
    from affiliate_desktop.studio.model import FlyerText, Paper

    text = FlyerText(
        headline="Spring trail guide",
        text="Twelve day walks with train stations at both ends, and the boots and poles we took along.",
        call_to_action="Scan for the boots we wear",
        picture=sample_file("picture.jpg"),
        logo=sample_file("logo.png"),
        shown_link="northlight-outdoor.example/boots",
        disclosure="Ad: we earn a commission when you order here.",
    )
    for paper in (Paper.A4, Paper.LETTER):
        artwork = app.studio.flyer(sample.link.url, text, paper, stage / f"flyer-{paper.value}.pdf")
        yield _from_artwork(stage, f"flyer, {paper.value}", artwork)


_STEPS: "dict[str, Callable[[App, Sample, Path], Iterator[Made]]]" = {
    "QR code as PNG, SVG and PDF": _codes,
    "Banners in the starter set's sizes, with HTML snippets": _banners,
    "Flyers for A4 and Letter": _flyers,
}


def _summary(app: "App", stage: Path, paper: str) -> Made:
    file = app.reports.pdf(_period(), stage / f"summary-{paper}.pdf", paper)
    return Made(file.name, f"PDF summary, {paper}", file.stat().st_size)


def _period() -> Any:
    from datetime import date

    from affiliate_desktop.core.periods import Period

    return Period(date(2026, 1, 1), date(2026, 10, 31))


def _from_artwork(stage: Path, what: str, artwork: "Artwork") -> Made:
    return Made(_name(stage, artwork.file), what, artwork.bytes, artwork)


def _name(stage: Path, file: Path) -> str:
    return file.relative_to(stage).as_posix()


def _document(folder: Path, made: Made) -> dict[str, Any]:
    file = str(folder / made.name)
    if made.artwork is None:
        return {"file": file, "what": made.what, "width": None, "height": None, "bytes": made.bytes, "codes": []}
    document: dict[str, Any] = artwork_document([made.artwork], written=True)["files"][0]
    return document | {"file": file, "what": made.what}


def _files_table(folder: Path, made: list[Made]) -> str:
    from affiliate_desktop.cli.table import table

    rows = [(folder / each.name, each.what, f"{each.bytes:,}", _verdict(each)) for each in made]
    return table(("File", "What", "Bytes", "Code"), rows, right=(2,))


def _verdict(made: Made) -> str:
    if made.artwork is None or not made.artwork.codes:
        return ""
    return "scans" if made.artwork.verdict == "green" else str(made.artwork.verdict)


def _next(folder: Path) -> str:
    return f"Open the window on it: affiliate-desktop --workspace {folder / WORKSPACE}"
