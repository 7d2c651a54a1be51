"""Campaigns: what is promoted, when and through which channel."""

import builtins
from dataclasses import replace

from sqlalchemy import Connection

from affiliate_desktop.campaigns import store
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.campaigns.planning import checked_campaign
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Campaigns:
    """Use cases on campaigns. Every write can be undone."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self, archived: bool = False) -> tuple[Campaign, ...]:  # noqa: FBT001, FBT002 - agreed signature
        """The campaigns by name; with ``archived`` also the archived ones."""
        with self._workspace.read() as connection:
            found = store.campaigns(connection)
        return tuple(campaign for campaign in found if archived or not campaign.archived)

    def get(self, ref: int | str) -> Campaign:
        """The campaign with this id or name.

        Raises:
            NotFound: when there is none.
        """
        with self._workspace.read() as connection:
            known = store.names(connection)
            keys = ids_named(ref, known)
            found = store.campaign(connection, keys[0]) if len(keys) == 1 else None
        if found is None:
            raise _no_campaign(ref, known)
        return found

    def add(self, campaign: Campaign) -> Done[Campaign]:
        """Adds a campaign.

        Raises:
            BadInput: when the name is taken or a value can't be used.
        """
        campaign = checked_campaign(campaign)
        with self._workspace.edit("Add campaign “{name}”", name=campaign.name) as edit:
            _refuse_unfit(edit.connection, campaign)
            values = store.campaign_values(campaign) | {"created_at": self._workspace.clock.now().isoformat()}
            key = edit.insert(schema.campaign, values)
            store.set_programs(edit, key, campaign.program_ids)
        return Done(replace(campaign, id=key), edit.changes)

    def edit(self, campaign: Campaign) -> Done[Campaign]:
        """Changes a campaign.

        Raises:
            BadInput: when the name is taken or a value can't be used.
            Failed: when the campaign was removed elsewhere.
        """
        campaign = checked_campaign(campaign)
        with self._workspace.edit("Edit campaign “{name}”", name=campaign.name) as edit:
            _refuse_unfit(edit.connection, campaign)
            edit.update(schema.campaign, campaign.id, store.campaign_values(campaign))
            store.set_programs(edit, campaign.id, campaign.program_ids)
        return Done(campaign, edit.changes)

    def archive(self, campaign_id: int, archived: bool = True) -> Done[Campaign]:  # noqa: FBT001, FBT002 - agreed
        """Puts a campaign away, or takes it back."""
        campaign = self.get(campaign_id)
        label = "Archive campaign “{name}”" if archived else "Take back campaign “{name}”"
        with self._workspace.edit(label, name=campaign.name) as edit:
            edit.update(schema.campaign, campaign_id, {"archived": archived})
        return Done(replace(campaign, archived=archived), edit.changes)

    def remove(self, campaign_id: int) -> Done[None]:
        """Removes a campaign; its links and tracking ids stay, without a campaign.

        Raises:
            Failed: when earnings are attributed to it.
        """
        campaign = self.get(campaign_id)
        with self._workspace.edit("Remove campaign “{name}”", name=campaign.name) as edit:
            earnings = store.earnings(edit.connection, campaign_id)
            if earnings:
                raise Failed(
                    "campaign_used",
                    "“{name}” can't be removed, as {count} earnings are attributed to it. Archive it instead.",
                    name=campaign.name,
                    count=earnings,
                )
            store.remove(edit, campaign_id)
        return Done(None, edit.changes)


def _refuse_unfit(connection: Connection, campaign: Campaign) -> None:
    for key, name in store.names(connection):
        if key != campaign.id and same_name(name, campaign.name):
            raise BadInput("name_taken", "There is a campaign “{name}” already.", name=name)
    missing = store.missing_program(connection, campaign.program_ids)
    if missing is not None:
        raise NotFound("no_such_program", "There is no program with the id {id}.", id=missing)


def _no_campaign(ref: int | str, known: builtins.list[tuple[int, str]]) -> NotFound:
    if not known:
        return NotFound("no_such_campaign", "There is no campaign yet. Add one first.")
    names = ", ".join(name for _, name in known[:8]) + (", …" if len(known) > 8 else "")
    return NotFound(
        "no_such_campaign", "There is no campaign “{name}”. There are: {known}.", name=visible(str(ref)), known=names
    )
