"""What `make` does first: it finds a Python, names what the system lacks, and starts again after an interruption."""

import os
import runpy
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from affiliate_desktop.gui import libraries

ROOT = Path(__file__).parents[2]
COREUTILS = ("bash", "cut", "sort", "paste", "grep", "id", "dirname", "cat", "rm", "tr")
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian and Ubuntu only")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The files that setting up needs, in a folder with a blank in its name."""
    tree = tmp_path / "a tree"
    shutil.copytree(ROOT / "packaging", tree / "packaging")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tree / name)
    return tree


def executable(file: Path, script: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def setup(tree: Path, python: Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "packaging/setup.sh", ".venv", str(python)],
        cwd=tree,
        check=False,
        env={**os.environ, "PATH": path or os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )


def only(tmp_path: Path, *commands: str) -> str:
    """A PATH on which just these commands are found."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    for command in commands:
        found = shutil.which(command)
        assert found
        (folder / command).symlink_to(found)
    return str(folder)


def test_a_python_that_is_too_old_is_refused_in_words(tree: Path, tmp_path: Path) -> None:
    done = setup(tree, executable(tmp_path / "old/python3", "exit 1"))
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed")
    assert not (tree / ".venv").exists()


def test_an_ordinary_user_is_shown_the_command_that_brings_what_is_missing(tree: Path, tmp_path: Path) -> None:
    path = only(tmp_path, *COREUTILS)
    Path(path, "id").unlink()
    executable(Path(path, "id"), "echo 1000")
    executable(Path(path, "apt-get"), "exit 99")
    executable(Path(path, "apt-cache"), '[ "$2" = libglib2.0-0t64 ] && echo "Package: $2"; exit 0')
    lacking = r"libglib2.0-0t64|libglib2.0-0\tlibglib-2.0.so.0\nlibegl1\tlibEGL.so.1\nlibold1t64|libold1\tlibold.so.1\n"
    python = executable(tmp_path / "py/python3", f'[ "$1" = -c ] || printf "{lacking}"')
    done = setup(tree, python, path)
    assert done.returncode == 1
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends -y libegl1 libglib2.0-0t64 libold1\n"
    assert done.stderr.endswith(command)
    assert not (tree / ".venv").exists()


def test_a_system_without_apt_is_told_which_libraries_are_missing(tree: Path, tmp_path: Path) -> None:
    python = executable(tmp_path / "py/python3", '[ "$1" = -c ] || printf "libegl1\\tlibEGL.so.1\\n"')
    done = setup(tree, python, only(tmp_path, *COREUTILS))
    assert done.returncode == 1
    assert "libEGL.so.1" in done.stderr


def test_what_an_interrupted_attempt_left_is_thrown_away(tree: Path, tmp_path: Path) -> None:
    (tree / ".venv").mkdir()
    (tree / ".venv/half").touch()
    python = executable(tmp_path / "py/python3", '[ "$1" != -m ] || { echo "no room on the disk" >&2; exit 1; }')
    done = setup(tree, python)
    assert done.returncode == 1
    assert "no room on the disk" in done.stderr
    assert not (tree / ".venv").exists()


def test_make_does_nothing_when_all_is_ready_and_works_again_when_the_tree_was_moved(tree: Path) -> None:
    (tree / ".venv/bin").mkdir(parents=True)
    (tree / ".venv/bin/python").symlink_to(sys.executable)
    (tree / ".venv/.ready").write_text(str(tree))
    ask = ["make", "-q", "setup"]
    assert subprocess.run(ask, cwd=tree, check=False, capture_output=True).returncode == 0
    moved = tree.rename(tree.with_name("another tree"))
    assert subprocess.run(ask, cwd=moved, check=False, capture_output=True).returncode == 1


def test_only_a_library_that_the_loader_cannot_find_is_named_with_its_package() -> None:
    script = runpy.run_path(str(ROOT / "packaging/missing_libraries.py"))
    script["LIBRARIES"].clear()
    script["LIBRARIES"].update({"libc.so.6": "libc6", "libnosuch-affiliate.so.9": "libnosuch9"})
    assert script["missing"]() == {"libnosuch-affiliate.so.9": "libnosuch9"}


def test_setting_up_brings_every_library_that_the_program_looks_for_at_its_start() -> None:
    brought = runpy.run_path(str(ROOT / "packaging/missing_libraries.py"))["LIBRARIES"]
    looked_for = libraries._CORE | libraries._X11 | libraries._WAYLAND
    assert {library for library in looked_for if looked_for[library] not in brought[library].split("|")} == set()
