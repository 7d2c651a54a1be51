"""The links of every network that ships: the examples in its file build one, and it leads where it should."""

from urllib.parse import parse_qs, urlsplit

import pytest

from affiliate_desktop.links.model import LinkDraft, Utm
from affiliate_desktop.links.tagging import tagged
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.programs.model import Network, TemplateKind

NETWORKS = NetworkCatalog().all()
REFERENCE = "ab12cd34ef"


@pytest.mark.parametrize("network", NETWORKS, ids=[each.id for each in NETWORKS])
def test_the_examples_of_a_network_build_a_link_that_keeps_the_destination(network: Network) -> None:
    host = network.hosts[0] if network.hosts else "shop.example"
    page = f"https://{host}/p/a%20b?color=r%26b&x=%C3%A4#top"
    draft = LinkDraft(
        page,
        network.id,
        Utm(campaign="spring", source="blog"),
        {each.name: each.example for each in network.link.parameters},
        REFERENCE if network.link.reference else None,
    )
    url = tagged(draft, network).url
    query = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    rule = network.link.reference
    if rule is not None:
        assert query[rule.parameter] == [REFERENCE]
    for key, value in network.link.fixed.items():
        assert query[key] == [value]
    arrived = url
    if network.link.kind is TemplateKind.REDIRECT:
        assert list(query)[-1] == network.link.destination
        arrived = query[network.link.destination][0]
    parts, wanted = urlsplit(arrived), urlsplit(page)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == (wanted[0], wanted[1], wanted[2], wanted[4])
    assert parts.query.startswith(wanted.query + "&utm_source=blog")
    for parameter in network.link.parameters:
        assert parameter.example
        assert parameter.example in query.get(parameter.name, []) or parameter.example in urlsplit(url).path + url


@pytest.mark.parametrize("network", NETWORKS, ids=[each.id for each in NETWORKS])
def test_a_reference_that_every_network_takes_is_short_enough(network: Network) -> None:
    rule = network.link.reference
    assert rule is None or rule.max_length >= len(REFERENCE)
    assert network.link.advice
