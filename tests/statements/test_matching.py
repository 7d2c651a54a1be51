"""Rows without an id are told apart by what stands in them, not by how a file writes its numbers."""

import pytest

from affiliate_desktop.statements.matching import Fingerprints


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("12.00", "a", "-3.10"), (12.0, "a", -3.1), True),
        (("12", "a", "0"), (12.0, "a", 0.0), True),
        (("120", "a", "0"), ("12", "a", "0"), False),
        (("v1.0b", "a", "0"), ("v1b", "a", "0"), False),
        (("a.0", "a", "0"), ("a", "a", "0"), False),
        (("1.50", "2", "0"), ("1.5", "2.00", "0.000"), True),
        (("1.5", "02", "0"), ("1.5", "2", "0"), False),
    ],
)
def test_a_row_of_a_workbook_is_the_row_of_the_text_file(one, other, same) -> None:
    first, second = Fingerprints("format", [0, 1, 2], 3).keys([one, other], ["2026-05-01", "2026-05-01"])
    assert (first == second) is same
