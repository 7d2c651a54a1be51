import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.studio import arranging
from affiliate_desktop.studio.design_catalog import DesignCatalog
from affiliate_desktop.studio.frames import Box, Frame, FrameKind, Frames


def frame(
    left: float, top: float, width: float = 0.1, height: float = 0.1, *, name: str = "", group: str = ""
) -> Frame:
    return Frame(FrameKind.SHAPE, (left, top, width, height), name=name, group=group)


ROW = (frame(0.0, 0.0), frame(0.2, 0.1), frame(0.7, 0.2, 0.2))


def near(box: Box, *expected: float) -> bool:
    return box == pytest.approx(expected)


def test_frames_move_together_and_others_stay() -> None:
    made = arranging.moved(ROW, {0, 2}, 0.1, -0.1)
    assert near(made[0].box, 0.1, -0.1, 0.1, 0.1)
    assert made[1] is ROW[1]
    assert near(made[2].box, 0.8, 0.1, 0.2, 0.1)


def test_resizing_keeps_the_places_within_the_rectangle() -> None:
    outer = arranging.around(ROW, {0, 1, 2})
    assert near(outer, 0, 0, 0.9, 0.3)
    made = arranging.resized(ROW, {0, 1, 2}, outer, (0.0, 0.0, 0.45, 0.6))
    assert near(made[1].box, 0.1, 0.2, 0.05, 0.2)
    assert near(arranging.around(made, {0, 1, 2}), 0, 0, 0.45, 0.6)


def test_nothing_is_made_smaller_than_can_be_seen() -> None:
    (made,) = arranging.resized(ROW[:1], {0}, ROW[0].box, (0, 0, 0, -1))
    assert made.box[2:] == (arranging.LEAST, arranging.LEAST)


@pytest.mark.parametrize(
    ("side", "starts"),
    [("left", (0, 0, 0)), ("right", (0.8, 0.8, 0.7)), ("center", (0.4, 0.4, 0.35))],
)
def test_frames_are_aligned_within_their_rectangle(side: str, starts: tuple[float, ...]) -> None:
    made = arranging.aligned(ROW, {0, 1, 2}, side)
    assert [each.box[0] for each in made] == pytest.approx(starts)
    assert [each.box[1] for each in made] == [each.box[1] for each in ROW]


def test_a_single_frame_is_aligned_within_the_page() -> None:
    assert near(arranging.aligned(ROW, {0}, "middle")[0].box, 0, 0.45, 0.1, 0.1)


def test_distributed_frames_have_equal_gaps() -> None:
    made = arranging.distributed(ROW, {0, 1, 2}, across=True)
    assert made[1].box[0] == pytest.approx(0.35)
    assert made[0].box == ROW[0].box
    assert near(made[2].box, 0.7, 0.2, 0.2, 0.1)
    assert arranging.distributed(ROW, {0, 1}, across=True) == ROW


def test_layers_are_reordered_and_the_choice_follows() -> None:
    a, b, c = ROW
    assert arranging.reordered(ROW, {0}, 2) == ((b, c, a), (2,))
    assert arranging.raised(ROW, {1, 2}, -1) == ((b, c, a), (0, 1))
    assert arranging.raised(ROW, {2}, 5) == (ROW, (2,))


def test_copies_are_on_top_and_in_a_group_of_their_own() -> None:
    frames = (frame(0, 0, group="card-1", name="title"), frame(0.5, 0, group="card-1"), frame(0.7, 0))
    made, chosen = arranging.duplicated(frames, {0, 1})
    assert chosen == (3, 4)
    assert {each.group for each in made[3:]} == {"card-2"}
    assert made[3].name == "title-1"
    assert near(made[3].box, 0.02, 0.02, 0.1, 0.1)


def test_a_group_is_chosen_as_a_whole_until_it_is_dissolved() -> None:
    made = arranging.grouped(ROW, {0, 2})
    assert arranging.with_groups(made, {0}) == {0, 2}
    assert arranging.with_groups(made, {1}) == {1}
    assert arranging.ungrouped(made, {2}) == ROW


@given(st.lists(st.integers(0, 9), unique=True, max_size=10), st.integers(-3, 13))
def test_reordering_loses_no_frame(chosen: list[int], to: int) -> None:
    frames: Frames = tuple(frame(number / 20, 0) for number in range(10))
    made, places = arranging.reordered(frames, chosen, to)
    assert sorted(each.box for each in made) == [each.box for each in frames]
    assert [made[place] for place in places] == [frames[index] for index in sorted(chosen)]


def test_frames_are_changed_in_one_variant_only() -> None:
    design = DesignCatalog().get("banner")
    made = arranging.with_frames(design, "square", arranging.removed(arranging.frames_at(design, "square"), {0}))
    assert len(made.variants["square"]) == len(design.variants["square"]) - 1
    assert made.variants["story"] is design.variants["story"]
    part = arranging.with_frames(design, "part.strip", ROW)
    assert arranging.frames_at(part, "part.strip") == ROW


def test_a_new_frame_is_on_top_under_a_free_name() -> None:
    frames = (frame(0, 0, name="shape-1"), frame(0.5, 0))
    made, chosen = arranging.added(frames, frame(0.2, 0.2))
    assert chosen == (2,)
    assert made[2].name == "shape-2"
    assert made[:2] == frames


def test_no_two_layers_have_one_name() -> None:
    frames = (frame(0, 0, name="title"), frame(0.5, 0))
    assert arranging.named(frames, 1, "  My   card ")[1].name == "My card"
    assert arranging.named(frames, 1, "title")[1].name == "title-1"
    assert arranging.named(frames, 0, "title") == frames
    assert arranging.named(frames, 0, "")[0].name == ""


def test_texts_of_a_stack_go_together() -> None:
    design = DesignCatalog().get("banner")
    frames = design.variants["rectangle"]
    name = next(each.stack for each in frames if each.stack)
    stack = {index for index, each in enumerate(frames) if each.stack == name}
    assert len(stack) > 1
    assert arranging.with_stacks(frames, {min(stack)}) == stack
    alone = next(index for index, each in enumerate(frames) if not each.stack)
    assert arranging.with_stacks(frames, {alone}) == {alone}
