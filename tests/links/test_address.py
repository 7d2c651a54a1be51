"""Addresses are understood as browsers do, and what can't be trusted is refused with the reason."""

import pytest
from hypothesis import given, settings

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.links.address import MAX_LENGTH, on_host, read_address
from tests.links.strategies import HOSTILE


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.com", "example.com"),
        ("HTTP://EXAMPLE.com:8080/A", "example.com"),
        ("https://example.com.", "example.com."),
        ("https://münchen.de/", "xn--mnchen-3ya.de"),
        ("https://[2001:DB8::1]:443/", "[2001:db8::1]"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://localhost:8000/", "localhost"),
        ("https://my_shop.example.com/", "my_shop.example.com"),
        ("https://example.com/@user?x=a@b#c@d", "example.com"),
        ("https://example.com:/", "example.com"),
    ],
)
def test_the_host_is_what_browsers_make_of_it(text: str, host: str):
    address = read_address(text)
    assert address.host == host
    assert address.text() == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "address_missing"),
        ("   ", "address_missing"),
        ("example.com/x", "address_scheme"),
        ("example.com:8080/x", "address_scheme"),
        ("//example.com/x", "address_scheme"),
        ("/page", "address_scheme"),
        ("javascript:alert(1)", "address_scheme"),
        ("JaVaScRiPt://example.com/%0aalert(1)", "address_scheme"),
        ("java\tscript:alert(1)", "address_control"),
        ("ftp://example.com/", "address_scheme"),
        ("file:///etc/passwd", "address_scheme"),
        ("data:text/html,x", "address_scheme"),
        ("mailto:a@example.com", "address_scheme"),
        ("https:example.com", "address_host"),
        ("https:/example.com", "address_host"),
        ("https://", "address_host"),
        ("https:///example.com", "address_host"),
        ("https://?x=1", "address_host"),
        ("https://:80/", "address_host"),
        ("https://shop/", "address_host"),
        ("https://./", "address_host"),
        ("https://a..com/", "address_host"),
        ("https://-a.com/", "address_host"),
        ("https://a-.com/", "address_host"),
        ("https://exa!mple.com/", "address_host"),
        ("https://ex%61mple.com/", "address_host"),
        ("https://256.1.1.1/", "address_host"),
        ("https://[::1/", "address_host"),
        ("https://" + "a" * 64 + ".com/", "address_host"),
        ("https://" + "a." * 130 + "com/", "address_host"),
        ("https://example.com:65536/", "address_port"),
        ("https://example.com:99999999999/", "address_port"),
        ("https://example.com:8o/", "address_host"),
        ("https://user@example.com/", "address_user"),
        ("https://user:pw@example.com/", "address_user"),
        ("https://amazon.com\\@evil.test/", "address_backslash"),
        ("https://example.com/a\\b", "address_backslash"),
        ("https://example.com/a b", "address_blank"),
        ("https://example.com/a\u00a0b", "address_blank"),
        ("https://example.com/\n", "address_control"),
        ("https://exam\nple.com/", "address_control"),
        ("https://example.com/\x7f", "address_control"),
        ("https://example.com/\x85", "address_control"),
        ("https://example.com/\x00", "address_control"),
        ("https://example.com/\udc80", "address_control"),
        ("https://example.com/\u202egpj.exe", "address_direction"),
        ("https://example.com/\u2066x", "address_direction"),
        ("https://example.com/" + "a" * MAX_LENGTH, "address_too_long"),
    ],
)
def test_what_is_no_trusted_web_address_is_refused_with_the_reason(text: str, code: str):
    with pytest.raises(BadInput) as refused:
        read_address(text)
    assert refused.value.code == code
    assert str(refused.value).isprintable()


@given(HOSTILE)
@settings(deadline=None, max_examples=1000)
def test_an_address_is_put_together_again_byte_for_byte(text: str):
    try:
        address = read_address(text)
    except BadInput:
        return
    assert address.text() == text.strip(" ")


def test_a_host_lies_on_itself_and_below_a_known_one():
    assert on_host("ebay.de", "ebay.de")
    assert on_host("www.ebay.de", "ebay.de")
    assert on_host("www.ebay.de.", "ebay.de")
    assert not on_host("myebay.de", "ebay.de")
    assert not on_host("ebay.de.evil.test", "ebay.de")
