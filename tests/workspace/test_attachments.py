"""Content is kept once, byte for byte, and damage is noticed."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import Failed, NotFound
from affiliate_desktop.workspace import attachments
from affiliate_desktop.workspace.schema import account, attachment, statement


@given(st.one_of(st.binary(max_size=5000), st.binary(min_size=1, max_size=9).map(lambda part: part * 3000)))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_comes_back_byte_for_byte(app: App, content: bytes) -> None:
    with app.workspace.write() as connection:
        name = attachments.put(connection, content, "application/octet-stream")
        assert attachments.get(connection, name) == content
        assert attachments.put(connection, content, "text/plain") == name


def test_the_same_content_is_kept_once(app: App) -> None:
    with app.workspace.write() as connection:
        for _ in range(3):
            attachments.put(connection, b"same", "text/plain")
        assert connection.execute(select(func.count()).select_from(attachment)).scalar_one() == 1


def test_text_is_packed_and_pictures_are_not(app: App) -> None:
    text, picture = b"2026-01-01,12.00,approved\n" * 4000, os.urandom(100_000)
    with app.workspace.write() as connection:
        names = [attachments.put(connection, content, "x/y") for content in (text, picture)]
        rows = connection.execute(select(attachment.c.sha256, attachment.c.packed, attachment.c.content)).all()
    stored = {row.sha256: (row.packed, len(row.content)) for row in rows}
    assert stored[names[0]][0]
    assert stored[names[0]][1] < len(text) / 50
    assert stored[names[1]] == (False, 100_000)


@pytest.mark.parametrize("content", [b"text " * 1000, b"\x89PNG" + os.urandom(200)])
def test_damage_is_noticed(app: App, content: bytes) -> None:
    with app.workspace.write() as connection:
        name = attachments.put(connection, content, "x/y")
        stored = bytearray(connection.execute(select(attachment.c.content)).scalar_one())
        stored[len(stored) // 2] ^= 4
        connection.execute(update(attachment).values(content=bytes(stored)))
        with pytest.raises(Failed, match="damaged"):
            attachments.get(connection, name)


def test_packed_content_never_grows_beyond_its_size(app: App) -> None:
    with app.workspace.write() as connection:
        name = attachments.put(connection, b"a" * 50_000_000, "text/plain")
        connection.execute(update(attachment).values(size=10))
        with pytest.raises(Failed, match="damaged"):
            attachments.get(connection, name)


def test_what_is_unknown_is_said(app: App) -> None:
    with app.workspace.read() as connection, pytest.raises(NotFound):
        attachments.get(connection, "0" * 64)


def test_only_what_nothing_refers_to_is_dropped(app: App) -> None:
    with app.workspace.write() as connection:
        used, unused = (attachments.put(connection, content, "text/csv") for content in (b"used", b"unused"))
        connection.execute(account.insert().values(id=1, name="a", network="n", created_at=""))
        counts = dict.fromkeys(("rows", "new", "updated", "unchanged", "rejected"), 0)
        row = {"account_id": 1, "file": "f", "sha256": used, "size": 4, "imported_at": ""}
        connection.execute(statement.insert().values(**row, **counts))
        assert attachments.drop_unused(connection) == 1
        assert attachments.get(connection, used) == b"used"
        with pytest.raises(NotFound):
            attachments.get(connection, unused)
