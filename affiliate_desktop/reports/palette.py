"""The colors of the four statuses, the same in the window and in the PDF.

Chosen so that each stands out from its background (3:1 or more, WCAG 1.4.11) and any two stay apart for
people with protanopia, deuteranopia or tritanopia; a test computes both.
"""

from collections.abc import Mapping
from types import MappingProxyType

from affiliate_desktop.ledger.model import Status

STACK = (Status.PAID, Status.APPROVED, Status.PENDING, Status.REVERSED)
"""The order in which a bar is stacked and a legend is read: the surest money first."""

LIGHT: Mapping[Status, str] = MappingProxyType(
    {
        Status.PENDING: "#c98200",
        Status.APPROVED: "#12a08c",
        Status.PAID: "#2456b8",
        Status.REVERSED: "#a3163a",
    }
)
"""On white and on paper."""

DARK: Mapping[Status, str] = MappingProxyType(
    {
        Status.PENDING: "#ffcf5c",
        Status.APPROVED: "#35c9b2",
        Status.PAID: "#4f86f7",
        Status.REVERSED: "#d9405a",
    }
)
"""On the dark window."""
