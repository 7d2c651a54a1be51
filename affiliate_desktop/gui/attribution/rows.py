"""What the tables of attribution show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.app import App
from affiliate_desktop.gui.format import Formats
from affiliate_desktop.gui.tables import Column
from affiliate_desktop.ledger.attribution_model import Attributed, Candidate, Outcome, Queue, Reason, Rule, Waiting

Choice = tuple[object, str]


@dataclass(frozen=True)
class Names:
    """Everything that earnings and rules can name, by id."""

    accounts: Mapping[int, str]
    programs: Mapping[int, str]
    campaigns: Mapping[int, str]
    links: Mapping[int, str]
    program_accounts: Mapping[int, int]
    link_campaigns: Mapping[int, int | None]


@dataclass(frozen=True)
class Loaded:
    """A queue, how many rows were attributed in which way, and what can be named."""

    queue: Queue
    counts: Mapping[Attributed, int]
    names: Names


def load_names(app: App) -> Names:
    """What can be named; runs on a worker thread."""
    programs, links = app.programs.programs(), app.links.list()
    return Names(
        {each.id: each.name for each in app.programs.accounts()},
        {each.id: each.name for each in programs},
        {each.id: each.name for each in app.campaigns.list()},
        {each.id: each.name for each in links},
        {each.id: each.account_id for each in programs},
        {each.id: each.campaign_id for each in links},
    )


def load_queue(app: App, *, guesses: bool) -> Loaded:
    """What waits; runs on a worker thread."""
    return Loaded(app.attributions.queue(guesses=guesses), app.attributions.counts(), load_names(app))


def load_rules(app: App) -> tuple[tuple[Rule, ...], Names]:
    """The rules in their order; runs on a worker thread."""
    return app.attributions.rules(), load_names(app)


def how_found(how: Attributed) -> str:
    """How a transaction came to its link and campaign, in words."""
    translate = QCoreApplication.translate
    return {
        Attributed.EXACT: translate("Attribution", "by its sub-id"),
        Attributed.CASE: translate("Attribution", "by its sub-id in another letter case"),
        Attributed.CUT: translate("Attribution", "by the beginning of its sub-id"),
        Attributed.RULE: translate("Attribution", "by a rule"),
        Attributed.GUESS: translate("Attribution", "a guess"),
        Attributed.USER: translate("Attribution", "as you said"),
        Attributed.NONE: translate("Attribution", "not attributed"),
    }[how]


def reason_text(reason: Reason) -> str:
    """Why a candidate is offered, with its points."""
    text = QCoreApplication.translate("Reason", reason.sentence).format(**reason.values)
    return f"{text} ({reason.points:+d})"


def named(candidate: Candidate) -> str:
    """A candidate by its names."""
    return " · ".join(filter(None, (candidate.campaign, candidate.link)))


def what_waits(item: Waiting) -> str:
    """The sub-id, else the product; of rows of a link without a campaign the link."""
    if item.link_id is not None:
        return QCoreApplication.translate("Attribution", "{link} (link without a campaign)").format(link=item.link)
    return item.sub_id or item.product or QCoreApplication.translate("Attribution", "Rows without a sub-id")


def queue_columns(formats: Formats) -> Sequence[Column[Waiting]]:
    """The queue's columns."""
    translate = QCoreApplication.translate
    return (
        Column("what", translate("Attribution", "Sub-id or product"), what_waits, width=0, tip=what_waits),
        Column(
            "program",
            translate("Attribution", "Program"),
            lambda item: item.program or item.account,
            muted=True,
            width=17,
            spare=2,
        ),
        Column(
            "rows",
            translate("Attribution", "Rows"),
            lambda item: formats.number(item.count),
            sort=lambda item: item.count,
            right=True,
            width=7,
        ),
        Column(
            "commission",
            translate("Attribution", "Commission"),
            lambda item: formats.money(item.commission_micro, item.currency),
            sort=lambda item: abs(item.commission_micro),
            right=True,
            width=16,
        ),
        Column(
            "likeliest",
            translate("Attribution", "Likeliest"),
            _likeliest,
            muted=True,
            width=22,
            tip=_likeliest,
            spare=1,
        ),
        Column(
            "score",
            translate("Attribution", "Score"),
            lambda item: str(_score(item) or ""),
            sort=_score,
            right=True,
            width=8,
            spare=3,
        ),
    )


def rule_columns(names: Names, formats: Formats) -> Sequence[Column[Rule]]:
    """The columns of the rules."""
    translate = QCoreApplication.translate
    return (
        Column(
            "position",
            "",
            lambda rule: str(rule.position),
            sort=lambda rule: rule.position,
            right=True,
            muted=True,
            width=4,
        ),
        Column("when", translate("Attribution", "When"), lambda rule: conditions(rule, names, formats), width=0),
        Column(
            "then",
            translate("Attribution", "It belongs to"),
            lambda rule: _goal(rule, names),
            width=30,
        ),
    )


def outcome_columns(formats: Formats) -> Sequence[Column[Outcome]]:
    """The columns of a rule's preview."""
    translate = QCoreApplication.translate
    none = translate("Attribution", "nothing")
    return (
        Column(
            "day",
            translate("Attribution", "Date"),
            lambda row: formats.day(row.day),
            sort=lambda row: row.day,
            width=15,
        ),
        Column("what", translate("Attribution", "Row"), lambda row: row.product or row.sub_id or row.program, width=0),
        Column(
            "commission",
            translate("Attribution", "Commission"),
            lambda row: formats.money(row.commission_micro, row.currency),
            sort=lambda row: row.commission_micro,
            right=True,
            width=15,
        ),
        Column("before", translate("Attribution", "Now"), lambda row: row.before or none, muted=True, width=16),
        Column("after", translate("Attribution", "Then"), lambda row: row.after or none, width=18),
    )


def conditions(rule: Rule, names: Names, formats: Formats) -> str:
    """When a rule holds, in words."""
    translate = QCoreApplication.translate
    parts = []
    if rule.account_id:
        parts.append(translate("Attribution", "at {name}").format(name=names.accounts.get(rule.account_id, "?")))
    if rule.program_id:
        parts.append(translate("Attribution", "from {name}").format(name=names.programs.get(rule.program_id, "?")))
    if rule.product:
        parts.append(translate("Attribution", "the product holds “{words}”").format(words=rule.product))
    if rule.tracking:
        parts.append(translate("Attribution", "the sub-id is “{text}”").format(text=rule.tracking))
    if rule.period.start:
        parts.append(translate("Attribution", "since {day}").format(day=formats.day(rule.period.start)))
    if rule.period.end:
        parts.append(translate("Attribution", "until {day}").format(day=formats.day(rule.period.end)))
    return ", ".join(parts)


def _goal(rule: Rule, names: Names) -> str:
    return " · ".join(filter(None, (names.campaigns.get(rule.campaign_id or 0), names.links.get(rule.link_id or 0))))


def _likeliest(item: Waiting) -> str:
    first = item.guess or next(iter(item.candidates), None)
    return named(first) if first else ""


def _score(item: Waiting) -> int:
    first = item.guess or next(iter(item.candidates), None)
    return first.score if first else 0
