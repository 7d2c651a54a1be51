"""What options of several commands say."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import click

from affiliate_desktop.core.money import Money, currency_code, to_micro
from affiliate_desktop.core.problems import BadInput

_Command = TypeVar("_Command", bound=Callable[..., object])


def reading_options(command: _Command) -> _Command:
    """``--format``, ``--date-format``, ``--decimal`` and ``--language``: what nothing in a statement file tells.

    They arrive as ``form``, ``date_format``, ``decimal`` and ``language``; empty is found out.
    """
    options = (
        click.option(
            "--format",
            "form",
            metavar="FORMAT",
            default="",
            help="Where the columns fit several, such as awin/transactions.",
        ),
        click.option("--date-format", metavar="PATTERN", default="", help="Where dates do not tell, such as %d/%m/%Y."),
        click.option(
            "--decimal",
            type=click.Choice([".", ",", ""]),
            default="",
            metavar="MARK",
            help="The decimal mark, where amounts such as 1.234 do not tell.",
        ),
        click.option(
            "--language", metavar="CODE", default="", help="Of month names that several languages share, such as fr."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def settings(values: tuple[str, ...], option: str = "--set") -> dict[str, str]:
    """What ``--set KEY=VALUE`` says, or another option of that form.

    Raises:
        UsageError: when there is no ``=``, no key, or a key twice.
    """
    found: dict[str, str] = {}
    for value in values:
        key, mark, text = value.partition("=")
        if not mark or not key.strip():
            message = f"{option} takes KEY=VALUE, not “{value[:60]}”."
            raise click.UsageError(message)
        if key.strip() in found:
            message = f"{option} gives “{key.strip()}” twice."
            raise click.UsageError(message)
        found[key.strip()] = text
    return found


def budget_of(amount: str | None, currency: str | None, before: Money | None = None) -> Money | None:
    """The budget that ``--budget`` and ``--currency`` name; an empty amount takes it away.

    Raises:
        UsageError: when one of the two is missing.
        BadInput: when the amount is no number or the currency none.
    """
    if amount is None and currency is None:
        return before
    if amount is not None and not amount.strip():
        return None
    currency = currency or (before.currency if before else None)
    if currency is None or (amount is None and before is None):
        message = "A budget needs both --budget AMOUNT and --currency CODE."
        raise click.UsageError(message)
    micro = before.micro if amount is None and before else to_micro(_decimal(amount or ""))
    return Money(micro, currency_code(currency))


def amount_of(text: str) -> int:
    """An amount of 0 or more as millionths.

    Raises:
        BadInput: when it is none.
    """
    return to_micro(_decimal(text))


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,6})?", text.strip()):
        raise BadInput("bad_amount", "“{text}” is no amount; write it as 1250.00.", text=text.strip()[:40])
    return Decimal(text.strip())
