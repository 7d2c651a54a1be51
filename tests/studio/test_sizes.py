import pytest

from affiliate_desktop.core.problems import NotFound
from affiliate_desktop.studio.sizes import banner_sizes, choose_sizes


def test_sizes_have_ids_of_their_own_and_sensible_measures() -> None:
    sizes = banner_sizes()
    assert len({size.id for size in sizes}) == len(sizes) == 84
    assert all(20 <= size.height <= 1920 and 88 <= size.width <= 1920 for size in sizes)


def test_the_starter_set_is_there() -> None:
    starters = {f"{size.width}x{size.height}" for size in banner_sizes() if size.starter}
    assert starters == {
        *("300x250", "728x90", "160x600", "300x600", "336x280", "320x50", "320x100", "970x250"),
        *("1200x630", "1080x1080", "1080x1920"),
    }


def test_sizes_are_chosen_by_id_by_measure_or_many_at_once() -> None:
    assert [size.id for size in choose_sizes(["social-og", "728X90", "social-og"])] == ["social-og", "iab-leaderboard"]
    assert len(choose_sizes(["starter"])) == 11
    assert choose_sizes(["all"]) == banner_sizes()
    with pytest.raises(NotFound, match="1x1"):
        choose_sizes(["1x1"])
