"""What a file seems to be: what was recognized in it, why, and what has to be asked before it can be imported."""

from collections.abc import Sequence

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements import importing
from affiliate_desktop.statements.explanation import explained
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.guessing import suggested
from affiliate_desktop.statements.headers import recognized
from affiliate_desktop.statements.model import ColumnMap, Explained, Identified, SheetReport
from affiliate_desktop.statements.recognition import Sheet
from affiliate_desktop.statements.refusals import no_header
from affiliate_desktop.statements.source import Source


def identified(
    source: Source,
    sheets: Sequence[Sheet],
    formats: Sequence[StatementFormat],
    payments: Sequence[StatementFormat],
    own: str | None,
    progress: Progress,
    *,
    usual: str | None = None,
    full: bool,
) -> Identified:
    """Describes an opened file.

    Args:
        source: the file.
        sheets: what was recognized.
        formats: those that were tried.
        payments: formats of files of payments.
        own: the network of the account it is for, where that is known.
        progress: may cancel.
        usual: the currency of that account.
        full: read it to the end, however large it is.

    Raises:
        BadInput: when no line of it looks like column names.
    """
    known = [sheet for sheet in sheets if sheet.known]
    paid = _payments(sheets, payments)
    if not known and not paid and not any(sheet.layout.header_line for sheet in sheets):
        raise no_header(source.name)
    found = tuple(explained(sheet, formats, own, progress, usual=usual, full=full) for sheet in sheets)
    return Identified(
        path=source.file.path,
        sha256=source.sha256,
        size=source.size,
        container=source.container,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheets=tuple(_report(sheet, each) for sheet, each in zip(sheets, found, strict=True)),
        network=next((sheet.layout.network for sheet in known if sheet.layout.network), None),
        needs_mapping=not known and paid is None,
        needs_currency=any(question.code == "currency" for each in found for question in each.questions),
        sample=importing.sample_of(sheets, importing.SAMPLE_ROWS),
        suggested=None if known or paid else _suggestion(sheets),
        profile=next((sheet.profile for sheet in known if sheet.profile), None),
        explained=found,
        payments=paid,
    )


def _report(sheet: Sheet, found: Explained) -> SheetReport:
    report = importing.report_of(sheet)
    return SheetReport(
        index=report.index,
        sheet=report.sheet,
        format=report.format,
        rows=found.rows,
        counted=report.counted,
        why=report.why,
        header_line=report.header_line,
        headers=report.headers,
        visits=report.visits,
    )


def _payments(sheets: Sequence[Sheet], formats: Sequence[StatementFormat]) -> str | None:
    for sheet in sheets:
        found = recognized(sheet.top, sheet.table.name, formats)
        if found is not None:
            return found[0].title
    return None


def _suggestion(sheets: Sequence[Sheet]) -> ColumnMap:
    sheet = next(sheet for sheet in sheets if sheet.layout.header_line)
    layout = sheet.layout
    rows = sheet.top[layout.header_line :]
    return suggested(layout.headers, rows, line=layout.header_line, sheet=sheet.table.name or None)
