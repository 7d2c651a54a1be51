"""Tables of what is promoted and made: accounts, programs, campaigns, links, designs, sheets, kits."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from affiliate_desktop.workspace.columns import flag_column, key_column, metadata, reference, text_column

setting = Table("setting", metadata, Column("name", String(80), primary_key=True), Column("value", JSON))

# --- programs ---------------------------------------------------------------------------------------------

account = Table(
    "account",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("network", String(80), nullable=False),
    text_column("publisher_id"),
    Column("currency", String(3)),
    Column("parameters", JSON, nullable=False, server_default="{}"),
    text_column("notes"),
    flag_column("archived"),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)

program = Table(
    "program",
    metadata,
    key_column(),
    reference("account_id", "account"),
    Column("name", String(200), nullable=False),
    text_column("external_id"),
    text_column("notes"),
    flag_column("archived"),
    UniqueConstraint("account_id", "name"),
    sqlite_autoincrement=True,
)

tracking_id = Table(
    "tracking_id",
    metadata,
    key_column(),
    reference("account_id", "account"),
    Column("value", String(255), nullable=False),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=True, index=True),
    UniqueConstraint("account_id", "value"),
    sqlite_autoincrement=True,
)

# --- campaigns --------------------------------------------------------------------------------------------

campaign = Table(
    "campaign",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("status", String(20), nullable=False, server_default="active"),
    text_column("channel"),
    Column("starts_on", String(10)),
    Column("ends_on", String(10)),
    Column("budget_micro", BigInteger),
    Column("budget_currency", String(3)),
    text_column("goal"),
    text_column("notes"),
    flag_column("archived"),
    Column("created_at", String(25), nullable=False),
    CheckConstraint("status IN ('planned', 'active', 'paused', 'ended')", name="status"),
    sqlite_autoincrement=True,
)

campaign_program = Table(
    "campaign_program",
    metadata,
    key_column(),
    reference("campaign_id", "campaign"),
    reference("program_id", "program"),
    UniqueConstraint("campaign_id", "program_id"),
    sqlite_autoincrement=True,
)

placement = Table(
    "placement",
    metadata,
    key_column(),
    reference("campaign_id", "campaign"),
    Column("name", String(200), nullable=False),
    text_column("kind"),
    text_column("place"),
    text_column("notes"),
    flag_column("archived"),
    Column("created_at", String(25), nullable=False),
    UniqueConstraint("campaign_id", "name"),
    sqlite_autoincrement=True,
)
"""Where a campaign is seen: a page, a poster, a newsletter. Links may be at one."""

# --- links ------------------------------------------------------------------------------------------------

link = Table(
    "link",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False),
    Column("network", String(80), nullable=False),
    reference("account_id", "account", nullable=True),
    reference("program_id", "program", nullable=True),
    reference("campaign_id", "campaign", nullable=True),
    Column("destination", Text, nullable=False),
    Column("url", Text, nullable=False),
    text_column("utm_campaign"),
    text_column("utm_source"),
    text_column("utm_medium"),
    text_column("utm_content"),
    text_column("utm_term"),
    Column("parameters", JSON, nullable=False, server_default="{}"),
    Column("click_reference", String(255), unique=True),
    text_column("notes"),
    flag_column("archived"),
    Column("created_at", String(25), nullable=False),
    reference("placement_id", "placement", nullable=True),
    sqlite_autoincrement=True,
)

link_copy = Table(
    "link_copy",
    metadata,
    key_column(),
    reference("link_id", "link"),
    Column("reference", String(255), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    text_column("holder"),
    Column("number", Integer, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""Copies of a link, each with a click reference of its own: for numbered prints and for people who promote it."""

# --- studio -----------------------------------------------------------------------------------------------

design = Table(
    "design",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)

brand = Table(
    "brand",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""Brand kits. Pictures of designs and brands are attachments, named by their SHA-256 within the content."""

own_sheet = Table(
    "own_sheet",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""Label sheets that the user has described."""

sheet_use = Table(
    "sheet_use",
    metadata,
    key_column(),
    Column("sheet", String(120), nullable=False, unique=True),
    Column("start", Integer, nullable=False),
)
"""The first free label of each part-used sheet."""

printer = Table(
    "printer",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    Column("right_um", Integer, nullable=False),
    Column("down_um", Integer, nullable=False),
)
"""By how many micrometers what a printer prints is moved."""

kit = Table(
    "kit",
    metadata,
    key_column(),
    Column("name", String(200), nullable=False, unique=True),
    reference("campaign_id", "campaign"),
    text_column("holder"),
    Column("content", JSON, nullable=False),
    Column("logo", String(64), ForeignKey("attachment.sha256"), nullable=True),
    Column("picture", String(64), ForeignKey("attachment.sha256"), nullable=True),
    text_column("place"),
    Column("manifest", JSON),
    Column("built_at", String(25)),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""What is handed on of a campaign: what goes in, where it was built, and the checksums of what it was made from."""
