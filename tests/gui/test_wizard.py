"""A file that nobody has seen before comes in by the mouse alone: columns dragged, words and questions answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from pytestqt.qtbot import QtBot

from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.jobs import Jobs
from affiliate_desktop.gui.statements.arrival import Asked, look_at, recognize
from affiliate_desktop.gui.statements.dialog import ImportDialog
from affiliate_desktop.gui.statements.slots import COLUMN_NAME
from affiliate_desktop.gui.window import Window
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import NO_HEADER, Field, Reading
from tests.gui.person import Person, drop_on
from tests.statements.ugly import BANK, FRENCH, PIPED, SIGNED, TITLED

Settle = Callable[[], None]


@pytest.fixture
def person(qtbot: QtBot, window: Window, jobs: Jobs) -> Person:
    return Person(qtbot, window, jobs)


@pytest.fixture
def shops(window: Window) -> Account:
    assert window.context is not None
    return window.context.app.programs.add_account(Account("Shops", "utm", currency="EUR")).value


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def opened(person: Person, file: Path) -> ImportDialog:
    """The file is dropped on the window."""
    person.go("Statements")
    person.drop(file)
    return person.dialog(ImportDialog)


def totals(window: Window) -> dict[str, int]:
    """Commission by status."""
    assert window.context is not None
    return {str(total.groups[0][1]): total.commission_micro for total in window.context.app.ledger.totals()}


def test_columns_are_dragged_onto_fields_with_the_mouse_alone(person, window, shops, tmp_path, monkeypatch, qtbot):
    text = "aa;bb;cc;dd\n2026-03-01;5,00;50,00;geht klar\n2026-03-02;6,00;60,00;wackelt\n"
    dialog = opened(person, written(tmp_path, "odd.csv", text))
    fields, names = dialog.mapping.fields, dialog.raw.names
    person.drag_column(names, 1, fields[Field.COMMISSION], monkeypatch)
    person.drag_column(names, 2, fields[Field.SALE_AMOUNT], monkeypatch)
    person.drag_column(names, 3, fields[Field.STATUS], monkeypatch)
    assert [fields[each].column() for each in (Field.DATE, Field.COMMISSION, Field.SALE_AMOUNT)] == ["aa", "bb", "cc"]
    words = dialog.mapping.words[Field.STATUS]
    qtbot.waitUntil(lambda: "wackelt" in words.boxes)
    person.rest()
    dialog.mapping.ensureWidgetVisible(words)
    person.pick(words.boxes["wackelt"], "Pending")
    qtbot.waitUntil(lambda: "wackelt" in dialog.mapping.columns().statuses and dialog.import_button.isEnabled())
    assert dialog.preview.accepted.records.rowCount() == 2
    assert [one.status for one in dialog.preview.accepted.records.records] == ["approved", "pending"]
    person.click(dialog.import_button)
    assert person.sees_no_dialog()
    assert totals(window) == {"approved": 5_000_000, "pending": 6_000_000}


def test_the_next_file_of_its_kind_needs_no_word_also_when_its_columns_moved(person, window, shops, tmp_path):
    dialog = opened(person, written(tmp_path, "march.csv", "When,Got,Note\n2026-03-01,5.00,a\n2026-03-02,6.00,b\n"))
    person.write(dialog.mapping.name, "My shop")
    person.click(dialog.import_button)
    moved = written(tmp_path, "april.csv", "Note,Clicks,When,Got\na,1,2026-03-01,5.00\nc,2,2026-04-01,7.00\n")
    again = opened(person, moved)
    assert "My shop" in again.found.text()
    assert not again.mapping.isVisible()
    assert again.import_button.text().startswith("Import 1")
    person.press("Say yourself what the columns mean…", again)
    assert again.mapping.fields[Field.COMMISSION].column() == "Got"
    assert again.mapping.name.text() == "My shop"
    person.click(again.import_button)
    assert window.context is not None
    assert window.context.app.ledger.count() == 3
    assert [each.name for each in window.context.app.profiles.list()] == ["My shop"]


@pytest.mark.parametrize(
    ("name", "text", "encoding", "commission"),
    [
        ("bank.csv", BANK, "cp1252", 1_300_000_000),
        ("french.tsv", FRENCH, "utf-8", 67_000_000),
        ("signed.csv", SIGNED, "utf-8", 205_000_000),
        ("titled.csv", TITLED, "utf-8", 4_100_000),
    ],
)
def test_four_ugly_files_come_in_with_one_click(person, window, shops, tmp_path, name, text, encoding, commission):
    dialog = opened(person, written(tmp_path, name, text, encoding))
    assert not dialog.preview.rejected.records.rowCount()
    person.click(dialog.import_button)
    assert window.context is not None
    assert sum(row.commission_micro for row in window.context.app.ledger.rows()) == commission


def test_a_file_with_wholes_and_hundredths_takes_two_drags(person, window, shops, tmp_path, monkeypatch):
    dialog = opened(person, written(tmp_path, "piped.txt", PIPED, "cp1252"))
    person.press("More fields", dialog)
    person.drag_column(dialog.raw.names, 3, dialog.mapping.fields[Field.COMMISSION], monkeypatch)
    dialog.mapping.ensureWidgetVisible(dialog.mapping.fields[Field.CENTS])
    person.drag_column(dialog.raw.names, 4, dialog.mapping.fields[Field.CENTS], monkeypatch)
    person.click(dialog.import_button)
    assert window.context is not None
    micros = sorted(row.commission_micro for row in window.context.app.ledger.rows())
    assert micros == [-620_000, 620_000, 60_050_000]


def test_what_only_the_user_knows_is_asked_and_the_answer_is_kept(person, window, shops, tmp_path):
    text = "Date,Payout\n03/04/2026,5.00\n05/06/2026,7.50\n"
    dialog = opened(person, written(tmp_path, "which.csv", text))
    assert "03/04/2026" in dialog.question.text.text()
    assert dialog.preview.rejected.records.rowCount() == 2
    assert not dialog.import_button.isEnabled()
    person.press("Month first", dialog)
    assert not dialog.question.isVisible()
    person.click(dialog.import_button)
    assert window.context is not None
    assert sorted(row.day.isoformat() for row in window.context.app.ledger.rows()) == ["2026-03-04", "2026-05-06"]
    assert window.context.app.profiles.list()[0].columns.date_format == "%m/%d/%Y"


@pytest.mark.parametrize(
    ("text", "answer", "day", "micro"),
    [
        ("Date,Payout\n2026-03-01,1.234\n2026-03-02,5.678\n", "1.234,56", "2026-03-01", 1_234_000_000),
        ("Date;Payout\n1 listopada 2026;5,00\n3 listopada 2026;6,00\n", "Hrvatski", "2026-10-01", 5_000_000),
    ],
)
def test_marks_and_languages_are_asked_for_too(person, window, shops, tmp_path, text, answer, day, micro):
    dialog = opened(person, written(tmp_path, "which.csv", text))
    assert dialog.question.isVisible()
    person.press(answer, dialog)
    person.click(dialog.import_button)
    assert window.context is not None
    first = min(window.context.app.ledger.rows(), key=lambda row: row.day)
    assert (first.day.isoformat(), first.commission_micro) == (day, micro)


def test_a_text_that_nothing_separates_is_read_when_the_delimiter_is_picked(person, window, shops, tmp_path):
    dialog = opened(person, written(tmp_path, "odd.txt", "day~fee\n2026-03-01~5.00\n2026-03-02~6.00\n"))
    assert dialog.trouble.isVisible()
    assert not dialog.mapping.isVisible()
    person.pick(dialog.reading.delimiter, "~")
    assert dialog.mapping.fields[Field.COMMISSION].column() == "fee"
    person.click(dialog.import_button)
    assert totals(window) == {"approved": 11_000_000}
    later = opened(person, written(tmp_path, "later.txt", "day~fee\n2026-04-01~9.00\n2026-04-02~1.00\n"))
    assert not later.mapping.isVisible()
    later.reject()


def test_a_line_of_the_file_is_said_to_hold_the_names_and_another_to_be_the_end(person, shops, tmp_path, qtbot):
    text = "my;own;notes\nTag;Betrag;X\n2026-03-01;5,00;a\n2026-03-02;6,00;b\n2026-03-03;bye;c\n"
    dialog = opened(person, written(tmp_path, "lines.csv", text))
    dialog.raw.selectRow(1)
    header, end = dialog.raw.actions()
    header.trigger()
    person.rest()
    assert dialog.reading.header.value() == 2
    assert dialog.mapping.fields[Field.COMMISSION].column() == "Betrag"
    assert dialog.preview.rejected.records.rowCount() == 1
    dialog.raw.selectRow(4)
    end.trigger()
    dialog._ask_preview()
    person.rest()
    assert dialog.reading.bottom.value() == 1
    assert dialog.preview.rejected.records.rowCount() == 0
    dialog.reject()


def test_a_column_means_one_thing_and_foreign_drops_are_refused(person, shops, tmp_path):
    dialog = opened(person, written(tmp_path, "odd.csv", "Date,Payout\n2026-03-01,5.00\n2026-03-02,6.00\n"))
    fields = dialog.mapping.fields
    fields[Field.SALE_AMOUNT].take("Payout")
    assert fields[Field.COMMISSION].column() is None
    assert "Commission" in dialog.mapping.missing()
    foreign, unknown = QMimeData(), QMimeData()
    foreign.setText("Payout")
    unknown.setData(COLUMN_NAME, b"no such column")
    assert not drop_on(fields[Field.COMMISSION], foreign)
    drop_on(fields[Field.COMMISSION], unknown)
    assert fields[Field.COMMISSION].column() is None
    dialog.reject()


def test_the_table_of_the_file_is_a_proper_model(person, shops, tmp_path, qtmodeltester):
    dialog = opened(person, written(tmp_path, "bank.csv", BANK, "cp1252"))
    qtmodeltester.check(dialog.raw.lines, force_py=True)
    lines = dialog.raw.lines
    assert lines.headerData(5, Qt.Orientation.Horizontal) == "Haben\n→ Commission"
    assert lines.headerData(0, Qt.Orientation.Vertical) == "1"


def test_a_lost_profile_and_a_named_reading_are_followed(context: Context, tmp_path):
    file = written(tmp_path, "t.csv", "Date;Payout\n2026-03-01;5,00\n2026-03-02;6,00\n")
    assert recognize(context.app, file, Progress()).unknown
    look, columns = look_at(context.app, Asked(file, Reading(), profile="gone"), Progress())
    assert columns == look.suggested
    nameless = look_at(context.app, Asked(file, Reading("latin-1", ";"), header=NO_HEADER), Progress())[0]
    assert nameless.names == ("Column 1", "Column 2")
