"""Which of several things that files said of a transaction holds."""

from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.ledger.holding import HELD, STAGES, Said, holding, is_material, overlaid


def said(day: int, number: int, status: str = "approved", cents: int = 100) -> Said:
    """What a file of a day of March said."""
    values = dict.fromkeys(HELD) | {"day": "2026-03-01", "status": status, "commission_micro": cents * 10_000}
    return Said(f"2026-03-{day:02d}", number, 0, 2, tuple(values[name] for name in HELD))


def test_the_file_that_ends_latest_holds_and_of_equal_ones_the_later_import() -> None:
    assert holding([said(31, 1), said(15, 2)]).statement_id == 1
    assert holding([said(31, 1), said(31, 2), said(15, 3)]).statement_id == 2


def test_a_newer_download_of_an_older_period_holds_where_it_knows_of_a_later_stage() -> None:
    assert holding([said(31, 1, "pending"), said(15, 2, "approved")]).statement_id == 2
    assert holding([said(31, 1, "approved"), said(15, 2, "reversed"), said(14, 3, "paid")]).statement_id == 2
    assert holding([said(31, 2, "approved"), said(15, 1, "reversed")]).statement_id == 2, "imported before: it is old"


def test_a_later_file_may_take_a_stage_back() -> None:
    assert holding([said(15, 1, "reversed"), said(31, 2, "pending")]).statement_id == 2


@given(
    st.lists(st.tuples(st.integers(1, 28), st.sampled_from(sorted(STAGES))), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_they_are_looked_at_does_not_matter(files: list[tuple[int, str]], chance: object) -> None:
    all_said = [said(day, number, status) for number, (day, status) in enumerate(files)]
    shuffled = list(all_said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert holding(shuffled) == holding(all_said)


def test_what_the_user_said_stands_above_the_files() -> None:
    files = said(1, 1).values
    changed = overlaid(files, {"status": "paid"})
    assert changed[HELD.index("status")] == "paid"
    assert changed[HELD.index("commission_micro")] == 1_000_000
    assert overlaid(files, {}) is files


def test_that_a_paid_earning_is_called_paid_is_no_contradiction() -> None:
    before = said(1, 1, "approved").values
    assert not is_material(before, said(1, 1, "paid").values)
    assert is_material(before, said(1, 1, "reversed").values)
    assert is_material(before, said(1, 1, "paid", 99).values)
    assert is_material(before, None)
