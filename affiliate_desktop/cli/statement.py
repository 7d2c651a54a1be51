"""``affiliate-desktop statement``: earnings statements in, and out again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.earnings import earnings_table
from affiliate_desktop.cli.earnings_evidence import conflict_document, earning_document
from affiliate_desktop.cli.options import reading_options
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.statement_diff import command as diff
from affiliate_desktop.cli.statement_formats import command as formats_command
from affiliate_desktop.cli.statement_identify import identify
from affiliate_desktop.cli.statement_profile import command as profile_command
from affiliate_desktop.cli.statement_retry import command as retry
from affiliate_desktop.cli.statement_retry import rejected_document
from affiliate_desktop.cli.statement_visits import import_document as visits_document
from affiliate_desktop.cli.statement_visits import import_text as visits_text
from affiliate_desktop.cli.statement_visits import rows_text as visit_rows_text
from affiliate_desktop.cli.statement_visits import sums_document, visit_document
from affiliate_desktop.cli.statement_words import command as words
from affiliate_desktop.cli.statement_words import remembered_text, status_meanings, unknown_text, words_documents
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import (
        Choices,
        ColumnMap,
        ImportReport,
        RejectedRow,
        SheetReport,
        Statement,
        StatusTotal,
    )

file_argument = click.Path(path_type=Path)


@click.group("statement")
def command() -> None:
    """Earnings statements: identify, import, undo."""


command.add_command(profile_command)
command.add_command(diff)
command.add_command(formats_command)
command.add_command(identify)
command.add_command(retry)
command.add_command(words)


@command.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=file_argument)
@click.option("--account", required=True, metavar="NAME", help="The account the files came from.")
@click.option("--currency", metavar="CODE", help="Of amounts that name none, such as USD; else the account's.")
@click.option("--dry-run", is_flag=True, help="Say what an import would do; write nothing.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="What a column of an unknown table holds; FIELD is date, commission, sale_amount, currency, status, "
    "external_id, sub_id, program, product, quantity, event, debit, cents or sign.",
)
@click.option(
    "--status",
    "meanings",
    multiple=True,
    metavar="WORD=STATUS",
    help="What a word of the status column means: pending, approved, paid or reversed. It is remembered for the "
    "account (“statement words”), except of a table that is mapped here.",
)
@click.option("--profile", metavar="NAME", help="Read the files with this saved mapping.")
@click.option("--save-profile", "kept", metavar="NAME", help="Save what --map says, for files with the same columns.")
@reading_options
@click.option("--from", "first_day", metavar="DAY", default="", help="The first day of visits, where no file tells.")
@click.option("--to", "last_day", metavar="DAY", default="", help="The last day of visits, where no file tells.")
@click.option("--replaces", type=int, metavar="ID", help="The import that this one corrected file stands in for.")
@pass_session
def import_files(
    session: Session,
    files: tuple[Path, ...],
    account: str,
    currency: str | None,
    dry_run: bool,
    columns: tuple[str, ...],
    meanings: tuple[str, ...],
    profile: str | None,
    kept: str | None,
    form: str,
    date_format: str,
    decimal: str,
    language: str,
    first_day: str,
    last_day: str,
    replaces: int | None,
) -> None:
    """Import statement files (CSV, XLSX) into an account; also reports of visits by UTM tags, which hold no money.

    A row that can't be read is listed with line and reason; the others go in. The same file again changes nothing.
    All files are checked before the first is imported: when one can't be read at all, none is imported, and the
    exit code is 2.
    """
    from affiliate_desktop.statements.model import Choices

    statements = session.app.statements
    owner = session.app.programs.account(account).id
    if kept is not None and (not columns or dry_run):
        message = "--save-profile goes with --map, and not with --dry-run."
        raise click.UsageError(message)
    said = {} if columns or profile else status_meanings(meanings)
    chosen = Choices(form, date_format, decimal, language, said, first_day, last_day)
    mapping = _said(session, columns, profile, meanings, chosen)
    if replaces is not None and len(files) != 1:
        message = "One file replaces one import."
        raise click.UsageError(message)
    if columns and mapping is not None:
        for file in files:
            session.app.trials.check_statuses(file, mapping, progress=session.progress())
    headers = _headers(session, files[0], owner, mapping, kept)
    if len(files) > 1:
        for file in files:
            statements.check(file, owner, currency=currency, column_map=mapping, choices=chosen)
    run = partial(statements.preview, asking=True) if dry_run else statements.import_file
    run = partial(run, account_id=owner, currency=currency, column_map=mapping, choices=chosen, replaces=replaces)
    reports = [run(file, progress=session.progress()) for file in files]
    document: dict[str, Any] = {"imports": [_import_document(report) for report in reports]}
    texts = [_import_text(report, dry_run=dry_run) for report in reports]
    if kept is not None and mapping is not None:
        document["profile"] = session.app.profiles.save(kept, headers, mapping).value.name
        texts.append(f"Saved the mapping “{document['profile']}”; files with the same columns are read with it.")
    session.answer(document, "\n\n".join(texts))


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def undo(session: Session, key: int) -> None:
    """Take an import back as a whole; the file can be imported again."""
    file = session.app.statements.get(key).file
    session.app.statements.undo(key)
    session.answer({"id": key, "file": file, "undone": True}, f"The import of “{file}” was taken back.")


@command.command("list")
@pass_session
def list_statements(session: Session) -> None:
    """List the imported files, the newest import first."""
    found = session.app.statements.list()
    rows = [
        (
            each.id,
            each.account,
            each.file,
            each.first_day,
            each.last_day,
            each.rows,
            each.rejected,
            f"{each.visits.sessions} visits" if each.visits else "",
        )
        for each in found
    ]
    heads = ("Id", "Account", "File", "From", "To", "Rows", "Rejected", "")
    text = table(heads, rows, right=(0, 5, 6)) if rows else "No statement has been imported yet."
    session.answer({"statements": [_statement_document(each) for each in found]}, text)


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def show(session: Session, key: int) -> None:
    """Show an imported file: its sheets, counts, totals and rejected rows."""
    found = session.app.statements.get(key)
    report = session.app.statements.report(key)
    document = {
        **_statement_document(found),
        "rejected": [rejected_document(row) for row in report.rejected],
        "totals": _totals_documents(report.totals),
    }
    session.answer(document, _import_text(report, dry_run=False))


@command.command()
@click.argument("key", metavar="ID", type=int)
@pass_session
def rows(session: Session, key: int) -> None:
    """List the rows of an imported file, those that were accepted and those that were rejected.

    Those of a file that another replaced are listed as well, though they count no more.
    """
    replaced_by = session.app.statements.get(key).replaced_by
    accepted = list(session.app.ledger.said_by(key))
    visits = session.app.visits.of(key)
    rejected = session.app.statements.rejected(key)
    document = {
        "rows": [earning_document(row) for row in accepted],
        "rejected": [rejected_document(row) for row in rejected],
        "replaced_by": replaced_by,
        "visits": [visit_document(row) for row in visits],
    }
    said = [f"Import {replaced_by} replaced this file; its rows count no more."] if replaced_by is not None else []
    told = [earnings_table(accepted)] if accepted or not visits else []
    session.answer(document, "\n\n".join([*said, *told, *visit_rows_text(visits), *_rejected_text(rejected)]))


_SHORT = {"id": "external_id", "amount": "sale_amount", "sale": "sale_amount"}
"""What a field is also called after ``--map``."""


def _said(
    session: Session, columns: Sequence[str], profile: str | None, meanings: tuple[str, ...], chosen: "Choices"
) -> "ColumnMap | None":
    """The mapping that was given or named, with what was said besides; None where there is none."""
    from affiliate_desktop.statements.model import DECIDED

    if columns and profile:
        message = "Say either --map or --profile."
        raise click.UsageError(message)
    mapping = session.app.profiles.get(profile).mapping if profile else _mapping(columns)
    if mapping is None:
        return None
    if meanings:
        mapping = _with_meanings(mapping, meanings)
    return replace(mapping, **{name: value for name in DECIDED if (value := getattr(chosen, name))})


def _headers(
    session: Session, file: Path, account_id: int, mapping: "ColumnMap | None", kept: str | None
) -> tuple[str, ...]:
    """The column names that a mapping is saved for; empty where none is to be saved.

    Raises:
        BadInput: when the name can't be used or the mapping does not fit the file, before anything is written.
    """
    from affiliate_desktop.core.names import clean_name

    if kept is None:
        return ()
    clean_name(kept)
    with session.app.statements.reading(file, account_id, column_map=mapping, progress=session.progress()) as task:
        read = next((sheet for sheet in task.sheets if sheet.layout.counted), task.sheets[0])
        return read.layout.headers


def _mapping(columns: Sequence[str]) -> "ColumnMap | None":
    from affiliate_desktop.statements.model import ColumnMap, Field

    if not columns:
        return None
    mapped: dict[Field, str] = {}
    for column in columns:
        name, _, header = column.partition("=")
        written = name.strip().lower().replace("-", "_")
        try:
            field = Field(_SHORT.get(written, written))
        except ValueError:
            raise BadInput(
                "no_such_field",
                "“{name}” is no field; the fields are {known}.",
                name=name[:40],
                known=", ".join(field.value for field in Field),
            ) from None
        if field in mapped:
            message = f"--map gives “{field.value}” twice."
            raise click.UsageError(message)
        mapped[field] = header.strip()
    return ColumnMap(columns=mapped)


def _with_meanings(mapping: "ColumnMap", meanings: tuple[str, ...]) -> "ColumnMap":
    """The mapping with what ``--status`` says of words in its status column."""
    from affiliate_desktop.statements.model import Field

    if Field.STATUS not in mapping.columns:
        message = "--status needs a mapped status column: --map status=COLUMN, or a --profile that has one."
        raise click.UsageError(message)
    return replace(mapping, statuses={**mapping.statuses, **status_meanings(meanings)})


def _import_document(report: "ImportReport") -> dict[str, Any]:
    return {
        "id": report.id,
        "file": report.file,
        "sha256": report.sha256,
        "formats": _sheet_documents(report.formats),
        "rows": report.rows,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": _rejected_documents(report.rejected),
        "totals": _totals_documents(report.totals),
        "conflicts": [conflict_document(each) for each in report.conflicts],
        **({} if report.replaced is None else {"replaces": report.replaced}),
        **visits_document(report),
        **words_documents(report),
    }


def _sheet_documents(sheets: "Iterable[SheetReport]") -> list[dict[str, Any]]:
    return [
        {"sheet": sheet.sheet or None, "format": sheet.format, "rows": sheet.rows, "counted": sheet.counted}
        for sheet in sheets
    ]


def _rejected_documents(rows: "Iterable[RejectedRow]") -> list[dict[str, Any]]:
    return [{"sheet": row.sheet or None, "line": row.line, "reason": row.reason} for row in rows]


def _totals_documents(totals: "Iterable[StatusTotal]") -> list[dict[str, Any]]:
    return [
        {
            "currency": total.currency,
            "status": total.status,
            "count": total.count,
            "sale_amount": plain_micro(total.sale_micro, total.currency),
            "commission": plain_micro(total.commission_micro, total.currency),
        }
        for total in totals
    ]


def _statement_document(found: "Statement") -> dict[str, Any]:
    return {
        "id": found.id,
        "account": found.account,
        "file": found.file,
        "sha256": found.sha256,
        "size": found.size,
        "imported_at": found.imported_at,
        "from": found.first_day,
        "to": found.last_day,
        "formats": _sheet_documents(found.formats),
        "rows": found.rows,
        "new": found.new,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "rejected": found.rejected,
        "replaced_by": found.replaced_by,
        "visits": sums_document(found.visits),
    }


def _import_text(report: "ImportReport", *, dry_run: bool) -> str:
    word = "would be " if dry_run else ""
    head = f"{report.file}: {report.rows} rows"
    if report.known:
        head += ", imported before"
    counts = f"{report.new} {word}new, {report.updated} updated, {report.unchanged} unchanged"
    sheets = [
        (sheet.sheet or None, sheet.format, sheet.rows, "yes" if sheet.counted else "visits" if sheet.visits else "no")
        for sheet in report.formats
    ]
    totals = [
        (
            total.status,
            total.count,
            f"{plain_micro(total.sale_micro, total.currency)} {total.currency}",
            f"{plain_micro(total.commission_micro, total.currency)} {total.currency}",
        )
        for total in report.totals
    ]
    return "\n\n".join(
        [
            f"{head}: {counts}, {len(report.rejected)} rejected",
            table(("Sheet", "Format", "Rows", "Counted"), sheets, right=(2,)),
            *([table(("Status", "Count", "Sales", "Commission"), totals, right=(1, 2, 3))] if totals else []),
            *visits_text(report),
            *_rejected_text(report.rejected),
            *_conflicts_text(report),
            *unknown_text(report.unknown, answer=True),
            *remembered_text(report.remembered),
        ]
    )


def _conflicts_text(report: "ImportReport") -> list[str]:
    if not report.conflicts:
        return []
    named = ", ".join(str(each.external_id or each.transaction_id) for each in report.conflicts)
    return [f"Not changed, because a payout paid it: {named}. See “earnings conflicts”."]


def _rejected_text(rows: "Sequence[RejectedRow]") -> list[str]:
    cells = [(row.sheet or None, row.line, row.reason) for row in rows]
    return [table(("Sheet", "Line", "Not read, because"), cells, right=(1,))] if cells else []
