"""Bringing the rows of a file into the record of referrals: what is new is added, what is said anew is taken over."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from affiliate_desktop.audit import store, tie_store
from affiliate_desktop.audit.model import RecordedEvent, Referral, RejectedReferral
from affiliate_desktop.audit.referral_checks import checked_time
from affiliate_desktop.audit.referral_file import ReferralRow
from affiliate_desktop.audit.ways import Ways
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.model import Program
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

_STEP = 100


@dataclass
class Posted:
    """What was done."""

    new: int = 0
    updated: int = 0
    events: int = 0
    unchanged: int = 0
    rejected: list[RejectedReferral] = field(default_factory=list)


def post(edit: Edit, program: Program, rows: Sequence[ReferralRow], at: str, progress: Progress) -> Posted:
    """Adds the rows.

    Args:
        edit: the one edit of the import.
        program: whose referrals they are.
        rows: in the order of the file.
        at: when, ISO 8601.
        progress: told the rows.

    Raises:
        Cancelled: when the user stopped it.
    """
    return _Posting(edit, program, rows, at).run(rows, progress)


class _Posting:
    def __init__(self, edit: Edit, program: Program, rows: Sequence[ReferralRow], at: str) -> None:
        self._edit, self._program, self._at = edit, program, at
        connection = edit.connection
        self._known = {each.name.casefold(): each for each in store.referrals(connection, program.id)}
        self._links = store.links_by_name(connection) if any(row.link for row in rows) else {}
        self._ways = Ways(connection)
        ids = sorted({row.external_id for row in rows if row.external_id})
        self._keys: Mapping[str, str] = tie_store.keys_of(connection, program, ids)
        held = tie_store.ties(connection, program.account_id)
        self._ties = {tie.key: (tie.referral_id, tie.event_id) for tie in held}
        self._seen: Counter[tuple[object, ...]] = Counter()
        self._had: dict[tuple[object, ...], list[RecordedEvent]] = defaultdict(list)
        for name, each in self._known.items():
            for event in each.events:
                self._had[name, *_identity(event)].append(event)
        self._done = Posted()

    def run(self, rows: Sequence[ReferralRow], progress: Progress) -> Posted:
        for number, row in enumerate(rows):
            if number % _STEP == 0:
                progress.step(number, len(rows), "rows")
            try:
                self._post(row)
            except BadInput as problem:
                self._done.rejected.append(RejectedReferral(row.line, str(problem)))
        return self._done

    def _post(self, row: ReferralRow) -> None:
        link_id, key = self._link(row.link), self._key(row.external_id)
        if row.campaign or row.placement:
            row = replace(row, via=self._ways.of(row.campaign, row.placement))
        if row.event is PlanEvent.SIGNUP:
            self._signup(row, link_id, key)
            return
        valid = row.valid is not False
        event = RecordedEvent(row.event, checked_time(row.time), row.amount_micro, row.currency, valid, key, row.notes)
        referral = self._known.get(row.name.casefold())
        if referral is None:
            self._refuse_tied(key)
            referral = self._insert(Referral(self._program.id, row.name, link_id, row.via))
        mine = (row.name.casefold(), *_identity(event))
        self._seen[mine] += 1
        if self._seen[mine] <= len(self._had[mine]):
            self._say_of(self._had[mine][self._seen[mine] - 1], referral.id, row, key)
            return
        self._take(key, referral.id, -row.line)
        self._edit.insert(schema.referral_event, store.event_values(referral.id, event))
        self._done.events += 1

    def _say_of(self, known: RecordedEvent, referral_id: int, row: ReferralRow, key: str) -> None:
        """Takes over what the row says of a known event; what it leaves out stays."""
        self._take(key, referral_id, known.id)
        changed = replace(
            known,
            valid=known.valid if row.valid is None else row.valid,
            transaction_key=key or known.transaction_key,
            notes=row.notes or known.notes,
        )
        if changed == known:
            self._done.unchanged += 1
            return
        self._edit.update(schema.referral_event, known.id, store.event_values(referral_id, changed))
        self._done.updated += 1

    def _signup(self, row: ReferralRow, link_id: int | None, key: str) -> None:
        signed_up = checked_time(row.time) if row.time else ""
        referral = self._known.get(row.name.casefold())
        if referral is None:
            valid = row.valid is not False
            self._refuse_tied(key)
            made = Referral(self._program.id, row.name, link_id, row.via, signed_up, valid, key, row.notes)
            self._take(key, self._insert(made).id, 0)
            return
        self._take(key, referral.id, 0)
        changed = replace(
            referral,
            link_id=link_id or referral.link_id,
            via=row.via or referral.via,
            signed_up=signed_up or referral.signed_up,
            valid=referral.valid if row.valid is None else row.valid,
            transaction_key=key or referral.transaction_key,
            notes=row.notes or referral.notes,
        )
        if changed == referral:
            self._done.unchanged += 1
            return
        self._edit.update(schema.referral, referral.id, store.referral_values(changed))
        self._known[row.name.casefold()] = changed
        self._done.updated += 1

    def _take(self, key: str, referral_id: int, event_id: int) -> None:
        """Notes that a row of the statement reports this event; a negative id stands for one that is being made."""
        if key:
            if self._ties.get(key) != (referral_id, event_id):
                self._refuse_tied(key)
            self._ties[key] = (referral_id, event_id)

    def _refuse_tied(self, key: str) -> None:
        if key and key in self._ties:
            raise BadInput("row_taken", "The statement's row is tied to another event already.")

    def _insert(self, referral: Referral) -> Referral:
        referral = replace(referral, created_at=self._at)
        key = self._edit.insert(schema.referral, store.referral_values(referral))
        made = self._known[referral.name.casefold()] = replace(referral, id=key)
        self._done.new += 1
        return made

    def _link(self, name: str) -> int | None:
        if not name:
            return None
        found = self._links.get(name.casefold())
        if found is None:
            raise BadInput("no_such_link", "There is no link “{name}”, or there are several.", name=name[:60])
        return found

    def _key(self, external_id: str) -> str:
        if external_id and external_id not in self._keys:
            raise BadInput("no_such_row", "No imported row of this program has the id “{id}”.", id=external_id[:60])
        return self._keys.get(external_id, "")


def _identity(event: RecordedEvent) -> tuple[object, ...]:
    return event.event, _day(event.time), event.amount_micro, event.currency


def _day(time: str) -> date:
    return date.fromisoformat(time[:10])
