"""What a kit holds follows from what was asked for, and what is stale from what was noted."""

from dataclasses import replace

from affiliate_desktop.kits.contents import changed_items, handed_links, items_of
from affiliate_desktop.kits.model import Kit, Look, Part, Stale, Staleness
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.model import Link

BAGS = Link("Bags", "https://a.example/bags", "https://a.example/bags?x=1", id=1, click_reference="own")
TWIN = Link("bags!", "https://a.example/other", "https://a.example/other?x=1", id=2)
KIT = Kit("Fair", 1)


def paths(kit: Kit) -> set[str]:
    return {item.path for item in items_of(kit, handed_links([BAGS], {}), "Fair", "Ad")}


def test_links_of_the_same_name_get_files_of_their_own() -> None:
    assert [each.slug for each in handed_links([BAGS, TWIN], {})] == ["bags", "bags-2"]


def test_a_holder_is_handed_the_copy() -> None:
    copy = LinkCopy(1, "theirs", "https://a.example/bags?x=theirs", 1, "Ada")
    bags, twin = handed_links([BAGS, TWIN], {1: copy})
    assert (bags.url, bags.reference) == (copy.url, "theirs")
    assert (twin.url, twin.reference) == (TWIN.url, None)


def test_a_kit_holds_only_the_parts_that_were_asked_for() -> None:
    tables = {"links.csv", "links.xlsx", "disclosure.txt"}
    assert paths(replace(KIT, parts=())) == tables
    assert paths(replace(KIT, parts=(Part.QR,))) == tables | {"qr/bags.png", "qr/bags.svg", "qr/bags.pdf"}
    assert "flyers/bags-Letter.pdf" in paths(KIT)
    assert "flyers/bags-Letter.pdf" not in paths(replace(KIT, papers=("A4",)))


def test_only_what_a_change_reaches_is_stale() -> None:
    handed = handed_links([BAGS], {})
    built = {item.path: item.inputs for item in items_of(KIT, handed, "Fair", "Ad")}
    assert changed_items(built, items_of(KIT, handed, "Fair", "Ad")) == ()
    painted = changed_items(built, items_of(replace(KIT, background="#000000"), handed, "Fair", "Ad"))
    assert painted == (Stale("banners/bags", Staleness.CHANGED, ("background",)),)
    said = {each.path for each in changed_items(built, items_of(KIT, handed, "Fair", "Other"))}
    assert said == {"disclosure.txt", "flyers/bags-A4.pdf", "flyers/bags-Letter.pdf", "texts/bags.txt"}


def test_what_is_no_longer_asked_for_is_gone() -> None:
    handed = handed_links([BAGS], {})
    built = {item.path: item.inputs for item in items_of(KIT, handed, "Fair", "Ad")}
    found = changed_items(built, items_of(replace(KIT, parts=(Part.QR,)), handed, "Fair", "Ad"))
    assert {each.state for each in found} == {Staleness.GONE}
    assert "banners/bags" in {each.path for each in found}


def test_each_flyer_design_makes_its_papers_in_a_folder_of_its_own() -> None:
    kit = replace(KIT, parts=(Part.FLYERS,), flyer_designs=("flyer", "poster", "card"), papers=("A4", "A5"))
    looks = {"poster": Look(("A3", "A4")), "card": Look(("Letter",))}
    found = {item.path for item in items_of(kit, handed_links([BAGS], {}), "Fair", "Ad", looks)}
    assert found - {"links.csv", "links.xlsx", "disclosure.txt"} == {
        "flyers/bags-A4.pdf",
        "flyers/bags-A5.pdf",
        "flyers/poster/bags-A4.pdf",
        "flyers/card/bags-Letter.pdf",
    }


def test_another_design_or_brand_or_look_of_it_makes_stale_and_what_is_usual_does_not() -> None:
    handed = handed_links([BAGS], {})
    kit = replace(KIT, parts=(Part.BANNERS,))

    def built(kit: Kit, **marks: str) -> dict[str, dict[str, object]]:
        looks = {name: Look(mark=mark) for name, mark in marks.items()}
        return {item.path: item.inputs for item in items_of(kit, handed, "Fair", "Ad", looks)}

    def because(before: Kit, now: Kit, **marks: str) -> list[tuple[str, ...]]:
        looks = {name: Look(mark=mark) for name, mark in marks.items()}
        return [each.because for each in changed_items(built(before), items_of(now, handed, "Fair", "Ad", looks))]

    assert "design" not in built(kit)["banners/bags"]
    assert because(kit, replace(kit, banner_design="offer")) == [("design",)]
    assert because(kit, replace(kit, brand="Trail")) == [("brand",)]
    assert because(kit, kit, banner="other") == [("look",)]


def test_what_fills_a_design_is_told_of_the_files_that_show_it() -> None:
    handed = handed_links([BAGS], {})
    kit = replace(KIT, flyer_designs=("flyer", "event"), values={"event.date": "Friday", "offer": "2 for 1"})
    looks = {"event": Look(variables=("event.date", "event.place")), "banner": Look()}

    def made_from(kit: Kit) -> dict[str, dict[str, object]]:
        return {item.path: item.inputs for item in items_of(kit, handed, "Fair", "Ad", looks)}

    assert made_from(kit)["flyers/event/bags-A4.pdf"]["{event.date}"] == "Friday"
    assert made_from(kit)["flyers/bags-A4.pdf"] == made_from(replace(kit, values={}))["flyers/bags-A4.pdf"]
    moved = replace(kit, values={"event.date": "Monday", "offer": "3 for 2"})
    stale = changed_items(made_from(kit), items_of(moved, handed, "Fair", "Ad", looks))
    assert {each.path for each in stale} == {"flyers/event/bags-A4.pdf", "flyers/event/bags-Letter.pdf"}
    assert {each.because for each in stale} == {("{event.date}",)}
