"""Campaign kits: everything to share of a campaign, for oneself or for somebody else, in one folder or ZIP file."""

import builtins
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, update

from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.campaigns.service import Campaigns
from affiliate_desktop.core.changes import Changes, Done, Kind
from affiliate_desktop.core.names import clean_name, clean_notes, ids_named, same_name, visible
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.kits import packing, store
from affiliate_desktop.kits.contents import changed_items, handed_links, items_of
from affiliate_desktop.kits.making import Bench, make
from affiliate_desktop.kits.model import Item, Kit, KitFile, KitReport, Look, Part, Stale, Staleness
from affiliate_desktop.kits.start_page import start_page
from affiliate_desktop.links.copies import LinkCopy
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link
from affiliate_desktop.links.service import Links
from affiliate_desktop.studio.design import asked_variables
from affiliate_desktop.studio.designs import Designs
from affiliate_desktop.studio.model import Artwork
from affiliate_desktop.studio.pictures import open_picture
from affiliate_desktop.studio.png import encoded
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.sizes import choose_sizes
from affiliate_desktop.workspace import attachments, schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.settings import Preferences

START_PAGE = "index.html"
_CONTACT = "contact."
"""Variables that begin so say who the user is, whatever the campaign."""
Failures = tuple[tuple[str, str], ...]
"""Path and reason of what could not be made."""


class Kits:
    """Use cases on kits. Every change of what a kit is can be undone; built files are not touched by that.

    Args:
        workspace: where kits are kept.
        campaigns, links, studio, designs, preferences: what a kit is composed from.
    """

    def __init__(
        self,
        workspace: Workspace,
        campaigns: Campaigns,
        links: Links,
        studio: Studio,
        designs: Designs,
        preferences: Preferences,
    ) -> None:
        self._workspace = workspace
        self._campaigns, self._links = campaigns, links
        self._studio, self._designs, self._preferences = studio, designs, preferences

    def list(self) -> tuple[Kit, ...]:
        """The kits by name."""
        with self._workspace.read() as connection:
            return tuple(store.kits(connection))

    def get(self, ref: int | str) -> Kit:
        """The kit with this id or name.

        Raises:
            NotFound: when there is none.
        """
        known = self.list()
        keys = ids_named(ref, [(kit.id, kit.name) for kit in known])
        if len(keys) != 1:
            raise NotFound("no_such_kit", "There is no kit “{name}”.", name=visible(str(ref)))
        return next(kit for kit in known if kit.id == keys[0])

    def add(self, kit: Kit) -> Done[Kit]:
        """Keeps a kit.

        Raises:
            BadInput: when the name is taken or something in it can't be used.
            NotFound: when campaign or links do not exist.
        """
        kit = self._checked(kit)
        at = self._workspace.clock.now().isoformat()
        with self._workspace.edit("Add kit “{name}”", name=kit.name) as edit:
            _refuse_taken(edit.connection, kit)
            key = edit.insert(schema.kit, store.kit_values(kit) | {"created_at": at})
        return Done(replace(kit, id=key), edit.changes)

    def edit(self, kit: Kit) -> Done[Kit]:
        """Changes a kit; what was built stays until it is built again.

        Raises:
            BadInput, NotFound: as ``add``.
        """
        kit = self._checked(kit)
        with self._workspace.edit("Edit kit “{name}”", name=kit.name) as edit:
            _refuse_taken(edit.connection, kit)
            edit.update(schema.kit, kit.id, store.kit_values(kit))
        return Done(kit, edit.changes)

    def remove(self, kit_id: int) -> Done[None]:
        """Forgets a kit; the files that were built stay where they are."""
        kit = self.get(kit_id)
        with self._workspace.edit("Remove kit “{name}”", name=kit.name) as edit:
            edit.delete(schema.kit, kit_id)
        return Done(None, edit.changes)

    def picture(self, file: Path) -> str:
        """Keeps a logo or picture in the workspace and returns its name there, for ``Kit.logo`` and ``Kit.picture``.

        Raises:
            BadInput: when it is no picture that can be used.
        """
        content = encoded(open_picture(file))
        with self._workspace.write() as connection:
            return attachments.put(connection, content, "image/png")

    def variables(self, kit: Kit) -> tuple[str, ...]:
        """The variables of the own of the kit's designs, which its values fill; of a design that is gone, none."""
        looks = self._looks(kit, none_is_fine=True).values()
        return tuple(dict.fromkeys(name for look in looks for name in look.variables))

    def with_values(self, kit: Kit, values: Mapping[str, str]) -> Kit:
        """The kit with other values for variables of its designs; nothing is kept yet. An empty one takes it back.

        Raises:
            BadInput: when no design of the kit has such a variable.
        """
        known = self.variables(kit)
        for name in values:
            if name not in known:
                if not known:
                    raise BadInput("kit_field", "The designs of this kit have no fields of their own.")
                words = "No design of this kit has a field “{name}”; they have {known}."
                raise BadInput("kit_field", words, name=visible(name), known=", ".join(known))
        return replace(kit, values=_cleaned({**kit.values, **values}))

    def suggested_values(self, campaign_id: int) -> dict[str, str]:
        """What a new kit of a campaign begins with: what its other kits say, and how you can be reached, of any kit."""
        kits = sorted(self.list(), key=lambda kit: (kit.campaign_id == campaign_id, kit.id))
        said = ((kit.campaign_id, name, text) for kit in kits for name, text in kit.values.items())
        return {name: text for key, name, text in said if key == campaign_id or name.startswith(_CONTACT)}

    def build(
        self,
        kit_id: int,
        place: Path | None = None,
        *,
        copies: DraftCopies | None = None,
        progress: Progress | None = None,
        force: bool = False,
    ) -> Done[KitReport]:
        """Builds a kit, all of it or nothing; what can't be made of it is told, and the rest is made.

        Args:
            kit_id: which.
            place: a folder, or a file that ends in ``.zip``; where it was built last when not given.
            copies: where the holder's click references are drafted; handed in again by who insists, so that they are
                those that were judged. They are kept when the kit is about to take its place.
            progress: told of each file; may stop the work, which leaves nothing behind.
            force: write codes that would not scan too; the report says so.

        Raises:
            NotReady: when a code would not scan and nobody insisted; nothing was written.
            BadInput: when the place holds something else, or the campaign has no links.
            Failed: when the place can't be written.
        """
        kit = self.get(kit_id)
        place = self._place(kit, place)
        packing.check_place(place)
        campaign, links = self._campaigns.get(kit.campaign_id), self._chosen(kit)
        copies = copies or DraftCopies(self._links)
        handed = handed_links(links, self._drafted(kit, links, copies))
        disclosure = self._preferences.load().disclosure
        items = items_of(kit, handed, kit.headline or campaign.name, disclosure, self._looks(kit))

        def fill(proven: Callable[[], object]) -> tuple[tuple[KitFile, ...], tuple[Artwork, ...], Failures]:
            with packing.workbench(place) as beside, ExitStack() as stack:
                folder = beside / "kit"
                folder.mkdir()
                bench = Bench(self._studio, kit, folder, handed, self._pictures(kit, stack), force=force)
                made, failed = make(bench, items, progress or Progress())
                files = self._finish(bench, campaign, disclosure)
                proven()
                (packing.put_zip if packing.is_zip(place) else packing.put_folder)(folder, place)
            return files, tuple(replace(each, file=place / each.file.relative_to(folder)) for each in made), failed

        done = copies.prove(fill)
        files, artworks, failed = done.value
        kit = self._note(kit, place, items, {file.path: file.sha256 for file in files}, failed)
        report = KitReport(kit, place, files, artworks, failed)
        return Done(report, done.changes | Changes.of(Kind.KIT, kit.id))

    def of_campaign(self, campaign_id: int) -> tuple[Kit, ...]:
        """The kits of a campaign by name."""
        return tuple(kit for kit in self.list() if kit.campaign_id == campaign_id)

    def stale(self, kit_id: int, *, look_at_files: bool = True) -> tuple[Stale, ...]:
        """What of a built kit would be another now, or was changed or removed by somebody.

        Args:
            kit_id: which.
            look_at_files: also read the files that were built, to find those that were touched.
        """
        kit = self.get(kit_id)
        campaign, links = self._campaigns.get(kit.campaign_id), self._chosen(kit, none_is_fine=True)
        handed = handed_links(links, self._copies(kit, links))
        disclosure, looks = self._preferences.load().disclosure, self._looks(kit, none_is_fine=True)
        items = items_of(kit, handed, kit.headline or campaign.name, disclosure, looks)
        with self._workspace.read() as connection:
            built = store.manifest(connection, kit_id)
        if not look_at_files:
            return changed_items(built["items"], items)
        found = packing.found_files(Path(kit.place)) if kit.place else {}
        touched = []
        for path, sha256 in built["files"].items():
            if found is None or path not in found:
                touched.append(Stale(path, Staleness.MISSING))
            elif found[path] != sha256:
                touched.append(Stale(path, Staleness.EDITED))
        return (*changed_items(built["items"], items), *touched)

    # --- parts of a build

    def _checked(self, kit: Kit) -> Kit:
        self._campaigns.get(kit.campaign_id)
        kit = replace(
            kit,
            name=clean_name(kit.name),
            holder=clean_name(kit.holder) if kit.holder.strip() else "",
            headline=clean_notes(kit.headline, "headline", longest=300),
            text=clean_notes(kit.text, "text", longest=4000),
            call_to_action=clean_notes(kit.call_to_action, "call to action", longest=200),
            values=_cleaned(kit.values),
        )
        choose_sizes(kit.sizes)
        self._chosen(kit, none_is_fine=True)
        self._looks(kit)
        if not 5 <= kit.qr_mm <= 500:
            raise BadInput("bad_qr_size", "A code is from 5 to 500 mm wide, not {mm:g}.", mm=kit.qr_mm)
        return kit

    def _chosen(self, kit: Kit, *, none_is_fine: bool = False) -> builtins.list[Link]:
        links = list(reversed(self._links.list(campaign_id=kit.campaign_id)))
        if kit.link_ids:
            known = {link.id: link for link in links}
            missing = [key for key in kit.link_ids if key not in known]
            if missing and not none_is_fine:
                raise NotFound("kit_link_gone", "The link {id} is not in this campaign any more.", id=missing[0])
            links = [known[key] for key in kit.link_ids if key in known]
        if not links and not none_is_fine:
            raise BadInput("kit_without_links", "The campaign has no links yet. Make one first, then build the kit.")
        return links

    def _looks(self, kit: Kit, *, none_is_fine: bool = False) -> dict[str, Look]:
        """What is known of the kit's designs; one that is gone, or whose brand is, has a mark that no other has."""
        banners = [(kit.banner_design, "banner")] if Part.BANNERS in kit.parts else []
        flyers = [(each, "print") for each in kit.flyer_designs] if Part.FLYERS in kit.parts else []
        looks = {}
        for design_id, kind in (*banners, *flyers):
            try:
                looks[design_id] = self._look(design_id, kind, kit)
            except (NotFound, BadInput):
                if not none_is_fine:
                    raise
                looks[design_id] = Look(mark="gone")
        return looks

    def _look(self, design_id: str, kind: str, kit: Kit) -> Look:
        design = self._designs.get(design_id)
        if design.kind != kind:
            wanted = "banners" if kind == "banner" else "flyers"
            raise BadInput("kit_design", "“{name}” is no design for {wanted}.", name=design.name, wanted=wanted)
        sizes = [(size.width, size.height) for size in choose_sizes(kit.sizes)] if kind == "banner" else []
        return Look(design.page.papers, asked_variables(design), self._designs.mark(design_id, kit.brand, sizes))

    def _copies(self, kit: Kit, links: builtins.list[Link]) -> dict[int, LinkCopy]:
        """The holder's copy of each link that has one."""
        if not kit.holder:
            return {}
        held = ((link.id, self._links.copies(link.id)) for link in links)
        found = ((key, [copy for copy in copies if same_name(copy.holder, kit.holder)]) for key, copies in held)
        return {key: own[0] for key, own in found if own}

    def _drafted(self, kit: Kit, links: builtins.list[Link], copies: DraftCopies) -> dict[int, LinkCopy]:
        """The holder's copy of each link, drafted where it is missing."""
        own = self._copies(kit, links)
        missing = [link.id for link in links if link.id not in own] if kit.holder else []
        return own | {key: drafts[0] for key, drafts in copies.of(missing, 1, kit.holder).items()}

    def _pictures(self, kit: Kit, stack: ExitStack) -> dict[str, Path]:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="affiliate-kit-")))
        found = {}
        with self._workspace.read() as connection:
            for name, sha256 in (("logo", kit.logo), ("picture", kit.picture)):
                if sha256:
                    found[name] = folder / f"{name}.png"
                    found[name].write_bytes(attachments.get(connection, sha256))
        return found

    @staticmethod
    def _finish(bench: Bench, campaign: Campaign, disclosure: str) -> tuple[KitFile, ...]:
        """Start page and manifest, from what was made."""
        paths = [file.path for file in packing.files_in(bench.folder)]
        page = start_page(bench.kit, campaign.name, bench.handed, paths, disclosure)
        (bench.folder / START_PAGE).write_text(page, encoding="utf-8", newline="\n")
        files = packing.files_in(bench.folder)
        facts = {"kit": bench.kit.name, "campaign": campaign.name, "for": bench.kit.holder or None}
        manifest = packing.manifest_bytes(facts, files)
        (bench.folder / packing.MANIFEST).write_bytes(manifest)
        return (*files, packing.kit_file(packing.MANIFEST, manifest))

    def _note(
        self,
        kit: Kit,
        place: Path,
        items: tuple[Item, ...],
        files: dict[str, str],
        failed: Failures,
    ) -> Kit:
        """Remembers what was built; not an edit: undo does not unbuild."""
        left_out = {path for path, _ in failed}
        noted = {"items": {item.path: item.inputs for item in items if item.path not in left_out}, "files": files}
        kit = replace(kit, place=str(place.absolute()), built_at=self._workspace.clock.now().isoformat())
        values = {"place": kit.place, "built_at": kit.built_at, "manifest": noted}
        with self._workspace.write() as connection:
            connection.execute(update(schema.kit).where(schema.kit.c.id == kit.id).values(**values))
        return kit

    @staticmethod
    def _place(kit: Kit, place: Path | None) -> Path:
        if place is None and not kit.place:
            raise BadInput("kit_place", "Say where the kit goes: a folder, or a file that ends in .zip.")
        return Path(kit.place) if place is None else place


def _cleaned(values: Mapping[str, str]) -> dict[str, str]:
    """Values without those that say nothing."""
    cleaned = {name: clean_notes(text, name, longest=1000) for name, text in values.items()}
    return {name: text for name, text in cleaned.items() if text}


def _refuse_taken(connection: Connection, kit: Kit) -> None:
    if any(same_name(other.name, kit.name) and other.id != kit.id for other in store.kits(connection)):
        raise BadInput("name_taken", "There is a kit “{name}” already.", name=kit.name)
