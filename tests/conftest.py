"""What every test may use: a clock that stands still, a fresh workspace, the services on it."""

import gc
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from affiliate_desktop.app import App
from affiliate_desktop.core.clock import FixedClock

PACKAGE = Path(__file__).parents[1] / "affiliate_desktop"

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to keep no compiled modules, workers and programs that tests start keep theirs apart."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "compiled")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Leaves modules and the list of tests out of later collections, which walk them for longer than a test takes."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's own files."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.delenv("AFFILIATE_WORKSPACE", raising=False)


@pytest.fixture
def cut_fonts(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Fonts of documents that an earlier run has cut in the same way; what cuts them is tested with the fonts."""
    way = hashlib.sha256((PACKAGE / "reports" / "fonts.py").read_bytes()).hexdigest()[:16]
    cache = tmp_path / "home" / "cache" / "affiliate-desktop"
    cache.mkdir(parents=True)
    (cache / "fonts").symlink_to(request.config.cache.mkdir(f"fonts-{way}"))


@pytest.fixture
def clock() -> FixedClock:
    """Noon in UTC on 15 June 2026."""
    return FixedClock(datetime(2026, 6, 15, 12, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    """The services on a fresh workspace file."""
    app = App.open(tmp_path / "test.affiliate", clock)
    yield app
    app.close()
