"""``affiliate-desktop audit``: what was due beside what the statements report."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.audit.model import CLAIMED, Evidence, Finding, FindingKind, KindTotal
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro, to_micro
from affiliate_desktop.core.periods import Period, parse_day
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.plan_sentence import sentence

if TYPE_CHECKING:
    from affiliate_desktop.audit.service import AuditReport

PART = 500
SHOWN = 50
"""Findings that the text answer lists at most, those with a difference first."""

program_option = click.option("--program", metavar="PROGRAM", required=True, help="By id or name.")
start_option = click.option("--from", "start", metavar="DAY", help="First day, as 2026-01-01; open when left out.")
end_option = click.option("--to", "end", metavar="DAY", help="Last day, included; open when left out.")
tolerance_option = click.option(
    "--tolerance", metavar="AMOUNT", help="Differences up to it are let pass; the program's setting when left out."
)
today_option = click.option("--on", "today", metavar="DAY", help="Count hold days up to this day; today when left out.")


@click.group("audit")
def command() -> None:
    """What was due beside what the statements report."""


@command.command()
@program_option
@start_option
@end_option
@tolerance_option
@today_option
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in FindingKind]),
    help="List only these findings; the totals hold all. May be given again.",
)
@pass_session
def run(
    session: Session,
    program: str,
    start: str | None,
    end: str | None,
    tolerance: str | None,
    today: str | None,
    kinds: tuple[str, ...],
) -> None:
    """Compare a program's statement rows and your referrals with its terms.

    \b
    --json prints {"program", "account", "from", "to", "today", "tolerance",
      "judged_by": "event"|"signup",
      "versions": [{"id", "valid_from", "name", "sentence"}],
      "totals": [{"kind", "currency", "count", "reported", "due", "difference"}],
      "waiting": recorded events that are due and whose hold days are not over,
      "findings": [{"kind", "reason", "date", "event", "referral", "currency",
        "sale_amount", "reported", "due", "difference", "status", "days_late",
        "version", "row": null|{"id", "external_id", "product", "file", "sheet",
        "line", "sha256"}, "lines": [{"rule", "commission", "unrounded", "step",
        "cut_by"}], "not_paid": [{"rule", "reason"}]}]}

    Kinds: right, underpaid, overpaid, missing (due and never reported, after the
    hold days), unexpected (reported and not due), reversed, late (pending after the
    hold days), unchecked (the terms need what nobody recorded). Amounts are decimal
    strings; what is unknown is null. docs/audit.md tells how each is decided.
    """  # noqa: D301 - click's mark for text that is not wrapped
    report = audited(session, program, start, end, tolerance, today)
    chosen = tuple(FindingKind(kind) for kind in kinds)
    try:
        if session.as_json:
            _print(_json(session, report, chosen))
        else:
            session.answer(None, _text(session, report, chosen))
    finally:
        report.findings.close()


def audited(
    session: Session, program: str, start: str | None, end: str | None, tolerance: str | None, today: str | None
) -> "AuditReport":
    """The audit that the options name."""
    period = Period(parse_day(start) if start else None, parse_day(end) if end else None)
    key = session.app.programs.program(program).id
    micro = None if tolerance is None else tolerance_of(tolerance)
    day = parse_day(today) if today else None
    return session.app.audits.run(key, period, tolerance_micro=micro, today=day, progress=session.progress())


def tolerance_of(text: str) -> int:
    """An amount of 0 or more, such as 0.01, as millionths.

    Raises:
        BadInput: when it is none.
    """
    import re
    from decimal import Decimal

    if not re.fullmatch(r"[0-9]{1,11}(\.[0-9]{1,6})?", text.strip(), re.ASCII):
        raise BadInput("bad_tolerance", "A tolerance is an amount of 0 or more, such as 0.01.")
    return to_micro(Decimal(text.strip()))


def head_document(report: "AuditReport") -> dict[str, Any]:
    """Everything but the findings."""
    scope = report.scope
    return {
        "program": scope.program,
        "account": scope.account,
        "from": scope.period.start and scope.period.start.isoformat(),
        "to": scope.period.end and scope.period.end.isoformat(),
        "today": scope.today.isoformat(),
        "tolerance": plain_micro(scope.tolerance_micro, scope.versions[0].plan.currency),
        "judged_by": "signup" if scope.by_signup else "event",
        "versions": [
            {
                "id": each.id,
                "valid_from": each.valid_from and each.valid_from.isoformat(),
                "name": each.plan.name or None,
                "sentence": sentence(each.plan),
            }
            for each in scope.versions
        ],
        "totals": [total_document(total) for total in report.totals],
        "waiting": report.waiting,
    }


def total_document(total: KindTotal) -> dict[str, Any]:
    """Findings of one kind in one currency."""
    return {
        "kind": total.kind.value,
        "currency": total.currency,
        "count": total.count,
        "reported": plain_micro(total.reported_micro, total.currency),
        "due": plain_micro(total.due_micro, total.currency),
        "difference": plain_micro(total.difference_micro, total.currency),
    }


def finding_document(finding: Finding, evidence: Evidence | None) -> dict[str, Any]:
    """One finding with its arithmetic and its place in the file."""
    return {
        "kind": finding.kind.value,
        "reason": finding.reason or None,
        "date": finding.day.isoformat(),
        "event": finding.event,
        "referral": finding.referral or None,
        "currency": finding.currency,
        "sale_amount": plain_micro(finding.sale_micro, finding.currency),
        "reported": _amount(finding.reported_micro, finding.currency),
        "due": _amount(finding.due_micro, finding.currency),
        "difference": _amount(finding.difference_micro, finding.currency),
        "status": finding.status or None,
        "days_late": finding.days_late or None,
        "version": finding.version_id or None,
        "row": _row(finding, evidence),
        "lines": [
            {
                "rule": line.rule,
                "commission": line.commission,
                "unrounded": line.unrounded,
                "step": list(line.step),
                "cut_by": list(line.cut_by),
            }
            for line in finding.lines
        ],
        "not_paid": [{"rule": rule, "reason": reason} for rule, reason in finding.refused],
    }


def _row(finding: Finding, evidence: Evidence | None) -> dict[str, Any] | None:
    if not finding.transaction_id:
        return None
    known = evidence or Evidence()
    return {
        "id": finding.transaction_id,
        "external_id": known.external_id or None,
        "product": known.product or None,
        "file": known.file or None,
        "sheet": known.sheet or None,
        "line": known.line or None,
        "sha256": known.sha256 or None,
    }


def _amount(micro: int | None, currency: str) -> str | None:
    return None if micro is None else plain_micro(micro, currency)


def _json(session: Session, report: "AuditReport", kinds: Sequence[FindingKind]) -> Iterator[str]:
    """The one document, a few findings at a time."""
    yield json.dumps(head_document(report))[:-1] + ', "findings": ['
    findings, mark = report.findings.each(kinds), ""
    while part := list(islice(findings, PART)):
        known = session.app.audits.evidence(part)
        texts = [json.dumps(finding_document(each, known.get(each.transaction_id))) for each in part]
        yield mark + ",\n".join(texts)
        mark = ",\n"
    yield "]}\n"


def _print(parts: Iterator[str]) -> None:
    for part in parts:
        click.echo(part, nl=False)


def _text(session: Session, report: "AuditReport", kinds: Sequence[FindingKind]) -> str:
    head = head_document(report)
    rows = [
        [each[key] for key in ("kind", "count", "reported", "due", "difference", "currency")] for each in head["totals"]
    ]
    heads = ("Finding", "Rows", "Reported", "Due", "Difference", "")
    lines = (
        [table(heads, rows, right=(1, 2, 3, 4))]
        if rows
        else ["No statement row and no recorded event is in the period."]
    )
    wanted = kinds or [kind for kind in FindingKind if kind is not FindingKind.RIGHT]
    found = report.findings.page(wanted, limit=SHOWN)
    if found:
        known = session.app.audits.evidence(found)
        cells = [_cells(each, known.get(each.transaction_id)) for each in found]
        titles = ("Date", "Finding", "Event", "Reported", "Due", "", "Why", "Where")
        lines += ["", table(titles, cells, right=(3, 4))]
        more = report.findings.count(wanted) - len(found)
        lines += [f"and {more} more; --json lists all"] if more > 0 else []
    if report.waiting:
        lines += ["", f"{report.waiting} recorded events are due, and their hold days are not over."]
    return "\n".join(lines)


def _cells(finding: Finding, evidence: Evidence | None) -> list[str | None]:
    where = f"{evidence.file}:{evidence.line}" if evidence and evidence.file else finding.referral
    return [
        finding.day.isoformat(),
        finding.kind.value,
        finding.event,
        _amount(finding.reported_micro, finding.currency),
        _amount(finding.due_micro, finding.currency),
        finding.currency,
        finding.reason or None,
        where or None,
    ]


@command.command()
@program_option
@start_option
@end_option
@tolerance_option
@today_option
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in FindingKind]),
    help="Which findings; underpaid, missing and late when left out. May be given again.",
)
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@click.option("--with-names", is_flag=True, help="Also the names of your referrals.")
@click.option("--note", is_flag=True, help="Also note it as asked today, see “request”.")
@pass_session
def claim(
    session: Session,
    /,
    program: str,
    target: Path,
    paper: str,
    kinds: tuple[str, ...],
    with_names: bool,
    note: bool,
    **asked: str | None,
) -> None:
    """Write what differs as a file for the program: FILE.pdf, or FILE.csv.

    It lists the rows, the terms in force, and file, line and SHA-256 as evidence. It asks; it accuses nobody.
    """
    report = audited(session, program, asked["start"], asked["end"], asked["tolerance"], asked["today"])
    chosen = tuple(FindingKind(kind) for kind in kinds) or CLAIMED
    try:
        made = session.app.claims.write(
            report, target, chosen, paper=paper, with_names=with_names, progress=session.progress()
        )
    finally:
        report.findings.close()
    noted = (
        [session.app.requests.add(each).value.id for each in session.app.requests.claims_of(report, chosen)]
        if note
        else []
    )
    document = {
        "file": str(made.file),
        "bytes": made.size,
        "rows": made.rows,
        "totals": [total_document(total) for total in made.totals],
        "notes": list(made.notes),
        "requests": noted,
    }
    said = f" Noted as request {', '.join(map(str, noted))}." if noted else ""
    session.answer(document, f"Wrote {made.rows} rows to {made.file}.{said}")
