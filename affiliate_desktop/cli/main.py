"""``affiliate-desktop [--workspace FILE] [--json] NOUN VERB ...``; without a noun it opens the window.

Exit codes: 0 done, 1 failed or not ready, 2 wrong usage or bad input. A noun's module is imported only when
the noun is used, so that ``--help`` stays fast.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
from typing_extensions import override

from affiliate_desktop import __version__
from affiliate_desktop.cli.session import Session
from affiliate_desktop.core.problems import Cancelled, Problem

OpenWindow = Callable[[Path | None, list[Path]], int]

NOUNS = {
    "workspace": "The file that holds everything: back up, restore, check.",
    "account": "Your memberships at networks.",
    "program": "The offers within an account.",
    "campaign": "What you promote, when and where.",
    "link": "Tagged links.",
    "qr": "QR codes that are proven to scan.",
    "banner": "Banner sets with HTML snippets.",
    "flyer": "Printable flyers with a QR code.",
    "statement": "Earnings statements: identify, import, undo.",
    "earnings": "What you earned, in totals and rows.",
    "report": "PDF summaries.",
    "demo": "The whole path on sample data.",
}


class Nouns(click.Group):
    """Commands that are imported when used."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NOUNS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NOUNS:
            return None
        command: click.Command = import_module(f"affiliate_desktop.cli.{cmd_name}").command
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Nouns"):
            formatter.write_dl(list(NOUNS.items()))


@click.group(
    cls=Nouns,
    name="affiliate-desktop",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a noun the window opens. --json may stand anywhere and prints one JSON document.",
)
@click.option(
    "--workspace",
    "workspace",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="AFFILIATE_WORKSPACE",
    help="The workspace file; made when it does not exist.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.version_option(__version__, prog_name="affiliate-desktop")
@click.pass_context
def program(context: click.Context, workspace: Path | None, as_json: bool) -> None:
    """Links, QR flyers, banners and earnings statements of an affiliate, offline in one file."""
    context.obj.workspace_path = workspace


def run(arguments: list[str], open_window: OpenWindow) -> int:
    """Runs the command line.

    Args:
        arguments: what follows the program's name.
        open_window: opens the window on a workspace and hands it files; returns an exit code.
    """
    as_json = "--json" in arguments
    session = Session(as_json=as_json)
    words = [word for word in arguments if word != "--json"]
    try:
        window = _window_request(words)
        if window is not None:
            return open_window(*window)
        program.main(args=words, prog_name="affiliate-desktop", standalone_mode=False, obj=session)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return session.fail("cancelled", "Stopped; nothing was written.", 1)
    except click.ClickException as error:
        return session.fail("usage", error.format_message(), 2, hint=error)
    except Cancelled:
        return session.fail("cancelled", "Stopped; nothing was written.", 1)
    except Problem as problem:
        return session.fail(problem.code, str(problem), problem.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return session.fail("cancelled", "Stopped.", 1)
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a person
        return session.crash(error)
    finally:
        session.close()
    return session.exit_code


def _window_request(words: list[str]) -> tuple[Path | None, list[Path]] | None:
    """The workspace and files of a call that opens the window; None when the words name a command."""
    workspace = os.environ.get("AFFILIATE_WORKSPACE") or None
    rest = list(words)
    if rest and rest[0] == "--workspace" and len(rest) > 1:
        workspace, rest = rest[1], rest[2:]
    elif rest and rest[0].startswith("--workspace="):
        workspace, rest = rest[0].partition("=")[2], rest[1:]
    if any(word.startswith("-") for word in rest) or (rest and rest[0] in NOUNS):
        return None
    if not all(Path(word).is_file() for word in rest):
        return None
    files = [Path(word) for word in rest]
    own = [file for file in files if file.suffix == ".affiliate"]
    if own and workspace is None:
        return own[0], [file for file in files if file not in own]
    return (Path(workspace) if workspace else None), files
