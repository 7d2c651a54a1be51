"""Which values a network's link template takes: names, patterns, choices."""

import re
from collections.abc import Mapping

from affiliate_desktop.core.names import visible
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.model import Network, TemplateParameter

MAX_VALUE = 500


def parameter_named(network: Network, key: str) -> TemplateParameter | None:
    """The parameter that a key means; letter case counts only where two differ by nothing else."""
    parameters = network.link.parameters
    names = {name: parameter for parameter in parameters for name in (parameter.name, *parameter.aliases)}
    if key in names:
        return names[key]
    return {name.lower(): parameter for name, parameter in names.items()}.get(key.lower())


def checked_value(network: Network, parameter: TemplateParameter, value: str) -> str:
    """The value without blanks around it.

    Raises:
        BadInput: when it does not fit the parameter; the message shows a value that does.
    """
    value = value.strip()
    pick = any(value == choice for choice, _ in parameter.choices)
    fits = bool(re.fullmatch(parameter.pattern, value)) if parameter.pattern else not parameter.choices
    if len(value) <= MAX_VALUE and (pick or fits) and value.isprintable():
        return value
    raise BadInput(
        "bad_parameter",
        "“{value}” is no {label} ({name}) for {network}; it looks like “{example}”.",
        value=visible(value),
        label=parameter.label,
        name=parameter.name,
        network=network.name,
        example=parameter.example or (parameter.choices[0][0] if parameter.choices else "abc123"),
    )


def checked_values(network: Network, values: Mapping[str, str]) -> dict[str, str]:
    """Values by the parameters' own names, in the template's order; empty ones are left out.

    Raises:
        BadInput: when a key is unknown or given twice, or a value does not fit.
    """
    found: dict[str, str] = {}
    for key, value in values.items():
        parameter = parameter_named(network, key)
        if parameter is None:
            raise unknown_parameter(network, key)
        if parameter.name in found:
            raise BadInput("parameter_twice", "“{name}” is given twice.", name=parameter.name)
        if value.strip():
            found[parameter.name] = checked_value(network, parameter, value)
    return {each.name: found[each.name] for each in network.link.parameters if each.name in found}


def unknown_parameter(network: Network, key: str) -> BadInput:
    """The problem with a key that the network's links do not have."""
    link = network.link
    known = [parameter.name for parameter in link.parameters]
    if link.reference:
        known.append(link.reference.parameter)
    if not known:
        return BadInput(
            "unknown_parameter",
            "{network} links take no parameters of their own, so “{key}” can't be set.",
            network=network.name,
            key=visible(key),
        )
    return BadInput(
        "unknown_parameter",
        "{network} links have no parameter “{key}”. They take: {known}.",
        network=network.name,
        key=visible(key),
        known=", ".join(known),
    )
