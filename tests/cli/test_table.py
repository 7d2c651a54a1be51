"""Tables line up in the terminal."""

from affiliate_desktop.cli.table import table


def test_columns_are_as_wide_as_their_widest_cell():
    lines = table(("Id", "Name"), [(1, "a\nb"), (12, None)], right=(0,)).splitlines()
    assert lines == ["Id  Name", "--  ----", " 1  a b", "12  -"]


def test_wide_letters_take_two_columns_and_combining_ones_none():
    lines = table(("Name", "Id"), [("日本", 1), ("e\u0301t", 2), ("abcd", 3)]).splitlines()
    assert lines[2:] == ["日本  1", "e\u0301t    2", "abcd  3"]


def test_without_rows_only_the_heads_are_shown():
    assert table(("Id", "Name"), []) == "Id  Name\n--  ----"
