"""The commission plans of programs, as dated versions."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.money import LIMIT, MICRO
from affiliate_desktop.core.names import clean_notes
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.programs import plan_store as store
from affiliate_desktop.programs.evaluation import PlanVersion
from affiliate_desktop.programs.plan import DatedPlan, Judging
from affiliate_desktop.programs.plan_file import parse_plan
from affiliate_desktop.programs.plan_writing import plan_toml
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Plans:
    """Use cases on the plans of programs. Every write can be undone."""

    def __init__(self, workspace: Workspace, programs: Programs) -> None:
        self._workspace = workspace
        self._programs = programs

    def versions(self, program_id: int | None = None) -> tuple[DatedPlan, ...]:
        """The versions of one program, or of all, in the order in which they hold."""
        with self._workspace.read() as connection:
            return tuple(store.versions(connection, program_id))

    def get(self, version_id: int) -> DatedPlan:
        """One version.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._workspace.read() as connection:
            found = store.version(connection, version_id)
        if found is None:
            raise NotFound("no_such_plan", "There is no plan {id}.", id=version_id)
        return found

    def find(self, ref: int | str, day: date | None = None) -> DatedPlan:
        """The version with this id, or the one of the program with this name that holds on a day (today).

        Raises:
            NotFound: when there is none.
        """
        if isinstance(ref, int) or (ref.isascii() and ref.isdigit() and len(ref) < 10):
            return self.get(int(ref))
        program = self._programs.program(ref)
        found = self.in_force(program.id, day or self._workspace.clock.today())
        if found is None:
            raise NotFound("no_plan_in_force", "“{name}” has no plan that holds on this day.", name=program.name)
        return found

    def in_force(self, program_id: int, day: date) -> DatedPlan | None:
        """The version that holds on a day; None where no terms are known."""
        held = [each for each in self.versions(program_id) if each.valid_from is None or each.valid_from <= day]
        return held[-1] if held else None

    def add(self, dated: DatedPlan) -> Done[DatedPlan]:
        """Adds a version to a program.

        Raises:
            BadInput: when the program has a version of this day, or one in another currency.
        """
        program = self._programs.program(dated.program_id)
        dated = replace(_checked(dated), created_at=self._workspace.clock.now().isoformat())
        with self._workspace.edit("Add terms of “{name}”", name=program.name) as edit:
            _refuse_unfit(edit.connection, dated)
            key = edit.insert(schema.plan_version, store.version_values(dated))
        return Done(replace(dated, id=key), edit.changes)

    def edit(self, dated: DatedPlan) -> Done[DatedPlan]:
        """Changes a version; its program stays.

        Raises:
            BadInput: when the program has another version of this day, or one in another currency.
            Failed: when the version was removed elsewhere.
        """
        program = self._programs.program(dated.program_id)
        dated = _checked(dated)
        with self._workspace.edit("Edit terms of “{name}”", name=program.name) as edit:
            before = store.version(edit.connection, dated.id)
            if before is None or before.program_id != dated.program_id:
                raise _gone()
            dated = replace(dated, created_at=before.created_at)
            _refuse_unfit(edit.connection, dated)
            edit.update(schema.plan_version, dated.id, store.version_values(dated))
        return Done(dated, edit.changes)

    def remove(self, version_id: int) -> Done[None]:
        """Removes a version; the one before it holds then."""
        program = self._programs.program(self.get(version_id).program_id)
        with self._workspace.edit("Remove terms of “{name}”", name=program.name) as edit:
            edit.delete(schema.plan_version, version_id)
        return Done(None, edit.changes)

    def judging(self, program_id: int) -> Judging:
        """How a program is judged."""
        with self._workspace.read() as connection:
            return store.judging(connection, program_id)

    def judge(self, program_id: int, judging: Judging) -> Done[Judging]:
        """Says how a program is judged.

        Raises:
            BadInput: when the tolerance is negative or too large.
        """
        program = self._programs.program(program_id)
        if not 0 <= judging.tolerance_micro < LIMIT * MICRO:
            raise BadInput("bad_tolerance", "A tolerance is an amount of 0 or more, such as 0.01.")
        with self._workspace.edit("Edit how “{name}” is judged", name=program.name) as edit:
            store.save_judging(edit, program_id, judging)
        return Done(judging, edit.changes)

    def for_evaluation(self, program_id: int) -> list[PlanVersion]:
        """The versions of a program as ``evaluation`` takes them; empty where there are none."""
        return [PlanVersion(each.plan, each.starts) for each in self.versions(program_id)]


def _checked(dated: DatedPlan) -> DatedPlan:
    """The version with its plan as it reads after being written, so that what is kept is what was meant."""
    return replace(dated, plan=parse_plan(plan_toml(dated.plan)), note=clean_notes(dated.note, "note"))


def _refuse_unfit(connection: Connection, dated: DatedPlan) -> None:
    for other in store.versions(connection, dated.program_id):
        if other.id == dated.id:
            continue
        if other.valid_from == dated.valid_from:
            day = "the beginning" if dated.valid_from is None else dated.valid_from.isoformat()
            raise BadInput("version_taken", "The program has terms that hold from {day} already.", day=day)
        if other.plan.currency != dated.plan.currency:
            raise BadInput(
                "plan_currency",
                "The program's other terms are in {other}; all its versions are in one currency, not in {currency}.",
                other=other.plan.currency,
                currency=dated.plan.currency,
            )


def _gone() -> Failed:
    return Failed("record_gone", "This record does not exist any more; it was removed elsewhere.")
