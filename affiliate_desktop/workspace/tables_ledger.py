"""Tables of what was earned and paid: transactions, what files said of them, payouts, where earnings belong."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from affiliate_desktop.workspace.columns import flag_column, key_column, metadata, reference, text_column

# --- ledger -----------------------------------------------------------------------------------------------

transaction = Table(
    "transaction_",
    metadata,
    key_column(),
    reference("account_id", "account", index=False),
    reference("program_id", "program", nullable=True, index=False),
    Column("key", String(255), nullable=False),
    Column("external_id", String(255)),
    Column("day", String(10), nullable=False),
    Column("time", String(32)),
    Column("event", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    text_column("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    text_column("sub_id"),
    text_column("product"),
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
let go of what is removed; ``attributed`` says how (see ``ledger.attribution_model.Attributed``), null where nobody
knows. ``key`` is ``i:<external id>`` where the program gives ids, else
``f:<day>:<fingerprint>:<occurrence>``."""

observation = Table(
    "observation",
    metadata,
    Column("statement_id", Integer, ForeignKey("statement.id"), primary_key=True),
    Column("sheet", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    reference("transaction_id", "transaction_"),
    Column("day", String(10), nullable=False),
    Column("time", String(32)),
    Column("event", String(20), nullable=False),
    Column("status", String(10), nullable=False),
    text_column("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    text_column("sub_id"),
    text_column("product"),
    Column("quantity", Integer),
    reference("program_id", "program", nullable=True, index=False),
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
    text_column("status_raw"),
    Column("currency", String(3), nullable=False),
    Column("sale_micro", BigInteger, nullable=False),
    Column("commission_micro", BigInteger, nullable=False),
    text_column("sub_id"),
    text_column("product"),
    Column("quantity", Integer),
    reference("program_id", "program", nullable=True, index=False),
    sqlite_with_rowid=False,
)
"""What the rows of a replaced file said; they speak again when the import that replaced it is undone."""

correction = Table(
    "correction",
    metadata,
    key_column(),
    reference("account_id", "account", index=False),
    Column("key", String(255), nullable=False),
    flag_column("entered"),
    Column("values", JSON, nullable=False),
    reference("program_id", "program", nullable=True, index=False),
    text_column("note"),
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
    key_column(),
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
    key_column(),
    reference("account_id", "account", nullable=True),
    Column("paid_on", String(10), nullable=False, index=True),
    Column("currency", String(3), nullable=False),
    Column("amount_micro", BigInteger, nullable=False),
    Column("fee_micro", BigInteger, nullable=False, server_default="0"),
    Column("statement_currency", String(3)),
    Column("statement_micro", BigInteger),
    Column("carried_micro", BigInteger),
    Column("rate", String(40)),
    text_column("method"),
    text_column("payer"),
    text_column("reference"),
    Column("period_start", String(10)),
    Column("period_end", String(10)),
    Column("source_key", String(255), unique=True),
    text_column("file"),
    Column("line", Integer),
    Column("sha256", String(64), ForeignKey("attachment.sha256"), index=True),
    text_column("notes"),
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
    key_column(),
    reference("payout_id", "payout", index=False),
    Column("transaction_id", Integer, ForeignKey("transaction_.id", ondelete="SET NULL"), nullable=True),
    Column("key", String(255), nullable=False),
    Column("amount_micro", BigInteger, nullable=False),
    UniqueConstraint("payout_id", "key"),
    Index("ix_payout_match_transaction_id", "transaction_id", "amount_micro"),
    sqlite_autoincrement=True,
)
"""What of a transaction a payout paid, in the transaction's currency. ``key`` is the transaction's within the payout's
account: the match outlives the undo of an import and finds the transaction again when the file is imported anew."""


# --- attribution ------------------------------------------------------------------------------------------

attribution_rule = Table(
    "attribution_rule",
    metadata,
    key_column(),
    Column("position", Integer, nullable=False),
    reference("account_id", "account", nullable=True),
    reference("program_id", "program", nullable=True),
    text_column("product"),
    text_column("tracking"),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    reference("campaign_id", "campaign", nullable=True),
    reference("link_id", "link", nullable=True),
    Column("created_at", String(25), nullable=False),
    sqlite_autoincrement=True,
)
"""To which campaign or link rows belong that no click reference explains; the rule with the lowest position holds."""

attribution_decision = Table(
    "attribution_decision",
    metadata,
    key_column(),
    reference("account_id", "account", index=False),
    Column("subject", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    reference("campaign_id", "campaign", nullable=True),
    reference("link_id", "link", nullable=True),
    Column("created_at", String(25), nullable=False),
    Index("ix_attribution_decision_subject", "account_id", "subject"),
    CheckConstraint("kind IN ('user', 'guess', 'refused')", name="kind"),
    sqlite_autoincrement=True,
)
"""What was said about earnings that no click reference explains. ``subject`` is ``s:<sub-id, case-folded>`` for all
rows of a sub-id, ``r:<key>`` for one row, ``g:<program id>:<product>`` for rows without a sub-id that look alike. It
names no transaction, so that it outlives undoing an import and importing the file again."""
