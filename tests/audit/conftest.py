"""What the tests of the audit room share."""

from pathlib import Path

import pytest

from affiliate_desktop.app import App
from tests.audit.making import Desk


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """An account with one program."""
    return Desk(app, tmp_path)
