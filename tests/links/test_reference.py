"""Click references fit every network and never repeat."""

import re

import pytest

from affiliate_desktop.links.reference import fresh_reference
from affiliate_desktop.programs.catalog import NetworkCatalog


def test_a_reference_has_ten_letters_and_digits_and_not_only_digits():
    made = {fresh_reference(lambda _: False) for _ in range(2000)}
    assert len(made) == 2000
    assert all(re.fullmatch("[a-z0-9]{10}", each) and not each.isdigit() for each in made)


def test_digits_only_and_taken_references_are_drawn_anew(monkeypatch: pytest.MonkeyPatch):
    letters = iter("1234567890" + "aaaaaaaaaa" + "bbbbbbbbbb")
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    assert fresh_reference(lambda drawn: drawn == "aaaaaaaaaa") == "bbbbbbbbbb"


def test_every_network_that_takes_references_takes_ours():
    rules = [network.link.reference for network in NetworkCatalog().all() if network.link.reference]
    assert len(rules) >= 3
    for rule in rules:
        assert rule.max_length >= 10
        assert re.fullmatch(f"[{rule.alphabet}]+", "abcdefghijklmnopqrstuvwxyz0123456789")
