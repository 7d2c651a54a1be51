"""The files that tell a Linux desktop about the program agree with it and with each other."""

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from affiliate_desktop import __version__
from affiliate_desktop.workspace.engine import APPLICATION_ID

LINUX = Path(__file__).parents[2] / "packaging/linux"
ID = "org.affiliatedesktop.app"
MEDIA_TYPE = "application/vnd.affiliate-desktop+sqlite3"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(LINUX / f"{ID}.desktop", encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_the_window_is_grouped_under_its_own_icon(entry: dict[str, str]) -> None:
    assert entry["StartupWMClass"] == ID
    assert entry["Icon"] == ID


def test_the_entry_opens_workspaces(entry: dict[str, str]) -> None:
    assert MEDIA_TYPE in entry["MimeType"].split(";")
    assert entry["Exec"] == "affiliate-desktop %F"


def test_a_workspace_is_known_by_the_number_the_program_writes() -> None:
    root = ElementTree.parse(LINUX / f"{ID}.mime.xml").getroot()
    inner = root.find(f".//{MIME}match/{MIME}match")
    assert inner is not None
    assert (int(inner.attrib["value"], 16), inner.attrib["offset"]) == (APPLICATION_ID, "68")
    assert [glob.attrib["pattern"] for glob in root.iter(f"{MIME}glob")] == ["*.affiliate"]


def test_the_description_names_the_entry_the_type_and_this_version() -> None:
    root = ElementTree.parse(LINUX / f"{ID}.metainfo.xml").getroot()
    assert root.findtext("id") == ID
    assert root.findtext("launchable") == f"{ID}.desktop"
    assert root.findtext("provides/mediatype") == MEDIA_TYPE
    newest = root.find("releases/release")
    assert newest is not None
    assert newest.attrib["version"] == __version__


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", f"{ID}.desktop"],
        ["appstreamcli", "validate", "--no-net", f"{ID}.metainfo.xml"],
        ["xmllint", "--noout", f"{ID}.mime.xml"],
    ],
    ids=lambda command: command[0],
)
def test_the_validators_find_nothing(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed here")
    done = subprocess.run(command, cwd=LINUX, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
