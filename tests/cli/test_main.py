"""The command line answers, fails in words, and never shows a traceback."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from affiliate_desktop import __version__
from affiliate_desktop.cli import commands
from affiliate_desktop.cli.main import run
from affiliate_desktop.cli.nouns import NOUNS
from affiliate_desktop.core.problems import Cancelled, Failed
from tests.cli.calls import Call, caller
from tests.statements.files import write_text

MODULE = [sys.executable, "-m", "affiliate_desktop"]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys)


@pytest.fixture
def opened() -> list[tuple[Path | None, list[Path]]]:
    return []


def start(words: Sequence[str], opened: list[tuple[Path | None, list[Path]]]) -> int:
    def window(workspace: Path | None, files: list[Path]) -> int:
        opened.append((workspace, files))
        return 7

    return run(list(words), window)


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--json", "--help"], ["--workspace", "x", "-h"]])
def test_the_first_help_page_names_every_noun(call: Call, words: list[str]):
    done = call(*words)
    assert done.code == 0
    assert all(f"  {noun} " in done.out for noun in NOUNS)


@pytest.mark.parametrize("words", [["--version"], ["--json", "--version"]])
def test_the_version_is_told(call: Call, words: list[str]):
    assert call(*words).out == f"affiliate-desktop {__version__}\n"


def test_help_imports_nothing_that_takes_time():
    code = "import sys; sys.argv[1:] = ['--help']; from affiliate_desktop.__main__ import main\ntry: main()\n"
    code += "except SystemExit: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "affiliate_desktop.cli.main" in loaded
    assert loaded.isdisjoint({"click", "sqlalchemy", "PySide6", "pathlib", "dataclasses", "json", "typing_extensions"})


def test_without_a_noun_the_window_opens(opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    csv, own = tmp_path / "a.csv", tmp_path / "b.affiliate"
    csv.touch()
    own.touch()
    assert start([], opened) == 7
    start([str(csv)], opened)
    start([str(own), str(csv)], opened)
    start(["--workspace", "w.affiliate", str(own)], opened)
    start(["--workspace=w.affiliate"], opened)
    monkeypatch.setenv("AFFILIATE_WORKSPACE", "env.affiliate")
    start([], opened)
    assert opened == [
        (None, []),
        (None, [csv]),
        (own, [csv]),
        (Path("w.affiliate"), [own]),
        (Path("w.affiliate"), []),
        (Path("env.affiliate"), []),
    ]


@pytest.mark.parametrize("word", ["foo", "missing.csv", "a" * 5000, "\udc80", "--nope", "x\ny"])
def test_a_word_that_means_nothing_is_wrong_usage(call: Call, word: str):
    done = call(word)
    assert (done.code, done.out) == (2, "")
    assert call("--json", word).error["code"] == "usage"


def test_an_unknown_noun_is_told_with_the_known_ones(call: Call):
    assert "“foo” is neither a noun nor a file that exists. The nouns are: workspace, account" in call("foo").err


@pytest.mark.parametrize(
    "words", [["--workspace"], ["link", "nope"], ["link", "make"], ["link", "make", "--nope", "x"]]
)
def test_wrong_usage_ends_with_two_and_one_document(call: Call, words: list[str]):
    assert call(*words).code == 2
    done = call(*words, "--json")
    assert done.code == 2
    assert done.error["code"] == "usage"


def test_a_folder_or_a_place_that_does_not_exist_is_no_workspace(call: Call, tmp_path: Path):
    file = tmp_path / "file.txt"
    file.write_text("x")
    assert call("--workspace", str(tmp_path), "account", "list").code == 2
    for place in (file / "w.affiliate", Path("/proc/nowhere/w.affiliate"), tmp_path / ("n" * 300)):
        done = call("--json", "--workspace", str(place), "account", "list")
        assert done.code in (1, 2)
        assert done.error["message"]


def test_a_named_workspace_is_made_and_the_environment_names_one(call: Call, tmp_path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "w.affiliate"
    monkeypatch.setenv("AFFILIATE_WORKSPACE", str(place))
    assert call("--json", "account", "add", "Shop", "--network", "utm").document["id"] == 1
    monkeypatch.delenv("AFFILIATE_WORKSPACE")
    for words in (
        ("--workspace", str(place), "account", "list", "--json"),
        ("account", "list", "--json", "--workspace", str(place)),
        ("account", f"--workspace={place}", "list", "--json"),
    ):
        assert len(call(*words).document["accounts"]) == 1


@pytest.mark.parametrize(
    ("raised", "code", "name"),
    [
        (Failed("not_ready", "The code does not scan."), 1, "not_ready"),
        (Cancelled(), 1, "cancelled"),
        (KeyboardInterrupt(), 1, "cancelled"),
        (click.Abort(), 1, "cancelled"),
        (OSError(28, "No space left on device", "/x/y"), 1, "system"),
        (RuntimeError("secret"), 1, "internal"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "bad"), 1, "internal"),
    ],
)
def test_whatever_is_raised_is_told_without_a_traceback(
    call: Call, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, name: str
):
    @click.command()
    def broken() -> None:
        raise raised

    monkeypatch.setattr(commands.Nouns, "get_command", lambda *_: broken)
    done = call("--json", "link")
    assert (done.code, done.error["code"]) == (code, name)
    assert "secret" not in done.error["message"]
    assert call("link").code == code


def test_a_window_that_fails_is_told_in_words(capsys: pytest.CaptureFixture[str]):
    def window(_workspace: Path | None, _files: list[Path]) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    assert run([], window) == 1
    assert "libEGL.so.1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--help"], ["link", "--help"], ["link", "make", "https://e.com/"], ["account", "list"]]
)
def test_a_reader_that_goes_away_is_no_error(words: list[str], tmp_path: Path):
    environment = os.environ | {"AFFILIATE_WORKSPACE": str(tmp_path / "w.affiliate")}
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run([*MODULE, *words], stdout=closed, stderr=subprocess.PIPE, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_without_utf_8_gets_escapes_and_valid_json():
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    words = ["link", "make", "https://日本.jp/ü", "--json"]
    done = subprocess.run([*MODULE, *words], capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout.decode("ascii"))["url"] == "https://日本.jp/ü"
    text = subprocess.run([*MODULE, *words[:-1]], capture_output=True, env=environment, check=True)
    assert text.stdout == b"https://\\u65e5\\u672c.jp/\xfc\n"


def test_the_word_json_after_two_dashes_is_a_name(call: Call, tmp_path: Path):
    done = call("--workspace", str(tmp_path / "w"), "account", "add", "--network", "utm", "--json", "--", "--json")
    assert done.document["name"] == "--json"


def test_what_a_file_holds_commands_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "transaction_id,program_name,date,sale_amount,commission,status,sid\n"
        "1,A\x1b[31mRED\x07,2026-03-01,20.00,1.00,pai\x9bd,\x1b]0;title\x07\n"
        f"2,A,x\x1b[2J,20.00,1.00,{'s' * 30_000},x\n"
        f"3,A,2026-03-01,20.00,1.00,{'s' * 30_000},x\n"
    )
    file = str(write_text(tmp_path / "co\x1b[2Jlors.csv", text))
    say, give = (caller(capsys, "--workspace", str(tmp_path / "w.affiliate"), *more) for more in ((), ("--json",)))
    say("account", "add", "P", "--network", "pepperjam", "--currency", "USD")
    calls = (
        ("statement", "identify", file),
        ("statement", "import", file, "--account", "P"),
        ("statement", "list"),
        ("statement", "rows", "1"),
        ("statement", "retry", "1"),
        ("earnings", "list"),
        ("earnings", "show", "1"),
        ("earnings", "totals", "--by", "program"),
        ("statement", "import", file + "\x1b[2J", "--account", "P"),
    )
    for words in calls:
        for call in (say, give):
            outcome = call(*words)
            written = outcome.out + outcome.err
            assert not [each for each in written if each != "\n" and unicodedata.category(each) == "Cc"], words
            assert call is give or len(written) < 9_000
    (row, *_) = give("statement", "rows", "1").document["rows"]
    assert (row["program"], row["status_raw"], row["sub_id"]) == ("A\x1b[31mRED\x07", "pai\x9bd", "\x1b]0;title\x07")
