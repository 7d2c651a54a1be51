"""What a text is made of: the same whether all of it is looked through or a sample, and damage is seen."""

import io
from collections.abc import Callable

import pytest
from typing_extensions import override

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.encoding import GLANCE_BYTES, Survey, survey
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.text import TextTable, open_text

ROW = "2026-03-01,Möbelhaus Grün & Söhne,5.25\n"
LARGE = ("Date,Shop,Commission\n" + ROW * (2 * GLANCE_BYTES // len(ROW.encode()))).encode()


def looked_at(content: bytes, *, glance: bool = False) -> Survey:
    """The survey of these bytes."""
    return survey(lambda: io.BytesIO(content), len(content), "table.csv", glance=glance)


def opened(content: bytes, *, glance: bool = False) -> TextTable:
    """A table of these bytes."""
    return open_text(lambda: io.BytesIO(content), len(content), "table.csv", glance=glance)


def rows_of(content: bytes) -> list[list[Cell]]:
    """All rows."""
    return [row for chunk in opened(content).chunks() for row in chunk.rows]


def test_a_glance_at_a_large_file_sees_what_a_whole_look_sees() -> None:
    glance, whole = looked_at(LARGE, glance=True), looked_at(LARGE)
    assert (glance.encoding, whole.encoding) == ("utf-8", "utf-8")
    assert (glance.whole, whole.whole) == (False, True)
    assert whole.lines == LARGE.count(b"\n") + 1
    assert abs(glance.lines - whole.lines) < whole.lines / 50


def test_a_glance_reads_only_a_sample() -> None:
    read = 0

    class Counted(io.BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            block = super().read(size)
            read += len(block)
            return block

    content = LARGE * 4
    open_text(lambda: Counted(content), len(content), "table.csv", glance=True)
    assert read < GLANCE_BYTES


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_glance_tells_other_encodings_too(encoding: str) -> None:
    assert looked_at(LARGE.decode().encode(encoding), glance=True).encoding == encoding


def test_excerpts_come_from_below_the_first_rows() -> None:
    body = "".join(f"{number},2026-03-01,Grün,5.25\n" for number in range(400_000))
    table = opened(b"n,Date,Shop,Commission\n" + body.encode(), glance=True)
    numbers = [int(str(row[0])) for rows in table.excerpt() for row in rows]
    assert numbers == sorted(numbers)
    assert min(numbers) > 10_000
    assert max(numbers) > 300_000


def test_a_few_damaged_characters_do_not_turn_the_whole_text_into_another_code_page() -> None:
    content = ("a;b\n" + "Grün;Söhne\n" * 50).encode() + b"Gr\xc3;5\n"
    found = looked_at(content)
    assert (found.encoding, found.damaged) == ("utf-8", True)
    assert rows_of(content)[-1] == ["Gr\ufffd", "5"]


def test_a_byte_order_mark_in_the_middle_is_no_part_of_a_cell() -> None:
    part = '\ufeff"Date","Commission"\n"2026-03-01","5.25"\n'
    assert looked_at((part * 2).encode()).marks
    assert rows_of((part * 2).encode()) == [["Date", "Commission"], ["2026-03-01", "5.25"]] * 2
    assert (
        rows_of(part.encode("utf-16") + part.encode("utf-16-le"))
        == [
            ["Date", "Commission"],
            ["2026-03-01", "5.25"],
        ]
        * 2
    )


def test_every_kind_of_line_end_ends_a_row_also_mixed() -> None:
    assert rows_of(b"a,b\r\n1,2\n3,4\r5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]


@pytest.mark.parametrize(
    "spoil", [lambda text: text.encode("utf-16")[:-1], lambda text: b"\xff\xfe" + text.encode("utf-8") + b"\xd8"]
)
def test_a_declared_encoding_that_is_not_kept_is_told(spoil: Callable[[str], bytes]) -> None:
    with pytest.raises(BadInput) as problem:
        opened(spoil("a,b\n1,2\n3,4\n"))
    assert problem.value.code in {"wrong_encoding", "no_columns"}


def test_a_row_over_many_lines_that_grows_without_end_is_given_up() -> None:
    endless = '"x\ny",' * 600_000
    table = opened(f"a,b\n1,2\n{endless}\n".encode())
    chunks = table.chunks()
    with pytest.raises(BadInput) as problem:
        for _ in chunks:
            pass
    assert problem.value.code == "quotes_broken"


def test_a_line_with_a_million_columns_is_refused() -> None:
    with pytest.raises(BadInput) as problem:
        opened(b",".join([b"a"] * 100_000) + b"\n" + b",".join([b"1"] * 100_000))
    assert problem.value.code == "too_many_columns"


def test_reading_goes_on_below_each_of_many_broken_lines() -> None:
    good = "".join(f"{number},x\n" for number in range(20))
    content = "a,b\n" + (good + '1,"open\n' + '2,"x"y\n') * 30
    chunks = list(opened(content.encode()).chunks())
    assert sum(len(chunk.rows) for chunk in chunks) == 1 + 600
    assert sum(len(chunk.bad) for chunk in chunks) == 60
