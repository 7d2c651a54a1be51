"""The tree of commands. A noun's module is imported when the noun is used."""

from importlib import import_module
from pathlib import Path

import click
from typing_extensions import override

from affiliate_desktop import __version__
from affiliate_desktop.cli.nouns import NOUNS, help_page
from affiliate_desktop.cli.outcome import exit_code_for, make_output_safe
from affiliate_desktop.cli.session import Session


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
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in NOUNS and not args[0].startswith("-"):
            message = f"“{args[0][:60]}” is neither a noun nor a file that exists. The nouns are: {', '.join(NOUNS)}."
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    @override
    def get_help(self, ctx: click.Context) -> str:
        return help_page().rstrip()


@click.group(
    cls=Nouns,
    name="affiliate-desktop",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--workspace", type=click.Path(path_type=Path, dir_okay=False), envvar="AFFILIATE_WORKSPACE", metavar="FILE"
)
@click.version_option(__version__, prog_name="affiliate-desktop", message="%(prog)s %(version)s")
@click.pass_obj
def program(session: Session, workspace: Path | None) -> None:
    """Links, QR flyers, banners and earnings statements of an affiliate, offline in one file."""
    session.workspace_path = workspace


def run_words(arguments: list[str]) -> int:
    """Runs one command and returns the exit code; nothing is ever raised."""
    make_output_safe()
    stop = arguments.index("--") if "--" in arguments else len(arguments)
    words = _workspace_first([word for word in arguments[:stop] if word != "--json"]) + arguments[stop:]
    session = Session(as_json="--json" in arguments[:stop])
    try:
        code = program.main(args=words, prog_name="affiliate-desktop", standalone_mode=False, obj=session)
        session.close()
    except SystemExit as end:  # click ends so when the reader has gone away (1), and after shell completion (0)
        return exit_code_for(BrokenPipeError() if end.code else click.exceptions.Exit(0), session)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last door: no traceback reaches a person
        return exit_code_for(error, session)
    return code if isinstance(code, int) and code else session.exit_code


def _workspace_first(words: list[str]) -> list[str]:
    """The words with ``--workspace FILE`` before the noun, wherever it stood; no command has an option of that name."""
    for at, word in enumerate(words):
        if word == "--workspace" and at + 1 < len(words):
            return [*words[at : at + 2], *words[:at], *words[at + 2 :]]
        if word.startswith("--workspace="):
            return [word, *words[:at], *words[at + 1 :]]
    return words
