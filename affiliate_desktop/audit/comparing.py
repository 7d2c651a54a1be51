"""What the terms pay for a program's rows and recorded events, beside what the rows report.

The rows are read twice at most, in order of time: once to let tiers know what each period reached, once to pay and
to judge. Only the user's own record, what periods and referrals have used up, and bonuses are held in memory.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from affiliate_desktop.audit.bonuses import BonusPool
from affiliate_desktop.audit.findings import detail
from affiliate_desktop.audit.model import AuditScope, FindingKind
from affiliate_desktop.audit.recorded import Recorded
from affiliate_desktop.audit.stream import Item, Stream
from affiliate_desktop.audit.verdicts import Needs, days_over, judge, needs_of
from affiliate_desktop.core.money import plain
from affiliate_desktop.programs.evaluated import Line, NotPaid
from affiliate_desktop.programs.evaluation import Course, PlanVersion
from affiliate_desktop.programs.plan import Apply, Plan, PlanEvent

Found = tuple[Any, ...]
"""A finding without its number, as ``Findings.add`` takes it."""


class Comparison:
    """One audit over a stream of items.

    Args:
        scope: what is audited; it has at least one version.
        stream: the items.
        signups: referral -> its earliest valid sign-up.
        tick: called with the number of items of each batch; may raise to stop.

    Attributes:
        waiting: recorded events that are due and whose hold days are not over.
    """

    def __init__(
        self, scope: AuditScope, stream: Stream, signups: dict[str, Any], tick: Callable[[int], object]
    ) -> None:
        self._scope, self._stream, self._signups, self._tick = scope, stream, signups, tick
        self._plans = [each.plan for each in scope.versions]
        versions = [PlanVersion(each.plan, each.starts) for each in scope.versions]
        self._course = Course(versions, signups, by_signup=scope.by_signup)
        self._needs = {
            (number, event): needs_of(plan, event, by_signup=scope.by_signup)
            for number, plan in enumerate(self._plans)
            for event in PlanEvent
        }
        self._doubtful: set[tuple[int, PlanEvent]] = set()
        self._bonuses = BonusPool(scope.tolerance_micro)
        self.waiting = 0

    @property
    def passes(self) -> int:
        """How often the stream is read: twice where what an event earns depends on later ones, or on unknown ones."""
        ahead = any(rule.tiers and rule.tiers.apply is Apply.WHOLE for plan in self._plans for rule in plan.rules)
        return 2 if ahead or any(need.others and need.referral for need in self._needs.values()) else 1

    def findings(self) -> Iterator[list[Found]]:
        """The findings, a batch at a time."""
        if self.passes == 2:
            self._measure()
        for items in self._stream.batches():
            self._load(items)
            if self.passes == 1:
                self._course.measure()
            self._course.pay()
            yield [found for found in self._judged(items) if found is not None]
            self._tick(len(items))
        yield [found for found in self._settled() if found is not None]

    def _measure(self) -> None:
        for items in self._stream.batches():
            self._load(items)
            self._course.measure()
            for item in items:
                if item.event is not None and item.row is not None:
                    version = self._course.version_of(item.event)
                    if version is not None and self._unknown(item, self._needs[version, item.event.event]):
                        self._doubtful.add((version, item.event.event))
            self._tick(len(items))
        self._course.start_over()

    def _load(self, items: Sequence[Item]) -> None:
        self._course.load([item.event for item in items if item.event is not None])

    def _judged(self, items: Sequence[Item]) -> Iterator[Found | None]:
        lines, refused = self._course.lines_by_place(), self._course.refused_by_place()
        place = -1
        for item in items:
            place += item.event is not None
            mine = (lines.get(place, ()), refused.get(place, ())) if item.event is not None else ((), ())
            if item.row is not None:
                yield self._row(item, *mine)
            else:
                yield self._unreported(item, *mine)

    # --- statement rows ----------------------------------------------------------------------------------------

    def _row(self, item: Item, lines: Sequence[tuple[int, Line]], refused: Sequence[NotPaid]) -> Found | None:
        row = item.row
        assert row is not None  # noqa: S101 - narrows the type
        if row.status == "reversed" or row.sale_micro < 0 or row.commission_micro < 0:
            reason = "reversed" if row.status == "reversed" else "returned"
            return self._finding(item, FindingKind.REVERSED, reason, None)
        if item.event is None:
            if row.event == "bonus" and any(plan.bonuses for plan in self._plans):
                self._bonuses.report(item)
                return None
            kind, reason = self._verdict(item, None, "other_event", None)
            return self._finding(item, kind, reason, 0)
        version = self._course.version_of(item.event)
        reason = self._why_unchecked(item, version)
        if reason or version is None:
            return self._finding(item, FindingKind.UNCHECKED, reason, None, version)
        return self._computed(item, version, lines, refused)

    def _computed(
        self, item: Item, version: int, lines: Sequence[tuple[int, Line]], refused: Sequence[NotPaid]
    ) -> Found | None:
        row, event, plan = item.row, item.event, self._plans[version]
        assert row is not None  # noqa: S101 - narrows the type
        assert event is not None  # noqa: S101 - narrows the type
        paid = [line for order, line in lines if order < len(plan.rules)]
        extra = [line for order, line in lines if order >= len(plan.rules)]
        due = _micro(sum((line.commission for line in paid), Decimal(0))) if paid else None
        bonus = _micro(sum((line.commission for line in extra), Decimal(0)))
        if extra and abs(row.commission_micro - (due or 0) - bonus) <= self._scope.tolerance_micro:
            paid, due = paid + extra, (due or 0) + bonus
        else:
            for line in extra:
                self._bonuses.expect(item, line, _micro(line.commission))
        why = refused[0].reason if refused else "no_rule"
        kind, reason = self._verdict(item, due, why, plan)
        wrong = kind in (FindingKind.UNDERPAID, FindingKind.OVERPAID, FindingKind.UNEXPECTED)
        if wrong and (version, event.event) in self._doubtful and self._needs[version, event.event].others:
            kind, reason = FindingKind.UNCHECKED, "others_unchecked"
        return self._finding(item, kind, reason, due or 0, version, paid, refused)

    def _verdict(self, item: Item, due: int | None, why: str, plan: Plan | None) -> tuple[FindingKind, str]:
        row = item.row
        assert row is not None  # noqa: S101 - narrows the type
        hold = plan.terms.hold_days if plan else None
        late = 0 if hold is None else days_over(_date(row.day), hold, self._scope.today)
        return judge(
            row.commission_micro,
            due,
            tolerance=self._scope.tolerance_micro,
            reason=why,
            pending=row.status == "pending",
            days_late=late,
        )

    def _why_unchecked(self, item: Item, version: int | None) -> str:
        """What is not known that the terms need; empty where all is known."""
        event = item.event
        if version is None or event is None:
            if not self._scope.by_signup:
                return "no_terms"
            return "no_referral" if item.recorded is None else "no_signup"
        needs = self._needs[version, event.event]
        missing = self._unknown(item, needs)
        if missing:
            return missing
        row = item.row
        return "no_base" if needs.base and row and not row.sale_micro and row.commission_micro else ""

    def _unknown(self, item: Item, needs: Needs) -> str:
        if needs.referral and item.recorded is None:
            return "no_referral"
        if needs.signup and item.recorded and item.recorded.referral not in self._signups:
            return "no_signup"
        return ""

    # --- recorded events that no row reports -------------------------------------------------------------------

    def _unreported(self, item: Item, lines: Sequence[tuple[int, Line]], refused: Sequence[NotPaid]) -> Found | None:
        assert item.event is not None  # noqa: S101 - narrows the type
        version = self._course.version_of(item.event)
        if version is None or not lines:
            return None
        rules = len(self._plans[version].rules)
        for order, line in lines:
            if order >= rules:
                self._bonuses.expect(item, line, _micro(line.commission))
        paid = [line for order, line in lines if order < rules]
        due = _micro(sum((line.commission for line in paid), Decimal(0)))
        return self._missing(item, "", due, version, paid, refused) if due > self._scope.tolerance_micro else None

    def _missing(
        self,
        item: Item,
        reason: str,
        due: int,
        version: int,
        paid: Sequence[Line],
        refused: Sequence[NotPaid] = (),
    ) -> Found | None:
        if _day(item) not in self._scope.period:
            return None
        hold = self._plans[version].terms.hold_days
        if days_over(_day(item), hold, self._scope.today) <= 0:
            self.waiting += 1
            return None
        return self._finding(item, FindingKind.MISSING, reason, due, version, paid, refused, reported=False)

    # --- bonuses -----------------------------------------------------------------------------------------------

    def _settled(self) -> Iterator[Found | None]:
        for item, expected in self._bonuses.settled():
            if expected is None:
                kind, reason = self._verdict(item, None, "no_bonus", None)
                yield self._finding(item, kind, reason, 0)
            else:
                version = expected.line.version
                kind, reason = self._verdict(item, expected.due_micro, "", self._plans[version])
                yield self._finding(item, kind, reason, expected.due_micro, version, [expected.line])
        for expected in self._bonuses.unreported():
            if expected.due_micro > self._scope.tolerance_micro:
                version = expected.line.version
                yield self._missing(expected.item, "bonus", expected.due_micro, version, [expected.line])

    # --- the record --------------------------------------------------------------------------------------------

    def _finding(
        self,
        item: Item,
        kind: FindingKind,
        reason: str,
        due: int | None,
        version: int | None = None,
        lines: Sequence[Line] = (),
        refused: Sequence[NotPaid] = (),
        *,
        reported: bool = True,
    ) -> Found | None:
        day = _day(item)
        if day not in self._scope.period:
            return None
        row, recorded = (item.row if reported else None), item.recorded
        plan = None if version is None else self._plans[version]
        hold = plan.terms.hold_days if plan else None
        counts = kind in (FindingKind.MISSING, FindingKind.LATE)
        return (
            kind.value,
            reason,
            day.isoformat(),
            "bonus" if reason == "bonus" else _word(item),
            row.id if row else 0,
            recorded.key if recorded else "",
            recorded.name if recorded else "",
            _currency(item, plan),
            _base(item),
            row.commission_micro if row else None,
            due,
            row.status if row else "",
            days_over(day, hold, self._scope.today) if counts else 0,
            0 if version is None else self._scope.versions[version].id,
            detail([_plain(line, plan) for line in lines], [(one.rule, one.reason) for one in refused]),
        )


_date = lru_cache(4096)(date.fromisoformat)


def _day(item: Item) -> date:
    if item.row is not None:
        return _date(item.row.day)
    recorded: Recorded | None = item.recorded
    assert recorded is not None  # noqa: S101 - narrows the type
    return recorded.day


def _word(item: Item) -> str:
    return item.row.event if item.row is not None else (item.event.event.value if item.event else "")


def _base(item: Item) -> int:
    if item.row is not None:
        return item.row.sale_micro
    return item.recorded.amount_micro if item.recorded else 0


def _currency(item: Item, plan: Plan | None) -> str:
    if item.row is not None:
        return item.row.currency
    said = item.recorded.currency if item.recorded else ""
    return said or (plan.currency if plan else "")


def _plain(line: Line, plan: Plan | None) -> list[Any]:
    steps = [f"{start.normalize():f}" for start in line.step]
    commission = plain(line.commission, plan.currency if plan else "")
    same = line.unrounded == line.commission
    unrounded = commission if same else plain(line.unrounded, plan.currency if plan else "")
    return [line.rule, commission, unrounded, steps, list(line.cut_by)]


def _micro(amount: Decimal) -> int:
    """Whole millionths; what is finer, as a cap may be, is rounded."""
    return int(amount.scaleb(6).quantize(Decimal(1), ROUND_HALF_UP))
