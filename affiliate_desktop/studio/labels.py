"""Label sheets: which there are, how far they are used, how a printer is corrected, and what is printed on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.names import clean_name, same_name
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.naming import slug
from affiliate_desktop.studio import label_store as store
from affiliate_desktop.studio.designs import Designs
from affiliate_desktop.studio.label_places import (
    STRAIGHT,
    Calibration,
    checked_calibration,
    checked_start,
    next_start,
)
from affiliate_desktop.studio.label_sheet import LabelSheet, checked_sheet, find_sheet, shipped_sheets
from affiliate_desktop.studio.model import Artwork
from affiliate_desktop.workspace import schema
from affiliate_desktop.workspace.file import Workspace

if TYPE_CHECKING:
    from affiliate_desktop.studio.label_print import Label, LabelJob

DESIGN = "label"
"""The design that is used where no other is named."""


class Labels:
    """Use cases on label sheets. Every write can be undone.

    Args:
        workspace: where the user's sheets, part-used sheets and printers are kept.
        designs: where label designs are found.
    """

    def __init__(self, workspace: Workspace, designs: Designs) -> None:
        self._workspace = workspace
        self._designs = designs

    def sheets(self) -> tuple[LabelSheet, ...]:
        """Every sheet: the user's own first, then those that ship with the program."""
        with self._workspace.read() as connection:
            own = [sheet for _, sheet in store.own_sheets(connection)]
        return (*own, *shipped_sheets())

    def sheet(self, name: str) -> LabelSheet:
        """The sheet of an id, a name or a part number.

        Raises:
            NotFound: when there is none, or several have the part number.
        """
        return find_sheet(name, self.sheets())

    def add(self, sheet: LabelSheet) -> Done[LabelSheet]:
        """Keeps a sheet of the user's own.

        Raises:
            BadInput: when its labels do not fit the paper, or the name is taken.
        """
        brand = clean_name(sheet.brand or "Own")
        part = clean_name(sheet.part)
        sheet = replace(sheet, brand=brand, part=part, own=True, id=f"own-{slug(f'{brand} {part}') or 'sheet'}")
        sheet = checked_sheet(sheet)
        if any(same_name(sheet.name, other.name) or sheet.id == other.id for other in self.sheets()):
            raise BadInput("name_taken", "There is a label sheet “{name}” already.", name=sheet.name)
        with self._workspace.edit("Add label sheet “{name}”", name=sheet.name) as edit:
            edit.insert(schema.own_sheet, store.sheet_values(sheet))
        return Done(sheet, edit.changes)

    def remove(self, name: str) -> Done[LabelSheet]:
        """Removes a sheet of the user's own.

        Raises:
            NotFound: when there is no own sheet of this name.
        """
        sheet = self.sheet(name)
        with self._workspace.edit("Remove label sheet “{name}”", name=sheet.name) as edit:
            keys = [key for key, own in store.own_sheets(edit.connection) if own.id == sheet.id]
            if not keys:
                raise NotFound("not_own_sheet", "“{name}” ships with the program and stays.", name=sheet.name)
            edit.delete(schema.own_sheet, keys[0])
            store.set_start(edit, sheet.id, 1)
        return Done(sheet, edit.changes)

    def start(self, sheet: LabelSheet) -> int:
        """The first free label of the sheet that was used last, from 1."""
        with self._workspace.read() as connection:
            start = store.starts(connection).get(sheet.id, 1)
        return start if start <= sheet.count else 1

    def starts(self) -> dict[str, int]:
        """The first free label of every part-used sheet, by the sheet's id."""
        with self._workspace.read() as connection:
            return store.starts(connection)

    def set_start(self, sheet: LabelSheet, start: int) -> Done[int]:
        """Remembers the first free label of a part-used sheet; 1 for a fresh one.

        Raises:
            BadInput: when the sheet has no such label.
        """
        checked_start(sheet, start)
        with self._workspace.edit("Next free label of {name}: {start}", name=sheet.name, start=start) as edit:
            store.set_start(edit, sheet.id, start)
        return Done(start, edit.changes)

    def printers(self) -> dict[str, Calibration]:
        """The printers that were calibrated, by name."""
        with self._workspace.read() as connection:
            return store.calibrations(connection)

    def calibration(self, printer: str) -> Calibration:
        """What was measured for a printer; straight when nothing was."""
        return self.printers().get(printer.strip(), STRAIGHT)

    def calibrate(self, printer: str, calibration: Calibration) -> Done[Calibration]:
        """Remembers by how much what a printer prints has to be moved.

        Raises:
            BadInput: when the name can't be used or the printer would be off by more than printers are.
        """
        printer = clean_name(printer)
        checked_calibration(calibration)
        with self._workspace.edit("Calibrate printer “{name}”", name=printer) as edit:
            store.set_calibration(edit, printer, calibration)
        return Done(calibration, edit.changes)

    # --- printing

    def job(
        self,
        sheet: LabelSheet,
        *,
        design: str = DESIGN,
        brand: str = "",
        start: int | None = None,
        printer: str = "",
        colors: Mapping[str, str] | None = None,
        outlines: bool = False,
    ) -> "LabelJob":
        """How labels are printed.

        Args:
            sheet: the label sheet.
            design: id of a label design.
            brand: name or id of the brand that it wears; empty for none.
            start: the first free label; that of the part-used sheet when not given.
            printer: whose calibration is used.
            colors: over those of the design.
            outlines: draw the labels' edges.

        Raises:
            NotFound: when there is no such design or brand.
        """
        from affiliate_desktop.studio.label_print import LabelJob

        dressed, pictures = self._designs.dressed(design, brand)
        return LabelJob(
            sheet,
            dressed,
            pictures=pictures,
            start=self.start(sheet) if start is None else start,
            calibration=self.calibration(printer) if printer else STRAIGHT,
            colors=colors or {},
            outlines=outlines,
        )

    def render(
        self,
        labels: "Sequence[Label]",
        job: "LabelJob",
        file: Path,
        *,
        proven: Callable[[], object] | None = None,
        progress: Progress | None = None,
        force: bool = False,
    ) -> Artwork:
        """Writes labels as PDF; each code is read back first. What is used up is remembered by ``use_up`` only.

        Args:
            labels: what they say, in order.
            job: how they are printed.
            file: ends in ``.pdf``.
            proven: called when every code was read, before the file takes its place: what keeps numbered copies.
            progress: told of pages and codes; may stop the work.
            force: write codes that would not scan too; the report says so.

        Raises:
            NotReady: when a code would not scan; nothing was written.
            BadInput: when there are no labels or too many, or something in them can't be used.
        """
        from affiliate_desktop.studio.label_print import write_labels

        return write_labels(labels, job, file, progress or Progress(), proven=proven, force=force)

    def preview(self, labels: "Sequence[Label]", job: "LabelJob", width_px: int) -> bytes:
        """The first sheet as PNG, ``width_px`` pixels wide, with the labels' edges; unproven."""
        from affiliate_desktop.studio.label_print import preview_labels

        return preview_labels(labels, job, width_px)

    def test_page(self, sheet: LabelSheet, file: Path, printer: str = "") -> Artwork:
        """Writes the page that a printer is measured with, as PDF.

        Raises:
            Failed: when it can't be written.
        """
        from affiliate_desktop.studio.label_test_page import write_test_page

        return write_test_page(sheet, self.calibration(printer) if printer else STRAIGHT, file)

    def use_up(self, sheet: LabelSheet, count: int, start: int | None = None) -> Done[int]:
        """Remembers that labels were printed: the next job starts behind them."""
        return self.set_start(sheet, next_start(sheet, count, self.start(sheet) if start is None else start))
