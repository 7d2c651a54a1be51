"""The catalog offers shipped and own networks, and one broken file never stops the others."""

from pathlib import Path

import pytest

from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.links.model import LinkDraft
from affiliate_desktop.links.tagging import tagged
from affiliate_desktop.programs.catalog import NetworkCatalog, own_networks_folder

OWN = 'id = "{id}"\nname = "{name}"\n[[link.parameter]]\nname = "aff"\nlabel = "My id"\n'


def own_file(name: str, text: str) -> None:
    own_networks_folder().mkdir(parents=True, exist_ok=True)
    (own_networks_folder() / name).write_text(text, encoding="utf-8")


def test_the_first_networks_are_there_and_plain_tags_come_first():
    catalog = NetworkCatalog()
    assert {"utm", "amazon", "awin", "ebay", "impact", "upwork"} <= {network.id for network in catalog.all()}
    assert catalog.all()[0].id == "utm"
    assert catalog.problems() == ()
    assert [catalog.get(each).single_program for each in ("amazon", "upwork", "awin")] == [True, True, False]


def test_an_own_file_adds_a_network_without_code():
    own_file("shop.toml", OWN.format(id="shop", name="Shöp"))
    network = NetworkCatalog().get(" Shop ")
    assert (network.name, network.origin) == ("Shöp", "own")
    draft = LinkDraft("https://e.com/?x=1", "shop", parameters={"aff": "7"})
    assert tagged(draft, network).url == "https://e.com/?x=1&aff=7"


def test_an_own_file_takes_the_place_of_a_shipped_network():
    own_file("awin.toml", OWN.format(id="awin", name="My Awin"))
    catalog = NetworkCatalog()
    assert catalog.get("awin").name == catalog.name_of("awin") == "My Awin"
    assert catalog.problems() == ()


def test_broken_own_files_are_reported_and_the_others_work():
    own_file("a.toml", OWN.format(id="shop", name="First"))
    own_file("b.toml", OWN.format(id="shop", name="Second"))
    own_file("broken.toml", "id = ")
    own_file(".hidden.toml", "id = ")
    own_file("notes.txt", "no network")
    catalog = NetworkCatalog()
    assert catalog.get("shop").name == "First"
    assert "awin" in {network.id for network in catalog.all()}
    assert [str(problem).split(" is left")[0] for problem in catalog.problems()] == ["“b.toml”", "“broken.toml”"]


def test_an_unknown_network_is_told_with_those_that_are_known(tmp_path: Path):
    with pytest.raises(NotFound, match=r"no network “nope”\. Known are: adcell, .*amazon, avantlink, awin"):
        NetworkCatalog().get("nope")
    empty = NetworkCatalog(tmp_path / "none", tmp_path / "none")
    assert empty.all() == ()
    assert empty.name_of("gone") == "gone"


def test_networks_say_where_their_reports_cut_click_references_off() -> None:
    catalog = NetworkCatalog()
    assert catalog.cut_at("awin") == (50,)
    assert catalog.cut_at("clickbank") == (24, 100)
    assert catalog.cut_at("amazon") == ()
    assert catalog.cut_at("gone") == ()
