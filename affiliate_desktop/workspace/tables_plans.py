"""Tables of what was due: plans, terms, referrals, requests to programs."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from affiliate_desktop.workspace.columns import key_column, metadata, reference, text_column

# --- plans and referrals ----------------------------------------------------------------------------------

plan_version = Table(
    "plan_version",
    metadata,
    key_column(),
    reference("program_id", "program"),
    Column("valid_from", String(10)),
    Column("content", Text, nullable=False),
    text_column("note"),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""The terms of a program from a day on, as TOML; without a day they hold from the beginning."""

program_terms = Table(
    "program_terms",
    metadata,
    key_column(),
    reference("program_id", "program", index=False),
    Column("judged_by", String(10), nullable=False, server_default="event"),
    Column("tolerance_micro", BigInteger, nullable=False, server_default="0"),
    UniqueConstraint("program_id"),
    CheckConstraint("judged_by IN ('event', 'signup')", name="judged_by"),
    sqlite_autoincrement=True,
)
"""How a program's earnings are judged; a program without a row is judged by the time of the event."""

referral = Table(
    "referral",
    metadata,
    key_column(),
    reference("program_id", "program"),
    Column("name", String(200), nullable=False),
    reference("link_id", "link", nullable=True),
    text_column("via"),
    Column("signed_up", String(32)),
    Column("status", String(10), nullable=False, server_default="valid"),
    Column("transaction_key", String(255)),
    text_column("notes"),
    Column("created_at", String(25), nullable=False),
    UniqueConstraint("program_id", "name"),
    CheckConstraint("status IN ('valid', 'reversed')", name="status"),
    sqlite_autoincrement=True,
)
"""Who was referred, in the user's own record. ``transaction_key`` names the statement's row of the sign-up within the
program's account, so that the tie outlives taking an import away and back."""

referral_event = Table(
    "referral_event",
    metadata,
    key_column(),
    reference("referral_id", "referral"),
    Column("event", String(10), nullable=False),
    Column("time", String(32), nullable=False),
    Column("amount_micro", BigInteger, nullable=False, server_default="0"),
    Column("currency", String(3)),
    Column("status", String(10), nullable=False, server_default="valid"),
    Column("transaction_key", String(255)),
    text_column("notes"),
    CheckConstraint("event IN ('project', 'sale')", name="event"),
    CheckConstraint("status IN ('valid', 'reversed')", name="status"),
    sqlite_autoincrement=True,
)
"""What a referred person did after the sign-up. A ``time`` is a day, or an instant with its offset."""
payment_terms = Table(
    "payment_terms",
    metadata,
    key_column(),
    reference("account_id", "account", index=False),
    Column("hold_days", Integer),
    Column("pay_day", Integer),
    Column("threshold_micro", BigInteger),
    Column("threshold_currency", String(3)),
    UniqueConstraint("account_id"),
    sqlite_autoincrement=True,
)
"""When an account is paid, as the user knows it; the terms of a program's plan go before."""

request = Table(
    "request",
    metadata,
    key_column(),
    reference("program_id", "program"),
    Column("kind", String(8), nullable=False),
    Column("subject", Text, nullable=False),
    Column("asked_on", String(10), nullable=False),
    Column("answered_on", String(10)),
    Column("outcome", String(10), nullable=False, server_default="open"),
    Column("currency", String(3)),
    Column("claimed_micro", BigInteger),
    Column("granted_micro", BigInteger),
    text_column("answer"),
    text_column("notes"),
    Column("created_at", String(25), nullable=False),
    CheckConstraint("kind IN ('claim', 'question')", name="kind"),
    CheckConstraint("outcome IN ('open', 'accepted', 'partly', 'refused', 'answered', 'unanswered')", name="outcome"),
    sqlite_autoincrement=True,
)
"""What the user asked a program, and what it answered. A claim has a currency and an amount; ``granted_micro`` is what
the program agreed to. ``unanswered`` is a request that the user gave up."""
