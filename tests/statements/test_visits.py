"""Reports of visits: read right, kept once, taken back, and asked about where the file does not tell."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.headers import recognized
from affiliate_desktop.statements.known import KnownFormats
from affiliate_desktop.statements.model import Choices
from affiliate_desktop.statements.tables import Chunk
from affiliate_desktop.statements.visit_rows import VisitReader, count_of
from tests.statements.files import write_text

HEAD = "Session source / medium,Session campaign,Sessions,Active users"
JANUARY, FEBRUARY = ("20260101", "20260131"), ("20260201", "20260228")


@pytest.fixture
def blog(app: App) -> int:
    """An account for pages of your own."""
    return app.programs.add_account(Account("Blog", "utm")).value.id


def report(path: Path, days: tuple[str, str] | None, *rows: str, head: str = HEAD) -> Path:
    """A report as Google Analytics writes it."""
    remarks = [f"# Start date: {days[0]}", f"# End date: {days[1]}"] if days else []
    return write_text(path, "\n".join([*remarks, head, *rows]) + "\n")


def kept(app: App, key: int | None) -> list[tuple[object, ...]]:
    """What an import says, and for which other it is left out."""
    rows = app.visits.of(key or 0)
    return [(row.source, row.medium, row.campaign, row.sessions, row.users, row.left_out_for) for row in rows]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("12", 12),
        ("1,234", 1234),
        ("1.234", 1234),
        ("1 234 567", 1234567),
        ("1\u202f234", 1234),
        ("1\u2019234", 1234),
        ("12,34,567", 1234567),
        ("12.0", 12),
    ],
)
def test_whole_numbers_are_read_with_any_mark_between_thousands(text: str, count: int) -> None:
    assert count_of(text) == count


@pytest.mark.parametrize("text", ["", "-1", "1.5", "1,23", "1,234.567", "12%", "٣", "9" * 25, "1e5", "1,234,56"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        count_of(text)


def test_rows_that_are_not_understood_are_kept_and_read_again_when_mended(app: App, blog: int, tmp_path: Path) -> None:
    file = report(
        tmp_path / "a.csv", JANUARY, "mail / email,spring,ten,9", "mail / email,spring,5,4", ",,9,8", "x,y,1,1,1"
    )
    found = app.statements.import_file(file, blog)
    assert [(row.line, row.code) for row in found.rejected] == [
        (4, "not_a_count"),
        (6, "no_tags"),
        (7, "row_too_long"),
    ]
    assert (found.rows, found.new) == (4, 1)
    assert found.rejected[0].raw == "mail / email,spring,ten,9"
    key = found.id or 0
    again = app.statements.retry(key, {("", 4): ("poster / print", "spring", "10", "9")})
    assert (again.retried, again.new, len(again.rejected)) == (1, 1, 2)
    assert sum(row.sessions for row in app.visits.of(key)) == 15
    assert app.statements.get(key).rejected == 2
    assert (app.statements.get(key).first_day, app.statements.get(key).last_day) == ("2026-01-01", "2026-01-31")


def test_days_that_nothing_tells_are_asked_for_and_never_guessed(app: App, blog: int, tmp_path: Path) -> None:
    file = report(tmp_path / "a.csv", None, "mail / email,spring,10,9")
    (each,) = app.statements.identify(file).explained
    assert [(one.code, one.option) for one in each.questions] == [("days", "--from and --to")]
    for act in (app.statements.preview, app.statements.import_file, app.statements.check):
        with pytest.raises(BadInput) as refused:
            act(file, blog)
        assert refused.value.code == "days_needed"
    for first, last in (("2026-01-01", ""), ("2026-02-01", "2026-01-01"), ("January", "2026-01-31")):
        with pytest.raises(BadInput) as refused:
            app.statements.import_file(file, blog, choices=Choices(first_day=first, last_day=last))
        assert refused.value.code == "bad_days"
    assert app.statements.list() == ()
    said = Choices(first_day="2026-01-01", last_day="2026-01-31")
    found = app.statements.import_file(file, blog, choices=said)
    assert app.visits.of(found.id or 0)[0].last == "2026-01-31"
    told = report(tmp_path / "told.csv", FEBRUARY, "mail / email,spring,10,9")
    with pytest.raises(BadInput) as refused:
        app.statements.import_file(told, blog, choices=said)
    assert refused.value.code == "days_differ"


def test_a_retry_of_a_file_whose_days_were_said_knows_them_still(app: App, blog: int, tmp_path: Path) -> None:
    file = report(tmp_path / "a.csv", None, "mail / email,spring,ten,9")
    said = Choices(first_day="2026-01-01", last_day="2026-01-31")
    key = app.statements.import_file(file, blog, choices=said).id or 0
    app.statements.retry(key, {("", 2): ("mail / email", "spring", "10", "9")})
    assert [(row.first, row.sessions) for row in app.visits.of(key)] == [("2026-01-01", 10)]


def test_dates_that_leave_the_order_open_are_asked_about(app: App, blog: int, tmp_path: Path) -> None:
    file = report(
        tmp_path / "a.csv", None, "03/04/2026,spring,10", "05/06/2026,spring,1", head="Date,Session campaign,Sessions"
    )
    (each,) = app.statements.identify(file).explained
    assert [one.code for one in each.questions] == ["date_order"]
    with pytest.raises(BadInput) as refused:
        app.statements.import_file(file, blog)
    assert refused.value.code == "date_unclear"
    found = app.statements.import_file(file, blog, choices=Choices(date_format="%d/%m/%Y"))
    assert [row.first for row in app.visits.of(found.id or 0)] == ["2026-04-03", "2026-06-05"]


@pytest.mark.parametrize("head", ["Event name,Session campaign,Sessions", "Session campaign,Sessions,Sessions"])
def test_a_report_in_which_a_visit_stands_in_several_rows_is_refused(
    app: App, blog: int, tmp_path: Path, head: str
) -> None:
    file = report(tmp_path / "a.csv", JANUARY, "click,spring,10", head=head)
    with pytest.raises(BadInput) as refused:
        app.statements.import_file(file, blog)
    assert refused.value.code == "visits_doubled"
    (each,) = app.statements.identify(file).explained
    assert "a visit stands in several rows" in each.because[-1]


def test_the_same_file_changes_nothing_and_a_later_one_of_the_same_days_holds(
    app: App, blog: int, tmp_path: Path
) -> None:
    first = report(tmp_path / "a.csv", JANUARY, "mail / email,spring,10,9", "mail / email,fall,3,3", "x / y,spring,1,1")
    one = app.statements.import_file(first, blog)
    assert app.statements.import_file(first, blog).known
    later = report(
        tmp_path / "b.csv", JANUARY, "Mail / email,Spring,12,11", "mail / email,fall,3,3", "new / y,spring,2,2"
    )
    two = app.statements.import_file(later, blog)
    assert (two.new, two.updated, two.unchanged, two.silenced) == (1, 1, 1, ())
    assert kept(app, one.id) == [
        ("mail", "email", "spring", 10, 9, two.id),
        ("mail", "email", "fall", 3, 3, two.id),
        ("x", "y", "spring", 1, 1, None),
    ]
    assert all(row[-1] is None for row in kept(app, two.id))
    sums = app.statements.get(one.id or 0).visits
    assert sums is not None
    assert (sums.rows, sums.sessions, sums.left_out) == (3, 14, 2)
    app.statements.undo(two.id or 0)
    assert all(row[-1] is None for row in kept(app, one.id))


def test_days_that_overlap_otherwise_leave_the_earlier_row_out_and_name_it(app: App, blog: int, tmp_path: Path) -> None:
    month = report(tmp_path / "a.csv", JANUARY, "mail / email,spring,10,9")
    one = app.statements.import_file(month, blog)
    quarter = report(tmp_path / "b.csv", ("20260115", "20260331"), "mail / email,spring,40,30")
    seen = app.statements.preview(quarter, blog)
    two = app.statements.import_file(quarter, blog)
    for found in (seen, two):
        ((said,)) = found.silenced
        assert (said.statement_id, said.file, said.row.sessions) == (one.id, "a.csv", 10)
    assert kept(app, one.id)[0][-1] == two.id


def test_pages_of_two_accounts_have_visits_of_their_own(app: App, blog: int, tmp_path: Path) -> None:
    other = app.programs.add_account(Account("Shop", "utm")).value.id
    file = report(tmp_path / "a.csv", JANUARY, "mail / email,spring,10,9")
    keys = [app.statements.import_file(file, account).id for account in (blog, other)]
    assert [kept(app, key)[0][-1] for key in keys] == [None, None]


def test_a_corrected_file_replaces_another_and_its_undo_brings_that_back(app: App, blog: int, tmp_path: Path) -> None:
    one = app.statements.import_file(report(tmp_path / "a.csv", JANUARY, "mail / email,spring,10,9"), blog)
    corrected = report(tmp_path / "b.csv", FEBRUARY, "mail / email,spring,7,6")
    two = app.statements.import_file(corrected, blog, replaces=one.id)
    assert kept(app, one.id)[0][-1] == two.id
    app.statements.undo(two.id or 0)
    assert kept(app, one.id)[0][-1] is None


def test_an_import_that_is_undone_leaves_nothing_behind(
    app: App, blog: int, tmp_path: Path, contents: Callable[[], Mapping[str, str]]
) -> None:
    app.statements.import_file(report(tmp_path / "a.csv", JANUARY, "mail / email,spring,10,9"), blog)
    before = contents()
    later = report(tmp_path / "b.csv", JANUARY, "mail / email,spring,11,9", "mail / email,fall,x,9")
    app.statements.preview(later, blog)
    assert contents() == before
    found = app.statements.import_file(later, blog)
    assert contents() != before
    app.statements.undo(found.id or 0)
    assert contents() == before
    with closing(sqlite3.connect(app.workspace.path)) as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_format_of_the_users_own_reads_another_programs_visits(app: App, tmp_path: Path) -> None:
    text = """
    network = "utm"
    [[statement]]
    id = "my-campaigns"
    name = "Campaigns"
    certainty = "sample"
    headers = ["Label", "Visits", "Unique visitors"]
    remarks = { first = ["From "], last = ["Until "] }
    visits = { campaign = "Label", sessions = "Visits", users = "Unique visitors" }
    """
    own = write_text(tmp_path / "own.toml", text)
    (known,) = app.formats.import_files([own])
    assert known.format.visits
    assert "visits" in app.formats.text("utm/my-campaigns")
    blog = app.programs.add_account(Account("Blog", "utm")).value.id
    rows = "From 2026-01-01\nUntil 2026-01-31\nLabel;Visits;Unique visitors\nspring;12;11\n"
    found = app.statements.import_file(write_text(tmp_path / "m.csv", rows), blog)
    assert kept(app, found.id) == [("", "", "spring", 12, 11, None)]
    app.formats.remove("utm/my-campaigns")


CELLS = st.text(st.sampled_from("ab#/, .0123456789()-\u202f\ufeff=+"), max_size=9) | st.sampled_from(
    ["20260101", "Grand total", "mail / email", "1,234", "(not set)", "2026-01-31"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
def test_any_rows_are_read_or_told_with_their_line_and_none_is_lost(rows: list[list[str]]) -> None:
    head = ["Date", "Session source / medium", "Session campaign", "Sessions", "Active users"]
    known = {each.title: each for each in KnownFormats(NetworkCatalog()).earnings()}
    found = recognized([head], "", [known["utm/ga4-utm"]])
    assert found is not None
    reader = VisitReader(OneChunk([head, *rows]), found[1])
    (read,) = reader.chunks(Progress())
    filled = [row for row in rows if any(map(str.strip, row))]
    assert read.seen <= len(filled)
    assert all(0 <= row.sessions <= 10**12 and row.first == row.last for row in read.rows)
    lines = [row.line for row in read.rows] + [row.line for row in read.rejected]
    assert len(set(lines)) == len(lines)


class OneChunk:
    """A table that is there as a whole."""

    index, name = 0, ""

    def __init__(self, rows: list[list[str]]) -> None:
        self._rows = rows

    def chunks(self) -> Iterator[Chunk]:
        """All rows."""
        yield Chunk(list(range(1, len(self._rows) + 1)), [list(row) for row in self._rows])

    def size(self) -> int:
        """How many there are."""
        return len(self._rows)
