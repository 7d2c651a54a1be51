"""The list of workspaces that were open lately."""

import stat
from pathlib import Path

from affiliate_desktop.workspace.opening import recent_workspaces, remember_workspace
from affiliate_desktop.workspace.recents import Recent, forget_workspace, recents, recents_file


def test_the_newest_is_first_and_each_is_there_once(tmp_path: Path) -> None:
    for name in ("a", "b", "a"):
        remember_workspace(tmp_path / name)
    assert recent_workspaces() == (tmp_path / "a", tmp_path / "b")


def test_ten_are_kept(tmp_path: Path) -> None:
    for number in range(15):
        remember_workspace(tmp_path / str(number))
    assert recent_workspaces() == tuple(tmp_path / str(number) for number in range(14, 4, -1))


def test_one_that_is_missing_is_kept_and_flagged(tmp_path: Path) -> None:
    (tmp_path / "here").touch()
    remember_workspace(tmp_path / "here")
    remember_workspace(tmp_path / "gone ü")
    assert recents() == (Recent(tmp_path / "gone ü", missing=True), Recent(tmp_path / "here", missing=False))


def test_one_can_be_forgotten(tmp_path: Path) -> None:
    remember_workspace(tmp_path / "a")
    forget_workspace(tmp_path / "a")
    assert recent_workspaces() == ()


def test_the_list_is_private(tmp_path: Path) -> None:
    remember_workspace(tmp_path / "a")
    assert stat.S_IMODE(recents_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(recents_file().parent.stat().st_mode) == 0o700


def test_a_broken_list_is_an_empty_one(tmp_path: Path) -> None:
    assert recent_workspaces() == ()
    recents_file().parent.mkdir(parents=True)
    for content in (b"", b"{", b"5", b'["/a", 5, null, "\\u0000"]', b"\xff\xfe"):
        recents_file().write_bytes(content)
        assert len(recent_workspaces()) <= 1
    remember_workspace(tmp_path / "a")
    assert recent_workspaces() == (tmp_path / "a",)


def test_a_list_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    recents_file().parent.parent.mkdir(parents=True)
    recents_file().parent.write_text("in the way")
    remember_workspace(tmp_path / "a")
    assert recent_workspaces() == ()
