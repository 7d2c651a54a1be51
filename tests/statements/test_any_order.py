"""Imports, corrections, mended rows, replaced files and undo in any order leave exactly what they should."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.statements.files import write_text
from tests.statements.test_once import fresh

MAPPING = ColumnMap(
    {Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "amount", Field.STATUS: "state"},
    statuses={name: name for name in ("pending", "approved", "paid", "reversed")},
)
STAGES = ("pending", "approved", "paid", "reversed")
MEND = 9

Said = dict[int, tuple[int, str]]
"""Id -> cents and status."""

rows = st.dictionaries(st.integers(1, 4), st.tuples(st.integers(1, 9), st.sampled_from(STAGES)), min_size=1, max_size=3)
number = st.integers(0, 20)
steps = st.one_of(
    st.tuples(st.just("import"), st.integers(1, 28), rows, st.booleans()),
    st.tuples(st.just("replace"), number, st.integers(1, 28), rows),
    st.tuples(st.just("undo"), number),
    st.tuples(st.just("mend"), number),
    st.tuples(st.just("correct"), number, st.integers(11, 19)),
    st.tuples(st.just("restore"), number),
)


@dataclass
class Model:
    """What should be there, worked out the plain way: everything is kept, and the answer is read off each time."""

    days: dict[int, int] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    replaced_by: dict[int, int] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    corrections: dict[int, int] = field(default_factory=dict)

    def shown(self) -> dict[int, tuple[int, str]]:
        """Cents and status of each id."""
        found: dict[int, tuple[int, str]] = {}
        for key in sorted({key for said in self.said.values() for key in said}):
            files = [one for one in self.said if one not in self.replaced_by and key in self.said[one]]
            if files:
                cents, status = self.said[self._holds(files, key)][key]
                found[key] = (self.corrections.get(key, cents), status)
        return found

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


@settings(deadline=None, max_examples=12)
@given(st.lists(steps, min_size=2, max_size=9))
def test_whatever_is_done_in_whatever_order_the_ledger_is_what_files_and_the_user_say(
    done: list[tuple[object, ...]],
) -> None:
    run(done)


def run(done: list[tuple[object, ...]]) -> None:
    """Does the steps on a workspace of its own and in the model, and compares after each."""
    with fresh() as (app, account, folder):
        model = Model()

        def load(day: int, said: Said, *, broken: bool, replaces: int | None = None) -> None:
            lines = [f"{key},2026-03-{day:02d},0.0{cents},{status}" for key, (cents, status) in said.items()]
            lines += [f"{MEND},soon,0.07,pending"] * broken
            text = "id,day,amount,state\n" + "\n".join(lines) + "\n" * (len(list(folder.iterdir())) + 1)
            file = write_text(folder / f"{len(list(folder.iterdir()))}.csv", text)
            report = app.statements.import_file(file, account, column_map=MAPPING, replaces=replaces)
            assert report.rows == report.new + report.updated + report.unchanged + len(report.rejected)
            assert report.id is not None
            model.days[report.id], model.said[report.id] = day, dict(said)
            if broken:
                model.broken.add(report.id)
            if replaces is not None:
                older = {one: report.id for one, newer in model.replaced_by.items() if newer == replaces}
                model.replaced_by |= {**older, replaces: report.id}

        for step in done:
            act(step, app, model, load)
            assert ledger(app) == model.shown()
            assert sum(total.count for total in app.ledger.totals()) == len(model.shown())


def act(step: tuple[object, ...], app: App, model: Model, load: Callable[..., None]) -> None:
    """Does one step at the program and in the model; one that can't be done is left out."""
    what, *values = step
    if what == "import":
        load(values[0], values[1], broken=values[2])
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
        assert not app.statements.retry(mended, {("", row.line): [str(MEND), day, "0.07", "pending"]}).rejected
        model.said[mended][MEND] = (7, "pending")
        model.broken.discard(mended)
    elif what in {"correct", "restore"} and model.shown():
        key = sorted(model.shown())[place % len(model.shown())]
        row_id = next(row.id for row in app.ledger.rows() if row.external_id == str(key))
        if what == "correct":
            cents = values[1]
            assert isinstance(cents, int)
            app.corrections.correct(row_id, {"commission_micro": cents * 10_000})
            model.corrections[key] = cents
        else:
            app.corrections.restore(row_id)
            model.corrections.pop(key, None)


def ledger(app: App) -> dict[int, tuple[int, str]]:
    """Cents and status of each id in the ledger."""
    return {
        int(row.external_id or 0): (row.commission_micro // 10_000, row.status.value)
        for row in app.ledger.rows(limit=1000)
    }


@pytest.mark.soak
@settings(deadline=None, max_examples=400)
@given(st.lists(steps, min_size=2, max_size=15))
def test_no_sequence_of_many_breaks_that(done: list[tuple[object, ...]]) -> None:
    run(done)
