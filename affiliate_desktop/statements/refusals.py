"""Why an import can't be done or found, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NoReturn

from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.formats import StatementFormat
from affiliate_desktop.statements.headers import recognized
from affiliate_desktop.statements.model import ImportReport, RejectedRow, Statement
from affiliate_desktop.statements.recognition import Sheet
from affiliate_desktop.statements.source import Source
from affiliate_desktop.statements.words import header_key, split_suffix


def check_replaced(old: Statement, account: Account) -> None:
    """Refuses to replace an import of another account, or one that is replaced already."""
    if old.account_id != account.id:
        raise BadInput(
            "other_account",
            "Import {id} belongs to “{theirs}”, not to “{account}”.",
            id=old.id,
            theirs=old.account,
            account=account.name,
        )
    if old.replaced_by is not None:
        raise already_replaced(old)


def check_current(known: Statement) -> None:
    """Refuses a file that was imported before and replaced since."""
    if known.replaced_by is not None:
        raise BadInput(
            "file_was_replaced",
            "“{file}” was imported before and replaced by a corrected file, import {id}. Undo that import to go back.",
            file=known.file,
            id=known.replaced_by,
        )


def check_network(
    source: Source,
    sheets: Sequence[Sheet],
    account: Account,
    payments: Sequence[StatementFormat],
    catalog: NetworkCatalog,
) -> None:
    """Refuses a file of no known format, one of several, a list of payments, and one of another network.

    Args:
        source: the file.
        sheets: what was recognized in it.
        account: where it shall go.
        payments: formats of lists of payments.
        catalog: knows the networks' names.
    """
    known = [sheet for sheet in sheets if sheet.known]
    if not known:
        if not any(sheet.layout.header_line for sheet in sheets):
            raise no_header(source.name)
        rivals = [each for sheet in sheets for each in sheet.rivals]
        if rivals:
            raise which_format(source.name, rivals)
        if any(recognized(sheet.top, sheet.table.name, payments) for sheet in sheets):
            raise payments_only(source.name)
        raise BadInput(
            "mapping_needed",
            "The columns of “{file}” belong to no known format; say what they mean first.",
            file=source.name,
        )
    other = next((each for each in known if each.layout.network not in {None, account.network}), None)
    if other is not None and not any(each.layout.network == account.network for each in known):
        raise BadInput(
            "other_network",
            "“{file}” is a statement of {theirs}, but “{account}” is an account at {ours}. Choose another account.",
            file=source.name,
            theirs=catalog.name_of(other.layout.network or ""),
            account=account.name,
            ours=catalog.name_of(account.network),
        )


def check_told(report: ImportReport) -> None:
    """Refuses to import a file of which only the user knows how a column is written.

    Dates decide for the whole file. Of amounts some may be clear; then those that are not are listed.
    """
    check_clear(report.rejected, report.file, accepted=len(report.rejected) < report.rows)


def check_clear(rejected: Iterable[RejectedRow], file: str, *, accepted: bool, compared: bool = False) -> None:
    """The same by rejected rows alone.

    Args:
        rejected: the first row of each code is enough.
        file: its name.
        accepted: whether others could be read.
        compared: it was to be compared, not imported.
    """
    for row in rejected:
        if row.code in _OPTIONS and not (accepted and row.code == "amount_unclear"):
            raise _only_user_knows(row, file, compared=compared)


def check_count(file: str, rejected: Sequence[RejectedRow], most: int) -> NoReturn:
    """Refuses a file of which more rows can't be read than are kept, by what is wrong with most of them.

    Raises:
        BadInput: always.
    """
    counted = Counter(row.code for row in rejected)
    row = next(row for row in rejected if row.code == counted.most_common(1)[0][0])
    if row.code in _OPTIONS:
        raise _only_user_knows(row, file)
    raise BadInput(
        "too_many_rejected",
        "More than {most} rows of “{file}” can't be read, the first such in line {line}: {reason} The columns are "
        "probably mapped wrongly. Nothing was imported.",
        most=most,
        file=file,
        line=row.line,
        reason=row.reason,
    )


def _only_user_knows(row: RejectedRow, file: str, *, compared: bool = False) -> BadInput:
    message = "{reason} ({options}) Nothing of “{file}” was imported."
    if compared:
        message = "{reason} ({options}) “{file}” was not compared."
    return BadInput(row.code, message, reason=row.reason, options=_OPTIONS[row.code], file=file)


_OPTIONS = {
    "date_unclear": "--date-format %d/%m/%Y or --date-format %m/%d/%Y, with the mark between them as in the file.",
    "amount_unclear": "--decimal . or --decimal ,",
    "month_unclear": "--language, such as fr",
}


def already_replaced(old: Statement) -> BadInput:
    """What is said of an import that was replaced."""
    return BadInput(
        "already_replaced", "Import {id} was replaced by import {newer} already.", id=old.id, newer=old.replaced_by
    )


def no_statement(key: int) -> NotFound:
    """What is said when there is no such import."""
    return NotFound("no_such_statement", "There is no import {id}.", id=key)


def not_this_format(name: str, chosen: StatementFormat, sheets: Sequence[Sheet]) -> BadInput:
    """What is said when a file is not of the format that was chosen."""
    there = {header_key(header) for sheet in sheets for header in sheet.layout.headers}
    there |= {header_key(split_suffix(header)[0]) for sheet in sheets for header in sheet.layout.headers}
    missing = [
        header
        for header in chosen.headers
        if not {header_key(each) for each in (header, *chosen.variants.get(header, ()))} & there
    ]
    return BadInput(
        "format_differs",
        "“{file}” is no {format}: {missing}.",
        file=name,
        format=chosen.title,
        missing="it has no column " + ", ".join(f"“{header}”" for header in missing[:6])
        if missing
        else "its columns are not where that format has them",
    )


def which_format(name: str, rivals: Sequence[str]) -> BadInput:
    """What is said of a file whose columns are those of several formats."""
    return BadInput(
        "format_unclear",
        "The columns of “{file}” are those of several formats: {formats}. Say which one it is (--format), or choose an "
        "account of the network that sent it.",
        file=name,
        formats=", ".join(rivals),
    )


def payments_only(name: str) -> BadInput:
    """What is said of a list of payments."""
    return BadInput(
        "payment_file",
        "“{file}” is a list of payments, not of earnings. Import it as payouts (“payout import”).",
        file=name,
    )


def no_header(name: str) -> BadInput:
    """The file has no line of column names."""
    return BadInput(
        "no_header",
        "None of the first lines of “{file}” looks like column names. Add a line with a name for each column.",
        file=name,
    )
