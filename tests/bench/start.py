"""How long it takes until something is to be seen, and what it holds in memory then."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.row import Row, in_turn, seconds

TITLE = "Start"
ROOT = Path(__file__).parents[2]
RUNS = 9


def milliseconds(environment: dict[str, str], *command: str) -> Callable[[], float]:
    """A measurement of a command from its start to its end."""
    run = [sys.executable, *command]
    return lambda: (
        1000 * seconds(lambda: subprocess.run(run, env=environment, cwd=ROOT, check=True, capture_output=True))
    )


def opened(environment: dict[str, str], *workspace: Path, settle: float = 0) -> dict[str, Any]:
    """Opens a window (the bare one without a workspace) and says when it had painted and what it held."""
    command = [sys.executable, "-m", "tests.bench.window", str(time.monotonic()), str(settle), *map(str, workspace)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def painted(environment: dict[str, str], workspace: Path, platform: str) -> Row:
    """Our window with sample data beside a bare one."""
    ours, theirs = in_turn(
        lambda: 1000 * opened(environment, workspace)["seconds"],
        lambda: 1000 * opened(environment)["seconds"],
        RUNS,
    )
    return Row(f"window painted ({platform})", ours, "ms", "bare QMainWindow painted", theirs, goal=2.5, kind="times")


def held(environment: dict[str, str], empty: Path, sample: Path) -> list[Row]:
    """Memory two seconds after the paint: without data there is no chart to draw, with the sample data there is."""
    before = [opened(environment, empty, settle=2) for _ in range(3)]
    after = [opened(environment, sample, settle=2) for _ in range(3)]
    assert not any(each["chart"] for each in before), "an empty workspace drew a chart"
    assert all(each["chart"] for each in after), "the sample data drew no chart"
    bare = tuple(opened(environment, settle=0.2)["megabytes"] for _ in range(3))
    charts = tuple(1000 * each["chart"] for each in after)
    return [
        Row("chart of the sample data painted", charts, "ms"),
        Row("memory, before the first chart", megabytes(before), "MB", "bare QMainWindow", bare, 130, "at most"),
        Row("memory, with a chart", megabytes(after), "MB", "bare QMainWindow", bare, 180, "at most"),
    ]


def megabytes(found: list[dict[str, Any]]) -> tuple[float, ...]:
    """The memory of each window."""
    return tuple(each["megabytes"] for each in found)


@contextmanager
def virtual_display() -> Iterator[str | None]:
    """An X server nobody sees; None where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    command = [program, "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def measure() -> list[Row]:
    """Help, first paint, memory."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        program = ["-m", "affiliate_desktop"]
        help_ours, nothing = in_turn(
            milliseconds(environment, *program, "--help"), milliseconds(environment, "-c", "pass"), 2 * RUNS
        )
        rows = [Row("affiliate-desktop --help", help_ours, "ms", "python -c pass", nothing, goal=150, kind="at most")]
        empty = home / "empty.affiliate"
        milliseconds(environment, *program, "--workspace", str(empty), "account", "list")()
        milliseconds(environment, *program, "demo", str(home / "demo"))()
        (sample,) = (home / "demo").rglob("*.affiliate")
        rows.append(painted(environment, sample, "offscreen"))
        with virtual_display() as display:
            if display:
                rows.append(painted({**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}, sample, "X11"))
        return rows + held(environment, empty, sample)
