"""Summaries made by hand, without a workspace."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from affiliate_desktop.core.periods import ALL_TIME, Period
from affiliate_desktop.ledger.model import Grouping, Status, Total
from affiliate_desktop.reports.measures import by_commission, currencies_of
from affiliate_desktop.reports.model import Summary
from affiliate_desktop.statements.model import Statement

Fact = tuple[str, str, str | None, str | None, Status, int, int]
"""Currency, month, program, campaign, status, sale and commission in millionths: one transaction."""


def summary_of(facts: Sequence[Fact], files: Iterable[str] = ("statement.csv",), period: Period = ALL_TIME) -> Summary:
    """The summary of some transactions."""
    by_status = _grouped(facts, (Grouping.STATUS,))
    return Summary(
        period=period,
        by_status=by_status,
        by_month=_grouped(facts, (Grouping.MONTH, Grouping.STATUS)),
        by_program=by_commission(_grouped(facts, (Grouping.PROGRAM,))),
        by_campaign=by_commission(_grouped(facts, (Grouping.CAMPAIGN,))),
        statements=tuple(statement(place, name) for place, name in enumerate(files, start=1)),
        currencies=currencies_of(by_status),
        by_program_status=_grouped(facts, (Grouping.PROGRAM, Grouping.STATUS)),
        by_campaign_status=_grouped(facts, (Grouping.CAMPAIGN, Grouping.STATUS)),
    )


def statement(number: int, file: str) -> Statement:
    """An imported file that never was."""
    return Statement(
        id=number,
        account="Amazon US",
        account_id=1,
        file=file,
        sha256=sha256(file.encode("utf-8", "replace")).hexdigest(),
        size=1000,
        imported_at="2026-06-01T08:00:00+00:00",
        first_day="2026-01-02",
        last_day="2026-05-31",
        rows=120,
        new=118,
        updated=0,
        unchanged=0,
        rejected=2,
    )


def year_of_facts(currency: str = "USD", *, programs: int = 3, campaigns: int = 4, months: int = 12) -> list[Fact]:
    """A plausible year, the same each time."""
    facts: list[Fact] = []
    for index in range(months * programs * campaigns * 4):
        month = date(2026 - (months - 1 - index % months) // 12, 12 - (months - 1 - index % months) % 12, 1)
        program, campaign = index // months % programs, index // (months * programs) % campaigns
        status = list(Status)[(index * 7 + index // 5) % 4]
        commission = (index * 7919 % 9_000 + 1_000) * 10_000 * (-1 if index % 17 == 0 else 1)
        facts.append(
            (
                currency,
                f"{month:%Y-%m}",
                f"Program {program + 1}",
                f"Campaign {campaign + 1}" if campaign else None,
                status,
                commission * 12,
                commission,
            )
        )
    return facts


def _grouped(facts: Sequence[Fact], by: tuple[Grouping, ...]) -> tuple[Total, ...]:
    sums: dict[tuple[str, tuple[tuple[Grouping, str | None], ...]], tuple[int, int, int]] = {}
    for currency, month, program, campaign, status, sale, commission in facts:
        names: dict[Grouping, str | None] = {
            Grouping.MONTH: month,
            Grouping.PROGRAM: program,
            Grouping.CAMPAIGN: campaign,
            Grouping.STATUS: status.value,
        }
        key = currency, tuple((grouping, names[grouping]) for grouping in by)
        count, sales, commissions = sums.get(key, (0, 0, 0))
        sums[key] = count + 1, sales + sale, commissions + commission
    return tuple(Total(currency, groups, *sums[currency, groups]) for currency, groups in sums)
