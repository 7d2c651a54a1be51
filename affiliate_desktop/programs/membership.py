"""What makes an account, a program and a tracking id acceptable."""

from dataclasses import replace

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.names import clean_line, clean_name, clean_notes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.model import Account, Network, Program, TrackingId
from affiliate_desktop.programs.parameters import checked_values


def checked_account(account: Account, network: Network) -> Account:
    """The account with tidy texts, the network's currency where none is given, and parameters that fit.

    Raises:
        BadInput: when something can't be used; the message says what.
    """
    currency = (account.currency or "").strip() or network.currency
    return replace(
        account,
        name=clean_name(account.name),
        network=network.id,
        publisher_id=clean_line(account.publisher_id, "publisher id", longest=100),
        currency=currency_code(currency) if currency else None,
        parameters=checked_values(network, account.parameters),
        notes=clean_notes(account.notes),
    )


def checked_program(program: Program) -> Program:
    """The program with tidy texts.

    Raises:
        BadInput: when a text can't be used.
    """
    return replace(
        program,
        name=clean_name(program.name),
        external_id=clean_line(program.external_id, "id at the network", longest=100),
        notes=clean_notes(program.notes),
    )


def checked_tracking_id(tracking_id: TrackingId) -> TrackingId:
    """The tracking id without blanks around it.

    Raises:
        BadInput: when it is empty, too long, or holds a blank.
    """
    value = clean_line(tracking_id.value, "tracking id", longest=255)
    if not value or any(character.isspace() for character in value):
        raise BadInput("bad_tracking_id", "A tracking id is one word without blanks, such as “mystore-20”.")
    return replace(tracking_id, value=value)
