"""Reading a TOML table key by key, with messages that name the file and the key."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from affiliate_desktop.core.problems import Failed

T = TypeVar("T")


class TomlTable:
    """A table whose keys are taken one by one; what is left at the end is a mistake.

    Args:
        file: name of the file, for messages.
        content: the table.
        place: where it stands in the file, for messages; empty for the file itself.
    """

    def __init__(self, file: str, content: Mapping[str, Any], place: str = "") -> None:
        self.file = file
        self._left = dict(content)
        self._place = place

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def text(self, key: str, default: str | None = None, *, pattern: str = "") -> str:
        """A text; required when there is no default.

        Raises:
            Failed: when it is missing, no text, empty though required, or does not match the pattern.
        """
        value = self._take(key, str, "a text in quotes", default)
        if default is None and not value.strip():
            raise self.wrong(key, "is empty")
        if pattern and value != default and not re.fullmatch(pattern, value):
            raise self.wrong(key, f"does not match {pattern}")
        return value

    def one_of(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A text out of a few."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.wrong(key, "must be one of " + ", ".join(allowed))
        return value

    def expression(self, key: str) -> str:
        """A regular expression, or empty."""
        value = self.text(key, "")
        try:
            re.compile(value)
        except re.error as error:
            raise self.wrong(key, f"is no regular expression ({error})") from error
        return value

    def flag(self, key: str, default: bool) -> bool:  # noqa: FBT001 - reads as the value it is
        """True or false."""
        return self._take(key, bool, "true or false", default)

    def number(self, key: str, *, lowest: int, highest: int) -> int:
        """A whole number."""
        value = self._take(key, int, "a whole number", None)
        if isinstance(value, bool) or not lowest <= value <= highest:
            raise self.wrong(key, f"must be between {lowest} and {highest}")
        return value

    def numbers(self, key: str, *, lowest: int, highest: int) -> tuple[int, ...]:
        """A list of whole numbers; empty when missing."""
        values: list[Any] = self._take(key, list, "a list of whole numbers", [])
        if not all(type(value) is int and lowest <= value <= highest for value in values):
            raise self.wrong(key, f"must be a list of whole numbers between {lowest} and {highest}")
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when missing."""
        values: list[Any] = self._take(key, list, "a list of texts", [])
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(key, "must be a list of texts")
        return tuple(values)

    def text_map(self, key: str) -> dict[str, str]:
        """A table of texts; empty when missing."""
        values: dict[str, Any] = self._take(key, dict, "a table of texts", {})
        if not all(isinstance(value, str) for value in values.values()):
            raise self.wrong(key, "must be a table of texts")
        return values

    def table(self, key: str) -> "TomlTable":
        """A table; empty when missing."""
        return TomlTable(self.file, self._take(key, dict, "a table", {}), self._name(key))

    def tables(self, key: str) -> list["TomlTable"]:
        """A list of tables; empty when missing."""
        return [
            TomlTable(self.file, content, f"{self._name(key)}[{index}]")
            for index, content in enumerate(self.plain_tables(key), 1)
        ]

    def plain_tables(self, key: str) -> list[dict[str, Any]]:
        """A list of tables as they are, for another reader; empty when missing."""
        values: list[Any] = self._take(key, list, "a list of tables", [])
        if not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, "must be a list of tables")
        return values

    def finish(self) -> None:
        """Refuses keys that nobody asked for, as they are mistyped.

        Raises:
            Failed: when there is such a key.
        """
        if self._left:
            raise self.wrong(next(iter(self._left)), "is not known here; is it mistyped?")

    def wrong(self, key: str, reason: str) -> Failed:
        """The problem with one key."""
        return Failed(
            "bad_network_file",
            "“{file}” is left out: {key} {reason}.",
            file=self.file,
            key=self._name(key),
            reason=reason,
        )

    def _name(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _take(self, key: str, kind: type[T], what: str, default: T | None) -> T:
        value = self._left.pop(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be {what}")
        return value
