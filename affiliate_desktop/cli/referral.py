"""``affiliate-desktop referral``: your own record of whom you referred."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from affiliate_desktop.audit.model import RecordedEvent, Referral, ReferralImport, TieRow
from affiliate_desktop.audit.referral_service import ReferralChange
from affiliate_desktop.cli.options import amount_of
from affiliate_desktop.cli.records import lines
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.money import plain_micro
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.programs.plan import PlanEvent

_PROGRAM = click.option(
    "--program", metavar="PROGRAM", help="By id or name; where several have a referral of this name."
)
_STATUS = click.option("--status", type=click.Choice(["valid", "reversed"]))
_CAMPAIGN = click.option("--campaign", metavar="CAMPAIGN", help="The campaign they came by, by name.")
_PLACEMENT = click.option(
    "--placement",
    metavar="PLACEMENT",
    help="The placement they came by, by name; with --campaign where several have it.",
)
_EVENT_ID = click.option(
    "--event", "event_id", type=int, default=0, metavar="ID", help="A project or sale of theirs, by id."
)
_EVENT = click.option(
    "--event",
    "events",
    multiple=True,
    metavar="KIND:DAY[:AMOUNT[:CURRENCY]]",
    help="A project or sale, such as project:2026-03-05:250.00. May be given again.",
)


@click.group("referral")
def command() -> None:
    """Your own record of whom you referred."""


@command.command("list")
@click.option("--program", metavar="PROGRAM", help="Only of this program.")
@pass_session
def list_referrals(session: Session, program: str | None) -> None:
    """List the referrals."""
    names = _Names(session)
    documents = [names.document(each) for each in session.app.referrals.list(_program_id(session, program))]
    rows = [
        [each["id"], each["name"], each["program"], each["signed_up"], len(each["events"]), each["status"]]
        for each in documents
    ]
    heads = ("Id", "Name", "Program", "Signed up", "Events", "Status")
    text = table(heads, rows, right=(0, 4)) if rows else "There are no referrals yet."
    session.answer({"referrals": documents}, text)


@command.command()
@click.argument("referral", metavar="REFERRAL")
@_PROGRAM
@pass_session
def show(session: Session, referral: str, program: str | None) -> None:
    """Show a referral, named by id or name."""
    _answer(session, session.app.referrals.find(referral, _program_id(session, program)))


@command.command()
@click.argument("name")
@click.option("--program", metavar="PROGRAM", required=True, help="By id or name.")
@click.option("--signed-up", default="", metavar="DAY", help="Such as 2026-03-01, or an instant with its offset.")
@click.option("--link", metavar="LINK", help="The link they came by, by id or name.")
@_CAMPAIGN
@_PLACEMENT
@click.option("--via", default="", help="Else how they came, in your words, such as a workshop.")
@click.option("--row", default="", metavar="ID", help="The statement row of the sign-up, by its id at the network.")
@click.option("--notes", default="")
@_STATUS
@_EVENT
@pass_session
def add(
    session: Session,
    /,
    name: str,
    program: str,
    signed_up: str,
    link: str | None,
    campaign: str | None,
    placement: str | None,
    via: str,
    row: str,
    notes: str,
    status: str | None,
    events: tuple[str, ...],
) -> None:
    """Add a referral. A name or an alias is enough; no network ever sees it."""
    key = session.app.programs.program(program).id
    referral = Referral(
        key,
        name,
        link_id=_link_id(session, link),
        via=_way(session, campaign, placement) or via,
        signed_up=signed_up,
        valid=status != "reversed",
        transaction_key=session.app.referrals.tied_key(key, row),
        notes=notes,
        events=tuple(map(event_of, events)),
    )
    _answer(session, session.app.referrals.add(referral).value)


@command.command()
@click.argument("referrals", metavar="REFERRAL...", nargs=-1, required=True)
@_PROGRAM
@click.option("--name")
@click.option("--signed-up", metavar="DAY", help="An empty one takes it away.")
@click.option("--link", metavar="LINK", help="By id or name; an empty one takes it away.")
@_CAMPAIGN
@_PLACEMENT
@click.option("--via", help="How they came, in your words; an empty one takes it away.")
@click.option("--row", metavar="ID", help="The statement row of the sign-up; an empty one takes it away.")
@click.option("--notes")
@_STATUS
@_EVENT
@click.option("--reverse-event", "reversed_ids", multiple=True, type=int, metavar="ID", help="This one was reversed.")
@click.option("--remove-event", "removed_ids", multiple=True, type=int, metavar="ID", help="This one never was.")
@pass_session
def edit(
    session: Session,
    /,
    referrals: tuple[str, ...],
    program: str | None,
    link: str | None,
    campaign: str | None,
    placement: str | None,
    row: str | None,
    status: str | None,
    events: tuple[str, ...],
    reversed_ids: tuple[int, ...],
    removed_ids: tuple[int, ...],
    **texts: str | None,
) -> None:
    """Change a referral, or --status, --link, --campaign, --placement and --via of several at once.

    --event adds to its events.
    """
    found = [session.app.referrals.find(each, _program_id(session, program)) for each in referrals]
    texts["via"] = _way(session, campaign, placement) or texts["via"]
    valid = None if status is None else status == "valid"
    if len(found) > 1:
        if (
            events
            or reversed_ids
            or removed_ids
            or row is not None
            or any(texts[name] is not None for name in ("name", "signed_up", "notes"))
        ):
            message = "Several referrals can be given --status, --link, --campaign, --placement and --via only."
            raise click.UsageError(message)
        link_id = None if link is None else _link_id(session, link) or 0
        change = ReferralChange(valid, texts["via"], link_id)
        session.app.referrals.change([each.id for each in found], change)
        names = _Names(session)
        documents = [names.document(session.app.referrals.find(each.id)) for each in found]
        session.answer({"referrals": documents}, f"Changed {len(found)} referrals.")
        return
    one = found[0]
    changes: dict[str, Any] = {field: text for field, text in texts.items() if text is not None}
    if link is not None:
        changes["link_id"] = _link_id(session, link)
    if row is not None:
        changes["transaction_key"] = session.app.referrals.tied_key(one.program_id, row)
    if valid is not None:
        changes["valid"] = valid
    kept = _kept(one, reversed_ids, removed_ids)
    changed = replace(one, events=(*kept, *map(event_of, events)), **changes)
    _answer(session, session.app.referrals.edit(changed).value)


@command.command()
@click.argument("referrals", metavar="REFERRAL...", nargs=-1, required=True)
@_PROGRAM
@pass_session
def remove(session: Session, referrals: tuple[str, ...], program: str | None) -> None:
    """Remove referrals with their events; “workspace undo” brings them back."""
    found = [session.app.referrals.find(each, _program_id(session, program)) for each in referrals]
    names = _Names(session)
    session.app.referrals.remove([each.id for each in found])
    session.answer({"referrals": [names.document(each) for each in found]}, f"Removed {len(found)} referrals.")


@command.command()
@click.argument("referral", metavar="REFERRAL")
@_EVENT_ID
@click.option("--search", default="", metavar="TEXT", help="A part of the row's id or product; rows of any day then.")
@_PROGRAM
@pass_session
def rows(session: Session, referral: str, event_id: int, search: str, program: str | None) -> None:
    """List the statement rows that may report a referral's sign-up or event, the likeliest first.

    Rows of the same kind go first, then those of the same amount, then the nearest day.
    """
    found = session.app.referrals.find(referral, _program_id(session, program))
    documents = [
        row_document(each) for each in session.app.referrals.rows(found.program_id, _wanted(found, event_id), search)
    ]
    cells = [
        [each["external_id"] or each["key"], *(each[name] for name in _ROW_CELLS), each["tied_to"]]
        for each in documents
    ]
    heads = ("Row", "Date", "Event", "Sale amount", "Commission", "", "Status", "Tied to")
    text = table(heads, cells, right=(3, 4)) if cells else "No row of the statements could report it."
    session.answer({"rows": documents}, text)


@command.command()
@click.argument("referral", metavar="REFERRAL")
@click.argument("row", metavar="ROW")
@_EVENT_ID
@_PROGRAM
@pass_session
def tie(session: Session, referral: str, row: str, event_id: int, program: str | None) -> None:
    """Tie a referral's sign-up, or an event of theirs, to the statement row that reports it.

    ROW is the row's id at the network, or its key as “referral rows” tells it. The audit takes the row for the event
    then, whatever their days and amounts.
    """
    found = session.app.referrals.find(referral, _program_id(session, program))
    key = session.app.referrals.tied_key(found.program_id, row)
    if not key:
        message = "Name the row; “referral untie” takes a tie away."
        raise click.UsageError(message)
    _answer(session, session.app.referrals.tie(found.id, key, event_id).value)


@command.command()
@click.argument("referral", metavar="REFERRAL")
@_EVENT_ID
@_PROGRAM
@pass_session
def untie(session: Session, referral: str, event_id: int, program: str | None) -> None:
    """Take the tie to a statement row away; the audit looks for the row by itself again."""
    found = session.app.referrals.find(referral, _program_id(session, program))
    _answer(session, session.app.referrals.tie(found.id, "", event_id).value)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--program", metavar="PROGRAM", required=True, help="By id or name.")
@pass_session
def import_file(session: Session, file: Path, program: str) -> None:
    """Add what a table says: one row a sign-up, a project or a sale.

    Columns, by their heads: name (needed), date, event (signup, project, sale), amount, currency, status (valid,
    reversed), link, campaign, placement, via, row (the statement row's id at the network), notes. Rows that say nothing
    new change nothing; what they say of something known is taken over; rows that can't be used are listed.
    """
    key = session.app.programs.program(program).id
    report = session.app.referrals.import_file(key, file, session.progress()).value
    session.answer(import_document(report), _import_text(report))


def _wanted(referral: Referral, event_id: int) -> RecordedEvent:
    if not event_id:
        return RecordedEvent(PlanEvent.SIGNUP, referral.signed_up)
    for each in referral.events:
        if each.id == event_id:
            return each
    raise NotFound("no_such_event", "“{name}” has no event {id}.", name=referral.name, id=event_id)


_ROW_CELLS = ("date", "event", "sale_amount", "commission", "currency", "status")


def row_document(row: TieRow) -> dict[str, Any]:
    """A row to tie to."""
    return {
        "key": row.key,
        "external_id": row.external_id or None,
        "date": row.day.isoformat(),
        "event": row.event,
        "sale_amount": plain_micro(row.sale_micro, row.currency),
        "commission": plain_micro(row.commission_micro, row.currency),
        "currency": row.currency,
        "status": row.status,
        "tied_to": row.tied_to or None,
    }


def _kept(referral: Referral, reversed_ids: tuple[int, ...], removed_ids: tuple[int, ...]) -> list[RecordedEvent]:
    known = {each.id for each in referral.events}
    for key in (*reversed_ids, *removed_ids):
        if key not in known:
            raise NotFound("no_such_event", "“{name}” has no event {id}.", name=referral.name, id=key)
    return [
        replace(each, valid=each.valid and each.id not in reversed_ids)
        for each in referral.events
        if each.id not in removed_ids
    ]


def event_of(text: str) -> RecordedEvent:
    """A project or sale as ``--event`` names it.

    Raises:
        BadInput: when it can't be read.
    """
    kind, _, rest = text.partition(":")
    parts = rest.split(":")
    if kind not in ("project", "sale") or not 1 <= len(parts) <= 3:
        raise BadInput("bad_event", "“{text}” is no event; write it as project:2026-03-05:250.00.", text=text[:60])
    amount = amount_of(parts[1]) if len(parts) > 1 and parts[1] else 0
    return RecordedEvent(PlanEvent(kind), parts[0], amount, parts[2].upper() if len(parts) > 2 else "")


def import_document(report: ReferralImport) -> dict[str, Any]:
    """What an import did."""
    return {
        "file": report.file,
        "rows": report.rows,
        "new": report.new,
        "updated": report.updated,
        "events": report.events,
        "unchanged": report.unchanged,
        "rejected": [{"line": each.line, "reason": each.reason} for each in report.rejected],
    }


def _import_text(report: ReferralImport) -> str:
    text = (
        f"{report.file}: {report.rows} rows, {report.new} new referrals, {report.updated} updated, "
        f"{report.events} projects and sales, {report.unchanged} unchanged, {len(report.rejected)} rejected"
    )
    return "\n".join((text, *(f"  line {each.line}: {each.reason}" for each in report.rejected)))


class _Names:
    """Names of programs and links, read once."""

    def __init__(self, session: Session) -> None:
        programs = session.app.programs.programs(archived=True)
        accounts = {each.id: each.currency for each in session.app.programs.accounts(archived=True)}
        self._programs = {each.id: each.name for each in programs}
        self._currencies = {each.id: accounts.get(each.account_id) for each in programs}
        self._links = {each.id: each.name for each in session.app.links.list(archived=True)}

    def document(self, referral: Referral) -> dict[str, Any]:
        """A referral with its events."""
        usual = self._currencies.get(referral.program_id) or "USD"
        return {
            "id": referral.id,
            "name": referral.name,
            "program": self._programs.get(referral.program_id),
            "link": self._links.get(referral.link_id or 0),
            "via": referral.via or None,
            "signed_up": referral.signed_up or None,
            "status": "valid" if referral.valid else "reversed",
            "row": referral.transaction_key or None,
            "notes": referral.notes or None,
            "events": [
                {
                    "id": each.id,
                    "event": each.event.value,
                    "time": each.time,
                    "amount": plain_micro(each.amount_micro, each.currency or usual),
                    "currency": each.currency or None,
                    "status": "valid" if each.valid else "reversed",
                    "row": each.transaction_key or None,
                    "notes": each.notes or None,
                }
                for each in referral.events
            ],
        }


def _answer(session: Session, referral: Referral) -> None:
    document = _Names(session).document(referral)
    events = [
        " ".join(filter(None, (each["event"], each["time"], each["amount"], each["currency"], each["status"])))
        for each in document["events"]
    ]
    session.answer(document, lines(document | {"events": events}))


def _way(session: Session, campaign: str | None, placement: str | None) -> str:
    return session.app.referrals.way(campaign or "", placement or "") if campaign or placement else ""


def _program_id(session: Session, program: str | None) -> int | None:
    return None if program is None else session.app.programs.program(program).id


def _link_id(session: Session, link: str | None) -> int | None:
    return session.app.links.get(link).id if link else None
