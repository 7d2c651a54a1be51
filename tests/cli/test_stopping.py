"""Ctrl-C at the command line."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from affiliate_desktop.cli.session import Session
from affiliate_desktop.core.problems import Cancelled
from tests.cli.calls import Call, caller


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return caller(capsys, "--workspace", str(tmp_path / "w.affiliate"))


def test_numbered_flyers_that_are_stopped_leave_nothing_and_say_one_line(call: Call, tmp_path: Path) -> None:
    call("link", "add", "https://shop.example/boots", "--name", "Boots")
    words = ("flyer", "render", "--link", "Boots", "--copies", "9000", "-o", str(tmp_path / "out" / "x.pdf"))
    (tmp_path / "out").mkdir()
    command = [sys.executable, "-m", "affiliate_desktop", "--workspace", str(tmp_path / "w.affiliate"), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        while child.poll() is None and not _begun(tmp_path / "out"):
            time.sleep(0.02)
        os.kill(child.pid, signal.SIGINT)
        out, err = child.communicate()
    assert (child.returncode, out, err) == (1, "", "affiliate-desktop: Stopped; nothing was written.\n")
    assert list((tmp_path / "out").iterdir()) == []
    with sqlite3.connect(tmp_path / "w.affiliate") as connection:
        assert connection.execute("select count(*) from link_copy").fetchone() == (0,)


def _begun(folder: Path) -> bool:
    """Whether pages are being written."""
    return any(file.stat().st_size for file in folder.rglob("rough.pdf"))


def test_the_first_ctrl_c_asks_the_work_to_stop_and_the_second_ends_the_call() -> None:
    session = Session(as_json=True)
    first, second = session.progress(), session.progress()
    signal.raise_signal(signal.SIGINT)
    for progress in (first, second):
        with pytest.raises(Cancelled):
            progress.check()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_ends_the_call_again_when_the_session_is_closed() -> None:
    session = Session(as_json=True)
    session.progress()
    session.close()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_ignores_ctrl_c_goes_on_ignoring_it() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        session = Session(as_json=True)
        progress = session.progress()
        signal.raise_signal(signal.SIGINT)
        progress.check()
        session.close()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
