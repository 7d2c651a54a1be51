"""Tables of what programs sent: files, their rows that were not understood, saved mappings."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text, UniqueConstraint

from affiliate_desktop.workspace.columns import key_column, metadata, reference, text_column

# --- evidence ---------------------------------------------------------------------------------------------

attachment = Table(
    "attachment",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("packed", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# --- statements -------------------------------------------------------------------------------------------

statement = Table(
    "statement",
    metadata,
    key_column(),
    reference("account_id", "account"),
    Column("file", String(255), nullable=False),
    Column("sha256", String(64), ForeignKey("attachment.sha256"), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("imported_at", String(25), nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("currency", String(3)),
    Column("rows", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("mapping", JSON),
    reference("replaced_by", "statement", nullable=True),
    UniqueConstraint("account_id", "sha256"),
    sqlite_autoincrement=True,
)
"""An imported file. ``replaced_by`` is the import of the corrected file; then nothing of this one counts, and what it
said stands in ``shelved``."""

statement_sheet = Table(
    "statement_sheet",
    metadata,
    key_column(),
    reference("statement_id", "statement"),
    Column("sheet", String(255), nullable=False),
    Column("format", String(120), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("counted", Boolean, nullable=False),
)

rejected_row = Table(
    "rejected_row",
    metadata,
    key_column(),
    reference("statement_id", "statement"),
    Column("sheet", String(255), nullable=False),
    Column("line", Integer, nullable=False),
    Column("code", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("cells", JSON, nullable=False),
    text_column("raw"),
)
"""A row that was not understood; ``raw`` is its text as the file has it."""

visits = Table(
    "visits",
    metadata,
    key_column(),
    reference("statement_id", "statement"),
    Column("sheet", String(255), nullable=False),
    Column("line", Integer, nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    text_column("source"),
    text_column("medium"),
    text_column("campaign"),
    Column("sessions", Integer, nullable=False),
    Column("users", Integer),
    reference("left_out_for", "statement", nullable=True),
)
"""How often visitors came by UTM tags within some days, as an analytics program counted them; no money.

Those with ``left_out_for`` do not count: that import speaks in their place (``statements/overlaps``)."""

ignored_file = Table(
    "ignored_file",
    metadata,
    key_column(),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("file", String(255), nullable=False),
    Column("ignored_at", String(25), nullable=False),
)
"""A file of the watched folder that is not offered again."""

profile = Table(
    "profile",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("headers", JSON, nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
