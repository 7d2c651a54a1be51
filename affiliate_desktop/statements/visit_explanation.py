"""What a sheet of visits is: its columns, its days and what told them, and what has to be asked."""

from dataclasses import replace

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.model import Explained, Question, RejectedRow, Use
from affiliate_desktop.statements.tables import Table
from affiliate_desktop.statements.visit_model import VisitLayout, VisitSums
from affiliate_desktop.statements.visit_rows import VisitReader

_DAYS = Question(
    "days",
    "Of which days are these visits? The file does not say it.",
    "--from and --to",
)


def explained_visits(
    start: Explained, table: Table, layout: Layout, progress: Progress, *, exact: bool
) -> tuple[Explained, str]:
    """Explains a sheet of visits.

    Args:
        start: what is known of the format.
        table: what is looked at of the sheet.
        layout: how it is read.
        progress: may cancel.
        exact: whether that is all of it.

    Returns:
        What it is, and how its dates are written where they leave open whether the day or the month comes first.
    """
    visits = layout.visits
    if visits is None:
        raise LookupError(layout.format)
    reader, sums = VisitReader(table, layout), VisitSums()
    seen = left_out = 0
    problems: list[RejectedRow] = []
    for read in reader.chunks(progress):
        seen += read.seen
        left_out += read.left_out
        problems += read.rejected
        for row in read.rows:
            sums = sums.with_row(row)
    dates = reader.dates
    said = replace(
        start,
        because=(*start.because, *_because(visits)),
        columns=_uses(visits, layout.headers),
        date="" if dates is None else dates.written,
        rows=seen if exact else max(seen, table.size() - layout.header_line),
        exact=exact,
        checked=seen,
        not_understood=len(problems),
        left_out=left_out,
        problems=tuple(problems),
        questions=(*start.questions, *((_DAYS,) if visits.open else ())),
        visits=True,
        first_day=sums.first,
        last_day=sums.last,
    )
    return said, dates.written if dates is not None and dates.undecided else ""


def _because(visits: VisitLayout) -> tuple[str, ...]:
    if visits.doubled:
        return (f"It can't be imported: because of “{visits.doubled}” a visit stands in several rows.",)
    if visits.told_by == "file":
        return (f"The lines above the header say that it is of {visits.first} to {visits.last}.",)
    return ()


def _uses(visits: VisitLayout, headers: tuple[str, ...]) -> tuple[Use, ...]:
    return tuple(Use(name.value, indexes[0] + 1, headers[indexes[0]]) for name, indexes in visits.columns.items())
