"""The whole database: every table by name.

Tables of SQLAlchemy Core; no ORM: stores map rows to frozen records themselves. Amounts are whole
millionths in INTEGER columns (core.money), days are ``YYYY-MM-DD`` text, instants ISO 8601 text in UTC.
Foreign keys restrict: a store removes children itself, so that each removal is in the history.
Ids that people see are never reused (autoincrement). Types are portable; a change here needs a
migration in ``migrations/versions``.
"""

from affiliate_desktop.workspace.columns import metadata
from affiliate_desktop.workspace.tables_history import change, change_row
from affiliate_desktop.workspace.tables_ledger import (
    attribution_decision,
    attribution_rule,
    conflict,
    correction,
    observation,
    payout,
    payout_match,
    shelved,
    transaction,
)
from affiliate_desktop.workspace.tables_plans import (
    payment_terms,
    plan_version,
    program_terms,
    referral,
    referral_event,
    request,
)
from affiliate_desktop.workspace.tables_promotion import (
    account,
    brand,
    campaign,
    campaign_program,
    design,
    kit,
    link,
    link_copy,
    own_sheet,
    placement,
    printer,
    program,
    setting,
    sheet_use,
    tracking_id,
)
from affiliate_desktop.workspace.tables_statements import (
    attachment,
    ignored_file,
    profile,
    rejected_row,
    statement,
    statement_sheet,
    visits,
)

__all__ = [
    "VERSION",
    "account",
    "attachment",
    "attribution_decision",
    "attribution_rule",
    "brand",
    "campaign",
    "campaign_program",
    "change",
    "change_row",
    "conflict",
    "correction",
    "design",
    "ignored_file",
    "kit",
    "link",
    "link_copy",
    "metadata",
    "observation",
    "own_sheet",
    "payment_terms",
    "payout",
    "payout_match",
    "placement",
    "plan_version",
    "printer",
    "profile",
    "program",
    "program_terms",
    "referral",
    "referral_event",
    "rejected_row",
    "request",
    "setting",
    "sheet_use",
    "shelved",
    "statement",
    "statement_sheet",
    "tracking_id",
    "transaction",
    "visits",
]

VERSION = 3
"""Number of this schema, in the file's ``user_version``; the newest revision in ``migrations/versions`` has it too."""
