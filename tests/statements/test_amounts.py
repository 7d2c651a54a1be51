"""Amounts: decided over the whole column, exact, and refused where the column does not tell."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.statements.amounts import AmountColumn, AmountReader, micro_of_number


def column(*cells: object, decimal: str = "auto", usual: str | None = None) -> AmountReader:
    """The reader that a column of these cells decides on."""
    gathered = AmountColumn(decimal, usual)
    gathered.see(list(cells))  # type: ignore[arg-type]
    return gathered.reader()


POINT = {
    "0": "0",
    "5": "5",
    "-5": "-5",
    "+5": "5",
    "007": "7",
    "12.5": "12.5",
    "12.50": "12.5",
    "-12.50": "-12.5",
    "1234.56": "1234.56",
    "1,234.56": "1234.56",
    "1,234,567.89": "1234567.89",
    "1,234": "1234",
    "12,345": "12345",
    "1 234.56": "1234.56",
    "1\u00a0234.56": "1234.56",
    "1\u202f234.56": "1234.56",
    "1\u2009234.56": "1234.56",
    "1'234.56": "1234.56",
    "1\u2019234.56": "1234.56",
    "1'234'567.89": "1234567.89",
    "1 234 567": "1234567",
    "12,34,567.00": "1234567",
    "1,23,456": "123456",
    "99,99,99,999.5": "999999999.5",
    "(12.00)": "-12",
    "(1,234.56)": "-1234.56",
    "( 12.00 )": "-12",
    "12.00-": "-12",
    "12.00 -": "-12",
    "\u221212.00": "-12",
    "12.00\u2212": "-12",
    "- 12.00": "-12",
    "$12.00": "12",
    "$ 12.00": "12",
    "12.00$": "12",
    "-$12.00": "-12",
    "$-12.00": "-12",
    "($12.00)": "-12",
    "$(12.00)": None,
    "12.00 USD": "12",
    "USD 12.00": "12",
    "USD12.00": "12",
    "usd 12.00": "12",
    "EUR -12.00": "-12",
    "US$12.00": "12",
    "CA$12.00": "12",
    "A$12.00": "12",
    "R$12.00": "12",
    "C$ 5": "5",
    "HK$5": "5",
    "£12.00": "12",
    "€12.00": "12",
    "12.00 €": "12",
    "₹1,234.00": "1234",
    "¥500": "500",
    "12.00 zł": "12",
    "Rs. 500": "500",
    "kr 5.50": "5.5",
    "5.50 kr": "5.5",
    "CHF 1'234.50": "1234.5",
    "12.00 Kč": "12",
    "\u200e12.00": "12",
    "\ufeff12.00": "12",
    "  12.00  ": "12",
    "\t12.00\n": "12",
    ".5": "0.5",
    ".50": "0.5",
    "5.": None,
    "0.0345": "0.0345",
    "0.123456": "0.123456",
    "0.1234567": None,
    "0.12345600": "0.123456",
    "1.234": "1.234",
    "0.345": "0.345",
    "99999999999.999999": "99999999999.999999",
    "99999999999": "99999999999",
    "100000000000": None,
    "999999999999999999999": None,
    "1e5": None,
    "1E5": None,
    "1e800000": None,
    "NaN": None,
    "nan": None,
    "Infinity": None,
    "inf": None,
    "-inf": None,
    "sNaN": None,
    "1_000": None,
    "0x10": None,
    "١٢": None,
    "\uff11\uff12": None,
    "12.00 XYZ": None,
    "12 apples": None,
    "abc": None,
    "--5": None,
    "-5-": None,
    "(-5)": None,
    "(5": None,
    "5)": None,
    "+-5": None,
    "-(5)": None,
    "1,23": None,
    "1,2345": None,
    "12,34.5": None,
    "1,234,56": None,
    "0,345": None,
    "1..5": None,
    "1.2.3": None,
    "1.234.567": None,
    "1,234.567.8": None,
    "1 23": None,
    "1 2345": None,
    "1,234'567": None,
    "1.5%": None,
    "5/2": None,
    "=1+1": None,
    "5 5": None,
    "$": None,
    "€": None,
    ",": None,
    ".": None,
    "()": None,
    "$5€": None,
    "31.02.": None,
    "2026-03-01": None,
    "1,": None,
    ",5": None,
    "12:30": None,
    "#N/A": None,
    "null": None,
    "TRUE": None,
}
COMMA = {
    "0": "0",
    "5": "5",
    "12,5": "12.5",
    "12,50": "12.5",
    "-12,50": "-12.5",
    "1234,56": "1234.56",
    "1.234,56": "1234.56",
    "1.234.567,89": "1234567.89",
    "1.234": "1234",
    "12.345": "12345",
    "1 234,56": "1234.56",
    "1\u00a0234,56": "1234.56",
    "1\u202f234,56": "1234.56",
    "1'234,56": "1234.56",
    "1 234 567": "1234567",
    "(12,00)": "-12",
    "(1.234,56)": "-1234.56",
    "12,00-": "-12",
    "\u221212,00": "-12",
    "1.234,56 €": "1234.56",
    "€ 1.234,56": "1234.56",
    "-1.234,56 €": "-1234.56",
    "1.234,56 EUR": "1234.56",
    "EUR 1.234,56": "1234.56",
    "R$ 1.234,56": "1234.56",
    "12,00 zł": "12",
    "12,00 kr": "12",
    "0,0345": "0.0345",
    "0,123456": "0.123456",
    "0,1234567": None,
    ",5": "0.5",
    "12,345678": "12.345678",
    "99.999.999.999,99": "99999999999.99",
    "100.000.000.000,00": None,
    "1,234,567": None,
    "1,234.56": None,
    "12.5": None,
    "12.50": None,
    "0.345": None,
    "1.2345": None,
    "12.34": None,
    "1.23.456": None,
    "1,2,3": None,
    "5,": None,
    "1.234,": None,
    "1e5": None,
    "NaN": None,
    "abc": None,
    "--5": None,
    "(-5,0)": None,
    "5,0 5": None,
    "1,5 XYZ": None,
    "12,34,567": None,
    "1.234 567": None,
    "1'234.567": None,
    "\u0663,\u0665": None,
    "1_000,0": None,
    "1,5€2": None,
    "2,00 USD": "2",
    "$2,00": "2",
    "2,00-€": "-2",
    "- 2,00": "-2",
    "+2,00": "2",
    "002,50": "2.5",
    "0,00": "0",
    "-0,00": "0",
    "1,0": "1",
    "10,000": "10",
    "1.000,000": "1000",
    "10.000": "10000",
    "100.000": "100000",
    "1000.000": None,
    "0001.000": None,
    "1.00": None,
    "1.0000": None,
    "12.3456": None,
    ".500": None,
    ".5": None,
}


def test_there_are_more_than_two_hundred_literals() -> None:
    assert len(POINT) + len(COMMA) >= 200


@pytest.mark.parametrize(("mark", "table"), [(".", POINT), (",", COMMA)])
def test_every_literal_is_read_right_or_refused_with_a_reason(mark: str, table: dict[str, str | None]) -> None:
    reader = AmountReader(mark)
    for text, expected in table.items():
        micro = None if expected is None else int(Decimal(expected) * 1_000_000)
        assert reader[text] == micro, text
        if micro is None:
            with pytest.raises(Problem) as problem:
                reader.read(text)
            assert str(problem.value), text
        else:
            assert reader.read(text)[0] == micro, text


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234", "5,50"], [1_234_000_000, 5_500_000]),
        (["1.234", "5.50"], [1_234_000, 5_500_000]),
        (["1,234", "1.5"], [1_234_000_000, 1_500_000]),
        (["1.234,56 €", "2.000"], [1_234_560_000, 2_000_000_000]),
        (["1.234.567", "1.234"], [1_234_567_000_000, 1_234_000_000]),
        (["0.345", "1.234"], [345_000, 1_234_000]),
        (["5", "1 234"], [5_000_000, 1_234_000_000]),
        (["1.234"], [None]),
        (["1,234", "7"], [None, 7_000_000]),
        (["1.5", "1,5", "7"], [None, None, 7_000_000]),
    ],
)
def test_the_whole_column_decides_which_mark_is_the_decimal_point(cells: list[str], expected: list[int | None]) -> None:
    reader = column(*cells)
    assert [reader[cell] for cell in cells] == expected
    assert reader.read_all(cells) == expected


def test_an_amount_that_nothing_decides_says_both_readings() -> None:
    with pytest.raises(BadInput, match=r"1\.234 or 1234") as problem:
        column("1.234").read("1.234")
    assert problem.value.code == "amount_unclear"


def test_what_the_user_or_the_format_says_decides_where_the_column_does_not() -> None:
    assert column("1.234", decimal=",")["1.234"] == 1_234_000_000
    assert column("1.234", usual=".")["1.234"] == 1_234_000
    assert column("1.234", "5,5", usual=".")["1.234"] == 1_234_000_000


def test_numbers_of_a_spreadsheet_are_rounded_to_six_places_exactly() -> None:
    assert micro_of_number(0.1 + 0.2) == 300_000
    assert micro_of_number(29.99) == 29_990_000
    assert micro_of_number(12345678901.99) == 12_345_678_901_990_000
    assert micro_of_number(-1) == -1_000_000
    for bad in (float("nan"), float("inf"), 1e11, 1e300):
        with pytest.raises(BadInput):
            micro_of_number(bad)


@settings(deadline=None, max_examples=300)
@given(
    st.integers(-(10**17) + 1, 10**17 - 1),
    st.sampled_from([(".", ","), (",", "."), (".", " "), (",", "\u202f"), (".", "'")]),
)
def test_every_amount_is_read_back_from_how_it_is_written(micro: int, marks: tuple[str, str]) -> None:
    point, gap = marks
    text = f"{Decimal(micro).scaleb(-6):,.6f}".replace(",", "_").replace(".", point).replace("_", gap)
    assert AmountReader(point)[text] == micro


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    reader = column(text)
    micro = reader[text]
    assert micro is None or abs(micro) < 10**17
    assert reader.read_all([text]) == [micro]


@given(st.lists(st.sampled_from(["1,50", "12,5", "-1.234,00", "0,07", "123456,78", "1.234.567,8"]), min_size=1))
def test_a_column_of_decimal_commas_is_seen_at_once_as_it_is_cell_by_cell(cells: list[str]) -> None:
    at_once, one_by_one = AmountColumn(), AmountColumn()
    at_once.see(cells)
    one_by_one._look(cells)
    assert at_once.decided == one_by_one.decided == ","
    assert at_once.marked == one_by_one.marked
