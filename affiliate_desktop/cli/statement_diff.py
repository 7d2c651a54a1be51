"""``affiliate-desktop statement diff``: what differs between two statements, or between a file and the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.options import reading_options
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro

if TYPE_CHECKING:
    from affiliate_desktop.core.periods import Period
    from affiliate_desktop.statements.comparison_model import Compared, Difference, NetTotal, Place, Seen, Side
    from affiliate_desktop.statements.comparison_service import Comparison

JSON_ROWS, TEXT_ROWS = 100_000, 200
out = click.Path(path_type=Path, dir_okay=False)


@click.command("diff")
@click.argument("sides", metavar="A [B]", nargs=-1, required=True)
@click.option("--ledger", is_flag=True, help="Compare A with what the ledger holds of --account.")
@click.option("--account", metavar="NAME", help="Whose the files are; needed with --ledger.")
@click.option("--currency", metavar="CODE", help="Of amounts in files that name none.")
@reading_options
@click.option("--from", "start", metavar="DAY", help="First day to compare, instead of the days both cover.")
@click.option("--to", "end", metavar="DAY", help="Last day to compare, included.")
@click.option("--whole", is_flag=True, help="Compare all days, also those that only one side covers.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="List only this kind of difference.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows in the answer, the costliest first.")
@click.option("--csv", "csv_file", type=out, metavar="FILE", help="Write all differences as CSV.")
@click.option("--xlsx", "xlsx_file", type=out, metavar="FILE", help="Write all differences as a spreadsheet.")
@click.option("--pdf", "pdf_file", type=out, metavar="FILE", help="Write a report.")
@click.option("--paper", default="A4", show_default=True, help="A4 or Letter, for the report.")
@pass_session
def command(
    session: Session,
    sides: tuple[str, ...],
    ledger: bool,
    account: str | None,
    currency: str | None,
    form: str,
    date_format: str,
    decimal: str,
    language: str,
    start: str | None,
    end: str | None,
    whole: bool,
    kinds: tuple[str, ...],
    limit: int | None,
    csv_file: Path | None,
    xlsx_file: Path | None,
    pdf_file: Path | None,
    paper: str,
) -> None:
    """Say what differs between A and the later B: rows that vanished, appeared, shrank, grew or changed.

    A and B are ids of imported statements, or files that need not be imported. With --ledger, A is compared with
    what the ledger holds. Rows with ids are matched by id; rows without by their cells, as many a day as there are.
    --format, --date-format, --decimal and --language hold for the files, not for imported statements.
    Only the days that both cover are compared unless you name others. A reversed commission counts as 0.
    """
    from affiliate_desktop.statements.comparison_model import Booked
    from affiliate_desktop.statements.model import Choices

    if len(sides) != (1 if ledger else 2) or (ledger and not account):
        message = "Name one file and --account with --ledger, else two statements or files."
        raise click.UsageError(message)
    app = session.app
    owner = app.programs.account(account).id if account else None
    places = [_place(session, word) for word in sides]
    before: Place = Booked(owner or 0) if ledger else places[0]
    period = _period(start, end, whole=whole)
    with app.comparisons.compare(
        before,
        places[-1],
        account_id=owner,
        currency=currency,
        choices=Choices(form, date_format, decimal, language),
        period=period,
        progress=session.progress(),
    ) as found:
        chosen = _kinds(kinds)
        wanted = [file for file in (csv_file, xlsx_file) if file is not None]
        files = [found.save(file, chosen, progress=session.progress()) for file in wanted]
        if pdf_file is not None:
            files.append(app.reports.comparison_pdf(found, pdf_file, paper, progress=session.progress()))
        usual = JSON_ROWS if session.as_json else TEXT_ROWS
        rows = found.page(chosen, limit=usual if limit is None else limit).rows
        listed = found.count(chosen)
        document = comparison_document(found, rows, listed) | {"files": [str(file) for file in files]}
        session.answer(document, "\n\n".join(_text(found, rows, listed, files)))


def comparison_document(found: "Comparison", rows: "tuple[Difference, ...]", listed: int) -> dict[str, Any]:
    """A comparison as the JSON of the command line has it."""
    told = found.found
    return {
        "before": _side(told.before),
        "after": _side(told.after),
        "period": {
            "from": told.period.start and told.period.start.isoformat(),
            "to": told.period.end and told.period.end.isoformat(),
            "common": told.common,
        },
        "matched": told.matched,
        "unchanged": told.unchanged,
        "differing": told.differing,
        "kinds": [
            {
                "kind": each.kind.value,
                "currency": each.currency,
                "count": each.count,
                **_sums(each.currency, each.before_micro, each.after_micro),
            }
            for each in told.kinds
        ],
        "totals": [_net(each) for each in told.net],
        "status_changes": [
            {
                "from": each.before,
                "to": each.after,
                "currency": each.currency,
                "count": each.count,
                **_sums(each.currency, each.before_micro, each.after_micro),
            }
            for each in told.statuses
        ],
        "differences": [_difference(row) for row in rows],
        "left_off": listed - len(rows),
    }


def _place(session: Session, word: str) -> "Place":
    """An id of a statement, or a file; a file in the folder that is called like an id wins where no such id is."""
    from affiliate_desktop.core.problems import NotFound
    from affiliate_desktop.statements.comparison_model import Imported, OnDisk

    if word.isascii() and word.isdigit() and len(word) < 19:
        try:
            return Imported(session.app.statements.get(int(word)).id)
        except NotFound:
            if not Path(word).is_file():
                raise
    return OnDisk(Path(word))


def _period(start: str | None, end: str | None, *, whole: bool) -> "Period | None":
    from affiliate_desktop.core.periods import ALL_TIME, Period, parse_day

    if whole:
        return ALL_TIME
    if not start and not end:
        return None
    return Period(parse_day(start) if start else None, parse_day(end) if end else None)


def _kinds(words: tuple[str, ...]) -> "tuple[Any, ...]":
    from affiliate_desktop.core.problems import BadInput
    from affiliate_desktop.statements.comparison_model import DifferenceKind

    known = [kind.value for kind in DifferenceKind]
    for word in words:
        if word.lower() not in known:
            raise BadInput(
                "no_such_kind", "There is no kind “{word}”; there are {known}.", word=word[:40], known=", ".join(known)
            )
    return tuple(DifferenceKind(word.lower()) for word in words)


def _side(side: "Side") -> dict[str, Any]:
    return {
        "kind": side.kind,
        "name": side.name,
        "id": side.statement_id,
        "account": side.account or None,
        "rows": side.rows,
        "rejected": side.rejected,
        "not_read": [{"sheet": row.sheet or None, "line": row.line, "reason": row.reason} for row in side.unread],
        "from": side.first_day and side.first_day.isoformat(),
        "to": side.last_day and side.last_day.isoformat(),
    }


def _sums(currency: str, before: int, after: int) -> dict[str, str]:
    return {
        "before": plain_micro(before, currency),
        "after": plain_micro(after, currency),
        "difference": plain_micro(after - before, currency),
    }


def _net(each: "NetTotal") -> dict[str, Any]:
    return {
        "currency": each.currency,
        "rows_before": each.rows_before,
        "rows_after": each.rows_after,
        **_sums(each.currency, each.before_micro, each.after_micro),
    }


def _difference(row: "Difference") -> dict[str, Any]:
    return {
        "kinds": [kind.value for kind in row.kinds],
        "external_id": row.external_id or None,
        "program": row.program or None,
        "product": row.product or None,
        "currency": row.currency,
        "before": _seen(row.before, row.currency),
        "after": _seen(row.after, row.currency),
        "difference": plain_micro(row.difference_micro, row.currency),
    }


def _seen(seen: "Seen | None", currency: str) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {
        "day": seen.day.isoformat(),
        "status": seen.status,
        "sale_amount": plain_micro(seen.sale_micro, currency),
        "commission": plain_micro(seen.commission_micro, currency),
        "sub_id": seen.sub_id or None,
        "line": seen.line,
    }


def _text(found: "Comparison", rows: "tuple[Difference, ...]", listed: int, files: list[Path]) -> list[str]:
    told = found.found
    parts = [_head(told)]
    if told.kinds:
        cells = [
            (
                each.kind.value.replace("_", "-"),
                each.currency,
                each.count,
                *_sums(each.currency, each.before_micro, each.after_micro).values(),
            )
            for each in told.kinds
        ]
        parts.append(
            table(("Kind", "Currency", "Rows", "Before", "After", "Difference"), cells, right=(2, 3, 4, 5))
            + "\nA row may be of several kinds; the totals count it once. A reversed commission counts as 0."
        )
    nets = [(each.currency, each.rows_before, each.rows_after, *list(_net(each).values())[3:]) for each in told.net]
    heads = ("Total", "Rows before", "Rows after", "Before", "After", "Difference")
    parts.append(table(heads, nets, right=(1, 2, 3, 4, 5)))
    parts += [text for side in (told.before, told.after) if (text := _unread_text(side))]
    if rows:
        parts.append(_rows_text(rows))
    if listed > len(rows):
        parts.append(f"{listed - len(rows)} more rows differ; --csv FILE writes all of them.")
    return parts + [f"Written: {file}" for file in files]


def _unread_text(side: "Side") -> str:
    """The rows of a side that could not be read and are not compared."""
    if not side.rejected:
        return ""
    cells = [(row.sheet or None, row.line, row.reason) for row in side.unread]
    more = side.rejected - len(cells)
    count = f"{side.rejected} row{'' if side.rejected == 1 else 's'}"
    head = f"Not compared: {count} of {side.name} that could not be read."
    tail = f"\nand {more} more" if more > 0 and cells else ""
    return head + ("\n" + table(("Sheet", "Line", "Not read, because"), cells, right=(1,)) if cells else "") + tail


def _head(told: "Compared") -> str:
    start, end = told.period.start or "the beginning", told.period.end or "the end"
    which = "the days both cover" if told.common else "the days you named"
    return (
        f"Before: {told.before.name} ({told.before.rows} rows). After: {told.after.name} ({told.after.rows} rows).\n"
        f"Compared from {start} to {end}, {which}: {told.matched} rows on both sides, {told.differing} rows differ."
    )


def _rows_text(rows: "tuple[Difference, ...]") -> str:
    cells = []
    for row in rows:
        before, after = row.before, row.after
        known = before or after
        cells.append(
            (
                ", ".join(kind.value for kind in row.kinds),
                known.day if known else None,
                row.external_id or row.product[:30] or None,
                " > ".join(dict.fromkeys(each.status for each in (before, after) if each)),
                plain_micro(before.commission_micro, row.currency) if before else None,
                plain_micro(after.commission_micro, row.currency) if after else None,
                f"{plain_micro(row.difference_micro, row.currency)} {row.currency}",
            )
        )
    heads = ("Kind", "Day", "Row", "Status", "Before", "After", "Difference")
    return table(heads, cells, right=(4, 5, 6))
