"""The log tells where a fault happened and nothing that the user keeps."""

import io
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliate_desktop.core import logs
from affiliate_desktop.core.logs import install_log, remove_log, state_folder


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    remove_log()
    yield
    remove_log()


def fail_with(secret: str) -> None:
    try:
        os.environ[secret]
    except KeyError as error:
        raise ValueError(f"bad {secret}") from error


def test_a_fault_is_recorded_by_type_and_place_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    file = install_log()
    try:
        fail_with("canary-4711 /home/someone")
    except ValueError as error:
        logging.getLogger("affiliate_desktop").error("unforeseen", exc_info=error)  # noqa: TRY400 - as the program does
    assert file is not None
    text = file.read_text()
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "tests/core/test_logs.py" in text
    assert "fail_with" in text
    assert "canary" not in text
    assert str(Path.home()) not in text
    assert capsys.readouterr() == ("", "")


def test_what_another_handler_formatted_before_is_not_taken_over() -> None:
    logger, other = logging.getLogger("affiliate_desktop"), logging.StreamHandler(io.StringIO())
    logger.addHandler(other)
    try:
        file = install_log()
        try:
            fail_with("canary-4711")
        except ValueError as error:
            logger.error("unforeseen", exc_info=error)  # noqa: TRY400 - as the program does
    finally:
        logger.removeHandler(other)
    assert file is not None
    assert "builtins.ValueError" in file.read_text()
    assert "canary" not in file.read_text()


def test_the_log_is_private_and_in_the_state_folder() -> None:
    file = install_log()
    logging.getLogger("affiliate_desktop.gui").warning("hello")
    assert file is not None
    assert file.parent == state_folder()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "hello" in file.read_text()


def test_installing_twice_records_once() -> None:
    first, second = install_log(), install_log()
    logging.getLogger("affiliate_desktop").error("once")
    assert first == second
    assert first is not None
    assert first.read_text().count("once") == 1


def test_the_log_never_grows_beyond_five_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES", 2000)
    install_log(tmp_path / "log")
    for number in range(400):
        logging.getLogger("affiliate_desktop").error("line %d of many", number)
    files = list((tmp_path / "log").iterdir())
    assert len(files) == 5
    assert all(file.stat().st_size <= 2100 for file in files)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert install_log(tmp_path / "file" / "log") is None
    logging.getLogger("affiliate_desktop").error("lost")
    assert capsys.readouterr() == ("", "")
