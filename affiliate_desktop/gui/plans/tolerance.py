"""A tolerance as people type it."""

import re

from affiliate_desktop.core.money import Money
from affiliate_desktop.core.problems import BadInput


def tolerance_micro(text: str, currency: str) -> int:
    """An amount of 0 or more as millionths; nothing typed is 0.

    Raises:
        BadInput: when it is no such amount.
    """
    text = text.strip() or "0"
    if not re.fullmatch(r"[0-9]{1,11}(\.[0-9]{1,6})?", text, re.ASCII):
        raise BadInput("bad_tolerance", "A tolerance is an amount of 0 or more, such as 0.01.")
    return Money.of(text, currency).micro
