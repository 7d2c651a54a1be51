"""Tables of undo and redo."""

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from affiliate_desktop.workspace.columns import flag_column, key_column, metadata, reference

# --- history ----------------------------------------------------------------------------------------------

change = Table(
    "change",
    metadata,
    key_column(),
    Column("at", String(25), nullable=False),
    Column("label", Text, nullable=False),
    Column("values", JSON, nullable=False, server_default="{}"),
    flag_column("undone"),
    sqlite_autoincrement=True,
)

change_row = Table(
    "change_row",
    metadata,
    key_column(),
    reference("change_id", "change"),
    Column("table_name", String(80), nullable=False),
    Column("key", Integer, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
)
"""Row images of ordinary edits; ``before`` is null for an insert, ``after`` for a removal."""
