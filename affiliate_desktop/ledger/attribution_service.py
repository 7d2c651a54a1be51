"""Attribution: the queue of earnings that nothing explains, guesses, decisions, and rules."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_line
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.ledger import attributing
from affiliate_desktop.ledger import attribution_store as store
from affiliate_desktop.ledger.attribution_model import GUESS, USER, Attributed, Candidate, Preview, Queue, Rule, Waiting
from affiliate_desktop.ledger.attribution_options import options
from affiliate_desktop.ledger.candidates import NOTHING_REFUSED, Option, Target, ranked, sure_enough
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.history import Edit

LISTED = 200
"""Items of the queue that are listed at once."""
DECIDED_AT_ONCE = 500
"""Rows without a sub-id that one decision may be about; for more a rule is better."""
GUESSED_AT_ONCE = 1000
MAX_RULES = 200
PREVIEWED = 200


class Attributions:
    """Use cases on attribution. Every write can be undone; the ledger follows each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # --- the queue

    def counts(self) -> dict[Attributed, int]:
        """How many transactions were attributed in which way."""
        with self._workspace.read() as connection:
            found = store.counts(connection)
        return {how: found.get(None if how == Attributed.NONE else how.value, 0) for how in Attributed}

    def waiting(self) -> int:
        """How many transactions wait for a decision: what nobody knows, links without a campaign, and guesses."""
        with self._workspace.read() as connection:
            return sum(store.count_open(connection, guesses=guesses) for guesses in (False, True))

    def queue(self, limit: int = LISTED, *, guesses: bool = False) -> Queue:
        """What waits for a decision, the most money first, each with its candidates.

        Args:
            limit: most items.
            guesses: what was guessed and waits for a yes or no, instead of what nobody knows.
        """
        with self._workspace.read() as connection:
            found = store.waiting(connection, limit, guesses=guesses)
            rows = store.count_open(connection, guesses=guesses)
            items = self._with_candidates(connection, found[:limit])
        return Queue(items, rows, more=len(found) > limit)

    def item(self, key: int) -> Waiting:
        """What a transaction waits with.

        Raises:
            NotFound: when there is no such transaction.
            Failed: when it is attributed already, not only guessed.
        """
        with self._workspace.read() as connection:
            return self._item(connection, key)

    def accept(self, key: int, target: Target | None = None) -> Done[Candidate]:
        """Says what a waiting transaction, and all that wait with it, belong to.

        With a sub-id the decision is about the sub-id, so also about rows that come later. It outlives importing
        the file again. Where the rows have a link, but that has no campaign, the link is put into the campaign.

        Args:
            key: a transaction.
            target: link and campaign; the guess or else the first candidate where none is given.

        Raises:
            NotFound: when there is no such transaction, link or campaign.
            BadInput: when rows of a link without a campaign shall belong to another link.
            Failed: when it is attributed already, has no candidate, or too many rows wait with it.
        """
        with self._workspace.read() as connection:
            item = self._item(connection, key)
            chosen = self._named(connection, target) if target is not None else _likeliest(item)
            subjects = _subjects(connection, item) if item.link_id is None else []
        if item.link_id is not None:
            return self._put_into(item, chosen)
        name = chosen.link or chosen.campaign
        with self._workspace.edit("Attribute earnings to “{name}”", name=name) as edit:
            at = (chosen.link_id, chosen.campaign_id)
            store.decide(edit, item.account_id, subjects, USER, at, self._now())
        return Done(chosen, edit.changes)

    def refuse(self, key: int, target: Target | None = None) -> Done[Candidate]:
        """Turns a guess or a candidate down; it is not offered again for these earnings.

        Args:
            key: a transaction.
            target: link and campaign; the guess or else the first candidate where none is given. The link without a
                campaign that rows wait with leaves it without one: they wait no more.

        Raises:
            NotFound, Failed: as ``accept``.
        """
        with self._workspace.read() as connection:
            item = self._item(connection, key)
            chosen = self._named(connection, target) if target is not None else _likeliest(item)
            subjects = _subjects(connection, item) if item.guess else []
        with self._workspace.edit("Turn down “{name}”", name=chosen.link or chosen.campaign) as edit:
            if item.guess and (item.guess.link_id, item.guess.campaign_id) == (chosen.link_id, chosen.campaign_id):
                store.withdraw(edit, item.account_id, subjects, kind=GUESS)
            at = (chosen.link_id, chosen.campaign_id)
            store.refuse(edit, item.account_id, _look(item), at, self._now())
        return Done(chosen, edit.changes)

    def guess(self) -> Done[int]:
        """Attributes what has one likely candidate, marked as a guess; how many decisions were made."""
        queue = self.queue(GUESSED_AT_ONCE)
        likely = [item for item in queue.items if item.link_id is None and sure_enough(item.candidates)]
        made = 0
        with self._workspace.edit("Guess where earnings belong") as edit:
            for item in likely:
                subjects = _subjects_or_none(edit.connection, item)
                first = item.candidates[0]
                target = (first.link_id, first.campaign_id)
                store.decide(edit, item.account_id, subjects, GUESS, target, self._now())
                made += bool(subjects)
        return Done(made, edit.changes)

    def take_back_guesses(self) -> Done[int]:
        """Takes all guesses back; they may be offered again. How many decisions went."""
        with self._workspace.edit("Take all guesses back") as edit:
            keys = store.guessed(edit.connection)
            for key in keys:
                edit.delete(schema.attribution_decision, key)
        return Done(len(keys), edit.changes)

    def _put_into(self, item: Waiting, chosen: Candidate) -> Done[Candidate]:
        if chosen.campaign_id is None or chosen.link_id is not None:
            raise BadInput("campaign_needed", "Name the campaign that the link “{link}” belongs to.", link=item.link)
        name = {"link": item.link, "campaign": chosen.campaign}
        with self._workspace.edit("Put link “{link}” into “{campaign}”", **name) as edit:
            edit.update(schema.link, item.link_id or 0, {"campaign_id": chosen.campaign_id})
        return Done(chosen, edit.changes)

    # --- decisions about single rows

    def assign(self, keys: Collection[int], target: Target) -> Done[int]:
        """Says what transactions belong to, whatever their sub-id says; (None, None) says to nothing.

        Raises:
            BadInput: when these are too many; a rule is better then.
            NotFound: when link or campaign does not exist.
        """
        _refuse_many(len(keys))
        with self._workspace.read() as connection:
            chosen = self._named(connection, target) if target != (None, None) else Candidate(None, "", None, "", 0, ())
        with self._workspace.edit("Attribute {count} earnings", count=len(keys)) as edit:
            at = (chosen.link_id, chosen.campaign_id)
            found = store.owners(edit.connection, keys)
            for _, account_id, key in found:
                store.decide(edit, account_id, [f"r:{key}"], USER, at, self._now())
        return Done(len(found), edit.changes)

    def forget(self, keys: Collection[int]) -> Done[int]:
        """Takes back what the user or a guess said of transactions and of their sub-ids; how many decisions went."""
        _refuse_many(len(keys))
        gone = 0
        with self._workspace.edit("Forget what was said of {count} earnings", count=len(keys)) as edit:
            for account_id, subjects in store.subjects_of(edit.connection, keys):
                gone += store.withdraw(edit, account_id, subjects)
        return Done(gone, edit.changes)

    # --- rules

    def rules(self) -> tuple[Rule, ...]:
        """The rules in their order."""
        with self._workspace.read() as connection:
            return attributing.rules(connection)

    def preview(self, rule: Rule) -> Preview:
        """The rows that would change if this rule were saved; nothing is written.

        Raises:
            BadInput, NotFound: as ``save_rule``.
        """
        with self._workspace.read() as connection:
            rule = self._checked(connection, rule)
            return store.preview(connection, _placed(attributing.rules(connection), rule), PREVIEWED)

    def save_rule(self, rule: Rule) -> Done[Rule]:
        """Adds a rule, or changes the one with its id; a position of 0 puts a new one last.

        Raises:
            BadInput: when it has no condition, no target, or there are too many rules.
            NotFound: when something it names does not exist.
        """
        with self._workspace.read() as connection:
            rule = self._checked(connection, rule)
        with self._workspace.edit("Save a rule") as edit:
            held = attributing.rules(edit.connection)
            if not rule.id and len(held) >= MAX_RULES:
                raise BadInput("too_many_rules", "There are {count} rules already; remove one first.", count=len(held))
            if rule.id:
                edit.update(schema.attribution_rule, rule.id, store.rule_values(rule))
            else:
                values = store.rule_values(rule) | {"created_at": self._now()}
                rule = replace(rule, id=edit.insert(schema.attribution_rule, values))
            self._number(edit, _placed(held, rule))
            rule = next(each for each in attributing.rules(edit.connection) if each.id == rule.id)
        return Done(rule, edit.changes)

    def move_rule(self, key: int, position: int) -> Done[tuple[Rule, ...]]:
        """Puts a rule at a position; the first is 1.

        Raises:
            NotFound: when there is no such rule.
        """
        with self._workspace.edit("Move a rule") as edit:
            held = attributing.rules(edit.connection)
            moved = _rule(held, key)
            rest = [each for each in held if each.id != key]
            rest.insert(max(0, position - 1), moved)
            self._number(edit, rest)
        return Done(self.rules(), edit.changes)

    def remove_rule(self, key: int) -> Done[None]:
        """Removes a rule; what it attributed is looked at anew.

        Raises:
            NotFound: when there is no such rule.
        """
        with self._workspace.edit("Remove a rule") as edit:
            held = attributing.rules(edit.connection)
            _rule(held, key)
            edit.delete(schema.attribution_rule, key)
            self._number(edit, [each for each in held if each.id != key])
        return Done(None, edit.changes)

    # --- inside

    def _item(self, connection: Connection, key: int) -> Waiting:
        if not store.owners(connection, [key]):
            raise NotFound("no_such_earning", "There is no earning {id}.", id=key)
        for guesses in (False, True):
            found = store.waiting(connection, 1, guesses=guesses, containing=key)
            if found:
                return self._with_candidates(connection, found[:1])[0]
        raise Failed("attributed_already", "The earning {id} is attributed already; nothing waits there.", id=key)

    def _with_candidates(self, connection: Connection, found: Sequence[Waiting]) -> tuple[Waiting, ...]:
        offered = options(connection) if found else ()
        refused = store.refused(connection)
        return tuple(_ranked(item, offered, refused.get((item.account_id, _look(item)))) for item in found)

    def _named(self, connection: Connection, target: Target) -> Candidate:
        """The link or campaign as a candidate; a link brings its campaign."""
        link_id, campaign_id = target
        for option in options(connection):
            if option.link_id == link_id and (link_id is not None or option.campaign_id == campaign_id):
                return Candidate(option.campaign_id, option.campaign, option.link_id, option.link, 0, ())
        raise NotFound("no_such_target", "There is no such link or campaign, or it is in the archive.")

    def _checked(self, connection: Connection, rule: Rule) -> Rule:
        rule = replace(
            rule, product=clean_line(rule.product, "product"), tracking=clean_line(rule.tracking, "tracking")
        )
        period = rule.period.start or rule.period.end
        if not (rule.product or rule.tracking.strip("*") or rule.program_id or rule.account_id or period):
            raise BadInput("rule_empty", "Give the rule at least one condition.")
        if rule.campaign_id is None and rule.link_id is None:
            raise BadInput("rule_aimless", "Choose the campaign or link that the rule attributes to.")
        for table in ("account", "program", "campaign", "link"):
            key = getattr(rule, f"{table}_id")
            if key is not None and not store.exists(connection, table, key):
                raise NotFound("no_such_record", "There is no {kind} with the id {id}.", kind=table, id=key)
        if rule.link_id is not None:
            rule = replace(rule, campaign_id=store.campaign_of(connection, rule.link_id))
        return rule

    @staticmethod
    def _number(edit: Edit, rules: Sequence[Rule]) -> None:
        for position, rule in enumerate(rules, 1):
            edit.update(schema.attribution_rule, rule.id, {"position": position})

    def _now(self) -> str:
        return self._workspace.clock.now().isoformat()


def _ranked(item: Waiting, offered: Sequence[Option], refused: Collection[Target] | None) -> Waiting:
    if item.link_id is not None:
        offered = [option for option in offered if option.link_id is None]
    candidates = ranked(item, offered, refused or NOTHING_REFUSED)
    guess = item.guess
    if guess is not None and not guess.reasons:
        known = [each for each in candidates if (each.link_id, each.campaign_id) == (guess.link_id, guess.campaign_id)]
        guess = known[0] if known else guess
    return replace(item, candidates=candidates, guess=guess)


def _likeliest(item: Waiting) -> Candidate:
    if item.guess is not None:
        return item.guess
    if not item.candidates:
        raise Failed("no_candidate", "Nothing resembles the earning {id}; name a campaign or a link.", id=item.id)
    return item.candidates[0]


def _look(item: Waiting) -> str:
    """The subject that what is turned down is noted under."""
    if item.link_id is not None:
        return f"l:{item.link_id}"
    return f"s:{item.sub_id.casefold()}" if item.sub_id else f"g:{item.program_id or 0}:{item.product}"


def _subjects(connection: Connection, item: Waiting) -> list[str]:
    subjects = _subjects_or_none(connection, item)
    if not subjects:
        raise Failed(
            "rule_better",
            "More than {most} rows look like the earning {id}. Make a rule for them instead.",
            most=DECIDED_AT_ONCE,
            id=item.id,
        )
    return subjects


def _subjects_or_none(connection: Connection, item: Waiting) -> list[str]:
    """What a decision about an item is about: its sub-id, or each of its rows; empty where these are too many."""
    if item.sub_id:
        return [_look(item)]
    keys = store.keys_of(connection, item, DECIDED_AT_ONCE)
    return [f"r:{key}" for key in keys] if len(keys) <= DECIDED_AT_ONCE else []


def _placed(held: Sequence[Rule], rule: Rule) -> list[Rule]:
    """The rules with this one in its place: where it stands, at its position, or last."""
    rest = [each for each in held if each.id != rule.id]
    before = next((at for at, each in enumerate(held) if each.id == rule.id), None)
    at = rule.position - 1 if rule.position > 0 else before if before is not None else len(rest)
    return [*rest[:at], rule, *rest[at:]]


def _rule(held: Sequence[Rule], key: int) -> Rule:
    for each in held:
        if each.id == key:
            return each
    raise NotFound("no_such_rule", "There is no rule {id}.", id=key)


def _refuse_many(count: int) -> None:
    if count > DECIDED_AT_ONCE:
        raise BadInput(
            "rule_better_for_many", "{count} rows are too many for one decision; make a rule instead.", count=count
        )
