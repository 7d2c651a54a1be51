"""Schema 3: requests to programs with their answers, and visits by UTM tags."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings a file of schema 2 forward."""
    _requests()
    _visits()


def _requests() -> None:
    outcomes = "'open', 'accepted', 'partly', 'refused', 'answered', 'unanswered'"
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.String(length=10), nullable=False),
        sa.Column("answered_on", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("claimed_micro", sa.BigInteger(), nullable=True),
        sa.Column("granted_micro", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.CheckConstraint("kind IN ('claim', 'question')", name=op.f("ck_request_kind")),
        sa.CheckConstraint(f"outcome IN ({outcomes})", name=op.f("ck_request_outcome")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_request_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_request_program_id"), "request", ["program_id"], unique=False)


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=255), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("medium", sa.Text(), server_default="", nullable=False),
        sa.Column("campaign", sa.Text(), server_default="", nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.Column("left_out_for", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_visits_statement_id_statement")),
        sa.ForeignKeyConstraint(["left_out_for"], ["statement.id"], name=op.f("fk_visits_left_out_for_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_statement_id"), "visits", ["statement_id"], unique=False)
    op.create_index(op.f("ix_visits_left_out_for"), "visits", ["left_out_for"], unique=False)
