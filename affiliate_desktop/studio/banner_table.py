"""Banner sets from a table: one row, one set.

The first row names the columns: ``headline``, ``text``, ``cta``, ``picture``, ``logo``, ``background``,
``foreground``, ``accent``, ``alt``, ``design``, ``brand``, ``url`` (or ``link``,
``address``, ``destination``), ``name`` (of the folder), and any variable of the design such as ``offer``. What a row
leaves empty is as it is without a table. Pictures are files in the table's folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import BadInput, NotFound, Problem
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.studio.banner_set import BannerJob, write_banners
from affiliate_desktop.studio.design_catalog import DesignSource
from affiliate_desktop.studio.model import Artwork, BannerText
from affiliate_desktop.studio.qr_table import table_rows

MOST_ROWS = 2000
_FIELDS = {
    "headline": "headline",
    "text": "text",
    "cta": "call_to_action",
    "alt": "alt",
    "design": "design",
    "brand": "brand",
}
_COLORS = ("background", "foreground", "accent")
_ADDRESSES = ("url", "link", "address", "destination")


@dataclass(frozen=True, slots=True)
class BannerSet:
    """What became of a row.

    Attributes:
        line: of the table, the head is 1.
        artworks: its files; none where it failed.
        failure: why it failed, else None.
    """

    line: int
    name: str
    artworks: tuple[Artwork, ...] = ()
    failure: Problem | None = None


def write_sets(
    table: Path, job: BannerJob, folder: Path, progress: Progress, designs: DesignSource
) -> tuple[BannerSet, ...]:
    """Writes a set for each row into a folder of its own.

    Args:
        table: CSV, XLSX and what else statements are read from.
        job: what holds where a row says nothing.
        folder: made when it does not exist.
        progress: may stop the work between files.
        designs: where designs are found.

    Raises:
        BadInput: when the table cannot be read, has no rows or far too many.
        Cancelled: when somebody asked to stop; sets that were finished stay.
    """
    rows = _rows(table, progress)
    taken: set[str] = set()
    made = []
    for line, row in rows:
        name = _free(row.get("name") or row.get("headline") or f"row {line}", taken)
        try:
            own = _job(job, row, table.parent)
            artworks = write_banners(own, _inside(folder, name), progress, designs)
            made.append(BannerSet(line, name, artworks))
        except Problem as problem:
            made.append(BannerSet(line, name, failure=problem))
    return tuple(made)


def _rows(table: Path, progress: Progress) -> list[tuple[int, dict[str, str]]]:
    heads: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    for line, cells in table_rows(table, progress):
        if not any(cell.strip() for cell in cells):
            continue
        if not heads:
            heads = [cell.strip().casefold() for cell in cells]
            continue
        rows.append((line, {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head}))
        if len(rows) > MOST_ROWS:
            raise BadInput("many_rows", "“{file}” has more than {most} rows.", file=table.name, most=MOST_ROWS)
    if not rows:
        raise BadInput("no_rows", "“{file}” has no rows below its head.", file=table.name)
    return rows


def _job(job: BannerJob, row: Mapping[str, str], folder: Path) -> BannerJob:
    known = {*_FIELDS, *_COLORS, "picture", "logo", "name", *_ADDRESSES}
    given: dict[str, str] = {field: row[column] for column, field in _FIELDS.items() if row.get(column)}
    given |= {color: row[color] for color in _COLORS if row.get(color)}
    files = {name: _picture(row[name], folder) for name in ("picture", "logo") if row.get(name)}
    values = {**job.text.values, **{name: text for name, text in row.items() if name not in known and text}}
    text: BannerText = replace(job.text, **given, **files, values=values)  # type: ignore[arg-type]
    url = next((row[name] for name in _ADDRESSES if row.get(name)), job.url)
    return replace(job, text=text, url=url)


def _picture(name: str, folder: Path) -> Path:
    """A picture in the table's folder, or below it.

    Raises:
        BadInput: when it lies elsewhere.
        NotFound: when there is none.
    """
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise BadInput("picture_outside", "“{file}” lies outside of the table's folder.", file=name[:80])
    if not file.is_file():
        raise NotFound("no_such_picture", "There is no picture “{file}” beside the table.", file=name[:80])
    return file


def _free(text: str, taken: set[str]) -> str:
    name = made = safe_name(text, "banners")
    number = 2
    while made.casefold() in taken:
        made, number = f"{name} {number}", number + 1
    taken.add(made.casefold())
    return made


def _inside(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
