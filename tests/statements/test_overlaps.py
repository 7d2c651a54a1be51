"""No visit counts twice, whatever days the files have."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.statements.overlaps import silenced
from affiliate_desktop.statements.visit_model import Visits

START = date(2026, 1, 1)


def visits(key: int, statement: int, days: tuple[int, int], tags: tuple[str, str, str] = ("a", "b", "c")) -> Visits:
    """Visits of an import, from a day to a day of the year."""
    first, last = (str(START + timedelta(day)) for day in days)
    return Visits(key, first, last, *tags, sessions=1, statement_id=statement, id=key)


def rivals(one: Visits, other: Visits) -> bool:
    """Whether both would count the same people."""
    same = one.tags[2] == other.tags[2]
    same &= all(a == b or not a or not b for a, b in zip(one.tags[:2], other.tags[:2], strict=True))
    return same and one.first <= other.last and other.first <= one.last and one.statement_id != other.statement_id


ROWS = st.lists(
    st.builds(
        lambda statement, first, length, source, medium, campaign: (
            statement,
            (first, first + length),
            (source, medium, campaign),
        ),
        st.integers(1, 5),
        st.integers(0, 12),
        st.sampled_from([0, 0, 0, 1, 3, 9]),
        st.sampled_from(["", "x", "X", "y"]),
        st.sampled_from(["", "m", "n"]),
        st.sampled_from(["", "spring", "Spring", "fall"]),
    ),
    max_size=14,
).map(lambda rows: [visits(number, *row) for number, row in enumerate(rows, start=1)])


@given(ROWS)
def test_no_two_rows_that_count_are_of_the_same_visits_and_each_left_out_row_has_one_that_speaks_for_it(
    rows: Sequence[Visits],
) -> None:
    left_out = silenced(rows)
    by_id = {row.id: row for row in rows}
    counting = [row for row in rows if row.id not in left_out]
    assert not any(rivals(one, other) for one in counting for other in counting)
    for key, by in left_out.items():
        row = by_id[key]
        speaking = [each for each in counting if rivals(row, each) and each.statement_id > row.statement_id]
        assert max(each.statement_id for each in speaking) == by


@given(ROWS)
def test_the_file_imported_last_counts_whole_and_without_it_all_is_as_before(rows: Sequence[Visits]) -> None:
    last = max((row.statement_id for row in rows), default=0)
    left_out = silenced(rows)
    assert not any(by_id in left_out for by_id in (row.id for row in rows if row.statement_id == last))
    before = [row for row in rows if row.statement_id != last]
    again = [*before, *(row for row in rows if row.statement_id == last)]
    assert silenced(again) == left_out
    assert silenced(before) == silenced(list(reversed(before)))


def test_a_month_before_and_a_month_after_count_beside_the_file_between_them_that_a_later_one_silenced() -> None:
    january, both, february = visits(1, 1, (0, 30)), visits(2, 2, (15, 45)), visits(3, 3, (31, 58))
    assert silenced([january, both]) == {1: 2}
    assert silenced([january, both, february]) == {2: 3}


def test_a_report_without_campaigns_takes_no_campaigns_place_and_one_without_sources_speaks_for_all_of_them() -> None:
    detailed = visits(1, 1, (0, 30), ("newsletter", "email", "spring"))
    traffic = visits(2, 2, (0, 30), ("newsletter", "email", ""))
    campaigns = visits(3, 3, (0, 30), ("", "", "SPRING"))
    assert silenced([detailed, traffic]) == {}
    assert silenced([detailed, traffic, campaigns]) == {1: 3}
    assert silenced([visits(1, 9, (0, 30), ("newsletter", "email", "spring")), campaigns]) == {3: 9}


def test_many_days_of_many_files_are_settled_without_comparing_each_with_each() -> None:
    rows = [
        visits(statement * 10_000 + day * 20 + number, statement, (day, day), (f"s{number}", "m", "c"))
        for statement in (1, 2, 3)
        for day in range(365)
        for number in range(20)
    ]
    left_out = silenced(rows)
    assert len(left_out) == 2 * 365 * 20
    assert set(left_out.values()) == {3}
