"""Label sheets of the user, part-used sheets and printers: rows <-> records."""

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Table, select

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.label_places import STRAIGHT, Calibration
from affiliate_desktop.studio.label_sheet import LabelSheet, sheet_of
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.history import Edit

_UM = 1000


def own_sheets(connection: Connection) -> list[tuple[int, LabelSheet]]:
    """Id and record of each sheet that the user has described, by name; what can't be used keeps no other one back."""
    table = schema.own_sheet
    found = []
    for key, content in connection.execute(select(table.c.id, table.c.content).order_by(table.c.name)):
        with suppress(BadInput):
            found.append((key, sheet_of(content, own=True)))
    return found


def sheet_values(sheet: LabelSheet) -> dict[str, Any]:
    """The columns of a sheet."""
    content = {
        "id": sheet.id,
        "brand": sheet.brand,
        "part": sheet.part,
        "paper": sheet.paper,
        "shape": sheet.shape.value,
        "label": list(sheet.label),
        "grid": list(sheet.grid),
        "first": list(sheet.first),
        "pitch": list(sheet.pitch),
        "use": sheet.use,
        "note": sheet.note,
    }
    return {"name": sheet.name, "content": content}


def starts(connection: Connection) -> dict[str, int]:
    """The first free label of each part-used sheet, by the sheet's id."""
    table = schema.sheet_use
    return dict(connection.execute(select(table.c.sheet, table.c.start)).all())


def calibrations(connection: Connection) -> dict[str, Calibration]:
    """Printers by name."""
    table = schema.printer
    rows = connection.execute(select(table.c.name, table.c.right_um, table.c.down_um).order_by(table.c.name))
    return {name: Calibration(right / _UM, down / _UM) for name, right, down in rows}


def set_start(edit: Edit, sheet: str, start: int) -> None:
    """Remembers the first free label of a sheet; a fresh sheet needs no row."""
    _put(edit, schema.sheet_use, "sheet", sheet, {"start": start} if start > 1 else None)


def set_calibration(edit: Edit, printer: str, calibration: Calibration) -> None:
    """Remembers a printer; one that prints straight needs no row."""
    values = {"right_um": round(calibration.right * _UM), "down_um": round(calibration.down * _UM)}
    _put(edit, schema.printer, "name", printer, None if calibration == STRAIGHT else values)


def _put(edit: Edit, table: Table, column: str, word: str, values: dict[str, Any] | None) -> None:
    key = edit.connection.execute(select(table.c.id).where(table.c[column] == word)).scalar()
    if key is None and values is not None:
        edit.insert(table, {column: word} | values)
    elif key is not None and values is not None:
        edit.update(table, key, values)
    elif key is not None:
        edit.delete(table, key)
