"""``affiliate-desktop`` and ``python -m affiliate_desktop``: the command line, or the window without a noun."""

import sys

from affiliate_desktop.cli.main import run

TYPE_CHECKING = False  # without importing typing, which takes as long as the rest of --help
if TYPE_CHECKING:
    from pathlib import Path


def _open_window(workspace: "Path | None", files: "list[Path]") -> int:
    from affiliate_desktop.gui.application import run_window

    return run_window(workspace, files)


def main() -> None:
    """Runs the program and exits with its code."""
    if sys.argv[1:] == ["--take-workbook-apart"]:  # a frozen program is its own child, see statements.workbook
        from affiliate_desktop.statements import workbook_child

        sys.exit(workbook_child.main())
    if sys.argv[1:2] == ["--show-pdf-page"]:  # likewise, see studio.foreign_pdf
        from affiliate_desktop.studio import page_child

        sys.exit(page_child.main(sys.argv[2:]))
    if sys.argv[1:] == ["--draw-svg"]:  # likewise, see studio.svg_picture
        from affiliate_desktop.studio import svg_child

        sys.exit(svg_child.main())
    sys.exit(run(sys.argv[1:], _open_window))


if __name__ == "__main__":
    main()
