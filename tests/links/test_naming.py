"""Tags keep to the conventions when the user wants it, and links without a name get a readable one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.links.model import Utm
from affiliate_desktop.links.naming import NamingHint, naming_hints, readable_name, slug


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Spring Sale 2026", "spring-sale-2026"),
        ("  Été & Co. ", "ete-co"),
        ("Straße_Nord", "strasse-nord"),
        ("Весенняя Распродажа", "весенняя-распродажа"),
        ("日本 セール", "日本-セール"),
        ("!!!", ""),
    ],
)
def test_a_name_becomes_a_tag(text: str, tag: str):
    assert slug(text) == tag


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=500)
def test_a_tag_made_of_a_tag_is_the_same_tag_without_blanks(text: str):
    tag = slug(text)
    assert slug(tag) == tag
    assert not any(character.isspace() for character in tag)


def test_hints_name_the_field_and_what_would_be_better():
    found = naming_hints(Utm(campaign="Spring Sale", source="Mail", medium="email", content="a@b.example", term="x"))
    assert found == (
        NamingHint("campaign", "blank", "spring-sale"),
        NamingHint("source", "upper_case", "mail"),
        NamingHint("content", "personal", ""),
    )


def test_names_without_one_tell_campaign_and_page_and_are_told_apart():
    url = "https://www.example.com/shop/widgets/?x=1#y"
    assert readable_name(url, "Spring", []) == "Spring: example.com/widgets"
    assert readable_name(url, "", ["Example.com/Widgets", "example.com/widgets (2)"]) == "example.com/widgets (3)"
    assert readable_name("https://example.com", "", []) == "example.com"
    assert len(readable_name("https://example.com/" + "a" * 500, "c" * 200, [])) <= 200
