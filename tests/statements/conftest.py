"""Accounts that statements are imported into."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.programs.model import Account

Hashes = dict[str, str]


@pytest.fixture
def amazon(app: App) -> int:
    """An Amazon account in dollars."""
    return app.programs.add_account(Account("Amazon US", "amazon", currency="USD")).value.id


@pytest.fixture
def upwork(app: App) -> int:
    """An Upwork account."""
    return app.programs.add_account(Account("Upwork", "upwork")).value.id


@pytest.fixture
def awin(app: App) -> int:
    """An account at a network with many programs."""
    return app.programs.add_account(Account("Awin", "awin", currency="EUR")).value.id


@pytest.fixture
def contents(app: App) -> Callable[[], Hashes]:
    """Hashes of the rows of every table that an import writes."""

    def read() -> Hashes:
        tables = (
            "attachment",
            "statement",
            "statement_sheet",
            "rejected_row",
            "transaction_",
            "observation",
            "program",
            "visits",
        )
        with closing(sqlite3.connect(app.workspace.path)) as raw:
            return {
                name: sha256(repr(sorted(map(repr, raw.execute(f"SELECT * FROM {name}")))).encode()).hexdigest()
                for name in tables
            }

    return read
