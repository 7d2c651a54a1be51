"""Placements: where a campaign is seen. Links may be at one, so that earnings lead back to it."""

import builtins
from dataclasses import replace

from sqlalchemy import Connection

from affiliate_desktop.campaigns import placement_store, store
from affiliate_desktop.campaigns.model import Placement
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_line, clean_name, clean_notes, ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace


class Placements:
    """Use cases on placements. Every write can be undone."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def list(self, campaign_id: int | None = None, *, archived: bool = False) -> tuple[Placement, ...]:
        """The placements by name; of one campaign, or of all."""
        with self._workspace.read() as connection:
            found = placement_store.placements(connection, campaign_id)
        return tuple(each for each in found if archived or not each.archived)

    def get(self, ref: int | str, campaign_id: int | None = None) -> Placement:
        """The placement with this id or name.

        Raises:
            NotFound: when there is none, or several campaigns have one of this name.
        """
        with self._workspace.read() as connection:
            known = placement_store.placements(connection, campaign_id)
        keys = ids_named(ref, [(each.id, each.name) for each in known])
        if len(keys) > 1:
            raise NotFound(
                "placement_ambiguous",
                "Several campaigns have a placement “{name}”; use the id: {ids}.",
                name=visible(str(ref)),
                ids=", ".join(map(str, sorted(keys))),
            )
        if not keys:
            raise NotFound("no_such_placement", "There is no placement “{name}”.", name=visible(str(ref)))
        return next(each for each in known if each.id == keys[0])

    def add(self, placement: Placement) -> Done[Placement]:
        """Adds a placement.

        Raises:
            BadInput: when the campaign has one of this name, or a value can't be used.
            NotFound: when there is no such campaign.
        """
        placement = _checked(placement)
        with self._workspace.edit("Add placement “{name}”", name=placement.name) as edit:
            _refuse_unfit(edit.connection, placement)
            values = placement_store.values(placement) | {"created_at": self._workspace.clock.now().isoformat()}
            key = edit.insert(schema.placement, values)
        return Done(replace(placement, id=key), edit.changes)

    def edit(self, placement: Placement) -> Done[Placement]:
        """Changes a placement; when it moves to another campaign, its links move along.

        Raises:
            BadInput, NotFound: as ``add``.
            Failed: when it was removed elsewhere.
        """
        placement = _checked(placement)
        with self._workspace.edit("Edit placement “{name}”", name=placement.name) as edit:
            _refuse_unfit(edit.connection, placement)
            edit.update(schema.placement, placement.id, placement_store.values(placement))
            for link_id in placement_store.links(edit.connection, placement.id):
                edit.update(schema.link, link_id, {"campaign_id": placement.campaign_id})
        return Done(placement, edit.changes)

    def remove(self, placement_id: int) -> Done[None]:
        """Removes a placement; its links stay with the campaign."""
        placement = self.get(placement_id)
        with self._workspace.edit("Remove placement “{name}”", name=placement.name) as edit:
            for link_id in placement_store.links(edit.connection, placement_id):
                edit.update(schema.link, link_id, {"placement_id": None})
            edit.delete(schema.placement, placement_id)
        return Done(None, edit.changes)


def _checked(placement: Placement) -> Placement:
    return replace(
        placement,
        name=clean_name(placement.name),
        kind=clean_line(placement.kind, "kind"),
        place=clean_line(placement.place, "place", longest=2000),
        notes=clean_notes(placement.notes),
    )


def _refuse_unfit(connection: Connection, placement: Placement) -> None:
    if store.campaign(connection, placement.campaign_id) is None:
        raise NotFound("no_such_campaign", "There is no campaign with the id {id}.", id=placement.campaign_id)
    others: builtins.list[Placement] = placement_store.placements(connection, placement.campaign_id)
    if any(each.id != placement.id and same_name(each.name, placement.name) for each in others):
        raise BadInput(
            "name_taken", "The campaign has a placement “{name}” already.", name=placement.name, field="name"
        )
