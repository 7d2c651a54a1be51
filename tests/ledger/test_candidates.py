"""How candidates for unexplained earnings are ranked."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.ledger.attribution_model import Waiting
from affiliate_desktop.ledger.candidates import LEAST, OFFERED, Option, ranked, sure_enough

EARNINGS = Waiting(
    id=1,
    account_id=1,
    account="Shops",
    sub_id="",
    program_id=7,
    program="Tea house",
    product="Green tea, loose leaf",
    currency="EUR",
    count=1,
    commission_micro=1,
    first_day=date(2026, 5, 3),
    last_day=date(2026, 5, 9),
)
PLAIN = Option(1, "Something else")


def codes(earnings: Waiting, option: Option) -> list[tuple[str, int]]:
    return [(reason.code, reason.points) for each in ranked(earnings, [option]) for reason in each.reasons]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"program_ids": frozenset([7])}, [("program", 15)]),
        ({"text": "Tea time with leaf tea"}, [("product", 24)]),
        ({"starts_on": date(2026, 5, 1)}, []),
        ({"account_id": 1, "link_id": 3}, []),
        ({"program_ids": frozenset([7]), "starts_on": date(2026, 5, 1)}, [("program", 15), ("dates", 15)]),
        ({"program_ids": frozenset([7]), "ends_on": date(2026, 5, 5)}, [("program", 15), ("dates", 5)]),
        ({"program_ids": frozenset([7]), "ends_on": date(2026, 5, 1)}, []),
        ({"program_ids": frozenset([7]), "link_id": 3, "account_id": 1}, [("program", 20), ("account", 5)]),
    ],
)
def test_each_reason_has_its_points_and_dates_alone_are_none(changes: dict[str, object], expected: object) -> None:
    assert codes(EARNINGS, replace(PLAIN, **changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sub_id", "name", "likely"),
    [
        ("spring-flyer-2", "Spring flyer", True),
        ("SPRINGFLYER", "spring-flyer", True),
        ("abcde12345x", "abcde12345", True),
        ("q7x2m9k4p1", "h3t8w5z6v0", False),
        ("ab", "abcdef", False),
        ("zz", "", False),
    ],
)
def test_sub_ids_resemble_names_by_their_beginning_or_their_letters(sub_id: str, name: str, likely: bool) -> None:
    earnings = replace(EARNINGS, sub_id=sub_id, product="", program_id=None)
    assert bool(codes(earnings, replace(PLAIN, names=(name,)))) == likely


def test_a_link_is_offered_in_place_of_its_campaign_only_when_it_is_clearly_likelier() -> None:
    earnings = replace(EARNINGS, sub_id="tea-page")
    campaign = replace(PLAIN, names=("tea-page",))
    link = replace(campaign, link_id=3, link="Shelf", account_id=1)
    (first,) = ranked(earnings, [campaign, link])
    assert first.link_id is None
    (first,) = ranked(earnings, [replace(campaign, names=("tea-pots",)), link])
    assert first.link_id == 3


def test_only_one_clear_candidate_is_sure_enough_to_be_guessed() -> None:
    earnings = replace(EARNINGS, sub_id="spring-flyer")
    clear = ranked(earnings, [Option(1, "A", names=("spring-flyer",)), Option(2, "B", program_ids=frozenset([7]))])
    assert [each.campaign_id for each in clear] == [1, 2]
    assert sure_enough(clear)
    close = ranked(earnings, [Option(1, "A", names=("spring-flyer",)), Option(2, "B", names=("spring-flyers",))])
    assert not sure_enough(close)
    assert not sure_enough(ranked(earnings, [Option(2, "B", program_ids=frozenset([7]))]))
    assert not sure_enough(())


TEXT = st.text("abcdefg -", max_size=12)


@given(
    st.lists(st.builds(Option, st.integers(1, 9), TEXT, st.none(), text=TEXT, names=st.tuples(TEXT)), max_size=12),
    TEXT,
    TEXT,
    st.sets(st.tuples(st.none(), st.integers(1, 9))),
)
def test_what_was_turned_down_is_never_offered_and_the_rest_is_in_order(
    options: list[Option], sub_id: str, product: str, refused: set[tuple[None, int]]
) -> None:
    found = ranked(replace(EARNINGS, sub_id=sub_id, product=product), options, refused)
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) <= OFFERED
    assert all(LEAST <= score <= 100 for score in scores)
    assert len({each.campaign_id for each in found}) == len(found)
    assert not {(each.link_id, each.campaign_id) for each in found} & refused
