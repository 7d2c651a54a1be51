"""The whole database on one page.

Tables of SQLAlchemy Core; no ORM: stores map rows to frozen records themselves. Amounts are whole
millionths in INTEGER columns (core.money), days are ``YYYY-MM-DD`` text, instants ISO 8601 text in UTC.
Foreign keys restrict: a store removes children itself, so that each removal is in the history.
Ids that people see are never reused (autoincrement). Types are portable; a change here needs a
migration in ``migrations/versions``.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 2
"""Number of this schema, in the file's ``user_version``; the newest revision in ``migrations/versions`` has it too."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _ref(name: str, table: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


setting = Table("setting", metadata, Column("name", String(80), primary_key=True), Column("value", JSON))

# --- programs ---------------------------------------------------------------------------------------------

account = Table(
    "account",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("network", String(80), nullable=False),
    _text("publisher_id"),
    Column("currency", String(3)),
    Column("parameters", JSON, nullable=False, server_default="{}"),
    _text("notes"),
    _flag("archived"),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)

program = Table(
    "program",
    metadata,
    _id(),
    _ref("account_id", "account"),
    Column("name", String(200), nullable=False),
    _text("external_id"),
    _text("notes"),
    _flag("archived"),
    UniqueConstraint("account_id", "name"),
    sqlite_autoincrement=True,
)

tracking_id = Table(
    "tracking_id",
    metadata,
    _id(),
    _ref("account_id", "account"),
    Column("value", String(255), nullable=False),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=True, index=True),
    UniqueConstraint("account_id", "value"),
    sqlite_autoincrement=True,
)

# --- campaigns --------------------------------------------------------------------------------------------

campaign = Table(
    "campaign",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("status", String(20), nullable=False, server_default="active"),
    _text("channel"),
    Column("starts_on", String(10)),
    Column("ends_on", String(10)),
    Column("budget_micro", BigInteger),
    Column("budget_currency", String(3)),
    _text("goal"),
    _text("notes"),
    _flag("archived"),
    Column("created_at", String(25), nullable=False),
    CheckConstraint("status IN ('planned', 'active', 'paused', 'ended')", name="status"),
    sqlite_autoincrement=True,
)

campaign_program = Table(
    "campaign_program",
    metadata,
    _id(),
    _ref("campaign_id", "campaign"),
    _ref("program_id", "program"),
    UniqueConstraint("campaign_id", "program_id"),
    sqlite_autoincrement=True,
)

placement = Table(
    "placement",
    metadata,
    _id(),
    _ref("campaign_id", "campaign"),
    Column("name", String(200), nullable=False),
    _text("kind"),
    _text("place"),
    _text("notes"),
    _flag("archived"),
    Column("created_at", String(25), nullable=False),
    UniqueConstraint("campaign_id", "name"),
    sqlite_autoincrement=True,
)
"""Where a campaign is seen: a page, a poster, a newsletter. Links may be at one."""

# --- links ------------------------------------------------------------------------------------------------

link = Table(
    "link",
    metadata,
    _id(),
    Column("name", String(200), nullable=False),
    Column("network", String(80), nullable=False),
    _ref("account_id", "account", nullable=True),
    _ref("program_id", "program", nullable=True),
    _ref("campaign_id", "campaign", nullable=True),
    Column("destination", Text, nullable=False),
    Column("url", Text, nullable=False),
    _text("utm_campaign"),
    _text("utm_source"),
    _text("utm_medium"),
    _text("utm_content"),
    _text("utm_term"),
    Column("parameters", JSON, nullable=False, server_default="{}"),
    Column("click_reference", String(255), unique=True),
    _text("notes"),
    _flag("archived"),
    Column("created_at", String(25), nullable=False),
    _ref("placement_id", "placement", nullable=True),
    sqlite_autoincrement=True,
)

link_copy = Table(
    "link_copy",
    metadata,
    _id(),
    _ref("link_id", "link"),
    Column("reference", String(255), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    _text("holder"),
    Column("number", Integer, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""Copies of a link, each with a click reference of its own: for numbered prints and for people who promote it."""

# --- studio -----------------------------------------------------------------------------------------------

design = Table(
    "design",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)

brand = Table(
    "brand",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""Brand kits. Pictures of designs and brands are attachments, named by their SHA-256 within the content."""

own_sheet = Table(
    "own_sheet",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("content", JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""Label sheets that the user has described."""

sheet_use = Table(
    "sheet_use",
    metadata,
    _id(),
    Column("sheet", String(120), nullable=False, unique=True),
    Column("start", Integer, nullable=False),
)
"""The first free label of each part-used sheet."""

printer = Table(
    "printer",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("right_um", Integer, nullable=False),
    Column("down_um", Integer, nullable=False),
)
"""By how many micrometers what a printer prints is moved."""

kit = Table(
    "kit",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    _ref("campaign_id", "campaign"),
    _text("holder"),
    Column("content", JSON, nullable=False),
    Column("logo", String(64), ForeignKey("attachment.sha256"), nullable=True),
    Column("picture", String(64), ForeignKey("attachment.sha256"), nullable=True),
    _text("place"),
    Column("manifest", JSON),
    Column("built_at", String(25)),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""What is handed on of a campaign: what goes in, where it was built, and the checksums of what it was made from."""

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
    _id(),
    _ref("account_id", "account"),
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
    _ref("replaced_by", "statement", nullable=True),
    UniqueConstraint("account_id", "sha256"),
    sqlite_autoincrement=True,
)
"""An imported file. ``replaced_by`` is the import of the corrected file; then nothing of this one counts, and what it
said stands in ``shelved``."""

statement_sheet = Table(
    "statement_sheet",
    metadata,
    _id(),
    _ref("statement_id", "statement"),
    Column("sheet", String(255), nullable=False),
    Column("format", String(120), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("counted", Boolean, nullable=False),
)

rejected_row = Table(
    "rejected_row",
    metadata,
    _id(),
    _ref("statement_id", "statement"),
    Column("sheet", String(255), nullable=False),
    Column("line", Integer, nullable=False),
    Column("code", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("cells", JSON, nullable=False),
    _text("raw"),
)
"""A row that was not understood; ``raw`` is its text as the file has it."""

ignored_file = Table(
    "ignored_file",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("file", String(255), nullable=False),
    Column("ignored_at", String(25), nullable=False),
)
"""A file of the watched folder that is not offered again."""

profile = Table(
    "profile",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("headers", JSON, nullable=False),
    Column("mapping", JSON, nullable=False),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)

# --- ledger -----------------------------------------------------------------------------------------------

transaction = Table(
    "transaction_",
    metadata,
    _id(),
    _ref("account_id", "account", index=False),
    _ref("program_id", "program", nullable=True, index=False),
    Column("key", String(255), nullable=False),
    Column("external_id", String(255)),
    Column("day", String(10), nullable=False),
    Column("time", String(32)),
    Column("event", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    _text("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    _text("sub_id"),
    _text("product"),
    Column("quantity", Integer),
    Column("link_id", Integer, ForeignKey("link.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("campaign_id", Integer, ForeignKey("campaign.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("attributed", String(5)),
    Column("rule_id", Integer, ForeignKey("attribution_rule.id", ondelete="SET NULL"), nullable=True),
    UniqueConstraint("account_id", "key"),
    Index("ix_transaction_day", "day", "currency", "status", "commission_micro", "sale_micro"),
    CheckConstraint("status IN ('pending', 'approved', 'paid', 'reversed')", name="status"),
)
"""What an account's observations add up to. Link and campaign are found anew whenever links change, so they alone
let go of what is removed; ``attributed`` says how: ``exact`` (by the sub-id), ``rule``, ``guess``, ``user``, or null
where nobody knows. ``key`` is ``i:<external id>`` where the program gives ids, else
``f:<day>:<fingerprint>:<occurrence>``."""

observation = Table(
    "observation",
    metadata,
    Column("statement_id", Integer, ForeignKey("statement.id"), primary_key=True),
    Column("sheet", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    _ref("transaction_id", "transaction_"),
    Column("day", String(10), nullable=False),
    Column("time", String(32)),
    Column("event", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    _text("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    _text("sub_id"),
    _text("product"),
    Column("quantity", Integer),
    _ref("program_id", "program", nullable=True, index=False),
    sqlite_with_rowid=False,
)
"""What one row of one imported file said about a transaction. ``sheet`` is the sheet's index in the file."""

shelved = Table(
    "shelved",
    metadata,
    Column("statement_id", Integer, ForeignKey("statement.id"), primary_key=True),
    Column("sheet", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("external_id", String(255)),
    Column("day", String(10), nullable=False),
    Column("time", String(32)),
    Column("event", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    _text("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    _text("sub_id"),
    _text("product"),
    Column("quantity", Integer),
    _ref("program_id", "program", nullable=True, index=False),
    sqlite_with_rowid=False,
)
"""What the rows of a replaced file said; they speak again when the import that replaced it is undone."""

correction = Table(
    "correction",
    metadata,
    _id(),
    _ref("account_id", "account", index=False),
    Column("key", String(255), nullable=False),
    _flag("entered"),
    Column("values", JSON, nullable=False),
    _ref("program_id", "program", nullable=True, index=False),
    _text("note"),
    Column("made_at", String(25), nullable=False),
    UniqueConstraint("account_id", "key"),
    sqlite_autoincrement=True,
)
"""What the user said of a transaction: ``values`` (column of the transaction -> value) stand above what files say.
``entered``: there is such a transaction though no file may speak of it. Found by the transaction's key, so that it
outlives every undo and import. A row without values and not entered says nothing."""

conflict = Table(
    "conflict",
    metadata,
    _id(),
    Column("transaction_id", Integer, ForeignKey("transaction_.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("statement_id", Integer, ForeignKey("statement.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("before", JSON, nullable=False),
    Column("after", JSON),
    Column("decision", String(10)),
    Column("found_at", String(25), nullable=False),
    CheckConstraint("decision IN ('keep', 'accept')", name="decision"),
    sqlite_autoincrement=True,
)
"""A transaction that a payout paid and of which a file says something else now. Until the user accepts that, the
values ``before`` hold; ``after`` is null where the file that replaced another has the row no more."""

# --- payouts ----------------------------------------------------------------------------------------------

payout = Table(
    "payout",
    metadata,
    _id(),
    _ref("account_id", "account", nullable=True),
    Column("paid_on", String(10), nullable=False, index=True),
    Column("currency", String(3), nullable=False),
    Column("amount_micro", BigInteger, nullable=False),
    Column("fee_micro", BigInteger, nullable=False, server_default="0"),
    Column("statement_currency", String(3)),
    Column("statement_micro", BigInteger),
    Column("carried_micro", BigInteger),
    Column("rate", String(40)),
    _text("method"),
    _text("payer"),
    _text("reference"),
    Column("period_start", String(10)),
    Column("period_end", String(10)),
    Column("source_key", String(255), unique=True),
    _text("file"),
    Column("line", Integer),
    Column("sha256", String(64), ForeignKey("attachment.sha256"), index=True),
    _text("notes"),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""Money received. ``amount_micro`` is what arrived, after ``fee_micro`` was kept (both in ``currency``);
``statement_micro`` is what the program's payment statement says it pays, ``carried_micro`` what of that was carried
over from before or (negative) is carried over to the next one. ``rate`` is a decimal: ``currency`` for one
``statement_currency``. ``source_key`` names an imported payment, so that it is imported once."""

payout_match = Table(
    "payout_match",
    metadata,
    _id(),
    _ref("payout_id", "payout", index=False),
    Column("transaction_id", Integer, ForeignKey("transaction_.id", ondelete="SET NULL"), nullable=True),
    Column("key", String(255), nullable=False),
    Column("amount_micro", BigInteger, nullable=False),
    UniqueConstraint("payout_id", "key"),
    Index("ix_payout_match_transaction_id", "transaction_id", "amount_micro"),
    sqlite_autoincrement=True,
)
"""What of a transaction a payout paid, in the transaction's currency. ``key`` is the transaction's within the payout's
account: the match outlives the undo of an import and finds the transaction again when the file is imported anew."""

# --- plans and referrals ----------------------------------------------------------------------------------

plan_version = Table(
    "plan_version",
    metadata,
    _id(),
    _ref("program_id", "program"),
    Column("valid_from", String(10)),
    Column("content", Text, nullable=False),
    _text("note"),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""The terms of a program from a day on, as TOML; without a day they hold from the beginning."""

program_terms = Table(
    "program_terms",
    metadata,
    _id(),
    _ref("program_id", "program", index=False),
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
    _id(),
    _ref("program_id", "program"),
    Column("name", String(200), nullable=False),
    _ref("link_id", "link", nullable=True),
    _text("via"),
    Column("signed_up", String(32)),
    Column("status", String(10), nullable=False, server_default="valid"),
    Column("transaction_key", String(255)),
    _text("notes"),
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
    _id(),
    _ref("referral_id", "referral"),
    Column("event", String(10), nullable=False),
    Column("time", String(32), nullable=False),
    Column("amount_micro", BigInteger, nullable=False, server_default="0"),
    Column("currency", String(3)),
    Column("status", String(10), nullable=False, server_default="valid"),
    Column("transaction_key", String(255)),
    _text("notes"),
    CheckConstraint("event IN ('project', 'sale')", name="event"),
    CheckConstraint("status IN ('valid', 'reversed')", name="status"),
    sqlite_autoincrement=True,
)
"""What a referred person did after the sign-up. A ``time`` is a day, or an instant with its offset."""
payment_terms = Table(
    "payment_terms",
    metadata,
    _id(),
    _ref("account_id", "account", index=False),
    Column("hold_days", Integer),
    Column("pay_day", Integer),
    Column("threshold_micro", BigInteger),
    Column("threshold_currency", String(3)),
    UniqueConstraint("account_id"),
    sqlite_autoincrement=True,
)
"""When an account is paid, as the user knows it; the terms of a program's plan go before."""

# --- attribution ------------------------------------------------------------------------------------------

attribution_rule = Table(
    "attribution_rule",
    metadata,
    _id(),
    Column("position", Integer, nullable=False),
    _ref("account_id", "account", nullable=True),
    _ref("program_id", "program", nullable=True),
    _text("product"),
    _text("tracking"),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    _ref("campaign_id", "campaign", nullable=True),
    _ref("link_id", "link", nullable=True),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""To which campaign or link rows belong that no click reference explains; the rule with the lowest position holds."""

attribution_decision = Table(
    "attribution_decision",
    metadata,
    _id(),
    _ref("account_id", "account", index=False),
    Column("subject", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    _ref("campaign_id", "campaign", nullable=True),
    _ref("link_id", "link", nullable=True),
    Column("created_at", String(25), nullable=False),
    Index("ix_attribution_decision_subject", "account_id", "subject"),
    CheckConstraint("kind IN ('user', 'guess', 'refused')", name="kind"),
    sqlite_autoincrement=True,
)
"""What was said about earnings that no click reference explains. ``subject`` is ``s:<sub-id, case-folded>`` for all
rows of a sub-id, ``r:<key>`` for one row, ``g:<program id>:<product>`` for rows without a sub-id that look alike. It
names no transaction, so that it outlives undoing an import and importing the file again."""

# --- history ----------------------------------------------------------------------------------------------

change = Table(
    "change",
    metadata,
    _id(),
    Column("at", String(25), nullable=False),
    Column("label", Text, nullable=False),
    Column("values", JSON, nullable=False, server_default="{}"),
    _flag("undone"),
    sqlite_autoincrement=True,
)

change_row = Table(
    "change_row",
    metadata,
    _id(),
    _ref("change_id", "change"),
    Column("table_name", String(80), nullable=False),
    Column("key", Integer, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
)
"""Row images of ordinary edits; ``before`` is null for an insert, ``after`` for a removal."""
