"""What a write changed adds up; "many" swallows single keys."""

from threading import Thread

import pytest

from affiliate_desktop.core.changes import NOTHING, Changes, Kind
from affiliate_desktop.core.problems import BadInput, Cancelled, Failed, NotFound
from affiliate_desktop.core.progress import Progress


def test_changes_add_up() -> None:
    both = Changes.of(Kind.LINK, 1) | Changes.of(Kind.LINK, 2) | Changes.of(Kind.CAMPAIGN, 3)
    assert both.keys == {Kind.LINK: frozenset({1, 2}), Kind.CAMPAIGN: frozenset({3})}
    assert both.touches(Kind.LINK, Kind.SETTING)
    assert not both.touches(Kind.SETTING)
    assert not NOTHING
    assert NOTHING | both == both


def test_many_swallows_single_keys_in_either_order() -> None:
    many, one = Changes.of(Kind.LINK), Changes.of(Kind.LINK, 1)
    assert (many | one).keys == (one | many).keys == {Kind.LINK: frozenset()}


def test_a_problem_is_a_sentence_with_its_values_in_place() -> None:
    problem = NotFound("gone", "“{name}” is gone {times}.", name="{odd} name", times=2)
    assert str(problem) == "“{odd} name” is gone 2."
    assert (problem.exit_code, Failed("a", "b").exit_code, BadInput("a", "b").exit_code) == (2, 1, 2)


def test_work_stops_at_the_next_step_when_another_thread_asks() -> None:
    told: list[tuple[int, int | None, str]] = []
    progress = Progress(report=lambda *step: told.append(step))
    progress.step(1, 2, "reading")
    asker = Thread(target=progress.cancel)
    asker.start()
    asker.join()
    with pytest.raises(Cancelled):
        progress.step(2, 2)
    assert told == [(1, 2, "reading")]
