"""Building tagged links: UTM tags go into the destination, a network's own parameters where it wants them.

Networks of the kind ``tag`` get their parameters in the destination's own query; those of the kind
``redirect`` carry the tagged destination, percent-encoded once, as the last parameter of their own address,
with the click reference before it (production link builders found references after it lost).
"""

import re
from collections.abc import Iterable, Mapping

from affiliate_desktop.core.names import clean_line, visible
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.links.address import MAX_LENGTH, Address, on_host, read_address
from affiliate_desktop.links.model import LinkDraft, TaggedLink, Utm
from affiliate_desktop.links.query import advised, encoded, with_values, without
from affiliate_desktop.programs.model import LinkTemplate, Network, TemplateKind, TemplateParameter
from affiliate_desktop.programs.parameters import checked_values

MAX_TAG = 500
_PLACE = re.compile(r"\{([^{}]*)\}")


def tagged(draft: LinkDraft, network: Network) -> TaggedLink:
    """Builds the link.

    Raises:
        BadInput: when the destination, a tag or a parameter can't be used; nothing else is ever raised.
    """
    address = read_address(draft.destination)
    _refuse_elsewhere(address, network)
    own = own_values(draft, network, address.host)
    tags = utm_values(draft.utm)
    if network.link.kind is TemplateKind.REDIRECT:
        query, replaced = with_values(address.query, tags)
        url = _redirect(network, own, _with_query(address, query))
    else:
        query, replaced = with_values(address.query, tags | own)
        url = _with_query(address, query)
    if len(url) > MAX_LENGTH:
        raise BadInput("address_too_long", "The link has more than {longest} characters.", longest=MAX_LENGTH)
    strippable = tuple(key for key in advised(query, network.link.strip) if key not in own)
    return TaggedLink(url, replaced, strippable, address.shown_host)


def stripped(destination: str, names: Iterable[str]) -> str:
    """The destination without these query keys; all else stays byte for byte.

    Raises:
        BadInput: when the destination is no address.
    """
    address = read_address(destination)
    return _with_query(address, without(address.query, names))


def utm_values(utm: Utm) -> dict[str, str]:
    """The UTM parameters that are given, in the usual order.

    Raises:
        BadInput: when one is too long or holds characters that can't be seen.
    """
    tags = {
        "utm_source": utm.source,
        "utm_medium": utm.medium,
        "utm_campaign": utm.campaign,
        "utm_content": utm.content,
        "utm_term": utm.term,
    }
    cleaned = {key: clean_line(value, key, longest=MAX_TAG) for key, value in tags.items()}
    return {key: value for key, value in cleaned.items() if value}


def own_values(draft: LinkDraft, network: Network, host: str) -> dict[str, str]:
    """The network's own parameters and their values, in the order in which they are written.

    Raises:
        BadInput: when one is missing, unknown or does not fit.
    """
    link = network.link
    given, reference = split_reference(draft, network)
    values = dict(link.fixed)
    for parameter in link.parameters:
        value = given.get(parameter.name) or _by_host(parameter, host) or parameter.default
        if value:
            values[parameter.name] = value
        elif parameter.required:
            raise _missing(parameter, network)
    if link.reference and reference:
        values[link.reference.parameter] = reference
    return values


def split_reference(draft: LinkDraft, network: Network) -> tuple[dict[str, str], str | None]:
    """The draft's parameters by their own names without the click reference, and the click reference.

    The reference may be given by itself or as the network's parameter (``clickref``).

    Raises:
        BadInput: when a parameter is unknown or does not fit, or two references are given.
    """
    link, values = network.link, dict(draft.parameters)
    for key, fixed in link.fixed.items():
        if values.pop(key, fixed) != fixed:
            raise BadInput(
                "fixed_parameter",
                "“{key}” is always {value} in {network} links.",
                key=key,
                value=fixed,
                network=network.name,
            )
    if link.destination and link.destination in values:
        raise BadInput(
            "destination_parameter", "“{key}” carries the destination and can't be set.", key=link.destination
        )
    as_parameter = values.pop(link.reference.parameter, "").strip() if link.reference else ""
    reference = (draft.click_reference or "").strip()
    if reference and as_parameter and reference != as_parameter:
        raise BadInput("two_references", "Two different click references are given; give one.")
    checked = checked_values(network, values)
    return checked, checked_reference(reference or as_parameter, network) or None


def checked_reference(reference: str, network: Network) -> str:
    """The click reference, when the network takes it; an empty one is fine.

    Raises:
        BadInput: when the network takes none, or the reference is too long or of other characters.
    """
    rule = network.link.reference
    if not reference:
        return ""
    if rule is None:
        raise BadInput(
            "no_reference",
            "{network} links take no click reference. {advice}",
            network=network.name,
            advice=network.link.advice,
        )
    if not re.fullmatch(f"[{rule.alphabet}]{{1,{rule.max_length}}}", reference):
        raise BadInput(
            "bad_reference",
            "“{reference}” is no click reference for {network}: at most {longest} characters of {alphabet}.",
            reference=visible(reference),
            network=network.name,
            longest=rule.max_length,
            alphabet=rule.alphabet,
        )
    return reference


def _with_query(address: Address, query: str | None) -> str:
    return Address(address.base, query, address.fragment, address.host).text()


def _redirect(network: Network, own: Mapping[str, str], destination: str) -> str:
    """The network's address with the destination encoded once, as the last parameter."""
    link = network.link
    places = set(_PLACE.findall(link.url))
    base = _PLACE.sub(lambda place: encoded(own[place[1]]), link.url)
    rest = {key: value for key, value in own.items() if key not in places}
    query, _ = with_values(None, rest | {link.destination: destination})
    if read_address(base).host == read_address(destination).host:
        raise _leads_on(destination, network)
    return f"{base}?{query}"


def _refuse_elsewhere(address: Address, network: Network) -> None:
    """Refuses short links, and pages that the network does not pay for."""
    link: LinkTemplate = network.link
    if any(on_host(address.host, short) for short in link.short_hosts):
        raise _leads_on(address.host, network)
    if link.own_hosts_only and not any(on_host(address.host, host) for host in network.hosts):
        raise BadInput(
            "foreign_host",
            "{network} only tags its own pages, such as {example}, not {host}.",
            network=network.name,
            example=network.hosts[0],
            host=address.host,
        )


def _leads_on(address: str, network: Network) -> BadInput:
    return BadInput(
        "leads_on",
        "“{address}” only leads on to another page. Open it in a browser and use the address of the page it"
        " leads to; {network} tags are added to that.",
        address=visible(address),
        network=network.name,
    )


def _by_host(parameter: TemplateParameter, host: str) -> str:
    fitting = [known for known in parameter.by_host if on_host(host, known)]
    return parameter.by_host[max(fitting, key=len)] if fitting else ""


def _missing(parameter: TemplateParameter, network: Network) -> BadInput:
    return BadInput(
        "missing_parameter",
        "{network} links need the {label} ({name}), such as “{example}”.",
        network=network.name,
        label=parameter.label[:1].lower() + parameter.label[1:],
        name=parameter.name,
        example=parameter.example or "abc123",
    )
