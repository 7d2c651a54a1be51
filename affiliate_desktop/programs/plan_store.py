"""Versions of plans, and how programs are judged: rows <-> records."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from affiliate_desktop.programs.plan import DatedPlan, Judging
from affiliate_desktop.programs.plan_file import parse_kept
from affiliate_desktop.programs.plan_writing import plan_toml
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit


def versions(connection: Connection, program_id: int | None = None) -> list[DatedPlan]:
    """The versions of one program or of all, by program and by the day they hold from."""
    table = schema.plan_version
    query = select(table)
    if program_id is not None:
        query = query.where(table.c.program_id == program_id)
    found = [_version(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda each: (each.program_id, each.valid_from or date.min, each.id))


def version(connection: Connection, key: int) -> DatedPlan | None:
    """One version."""
    table = schema.plan_version
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    return None if row is None else _version(row)


def version_values(dated: DatedPlan) -> dict[str, Any]:
    """The columns of a version."""
    return {
        "program_id": dated.program_id,
        "valid_from": dated.valid_from and dated.valid_from.isoformat(),
        "content": plan_toml(dated.plan),
        "note": dated.note,
        "created_at": dated.created_at,
    }


def judging(connection: Connection, program_id: int) -> Judging:
    """How a program is judged."""
    table = schema.program_terms
    row = connection.execute(select(table).where(table.c.program_id == program_id)).mappings().first()
    return Judging() if row is None else Judging(row["judged_by"] == "signup", row["tolerance_micro"])


def save_judging(edit: Edit, program_id: int, judging: Judging) -> None:
    """Keeps how a program is judged."""
    table = schema.program_terms
    values = {
        "program_id": program_id,
        "judged_by": "signup" if judging.by_signup else "event",
        "tolerance_micro": judging.tolerance_micro,
    }
    key = edit.connection.execute(select(table.c.id).where(table.c.program_id == program_id)).scalar()
    if key is None:
        edit.insert(table, values)
    else:
        edit.update(table, key, values)


def _version(row: RowMapping) -> DatedPlan:
    day = row["valid_from"]
    return DatedPlan(
        id=row["id"],
        program_id=row["program_id"],
        plan=parse_kept(row["content"]),
        valid_from=date.fromisoformat(day) if day else None,
        note=row["note"],
        created_at=row["created_at"],
    )
