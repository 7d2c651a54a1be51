"""Schema 1: the first one."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes everything in an empty file."""
    _programs()
    _campaigns()
    _links()
    _studio_and_evidence()
    _statements()
    _ledger()
    _history()


def _programs() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("network", sa.String(length=80), nullable=False),
        sa.Column("publisher_id", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("parameters", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "program",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_program_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_program_account_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_program_account_id"), "program", ["account_id"], unique=False)
    op.create_table(
        "tracking_id",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_tracking_id_account_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_tracking_id_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_id")),
        sa.UniqueConstraint("account_id", "value", name=op.f("uq_tracking_id_account_id_value")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tracking_id_account_id"), "tracking_id", ["account_id"], unique=False)
    op.create_index(op.f("ix_tracking_id_campaign_id"), "tracking_id", ["campaign_id"], unique=False)


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), server_default="active", nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=True),
        sa.Column("ends_on", sa.String(length=10), nullable=True),
        sa.Column("budget_micro", sa.BigInteger(), nullable=True),
        sa.Column("budget_currency", sa.String(length=3), nullable=True),
        sa.Column("goal", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'active', 'paused', 'ended')", name=op.f("ck_campaign_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("name", name=op.f("uq_campaign_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "campaign_program",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_program_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_campaign_program_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_program")),
        sa.UniqueConstraint("campaign_id", "program_id", name=op.f("uq_campaign_program_campaign_id_program_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_campaign_program_campaign_id"), "campaign_program", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_campaign_program_program_id"), "campaign_program", ["program_id"], unique=False)


def _links() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("network", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("utm_campaign", sa.Text(), server_default="", nullable=False),
        sa.Column("utm_source", sa.Text(), server_default="", nullable=False),
        sa.Column("utm_medium", sa.Text(), server_default="", nullable=False),
        sa.Column("utm_content", sa.Text(), server_default="", nullable=False),
        sa.Column("utm_term", sa.Text(), server_default="", nullable=False),
        sa.Column("parameters", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("click_reference", sa.String(length=255), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_link_account_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_link_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_link_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("click_reference", name=op.f("uq_link_click_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_account_id"), "link", ["account_id"], unique=False)
    op.create_index(op.f("ix_link_campaign_id"), "link", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_link_program_id"), "link", ["program_id"], unique=False)


def _studio_and_evidence() -> None:
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("packed", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment")),
    )
    op.create_table(
        "design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design")),
        sa.UniqueConstraint("name", name=op.f("uq_design_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )


def _statements() -> None:
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_profile_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.String(length=25), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_statement_account_id_account")),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"], name=op.f("fk_statement_sha256_attachment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("account_id", "sha256", name=op.f("uq_statement_account_id_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_statement_account_id"), "statement", ["account_id"], unique=False)
    op.create_index(op.f("ix_statement_sha256"), "statement", ["sha256"], unique=False)
    op.create_table(
        "rejected_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=255), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_rejected_row_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_row")),
    )
    op.create_index(op.f("ix_rejected_row_statement_id"), "rejected_row", ["statement_id"], unique=False)
    op.create_table(
        "statement_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=255), nullable=False),
        sa.Column("format", sa.String(length=120), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_sheet_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_sheet")),
    )
    op.create_index(op.f("ix_statement_sheet_statement_id"), "statement_sheet", ["statement_id"], unique=False)


def _ledger() -> None:
    op.create_table(
        "transaction_",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=True),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sale_micro", sa.BigInteger(), nullable=False),
        sa.Column("commission_micro", sa.BigInteger(), nullable=False),
        sa.Column("sub_id", sa.Text(), server_default="", nullable=False),
        sa.Column("product", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'approved', 'paid', 'reversed')", name=op.f("ck_transaction__status")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_transaction__account_id_account")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_transaction__campaign_id_campaign"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["link.id"], name=op.f("fk_transaction__link_id_link"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_transaction__program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_transaction__account_id_key")),
    )
    op.create_index(op.f("ix_transaction__campaign_id"), "transaction_", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_transaction__link_id"), "transaction_", ["link_id"], unique=False)
    op.create_index(
        "ix_transaction_day",
        "transaction_",
        ["day", "currency", "status", "commission_micro", "sale_micro"],
        unique=False,
    )
    op.create_table(
        "observation",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=True),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sale_micro", sa.BigInteger(), nullable=False),
        sa.Column("commission_micro", sa.BigInteger(), nullable=False),
        sa.Column("sub_id", sa.Text(), server_default="", nullable=False),
        sa.Column("product", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_observation_program_id_program")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_observation_statement_id_statement")),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transaction_.id"], name=op.f("fk_observation_transaction_id_transaction_")
        ),
        sa.PrimaryKeyConstraint("statement_id", "sheet", "line", name=op.f("pk_observation")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_observation_transaction_id"), "observation", ["transaction_id"], unique=False)


def _history() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=25), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("undone", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=80), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_row_change_id_change")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_row")),
    )
    op.create_index(op.f("ix_change_row_change_id"), "change_row", ["change_id"], unique=False)
