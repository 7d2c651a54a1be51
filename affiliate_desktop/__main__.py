"""``affiliate-desktop`` and ``python -m affiliate_desktop``: the command line, or the window without a noun."""

import sys
from pathlib import Path

from affiliate_desktop.cli.main import run


def _open_window(workspace: Path | None, files: list[Path]) -> int:
    from affiliate_desktop.gui.application import run_window

    return run_window(workspace, files)


def main() -> None:
    """Runs the program and exits with its code."""
    sys.exit(run(sys.argv[1:], _open_window))


if __name__ == "__main__":
    main()
