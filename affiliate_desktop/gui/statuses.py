"""The words for statuses."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.campaigns.model import CampaignStatus
from affiliate_desktop.ledger.model import Status


def commission_status(status: Status | str) -> str:
    """What has become of a commission, in a word."""
    translate = QCoreApplication.translate
    return {
        Status.PENDING: translate("Status", "Pending"),
        Status.APPROVED: translate("Status", "Approved"),
        Status.PAID: translate("Status", "Paid"),
        Status.REVERSED: translate("Status", "Reversed"),
    }[Status(status)]


def campaign_status(status: CampaignStatus) -> str:
    """How far a campaign is, in a word."""
    translate = QCoreApplication.translate
    return {
        CampaignStatus.PLANNED: translate("Status", "Planned"),
        CampaignStatus.ACTIVE: translate("Status", "Active"),
        CampaignStatus.PAUSED: translate("Status", "Paused"),
        CampaignStatus.ENDED: translate("Status", "Ended"),
    }[status]
