"""Schema 2: what the statements, the studio and the audit keep beyond the first one."""

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
