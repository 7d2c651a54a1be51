"""Imports, mended and replaced files, payouts, what the user said, and undo in any order leave what they should."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.money import Money
from affiliate_desktop.ledger.attribution_model import Rule
from affiliate_desktop.ledger.model import Grouping
from affiliate_desktop.ledger.payout import Chosen, Payout
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.statements.files import write_text
from tests.statements.test_once import fresh

MAPPING = ColumnMap(
    {Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "amount", Field.STATUS: "state"},
    statuses={name: name for name in ("pending", "approved", "paid", "reversed")},
)
STAGES = ("pending", "approved", "paid", "reversed")
MEND = 9

OWN, RULED = "Mine", "Ruled"
"""Campaigns: of rows that the user attributed, and of all others while there is a rule."""

Said = dict[int, tuple[int, str]]
"""Id -> cents and status."""
Row = tuple[int, int, str]
"""Day, cents and status."""

rows = st.dictionaries(st.integers(1, 4), st.tuples(st.integers(1, 9), st.sampled_from(STAGES)), min_size=1, max_size=3)
number = st.integers(0, 20)
steps = st.one_of(
    st.tuples(st.just("import"), st.integers(1, 28), rows, st.booleans()),
    st.tuples(st.just("replace"), number, st.integers(1, 28), rows),
    st.tuples(st.just("undo"), number),
    st.tuples(st.just("mend"), number),
    st.tuples(st.just("correct"), number, st.integers(11, 19)),
    st.tuples(st.just("restore"), number),
    st.tuples(st.just("pay"), number),
    st.tuples(st.just("decide"), number, st.booleans()),
    st.tuples(st.just("assign"), number),
    st.tuples(st.just("forget"), number),
    st.tuples(st.just("rule")),
)


few = st.dictionaries(
    st.integers(1, 2), st.tuples(st.integers(1, 2), st.sampled_from(("approved", "approved", *STAGES))), min_size=1
)
paid_steps = st.one_of(
    st.tuples(st.just("import"), st.integers(1, 2), few, st.just(value=False)),
    st.tuples(st.just("replace"), number, st.integers(1, 2), few),
    *(st.tuples(st.just(name), number) for name in ("undo", "undo", "pay", "restore")),
    st.tuples(st.just("decide"), number, st.booleans()),
    st.tuples(st.just("correct"), number, st.integers(1, 2)),
)
paid = st.builds(
    lambda said, more: [("import", 1, said, False), ("pay", 0), ("pay", 1), *more],
    st.dictionaries(st.integers(1, 2), st.tuples(st.integers(1, 2), st.just("approved")), min_size=1),
    st.lists(paid_steps, min_size=1, max_size=8),
)


@dataclass
class Model:
    """What should be there, worked out the plain way: everything is kept, and the answer is read off each time.

    Attributes:
        paid: id -> cents that a payout paid.
        kept: what a payout paid, while files say something else of it and the user has not accepted that.
        own: ids that the user attributed. ruled: there is a rule.
    """

    days: dict[int, int] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    replaced_by: dict[int, int] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    corrections: dict[int, int] = field(default_factory=dict)
    paid: dict[int, int] = field(default_factory=dict)
    kept: dict[int, Row] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    ruled: bool = False

    def shown(self) -> dict[int, Row]:
        """Day, cents and status of each id."""
        return {**self.told(), **{key: self._over(key, row) for key, row in self.kept.items()}}

    def _over(self, key: int, row: Row) -> Row:
        """A row with what the user said of it."""
        return row[0], self.corrections.get(key, row[1]), row[2]

    def told(self) -> dict[int, Row]:
        """The same, whatever is kept because a payout paid it."""
        found: dict[int, Row] = {}
        for key in sorted({key for said in self.said.values() for key in said}):
            files = [one for one in self.said if one not in self.replaced_by and key in self.said[one]]
            if files:
                found[key] = self._read(self._holds(files, key), key)
        return found

    def said_of(self, key: int) -> int | None:
        """The cents that files say of an id; None where they say nothing."""
        files = [one for one in self.said if one not in self.replaced_by and key in self.said[one]]
        return self.said[self._holds(files, key)][key][0] if files else None

    def campaigns(self) -> dict[int, str | None]:
        """The campaign of each id."""
        return {key: OWN if key in self.own else RULED if self.ruled else None for key in self.shown()}

    def imported(self, before: dict[int, Row]) -> None:
        """Keeps what a payout paid where the new file says something else."""
        now = self.told()
        self.agree()
        for key in self.paid:
            if key not in self.kept and key in before and differs(before[key], now.get(key)):
                self.kept[key] = before[key]

    def agree(self) -> None:
        """Ends what is kept where files and the user say the same."""
        now = self.told()
        for key, row in list(self.kept.items()):
            if not differs(self._over(key, row), now.get(key)):
                del self.kept[key]

    def _read(self, one: int, key: int) -> Row:
        """What a file says of an id, as the user and payouts have it."""
        cents, status = self.said[one][key]
        cents = self.corrections.get(key, cents)
        if self.paid.get(key, 0) >= cents and status in {"pending", "approved"}:
            status = "paid"
        return self.days[one], cents, status

    def _holds(self, files: list[int], key: int) -> int:
        last = max(files, key=lambda one: (self.days[one], one))

        def stage(one: int) -> int:
            return STAGES.index(self.said[one][key][1])

        newer = [one for one in files if one > last and stage(one) > stage(last)]
        return max(newer, key=lambda one: (stage(one), self.days[one], one)) if newer else last

    def undo(self, gone: int) -> None:
        """Forgets an import; the one it had replaced speaks again."""
        before = [one for one, newer in self.replaced_by.items() if newer == gone]
        if gone not in self.replaced_by and before:
            back = max(before)
            self.replaced_by = {one: back if newer == gone else newer for one, newer in self.replaced_by.items()}
            del self.replaced_by[back]
        for held in (self.days, self.said, self.replaced_by):
            held.pop(gone, None)
        self.broken.discard(gone)
        for key, row in list(self.kept.items()):
            if not any(self._tells(one, key, row) for one in self.said if key in self.said[one]):
                del self.kept[key]
        self.agree()

    def _tells(self, one: int, key: int, row: Row) -> bool:
        """Whether a file says what was paid, also a file that was replaced."""
        cents, status = self.said[one][key]
        same = status == row[2] or (row[2] == "paid" and status in {"pending", "approved"})
        return same and self.days[one] == row[0] and (key in self.corrections or cents == row[1])


def differs(paid: Row, told: Row | None) -> bool:
    """Whether a file contradicts a payout."""
    return told is None or paid[:2] != told[:2] or (paid[2] != told[2] and told[2] != "paid")


@settings(deadline=None, max_examples=12)
@given(st.lists(steps, min_size=2, max_size=9))
def test_whatever_is_done_in_whatever_order_the_ledger_is_what_files_and_the_user_say(
    done: list[tuple[object, ...]],
) -> None:
    run(done)


PAID_AND_LEFT_OUT: list[tuple[object, ...]] = [
    ("import", 1, {1: (1, "approved"), 2: (1, "approved")}, False),
    ("pay", 0),
    ("pay", 1),
    ("replace", 0, 1, {1: (1, "approved")}),
    ("undo", 0),
]
"""A corrected file lacks a row that a payout paid; then the file that has it is taken back."""


CORRECTED_AND_BACK: list[tuple[object, ...]] = [
    ("import", 1, {1: (1, "approved")}, False),
    ("pay", 0),
    ("correct", 0, 2),
    ("undo", 0),
    ("import", 1, {1: (1, "approved")}, False),
]
"""What a payout paid was corrected, taken back with its file, and imported anew: the correction holds, unasked."""


@settings(deadline=None, max_examples=12)
@given(paid)
@example(PAID_AND_LEFT_OUT)
@example([*PAID_AND_LEFT_OUT, ("import", 1, {2: (1, "paid")}, False), ("undo", 2)])
@example([*PAID_AND_LEFT_OUT[:-1], ("undo", 1), ("undo", 0)])
@example([*PAID_AND_LEFT_OUT[:-1], ("correct", 1, 2), ("import", 1, {2: (1, "reversed")}, False), ("restore", 1)])
@example(CORRECTED_AND_BACK)
@example([*PAID_AND_LEFT_OUT[:3], ("import", 2, {1: (2, "approved")}, False), ("correct", 0, 1), ("undo", 1)])
def test_what_a_payout_paid_is_kept_until_the_user_or_the_files_agree(done: list[tuple[object, ...]]) -> None:
    run(done)


def run(done: list[tuple[object, ...]]) -> None:
    """Does the steps on a workspace of its own and in the model, and compares after each."""
    with fresh() as (app, account, folder):
        model = Model()
        for name in (OWN, RULED):
            app.campaigns.add(Campaign(name))

        def load(day: int, said: Said, *, broken: bool, replaces: int | None = None) -> None:
            lines = [f"{key},2026-03-{day:02d},0.0{cents},{status}" for key, (cents, status) in said.items()]
            lines += [f"{MEND},soon,0.07,pending"] * broken
            text = "id,day,amount,state\n" + "\n".join(lines) + "\n" * (len(list(folder.iterdir())) + 1)
            file = write_text(folder / f"{len(list(folder.iterdir()))}.csv", text)
            before = model.shown()
            report = app.statements.import_file(file, account, column_map=MAPPING, replaces=replaces)
            assert report.rows == report.new + report.updated + report.unchanged + len(report.rejected)
            assert report.id is not None
            model.days[report.id], model.said[report.id] = day, dict(said)
            if broken:
                model.broken.add(report.id)
            if replaces is not None:
                older = {one: report.id for one, newer in model.replaced_by.items() if newer == replaces}
                model.replaced_by |= {**older, replaces: report.id}
            kept = set(model.kept)
            model.imported(before)
            assert {int(each.external_id or 0) for each in report.conflicts} >= set(model.kept) - kept

        for step in done:
            act(step, app, model, load)
            shown, campaigns = model.shown(), model.campaigns()
            assert ledger(app) == shown
            assert {int(row.external_id or 0): row.campaign for row in app.ledger.rows(limit=1000)} == campaigns
            assert {int(each.external_id or 0) for each in app.corrections.conflicts(kept=True)} == set(model.kept)
            sums: Counter[tuple[str, str | None]] = Counter()
            for key, (_, cents, status) in shown.items():
                sums[status, campaigns[key]] += cents
            totals = app.ledger.totals((Grouping.STATUS, Grouping.CAMPAIGN))
            assert {(each.groups[0][1], each.groups[1][1]): each.commission_micro // 10_000 for each in totals} == sums
            assert sum(each.count for each in totals) == len(shown)
        for gone in sorted(model.said, reverse=len(done) % 2 == 0):
            app.statements.undo(gone)
        assert ledger(app) == {}
        assert app.corrections.conflicts(kept=True) == ()


def act(step: tuple[object, ...], app: App, model: Model, load: Callable[..., None]) -> None:
    """Does one step at the program and in the model; one that can't be done is left out."""
    what, *values = step
    if what == "import":
        load(values[0], values[1], broken=values[2])
        return
    if what == "rule":
        turn_rule(app, model)
        return
    place = values[0]
    assert isinstance(place, int)
    current = [one for one in model.said if one not in model.replaced_by]
    if what == "replace" and current:
        load(values[1], values[2], broken=False, replaces=current[place % len(current)])
    elif what == "undo" and model.said:
        gone = sorted(model.said)[place % len(model.said)]
        app.statements.undo(gone)
        model.undo(gone)
    elif what == "mend" and model.broken & set(current):
        mended = sorted(model.broken & set(current))[place % len(model.broken & set(current))]
        (row,) = app.statements.rejected(mended)
        day = f"2026-03-{model.days[mended]:02d}"
        before = model.shown()
        assert not app.statements.retry(mended, {("", row.line): [str(MEND), day, "0.07", "pending"]}).rejected
        model.said[mended][MEND] = (7, "pending")
        model.broken.discard(mended)
        model.imported(before)
    elif model.shown():
        key = sorted(model.shown())[place % len(model.shown())]
        row_id = next(row.id for row in app.ledger.rows() if row.external_id == str(key))
        touch(what, values, app, model, key, row_id)


def touch(what: object, values: list[object], app: App, model: Model, key: int, row_id: int) -> None:
    """Does a step that is about one row."""
    if what == "correct":
        cents = values[1]
        assert isinstance(cents, int)
        app.corrections.correct(row_id, {"commission_micro": cents * 10_000})
        said = model.said_of(key)
        model.corrections[key] = cents
        if said == cents:
            del model.corrections[key]
        model.agree()
    elif what == "restore":
        app.corrections.restore(row_id)
        model.corrections.pop(key, None)
        model.agree()
    elif what == "pay" and key not in model.paid and model.shown()[key][2] == "approved":
        cents = model.shown()[key][1]
        account = app.statements.get(max(model.said)).account_id
        payout = app.payouts.add(Payout(date(2026, 4, 20), Money.of(f"0.{cents:02d}", "EUR"), account)).value
        app.payouts.match(payout.id, Chosen("EUR", only=(row_id,)))
        model.paid[key] = cents
    elif what == "decide" and key in model.kept:
        conflict = next(each for each in app.corrections.conflicts(kept=True) if each.external_id == str(key))
        app.corrections.decide(conflict.id, accept=bool(values[1]))
        if values[1]:
            del model.kept[key]
    elif what == "assign":
        mine = next(each.id for each in app.campaigns.list() if each.name == OWN)
        app.attributions.assign([row_id], (None, mine))
        model.own.add(key)
    elif what == "forget":
        app.attributions.forget([row_id])
        model.own.discard(key)


def turn_rule(app: App, model: Model) -> None:
    """Makes a rule about all rows of the account, or removes it."""
    held = app.attributions.rules()
    for each in held:
        app.attributions.remove_rule(each.id)
    if not held:
        (account,) = app.programs.accounts()
        target = next(each.id for each in app.campaigns.list() if each.name == RULED)
        app.attributions.save_rule(Rule(account_id=account.id, campaign_id=target))
    model.ruled = not held


def ledger(app: App) -> dict[int, Row]:
    """Day, cents and status of each id in the ledger."""
    return {
        int(row.external_id or 0): (row.day.day, row.commission_micro // 10_000, row.status.value)
        for row in app.ledger.rows(limit=1000)
    }


@pytest.mark.soak
@pytest.mark.timeout(1800)
@settings(deadline=None, max_examples=400)
@given(st.one_of(st.lists(steps, min_size=2, max_size=15), paid))
def test_no_sequence_of_many_breaks_that(done: list[tuple[object, ...]]) -> None:
    run(done)
