"""The user's own record of whom they referred."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from affiliate_desktop.audit import store, tie_store
from affiliate_desktop.audit.model import RecordedEvent, Referral, ReferralImport, TieRow
from affiliate_desktop.audit.referral_checks import checked_event, checked_referral
from affiliate_desktop.audit.referral_file import read_referrals
from affiliate_desktop.audit.referral_posting import post
from affiliate_desktop.audit.ways import Ways
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_line, ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs import plan_store
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.history import Edit


@dataclass(frozen=True, slots=True)
class ReferralChange:
    """What a bulk edit changes; None leaves as it is.

    Attributes:
        link_id: 0 takes the link away.
    """

    valid: bool | None = None
    via: str | None = None
    link_id: int | None = None


class Referrals:
    """Use cases on referrals. Every write can be undone, also an import."""

    def __init__(self, workspace: Workspace, programs: Programs) -> None:
        self._workspace, self._programs = workspace, programs

    def list(self, program_id: int | None = None) -> tuple[Referral, ...]:
        """The referrals of a program, or of all, by name."""
        with self._workspace.read() as connection:
            return tuple(store.referrals(connection, program_id))

    def find(self, ref: int | str, program_id: int | None = None) -> Referral:
        """The referral with this id or name.

        Raises:
            NotFound: when there is none, or several programs have one of this name.
        """
        known = self.list(program_id)
        keys = ids_named(ref, ((each.id, each.name) for each in known))
        if len(keys) > 1:
            ids = ", ".join(map(str, keys))
            raise NotFound(
                "referral_ambiguous",
                "Several programs have a referral “{name}”; use its id: {ids}.",
                name=str(ref),
                ids=ids,
            )
        if not keys:
            raise NotFound("no_such_referral", "There is no referral “{name}”.", name=visible(str(ref)))
        return next(each for each in known if each.id == keys[0])

    def add(self, referral: Referral) -> Done[Referral]:
        """Adds a referral with its events.

        Raises:
            BadInput: when the program has one of this name, or a value can't be used.
        """
        program = self._programs.program(referral.program_id)
        referral = replace(checked_referral(referral), created_at=self._workspace.clock.now().isoformat())
        with self._workspace.edit(
            "Add referral “{name}” of “{program}”", name=referral.name, program=program.name
        ) as edit:
            _refuse_unfit(edit.connection, referral)
            _refuse_taken(edit.connection, program, referral)
            key = edit.insert(schema.referral, store.referral_values(referral))
            for event in referral.events:
                edit.insert(schema.referral_event, store.event_values(key, event))
            made = _kept(edit.connection, key)
        return Done(made, edit.changes)

    def edit(self, referral: Referral) -> Done[Referral]:
        """Changes a referral; its events are those given, known ones by their ids. Its program stays.

        Raises:
            BadInput: when the program has another one of this name, or a value can't be used.
            Failed: when it was removed elsewhere.
        """
        referral = checked_referral(referral)
        with self._workspace.edit("Edit referral “{name}”", name=referral.name) as edit:
            before = _kept(edit.connection, referral.id)
            referral = replace(referral, program_id=before.program_id, created_at=before.created_at)
            _refuse_unfit(edit.connection, referral)
            _refuse_taken(edit.connection, self._programs.program(referral.program_id), referral)
            edit.update(schema.referral, referral.id, store.referral_values(referral))
            _sync_events(edit, before, referral)
            made = _kept(edit.connection, referral.id)
        return Done(made, edit.changes)

    def add_event(self, referral_id: int, event: RecordedEvent) -> Done[Referral]:
        """Adds a project or sale.

        Raises:
            BadInput: when a value can't be used.
            Failed: when the referral was removed elsewhere.
        """
        event = checked_event(event)
        with self._workspace.edit("Add {event} of a referral", event=event.event.value) as edit:
            before = _kept(edit.connection, referral_id)
            after = replace(before, events=(*before.events, event))
            _refuse_taken(edit.connection, self._programs.program(before.program_id), after)
            edit.insert(schema.referral_event, store.event_values(referral_id, event))
            made = _kept(edit.connection, referral_id)
        return Done(made, edit.changes)

    def change(self, referral_ids: Sequence[int], change: ReferralChange) -> Done[int]:
        """Changes several referrals at once; answers how many.

        Raises:
            BadInput: when a value can't be used.
            Failed: when one was removed elsewhere.
        """
        values: dict[str, Any] = {}
        if change.valid is not None:
            values["status"] = "valid" if change.valid else "reversed"
        if change.via is not None:
            values["via"] = clean_line(change.via, "via")
        if change.link_id is not None:
            values["link_id"] = change.link_id or None
        with self._workspace.edit("Edit {count} referrals", count=len(referral_ids)) as edit:
            _refuse_no_link(edit.connection, change.link_id or None)
            for key in referral_ids:
                edit.update(schema.referral, key, values)
        return Done(len(referral_ids), edit.changes)

    def remove(self, referral_ids: Sequence[int]) -> Done[int]:
        """Removes referrals with their events; answers how many."""
        with self._workspace.edit("Remove {count} referrals", count=len(referral_ids)) as edit:
            for key in referral_ids:
                _kept(edit.connection, key)
                store.remove(edit, key)
        return Done(len(referral_ids), edit.changes)

    def rows(self, program_id: int, event: RecordedEvent, text: str = "") -> tuple[TieRow, ...]:
        """The rows that may report an event, the likeliest first; see ``tie_store.offered``.

        Args:
            program_id: whose rows.
            event: what was recorded, a sign-up too.
            text: a part of a row's id or product; rows of any day then.
        """
        program = self._programs.program(program_id)
        with self._workspace.read() as connection:
            return tuple(tie_store.offered(connection, program, event, self._currency(connection, program), text))

    def tied_rows(self, referral: Referral) -> dict[str, TieRow]:
        """The rows that a referral's sign-up and events are tied to, by key; those not imported now are left out."""
        program = self._programs.program(referral.program_id)
        keys = [referral.transaction_key, *(event.transaction_key for event in referral.events)]
        with self._workspace.read() as connection:
            return tie_store.by_key(connection, program, filter(None, keys))

    def tied_key(self, program_id: int, row: str) -> str:
        """The key of a row of the program, to tie a referral or an event to; empty for none.

        Args:
            program_id: whose row.
            row: its id at the network, or its key.

        Raises:
            NotFound: when no imported row of the program has this id.
        """
        row = row.strip()
        if not row:
            return ""
        program = self._programs.program(program_id)
        with self._workspace.read() as connection:
            found = tie_store.keys_of(connection, program, [row]) or {
                key: key for key in tie_store.by_key(connection, program, [row])
            }
        if not found:
            raise _no_such_row(row)
        return found[row]

    def tie(self, referral_id: int, key: str, event_id: int = 0) -> Done[Referral]:
        """Ties a referral's sign-up, or one of its projects and sales, to the row with a key; an empty key unties it.

        Raises:
            NotFound: when the program has no such row, or the referral no such event.
            BadInput: when the row is tied to something else.
            Failed: when the referral was removed elsewhere.
        """
        with self._workspace.read() as connection:
            name = _kept(connection, referral_id).name
        label = "Tie a row to “{name}”" if key else "Untie a row from “{name}”"
        with self._workspace.edit(label, name=name) as edit:
            before = _kept(edit.connection, referral_id)
            if key and key not in tie_store.by_key(edit.connection, self._programs.program(before.program_id), [key]):
                raise _no_such_row(key)
            if event_id and event_id not in {event.id for event in before.events}:
                raise NotFound("no_such_event", "“{name}” has no event {id}.", name=before.name, id=event_id)
            values = {"transaction_key": key or None}
            if event_id:
                edit.update(schema.referral_event, event_id, values)
            else:
                edit.update(schema.referral, referral_id, values)
            after = _kept(edit.connection, referral_id)
            _refuse_taken(edit.connection, self._programs.program(before.program_id), after)
            made = _kept(edit.connection, referral_id)
        return Done(made, edit.changes)

    def ways(self) -> tuple[str, ...]:
        """What a referral may have come by besides links: campaigns and placements, in the words that are kept."""
        with self._workspace.read() as connection:
            return Ways(connection).words

    def way(self, campaign: str, placement: str = "") -> str:
        """The words that are kept for a campaign or a placement, named by name; see ``Ways.of``."""
        with self._workspace.read() as connection:
            return Ways(connection).of(campaign, placement)

    def of_record(self, record: str) -> tuple[Referral, int]:
        """The referral and the id of its event (0 for the sign-up) that a finding names as ``s12`` or ``e7``.

        Raises:
            NotFound: when it was removed.
        """
        kind, key = record[:1], int(record[1:])
        for referral in self.list():
            if kind == "s" and referral.id == key:
                return referral, 0
            if kind == "e" and any(event.id == key for event in referral.events):
                return referral, key
        raise NotFound("no_such_record", "What this finding is about was removed from your record.")

    @staticmethod
    def _currency(connection: Connection, program: Program) -> str:
        """What an event's amount is in, where it names no currency: the plan's, else the account's."""
        versions = list(plan_store.versions(connection, program.id))
        return versions[-1].plan.currency if versions else ""

    def import_file(self, program_id: int, path: Path, progress: Progress | None = None) -> Done[ReferralImport]:
        """Adds what a table says: new referrals, sign-ups, projects and sales; a row that is known changes nothing.

        Args:
            program_id: whose referrals they are.
            path: a text file with columns, or a workbook; see ``referral_file``.
            progress: told the rows; cancelling leaves nothing behind.

        Raises:
            BadInput: when the file can't be read at all.
            Cancelled: when the user stopped it.
        """
        program = self._programs.program(program_id)
        progress = progress or Progress()
        rows, rejected = read_referrals(path, progress)
        at = self._workspace.clock.now().isoformat()
        with self._workspace.edit("Import referrals from “{file}”", file=path.name) as edit:
            posted = post(edit, program, rows, at, progress)
        refused = tuple(sorted((*rejected, *posted.rejected), key=lambda each: each.line))
        report = ReferralImport(
            path.name, len(rows) + len(rejected), posted.new, posted.updated, posted.events, posted.unchanged, refused
        )
        return Done(report, edit.changes)


def _kept(connection: Connection, key: int) -> Referral:
    found = store.referral(connection, key)
    if found is None:
        raise Failed("record_gone", "This record does not exist any more; it was removed elsewhere.")
    return found


def _no_such_row(row: str) -> NotFound:
    return NotFound("no_such_row", "No imported row of this program has the id “{id}”.", id=visible(row))


def _refuse_taken(connection: Connection, program: Program, referral: Referral) -> None:
    """A row reports one event: refuses a second tie to it, of another referral or of this one."""
    mine = [referral.transaction_key, *(event.transaction_key for event in referral.events)]
    keys = [key for key in mine if key]
    held = tie_store.ties(connection, program.account_id) if keys else []
    for tie in held:
        if tie.key in keys and tie.referral_id != referral.id:
            raise _taken(tie.key, tie.words)
    for key in keys:
        if keys.count(key) > 1:
            raise _taken(key, referral.name)


def _taken(key: str, words: str) -> BadInput:
    return BadInput(
        "row_taken",
        "The row {row} is tied to {other} already. Untie it there first.",
        row=key.removeprefix("i:")[:60],
        other=words,
        field="row",
    )


def _sync_events(edit: Edit, before: Referral, after: Referral) -> None:
    known = {event.id for event in before.events}
    kept = {event.id for event in after.events if event.id}
    for key in sorted(known - kept):
        edit.delete(schema.referral_event, key)
    for event in after.events:
        values = store.event_values(after.id, event)
        if event.id in known:
            edit.update(schema.referral_event, event.id, values)
        else:
            edit.insert(schema.referral_event, values)


def _refuse_unfit(connection: Connection, referral: Referral) -> None:
    for other in store.referrals(connection, referral.program_id):
        if other.id != referral.id and same_name(other.name, referral.name):
            raise BadInput("name_taken", "The program has a referral “{name}” already.", name=other.name)
    _refuse_no_link(connection, referral.link_id)


def _refuse_no_link(connection: Connection, link_id: int | None) -> None:
    if link_id is not None and not store.link_exists(connection, link_id):
        raise NotFound("no_such_link", "There is no link {id}.", id=link_id)
