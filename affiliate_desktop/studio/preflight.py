"""Whether a code may be called ready: what was measured of it, judged in words."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from affiliate_desktop.studio.model import Verdict
from affiliate_desktop.studio.qr_style import logo_limit
from affiliate_desktop.studio.scan import QUIET
from affiliate_desktop.studio.stress import Trial

PRINT_DPI = 300
"""An office printer."""

SMALL_MODULE_MM = 0.33
"""Below this a module is less than the four dots of a 300-dpi printer that code makers advise."""
LEAST_MODULE_MM = 0.25
"""Below this a telephone must come closer than it can focus."""
GOOD_DOTS, LEAST_DOTS = 3.9, 2.95
"""Dots a module: four, and three, less what rounding to whole dots takes."""

GOOD_CONTRAST = 4.5
LEAST_CONTRAST = 3.0
"""Thresholds of WCAG 2.2 for text and for graphics; readers fail sooner than eyes in poor light."""

REACH = 10
"""A code is read from about ten times its width away."""
_LEAST_REACH = 0.6
"""Share of the width that the distance asks for, below which only few telephones read it."""

_MANY = 0.5
"""Share of failed trials from which a code is not ready."""

Reason = tuple[Verdict, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured of a code.

    Attributes:
        found: a reader saw it; other: a reader saw another text in its place.
        contrast: WCAG; the weakest of several dark colors.
        module_mm: None on screens; dpi: of the printer.
        quiet: modules of light ground around it; None when it was not found.
        width_mm: its width without quiet zone; distance_mm: of the readers; 0 or None when not known.
        failed: trials that it did not stand, of how many of each.
        spoiled: share of all trials that it did not stand.
        inverted: it is lighter than its ground; expected: the artwork was meant to hold it.
    """

    found: bool
    contrast: float
    other: bool = False
    level: str = "M"
    version: int = 1
    module_mm: float | None = None
    dpi: float = PRINT_DPI
    quiet: float | None = None
    logo_share: float = 0.0
    width_mm: float | None = None
    distance_mm: float = 0.0
    failed: Mapping[Trial, int] = field(default_factory=dict)
    spoiled: float = 0.0
    inverted: bool = False
    expected: bool = True


def judged(facts: Facts) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and its reasons, the graver ones first."""
    found = [*_reading(facts), *_contrast(facts), *_module(facts), *_quiet(facts), *_logo(facts), *_distance(facts)]
    found += _trials(facts)
    red = [words for verdict, words in found if verdict is Verdict.RED]
    amber = [words for verdict, words in found if verdict is Verdict.AMBER]
    return Verdict.RED if red else Verdict.AMBER if amber else Verdict.GREEN, (*red, *amber)


def dots(module_mm: float | None, dpi: float) -> float | None:
    """Printer dots an edge of a module."""
    return None if module_mm is None else module_mm / 25.4 * dpi


def _reading(facts: Facts) -> Iterator[Reason]:
    if not facts.found:
        yield (
            Verdict.RED,
            "The code reads as something else than it should." if facts.other else "A reader does not find the code.",
        )
    if facts.inverted:
        yield Verdict.RED, "The code is lighter than its background; many readers cannot read that."
    if not facts.expected:
        yield Verdict.AMBER, "This code is not one that was asked for; it stands in a picture or a background."


def _contrast(facts: Facts) -> Iterator[Reason]:
    ratio = facts.contrast
    if ratio < LEAST_CONTRAST:
        yield Verdict.RED, f"The contrast is {_tenths(ratio)}:1; below {LEAST_CONTRAST:g}:1 many readers fail."
    elif ratio < GOOD_CONTRAST:
        yield Verdict.AMBER, f"The contrast is {_tenths(ratio)}:1; {GOOD_CONTRAST:g}:1 also reads in poor light."


def _tenths(ratio: float) -> str:
    """A contrast that never looks better than it is: 4.48 is less than the 4.5 that is wanted beside it."""
    return f"{math.floor(ratio * 10) / 10:.1f}"


def _module(facts: Facts) -> Iterator[Reason]:
    if facts.module_mm is None:
        return
    count = dots(facts.module_mm, facts.dpi) or 0.0
    needed = math.ceil(max(SMALL_MODULE_MM, 4 / facts.dpi * 25.4) * (17 + 4 * facts.version + 2 * QUIET))
    words = f"A module is {facts.module_mm:.3g} mm wide"
    if facts.module_mm < LEAST_MODULE_MM:
        yield Verdict.RED, f"{words}, too small to print and read. Make the code {needed} mm wide or the link shorter."
    elif count < LEAST_DOTS:
        yield (
            Verdict.RED,
            f"{words}, only {count:.1f} dots of a {facts.dpi:g}-dpi printer. Make the code {needed} mm wide.",
        )
    elif count < GOOD_DOTS:
        yield Verdict.AMBER, f"{words}, {count:.1f} dots of a {facts.dpi:g}-dpi printer; 4 or more print cleanly."
    elif facts.module_mm < SMALL_MODULE_MM:
        yield Verdict.AMBER, f"{words}; {SMALL_MODULE_MM:g} mm or more also reads from a plain office printer."


def _quiet(facts: Facts) -> Iterator[Reason]:
    if facts.quiet is not None and facts.quiet < QUIET:
        words = f"The quiet zone around the code is {facts.quiet:g} modules wide; readers need {QUIET}."
        yield (Verdict.RED if facts.quiet < QUIET / 2 else Verdict.AMBER), words


def _logo(facts: Facts) -> Iterator[Reason]:
    limit = logo_limit(facts.level, facts.version)
    if facts.logo_share <= limit + 1e-9:
        return
    words = f"The logo covers {facts.logo_share:.1%} of the code"
    if not limit and facts.level == "H":
        yield Verdict.RED, f"{words}; a code as small as this bears none at level H. Choose level M or Q."
    elif not limit:
        yield Verdict.RED, f"{words}; level L bears none. Choose level M, Q or H."
    else:
        yield Verdict.RED, f"{words}; level {facts.level} bears {limit:.0%}. Make it smaller or the level higher."


def _distance(facts: Facts) -> Iterator[Reason]:
    if not facts.width_mm or facts.width_mm * REACH >= facts.distance_mm:
        return
    needed = facts.distance_mm / REACH
    words = (
        f"The code is {facts.width_mm:.0f} mm wide without its quiet zone; from {facts.distance_mm / 1000:.3g} m away "
        f"it should be {needed:.0f} mm."
    )
    yield (Verdict.RED if facts.width_mm < needed * _LEAST_REACH else Verdict.AMBER), words


def _trials(facts: Facts) -> Iterator[Reason]:
    if not facts.failed:
        return
    how = {
        Trial.ROTATION: "turned",
        Trial.BLUR: "out of focus",
        Trial.NOISE: "in poor light",
        Trial.PERSPECTIVE: "seen from the side",
    }
    names = [how[trial] for trial in Trial if trial in facts.failed]
    words = " or ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    grave = facts.spoiled >= _MANY
    yield (
        Verdict.RED if grave else Verdict.AMBER,
        f"A reader does not manage the code {words}. Make it larger, plainer or its contrast stronger.",
    )
