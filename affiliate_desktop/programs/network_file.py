"""``NETWORK.toml`` -> ``Network``: how a network's links and statements look, checked key by key.

The head: ``id``, ``name``, ``single_program``, ``payer``, ``currency``, ``hosts``, ``sources`` (where the facts come
from). ``[link]`` and its ``[[link.parameter]]`` are explained at ``model.LinkTemplate`` and
``model.TemplateParameter``; ``[[statement]]`` belongs to the statements room. Every fact has a
``certainty``: seen in a real ``sample``, in working ``code``, in the network's ``docs``, or ``inferred``.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from affiliate_desktop.core.money import CURRENCIES
from affiliate_desktop.core.problems import Failed
from affiliate_desktop.programs.model import LinkTemplate, Network, ReferenceRule, TemplateKind, TemplateParameter
from affiliate_desktop.programs.toml_table import TomlTable

MAX_BYTES = 1_000_000
CERTAINTY = ("sample", "code", "docs", "inferred")
SCOPES = ("account", "program", "link")
FILLED_BY = ("publisher_id", "program_id", "tracking_id")
_ID = "[a-z0-9][a-z0-9_-]{0,39}"
_KEY = "[A-Za-z0-9_.-]{1,60}"
_PLACE = re.compile(r"\{([^{}]*)\}")


def read_network(file: Path, *, origin: str) -> Network:
    """Reads one file; what was read before and is the same is not parsed again.

    Raises:
        Failed: when it can't be read or says something that makes no sense; the message names file and key.
    """
    return _network(file.name, _text(file), origin)


@lru_cache(maxsize=256)
def _network(file: str, text: str, origin: str) -> Network:
    top = TomlTable(file, _parse(file, text))
    network = Network(
        id=top.text("id", pattern=_ID),
        name=top.text("name"),
        single_program=top.flag("single_program", default=False),
        currency=top.one_of("currency", CURRENCIES, "") or None,
        hosts=_hosts(top, "hosts"),
        payer=top.flag("payer", default=False),
        sources=top.texts("sources"),
        link=_template(top.table("link")),
        statements=tuple(top.plain_tables("statement")),
        origin=origin,
    )
    if network.link.own_hosts_only and not network.hosts:
        raise top.wrong("hosts", "must be given, as link.own_hosts_only is true")
    top.finish()
    return network


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _unreadable(file.name, "it is larger than 1 MB")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(file.name, error.strerror or "it can't be read") from error
    except UnicodeDecodeError as error:
        raise _unreadable(file.name, "it is no UTF-8 text") from error


def _parse(file: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(file, str(error)) from error


def _unreadable(file: str, reason: str) -> Failed:
    return Failed("bad_network_file", "“{file}” is left out: {reason}.", file=file, reason=reason.rstrip("."))


def _hosts(table: TomlTable, key: str) -> tuple[str, ...]:
    hosts = table.texts(key)
    for host in hosts:
        if not re.fullmatch(r"([a-z0-9-]+\.)+[a-z0-9-]+", host):
            raise table.wrong(key, f"holds “{host[:60]}”, which is no host name in lower case")
    return hosts


def _template(link: TomlTable) -> LinkTemplate:
    kind = TemplateKind(link.one_of("kind", tuple(TemplateKind), TemplateKind.TAG))
    redirect = kind is TemplateKind.REDIRECT
    template = LinkTemplate(
        kind=kind,
        parameters=tuple(_parameter(table) for table in link.tables("parameter")),
        fixed=link.text_map("fixed"),
        reference=_reference(link.table("reference")) if "reference" in link else None,
        url=link.text("url", None if redirect else ""),
        destination=link.text("destination", None if redirect else "", pattern=_KEY),
        own_hosts_only=link.flag("own_hosts_only", default=False),
        short_hosts=_hosts(link, "short_hosts"),
        strip=link.texts("strip"),
        advice=link.text("advice", ""),
    )
    link.one_of("certainty", CERTAINTY, "inferred")
    _check_names(link, template)
    if redirect:
        _check_url(link, template)
    elif template.url or template.destination:
        raise link.wrong("kind", "must be “redirect” where url or destination is given")
    link.finish()
    return template


def _reference(table: TomlTable) -> ReferenceRule:
    longest = table.number("max_length", lowest=10, highest=2000)
    rule = ReferenceRule(
        parameter=table.text("parameter", pattern=_KEY),
        alphabet=table.text("alphabet"),
        max_length=longest,
        cut_at=table.numbers("cut_at", lowest=10, highest=2000) or (longest,),
    )
    try:
        fits = re.fullmatch(f"[{rule.alphabet}]+", "abcdefghijklmnopqrstuvwxyz0123456789")
    except re.error as error:
        raise table.wrong("alphabet", f"is no character class ({error})") from error
    if not fits:
        raise table.wrong("alphabet", "must allow a-z and 0-9, of which references are made")
    table.one_of("certainty", CERTAINTY, "inferred")
    table.finish()
    return rule


def _parameter(table: TomlTable) -> TemplateParameter:
    choices = table.tables("choices")
    picks = [(pick.text("value"), pick.text("label"), pick.text("host", "")) for pick in choices]
    for pick in choices:
        pick.one_of("certainty", CERTAINTY, "inferred")
        pick.finish()
    parameter = TemplateParameter(
        name=table.text("name", pattern=_KEY),
        label=table.text("label"),
        scope=table.one_of("scope", SCOPES, "link"),
        required=table.flag("required", default=True),
        pattern=table.expression("pattern"),
        example=table.text("example", ""),
        default=table.text("default", ""),
        choices=tuple((value, label) for value, label, _ in picks),
        aliases=table.texts("aliases"),
        filled_by=table.one_of("filled_by", FILLED_BY, ""),
        by_host={host: value for value, _, host in picks if host},
        certainty=table.one_of("certainty", CERTAINTY, "inferred"),
    )
    for key in ("example", "default"):
        value = getattr(parameter, key)
        if value and parameter.pattern and not re.fullmatch(parameter.pattern, value):
            raise table.wrong(key, "does not match the parameter's own pattern")
    table.finish()
    return parameter


def _check_names(link: TomlTable, template: LinkTemplate) -> None:
    """Every URL parameter has one meaning."""
    names = [*template.fixed, *([template.destination] if template.destination else [])]
    for parameter in template.parameters:
        names += [parameter.name, *parameter.aliases]
    if template.reference:
        names.append(template.reference.parameter)
    double = next((name for index, name in enumerate(names) if name in names[:index]), None)
    if double is not None:
        raise link.wrong("parameter", f"“{double}” is given twice")


def _check_url(link: TomlTable, template: LinkTemplate) -> None:
    """A redirect's address is https and its places are required parameters."""
    if not re.fullmatch(r"https://[^\s?#]+", template.url):
        raise link.wrong("url", "must begin with https:// and hold no blank, ? or #")
    required = {parameter.name for parameter in template.parameters if parameter.required}
    for place in _PLACE.findall(template.url):
        if place not in required:
            raise link.wrong("url", f"has a place {{{place}}} that is no required parameter")
    if set("{}") & set(_PLACE.sub("", template.url)):
        raise link.wrong("url", "has a brace without its partner")
