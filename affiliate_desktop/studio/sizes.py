"""Banner sizes, from ``resources/banner_sizes.toml``."""

import tomllib
from collections.abc import Sequence
from functools import cache

from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.studio.model import BannerSize


@cache
def banner_sizes() -> tuple[BannerSize, ...]:
    """Every size that ships with the program, in the file's order."""
    text = (resource_folder() / "banner_sizes.toml").read_text(encoding="utf-8")
    return tuple(BannerSize(**size) for size in tomllib.loads(text)["size"])


def choose_sizes(words: Sequence[str]) -> tuple[BannerSize, ...]:
    """The sizes that ids or ``WIDTHxHEIGHT`` name, each once; ``all`` and ``starter`` name many.

    Raises:
        NotFound: when a word names none.
    """
    chosen: dict[str, BannerSize] = {}
    for word in words:
        found = [size for size in banner_sizes() if _named(size, word.strip().lower())]
        if not found:
            raise NotFound("unknown_size", "There is no banner size “{word}”; see “banner sizes”.", word=word[:40])
        many = word.strip().lower() in {"all", "starter"}
        chosen |= {size.id: size for size in (found if many else found[:1])}
    return tuple(chosen.values())


def _named(size: BannerSize, word: str) -> bool:
    return word in {size.id, f"{size.width}x{size.height}", "all"} or (word == "starter" and size.starter)
