"""Links are tagged as each network wants it."""

from dataclasses import replace

import pytest

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.links.model import LinkDraft, TaggedLink, Utm
from affiliate_desktop.links.tagging import stripped, tagged
from affiliate_desktop.programs.catalog import NetworkCatalog

CATALOG = NetworkCatalog()
SPRING = Utm(campaign="spring", source="mail", medium="email")


def build(
    destination: str, network: str = "utm", utm: Utm = SPRING, reference: str | None = None, **values: str
) -> TaggedLink:
    return tagged(LinkDraft(destination, network, utm, values, reference), CATALOG.get(network))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://e.com", "https://e.com?utm_source=mail"),
        ("https://e.com/", "https://e.com/?utm_source=mail"),
        ("https://e.com/?", "https://e.com/?utm_source=mail"),
        ("https://e.com/?&&a=", "https://e.com/?&&a=&utm_source=mail"),
        ("https://e.com/?a=1&", "https://e.com/?a=1&utm_source=mail"),
        ("https://e.com/#?utm_source=x", "https://e.com/?utm_source=mail#?utm_source=x"),
        ("https://e.com/?a=1;utm_source=x", "https://e.com/?a=1;utm_source=x&utm_source=mail"),
        ("https://e.com/p;m=1/?q=%zz+%20#f", "https://e.com/p;m=1/?q=%zz+%20&utm_source=mail#f"),
        ("https://e.com/ü?ß=日#é", "https://e.com/ü?ß=日&utm_source=mail#é"),
        ("https://e.com/?utm_source=x&b=2", "https://e.com/?utm_source=mail&b=2"),
        ("https://e.com/?utm%5Fsource=x&b=2", "https://e.com/?utm%5Fsource=mail&b=2"),
        ("https://e.com/?utm_source&b", "https://e.com/?utm_source=mail&b"),
        ("https://e.com/?utm_source=x&a=1&utm_source=y&z", "https://e.com/?utm_source=mail&a=1&z"),
        ("https://e.com/?UTM_SOURCE=x", "https://e.com/?UTM_SOURCE=x&utm_source=mail"),
        ("https://[::1]:8080/x?y=[1]", "https://[::1]:8080/x?y=[1]&utm_source=mail"),
        ("HTTP://E.com:80/a?b", "HTTP://E.com:80/a?b&utm_source=mail"),
        ("  https://e.com/a  ", "https://e.com/a?utm_source=mail"),
    ],
)
def test_a_tag_finds_its_place_and_touches_nothing_else(before: str, after: str):
    assert build(before, utm=Utm(source="mail")).url == after


def test_replaced_tags_are_named_and_unchanged_ones_are_not():
    assert build("https://e.com/?utm_source=x&utm_medium=email").replaced == ("utm_source",)
    assert build("https://e.com/?utm_source=mail&utm_source=mail").replaced == ("utm_source",)
    assert build("https://e.com/?utm_source=mail&utm_medium=email").replaced == ()


def test_a_tag_that_is_not_given_stays_as_it_was_in_the_address():
    assert build("https://e.com/?utm_term=old", utm=Utm()).url == "https://e.com/?utm_term=old"


def test_values_are_escaped_as_utf_8_with_blanks_as_percent_20():
    url = build("https://e.com/", utm=Utm(campaign=" Été & Co=50% #1+1 ")).url
    assert url == "https://e.com/?utm_campaign=%C3%89t%C3%A9%20%26%20Co%3D50%25%20%231%2B1"


@pytest.mark.parametrize("value", ["a\nb", "a\x00", "\ud800", "a\u202eb", "x" * 501])
def test_tags_that_cannot_be_seen_or_are_too_long_are_refused(value: str):
    with pytest.raises(BadInput, match="utm_term"):
        build("https://e.com/", utm=Utm(term=value))


def test_amazon_replaces_another_tracking_id_in_place_and_lists_what_to_strip():
    built = build(
        "https://www.amazon.de/dp/B01?psc=1&tag=other-21&pd_rd_w=x&keywords=a#c", "amazon", Utm(), tag="mine-21"
    )
    assert built.url == "https://www.amazon.de/dp/B01?psc=1&tag=mine-21&pd_rd_w=x&keywords=a#c"
    assert built.replaced == ("tag",)
    assert built.strippable == ("psc", "pd_rd_w")


def test_what_was_advised_is_removed_on_request():
    url = "https://www.amazon.de/dp/B01?psc=1&keywords=a&pd_rd_w=x#c"
    assert stripped(url, ("psc", "pd_rd_w")) == "https://www.amazon.de/dp/B01?keywords=a#c"
    assert stripped("https://e.com/?psc=1", ("psc",)) == "https://e.com/"
    assert stripped("https://e.com/?", ("psc",)) == "https://e.com/?"


def test_a_sub_tag_that_is_set_is_not_advised_away():
    built = build("https://amazon.com/dp/B01?ascsubtag=x&ref=y", "amazon", Utm(), tag="mine-20", ascsubtag="z")
    assert built.strippable == ("ref",)


@pytest.mark.parametrize("host", ["example.com", "notamazon.com", "amazon.com.evil.test", "10.0.0.1"])
def test_amazon_refuses_pages_of_others(host: str):
    with pytest.raises(BadInput, match="only tags its own pages"):
        build(f"https://{host}/dp/B01", "amazon", tag="mine-20")


@pytest.mark.parametrize(
    ("network", "host"),
    [("amazon", "amzn.to"), ("amazon", "www.amzn.to"), ("awin", "www.awin1.com"), ("ebay", "ebay.us")],
)
def test_a_short_link_is_refused_with_the_way_out(network: str, host: str):
    with pytest.raises(BadInput, match="Open it in a browser and use the address of the page"):
        build(f"https://{host}/3xYz", network, tag="mine-20")


def test_awin_carries_the_tagged_destination_encoded_once_after_the_click_reference():
    built = build(
        "https://shop.com/a b".replace(" ", "%20") + "?x=1&y=é#f", "awin", awinmid="12", awinaffid="34", clickref="r1"
    )
    assert built.url == (
        "https://www.awin1.com/cread.php?awinmid=12&awinaffid=34&clickref=r1&ued=https%3A%2F%2Fshop.com%2Fa%2520b"
        "%3Fx%3D1%26y%3D%C3%A9%26utm_source%3Dmail%26utm_medium%3Demail%26utm_campaign%3Dspring%23f"
    )


def test_without_a_click_reference_a_redirect_has_none():
    assert "clickref" not in build("https://shop.com/", "awin", awinmid="1", awinaffid="2").url


def test_keys_of_the_destination_are_no_parameters_of_the_redirect():
    built = build("https://shop.com/?awinmid=9&clickref=x", "awin", Utm(), "r", awinmid="1", awinaffid="2")
    assert built.url.endswith("&clickref=r&ued=https%3A%2F%2Fshop.com%2F%3Fawinmid%3D9%26clickref%3Dx")
    assert built.replaced == ()


def test_impact_ids_stand_in_the_path_and_the_domain_has_two_names():
    values = {"mpid": "1", "adid": "2", "campaignid": "3", "sharedid": "all"}
    expected = "https://brand.pxf.io/c/1/2/3?sharedid=all&subId1=r&u=https%3A%2F%2Fbrand.com%2F"
    for name in ("domain", "tracking-domain", "tracking_domain"):
        draft = LinkDraft("https://brand.com/", "impact", Utm(), values | {name: "brand.pxf.io"}, "r")
        assert tagged(draft, CATALOG.get("impact")).url == expected


def test_a_redirect_to_the_redirect_itself_is_refused():
    with pytest.raises(BadInput, match="only leads on"):
        build("https://go.brand.com/c/1/2/3", "impact", domain="go.brand.com", mpid="1", adid="2", campaignid="3")


@pytest.mark.parametrize(
    ("host", "rotation"),
    [("www.ebay.com", "711-53200-19255-0"), ("ebay.de", "707-53477-19255-0"), ("cafr.ebay.ca", "706-53473-19255-0")],
)
def test_ebay_takes_the_rotation_id_of_the_marketplace(host: str, rotation: str):
    built = build(f"https://{host}/itm/1?hash=x", "ebay", Utm(), "r1", campid="5338000000")
    assert built.url == (
        f"https://{host}/itm/1?hash=x&mkevt=1&mkcid=1&mkrid={rotation}&campid=5338000000&toolid=10001&customid=r1"
    )


def test_ebay_takes_a_rotation_id_that_is_given_and_asks_for_one_it_does_not_know():
    built = build("https://ebay.de/itm/1", "ebay", Utm(), campid="5338000000", mkrid="711-53200-19255-0")
    assert "mkrid=711-53200-19255-0" in built.url
    with pytest.raises(BadInput, match=r"rotation id \(marketplace\) \(mkrid\)"):
        build("https://ebay.com.hk/itm/1", "ebay", campid="5338000000")


def test_a_fixed_parameter_may_be_said_but_not_changed():
    assert "mkcid=1&" in build("https://ebay.de/itm/1", "ebay", campid="5338000000", mkcid="1").url
    with pytest.raises(BadInput, match="always 1"):
        build("https://ebay.de/itm/1", "ebay", campid="5338000000", mkcid="2")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "need the advertiser id"),
        ({"awinmid": "x1", "awinaffid": "2"}, "is no Advertiser id"),
        ({"awinmid": "1", "awinaffid": "2", "nope": "3"}, "have no parameter “nope”"),
        ({"awinmid": "1", "AWINMID": "1", "awinaffid": "2"}, "given twice"),
        ({"awinmid": "1", "awinaffid": "2", "ued": "https://x.com"}, "can't be set"),
        ({"awinmid": "1", "awinaffid": "2", "clickref": "a b"}, "no click reference"),
        ({"awinmid": "1", "awinaffid": "2", "clickref": "x" * 51}, "at most 50"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_with_the_reason(values: dict[str, str], message: str):
    with pytest.raises(BadInput, match=message):
        tagged(LinkDraft("https://shop.com/", "awin", parameters=values), CATALOG.get("awin"))


def test_two_references_must_be_the_same():
    assert (
        build("https://shop.com/", "awin", Utm(), "r", awinmid="1", awinaffid="2", clickref="r").url.count(
            "clickref=r&"
        )
        == 1
    )
    with pytest.raises(BadInput, match="Two different"):
        build("https://shop.com/", "awin", Utm(), "r", awinmid="1", awinaffid="2", clickref="s")


@pytest.mark.parametrize("network", ["utm", "amazon", "upwork"])
def test_a_network_without_references_refuses_one(network: str):
    with pytest.raises(BadInput, match="take no click reference"):
        build("https://amazon.com/", network, reference="r")


def test_a_link_that_grew_too_long_is_refused():
    with pytest.raises(BadInput, match="more than 8000"):
        build("https://shop.com/" + "é" * 3000, "awin", awinmid="1", awinaffid="2")


def test_a_host_of_several_scripts_is_shown_in_punycode():
    assert build("https://\u0430pple.com/").shown_host == "xn--pple-43d.com"
    assert build("https://münchen.de/").shown_host == ""
    assert build("https://e\u00adxample.com/").shown_host == "example.com"


def test_parameter_names_in_any_letter_case_mean_the_same():
    network = CATALOG.get("awin")
    draft = LinkDraft("https://shop.com/", "awin", parameters={"AwinMid": "1", "awinAffId": "2"})
    assert tagged(draft, network) == tagged(replace(draft, parameters={"awinmid": "1", "awinaffid": "2"}), network)
