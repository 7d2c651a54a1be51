"""``affiliate-desktop statement identify``: what a file is, how sure that is, and what has to be asked."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.session import Session, pass_session

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import Explained, Identified

SHOWN_CHOICES = 5
_MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "|"}
_BOOKS = {"xlsx": "an XLSX workbook", "xls": "an XLS workbook", "ods": "an ODS workbook", "json": "JSON"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--account", metavar="NAME", help="The account it is for, where formats of several networks fit.")
@click.option("--full", is_flag=True, help="Read a large text to its end; else a sample of it is read.")
@pass_session
def identify(session: Session, file: Path, account: str | None, full: bool) -> None:
    """Say what a file seems to be, why, and what has to be asked; nothing is written."""
    owner = session.app.programs.account(account).id if account else None
    found = session.app.statements.identify(file, session.progress(), account_id=owner, full=full)
    catalog = session.app.programs.network_catalog
    network = catalog.name_of(found.network) if found.network else None
    session.answer(identified_document(found), identified_text(found, network))


def identified_document(found: "Identified") -> dict[str, Any]:
    """The answer as JSON."""
    suggested = found.suggested
    return {
        "file": found.path.name,
        "sha256": found.sha256 or None,
        "size": found.size,
        "container": found.container,
        "encoding": found.encoding or None,
        "delimiter": found.delimiter or None,
        "network": found.network,
        "profile": found.profile,
        "payments": found.payments,
        "needs_mapping": found.needs_mapping,
        "needs_currency": found.needs_currency,
        "sheets": [
            {
                "sheet": sheet.sheet or None,
                "format": sheet.format,
                "rows": sheet.rows,
                "counted": sheet.counted,
                "why": sheet.why or None,
                "header_line": sheet.header_line or None,
                "headers": list(sheet.headers),
                **_explained_document(each),
            }
            for sheet, each in zip(found.sheets, found.explained, strict=True)
        ],
        "suggested": {field.value: header for field, header in suggested.columns.items()} if suggested else None,
    }


def _explained_document(each: "Explained") -> dict[str, Any]:
    return {
        "name": each.name or None,
        "certainty": each.certainty or None,
        "because": list(each.because),
        "columns": [{"field": use.field, "column": use.column, "header": use.header} for use in each.columns],
        "date": each.date or None,
        "time_zone": each.zone or None,
        "decimal": each.decimal or None,
        "currency": each.currency,
        "currency_from": each.currency_from or None,
        "rows_exact": each.exact,
        "checked": each.checked,
        "not_understood": each.not_understood,
        "left_out": each.left_out,
        "visits": each.visits,
        "first_day": each.first_day or None,
        "last_day": each.last_day or None,
        "problems": [{"line": row.line or None, "code": row.code, "reason": row.reason} for row in each.problems],
        "questions": [
            {"code": one.code, "text": one.text, "option": one.option, "choices": list(one.choices)}
            for one in each.questions
        ],
    }


def identified_text(found: "Identified", network: str | None) -> str:
    """The answer in words."""
    kind = _BOOKS.get(found.container, "")
    if found.container == "csv":
        kind = f"text in {found.encoding}, separated by {_MARKS.get(found.delimiter, found.delimiter)}"
    parts = [f"{found.path.name}: {kind}" + (f", {network}" if network else "")]
    for sheet, each in zip(found.sheets, found.explained, strict=True):
        parts.append("\n".join(_lines(each, sheet.why, counted=sheet.counted)))
    parts += _questions(found)
    if found.payments:
        parts.append(f"It holds payments ({found.payments}): “payout import” reads those.")
    if found.suggested and found.suggested.columns:
        guesses = " ".join(f'--map "{field.value}={header}"' for field, header in found.suggested.columns.items())
        parts.append(f"A guess at its columns: {guesses}")
    return "\n\n".join(parts)


def _lines(each: "Explained", why: str, *, counted: bool) -> list[str]:
    title = each.format if each.format in {"unknown", each.name} or not each.name else f"{each.name} ({each.format})"
    where = f"{each.sheet}: " if each.sheet else ""
    line = f", header on line {each.header_line}" if each.header_line else ""
    lines = [f"{where}{title}{line}", *(f"  {text}" for text in each.because)]
    for use in each.columns:
        more = ""
        if use.field == "date" and each.date:
            more = f", as {each.date}" + (f" in {each.zone}" if each.zone else "")
        if use.field == "commission" and each.decimal:
            more = f", with “{each.decimal}” as decimal point"
        lines.append(f"  {use.field} = column {use.column} “{use.header}”{more}")
    if each.currency:
        lines.append(f"  in {each.currency} (from the {each.currency_from})")
    lines.append(f"  {_rows_text(each, counted=counted)}")
    lines += [f"    line {row.line or 'unknown'}: {row.reason}" for row in each.problems[:5]]
    if why and not counted:
        lines.append(f"  {why}")
    return lines


def _questions(found: "Identified") -> list[str]:
    """Each question once, with the option that answers it and the likeliest answers."""
    asked = {one.code: one for each in found.explained for one in each.questions}
    lines = []
    for one in asked.values():
        shown = ", ".join(one.choices[:SHOWN_CHOICES]) + (" …" if len(one.choices) > SHOWN_CHOICES else "")
        lines.append(f"? {one.text} Answer with {one.option}" + (f": {shown}" if shown else "."))
    return lines


def _rows_text(each: "Explained", *, counted: bool) -> str:
    rows = ("" if each.exact else "about ") + f"{each.rows} row" + ("" if each.rows == 1 else "s")
    if not counted and not each.visits:
        return f"{rows}, not counted"
    if each.visits:
        days = f" of {each.first_day} to {each.last_day}" if each.first_day else ""
        rows += f" of visits{days}"
    understood = f"{each.not_understood} not understood"
    if not each.exact:
        understood = f"of {each.checked} looked at {understood} (--full reads all)"
    left = f", {each.left_out} left out as no {'visits' if each.visits else 'earnings'}" if each.left_out else ""
    return f"{rows}, {understood}{left}"
