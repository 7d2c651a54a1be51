"""Addresses and tags as they come and as nobody should send them."""

from hypothesis import strategies as st

from affiliate_desktop.links.model import Utm

HOSTS = st.sampled_from(
    [
        "example.com",
        "www.shop.example.co.uk",
        "münchen.de",
        "EXAMPLE.com:8443",
        "[2001:db8::1]",
        "10.0.0.7:80",
        "日本.jp",
    ]
)
_PART = "abcXYZ019-._~!$'()*,;:@/%ß日=+"
PATHS = st.text(alphabet=_PART, max_size=20).map(lambda path: "/" + path)
KEYS = st.one_of(
    st.sampled_from(["utm_source", "utm%5Fmedium", "tag", "psc", "pd_rd_w", "a", "", "q", "%zz", "clickref", "ued"]),
    st.text(alphabet="abcé%+;[].-_", max_size=6),
)
VALUES = st.text(alphabet="abc019%+;=/?:@é日-._~", max_size=10)
PIECES = st.one_of(st.tuples(KEYS, VALUES).map("=".join), KEYS, st.just(""))
QUERIES = st.one_of(st.none(), st.lists(PIECES, max_size=6).map("&".join))
FRAGMENTS = st.one_of(st.none(), st.text(alphabet="abc#?&=/%é!", max_size=12))


@st.composite
def addresses(draw: st.DrawFn, hosts: st.SearchStrategy[str] = HOSTS) -> str:
    """An address that browsers accept, with all that may stand in it."""
    scheme = draw(st.sampled_from(["https", "http", "HTTPS"]))
    query, fragment = draw(QUERIES), draw(FRAGMENTS)
    tail = ("" if query is None else f"?{query}") + ("" if fragment is None else f"#{fragment}")
    return f"{scheme}://{draw(hosts)}{draw(PATHS)}{tail}"


TAGS = st.builds(
    Utm,
    campaign=st.text(alphabet="abcÉ &=#?+%日-_", max_size=12),
    source=st.text(alphabet="abc &=#?+%é", max_size=12),
    medium=st.sampled_from(["", "email", "a b"]),
    content=st.sampled_from(["", "top"]),
    term=st.sampled_from(["", "x+y"]),
)
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(max_size=40).map(lambda text: "https://" + text),
    st.text(max_size=30).map(lambda text: "https://example.com/" + text),
    st.text(alphabet="htps:/\\@?#[]%.\t\n\x00\u202e\ud800 a0", max_size=30),
    addresses(),
)
