"""Ready plans: the usual ways programs pay, to begin with and to adapt."""

from dataclasses import dataclass, replace

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.programs.plan import Plan
from affiliate_desktop.programs.plan_file import parse_plan


@dataclass(frozen=True, slots=True)
class ReadyPlan:
    """A plan that ships with the program; ``id`` is the name of its file."""

    id: str
    plan: Plan


def ready_plans() -> tuple[ReadyPlan, ...]:
    """The plans of ``resources/plans``, the simplest first."""
    files = sorted((resource_folder() / "plans").glob("*.toml"), key=_place)
    return tuple(ReadyPlan(file.stem, parse_plan(file.read_text("utf-8"))) for file in files)


def ready_plan(key: str, currency: str | None = None) -> Plan:
    """One of the ready plans, in a currency of the user's choice.

    Raises:
        NotFound: when there is none with this id.
    """
    known = ready_plans()
    for each in known:
        if each.id == key:
            return replace(each.plan, currency=currency_code(currency) if currency else each.plan.currency)
    names = ", ".join(each.id for each in known)
    raise NotFound("no_such_plan", "There is no ready plan “{name}”. There are: {known}.", name=key[:60], known=names)


def _place(file: object) -> tuple[int, str]:
    name = getattr(file, "stem", "")
    order = ("pay-per-signup", "pay-per-project", "pay-per-sale")
    return (order.index(name) if name in order else len(order), name)
