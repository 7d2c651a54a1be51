"""A saved mapping as a TOML file, to hand on to somebody else."""

import tomllib
from collections.abc import Mapping
from typing import Any

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.problems import BadInput, Problem
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.statements.dates import check_pattern
from affiliate_desktop.statements.model import NO_HEADER, ColumnMap, Field, Profile
from affiliate_desktop.statements.reading import asked_delimiter, asked_encoding

KIND = "statement-profile"
MAX_BYTES = 1_000_000
_TEXTS = ("sheet", "date_format", "decimal", "currency", "default_status", "event", "language", "encoding", "delimiter")
_NUMBERS = ("header_line", "skip_bottom")
_TABLES = ("statuses", "events", "signs")


def profile_text(profile: Profile) -> str:
    """The TOML text of a saved mapping; what is as usual is left out."""
    import tomli_w

    columns, usual = profile.columns, ColumnMap({})
    reading = {name: getattr(columns, name) for name in (*_TEXTS, *_NUMBERS)}
    document: dict[str, Any] = {
        "kind": KIND,
        "name": profile.name,
        "headers": list(profile.headers),
        "columns": {field.value: header for field, header in columns.columns.items()},
        "reading": {name: value for name, value in reading.items() if value != getattr(usual, name)},
    }
    document |= {name: dict(getattr(columns, name)) for name in _TABLES if getattr(columns, name)}
    return tomli_w.dumps({name: value for name, value in document.items() if value != {}})


def profile_of(text: str) -> Profile:
    """The saved mapping in a TOML text.

    Raises:
        BadInput: when it is none, with the reason.
    """
    try:
        document = tomllib.loads(text)
        if document.get("kind") != KIND:
            raise _useless(f"it does not say kind = “{KIND}”")
        return _profile(document)
    except Problem as problem:
        raise problem if problem.code == "bad_profile" else _useless(str(problem)) from problem
    except tomllib.TOMLDecodeError as error:
        raise _useless(str(error)) from error
    except RecursionError as error:
        raise _useless("it is nested too deeply") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _useless(f"{type(error).__name__}: {error}") from error


def _profile(document: Mapping[str, Any]) -> Profile:
    strange = set(document) - {"kind", "name", "headers", "columns", "reading", *_TABLES}
    reading = document.get("reading", {})
    strange |= set(reading) - {*_TEXTS, *_NUMBERS}
    if strange:
        raise _useless(f"“{min(strange)}” is not known, perhaps mistyped")
    columns = {Field(name): _text(header) for name, header in document["columns"].items()}
    headers = tuple(map(_text, document["headers"]))
    given: dict[str, Any] = {name: _text(reading[name]) for name in _TEXTS if name in reading}
    given |= {name: int(reading[name]) for name in _NUMBERS if name in reading}
    given |= {name: {_text(word): _text(to) for word, to in document.get(name, {}).items()} for name in _TABLES}
    found = ColumnMap(columns=columns, **given)
    check_columns(found)
    return Profile(_text(document["name"]), headers, found)


def check_columns(columns: ColumnMap) -> None:
    """Whether a mapping makes sense by itself, whatever the file.

    Raises:
        BadInput: why it does not.
    """
    for needed in (Field.DATE, Field.COMMISSION):
        if not columns.columns.get(needed):
            raise BadInput("mapping_incomplete", "Say which column holds the {field}.", field=needed.value)
    check_pattern(columns.date_format)
    asked_encoding(columns.encoding)
    asked_delimiter(columns.delimiter)
    if columns.currency:
        currency_code(columns.currency)
    wrong = [word for word in (*columns.statuses.values(), columns.default_status) if word not in set(Status)]
    wrong += [word for word in (*columns.events.values(), columns.event) if word not in set(Event)]
    wrong += [word for word in columns.signs.values() if word not in {"+", "-"}]
    wrong += [columns.decimal] if columns.decimal not in {"auto", ".", ","} else []
    if wrong:
        raise BadInput("bad_mapping", "“{word}” is none of the words that can stand there.", word=wrong[0][:40])
    if not NO_HEADER <= columns.header_line <= 60 or not 0 <= columns.skip_bottom <= 1000:
        raise BadInput(
            "bad_mapping", "A header stands in lines 1 to 60, and at most 1000 lines at the end are left out."
        )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or len(value) > 500:
        raise _useless(f"“{str(value)[:40]}” is no text")
    return value


def _useless(reason: str) -> BadInput:
    return BadInput(
        "bad_profile", "The file is no saved mapping that can be used: {reason}.", reason=reason.rstrip(".")
    )
