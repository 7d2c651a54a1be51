"""Schema 2: what the statements, the studio and the audit keep beyond the first one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings a file of schema 1 forward; one function a part of the house."""
    _statements_and_ledger()
    _studio_and_kits()
    _plans_and_audit()


def _statements_and_ledger() -> None:
    """Evidence and corrections of earnings."""


def _studio_and_kits() -> None:
    """Designs, sheets and kits."""


def _plans_and_audit() -> None:
    """Commission plans, referrals and payouts."""
    _payouts()


def _payouts() -> None:
    op.create_table(
        "payout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("paid_on", sa.String(length=10), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_micro", sa.BigInteger(), nullable=False),
        sa.Column("fee_micro", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("statement_currency", sa.String(length=3), nullable=True),
        sa.Column("statement_micro", sa.BigInteger(), nullable=True),
        sa.Column("carried_micro", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.String(length=40), nullable=True),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("payer", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("period_start", sa.String(length=10), nullable=True),
        sa.Column("period_end", sa.String(length=10), nullable=True),
        sa.Column("source_key", sa.String(length=255), nullable=True),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_payout_account_id_account")),
        sa.ForeignKeyConstraint(["sha256"], ["attachment.sha256"], name=op.f("fk_payout_sha256_attachment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("source_key", name=op.f("uq_payout_source_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payout_account_id"), "payout", ["account_id"], unique=False)
    op.create_index(op.f("ix_payout_paid_on"), "payout", ["paid_on"], unique=False)
    op.create_index(op.f("ix_payout_sha256"), "payout", ["sha256"], unique=False)
    op.create_table(
        "payout_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payout_id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("amount_micro", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["payout_id"], ["payout.id"], name=op.f("fk_payout_match_payout_id_payout")),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transaction_.id"],
            name=op.f("fk_payout_match_transaction_id_transaction_"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_match")),
        sa.UniqueConstraint("payout_id", "key", name=op.f("uq_payout_match_payout_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_payout_match_transaction_id", "payout_match", ["transaction_id", "amount_micro"], unique=False)
