"""Damaged files of every kind: each opens, opens for reading, or is refused in words; never anything else."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.workspace.check import check
from affiliate_desktop.workspace.engine import shm_path, wal_path
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.opening import open_workspace
from tests.workspace.evidence import files_of, filled, rows_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import UTC, datetime

    path = tmp_path_factory.mktemp("whole") / "a.affiliate"
    filled(path, FixedClock(datetime(2026, 6, 15, tzinfo=UTC)), campaigns=200).close()
    return path


def outcome(path: Path, clock: FixedClock) -> str:
    """What happens to a file: ``opens``, ``read-only``, or the code of its refusal, which touched nothing."""
    before = files_of(path.parent)
    try:
        workspace = open_workspace(path, clock)
    except Problem as refusal:
        problem = refusal
    else:
        return worked_with(workspace, clock)
    assert files_of(path.parent) == before
    assert str(path) in str(problem)
    return problem.code


def worked_with(workspace: Workspace, clock: FixedClock) -> str:
    """Damage that a first look can't see, such as a flipped bit inside an index, must be said in words later."""
    try:
        rows_of(workspace)
        check(workspace)
        App(workspace, clock).backups.make("manual")
    except Problem as problem:
        if problem.code not in {"workspace_damaged", "backup_damaged"}:
            raise
    finally:
        workspace.close()
    return "opens" if workspace.read_only is None else "read-only"


def truncated(content: bytes, _: random.Random) -> Iterator[bytes]:
    sizes = [1, 15, 16, 50, 99, 100, 101, 511, 512, 1024, 4095, 4096, 4097]
    for size in [*sizes, *range(8192, len(content), len(content) // 25)]:
        yield content[:size]


def zeroed(content: bytes, rng: random.Random) -> Iterator[bytes]:
    for page in [0, 1, 2, *rng.sample(range(len(content) // 4096), 30)]:
        yield content[: page * 4096] + bytes(4096) + content[(page + 1) * 4096 :]


def flipped(content: bytes, rng: random.Random) -> Iterator[bytes]:
    for place in [*range(0, 100, 3), *(rng.randrange(len(content)) for _ in range(60))]:
        changed = bytearray(content)
        changed[place] ^= 1 << rng.randrange(8)
        yield bytes(changed)


def shuffled(content: bytes, rng: random.Random) -> Iterator[bytes]:
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    for _ in range(15):
        first, second = rng.sample(range(1, len(pages)), 2)
        pages[first], pages[second] = pages[second], pages[first]
        yield b"".join(pages)
    yield content + b"more" * 1024
    yield content + content


def noise(content: bytes, rng: random.Random) -> Iterator[bytes]:
    for size in (1, 99, 100, 4096, 50_000):
        yield rng.randbytes(size)
        yield content[:100] + rng.randbytes(size)
        yield content[:4096] + rng.randbytes(size)


@pytest.mark.parametrize("harm", [truncated, zeroed, flipped, shuffled, noise])
def test_a_harmed_file_opens_or_is_refused_in_words(whole: Path, tmp_path: Path, clock: FixedClock, harm) -> None:
    path, outcomes = tmp_path / "room" / "a.affiliate", []
    for content in harm(whole.read_bytes(), random.Random(20260615)):
        path.parent.mkdir()
        path.write_bytes(content)
        outcomes.append(outcome(path, clock))
        shutil.rmtree(path.parent)
    allowed = {"opens", "read-only", "workspace_damaged", "not_a_workspace", "workspace_empty"}
    assert set(outcomes) <= allowed
    assert "workspace_damaged" in outcomes


def test_a_harmed_log_of_commits_loses_only_what_was_never_whole(tmp_path: Path, clock: FixedClock) -> None:
    workspace = filled(tmp_path / "live" / "a.affiliate", clock)
    log, rng = wal_path(workspace.path).read_bytes(), random.Random(5)
    outcomes = []
    for turn in range(30):
        path = tmp_path / "room" / "a.affiliate"
        path.parent.mkdir()
        shutil.copyfile(workspace.path, path)
        harmed = bytearray(log[: rng.randrange(len(log))] if turn % 2 else log)
        if harmed and not turn % 2:
            harmed[rng.randrange(len(harmed))] ^= 255
        wal_path(path).write_bytes(harmed)
        if turn % 3 == 0:
            shutil.copyfile(shm_path(workspace.path), shm_path(path))
        outcomes.append(outcome(path, clock))
        shutil.rmtree(path.parent)
    workspace.close()
    assert set(outcomes) <= {"opens", "workspace_damaged"}
    assert "opens" in outcomes


@pytest.mark.parametrize("size", [0, 31, 32, 33, 4000])
def test_a_log_that_was_killed_before_its_first_commit_is_no_damage(
    tmp_path: Path, clock: FixedClock, size: int
) -> None:
    workspace = filled(tmp_path / "live" / "a.affiliate", clock)
    workspace.close()
    rows = rows_of(workspace)
    with workspace.write() as connection:
        connection.exec_driver_sql("INSERT INTO setting VALUES ('lost', 1)")
    path = tmp_path / "room" / "a.affiliate"
    path.parent.mkdir()
    shutil.copyfile(workspace.path, path)
    shutil.copyfile(shm_path(workspace.path), shm_path(path))
    wal_path(path).write_bytes(wal_path(workspace.path).read_bytes()[:size])
    workspace.close()
    survivor = open_workspace(path, clock)
    assert rows_of(survivor) == rows
    survivor.close()
