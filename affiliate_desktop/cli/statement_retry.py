"""``affiliate-desktop statement retry``: rejected rows of an import, read again in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.earnings_evidence import conflict_document
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.statement_words import remembered_text, status_meanings, unknown_text, words_documents
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import OriginalRow, RejectedRow, RetryReport


@click.command("retry")
@click.argument("key", metavar="ID", type=int)
@click.option("--line", type=click.IntRange(min=1), help="The rejected row in this line only; else all are tried.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet it stands in, of a workbook.")
@click.option("--set", "cells", multiple=True, metavar="COLUMN=VALUE", help="What a cell of it should have been.")
@click.option("--row", metavar="TEXT", help="The whole row as it should have been, written as in the file.")
@click.option(
    "--status",
    "meanings",
    multiple=True,
    metavar="WORD=STATUS",
    help="What a word of the status column means: pending, approved, paid or reversed; remembered for the account.",
)
@pass_session
def command(
    session: Session,
    key: int,
    line: int | None,
    sheet: str,
    cells: tuple[str, ...],
    row: str | None,
    meanings: tuple[str, ...],
) -> None:
    """Read rejected rows of an import again, perhaps edited; the original file stays as it was."""
    if (cells or row is not None) and line is None:
        message = "Say which row with --line."
        raise click.UsageError(message)
    statements = session.app.statements
    edits: dict[tuple[str, int], Sequence[str] | None] = {}
    if line is not None:
        edits[sheet, line] = None
        if cells or row is not None:
            original = statements.row(key, sheet, line)
            edits[sheet, line] = _edited(session, original, cells, row)
    report = statements.retry(key, edits, session.progress(), statuses=status_meanings(meanings))
    session.answer(retry_document(report), _text(report))


def retry_document(report: "RetryReport") -> dict[str, Any]:
    """What became of the rows."""
    return {
        "id": report.id,
        "file": report.file,
        "retried": report.retried,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": [rejected_document(each) for each in report.rejected],
        "conflicts": [conflict_document(each) for each in report.conflicts],
        **words_documents(report),
    }


def rejected_document(row: "RejectedRow") -> dict[str, Any]:
    """A row that was not understood, with its text and cells."""
    return {
        "sheet": row.sheet or None,
        "line": row.line,
        "reason": row.reason,
        "code": row.code,
        "raw": row.raw or None,
        "cells": list(row.cells),
    }


def _edited(session: Session, original: "OriginalRow", cells: Sequence[str], row: str | None) -> list[str]:
    from affiliate_desktop.core.names import same_name

    edited = list(original.cells if row is None else session.app.statements.cells_of(original, row))
    edited += [""] * (len(original.headers) - len(edited))
    for cell in cells:
        name, _, value = cell.partition("=")
        place = next((at for at, header in enumerate(original.headers) if same_name(header, name)), None)
        if place is None:
            raise BadInput(
                "no_such_column",
                "The sheet has no column “{name}”; it has {known}.",
                name=name[:40],
                known=", ".join(original.headers),
            )
        edited[place] = value
    return edited


def _text(report: "RetryReport") -> str:
    head = (
        f"{report.file}: {report.retried} rows tried, {report.new} new, {report.updated} updated, "
        f"{report.unchanged} unchanged, {len(report.rejected)} rejected still"
    )
    cells = [(row.sheet or None, row.line, row.reason) for row in report.rejected]
    told = [table(("Sheet", "Line", "Not read, because"), cells, right=(1,))] if cells else []
    words = [*unknown_text(report.unknown, answer=False), *remembered_text(report.remembered)]
    return "\n\n".join([head, *told, *words])
