"""Answers about status words: asked once for an account, remembered, shown, corrected, let go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import Choices, ColumnMap, Field, ImportReport, RememberedWord, UnknownWord
from affiliate_desktop.statements.retrying import StatusesUnclear
from tests.statements.files import write_text

HEAD = (
    "id,advertiser_id,sale_amount,order_reference,date,commission_status,commission,validation_date,click_ref,type,"
    "site_name,url,decline_reason,paid_to_publisher,click_ref2\n"
)
Load = Callable[..., ImportReport]


def line(key: str, day: str, status: str) -> str:
    """A row as Awin sends it."""
    return f"{key},1234,100.00,A-{key},{day} 10:15:00,{status},5.00,,sub1,,My site,,,no,\n"


@pytest.fixture
def load(app: App, awin: int, tmp_path: Path) -> Load:
    """Imports a file of such rows: (id, day, status) each."""

    def run(name: str, *rows: tuple[str, str, str], account: int = awin, **said: str) -> ImportReport:
        file = write_text(tmp_path / name, HEAD + "".join(line(*row) for row in rows))
        return app.statements.import_file(file, account, choices=Choices(statuses=said))

    return run


def statuses(app: App) -> dict[str, str]:
    """Status by the network's id."""
    return {row.external_id or "": row.status.value for row in app.ledger.rows(limit=1000)}


def known(app: App, account: int) -> dict[str, str]:
    """What is remembered for an account."""
    return {each.word: each.status.value for each in app.status_words.list(account)}


def test_an_answer_holds_for_later_files_of_the_account_and_is_told(app: App, load: Load, awin: int) -> None:
    assert [each.word for each in load("a.csv", ("1", "2026-03-01", "frozen")).unknown] == ["frozen"]
    load("b.csv", ("2", "2026-03-02", "On ice"), **{"on ICE": "reversed"})
    later = load("c.csv", ("3", "2026-03-03", "ON ICE"), ("4", "2026-03-04", "On ice"), ("5", "2026-03-04", "pending"))
    assert later.unknown == ()
    assert later.remembered == (RememberedWord("ON ICE", 1, "reversed"), RememberedWord("On ice", 1, "reversed"))
    assert "as you said for an earlier file" in later.remembered[0].text
    assert {key: statuses(app)[key] for key in "345"} == {"3": "reversed", "4": "reversed", "5": "pending"}
    (told,) = app.status_words.list(awin)
    assert (told.word, told.status, told.file) == ("On ice", Status.REVERSED, "c.csv")


def test_another_account_and_a_table_mapped_by_hand_know_nothing_of_it(
    app: App, load: Load, awin: int, tmp_path: Path
) -> None:
    load("a.csv", ("1", "2026-03-01", "frozen"), frozen="reversed")
    other = app.programs.add_account(Account("Second", "awin", currency="EUR")).value.id
    assert [each.word for each in load("b.csv", ("2", "2026-03-01", "frozen"), account=other).unknown] == ["frozen"]
    mapping = ColumnMap({Field.DATE: "day", Field.COMMISSION: "c", Field.STATUS: "s"})
    file = write_text(tmp_path / "own.csv", "day,c,s\n2026-03-01,1.00,frozen\n")
    report = app.statements.import_file(file, awin, column_map=mapping)
    assert ([each.word for each in report.unknown], report.remembered) == (["frozen"], ())


def test_a_rehearsal_uses_an_answer_and_remembers_none(app: App, load: Load, awin: int, tmp_path: Path) -> None:
    file = write_text(tmp_path / "a.csv", HEAD + line("1", "2026-03-01", "frozen"))
    app.statements.preview(file, awin, choices=Choices(statuses={"frozen": "paid"}))
    assert known(app, awin) == {}
    load("b.csv", ("2", "2026-03-02", "frozen"), frozen="paid")
    report = app.statements.preview(file, awin)
    assert (report.unknown, [each.status for each in report.remembered]) == ((), ["paid"])


def test_what_was_said_last_holds(app: App, load: Load, awin: int) -> None:
    load("a.csv", ("1", "2026-03-01", "frozen"), frozen="reversed")
    report = load("b.csv", ("2", "2026-03-02", "frozen"), frozen="pending")
    assert report.remembered == ()
    load("c.csv", ("3", "2026-03-03", "frozen"))
    assert statuses(app) == {"1": "reversed", "2": "pending", "3": "pending"}
    assert known(app, awin) == {"frozen": "pending"}


def test_an_answer_is_forgotten_and_that_is_undone(app: App, load: Load, awin: int) -> None:
    load("a.csv", ("1", "2026-03-01", "frozen"), frozen="reversed")
    load("b.csv", ("2", "2026-03-02", "frozen"))
    app.status_words.forget(awin, " FROZEN ")
    assert known(app, awin) == {}
    assert [each.word for each in load("c.csv", ("3", "2026-03-03", "frozen")).unknown] == ["frozen"]
    assert statuses(app)["1"] == "reversed"
    with pytest.raises(NotFound):
        app.status_words.forget(awin, "frozen")
    app.workspace.undo()
    assert known(app, awin) == {"frozen": "reversed"}
    app.workspace.redo()
    load("d.csv", ("4", "2026-03-04", "frozen"), frozen="paid")
    assert known(app, awin) == {"frozen": "paid"}


def test_an_answer_stays_as_long_as_a_file_that_was_read_so(app: App, load: Load, awin: int) -> None:
    first = load("a.csv", ("1", "2026-03-01", "frozen"), frozen="reversed")
    second = load("b.csv", ("2", "2026-03-02", "frozen"))
    app.statements.undo(first.id or 0)
    assert known(app, awin) == {"frozen": "reversed"}
    app.statements.undo(second.id or 0)
    assert known(app, awin) == {}


def test_a_mended_row_is_read_with_an_answer_which_is_remembered(app: App, load: Load, awin: int) -> None:
    key = load("a.csv", ("1", "soon", "frozen"), ("2", "2026-03-02", "pending")).id or 0
    edits = {("", 2): line("1", "2026-03-01", "frozen").strip().split(",")}
    with pytest.raises(StatusesUnclear) as asked:
        app.statements.retry(key, edits, asking=True)
    assert asked.value.unknown == (UnknownWord("frozen", 1, "pending"),)
    assert statuses(app) == {"2": "pending"}
    with pytest.raises(BadInput) as strange:
        app.statements.retry(key, edits, statuses={"frosen": "paid"})
    assert strange.value.code == "no_such_word"
    report = app.statements.retry(key, edits, statuses={"Frozen": "reversed"}, asking=True)
    assert (report.new, report.unknown, report.rejected) == (1, (), ())
    assert statuses(app) == {"1": "reversed", "2": "pending"}
    assert known(app, awin) == {"Frozen": "reversed"}
    assert load("b.csv", ("3", "2026-03-03", "frozen")).remembered == (RememberedWord("frozen", 1, "reversed"),)


def test_a_mended_row_is_read_with_the_answer_to_another_file(app: App, load: Load, awin: int) -> None:
    key = load("a.csv", ("1", "soon", "frozen"), ("2", "2026-03-02", "pending")).id or 0
    load("b.csv", ("3", "2026-03-03", "frozen"), frozen="paid")
    edits = {("", 2): line("1", "2026-03-01", "frozen").strip().split(",")}
    report = app.statements.retry(key, edits, asking=True)
    assert report.remembered == (RememberedWord("frozen", 1, "paid"),)
    assert statuses(app)["1"] == "paid"


def test_an_answer_about_a_row_of_a_table_mapped_by_hand_stays_with_its_import(
    app: App, awin: int, tmp_path: Path
) -> None:
    mapping = ColumnMap({Field.DATE: "day", Field.COMMISSION: "c", Field.STATUS: "s"})
    file = write_text(tmp_path / "own.csv", "day,c,s\nsoon,1.00,frozen\nlater,2.00,frozen\n2026-03-01,3.00,paid\n")
    key = app.statements.import_file(file, awin, column_map=mapping).id or 0
    app.statements.retry(key, {("", 2): ["2026-03-02", "1.00", "frozen"]}, statuses={"frozen": "reversed"})
    report = app.statements.retry(key, {("", 3): ["2026-03-03", "2.00", "frozen"]}, asking=True)
    assert report.unknown == ()
    assert sorted(row.status.value for row in app.ledger.rows()) == ["paid", "reversed", "reversed"]
    assert known(app, awin) == {}
