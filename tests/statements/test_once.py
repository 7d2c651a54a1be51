"""Once, and only once: overlapping files in any order, undo at any time, preview, cancel."""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Cancelled, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import EarningsFilter
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.model import ColumnMap, Field
from tests.statements.files import FIXTURES, SAMPLES, amazon_sheets, write_text, write_workbook

PLAIN = ColumnMap({Field.DATE: "day", Field.COMMISSION: "commission", Field.PRODUCT: "product"})
WITH_ID = ColumnMap({Field.EXTERNAL_ID: "id", Field.DATE: "day", Field.COMMISSION: "commission"})
Rows = list[tuple[int, int, int]]


@contextmanager
def fresh() -> Iterator[tuple[App, int, Path]]:
    """A workspace of its own for each example."""
    with tempfile.TemporaryDirectory() as folder:
        app = App.open(Path(folder) / "w.affiliate", FixedClock(datetime(2026, 6, 15, 12, tzinfo=UTC)))
        account = app.programs.add_account(Account("Any", "awin", currency="EUR")).value.id
        try:
            yield app, account, Path(folder)
        finally:
            app.workspace.close()


def plain_file(folder: Path, name: str, rows: Rows) -> Path:
    """A table without ids: day of March 2026, cents, product."""
    lines = [f"2026-03-{day:02d},{cents / 100:.2f},p{product}\n" for day, cents, product in rows]
    return write_text(folder / name, "day,commission,product\n" + "".join(lines))


def ledger_of(app: App) -> Counter[tuple[str, int, str]]:
    """What the ledger holds, as a bag."""
    return Counter((row.day.isoformat(), row.commission_micro, row.product) for row in app.ledger.rows(limit=10_000))


row = st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 2))


@settings(deadline=None, max_examples=25)
@given(
    st.lists(row, min_size=1, max_size=25),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=4),
    st.randoms(),
)
def test_files_that_overlap_by_whole_days_add_up_to_their_union_in_any_order(
    rows: Rows, spans: list[tuple[int, int]], chance: "object"
) -> None:
    pieces = [[each for each in rows if min(span) <= each[0] <= max(span)] for span in spans]
    covered = {day for span in spans for day in range(min(span), max(span) + 1)}
    expected = Counter((f"2026-03-{d:02d}", cents * 10_000, f"p{p}") for d, cents, p in rows if d in covered)
    chance.shuffle(pieces)  # type: ignore[attr-defined]
    with fresh() as (app, account, folder):
        for number, piece in enumerate(pieces):
            if piece:
                report = app.statements.import_file(
                    plain_file(folder, f"{number}.csv", piece), account, column_map=PLAIN
                )
                assert report.rows == report.new + report.updated + report.unchanged + len(report.rejected)
        assert ledger_of(app) == expected


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(row, min_size=1, max_size=12), min_size=1, max_size=4), st.randoms())
def test_of_equal_rows_in_several_files_the_largest_count_holds_and_undo_gives_it_back(
    files: list[Rows], chance: "object"
) -> None:
    def union(bags: list[Rows]) -> Counter[tuple[str, int, str]]:
        counts: Counter[tuple[str, int, str]] = Counter()
        for bag in bags:
            counts |= Counter((f"2026-03-{d:02d}", cents * 10_000, f"p{p}") for d, cents, p in bag)
        return counts

    with fresh() as (app, account, folder):
        held: dict[int, Rows] = {}
        for number, rows in enumerate(files):
            report = app.statements.import_file(plain_file(folder, f"{number}.csv", rows), account, column_map=PLAIN)
            held[report.id or 0] = rows
            assert ledger_of(app) == union(list(held.values()))
        keys = list(held)
        chance.shuffle(keys)  # type: ignore[attr-defined]
        for key in keys:
            app.statements.undo(key)
            del held[key]
            assert ledger_of(app) == union(list(held.values()))


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.dictionaries(st.integers(1, 5), st.integers(0, 3), min_size=1, max_size=5)),
        min_size=1,
        max_size=4,
    ),
    st.randoms(),
)
def test_with_ids_the_file_with_the_latest_day_holds_in_any_order_of_import_and_undo(
    files: list[tuple[int, dict[int, int]]], chance: "object"
) -> None:
    def folded(held: dict[int, tuple[int, dict[int, int]]]) -> dict[str, int]:
        result: dict[str, int] = {}
        for _, (_, said) in sorted(held.items(), key=lambda item: (item[1][0], item[0])):
            result |= {f"T{key}": cents * 10_000 for key, cents in said.items()}
        return result

    with fresh() as (app, account, folder):
        held: dict[int, tuple[int, dict[int, int]]] = {}
        for number, (day, said) in enumerate(files):
            lines = [f"T{key},2026-03-{day:02d},{cents / 100:.2f}" for key, cents in said.items()]
            text = "id,day,commission\n" + "\n".join(lines) + "\n" * (number + 1)
            report = app.statements.import_file(write_text(folder / f"{number}.csv", text), account, column_map=WITH_ID)
            if report.known:
                continue
            held[report.id or 0] = (day, said)
            assert report.rows == len(said) == report.new + report.updated + report.unchanged
            assert {row.external_id: row.commission_micro for row in app.ledger.rows()} == folded(held)
        keys = list(held)
        chance.shuffle(keys)  # type: ignore[attr-defined]
        for key in keys:
            app.statements.undo(key)
            del held[key]
            assert {row.external_id: row.commission_micro for row in app.ledger.rows()} == folded(held)


def test_undo_leaves_every_table_as_it_was_and_the_file_imports_as_if_never_seen(
    app: App, amazon: int, tmp_path: Path, contents: Callable[[], object]
) -> None:
    book = write_workbook(tmp_path / "all.xlsx", amazon_sheets())
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    before = contents()
    first = app.statements.import_file(book, amazon)
    assert contents() != before
    app.statements.undo(first.id or 0)
    assert contents() == before
    again = app.statements.import_file(book, amazon)
    assert (again.new, again.totals) == (first.new, first.totals)
    with pytest.raises(NotFound):
        app.statements.undo(first.id or 0)


def test_a_preview_says_exactly_what_the_import_does_and_writes_nothing(
    app: App, amazon: int, tmp_path: Path, contents: Callable[[], object]
) -> None:
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    text = (FIXTURES / "amazon-us-fee-earnings.csv").read_text(encoding="utf-8")
    file = write_text(
        tmp_path / "more.csv", text + "Home,New,B9,3rd Party,t-20,2026-03-30,1,1,0,1,0.10,PHONE\nHome,Bad\n"
    )
    before = contents()
    preview = app.statements.preview(file, amazon)
    assert contents() == before
    report = app.statements.import_file(file, amazon)
    assert preview.id is None
    for field in ("rows", "new", "updated", "unchanged", "rejected", "totals", "formats", "sample", "sha256"):
        assert getattr(preview, field) == getattr(report, field), field
    assert (report.rows, report.new, report.unchanged, len(report.rejected)) == (7, 1, 5, 1)


def test_readers_see_the_old_state_while_an_import_runs(app: App, amazon: int) -> None:
    seen = []
    progress = Progress(report=lambda *_: seen.append(app.ledger.count()))
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon, progress=progress)
    assert seen
    assert set(seen) == {0}
    assert app.ledger.count() == 5


@pytest.mark.parametrize("step", [1, 2, 3])
def test_cancel_leaves_nothing_behind(
    app: App, awin: int, tmp_path: Path, contents: Callable[[], object], step: int
) -> None:
    lines = [f"2026-03-{number % 28 + 1:02d},{number}.00,p{number}" for number in range(5_000)]
    file = write_text(tmp_path / "long.csv", "day,commission,product\n" + "\n".join(lines) + "\n")
    mapping = ColumnMap({Field.DATE: "day", Field.COMMISSION: "commission", Field.PROGRAM: "product"})
    before, calls = contents(), []
    progress = Progress()

    def report(done: int, total: int | None, what: str) -> None:
        calls.append((done, total, what))
        if len(calls) == step:
            progress.cancel()

    progress.report = report
    with pytest.raises(Cancelled):
        app.statements.import_file(file, awin, column_map=mapping, progress=progress)
    assert len(calls) == step
    assert contents() == before
    assert app.statements.list() == ()


def test_the_original_file_is_kept_byte_for_byte_and_goes_with_the_undo(app: App, amazon: int, tmp_path: Path) -> None:
    file = write_workbook(tmp_path / "all.xlsx", amazon_sheets())
    report = app.statements.import_file(file, amazon)
    assert app.statements.original(report.id or 0) == file.read_bytes()
    app.statements.undo(report.id or 0)
    with closing(sqlite3.connect(app.workspace.path)) as raw:
        assert raw.execute("SELECT count(*) FROM attachment").fetchone() == (0,)


def test_a_backup_is_made_before_an_import(app: App, amazon: int) -> None:
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    assert "import" in {backup.reason for backup in app.backups.list()}


def test_imports_are_listed_with_what_they_hold(app: App, amazon: int, upwork: int) -> None:
    app.statements.import_file(FIXTURES / "amazon-us-fee-earnings.csv", amazon)
    app.statements.import_file(FIXTURES / "upwork-weekly-summary.csv", upwork)
    newest, oldest = app.statements.list()
    assert (newest.account, newest.rows, newest.first_day, newest.last_day) == ("Upwork", 4, "2026-03-02", "2026-03-04")
    assert (oldest.file, oldest.new, oldest.formats[0].format) == (
        "amazon-us-fee-earnings.csv",
        5,
        "amazon/fee-earnings",
    )
    assert app.ledger.count(EarningsFilter(statement_id=newest.id)) == 4


@pytest.mark.soak
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real files are not part of the project")
def test_ten_imports_and_undos_of_real_files_leave_nothing(
    app: App, amazon: int, contents: Callable[[], object]
) -> None:
    before = contents()
    for _ in range(10):
        for file in sorted(SAMPLES.glob("*.xlsx")):
            app.statements.import_file(file, amazon)
        for statement in app.statements.list():
            app.statements.undo(statement.id)
        assert contents() == before
