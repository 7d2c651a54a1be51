"""What counts as earned, and that every breakdown adds up to it."""

from hypothesis import given, settings
from hypothesis import strategies as some

from affiliate_desktop.ledger.model import Grouping, Status
from affiliate_desktop.reports.measures import Amounts, breakdown, currencies_of, key_figures
from tests.reports.making import Fact, summary_of

NAMES = some.sampled_from(["Amazon", "Upwork", "A & B", None])
FACTS = some.lists(
    some.tuples(
        some.sampled_from(["USD", "EUR", "JPY"]),
        some.sampled_from(["2025-12", "2026-01", "2026-02"]),
        NAMES,
        NAMES,
        some.sampled_from(Status),
        some.integers(-(10**12), 10**12),
        some.integers(-(10**12), 10**12),
    )
)


@settings(deadline=None)
@given(FACTS)
def test_months_programs_and_campaigns_each_add_up_to_the_key_figures(facts: list[Fact]) -> None:
    summary = summary_of(facts)
    for currency in summary.currencies:
        whole = key_figures(summary.by_status, currency)
        for totals, grouping in (
            (summary.by_month, Grouping.MONTH),
            (summary.by_program_status, Grouping.PROGRAM),
            (summary.by_campaign_status, Grouping.CAMPAIGN),
        ):
            parts = breakdown(totals, currency, grouping)
            assert sum((part.total for part in parts), Amounts()) == whole.total
            for status in Status:
                assert sum((part.of(status) for part in parts), Amounts()) == whole.of(status)


@settings(deadline=None)
@given(FACTS)
def test_the_total_is_everything_but_the_reversed(facts: list[Fact]) -> None:
    summary = summary_of(facts)
    for currency in summary.currencies:
        whole = key_figures(summary.by_status, currency)
        assert whole.total + whole.of(Status.REVERSED) == whole.everything
        kept = [fact for fact in facts if fact[0] == currency and fact[4] != Status.REVERSED]
        assert whole.total == Amounts(len(kept), sum(fact[5] for fact in kept), sum(fact[6] for fact in kept))


def test_currencies_stand_in_order_of_what_was_earned() -> None:
    facts: list[Fact] = [
        ("EUR", "2026-01", None, None, Status.PAID, 0, 5),
        ("USD", "2026-01", None, None, Status.PAID, 0, 9),
        ("GBP", "2026-01", None, None, Status.REVERSED, 0, 100),
    ]
    assert currencies_of(summary_of(facts).by_status) == ("USD", "EUR", "GBP")


def test_the_largest_program_stands_first_no_program_last_and_months_in_their_order() -> None:
    facts: list[Fact] = [
        ("USD", "2026-02", "Small", None, Status.PAID, 0, 5),
        ("USD", "2026-01", "Large", None, Status.PAID, 0, 9),
        ("USD", "2026-03", None, None, Status.PAID, 0, 9),
    ]
    summary = summary_of(facts)
    programs = breakdown(summary.by_program_status, "USD", Grouping.PROGRAM)
    assert [figures.name for figures in programs] == ["Large", "Small", None]
    months = breakdown(summary.by_month, "USD", Grouping.MONTH)
    assert [figures.name for figures in months] == ["2026-01", "2026-02", "2026-03"]
