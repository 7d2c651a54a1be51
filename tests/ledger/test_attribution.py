"""The rule that finds link and campaign for a sub-id."""

import pytest

from affiliate_desktop.ledger.attribution import NOBODY, Attribution, Marked


def link(key: int, campaign: int | None, *, reference: str = "", tracking: str = "", account: int | None = 1) -> Marked:
    """A saved link."""
    return Marked(key, campaign, account, reference, tracking)


@pytest.mark.parametrize(
    ("sub_id", "target"),
    [
        ("abc123", (1, 10, "exact")),
        ("ABC123", (1, 10, "case")),
        ("abc1234", NOBODY),
        ("", NOBODY),
        ("x" * 50, (2, 20, "cut")),
        ("X" * 50, (2, 20, "cut")),
        ("x" * 49, NOBODY),
    ],
)
def test_click_references_match_in_any_case_or_cut_off_where_the_network_cuts(sub_id: str, target: object) -> None:
    links = [link(1, 10, reference="abc123"), link(2, 20, reference="x" * 60)]
    assert Attribution(1, links, {}, cut_at=(24, 50))[sub_id] == target


def test_of_two_references_that_differ_in_letter_case_each_finds_its_own() -> None:
    links = [link(1, 10, reference="abc123"), link(2, 20, reference="ABC123")]
    found = Attribution(1, links, {})
    assert (found["abc123"], found["ABC123"]) == ((1, 10, "exact"), (2, 20, "exact"))


def test_what_was_turned_down_is_passed_over_unless_the_sub_id_is_the_link_s_own() -> None:
    links = [link(1, 10, reference="abc123"), link(2, 20, reference="x" * 60), link(3, 30, tracking="shop-20")]
    refused = {"abc123": {(1, 10)}, "x" * 50: {(2, 20)}, "shop-20": {(3, 30)}}
    found = Attribution(1, links, {}, cut_at=(50,), refused=refused)
    assert [found[sub_id] for sub_id in ("ABC123", "x" * 50, "SHOP-20")] == [NOBODY] * 3
    assert [found[sub_id] for sub_id in ("abc123", "shop-20")] == [(1, 10, "exact"), (3, 30, "exact")]


def test_a_cut_off_reference_that_fits_two_links_fits_none() -> None:
    links = [link(1, 10, reference="x" * 55), link(2, 20, reference="x" * 60)]
    assert Attribution(1, links, {}, cut_at=(50,))["x" * 50] == NOBODY


def test_a_tracking_id_stands_for_the_campaign_the_user_said() -> None:
    assert Attribution(1, [], {"Shop-20": 7})["shop-20"] == (None, 7, "case")
    assert Attribution(1, [], {"Shop-20": 7})["Shop-20"] == (None, 7, "exact")
    assert Attribution(1, [link(1, 7, tracking="shop-20")], {"shop-20": 7})["shop-20"] == (1, 7, "exact")
    assert Attribution(1, [link(1, 8, tracking="shop-20")], {"shop-20": 7})["shop-20"] == (None, 7, "exact")


def test_else_the_links_that_carry_it_decide_when_they_agree() -> None:
    one, two, three = link(1, 7, tracking="a-20"), link(2, 7, tracking="a-20"), link(3, 8, tracking="a-20")
    assert Attribution(1, [one], {"a-20": None})["a-20"] == (1, 7, "exact")
    assert Attribution(1, [one, two], {})["a-20"] == (None, 7, "exact")
    assert Attribution(1, [one, three], {})["a-20"] == NOBODY


def test_links_of_another_account_do_not_count() -> None:
    assert Attribution(1, [link(1, 7, tracking="a-20", account=2)], {})["a-20"] == NOBODY
    assert Attribution(1, [link(1, 7, tracking="a-20", account=None)], {})["a-20"] == (1, 7, "exact")
