"""Click references (sub-ids): what ties a row of a statement back to the link that earned it.

Ten characters of a-z and 0-9, never digits only: every known network takes them, none mistakes them for a
number, and they say nothing about a person. 36^10 is 3.6e15, so chance never repeats one in practice; a
repeated one is drawn anew all the same.
"""

import secrets
import string
from collections.abc import Callable

LENGTH = 10
_ALPHABET = string.ascii_lowercase + string.digits


def fresh_reference(taken: Callable[[str], bool]) -> str:
    """A click reference that is not taken.

    Args:
        taken: whether a link has this reference already.
    """
    while True:
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
        if not reference.isdigit() and not taken(reference):
            return reference
