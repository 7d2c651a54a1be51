"""Files are written whole or not at all, and their names are accepted everywhere."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiliate_desktop.core.files import safe_name, write_bytes, write_whole
from affiliate_desktop.core.problems import Failed


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fill(beside: Path) -> None:
        assert target.read_text() == "old"
        beside.write_text("new")

    write_whole(target, fill)
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fill(beside: Path) -> None:
        beside.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Failed, match="No space"):
        write_whole(target, fill)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_export_follows_the_mask_and_a_private_file_does_not(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        write_bytes(tmp_path / "export", b"x")
        write_bytes(tmp_path / "private", b"x", private=True)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "export").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


def test_a_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Failed) as caught:
        write_bytes(tmp_path / "missing" / "a", b"x")
    assert caught.value.code == "cannot_write"


@given(st.text(max_size=300))
def test_any_text_makes_a_name_that_every_system_accepts(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 121
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name.isprintable()
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))


@pytest.mark.parametrize("text", ["CON", "con.csv", "COM¹", "nul.tar.gz", "LPT1 .pdf", "..", "", "\u202egnp.exe"])
def test_names_that_mean_something_else_are_changed(text: str) -> None:
    name = safe_name(text)
    assert name.split(".")[0].strip().casefold() not in {"con", "com¹", "nul", "lpt1"}
    assert name not in {"", ".", ".."}
    assert "\u202e" not in name
