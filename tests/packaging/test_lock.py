"""The lock file pins everything the program declares, by hash, and names no place to fetch it from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = re.findall(r"^([a-z0-9.-]+)==([^\s;]+)(.*(?:\n    .*)*)", LOCK, flags=re.MULTILINE)


def declared() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_a_declared_package_is_pinned_within_its_range(requirement: Requirement) -> None:
    pinned = [Version(version) for name, version, _ in PINS if name == canonicalize_name(requirement.name)]
    assert pinned
    assert all(requirement.specifier.contains(version) for version in pinned)


def test_every_pin_carries_hashes() -> None:
    assert [name for name, _, rest in PINS if "--hash=sha256:" not in rest] == []


def test_the_lock_names_no_index() -> None:
    assert re.findall(r"https?://|--index|--extra-index|--find-links|file:", LOCK) == []


def test_the_qt_release_that_loses_references_to_none_stays_out() -> None:
    qt = [Version(version) for name, version, _ in PINS if name == "pyside6-essentials"]
    assert qt
    assert Version("6.12.0") not in qt
