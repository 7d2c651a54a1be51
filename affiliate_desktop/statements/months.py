"""Names of months in the languages that statements come in, from the Unicode CLDR (through Babel).

The names of a column are looked at together, for ``listopad`` is November in Polish and October in Croatian.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from affiliate_desktop.core.problems import BadInput

_LANGUAGES = (
    "en de fr es it pt nl sv da nb nn fi pl cs sk hu ro bg hr sl sr bs mk lt lv et is el tr ru uk be ca gl eu ga cy af "
    "id ms sw sq az ka hy he"
)
LANGUAGES = tuple(_LANGUAGES.split())
_COMMON = (
    "jan january januar janvier janv enero ene gennaio gen januari",
    "feb february februar fevrier fevr febrero febbraio februari",
    "mar march marz mrz mars marzo maart mrt",
    "apr april avril avr abril abr aprile",
    "may mai mayo maggio mag mei",
    "jun june juni juin junio giugno giu",
    "jul july juli juillet juil julio luglio lug",
    "aug august aout agosto ago augustus",
    "sep sept september septembre septiembre settembre set",
    "oct october okt oktober octobre octubre ottobre ott",
    "nov november novembre noviembre",
    "dec december dez dezember decembre diciembre dic dicembre",
)
"""English, German, French, Spanish, Italian and Dutch, which do not contradict each other, as ``month_key`` has
them; most statements need no other."""


def months_for(names: Iterable[str], language: str = "") -> Mapping[str, int] | None:
    """The months that the names of a column stand for, as ``month_key`` has them.

    Args:
        names: all that stand in the column.
        language: where the user said it.

    Returns:
        What reads the names; the months of the language that knows most of them where none knows all. None where
        languages that know them contradict each other.

    Raises:
        BadInput: when there is no such language.
    """
    wanted = {month_key(name) for name in names}
    if language:
        if not _of(language):
            raise BadInput(
                "unknown_language",
                "“{language}” is no language whose months are known; write its code, such as fr or pl.",
                language=language[:40],
            )
        return _of(language)
    common = _common()
    if wanted <= common.keys():
        return common
    known = [_of(each) for each in LANGUAGES]
    fitting = [each for each in known if wanted <= each.keys()]
    if not fitting:
        return max((common, *known), key=lambda each: len(wanted & each.keys()))
    readings = {tuple(each[name] for name in sorted(wanted)) for each in fitting}
    return fitting[0] if len(readings) == 1 else None


def languages_of(name: str) -> tuple[str, ...]:
    """The languages in which a name is a month, one for each month it may be: ``pl`` and ``hr`` for ``listopad``."""
    key = month_key(name)
    found: dict[int, str] = {}
    for language in LANGUAGES:
        if key in _of(language):
            found.setdefault(_of(language)[key], language)
    return tuple(found.values())


def month_key(name: str) -> str:
    """A name as it is compared: small letters, without its point and without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold().strip(" ."))
    return "".join(each for each in plain if not unicodedata.combining(each))


@cache
def _common() -> Mapping[str, int]:
    return {name: month for month, names in enumerate(_COMMON, start=1) for name in names.split()}


@cache
def _of(language: str) -> Mapping[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in locale.months[context][width].items():
                key = month_key(name)
                if len(key) > 1 and not key.isdigit():
                    names[key] = int(month)
    return names
