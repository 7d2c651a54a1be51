"""Calling the command line inside the test's own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from affiliate_desktop.cli.main import run


@dataclass(frozen=True)
class Outcome:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document of the answer."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The one JSON document of a failure."""
        assert self.out == ""
        error: dict[str, str] = json.loads(self.err)["error"]
        return error


Call = Callable[..., Outcome]


def no_window(_workspace: Path | None, _files: list[Path]) -> int:
    """Stands for the window where none should open."""
    pytest.fail("the window was opened")


def caller(capsys: pytest.CaptureFixture[str], *before: str) -> Call:
    """A function that calls the command line; ``before`` stands before all its words."""

    def call(*words: str) -> Outcome:
        code = run([*before, *words], no_window)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Outcome(code, out, err)

    return call
