"""Migrations: the first one makes the same schema as the page of tables, and a failing one leaves no trace."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import migration, opening, schema
from affiliate_desktop.workspace.engine import APPLICATION_ID
from affiliate_desktop.workspace.migration import SCRIPTS, migrate, upgrade
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import REPOSITORY, files_of, filled, python, rows_of

FIXTURES = sorted((REPOSITORY / "tests/fixtures").glob("schema_*.affiliate"))

NEXT_VERSION = schema.VERSION + 1

NEXT = '''
"""Rebuilds a parent table, as a later version will."""
import sqlalchemy as sa
from alembic import op
revision = "{revision:04}"
down_revision = "{current:04}"
branch_labels = None
depends_on = None

def upgrade():
    with op.batch_alter_table("campaign", recreate="always") as batch:
        batch.add_column(sa.Column("color", sa.Text(), nullable=True))
    op.create_table("tag", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE campaign SET color = 'red'")
    op.execute("UPDATE statement SET file = 'renamed'")
    {extra}
'''


def scripts_with_next(folder: Path, extra: str = "pass") -> Path:
    """The program's revisions and one more, in a folder of their own."""
    scripts = folder / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for file in (SCRIPTS / "env.py", *(SCRIPTS / "versions").glob("r*.py")):
        (scripts / file.relative_to(SCRIPTS)).write_text(file.read_text())
    source = NEXT.format(extra=extra, revision=NEXT_VERSION, current=schema.VERSION)
    (scripts / f"versions/r{NEXT_VERSION:04}_next.py").write_text(source)
    return scripts


def shape(path: Path) -> dict[str, Any]:
    """Tables, columns, keys and indexes as SQLite sees them."""
    found: dict[str, Any] = {}
    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite%'").fetchall()
        for name, kind in names:
            pragmas = ("table_xinfo", "foreign_key_list", "index_list") if kind == "table" else ("index_xinfo",)
            found[name] = [sorted(row[1:] for row in connection.execute(f"PRAGMA {p}('{name}')")) for p in pragmas]
        found["autoincrement"] = sorted(
            name
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "AUTOINCREMENT" in sql
        )
        found["rules"] = sorted(
            " ".join(part.split())
            for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql LIKE '%CHECK%'")
            for part in sql.split("\n")
            if "CHECK" in part
        )
        found["rowid"] = sorted(
            name for (name, sql) in connection.execute("SELECT name, sql FROM sqlite_master") if sql and "ROWID" in sql
        )
    connection.close()
    return found


def test_the_migrations_make_the_same_schema_as_the_page_of_tables(tmp_path: Path, clock: FixedClock) -> None:
    opening.create_workspace(tmp_path / "made.affiliate", clock).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.affiliate'}")
    with engine.begin() as connection:
        upgrade(connection, SCRIPTS, schema.VERSION)
    engine.dispose()
    assert shape(tmp_path / "migrated.affiliate") == shape(tmp_path / "made.affiliate")


def test_the_newest_revision_has_the_number_of_the_schema() -> None:
    numbers = sorted(int(file.name[1:5]) for file in (SCRIPTS / "versions").glob("r*.py"))
    assert numbers == list(range(1, schema.VERSION + 1))


def test_every_earlier_schema_has_a_file() -> None:
    assert [file.stem for file in FIXTURES] == [f"schema_{number:04}" for number in range(1, schema.VERSION)]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda file: file.stem)
def test_a_file_of_an_earlier_schema_opens_with_all_its_rows(tmp_path: Path, clock: FixedClock, fixture: Path) -> None:
    path = tmp_path / "old.affiliate"
    path.write_bytes(fixture.read_bytes())
    app = App.open(path, clock)
    with app.workspace.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM campaign ORDER BY id").scalars().all()
        keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    assert names == [f"Campaign {number} ü" for number in range(5)]
    assert keys == []
    label = app.workspace.undo_label()
    assert label is not None
    assert label[0] in {"Fill", "Refer Ann"}
    app.close()
    assert fixture.stat().st_size < 300_000


def test_a_migration_keeps_the_children_of_a_rebuilt_table(tmp_path: Path, clock: FixedClock) -> None:
    workspace = filled(tmp_path / "a.affiliate", clock)
    rows = rows_of(workspace)
    workspace.close()
    migrate(workspace.path, scripts_with_next(tmp_path), NEXT_VERSION)
    with sqlite3.connect(workspace.path) as connection:
        assert connection.execute("SELECT count(*) FROM campaign_program").fetchone() == (5,)
        assert connection.execute("SELECT DISTINCT color FROM campaign").fetchall() == [("red",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT_VERSION,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{NEXT_VERSION:04}",)]
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
    later = open_workspace(workspace.path, clock)
    assert later.read_only is not None
    assert rows_of(later)["campaign_program"] == rows["campaign_program"]
    later.close()


@pytest.mark.parametrize(
    "extra",
    [
        "raise ValueError",
        "op.execute('DELETE FROM campaign_program WHERE id = 1')",
        "op.execute('UPDATE campaign_program SET campaign_id = 999')",
        "op.execute('not SQL')",
        "op.drop_table('nothing')",
        "1 / 0",
    ],
)
def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path, clock: FixedClock, extra: str) -> None:
    workspace = filled(tmp_path / "a.affiliate", clock)
    workspace.close()
    before, form = rows_of(workspace, history=True), shape(workspace.path)
    workspace.close()
    with pytest.raises(Failed) as caught:
        migrate(workspace.path, scripts_with_next(tmp_path, extra), NEXT_VERSION)
    assert caught.value.code == "migration_failed"
    again = open_workspace(workspace.path, clock)
    assert again.read_only is None
    assert rows_of(again, history=True) == before
    assert shape(workspace.path) == form
    again.close()


def statements_of(path: Path, scripts: Path) -> int:
    """How many statements a migration runs."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    count = 0

    def counted(*_arguments: object) -> None:
        nonlocal count
        count += 1

    event.listen(Engine, "before_cursor_execute", counted)
    migrate(path, scripts, NEXT_VERSION)
    event.remove(Engine, "before_cursor_execute", counted)
    return count


def test_a_fault_at_each_statement_leaves_no_trace(tmp_path: Path, clock: FixedClock) -> None:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    workspace = filled(tmp_path / "a.affiliate", clock)
    before = rows_of(workspace, history=True)
    workspace.close()
    content, form, scripts = workspace.path.read_bytes(), shape(workspace.path), scripts_with_next(tmp_path)
    total = statements_of(workspace.path, scripts)
    assert total > 40
    for turn in range(1, total + 1):
        workspace.path.write_bytes(content)
        seen = 0

        def fail(*_arguments: object, turn: int = turn) -> None:
            nonlocal seen
            seen += 1
            if seen == turn:
                raise ValueError("injected")

        event.listen(Engine, "before_cursor_execute", fail)
        with pytest.raises(Failed):
            migrate(workspace.path, scripts, NEXT_VERSION)
        event.remove(Engine, "before_cursor_execute", fail)
        assert shape(workspace.path) == form
    again = open_workspace(workspace.path, clock)
    assert rows_of(again, history=True) == before
    again.close()


def test_a_program_killed_in_a_migration_leaves_the_old_schema(tmp_path: Path, clock: FixedClock) -> None:
    workspace = filled(tmp_path / "a.affiliate", clock)
    before = rows_of(workspace, history=True)
    workspace.close()
    scripts = scripts_with_next(tmp_path, "import os; os._exit(9)")
    code = (
        "import sys; from pathlib import Path; from affiliate_desktop.workspace.migration import migrate\n"
        "migrate(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))"
    )
    other = python(code, workspace.path, scripts, NEXT_VERSION)
    other.communicate()
    assert other.returncode == 9
    again = open_workspace(workspace.path, clock)
    assert again.read_only is None
    assert rows_of(again, history=True) == before
    again.close()


def test_an_older_file_is_backed_up_and_migrated_when_it_is_opened(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = filled(tmp_path / "a.affiliate", clock)
    rows = rows_of(workspace)
    workspace.close()
    scripts = scripts_with_next(tmp_path / "scripts")
    monkeypatch.setattr(migration, "migrate", lambda path: migrate(path, scripts, NEXT_VERSION))
    monkeypatch.setattr(schema, "VERSION", NEXT_VERSION)
    app = App.open(workspace.path, clock)
    assert [backup.reason for backup in app.backups.list()] == ["migration"]
    assert app.backups.list()[0].schema == f"{NEXT_VERSION - 1:04}"
    assert rows_of(app.workspace)["campaign_program"] == rows["campaign_program"]
    app.backups.restore(app.backups.list()[0].file)
    with app.workspace.read() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == NEXT_VERSION
        assert connection.exec_driver_sql("SELECT DISTINCT color FROM campaign").scalar_one() == "red"
    app.close()


def test_an_older_file_whose_backup_cannot_be_made_is_not_migrated(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(tmp_path / "a.affiliate", clock).close()
    (tmp_path / "a backups").write_text("in the way")
    before = files_of(tmp_path)
    monkeypatch.setattr(schema, "VERSION", NEXT_VERSION)
    with pytest.raises(Failed, match="can't be written"):
        App.open(tmp_path / "a.affiliate", clock)
    assert files_of(tmp_path) == before


def test_opening_a_current_file_does_not_import_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from affiliate_desktop.app import App\n"
        "App.open(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    assert python(code, tmp_path / "a.affiliate").communicate() == ("False\n", "")
