"""Query strings are changed where they should be and nowhere else."""

import pytest

from affiliate_desktop.links.query import advised, keys, with_values, without


@pytest.mark.parametrize("query", [None, "", "a=1", "&&", "a=%zz&;"])
def test_without_values_a_query_stays_as_it_is(query: str | None):
    assert with_values(query, {}) == (query, ())


def test_new_names_are_added_in_order_with_escapes():
    assert with_values("a=1", {"x": "1 2", "ü": "&"}) == ("a=1&x=1%202&%C3%BC=%26", ())


def test_dropping_a_double_leaves_one_separator():
    assert with_values("k=1&k=2&b", {"k": "3"}) == ("k=3&b", ("k",))
    assert with_values("a&k=1&k=2", {"k": "1"}) == ("a&k=1", ("k",))


def test_an_empty_name_is_a_name_of_its_own():
    assert with_values("=x&a=1", {"a": "2"}) == ("=x&a=2", ("a",))


def test_removing_the_only_key_leaves_no_query():
    assert without("a=1", ["a"]) is None
    assert without("a=1&", ["a"]) is None
    assert without("b=1", ["a"]) == "b=1"
    assert without(None, ["a"]) is None
    assert without("", ["a"]) == ""


def test_names_are_decoded_and_listed_once():
    assert keys("a=1&%61=2&b+c=3&&=x") == ("a", "b c", "")


def test_a_star_stands_for_all_that_begin_so():
    assert advised("pd_rd_w=1&pd_rd_r=2&pd=3&ref=4&refx=5", ("ref", "pd_rd_*")) == ("pd_rd_w", "pd_rd_r", "ref")
    assert advised("a=1", ()) == ()
