"""The wheel holds all that the program needs, and the program runs from it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built without a network, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".pyc" and not file.name.startswith(".")
    }


def test_every_resource_is_in_the_wheel(unpacked: Path) -> None:
    assert files_below(unpacked / "affiliate_desktop/resources") == files_below(ROOT / "resources")


def test_every_module_and_migration_is_in_the_wheel(unpacked: Path) -> None:
    here = files_below(ROOT / "affiliate_desktop")
    there = {file for file in files_below(unpacked / "affiliate_desktop") if not file.startswith("resources/")}
    assert there == here
    assert any(file.startswith("workspace/migrations/") for file in there)


def test_nothing_but_the_package_is_in_the_wheel(unpacked: Path) -> None:
    assert {entry.name.partition("-")[0] for entry in unpacked.iterdir()} == {"affiliate_desktop"}


def test_the_program_in_the_wheel_finds_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    code = "from affiliate_desktop.core.resources import resource_folder; print(resource_folder())"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert Path(found.stdout.strip()) == unpacked / "affiliate_desktop/resources"
