"""Visits find their campaign, placement and link by UTM tags, and say why where they don't."""

from affiliate_desktop.links.model import Link, Utm
from affiliate_desktop.statements.visit_matching import Place, Places, Unmatched


def link(key: int, utm: Utm, campaign: int | None, placement: int | None = None) -> Link:
    return Link(
        f"L{key}", "https://e.org", "https://e.org", utm=utm, campaign_id=campaign, placement_id=placement, id=key
    )


MAIL = link(1, Utm("Spring", "newsletter", "email"), 1, 11)
POSTER = link(2, Utm("spring", "poster", "print"), 1, 12)
POSTER_TOO = link(3, Utm("spring", "poster", "print"), 1, 12)
LONELY = link(4, Utm("gift"), None)
ELSEWHERE = link(5, Utm("sale", "newsletter"), 2)
HERE = link(6, Utm("sale", "poster"), 1)
PLACES = Places([MAIL, POSTER, POSTER_TOO, LONELY, ELSEWHERE, HERE, link(7, Utm(), 3)])


def test_letter_case_does_not_matter_and_source_and_medium_find_the_placement() -> None:
    assert PLACES.of("Newsletter", "EMAIL", " SPRING ") == Place(1, 11, 1)
    assert PLACES.of("poster", "print", "spring") == Place(1, 12, None)


def test_another_source_stays_with_the_campaign_and_an_untold_one_finds_a_placement_only_where_there_is_one() -> None:
    assert PLACES.of("forum", "referral", "spring") == Place(1)
    assert PLACES.of("", "", "spring") == Place(1)
    assert Places([POSTER, POSTER_TOO]).of("", "", "spring") == Place(1, 12)


def test_source_and_medium_decide_between_campaigns_with_the_same_tag_where_they_can() -> None:
    assert PLACES.of("newsletter", "email", "sale").why is Unmatched.SEVERAL
    assert PLACES.of("newsletter", "(not set)", "sale") == Place(2, None, 5)
    assert PLACES.of("newsletter", "", "sale") == Place(2, None, 5)
    assert PLACES.of("forum", "", "sale") == Place(why=Unmatched.SEVERAL, links=("L5", "L6"))


def test_visits_without_a_campaign_say_why() -> None:
    assert PLACES.of("a", "b", "").why is Unmatched.UNTOLD
    assert PLACES.of("google", "organic", "(organic)").why is Unmatched.UNTAGGED
    assert PLACES.of("a", "b", "(not set)").why is Unmatched.UNTAGGED
    assert PLACES.of("a", "b", "winter").why is Unmatched.NO_LINK
    assert PLACES.of("a", "b", "gift") == Place(why=Unmatched.NO_CAMPAIGN, links=("L4",))
