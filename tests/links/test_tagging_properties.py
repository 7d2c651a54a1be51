"""What holds for every address, tag and parameter."""

from urllib.parse import unquote

from ada_url import URL
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.links.address import read_address
from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.links.query import key_of
from affiliate_desktop.links.tagging import stripped, tagged, utm_values
from affiliate_desktop.programs.catalog import NetworkCatalog
from tests.links.strategies import HOSTILE, TAGS, addresses

CATALOG = NetworkCatalog()
UTM, AMAZON, AWIN, EBAY, IMPACT = (CATALOG.get(each) for each in ("utm", "amazon", "awin", "ebay", "impact"))
GIVEN = {
    "utm": {},
    "upwork": {},
    "amazon": {"tag": "mystore-20"},
    "awin": {"awinmid": "12", "awinaffid": "34", "clickref": "abc"},
    "ebay": {"campid": "5338000000", "customid": "abc"},
    "impact": {"domain": "b.pxf.io", "mpid": "1", "adid": "2", "campaignid": "3", "subId1": "abc"},
}
OWN_HOSTS = st.sampled_from(["www.amazon.com", "amazon.de", "www.amazon.co.jp"])
EBAY_HOSTS = st.sampled_from(["www.ebay.com", "ebay.de", "cafr.ebay.ca"])


def pieces(url: str) -> list[str]:
    return (read_address(url).query or "").split("&")


def others(url: str, written: set[str]) -> list[str]:
    return [piece for piece in pieces(url) if key_of(piece) not in written]


@given(addresses(), TAGS)
@example("https://example.com/?", Utm(source="s"))
@example("https://example.com/?&&a=#?utm_source=x", Utm(source="s"))
@example("https://example.com/p;v=1?a=1;b=2&%zz=%zz&+=+", Utm(source="s"))
@settings(deadline=None, max_examples=400)
def test_path_fragment_and_other_keys_survive_byte_for_byte(url: str, tags: Utm):
    built = tagged(LinkDraft(url, utm=tags), UTM).url
    before, after, written = read_address(url), read_address(built), set(utm_values(tags))
    assert (after.base, after.fragment) == (before.base, before.fragment)
    kept = others(url, written)
    assert others(built, written)[: len(kept)] == kept or (kept[-1:] == [""] and others(built, written) == kept[:-1])


@given(addresses(), TAGS)
@settings(deadline=None, max_examples=300)
def test_every_tag_stands_once_with_its_value(url: str, tags: Utm):
    built = tagged(LinkDraft(url, utm=tags), UTM).url
    for key, value in utm_values(tags).items():
        found = [piece.partition("=")[2] for piece in pieces(built) if key_of(piece) == key]
        assert [unquote(each) for each in found] == [value]


@given(st.one_of(addresses(OWN_HOSTS), addresses(EBAY_HOSTS), addresses()), TAGS, st.sampled_from([UTM, AMAZON, EBAY]))
@settings(deadline=None, max_examples=400)
def test_tagging_a_tagged_link_again_changes_nothing(url, tags, network):
    draft = LinkDraft(url, network.id, tags, GIVEN[network.id])
    try:
        once = tagged(draft, network)
    except BadInput:
        return
    again = tagged(LinkDraft(once.url, network.id, tags, GIVEN[network.id]), network)
    assert again.url == once.url
    assert again.replaced == ()


@given(addresses(), TAGS, st.sampled_from([AWIN, IMPACT]))
@settings(deadline=None, max_examples=300)
def test_the_tagged_destination_comes_back_exactly_from_a_redirect(url, tags, network):
    built = tagged(LinkDraft(url, network.id, tags, GIVEN[network.id]), network).url
    last = pieces(built)[-1]
    assert last.startswith(f"{network.link.destination}=")
    assert unquote(last.partition("=")[2]) == tagged(LinkDraft(url, utm=tags), UTM).url
    assert built.isascii()
    reference = network.link.reference.parameter
    assert [key_of(piece) for piece in pieces(built)].index(reference) < len(pieces(built)) - 1


@given(HOSTILE, TAGS, st.sampled_from(sorted(GIVEN)))
@settings(deadline=None, max_examples=1500)
def test_a_hostile_text_makes_a_link_to_the_same_host_or_is_refused(text, tags, network_id):
    network = CATALOG.get(network_id)
    try:
        built = tagged(LinkDraft(text, network_id, tags, GIVEN[network_id]), network)
    except BadInput as refused:
        str(refused).encode()
        return
    parsed = URL(built.url)
    assert parsed.protocol in ("http:", "https:")
    assert not parsed.username
    if network.link.url:
        assert parsed.hostname in ("www.awin1.com", "b.pxf.io")
    else:
        assert parsed.hostname == URL(text.strip(" ")).hostname == read_address(text).host


@given(
    st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=3), st.text(max_size=20), st.text(max_size=20)
)
@settings(deadline=None, max_examples=500)
def test_hostile_values_are_escaped_or_refused(values, reference, source):
    for network in (AWIN, AMAZON, EBAY):
        host = "www.amazon.de" if network is AMAZON else "www.ebay.de"
        draft = LinkDraft(
            f"https://{host}/x", network.id, Utm(source=source), {**GIVEN[network.id], **values}, reference or None
        )
        try:
            built = tagged(draft, network).url
        except BadInput as refused:
            str(refused).encode()
        else:
            assert built.isascii()
            assert URL(built).href == built


@given(addresses())
@settings(deadline=None, max_examples=200)
def test_removing_keys_leaves_the_others_byte_for_byte(url: str):
    names = {"psc", "pd_rd_w", "a"}
    after = stripped(url, names)
    before = read_address(url)
    assert read_address(after).base == before.base
    assert read_address(after).fragment == before.fragment
    assert [each for each in pieces(after) if each] == [each for each in others(url, names) if each]
