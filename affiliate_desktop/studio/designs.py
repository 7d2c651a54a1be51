"""Designs: those that ship with the program and the user's own, and brand kits. The use cases of both."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.files import write_bytes
from affiliate_desktop.core.names import clean_name, same_name
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.links.naming import slug
from affiliate_desktop.studio import design_store as store
from affiliate_desktop.studio.brand import checked_brand, with_brand
from affiliate_desktop.studio.design import as_drawn, names_used
from affiliate_desktop.studio.design_catalog import DesignCatalog, unknown_brand
from affiliate_desktop.studio.design_file import parse_design
from affiliate_desktop.studio.design_writer import write_design
from affiliate_desktop.studio.frames import Brand, Design
from affiliate_desktop.workspace import attachments, schema
from affiliate_desktop.workspace.file import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_NO_ID = re.compile(r"[^a-z0-9-]")
LOGO = "logo"
"""The picture of a design that a brand's logo takes the place of."""
_NO_PICTURES: Mapping[str, bytes] = {}


class Designs:
    """Use cases on designs and brands. Every write can be undone.

    Args:
        workspace: where the user's own are kept.
        catalog: the designs that are files.
    """

    def __init__(self, workspace: Workspace, catalog: DesignCatalog | None = None) -> None:
        self._workspace = workspace
        self._catalog = catalog or DesignCatalog()

    # --- finding

    def all(self) -> tuple[Design, ...]:
        """Every design: the user's own by name, then those that are files."""
        own = self.own()
        known = {design.id for design in own}
        return (*own, *(design for design in self._catalog.all() if design.id not in known))

    def own(self) -> tuple[Design, ...]:
        """The user's designs by name."""
        with self._workspace.read() as connection:
            return tuple(kept.design for kept in store.designs(connection))

    def get(self, design_id: str) -> Design:
        """The design of this id or name.

        Raises:
            NotFound: when there is none.
        """
        kept = self._kept(design_id)
        return kept.design if kept is not None else self._catalog.get(design_id)

    def is_own(self, design_id: str) -> bool:
        """Whether a design is the user's and can be changed."""
        return self._kept(design_id) is not None

    def picture_contents(self, design: Design) -> dict[str, bytes]:
        """The pictures that a design carries, as PNG or JPEG, by name."""
        kept = self._kept(design.id)
        if kept is None:
            return {name: file.read_bytes() for name, file in self._catalog.picture_files(design).items()}
        with self._workspace.read() as connection:
            return {name: attachments.get(connection, digest) for name, digest in kept.pictures.items()}

    def pictures(self, design: Design) -> Mapping[str, "QImage"]:
        """The pictures that a design carries, to paint with."""
        from affiliate_desktop.studio.pictures import decoded

        return {name: decoded(content, name) for name, content in self.picture_contents(design).items()}

    # --- writing

    def save(self, design: Design, pictures: Mapping[str, bytes] = _NO_PICTURES) -> Done[Design]:
        """Keeps a design as the user's own: a new one, or in place of the own one with its id.

        Args:
            design: a name that is taken is refused; the id of a design that ships gets a number behind it.
            pictures: contents of pictures that are new, by name; pictures it carried before are kept.

        Raises:
            BadInput: when the name is taken, or the design or a picture cannot be used.
        """
        from affiliate_desktop.studio.pictures import checked_picture

        design = self._checked(design)
        fresh = {name: checked_picture(content, name) for name, content in pictures.items()}
        before = self._kept(design.id)
        label = "Change design “{name}”" if before else "Add design “{name}”"
        with self._workspace.edit(label, name=design.name) as edit:
            kept = dict(before.pictures) if before else {}
            for name, content in fresh.items():
                media = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
                kept[name] = attachments.put(edit.connection, content, media)
            kept = {name: digest for name, digest in kept.items() if name in design.pictures or name in fresh}
            design = replace(design, pictures={name: f"{name.replace('.', '-')}.png" for name in kept})
            values = store.design_values(design, kept)
            if before:
                edit.update(schema.design, before.key, values)
            else:
                edit.insert(schema.design, values | {"created_at": self._workspace.clock.now().isoformat()})
        return Done(design, edit.changes)

    def remove(self, design_id: str) -> Done[Design]:
        """Removes a design of the user's own.

        Raises:
            NotFound: when there is no own design of this id or name.
        """
        kept = self._kept(design_id)
        if kept is None:
            self._catalog.get(design_id)
            raise NotFound("not_own_design", "“{id}” ships with the program and stays.", id=design_id[:60])
        with self._workspace.edit("Remove design “{name}”", name=kept.design.name) as edit:
            edit.delete(schema.design, kept.key)
        return Done(kept.design, edit.changes)

    def export(self, design_id: str, file: Path) -> Path:
        """Writes a design as one file that carries its pictures.

        Raises:
            NotFound: when there is none.
            Failed: when the file cannot be written.
        """
        design = self.get(design_id)
        return self.write_file(design, self.picture_contents(design), file)

    def write_file(self, design: Design, pictures: Mapping[str, bytes], file: Path) -> Path:
        """Writes a design that need not be kept as one file, with the contents of its pictures.

        Raises:
            BadInput: when the file's name does not end as such files do.
            Failed: when the file cannot be written.
        """
        from affiliate_desktop.studio.design_bundle import SUFFIX, pack_design

        if file.suffix.lower() != SUFFIX:
            raise BadInput("design_suffix", "End “{file}” in {suffix}.", file=file.name, suffix=SUFFIX)
        write_bytes(file, pack_design(design, pictures))
        return file

    def import_file(self, file: Path) -> Done[Design]:
        """Keeps the design of a file as the user's own, under a free name.

        Raises:
            BadInput: naming the place, when the file is none or a picture cannot be used.
        """
        from affiliate_desktop.studio.design_bundle import open_design

        design, pictures = open_design(file)
        taken = [each.name for each in self.all()]
        name, number = design.name, 2
        while any(same_name(name, other) for other in taken):
            name, number = f"{design.name} {number}", number + 1
        return self.save(replace(design, name=name, id=self._free_id(slug(name) or "design")), pictures)

    def _checked(self, design: Design) -> Design:
        """The design with a clean name and an id that no other has; read back as it will be from its file."""
        design = replace(design, name=clean_name(design.name))
        own = self._kept(design.id)
        if own is None:
            design = replace(design, id=self._free_id(design.id or slug(design.name) or "design"))
        with self._workspace.read() as connection:
            kept = store.designs(connection)
        if any(same_name(design.name, other.design.name) and (own is None or other.key != own.key) for other in kept):
            raise BadInput("name_taken", "There is a design “{name}” already.", name=design.name)
        return parse_design(write_design(design), design.name)

    def _free_id(self, wanted: str) -> str:
        taken = {design.id for design in self.all()}
        stem = _NO_ID.sub("", wanted.lower())[:50].strip("-") or "design"
        made, number = stem, 2
        while made in taken:
            made, number = f"{stem}-{number}", number + 1
        return made

    def _kept(self, design_id: str) -> store.KeptDesign | None:
        with self._workspace.read() as connection:
            kept = store.designs(connection)
        named = [each for each in kept if each.design.id == design_id]
        return next(iter(named or [each for each in kept if same_name(each.design.name, design_id)]), None)

    # --- brands

    def brands(self) -> tuple[Brand, ...]:
        """The brand kits by name."""
        with self._workspace.read() as connection:
            return store.brands(connection)

    def brand(self, name: str) -> Brand:
        """The brand of this name or id.

        Raises:
            NotFound: when there is none.
        """
        brands = self.brands()
        named = [each for each in brands if same_name(each.name, name)]
        found = next(iter(named or [each for each in brands if str(each.id) == name.strip()]), None)
        if found is None:
            raise unknown_brand(name)
        return found

    def dressed(self, design_id: str, brand: str) -> tuple[Design, Mapping[str, "QImage"]]:
        """A design and the pictures it carries, to paint with; in a brand's colors, fonts and logo where one is named.

        Raises:
            NotFound: when there is no such design or brand.
        """
        from affiliate_desktop.studio.pictures import decoded

        design, contents = self._dressed(design_id, brand)
        return design, {name: decoded(content, name) for name, content in contents.items()}

    def mark(self, design_id: str, brand: str, sizes: Sequence[tuple[float, float]] = ()) -> str:
        """Another text whenever a design in a brand would look another way; empty for one as it ships, without a brand.

        Args:
            design_id: id or name of the design.
            brand: name or id of the brand; empty for none.
            sizes: width and height of the banners that are drawn, in pixels; all variants count without any.

        Raises:
            NotFound: when there is no such design or brand.
        """
        kept = self._kept(design_id)
        design = kept.design if kept is not None else self._catalog.get(design_id)
        if kept is None and not brand:
            return ""
        logos: tuple[str, ...] = ()
        if brand:
            kit = self.brand(brand)
            design, logos = with_brand(design, kit), kit.logos[:1]
        design = as_drawn(design, sizes)
        used = names_used(design)
        carried = sorted(pair for pair in (kept.pictures.items() if kept else ()) if pair[0] in used)
        seen = hashlib.sha256(write_design(replace(design, pictures={})))
        seen.update(repr((carried, logos if LOGO in used else ())).encode())
        return seen.hexdigest()[:16]

    def _dressed(self, design_id: str, brand: str) -> tuple[Design, dict[str, bytes]]:
        design = self.get(design_id)
        contents = self.picture_contents(design)
        if not brand:
            return design, contents
        kit = self.brand(brand)
        return with_brand(design, kit), contents | ({LOGO: self.logo(kit.logos[0])} if kit.logos else {})

    def branded(self, design_id: str, brand_name: str, name: str = "") -> Done[Design]:
        """Keeps a copy of a design in a brand's colors, fonts and logo as the user's own.

        Args:
            design_id: id or name of the design.
            brand_name: name or id of the brand.
            name: of the copy; those of the design and the brand where it is empty.

        Raises:
            NotFound: when there is no such design or brand.
            BadInput: when the name is taken.
        """
        brand = self.brand(brand_name)
        design, pictures = self._dressed(design_id, str(brand.id))
        carried = {each: design.pictures.get(each, f"{each}.png") for each in pictures}
        made = replace(design, id="", name=name or f"{design.name} {brand.name}", pictures=carried)
        return self.save(made, pictures)

    def save_brand(self, brand: Brand) -> Done[Brand]:
        """Keeps a brand kit: a new one where its ``id`` is 0.

        Raises:
            BadInput: when the name is taken or a color or font cannot be used.
        """
        brand = checked_brand(brand)
        label = "Change brand “{name}”" if brand.id else "Add brand “{name}”"
        with self._workspace.edit(label, name=brand.name) as edit:
            if any(same_name(brand.name, o.name) and o.id != brand.id for o in store.brands(edit.connection)):
                raise BadInput("name_taken", "There is a brand “{name}” already.", name=brand.name)
            values = store.brand_values(brand)
            if brand.id:
                edit.update(schema.brand, brand.id, values)
            else:
                created = self._workspace.clock.now().isoformat()
                brand = replace(brand, id=edit.insert(schema.brand, values | {"created_at": created}))
        return Done(brand, edit.changes)

    def remove_brand(self, brand_id: int) -> Done[int]:
        """Removes a brand kit."""
        found = next((brand for brand in self.brands() if brand.id == brand_id), None)
        if found is None:
            raise NotFound("no_such_brand", "There is no such brand any more.")
        with self._workspace.edit("Remove brand “{name}”", name=found.name) as edit:
            edit.delete(schema.brand, brand_id)
        return Done(brand_id, edit.changes)

    def keep_logo(self, file: Path) -> str:
        """Keeps a picture for brands, re-encoded; answers its SHA-256.

        Raises:
            BadInput: when it is no picture that can be used.
        """
        from affiliate_desktop.studio.pictures import picture_content

        return self.keep_logo_content(picture_content(file))

    def keep_logo_content(self, content: bytes) -> str:
        """Keeps a logo that a design carries; answers its SHA-256."""
        media = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        with self._workspace.write() as connection:
            return attachments.put(connection, content, media)

    def logo(self, sha256: str) -> bytes:
        """The content of a kept logo.

        Raises:
            NotFound: when there is none.
        """
        with self._workspace.read() as connection:
            return attachments.get(connection, sha256)
