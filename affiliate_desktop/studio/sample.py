"""What designs say in thumbnails, checks and pictures of themselves: their own sample texts, or these."""

from collections.abc import Mapping
from types import MappingProxyType

from affiliate_desktop.studio.design import variables
from affiliate_desktop.studio.frames import Design
from affiliate_desktop.studio.model import BannerText, FlyerText

URL = "https://shop.example/trail-boots?utm_source=flyer&utm_medium=print"
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "headline": "Boots for the first warm weekend",
        "text": "Twelve day walks with a train station at both ends, and the boots we took along.",
        "cta": "See the boots",
        "link": "shop.example/trail-boots",
        "link.short": "shop.example/trail-boots",
        "link.url": URL,
        "link.code": "k7m2p9x4dq",
        "disclosure": "Ad: I earn a commission when you order through this link.",
        "offer": "20 % off",
        "code": "SPRING20",
        "event.name": "Spring trail evening",
        "event.date": "Thursday, 16 April",
        "event.time": "6:30 pm",
        "event.place": "Northlight Outdoor, Mill Street 12",
        "contact.name": "Mara Lindqvist",
        "contact.role": "Trail guide and writer",
        "contact.mail": "mara@trail.example",
    }
)
_BANNER_TEXT = "Our spring trail guide"


def sample_texts(design: Design) -> dict[str, str]:
    """What each variable of a design says in a sample, also where only a hidden frame shows it."""
    known = {**_TEXTS, **design.texts}
    return {name: known.get(name, name.replace(".", " ")) for name in {*variables(design, hidden=True), "headline"}}


def sample_banner(design: Design) -> BannerText:
    """A banner's words in a sample."""
    texts = sample_texts(design)
    return BannerText(
        headline=texts["headline"],
        call_to_action=texts.get("cta", ""),
        text=design.texts.get("text", _BANNER_TEXT),
        design=design.id,
        values=texts,
    )


def sample_flyer(design: Design) -> FlyerText:
    """A page's words in a sample."""
    texts = sample_texts(design)
    return FlyerText(
        headline=texts["headline"],
        text=texts.get("text", ""),
        call_to_action=texts.get("cta", ""),
        shown_link=texts.get("link", ""),
        disclosure=texts.get("disclosure", ""),
        design=design.id,
        values=texts,
    )
