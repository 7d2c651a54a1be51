"""Pictures and original statement files, kept in the workspace by the SHA-256 of their content."""

import hashlib
import zlib

from sqlalchemy import Connection, delete, exists, insert, select

from affiliate_desktop.core.problems import Failed, NotFound
from affiliate_desktop.workspace.schema import attachment, metadata

_LEVEL = 6
_PAYS = 0.9
_SAMPLE = 65_536


def put(connection: Connection, content: bytes, media_type: str, *, packed: bytes | None = None) -> str:
    """Keeps content, once however often it is given; packed with zlib when that saves a tenth.

    Args:
        connection: inside a write transaction.
        content: the bytes.
        media_type: such as ``image/png``.
        packed: what ``pack`` made of the content, where the caller had it done on another thread.

    Returns:
        The SHA-256 as hexadecimal, which names it from now on.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    known = connection.execute(select(attachment.c.size).where(attachment.c.sha256 == sha256)).first()
    if known is None:
        stored = pack(content) if packed is None else packed
        row = {"sha256": sha256, "size": len(content), "media_type": media_type, "packed": len(stored) < len(content)}
        connection.execute(insert(attachment).values(**row, content=stored))
    return sha256


def get(connection: Connection, sha256: str) -> bytes:
    """The content, byte for byte as it was put.

    Raises:
        NotFound: when there is none of that name.
        Failed: when it is damaged.
    """
    query = select(attachment.c.packed, attachment.c.size, attachment.c.content).where(attachment.c.sha256 == sha256)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("no_such_attachment", "The workspace has no file {sha256}.", sha256=sha256[:12])
    content = unpack(row.content, row.size) if row.packed else bytes(row.content)
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise Failed(
            "attachment_damaged",
            "The file {sha256} in the workspace is damaged. Restore a backup, or import the file again.",
            sha256=sha256[:12],
        )
    return content


def drop_unused(connection: Connection) -> int:
    """Removes what no record refers to any more, and returns how many that were.

    Pictures stay: designs and brands name them within their content, and undo may bring those back.
    """
    used = [
        exists().where(column == attachment.c.sha256)
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column is attachment.c.sha256 for key in column.foreign_keys)
    ]
    query = delete(attachment).where(~attachment.c.media_type.startswith("image/"))
    for condition in used:
        query = query.where(~condition)
    return connection.execute(query).rowcount


def unpack(packed: bytes, size: int) -> bytes | None:
    """Undoes the packing, never beyond the size that was noted; None when it is damaged."""
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(packed, size + 1)
    except zlib.error:
        return None
    return content if len(content) == size else None


def pack(content: bytes) -> bytes:
    """The packed bytes, or the content itself where packing does not pay; a sample is tried first."""
    sample = content[:_SAMPLE]
    if len(zlib.compress(sample, 1)) >= len(sample) * _PAYS:
        return content
    packed = zlib.compress(content, _LEVEL)
    return packed if len(packed) < len(content) * _PAYS else content
