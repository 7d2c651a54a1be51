"""Tagged links: built live, kept with their campaign, found again by their click reference."""

import builtins
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count as counted

from sqlalchemy import Connection

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_name, clean_notes, ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, Failed, NotFound
from affiliate_desktop.links import store
from affiliate_desktop.links.copies import LinkCopy, copies_of
from affiliate_desktop.links.filling import Owners, campaign_at, filled, read_owners
from affiliate_desktop.links.model import Link, LinkDraft, TaggedLink, TemplateParameter, Utm
from affiliate_desktop.links.naming import NamingHint, naming_hints, readable_name
from affiliate_desktop.links.reference import fresh_reference
from affiliate_desktop.links.tagging import split_reference, stripped, tagged
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.history import Edit


class Links:
    """Use cases on links. Every write can be undone."""

    def __init__(self, workspace: Workspace, catalog: NetworkCatalog) -> None:
        self._workspace = workspace
        self._catalog = catalog

    # --- building: nothing is read from the workspace or written to it

    def parameters(self, network_id: str) -> tuple[TemplateParameter, ...]:
        """The values that a network's links take besides UTM tags and the click reference."""
        return self._catalog.get(network_id).link.parameters

    def takes_reference(self, network_id: str) -> bool:
        """Whether a network's links carry a click reference."""
        return self._catalog.get(network_id).link.reference is not None

    def advice(self, network_id: str) -> str:
        """What a person should know when making links for a network."""
        return self._catalog.get(network_id).link.advice

    def build(self, draft: LinkDraft) -> TaggedLink:
        """Builds a link; pure and fast.

        Raises:
            BadInput: when the destination, a tag or a parameter can't be used.
        """
        return tagged(draft, self._catalog.get(draft.network))

    def naming_hints(self, utm: Utm) -> tuple[NamingHint, ...]:
        """Where UTM values depart from the conventions."""
        return naming_hints(utm)

    def strip(self, destination: str, names: tuple[str, ...]) -> str:
        """The destination without these query keys, such as ``TaggedLink.strippable``.

        Raises:
            BadInput: when the destination is no address.
        """
        return stripped(destination, names)

    # --- reading

    def list(
        self,
        search: str = "",
        campaign_id: int | None = None,
        archived: bool = False,  # noqa: FBT001, FBT002 - agreed
    ) -> tuple[Link, ...]:
        """The links, newest first.

        Args:
            search: words that name, url, destination, campaign or click reference must all hold.
            campaign_id: only links of this campaign.
            archived: also the archived ones.
        """
        words = search.casefold().split()
        with self._workspace.read() as connection:
            return tuple(store.links(connection, words, campaign_id, archived=archived))

    def get(self, ref: int | str) -> Link:
        """The link with this id or name.

        Raises:
            NotFound: when there is none, or several have this name.
        """
        with self._workspace.read() as connection:
            keys = ids_named(ref, store.names(connection))
            found = store.link(connection, keys[0]) if len(keys) == 1 else None
        if len(keys) > 1:
            raise NotFound(
                "link_ambiguous",
                "Several links have the name “{name}”; use the id: {ids}.",
                name=visible(str(ref)),
                ids=", ".join(map(str, sorted(keys))),
            )
        if found is None:
            raise NotFound("no_such_link", "There is no link “{name}”.", name=visible(str(ref)))
        return found

    def by_reference(self, ref: str) -> Link | None:
        """The link that has this click reference, or a copy that has it, in any letter case; else None."""
        ref = ref.strip()
        with self._workspace.read() as connection:
            return (store.by_reference(connection, ref) or store.by_copy(connection, ref)) if ref else None

    def new_reference(self) -> str:
        """A click reference that no link has."""
        with self._workspace.read() as connection:
            return _fresh(connection)

    def fill(
        self,
        draft: LinkDraft,
        *,
        campaign_id: int | None = None,
        account_id: int | None = None,
        program_id: int | None = None,
    ) -> LinkDraft:
        """The draft with what campaign, account and program know; what it says itself stays.

        Raises:
            BadInput: when they do not belong together, or one does not exist.
        """
        with self._workspace.read() as connection:
            network = self._catalog.get(draft.network)
            owners = read_owners(connection, network, campaign_id, account_id, program_id)
            return filled(connection, draft, network, owners)

    # --- writing

    def add(
        self,
        name: str,
        draft: LinkDraft,
        *,
        campaign_id: int | None = None,
        account_id: int | None = None,
        program_id: int | None = None,
        placement_id: int | None = None,
        notes: str = "",
    ) -> Done[Link]:
        """Keeps a link.

        The draft is filled as ``fill`` does; it gets a click reference where the network takes one, the
        campaign's name as UTM campaign where it has none, and a readable name where none is given.

        Raises:
            BadInput: when the link can't be built, or its name or click reference is taken.
        """
        name = name.strip() and clean_name(name)
        link = Link(name=name, destination="", url="", notes=clean_notes(notes), placement_id=placement_id)
        network = self._catalog.get(draft.network)
        with self._workspace.edit("Add link “{name}”", name=link.name or visible(draft.destination)) as edit:
            connection = edit.connection
            campaign_id = campaign_at(connection, placement_id, campaign_id)
            owners = read_owners(connection, network, campaign_id, account_id, program_id)
            draft = filled(connection, draft, network, owners)
            link = self._with_parts(connection, _owned(link, owners), draft)
            if not link.name:
                taken = [other for _, other in store.names(connection)]
                link = replace(link, name=readable_name(link.destination, owners.campaign_name, taken))
            _refuse_taken(connection, link)
            link = replace(link, created_at=self._workspace.clock.now().isoformat())
            key = edit.insert(schema.link, store.link_values(link) | {"created_at": link.created_at})
        return Done(replace(link, id=key), edit.changes)

    def edit(self, link: Link) -> Done[Link]:
        """Changes a link; its URL is built anew when something it is made of has changed.

        Raises:
            BadInput: when the link can't be built, or its name or click reference is taken.
            Failed: when the link was removed elsewhere.
        """
        link = replace(link, name=clean_name(link.name), notes=clean_notes(link.notes))
        with self._workspace.edit("Edit link “{name}”", name=link.name) as edit:
            before = store.link(edit.connection, link.id)
            if before is None:
                raise Failed("record_gone", "This record does not exist any more; it was removed elsewhere.")
            network = self._catalog.get(link.network)
            campaign_id = campaign_at(edit.connection, link.placement_id, link.campaign_id)
            owners = read_owners(edit.connection, network, campaign_id, link.account_id, link.program_id)
            link = _owned(replace(link, url=before.url, created_at=before.created_at), owners)
            if _draft_of(link) != _draft_of(before):
                link = self._with_parts(edit.connection, link, _draft_of(link))
            _refuse_taken(edit.connection, link)
            edit.update(schema.link, link.id, store.link_values(link))
        return Done(link, edit.changes)

    def archive(self, link_id: int, archived: bool = True) -> Done[Link]:  # noqa: FBT001, FBT002 - agreed signature
        """Puts a link away, or takes it back."""
        link = self.get(link_id)
        label = "Archive link “{name}”" if archived else "Take back link “{name}”"
        with self._workspace.edit(label, name=link.name) as edit:
            edit.update(schema.link, link_id, {"archived": archived})
        return Done(replace(link, archived=archived), edit.changes)

    def remove(self, link_id: int) -> Done[None]:
        """Removes a link.

        Raises:
            Failed: when earnings are attributed to it.
        """
        link = self.get(link_id)
        with self._workspace.edit("Remove link “{name}”", name=link.name) as edit:
            earnings = store.earnings(edit.connection, link_id)
            if earnings:
                raise Failed(
                    "link_used",
                    "“{name}” can't be removed, as {count} earnings are attributed to it. Archive it instead.",
                    name=link.name,
                    count=earnings,
                )
            for table in (schema.attribution_rule, schema.attribution_decision):
                edit.delete_where(table, "link_id", link_id)
            store.remove(edit, link_id)
        return Done(None, edit.changes)

    def copies(self, link_id: int) -> tuple[LinkCopy, ...]:
        """The copies of a link, by number."""
        with self._workspace.read() as connection:
            return tuple(store.copies(connection, link_id))

    def add_copies(self, link_id: int, count: int, holder: str = "") -> Done[tuple[LinkCopy, ...]]:
        """Makes copies of a link, each with a click reference of its own.

        Raises:
            BadInput: when there are none or too many, or the holder's name can't be used.
        """
        return self.keep_copies(self.draft_copies((link_id,), count, holder))

    def draft_copies(self, link_ids: Sequence[int], count: int, holder: str = "") -> tuple[LinkCopy, ...]:
        """Copies that are not kept yet, for what has to prove itself first; see :class:`~.drafting.DraftCopies`.

        Args:
            link_ids: which links, in order.
            count: of each.
            holder: who promotes them, or empty.

        Raises:
            NotFound: when a link is gone.
            BadInput: when there are none or too many, or the holder's name can't be used.
        """
        with self._workspace.read() as connection:
            taken = store.references(connection)
        drafts: builtins.list[LinkCopy] = []
        for link_id in link_ids:
            link = self.get(link_id)
            network = self._catalog.get(link.network)
            drafts += copies_of(link, network, count, first=1, holder=holder, taken=taken)
        return tuple(drafts)

    def keep_copies(self, drafts: Sequence[LinkCopy]) -> Done[tuple[LinkCopy, ...]]:
        """Keeps the copies that :meth:`draft_copies` made, in one edit; only now they get their numbers.

        Raises:
            NotFound: when a link is gone by now.
            Failed: when one of their click references was taken meanwhile.
        """
        links = [self.get(key) for key in dict.fromkeys(draft.link_id for draft in drafts)]
        at = self._workspace.clock.now().isoformat()
        with self._keeping(len(drafts), links) as edit:
            taken = store.references(edit.connection)
            if any(draft.reference.lower() in taken for draft in drafts):
                raise Failed("reference_taken", "A click reference was given away meanwhile. Please try again.")
            numbers = {
                link.id: counted(max((copy.number for copy in store.copies(edit.connection, link.id)), default=0) + 1)
                for link in links
            }
            copies = [replace(draft, number=next(numbers[draft.link_id]), created_at=at) for draft in drafts]
            keys = edit.insert_all(schema.link_copy, [store.copy_values(copy) | {"created_at": at} for copy in copies])
        return Done(tuple(replace(copy, id=key) for copy, key in zip(copies, keys, strict=True)), edit.changes)

    def take_back_copies(self, copies: Sequence[LinkCopy]) -> Done[None]:
        """Forgets copies that were kept for work of which nothing came; those that are gone by now are passed over."""
        with self._workspace.edit("Take back {count} copies", count=len(copies)) as edit:
            keys = [copy.id for copy in copies]
            edit.delete_all(schema.link_copy, schema.link_copy.c.id.in_(keys))
        return Done(None, edit.changes)

    def _keeping(self, count: int, links: Sequence[Link]) -> AbstractContextManager[Edit]:
        if len(links) == 1:
            return self._workspace.edit("Make {count} copies of “{name}”", count=count, name=links[0].name)
        return self._workspace.edit("Make {count} copies of {links} links", count=count, links=len(links))

    def _with_parts(self, connection: Connection, link: Link, draft: LinkDraft) -> Link:
        """The link as the draft says, with a click reference where the network takes one."""
        network = self._catalog.get(draft.network)
        parameters, reference = split_reference(draft, network)
        if network.link.reference and not reference:
            reference = _fresh(connection)
        draft = replace(draft, network=network.id, parameters=parameters, click_reference=reference)
        return replace(
            link,
            destination=draft.destination.strip(" "),
            network=network.id,
            utm=draft.utm,
            parameters=parameters,
            click_reference=reference,
            url=tagged(draft, network).url,
        )


def _draft_of(link: Link) -> LinkDraft:
    return LinkDraft(link.destination, link.network, link.utm, dict(link.parameters), link.click_reference)


def _owned(link: Link, owners: Owners) -> Link:
    return replace(
        link,
        campaign_id=owners.campaign.id if owners.campaign else None,
        account_id=owners.account.id if owners.account else None,
        program_id=owners.program.id if owners.program else None,
    )


def _fresh(connection: Connection) -> str:
    return fresh_reference(store.references(connection).__contains__)


def _refuse_taken(connection: Connection, link: Link) -> None:
    others: builtins.list[tuple[int, str]] = store.names(connection)
    if any(same_name(name, link.name) for key, name in others if key != link.id):
        raise BadInput("name_taken", "There is a link “{name}” already.", name=link.name)
    holder = store.by_reference(connection, link.click_reference) if link.click_reference else None
    if holder is None and link.click_reference:
        holder = store.by_copy(connection, link.click_reference)
    if holder is not None and holder.id != link.id:
        raise BadInput(
            "reference_taken",
            "The click reference “{reference}” belongs to the link “{name}” already.",
            reference=link.click_reference,
            name=holder.name,
        )
