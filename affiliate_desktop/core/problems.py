"""What can go wrong, as a code, a sentence with named places, and the values for them.

The sentence is the English text and the key of its translation at once; a front end translates it and
then fills in the values. It carries no markup and no path of the program's own source.
"""

from typing import Any

from typing_extensions import override


class Problem(Exception):
    """Something a person can understand and act on.

    Args:
        code: a stable short name for scripts, such as ``not_a_workspace``.
        sentence: English text with ``{name}`` places.
        values: what goes into the places.
    """

    exit_code = 1

    def __init__(self, code: str, sentence: str, /, **values: Any) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.values = values

    @override
    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class Failed(Problem):
    """The request was right, but it could not be carried out (exit 1)."""


class BadInput(Problem):
    """What was given cannot be used; nothing was written (exit 2)."""

    exit_code = 2


class NotFound(BadInput):
    """Something was named that does not exist."""


class Cancelled(Exception):
    """The user stopped the work; everything is as before."""
