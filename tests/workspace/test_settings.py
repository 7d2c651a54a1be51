"""Settings have defaults, are typed, and survive what an older or newer program stored."""

from typing import Any

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Kind
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.workspace.schema import setting
from affiliate_desktop.workspace.settings import Preferences, Settings


def stored(app: App) -> dict[str, Any]:
    with app.workspace.read() as connection:
        return {row.name: row.value for row in connection.execute(setting.select())}


def test_without_a_choice_the_defaults_hold(app: App) -> None:
    assert app.preferences.load() == Settings()


def test_a_choice_is_kept_and_told(app: App) -> None:
    done = app.preferences.save(theme="dark", first_run_done=True, last_account_id=7, disclosure="Anzeige: ü")
    assert done.changes.keys == {Kind.SETTING: frozenset()}
    assert done.value == Settings(theme="dark", first_run_done=True, last_account_id=7, disclosure="Anzeige: ü")
    assert Preferences(app.workspace).load() == done.value


def test_going_back_to_the_default_leaves_no_row(app: App) -> None:
    app.preferences.save(paper="Letter", last_account_id=7)
    app.preferences.save(paper="A4", last_account_id=None)
    assert app.preferences.load() == Settings()
    assert stored(app) == {}


def test_saving_what_is_so_already_writes_nothing(app: App) -> None:
    assert not app.preferences.save(theme="system").changes
    assert not app.workspace.changed


@pytest.mark.parametrize(
    "change", [{"paper": "A3"}, {"theme": ""}, {"first_run_done": 1}, {"last_account_id": "7"}, {"last_folder": None}]
)
def test_a_value_of_the_wrong_kind_is_refused(app: App, change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="can't be set"):
        app.preferences.save(**change)
    assert stored(app) == {}


def test_an_unknown_setting_is_a_fault_of_the_program(app: App) -> None:
    with pytest.raises(TypeError):
        app.preferences.save(unknown=1)


def test_what_another_version_stored_does_no_harm(app: App) -> None:
    rows = {"paper": "Papyrus", "theme": 5, "future": {"a": 1}, "last_account_id": True, "last_folder": "/x"}
    with app.workspace.write() as connection:
        connection.execute(setting.insert(), [{"name": name, "value": value} for name, value in rows.items()])
    assert app.preferences.load() == Settings(last_folder="/x")
    app.preferences.save(theme="light")
    assert stored(app)["future"] == {"a": 1}
