"""``affiliate-desktop [--workspace FILE] [--json] NOUN VERB ...``; without a noun it opens the window.

Only decides who answers: the first help page, the window or the commands. What a branch needs is imported
there, as most of the time of a short call is imports.
"""

import os
import sys

from affiliate_desktop import __version__
from affiliate_desktop.cli.nouns import NOUNS, help_page

TYPE_CHECKING = False  # without importing typing, which takes as long as the rest of --help
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OpenWindow = Callable[[Path | None, list[Path]], int]


def run(arguments: list[str], open_window: "OpenWindow") -> int:
    """Runs the program.

    Args:
        arguments: what follows the program's name.
        open_window: opens the window on a workspace and hands it files; returns an exit code.

    Returns:
        0 done, 1 failed or not ready, 2 wrong usage or bad input.
    """
    if arguments and arguments[0] in ("-h", "--help"):
        return _say(help_page())
    if arguments == ["--version"]:
        return _say(f"affiliate-desktop {__version__}\n")
    window = _window_request([word for word in arguments if word != "--json"])
    if window is None:
        from affiliate_desktop.cli.commands import run_words

        return run_words(arguments)
    try:
        return open_window(*window)
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a person
        from affiliate_desktop.cli.outcome import exit_code_for
        from affiliate_desktop.cli.session import Session

        return exit_code_for(error, Session(as_json="--json" in arguments))


def _say(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _window_request(words: list[str]) -> "tuple[Path | None, list[Path]] | None":
    """The workspace and files of a call that opens the window; None when the words name a command."""
    workspace = os.environ.get("AFFILIATE_WORKSPACE") or None
    rest = list(words)
    if rest and rest[0] == "--workspace" and len(rest) > 1:
        workspace, rest = rest[1], rest[2:]
    elif rest and rest[0].startswith("--workspace="):
        workspace, rest = rest[0].partition("=")[2], rest[1:]
    if any(word.startswith("-") for word in rest) or (rest and rest[0] in NOUNS):
        return None
    if not all(os.path.isfile(word) for word in rest):  # noqa: PTH113 - is_file() raises for overlong names
        return None
    from pathlib import Path

    files = [Path(word) for word in rest]
    own = [file for file in files if file.suffix == ".affiliate"]
    if own and workspace is None:
        return own[0], [file for file in files if file not in own]
    return (Path(workspace) if workspace else None), files
