"""Undo and redo of edits: exact, after a restart, and refused with the reason where the row has changed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.workspace import history, schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import rows_of


def add_campaign(workspace: Workspace, name: str) -> int:
    with workspace.edit("Add campaign “{name}”", name=name) as edit:
        return edit.insert(schema.campaign, {"name": name, "created_at": "2026"})


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM campaign ORDER BY id").scalars())


def add_profile(workspace: Workspace, name: str, mapping: object) -> int:
    with workspace.edit("Add profile") as edit:
        row = {"name": name, "headers": ["a", {"b": None}], "mapping": mapping, "created_at": ""}
        return edit.insert(schema.profile, row)


def test_an_edit_is_taken_back_and_made_again(app: App) -> None:
    before = rows_of(app.workspace)
    key = add_campaign(app.workspace, "Spring")
    after = rows_of(app.workspace)
    assert app.workspace.undo_label() == ("Add campaign “{name}”", {"name": "Spring"})
    assert app.workspace.undo().keys == {Kind.CAMPAIGN: frozenset({key})}
    assert rows_of(app.workspace) == before
    assert app.workspace.undo_label() is None
    assert app.workspace.redo_label() == ("Add campaign “{name}”", {"name": "Spring"})
    assert app.workspace.redo().keys == {Kind.CAMPAIGN: frozenset({key})}
    assert rows_of(app.workspace) == after


def test_undo_and_redo_outlive_a_restart(app: App, clock: FixedClock) -> None:
    states = [rows_of(app.workspace)]
    for name in ("one", "two", "three"):
        add_campaign(app.workspace, name)
        states.append(rows_of(app.workspace))
    for expected in reversed(states[:-1]):
        app.workspace.close()
        app.workspace = open_workspace(app.workspace.path, clock)
        app.workspace.undo()
        assert rows_of(app.workspace) == expected
    for expected in states[1:]:
        app.workspace.redo()
        assert rows_of(app.workspace) == expected


def test_with_nothing_to_undo_or_redo_it_says_so(app: App) -> None:
    with pytest.raises(Failed, match="nothing to undo"):
        app.workspace.undo()
    with pytest.raises(Failed, match="nothing to redo"):
        app.workspace.redo()


def test_a_new_edit_forgets_what_was_undone(app: App) -> None:
    add_campaign(app.workspace, "one")
    add_campaign(app.workspace, "two")
    app.workspace.undo()
    add_campaign(app.workspace, "three")
    with pytest.raises(Failed, match="nothing to redo"):
        app.workspace.redo()
    app.workspace.undo()
    assert names(app.workspace) == ["one"]


def test_a_row_that_changed_since_is_not_overwritten(app: App) -> None:
    key = add_campaign(app.workspace, "one")
    with app.workspace.write() as connection:
        connection.execute(schema.campaign.update().where(schema.campaign.c.id == key).values(notes="mine"))
    before = rows_of(app.workspace, history=True)
    with pytest.raises(Failed) as caught:
        app.workspace.undo()
    assert caught.value.code == "changed_since"
    assert rows_of(app.workspace, history=True) == before


def test_an_edit_that_others_depend_on_is_not_undone(app: App) -> None:
    key = add_campaign(app.workspace, "one")
    with app.workspace.write() as connection:
        connection.execute(
            schema.link.insert().values(
                name="a", network="utm", campaign_id=key, destination="d", url="u", created_at=""
            )
        )
    before = rows_of(app.workspace, history=True)
    with pytest.raises(Failed) as caught:
        app.workspace.undo()
    assert caught.value.code == "still_used"
    assert rows_of(app.workspace, history=True) == before


def test_a_name_that_is_taken_by_now_stops_the_undo_with_that_reason(app: App) -> None:
    key = add_campaign(app.workspace, "one")
    with app.workspace.edit("Remove") as edit:
        edit.delete(schema.campaign, key)
    with app.workspace.write() as connection:
        connection.execute(schema.campaign.insert().values(name="one", created_at=""))
    with pytest.raises(Failed) as caught:
        app.workspace.undo()
    assert caught.value.code == "taken_since"


def test_a_parent_and_its_children_removed_in_one_edit_come_back_together(app: App) -> None:
    with app.workspace.edit("Add") as edit:
        account = edit.insert(schema.account, {"name": "a", "network": "n", "created_at": ""})
        programs = [edit.insert(schema.program, {"account_id": account, "name": str(n)}) for n in range(3)]
    before = rows_of(app.workspace)
    with app.workspace.edit("Remove") as edit:
        for program in programs:
            edit.delete(schema.program, program)
        edit.delete(schema.account, account)
    assert edit.changes.keys == {Kind.PROGRAM: frozenset(programs), Kind.ACCOUNT: frozenset({account})}
    app.workspace.undo()
    assert rows_of(app.workspace) == before


def test_a_number_is_never_given_twice(app: App) -> None:
    first = add_campaign(app.workspace, "one")
    app.workspace.undo()
    assert add_campaign(app.workspace, "two") > first


def test_an_edit_that_changes_nothing_leaves_no_entry(app: App) -> None:
    key = add_campaign(app.workspace, "one")
    with app.workspace.edit("Nothing") as edit:
        edit.update(schema.campaign, key, {"name": "one"})
    assert not edit.changes
    assert app.workspace.undo_label() == ("Add campaign “{name}”", {"name": "one"})


def test_changing_what_is_gone_is_refused(app: App) -> None:
    for act in ("update", "delete"):
        with pytest.raises(Failed) as caught, app.workspace.edit("x") as edit:
            edit.update(schema.campaign, 9, {}) if act == "update" else edit.delete(schema.campaign, 9)
        assert caught.value.code == "record_gone"


def test_values_that_are_json_come_back_to_the_byte(app: App) -> None:
    key = add_profile(app.workspace, "p", {"day": None, "Ä": [1, 2.5, True]})
    before = rows_of(app.workspace)
    with app.workspace.edit("Change") as edit:
        edit.update(schema.profile, key, {"mapping": {}, "headers": []})
    app.workspace.undo()
    assert rows_of(app.workspace) == before
    with app.workspace.edit("Remove") as edit:
        edit.delete(schema.profile, key)
    app.workspace.undo()
    assert rows_of(app.workspace) == before


def test_the_oldest_edits_are_forgotten_and_the_rest_still_undone(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", 5)
    states = []
    for number in range(12):
        states.append(rows_of(app.workspace))
        add_campaign(app.workspace, str(number))
    with app.workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM change").scalar_one() == 5
        assert connection.exec_driver_sql("SELECT count(*) FROM change_row").scalar_one() == 5
    for expected in reversed(states[-5:]):
        app.workspace.undo()
        assert rows_of(app.workspace) == expected
    with pytest.raises(Failed, match="nothing to undo"):
        app.workspace.undo()
    app.workspace.redo()
    add_campaign(app.workspace, "new")
    app.workspace.undo()
    assert rows_of(app.workspace) == states[-4]


def act(workspace: Workspace, step: tuple[str, int]) -> None:
    """One edit of any kind; what the state does not allow is left out."""
    kind, number = step
    with workspace.read() as connection:
        keys = connection.exec_driver_sql("SELECT id FROM campaign ORDER BY id").scalars().all()
        links = connection.exec_driver_sql("SELECT id FROM link ORDER BY id").scalars().all()
    key = keys[number % len(keys)] if keys else None
    with workspace.edit(kind) as edit:
        if kind == "add":
            edit.insert(schema.campaign, {"name": f"{number}-{len(keys)}-{max(keys, default=0)}", "created_at": ""})
        elif kind == "change" and key is not None:
            edit.update(schema.campaign, key, {"notes": str(number), "budget_micro": number or None})
        elif kind == "link":
            row = {"name": "l", "network": "utm", "campaign_id": key, "destination": "d", "url": "u"}
            edit.insert(schema.link, row | {"parameters": {"n": number}, "created_at": ""})
        elif kind == "remove" and key is not None:
            for link in links:
                edit.update(schema.link, link, {"campaign_id": None})
            edit.delete(schema.campaign, key)
        elif kind == "unlink" and links:
            edit.delete(schema.link, links[number % len(links)])


steps = st.lists(
    st.tuples(st.sampled_from(["add", "change", "link", "remove", "unlink"]), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)


@given(steps)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_is_undone_and_redone_exactly(app: App, actions: list[tuple[str, int]]) -> None:
    with app.workspace.write() as connection:
        for table in (schema.change_row, schema.change, schema.link, schema.campaign):
            connection.execute(table.delete())
    states = [rows_of(app.workspace)]
    for action in actions:
        act(app.workspace, action)
        if rows_of(app.workspace) != states[-1]:
            states.append(rows_of(app.workspace))
    for expected in reversed(states[:-1]):
        app.workspace.undo()
        assert rows_of(app.workspace) == expected
    for expected in states[1:]:
        app.workspace.redo()
        assert rows_of(app.workspace) == expected


def mixed_edit(workspace: Workspace, keys: Sequence[int]) -> None:
    """One edit that adds, changes (a row twice), removes and adds again, row by row and many at once."""
    with workspace.edit("Tidy up") as edit:
        made = edit.insert_all(
            schema.campaign, [{"name": f"new {number}", "created_at": "2026"} for number in range(len(keys))]
        )
        for key in (*keys, *keys[:2], *made[:3]):
            edit.update(schema.campaign, key, {"goal": f"goal of {key}", "notes": "changed"})
        edit.update(schema.campaign, keys[0], {"goal": "another"})
        edit.delete(schema.campaign, keys[-1])
        edit.delete_all(schema.campaign, schema.campaign.c.id.in_(made[1:4]))
        for number, manifest in enumerate((None, ["a", {"b": None}], None)):
            row = {
                "name": f"kit {number}",
                "campaign_id": keys[1],
                "content": {"a": None},
                "manifest": manifest,
                "created_at": "",
            }
            edit.insert(schema.kit, row)


@pytest.mark.parametrize("together", [1, 3, 2_000])
def test_a_long_edit_of_many_kinds_is_taken_back_and_made_again_exactly(
    app: App, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(history, "TOGETHER", together)
    keys = [add_campaign(app.workspace, f"old {number}") for number in range(7)]
    before = rows_of(app.workspace)
    mixed_edit(app.workspace, keys)
    after = rows_of(app.workspace)
    for _ in range(2):
        changes = app.workspace.undo()
        assert rows_of(app.workspace) == before
        assert app.workspace.redo() == changes
        assert rows_of(app.workspace) == after


def test_one_row_that_changed_since_keeps_a_long_edit_whole(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "TOGETHER", 3)
    with app.workspace.edit("Add many") as edit:
        keys = edit.insert_all(schema.campaign, [{"name": str(at), "created_at": "2026"} for at in range(10)])
    with app.workspace.write() as connection:
        connection.execute(schema.campaign.update().where(schema.campaign.c.id == keys[2]).values(goal="other"))
    before = rows_of(app.workspace)
    with pytest.raises(Failed, match="changed since"):
        app.workspace.undo()
    assert rows_of(app.workspace) == before


def test_taking_back_many_rows_takes_no_statement_for_each(app: App) -> None:
    with app.workspace.edit("Add many") as edit:
        edit.insert_all(schema.campaign, [{"name": str(at), "created_at": "2026"} for at in range(500)])
    statements = []

    def note(*told: object) -> None:
        statements.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        app.workspace.undo()
        app.workspace.redo()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(names(app.workspace)) == 500
    assert 0 < len(statements) < 60


def test_every_table_that_edits_may_touch_has_a_number_and_a_kind(tmp_path: Path) -> None:
    for name in history.KIND_OF_TABLE:
        assert schema.metadata.tables[name].c.id.primary_key
