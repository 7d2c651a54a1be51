"""The way out of a synchronized folder: a whole copy, and an original that nobody touched."""

import shutil
import stat
from pathlib import Path

import pytest

from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import BadInput, Failed, Problem
from affiliate_desktop.workspace.engine import wal_path
from affiliate_desktop.workspace.opening import copy_to_safe_place, default_path, open_workspace
from tests.workspace.evidence import files_of, filled, rows_of


def in_dropbox(tmp_path: Path, clock: FixedClock, *, unfinished: bool = False) -> tuple[Path, dict[str, str]]:
    workspace = filled(tmp_path / "local" / "Shop é.affiliate", clock)
    rows = rows_of(workspace)
    synced = tmp_path / "Dropbox" / "Shop é.affiliate"
    synced.parent.mkdir()
    if unfinished:
        shutil.copyfile(wal_path(workspace.path), wal_path(synced))
    else:
        workspace.close()
    shutil.copyfile(workspace.path, synced)
    workspace.close()
    return synced, rows


@pytest.mark.parametrize("unfinished", [True, False])
def test_the_copy_has_every_row_and_the_original_is_untouched(
    tmp_path: Path, clock: FixedClock, unfinished: bool
) -> None:
    path, rows = in_dropbox(tmp_path, clock, unfinished=unfinished)
    before = files_of(path.parent)
    copy = copy_to_safe_place(path)
    assert files_of(path.parent) == before
    assert copy == default_path().with_name("Shop é.affiliate")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    workspace = open_workspace(copy, clock)
    assert rows_of(workspace) == rows
    workspace.close()


def test_a_second_copy_gets_a_name_of_its_own(tmp_path: Path, clock: FixedClock) -> None:
    path, _ = in_dropbox(tmp_path, clock)
    assert copy_to_safe_place(path).name == "Shop é.affiliate"
    assert copy_to_safe_place(path).name == "Shop é 2.affiliate"


def test_what_is_no_workspace_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "Dropbox" / "a.affiliate"
    path.parent.mkdir()
    path.write_text("hello")
    with pytest.raises(BadInput, match="no workspace"):
        copy_to_safe_place(path)
    assert not default_path().parent.exists()


def test_the_other_place_must_be_safe_itself(tmp_path: Path, clock: FixedClock) -> None:
    path, _ = in_dropbox(tmp_path, clock)
    with pytest.raises(BadInput) as caught:
        copy_to_safe_place(path, tmp_path / "OneDrive")
    assert caught.value.code == "sync_folder"


def test_a_file_that_changes_while_it_is_copied_is_not_trusted(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = in_dropbox(tmp_path, clock)
    original = shutil.copyfile

    def disturbed(source: Path, target: Path) -> None:
        original(source, target)
        with path.open("ab") as file:
            file.write(b"x")

    monkeypatch.setattr(shutil, "copyfile", disturbed)
    with pytest.raises(Failed, match="Close that program"):
        copy_to_safe_place(path)


def test_a_full_disk_is_said_in_words(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = in_dropbox(tmp_path, clock)

    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Problem, match="full"):
        copy_to_safe_place(path)
