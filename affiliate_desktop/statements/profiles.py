"""Use cases on saved mappings."""

from collections.abc import Sequence
from pathlib import Path

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_name
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.statements import store
from affiliate_desktop.statements.model import ColumnMap, Profile
from affiliate_desktop.statements.profile_file import MAX_BYTES, profile_of, profile_text
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Profiles:
    """The saved mappings of a workspace; every change can be undone.

    Args:
        workspace: where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self) -> tuple[Profile, ...]:
        """All of them, the newest first."""
        with self._workspace.read() as connection:
            return store.profiles(connection)

    def get(self, name: str) -> Profile:
        """One by its name; letter case does not count.

        Raises:
            NotFound: when there is none.
        """
        found = next((each for each in self.list() if each.name.casefold() == name.strip().casefold()), None)
        if found is None:
            raise NotFound("no_such_profile", "There is no saved mapping “{name}”.", name=name[:80])
        return found

    def save(self, name: str, headers: tuple[str, ...], columns: ColumnMap) -> Done[Profile]:
        """Saves a mapping, which is chosen by itself for tables with the same column names; a name is replaced.

        Raises:
            BadInput: when the name can't be used.
        """
        name = clean_name(name)
        values = {"headers": list(headers), "mapping": store.mapping_of(columns)}
        with self._workspace.edit("Save mapping “{name}”", name=name) as edit:
            same = [each for each in store.profiles(edit.connection) if each.name == name]
            if same:
                key = same[0].id
                edit.update(schema.profile, key, values)
            else:
                now = self._workspace.clock.now().isoformat()
                key = edit.insert(schema.profile, {"name": name, "created_at": now, **values})
        return Done(Profile(name, headers, columns, key), edit.changes)

    def rename(self, name: str, wanted: str) -> Done[Profile]:
        """Gives a mapping another name.

        Raises:
            NotFound: when there is none.
            BadInput: when the name can't be used or another mapping has it.
        """
        found, wanted = self.get(name), clean_name(wanted)
        if any(each.name.casefold() == wanted.casefold() and each.id != found.id for each in self.list()):
            raise BadInput("name_taken", "There is a saved mapping “{name}” already.", name=wanted)
        with self._workspace.edit("Rename mapping “{name}”", name=found.name) as edit:
            edit.update(schema.profile, found.id, {"name": wanted})
        return Done(Profile(wanted, found.headers, found.columns, found.id), edit.changes)

    def remove(self, name: str) -> Done[Profile]:
        """Removes a mapping.

        Raises:
            NotFound: when there is none.
        """
        found = self.get(name)
        with self._workspace.edit("Remove mapping “{name}”", name=found.name) as edit:
            edit.delete(schema.profile, found.id)
        return Done(found, edit.changes)

    def text(self, name: str) -> str:
        """A mapping as the TOML text of a file to hand on.

        Raises:
            NotFound: when there is none.
        """
        return profile_text(self.get(name))

    def import_files(self, paths: Sequence[Path]) -> tuple[Profile, ...]:
        """Saves the mappings in TOML files, all or none; one of the same name is replaced.

        Raises:
            BadInput: when a file can't be read or holds none.
        """
        found = [profile_of(_read(path)) for path in paths]
        for each in found:
            clean_name(each.name)
        return tuple(self.save(each.name, each.headers, each.columns).value for each in found)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput("bad_profile", "“{file}” is too large for a saved mapping.", file=path.name)
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("bad_profile", "“{file}” is no text in UTF-8.", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("cannot_read", "“{file}” cannot be read: {reason}.", file=str(path), reason=reason) from error
