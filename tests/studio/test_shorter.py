from hypothesis import given, settings
from hypothesis import strategies as st

from affiliate_desktop.studio.matrix import matrix
from affiliate_desktop.studio.model import Level
from affiliate_desktop.studio.shorter import applied, shorter

LONG = (
    "https://shop.example/boots?utm_source=newsletter-long&utm_medium=print&utm_campaign=spring-2026"
    "&utm_content=blue-button&utm_term=walking&color=red#sizes"
)


@settings(max_examples=60, deadline=None)
@given(
    path=st.text("abcdefgh/-", max_size=60),
    keys=st.lists(st.sampled_from(["utm_source", "utm_content", "utm_term", "fbclid", "color"]), unique=True),
    value=st.text("abcdef0123", min_size=1, max_size=40),
    level=st.sampled_from(list(Level)),
)
def test_every_advice_brings_the_version_down_as_it_says(path: str, keys: list[str], value: str, level: Level) -> None:
    text = f"https://www.shop-of-boots.example/{path}?" + "&".join(f"{key}={value}" for key in keys)
    now = matrix(text, level).version
    for advice in shorter(text, level):
        assert advice.version < now
        if advice.text is not None:
            assert matrix(*applied(advice, text, level)).version == advice.version
        assert advice.modules == 17 + 4 * advice.version


def test_only_what_a_page_opens_without_is_left_out() -> None:
    drops = [advice for advice in shorter(LONG, Level.M) if advice.kind == "drop"]
    assert drops
    for advice in drops:
        assert advice.text is not None
        assert "utm_source=newsletter-long&utm_medium=print&utm_campaign=spring-2026" in advice.text
        assert "color=red" in advice.text
        assert not advice.safe


def test_a_person_is_told_how_many_characters_of_which_value_have_to_go() -> None:
    text = "https://shop.example/b?utm_source=newsletter-of-the-spring&utm_medium=print"
    (advice,) = (each for each in shorter(text, Level.M) if each.kind == "shorten")
    count = int(advice.words.split(" by ")[1].split()[0])
    assert "utm_source" in advice.words
    assert matrix(text[:-count], Level.M).version == advice.version < matrix(text[: -count + 1], Level.M).version
    assert applied(advice, text, Level.M) == (text, Level.M)


def test_capitals_are_advised_for_the_host_only_where_they_help() -> None:
    text = "https://a-very-long-name-of-a-shop.example/b"
    (advice,) = (each for each in shorter(text, Level.M) if each.kind == "uppercase")
    assert advice.text == "HTTPS://A-VERY-LONG-NAME-OF-A-SHOP.EXAMPLE/b"
    assert advice.safe


def test_a_code_with_a_logo_keeps_its_level() -> None:
    assert any(advice.kind == "level" for advice in shorter(LONG, Level.H))
    assert not any(advice.kind == "level" for advice in shorter(LONG, Level.H, logo=True))


def test_a_link_that_fits_no_code_is_advised_too() -> None:
    text = "https://shop.example/?utm_content=" + "x" * 2400
    assert [advice.kind for advice in shorter(text, Level.M)][:1] == ["drop"]


def test_the_smallest_code_needs_no_advice() -> None:
    assert shorter("https://a.io", Level.L) == ()
