"""``affiliate-desktop statement words``: what words of status columns mean, asked, told and remembered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from affiliate_desktop.cli.options import settings
from affiliate_desktop.cli.session import Session, pass_session
from affiliate_desktop.cli.table import table
from affiliate_desktop.core.problems import BadInput

if TYPE_CHECKING:
    from affiliate_desktop.statements.model import ImportReport, RememberedWord, RetryReport, UnknownWord
    from affiliate_desktop.statements.status_words import Answered

SHOWN_WORDS = 20
_account = click.option("--account", required=True, metavar="NAME", help="The account whose files they stand in.")


@click.group("words")
def command() -> None:
    """Status words that you gave a meaning, remembered for an account."""


@command.command("list")
@_account
@pass_session
def list_words(session: Session, account: str) -> None:
    """List the words that later files of an account are read by."""
    found = session.app.status_words.list(session.app.programs.account(account).id)
    rows = [(each.word, each.status, each.file) for each in found]
    text = table(("Word", "Means", "Said with"), rows) if rows else "Nothing is remembered for this account."
    session.answer({"words": [_answer(each) for each in found]}, text)


@command.command()
@click.argument("word", metavar="WORD")
@_account
@pass_session
def remove(session: Session, word: str, account: str) -> None:
    """Forget what a word means; what was imported stays as it is."""
    found = session.app.status_words.forget(session.app.programs.account(account).id, word).value
    session.answer(_answer(found), f"“{found.word}” means nothing any more; the next file with it asks again.")


def _answer(each: "Answered") -> dict[str, Any]:
    return {"word": each.word, "status": each.status, "file": each.file}


def status_meanings(meanings: tuple[str, ...]) -> dict[str, str]:
    """What ``--status`` says of words.

    Raises:
        BadInput: when a status is none.
    """
    from affiliate_desktop.ledger.model import Status

    found = {word: status.strip().lower() for word, status in settings(meanings, "--status").items()}
    known = [status.value for status in Status]
    for status in found.values():
        if status not in known:
            raise BadInput(
                "no_such_status",
                "“{word}” is no status; there are {known}.",
                word=status[:40],
                known=", ".join(known),
            )
    return found


def words_documents(report: "ImportReport | RetryReport") -> dict[str, Any]:
    """Words whose meaning nobody told, and those that were remembered; without such words nothing."""
    said = {"unknown_statuses": report.unknown, "remembered_statuses": report.remembered}
    return {name: _documents(words) for name, words in said.items() if words}


def _documents(unknown: "Sequence[UnknownWord]") -> list[dict[str, Any]]:
    """Words of a status column, and what their rows were taken for."""
    return [{"word": each.word, "rows": each.rows, "taken_as": each.status} for each in unknown]


def unknown_text(unknown: "Sequence[UnknownWord]", *, answer: bool) -> list[str]:
    """The same in words; ``answer``: also how to say what a word means."""
    if not unknown:
        return []
    lines = [each.text for each in unknown[:SHOWN_WORDS]]
    if len(unknown) > SHOWN_WORDS:
        lines.append(f"So are {len(unknown) - SHOWN_WORDS} more words.")
    if answer:
        lines.append(f"Say what a word means when importing, such as --status “{unknown[0].word[:60]}=pending”.")
    return ["\n".join(lines)]


def remembered_text(remembered: "Sequence[RememberedWord]") -> list[str]:
    """Words that were taken for what was said with an earlier file, and how to change that."""
    if not remembered:
        return []
    lines = [each.text for each in remembered[:SHOWN_WORDS]]
    lines.append("--status says otherwise; “statement words” lists and removes what is remembered.")
    return ["\n".join(lines)]
