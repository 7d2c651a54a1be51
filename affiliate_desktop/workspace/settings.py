"""The workspace's settings: one frozen record with defaults, a row for each that differs from its default."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import delete, insert, select

from affiliate_desktop.core.changes import Changes, Done, Kind
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace

CHOICES = {"paper": ("A4", "Letter"), "theme": ("system", "light", "dark")}


@dataclass(frozen=True)
class Settings:
    """What the user chose.

    Attributes:
        paper: A4 or Letter.
        theme: system, light or dark.
        disclosure: the line that says a page carries affiliate links.
        first_run_done: whether the first screen has been answered.
        last_account_id: account of the last import.
        last_folder: folder of the last file dialog.
        watch_folder: folder whose new files are offered for import; empty for none.
        watch_since: the instant from which on files in it are new, ISO 8601.
    """

    paper: str = "A4"
    theme: str = "system"
    disclosure: str = "Advertisement: contains affiliate links. I may earn a commission."
    first_run_done: bool = False
    last_account_id: int | None = None
    last_folder: str = ""
    watch_folder: str = ""
    watch_since: str = ""


class Preferences:
    """Loads and saves the settings of a workspace.

    Args:
        workspace: the open workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def load(self) -> Settings:
        """The settings; what is not stored, or is of another kind than it should be, has its default."""
        table = schema.setting
        with self._workspace.read() as connection:
            stored = {row.name: row.value for row in connection.execute(select(table.c.name, table.c.value))}
        return Settings(**{name: value for name, value in stored.items() if _fits(name, value)})

    def save(self, **changes: Any) -> Done[Settings]:
        """Changes some settings.

        Raises:
            BadInput: when a value is of the wrong kind, or none of those that can be chosen.
            TypeError: when there is no such setting.
        """
        before = self.load()
        after = replace(before, **changes)
        for name, value in changes.items():
            if not _fits(name, value):
                raise BadInput(
                    "bad_setting",
                    "“{value}” can't be set as {name}. Possible: {choices}.",
                    value=str(value)[:80],
                    name=name,
                    choices=", ".join(CHOICES.get(name, ())) or _kind(name).__name__,
                )
        if after == before:
            return Done(before, Changes({}))
        self._store({name: value for name, value in asdict(after).items() if value != getattr(before, name)})
        return Done(after, Changes.of(Kind.SETTING))

    def _store(self, values: dict[str, Any]) -> None:
        table = schema.setting
        with self._workspace.write() as connection:
            for name, value in values.items():
                connection.execute(delete(table).where(table.c.name == name))
                if value != getattr(Settings(), name):
                    connection.execute(insert(table).values(name=name, value=value))


def _fits(name: str, value: Any) -> bool:
    known = {field.name for field in fields(Settings)}
    if name not in known or (name in CHOICES and value not in CHOICES[name]):
        return False
    if name == "last_account_id" and value is None:
        return True
    return type(value) is _kind(name)


def _kind(name: str) -> type:
    return int if name == "last_account_id" else type(getattr(Settings(), name))
