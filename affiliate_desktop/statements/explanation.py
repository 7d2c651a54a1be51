"""Recognition that explains itself: what each sheet of a file is, how sure that is and why, and what has to be asked.

A file of ordinary size is read to the end. Of a large one some rows from all over it are read, which takes the same
short time whatever its size; what is said about its rows is then marked as from a sample.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from affiliate_desktop.core.money import NO_CURRENCY
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.amounts import UNCLEAR_MARKS
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.headers import Fit, candidates
from affiliate_desktop.statements.layout import Layout
from affiliate_desktop.statements.model import Explained, Field, Question, RejectedRow, Use
from affiliate_desktop.statements.recognition import Sheet, currency_for
from affiliate_desktop.statements.tables import Chunk, Table
from affiliate_desktop.statements.text import TextTable
from affiliate_desktop.statements.visit_explanation import explained_visits
from affiliate_desktop.statements.words import text_of

SAMPLE_CHUNKS = 1
"""Chunks at the top of a large file that are looked at, beside rows from below."""

WORKBOOK_CHUNKS = 40
SHOWN_PROBLEMS = 20
LONGEST_WORD = 200
"""Characters of a status word that anybody would type as an answer."""
NAMED_WORDS = 5
CERTAINTY = {
    "sample": "sure: the format was seen in a real file",
    "code": "quite sure: the format was taken from programs that read such files",
    "docs": "likely: the format was taken from the network's own help pages",
    "inferred": "not sure: the format was pieced together; check the first rows",
}


class Excerpt:
    """Some rows of a table: its first ones, and of a large text those of places below.

    Args:
        table: the table.
        chunks: how many chunks at the top.
    """

    def __init__(self, table: Table, chunks: int) -> None:
        self.index, self.name = table.index, table.name
        self._table = table
        self._chunks = chunks

    def chunks(self) -> Iterator[Chunk]:
        """The rows; those from below have no line."""
        yield from islice(self._table.chunks(), self._chunks)
        if isinstance(self._table, TextTable):
            for rows in self._table.excerpt():
                yield Chunk([UNKNOWN_LINE] * len(rows), rows)

    def size(self) -> int:
        """About how many rows the whole table has."""
        return self._table.size()


UNKNOWN_LINE = 1 << 40
"""Stands for the line of a row that was found in the middle of a file."""


def explained(
    sheet: Sheet,
    formats: Sequence[StatementFormat],
    own: str | None,
    progress: Progress,
    *,
    usual: str | None = None,
    full: bool,
) -> Explained:
    """Explains a sheet.

    Args:
        sheet: as it was recognized.
        formats: all that were tried.
        own: the network of the account it is for, where that is known.
        progress: may cancel.
        usual: the currency of that account.
        full: read it to the end, however large it is.
    """
    layout = sheet.layout
    fits = candidates(sheet.top, sheet.table.name, formats, own)
    found = next((each for each in formats if each.title == layout.format), None)
    start = Explained(
        sheet=sheet.table.name,
        format=layout.format,
        name=found.name if found else sheet.profile or "",
        certainty=found.certainty if found else "",
        because=_because(sheet, found, fits),
        header_line=layout.header_line,
        columns=_uses(layout),
        zone=layout.zone,
    )
    if found is None and not sheet.profile:
        start = replace(start, questions=_which_format(fits))
    if layout.visits is not None:
        table, exact = _looked_at(sheet.table, full=full)
        said, written = explained_visits(start, table, layout, progress, exact=exact)
        problems = tuple(map(_placed, said.problems[:SHOWN_PROBLEMS]))
        questions = (*said.questions, _order(problems, written)) if written else said.questions
        return replace(said, problems=problems, questions=questions)
    if not sheet.known or not layout.counted or not layout.columns:
        rows, exact = _row_count(sheet, progress, full=full)
        return replace(start, rows=rows, exact=exact)
    return _read(start, sheet, progress, usual, full=full)


def _read(start: Explained, sheet: Sheet, progress: Progress, usual: str | None, *, full: bool) -> Explained:
    table, exact = _looked_at(sheet.table, full=full)
    currency, told_by, asked = _currency(sheet, usual)
    converter = Converter(table, sheet.layout, currency or NO_CURRENCY)
    checked = refused = accepted = 0
    problems: list[RejectedRow] = []
    for converted in converter.converted(progress):
        checked += converted.rows
        refused += len(converted.rejected)
        accepted += len(converted.batch.lines) if converted.batch else 0
        problems += [_placed(row) for row in converted.rejected[: SHOWN_PROBLEMS - len(problems)]]
    reader = converter.reader
    questions = list(asked)
    if reader.dates.undecided:
        questions.append(_order(problems, reader.dates.written))
    if reader.unknown:
        text = " ".join(word.text for word in reader.unknown[:NAMED_WORDS])
        words = tuple(f"{word.word}=STATUS" for word in reader.unknown if len(word.word) <= LONGEST_WORD)
        questions.append(Question("status", text, "--status", words))
    if any(row.code == "amount_unclear" for row in problems):
        text = "Some amounts may be thousands or decimals. Map the columns and say which is the decimal mark."
        questions.append(Question("decimal", text, "--map", (".", ",")))
    rows = checked if exact else max(checked, sheet.table.size() - sheet.layout.header_line)
    return replace(
        start,
        date=reader.dates.written,
        decimal=reader.commissions.point or "",
        currency=currency,
        currency_from=told_by,
        rows=rows,
        exact=exact,
        checked=checked,
        not_understood=refused,
        left_out=max(0, checked - refused - accepted),
        problems=tuple(problems),
        questions=tuple(questions),
    )


def _looked_at(table: Table, *, full: bool) -> tuple[Table, bool]:
    """What is read of a table, and whether that is all of it."""
    if full:
        return table, True
    if isinstance(table, TextTable):
        return (table, True) if table.survey.whole else (Excerpt(table, SAMPLE_CHUNKS), False)
    if table.size() > WORKBOOK_CHUNKS * 500:
        return Excerpt(table, WORKBOOK_CHUNKS), False
    return table, True


def _row_count(sheet: Sheet, progress: Progress, *, full: bool) -> tuple[int, bool]:
    """Rows below the header that are not blank; of a large text about how many."""
    table = sheet.table
    if isinstance(table, TextTable) and not table.survey.whole and not full:
        return max(0, table.size() - 1 - sheet.layout.header_line), False
    rows = 0
    for chunk in table.chunks():
        progress.check()
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            rows += line > sheet.layout.header_line and any(text_of(cell).strip() for cell in row)
        rows += sum(bad.line > sheet.layout.header_line for bad in chunk.bad)
    return rows, True


def _because(sheet: Sheet, found: StatementFormat | None, fits: Sequence[Fit]) -> tuple[str, ...]:
    layout = sheet.layout
    if sheet.profile:
        return (f"The columns in line {layout.header_line} are those of your saved mapping “{sheet.profile}”.",)
    if found is None:
        if not layout.header_line:
            return ("None of the first lines looks like column names.",)
        if len(fits) > 1:
            named = ", ".join(f"{fit.format.title} ({fit.format.name})" for fit in fits)
            return (f"The columns in line {layout.header_line} are those of several formats: {named}.",)
        return (f"The columns in line {layout.header_line} are those of no known format.",)
    if found.positions:
        return ("The account's network sent such files without known column names; dates and amounts stand in place.",)
    fit = next((each for each in fits if each.format is found), None)
    because = [f"All {len(found.headers)} columns of the format stand in line {layout.header_line}."]
    if fit is not None and fit.titled:
        because.append("The sheet or the line above is titled as that report is.")
    because.append(CERTAINTY[found.certainty][0].upper() + CERTAINTY[found.certainty][1:] + ".")
    if found.source:
        because.append(f"Known from: {found.source}.")
    return tuple(because)


def _uses(layout: Layout) -> tuple[Use, ...]:
    placed = [(name.value, index) for name, index in layout.columns.items()]
    if layout.time is not None:
        placed.append(("time", layout.time))
    return tuple(
        Use(name, index + 1, layout.headers[index] if index < len(layout.headers) else "") for name, index in placed
    )


def _which_format(fits: Sequence[Fit]) -> tuple[Question, ...]:
    if len(fits) < 2:
        return ()
    return (Question("format", "Which of these is it?", "--format", tuple(fit.format.title for fit in fits)),)


def _currency(sheet: Sheet, usual: str | None) -> tuple[str | None, str, tuple[Question, ...]]:
    layout = sheet.layout
    if Field.CURRENCY in layout.columns:
        return layout.currency, "column", ()
    try:
        code = currency_for(sheet, None, usual)
    except BadInput as problem:
        if problem.code != "currency_needed":
            return None, "", (Question("currency", str(problem), "--currency"),)
        meant = UNCLEAR_MARKS.get(layout.mark.casefold(), ())
        return None, "", (Question("currency", str(problem), "--currency", meant),)
    told_by = "format" if layout.currency else "account" if usual is not None and code == usual else "sign"
    return code, told_by, ()


def _order(problems: Sequence[RejectedRow], written: str) -> Question:
    example = next((row.reason for row in problems if row.code == "date_unclear"), "")
    mark = "/" if "/" in written else "-" if "-" in written else "."
    choices = (f"%d{mark}%m{mark}%Y", f"%m{mark}%d{mark}%Y")
    text = f"Does the day or the month come first? {example}".strip()
    return Question("date_order", text, "--date-format", choices)


def _placed(row: RejectedRow) -> RejectedRow:
    return replace(row, line=0) if row.line == UNKNOWN_LINE else row
