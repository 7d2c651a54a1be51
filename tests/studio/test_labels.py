"""Own sheets, part-used sheets and printers are kept in the workspace, and each change can be undone."""

from dataclasses import replace
from math import nan

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.studio.label_places import STRAIGHT, Calibration
from affiliate_desktop.studio.label_sheet import LabelShape, LabelSheet
from affiliate_desktop.workspace import schema

JAM = LabelSheet("", "", "Jam jars", "A4", LabelShape.ROUND, (40, 40), (4, 6), (16, 13), (46, 46))


def test_an_own_sheet_stands_before_the_shipped_ones(app: App) -> None:
    sheet = app.labels.add(JAM).value
    assert (sheet.id, sheet.name, sheet.own) == ("own-own-jam-jars", "Own Jam jars", True)
    assert app.labels.sheets()[0] == sheet
    assert app.labels.sheet("jam jars") == sheet
    app.workspace.undo()
    assert not any(each.own for each in app.labels.sheets())


def test_a_second_sheet_of_a_name_is_refused(app: App) -> None:
    app.labels.add(JAM)
    with pytest.raises(BadInput, match="already"):
        app.labels.add(replace(JAM, part="JAM jars"))
    with pytest.raises(BadInput, match="already"):
        app.labels.add(replace(JAM, brand="Avery", part="L7160"))


def test_a_sheet_that_does_not_fit_is_not_kept(app: App) -> None:
    with pytest.raises(BadInput, match="past the paper"):
        app.labels.add(replace(JAM, grid=(5, 6)))
    assert not any(each.own for each in app.labels.sheets())


@pytest.mark.parametrize("name", ["label", "first", "pitch"])
def test_a_measure_that_is_no_number_is_not_kept(app: App, name: str) -> None:
    with pytest.raises(BadInput, match="outside 0 to 2000 mm"):
        app.labels.add(replace(JAM, **{name: (nan, 40)}))  # type: ignore[arg-type]
    assert not any(each.own for each in app.labels.sheets())


def test_an_own_sheet_of_another_program_version_keeps_no_other_one_back(app: App) -> None:
    with app.workspace.edit("Add") as edit:
        edit.insert(schema.own_sheet, {"name": "Stars", "content": {"id": "own-stars", "shape": "star"}})
    sheet = app.labels.add(JAM).value
    assert app.labels.sheets()[0] == sheet


def test_only_own_sheets_can_be_removed(app: App) -> None:
    app.labels.add(JAM)
    app.labels.remove("jam jars")
    with pytest.raises(NotFound):
        app.labels.sheet("jam jars")
    with pytest.raises(NotFound, match="ships with"):
        app.labels.remove("avery-l7160")


def test_a_part_used_sheet_is_remembered_by_itself(app: App) -> None:
    used, other = app.labels.sheet("avery-l7160"), app.labels.sheet("avery-l7165")
    app.labels.set_start(used, 5)
    assert (app.labels.start(used), app.labels.start(other)) == (5, 1)
    app.labels.set_start(used, 9)
    app.workspace.undo()
    assert app.labels.start(used) == 5
    app.labels.set_start(used, 1)
    assert app.labels.start(used) == 1
    with pytest.raises(BadInput):
        app.labels.set_start(used, 22)


def test_a_printer_is_calibrated_with_two_numbers(app: App) -> None:
    app.labels.calibrate("Office ", Calibration(0.4, -1.25))
    assert app.labels.calibration("Office") == Calibration(0.4, -1.25)
    assert app.labels.calibration("another") == STRAIGHT
    app.labels.calibrate("Office", STRAIGHT)
    assert app.labels.printers() == {}
    with pytest.raises(BadInput):
        app.labels.calibrate("Office", Calibration(40, 0))
