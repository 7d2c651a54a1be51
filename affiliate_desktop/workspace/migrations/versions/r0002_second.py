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
    """Evidence, corrections and attribution of earnings."""
    _placements()
    _attribution()
    _replaced()
    _shelved()
    _corrections()
    _ignored()


def _ignored() -> None:
    op.create_table(
        "ignored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("ignored_at", sa.String(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ignored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_ignored_file_sha256")),
    )


def _placements() -> None:
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("archived", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_placement_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_placement_campaign_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_placement_campaign_id"), "placement", ["campaign_id"], unique=False)
    op.execute(
        "ALTER TABLE link ADD COLUMN placement_id INTEGER "
        "CONSTRAINT fk_link_placement_id_placement REFERENCES placement (id)"
    )
    op.create_index(op.f("ix_link_placement_id"), "link", ["placement_id"], unique=False)


def _attribution() -> None:
    op.create_table(
        "attribution_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.Text(), server_default="", nullable=False),
        sa.Column("tracking", sa.Text(), server_default="", nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_attribution_rule_{name}_id_{name}"))
            for name in ("account", "program", "campaign", "link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution_rule")),
        sqlite_autoincrement=True,
    )
    for name in ("account_id", "program_id", "campaign_id", "link_id"):
        op.create_index(op.f(f"ix_attribution_rule_{name}"), "attribution_rule", [name], unique=False)
    op.create_table(
        "attribution_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.CheckConstraint("kind IN ('user', 'guess', 'refused')", name=op.f("ck_attribution_decision_kind")),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_attribution_decision_{name}_id_{name}")
            )
            for name in ("account", "campaign", "link")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution_decision")),
        sqlite_autoincrement=True,
    )
    for name in ("campaign_id", "link_id"):
        op.create_index(op.f(f"ix_attribution_decision_{name}"), "attribution_decision", [name], unique=False)
    op.create_index("ix_attribution_decision_subject", "attribution_decision", ["account_id", "subject"], unique=False)
    op.execute("ALTER TABLE transaction_ ADD COLUMN attributed VARCHAR(5)")
    op.execute(
        "ALTER TABLE transaction_ ADD COLUMN rule_id INTEGER CONSTRAINT fk_transaction__rule_id_attribution_rule "
        "REFERENCES attribution_rule (id) ON DELETE SET NULL"
    )
    op.execute("UPDATE transaction_ SET attributed = 'exact' WHERE link_id IS NOT NULL OR campaign_id IS NOT NULL")


def _replaced() -> None:
    op.execute(  # not in a batch: rebuilding the table would forget which ids were used
        "ALTER TABLE statement ADD COLUMN replaced_by INTEGER "
        "CONSTRAINT fk_statement_replaced_by_statement REFERENCES statement (id)"
    )
    op.create_index(op.f("ix_statement_replaced_by"), "statement", ["replaced_by"], unique=False)
    op.add_column("rejected_row", sa.Column("raw", sa.Text(), server_default="", nullable=False))


def _shelved() -> None:
    op.create_table(
        "shelved",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
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
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_shelved_program_id_program")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_shelved_statement_id_statement")),
        sa.PrimaryKeyConstraint("statement_id", "sheet", "line", name=op.f("pk_shelved")),
        sqlite_with_rowid=False,
    )


def _corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("entered", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_correction_account_id_account")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_correction_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_correction_account_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("found_at", sa.String(length=25), nullable=False),
        sa.CheckConstraint("decision IN ('keep', 'accept')", name=op.f("ck_conflict_decision")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_conflict_statement_id_statement"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transaction_.id"],
            name=op.f("fk_conflict_transaction_id_transaction_"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_conflict_transaction_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_conflict_statement_id"), "conflict", ["statement_id"], unique=False)


def _studio_and_kits() -> None:
    """Designs, sheets and kits."""
    op.create_table(
        "brand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("name", name=op.f("uq_brand_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "link_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=255), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_copy_link_id_link")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_copy")),
        sa.UniqueConstraint("reference", name=op.f("uq_link_copy_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_copy_link_id"), "link_copy", ["link_id"])
    op.create_table(
        "own_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_sheet")),
        sa.UniqueConstraint("name", name=op.f("uq_own_sheet_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sheet_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=120), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_use")),
        sa.UniqueConstraint("sheet", name=op.f("uq_sheet_use_sheet")),
    )
    op.create_table(
        "printer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("right_um", sa.Integer(), nullable=False),
        sa.Column("down_um", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sa.UniqueConstraint("name", name=op.f("uq_printer_name")),
    )
    op.create_table(
        "kit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("logo", sa.String(length=64), nullable=True),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=True),
        sa.Column("built_at", sa.String(length=25), nullable=True),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_kit_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["logo"], ["attachment.sha256"], name=op.f("fk_kit_logo_attachment")),
        sa.ForeignKeyConstraint(["picture"], ["attachment.sha256"], name=op.f("fk_kit_picture_attachment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit")),
        sa.UniqueConstraint("name", name=op.f("uq_kit_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kit_campaign_id"), "kit", ["campaign_id"])


def _plans_and_audit() -> None:
    """Commission plans, referrals and payouts."""
    _payouts()
    _plans()
    _referrals()


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
    op.create_table(
        "payment_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hold_days", sa.Integer(), nullable=True),
        sa.Column("pay_day", sa.Integer(), nullable=True),
        sa.Column("threshold_micro", sa.BigInteger(), nullable=True),
        sa.Column("threshold_currency", sa.String(length=3), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_payment_terms_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_terms")),
        sa.UniqueConstraint("account_id", name=op.f("uq_payment_terms_account_id")),
        sqlite_autoincrement=True,
    )


def _plans() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_plan_version_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_plan_version_program_id"), "plan_version", ["program_id"], unique=False)
    op.create_table(
        "program_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("judged_by", sa.String(length=10), server_default="event", nullable=False),
        sa.Column("tolerance_micro", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("judged_by IN ('event', 'signup')", name=op.f("ck_program_terms_judged_by")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_program_terms_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_terms")),
        sa.UniqueConstraint("program_id", name=op.f("uq_program_terms_program_id")),
        sqlite_autoincrement=True,
    )


def _referrals() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("via", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_up", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=10), server_default="valid", nullable=False),
        sa.Column("transaction_key", sa.String(length=255), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=25), nullable=False),
        sa.CheckConstraint("status IN ('valid', 'reversed')", name=op.f("ck_referral_status")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_referral_link_id_link")),
        sa.ForeignKeyConstraint(["program_id"], ["program.id"], name=op.f("fk_referral_program_id_program")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("program_id", "name", name=op.f("uq_referral_program_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_referral_link_id"), "referral", ["link_id"], unique=False)
    op.create_index(op.f("ix_referral_program_id"), "referral", ["program_id"], unique=False)
    op.create_table(
        "referral_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=10), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        sa.Column("amount_micro", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("status", sa.String(length=10), server_default="valid", nullable=False),
        sa.Column("transaction_key", sa.String(length=255), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("event IN ('project', 'sale')", name=op.f("ck_referral_event_event")),
        sa.CheckConstraint("status IN ('valid', 'reversed')", name=op.f("ck_referral_event_status")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_referral_event_referral_id"), "referral_event", ["referral_id"], unique=False)
