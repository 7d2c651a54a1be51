"""The readers on made-up bytes, and on all that the fuzzer ever found."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import TARGETS, run

FINDS = sorted((Path(__file__).parents[1] / "fuzz" / "finds").glob("*"))
TEXTS = st.text(st.sampled_from("ab,;\t|\"'\n\r\0\ufeff 0123456789.-/€$=+()é\ud7ff\U0001f600"), max_size=12)
LIKELY = st.sampled_from(
    ["2026-03-01", "01.03.2026", "3/4/26", "1.234,56 €", "(12.00)", "EUR", "=1+1", "99999999999999999999", "", "NaN"]
)
QUICK = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", TARGETS)
@QUICK
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(name: str, content: bytes) -> None:
    run(name, content)


@QUICK
@given(
    rows=st.lists(st.lists(TEXTS | LIKELY, min_size=1, max_size=6), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    delimiter=st.sampled_from(",;\t|"),
)
def test_any_table_is_read_or_refused_in_words(rows: list[list[str]], encoding: str, delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Date", "Commission", "Currency", "Id"], *rows])
    run("text", out.getvalue().encode(encoding, "surrogatepass"))


@QUICK
@given(cells=st.lists(TEXTS | LIKELY, max_size=10))
def test_any_column_of_amounts_or_dates_is_read_the_same_alone_and_together(cells: list[str]) -> None:
    for name in ("amounts", "dates"):
        run(name, "\n".join(cells).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("file", FINDS, ids=[file.name for file in FINDS])
def test_what_the_fuzzer_found_stays_mended(file: Path) -> None:
    run(file.name.partition("-")[0], file.read_bytes())
