"""What the user said that words of an account's status columns mean; later files of the account are read so.

It is kept with the imports that were read so, so that nothing stays behind when all of them are taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.ledger.model import Status
from affiliate_desktop.statements.model import ColumnMap
from affiliate_desktop.statements.words import header_key
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace

_FORGOTTEN = "forgotten"
_s = schema.statement.c


@dataclass(frozen=True, slots=True)
class Answered:
    """A word that the user gave a meaning.

    Attributes:
        file: of the latest import that was read so.
    """

    word: str
    status: Status
    file: str


class StatusWords:
    """Use cases on remembered answers; every change can be undone.

    Args:
        workspace: where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self, account_id: int) -> tuple[Answered, ...]:
        """The words of an account, by their letters."""
        with self._workspace.read() as connection:
            found = remembered(connection, account_id)
        return tuple(found[key] for key in sorted(found))

    def forget(self, account_id: int, word: str) -> Done[Answered]:
        """Lets a word mean nothing for later files; what was imported stays as it is.

        Raises:
            NotFound: when nothing is remembered of the word.
        """
        with self._workspace.edit("Forget the status word “{word}”", word=word.strip()[:60]) as edit:
            found = remembered(edit.connection, account_id).get(header_key(word))
            if found is None:
                raise NotFound("no_such_word", "Nothing is remembered of the status word “{word}”.", word=word[:60])
            for key, mapping in _told(edit.connection, account_id):
                if header_key(word) in _words(mapping):
                    edit.update(schema.statement, key, {"mapping": _without(mapping, {header_key(word)})})
        return Done(found, edit.changes)


def remembered(connection: Connection, account_id: int) -> dict[str, Answered]:
    """Word, as ``header_key`` has it -> what it means for the account; what was said last holds."""
    found: dict[str, Answered] = {}
    query = select(_s.mapping, _s.file).where(_s.account_id == account_id, _s.mapping.is_not(None))
    for mapping, file in connection.execute(query.order_by(_s.id.desc())):
        for key, (word, status) in _words(mapping or {}).items():
            if key not in mapping.get(_FORGOTTEN, ()):
                found.setdefault(key, Answered(word, status, file))
    return found


def meanings(connection: Connection, account_id: int, columns: ColumnMap | None) -> dict[str, str]:
    """Word, as ``header_key`` has it -> status, for a file of the account; what is mapped by hand says it itself."""
    if columns is not None or not account_id:
        return {}
    return {key: each.status.value for key, each in remembered(connection, account_id).items()}


def note(connection: Connection, account_id: int, key: int, said: Mapping[str, str]) -> None:
    """Keeps with an import what words mean; other answers of the account are forgotten.

    What was said of a table that was mapped by hand stays with its mapping.

    Args:
        connection: inside a write transaction.
        account_id: whose words they are.
        key: the import.
        said: raw word -> status.
    """
    if not said:
        return
    own = connection.execute(select(_s.mapping).where(_s.id == key)).scalar() or {"choices": {}}
    if "choices" not in own:
        _store(connection, key, {**own, "statuses": {**own["statuses"], **said}})
        return
    wanted = {header_key(word): (word, Status(status)) for word, status in said.items()}
    for other, mapping in _told(connection, account_id):
        before = _words(mapping).items()
        differing = {word for word, (_, status) in before if wanted.get(word, ("", status))[1] != status}
        if other != key and differing:
            _store(connection, other, _without(mapping, differing))
    held = {word: (raw, status) for word, (raw, status) in _words(own).items() if word not in wanted}
    words = {raw: status.value for raw, status in {**held, **wanted}.values()}
    left = [word for word in own.get(_FORGOTTEN, ()) if word not in wanted]
    rest = {_FORGOTTEN: left} if left else {}
    _store(connection, key, {"choices": {**own["choices"], "statuses": words}, **rest})


def _told(connection: Connection, account_id: int) -> list[tuple[int, dict[str, Any]]]:
    query = select(_s.id, _s.mapping).where(_s.account_id == account_id, _s.mapping.is_not(None))
    return [(key, mapping) for key, mapping in connection.execute(query) if mapping]


def _words(mapping: Mapping[str, Any]) -> dict[str, tuple[str, Status]]:
    """Word, as ``header_key`` has it -> as it was written, and its status, of an import that was not mapped by hand."""
    said = mapping.get("choices", {}).get("statuses", {})
    return {header_key(word): (word, Status(status)) for word, status in said.items()}


def _without(mapping: Mapping[str, Any], words: set[str]) -> dict[str, Any]:
    return {**mapping, _FORGOTTEN: sorted({*mapping.get(_FORGOTTEN, ()), *words})}


def _store(connection: Connection, key: int, mapping: Mapping[str, Any]) -> None:
    connection.execute(update(schema.statement).where(_s.id == key).values(mapping=dict(mapping)))
