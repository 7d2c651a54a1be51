"""What lies between rows, statement and money."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.money import MICRO, Money
from affiliate_desktop.ledger.payout import NO_MATCH, Matched, MonthSum, PartKind, Payout, Rate
from affiliate_desktop.ledger.reconciling import three_way

DAY = date(2026, 3, 31)


def payout(amount: str, currency: str = "EUR", **values: object) -> Payout:
    return Payout(DAY, Money.of(amount, currency), **values)  # type: ignore[arg-type]


def matched(paid: str, now: str | None = None, currency: str = "EUR") -> Matched:
    micro, later = Money.of(paid, currency).micro, Money.of(now or paid, currency).micro
    return Matched(3, currency, micro, later, 0 if micro == later else 1, date(2026, 2, 1), date(2026, 2, 28))


def parts(found: object) -> dict[str, str]:
    return {part.kind.value: str(part.money) for part in found.parts}  # type: ignore[attr-defined]


def test_rows_that_are_what_arrived_leave_nothing_between() -> None:
    found = three_way(payout("100.00"), matched("100.00"), None, ())
    assert found.parts == ()
    assert found.assumed


def test_a_fee_is_the_gap_between_statement_and_money() -> None:
    found = three_way(payout("97.50", fee_micro=2_500_000, statement=Money.of(100, "EUR")), matched("100.00"), None, ())
    assert parts(found) == {"fees": "-2.50"}
    assert found.unexplained == ()


def test_a_row_that_was_reversed_later_is_named() -> None:
    found = three_way(payout("100.00"), matched("100.00", "88.00"), None, ())
    assert str(found.rows) == "88.00"
    assert parts(found) == {"later_reversals": "12.00"}


def test_earlier_unpaid_rows_that_are_the_rest_were_carried_over() -> None:
    earlier = (MonthSum("2025-12", 1, 5 * MICRO, 0, 0), MonthSum("2026-01", 2, 40 * MICRO, 0, 0))
    found = three_way(payout("140.00"), matched("100.00"), None, earlier)
    assert parts(found) == {"carried_over": "40.00"}
    assert found.parts[0].note == "2026-01"
    both = three_way(payout("145.00"), matched("100.00"), None, earlier)
    assert parts(both) == {"carried_over": "45.00"}
    assert both.parts[0].note == "2025-12 - 2026-01"
    neither = three_way(payout("141.00"), matched("100.00"), None, earlier)
    assert parts(neither) == {"rows_unexplained": "41.00"}


def test_what_the_user_noted_as_carried_over_holds() -> None:
    found = three_way(payout("70.00", carried_micro=-30 * MICRO), matched("100.00"), None, ())
    assert parts(found) == {"carried_over": "-30.00"}


def test_another_currency_names_the_rate_and_its_day() -> None:
    ecb = Rate("USD", "EUR", Decimal("0.90"), date(2026, 3, 30), "European Central Bank")
    found = three_way(payout("87.50", statement=Money.of(100, "USD")), matched("100.00", currency="USD"), ecb, ())
    assert parts(found) == {"currency": "-2.50"}
    assert found.rate == ecb
    assert str(found.converted) == "90.00"
    far = three_way(payout("70.00", statement=Money.of(100, "USD")), matched("100.00", currency="USD"), ecb, ())
    assert parts(far) == {"money_unexplained": "-20.00"}


def test_the_payers_own_rate_splits_margin_from_rest() -> None:
    ecb = Rate("USD", "EUR", Decimal("0.90"), date(2026, 3, 30), "European Central Bank")
    paid = payout("86.00", statement=Money.of(100, "USD"), rate=Decimal("0.87"), fee_micro=MICRO // 2)
    assert parts(three_way(paid, matched("100.00", currency="USD"), ecb, ())) == {
        "fees": "-0.50",
        "currency": "-3.00",
        "money_unexplained": "-0.50",
    }
    alone = three_way(paid, matched("100.00", currency="USD"), None, ())
    assert alone.rate is not None
    assert alone.rate.value == Decimal("0.87")


def test_without_any_rate_nothing_is_claimed_about_the_currency() -> None:
    found = three_way(payout("86.00", statement=Money.of(100, "USD")), matched("100.00", currency="USD"), None, ())
    assert found.converted is None
    assert found.parts == ()


amounts = st.integers(1, 10**9).map(lambda cents: cents * 10_000)


@given(
    received=amounts,
    fee=st.integers(0, 10**6),
    statement=st.none() | amounts,
    paid=amounts,
    lost=st.integers(0, 10**6),
    carried=st.none() | st.integers(-(10**9), 10**9),
    rate=st.none() | st.decimals("0.5", "2", places=4),
    foreign=st.booleans(),
    known=st.booleans(),
    earlier=st.lists(amounts, max_size=3),
    count=st.integers(0, 2),
)
def test_the_parts_add_up_from_rows_to_statement_to_money(
    received: int,
    fee: int,
    statement: int | None,
    paid: int,
    lost: int,
    carried: int | None,
    rate: Decimal | None,
    foreign: bool,
    known: bool,
    earlier: list[int],
    count: int,
) -> None:
    currency = "USD" if foreign else "EUR"
    record = Payout(
        DAY,
        Money(received, "EUR"),
        fee_micro=fee,
        statement=None if statement is None else Money(statement, currency),
        carried_micro=carried,
        rate=rate if foreign and statement is not None else None,
    )
    rows = Matched(count, currency, paid, paid - lost, 1, DAY, DAY) if count else NO_MATCH
    ecb = Rate("USD", "EUR", Decimal("0.9"), DAY, "European Central Bank") if foreign and known else None
    months = [MonthSum(f"2026-{at:02}", 1, micro, 0, 0) for at, micro in enumerate(earlier, 1)]
    found = three_way(record, rows, ecb, months)
    before = (PartKind.LATER_REVERSALS, PartKind.CARRIED_OVER, PartKind.ROWS_UNEXPLAINED)
    first = sum(part.money.micro for part in found.parts if part.kind in before)
    second = sum(part.money.micro for part in found.parts if part.kind not in before)
    assert found.rows.micro + first == found.statement.micro
    assert (found.converted is None) == (found.statement.currency != "EUR" and ecb is None and record.rate is None)
    if found.converted is not None:
        assert found.converted.micro + second == received
        assert {part.money.currency for part in found.parts if part.kind not in before} <= {"EUR"}
    if carried is not None:
        assert carried == sum(part.money.micro for part in found.parts if part.kind is PartKind.CARRIED_OVER)
    assert [part.money.micro for part in found.parts if part.kind is PartKind.FEES] == [-fee] * bool(fee)
    assert sum(part.money.micro for part in found.parts if part.kind is PartKind.LATER_REVERSALS) == lost * bool(count)
