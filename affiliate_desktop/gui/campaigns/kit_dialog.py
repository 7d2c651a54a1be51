"""Describes a kit, tells what of it is stale, and builds it into a folder or a ZIP file."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from affiliate_desktop.app import App
from affiliate_desktop.campaigns.model import Campaign
from affiliate_desktop.core.changes import Done
from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.gui.campaigns.kit_choice import KitChoice
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox, LongText
from affiliate_desktop.gui.forms import FormDialog
from affiliate_desktop.gui.parts import button
from affiliate_desktop.gui.status import JobStrip
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.gui.studio.picture_field import PictureField
from affiliate_desktop.gui.studio.verdict import verdict_words
from affiliate_desktop.kits.model import Kit, KitReport, Part, Stale, Staleness
from affiliate_desktop.links.drafting import DraftCopies
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import NotReady

COLORS = ("background", "foreground", "accent")


class KitDialog(FormDialog):
    """A campaign's kit, for oneself or for somebody else.

    Args:
        context: the open workspace.
        parent: the window.
        campaign: whose links are handed on.
        kit: the one that is edited; None makes a new one.
    """

    def __init__(self, context: Context, parent: QWidget, campaign: Campaign, kit: Kit | None = None) -> None:
        title = self.tr("New kit") if kit is None else self.tr("Kit")
        super().__init__(context, parent, title, save=self.tr("Save"))
        self.setMinimumWidth(660)
        self._kit = kit or _new(campaign)
        self._place: Path | None = None
        self._copies = DraftCopies(context.app.links)
        self._progress: Progress | None = None
        self._folder = QTemporaryDir()
        self.name, self.holder, self.headline = QLineEdit(), QLineEdit(), QLineEdit()
        self.text, self.call_to_action = LongText(3), QLineEdit()
        self.parts = {part: QCheckBox(title) for part, title in _parts(self)}
        self.sizes = ChoiceBox([(("starter",), self.tr("The common sizes")), (("all",), self.tr("All sizes"))])
        self.choice = KitChoice(context, self._kit, self)
        pictures = Path(self._folder.path())
        self.logo, self.picture = PictureField(context, pictures), PictureField(context, pictures)
        self.colors = {name: ColorField(context.theme, color) for name, color in self._first_colors().items()}
        self.zip_button = button(self.tr("Build ZIP…"), self._ask_zip, icon="download", theme=context.theme)
        self.folder_button = button(self.tr("Build folder…"), self._ask_folder, icon="folder", theme=context.theme)
        self.again_button = button(self.tr("Build again"), self._build_again, icon="refresh", theme=context.theme)
        self._build()
        self._fill()
        self.ready()
        context.jobs.read(partial(context.app.links.list, campaign_id=campaign.id), self._show_links)
        if self._kit.built_at:
            context.jobs.read(partial(context.app.kits.stale, self._kit.id), self._show_stale)

    @override
    def reject(self) -> None:
        """Stops a build that runs; then there is something to read before the dialog goes."""
        if self._progress is not None:
            self._progress.cancel()
        elif self.save_button.isEnabled():
            super().reject()

    @override
    def save(self) -> None:
        kit = self._read()
        if kit is not None:
            self.write(
                partial(_save, self.context.app, kit, self.logo.file(), self.picture.file()), self.tr("Kit saved")
            )

    # --- building the kit ----------------------------------------------------------------------------------------

    @Slot()
    def _ask_zip(self) -> None:
        name = safe_name(self.name.text() or "kit", "kit") + ".zip"
        self.context.messages.ask_save(self.tr("Save the kit"), name, self.tr("ZIP (*.zip)"), self._build_into)

    @Slot()
    def _ask_folder(self) -> None:
        self.context.messages.ask_folder(self.tr("Folder for the kit"), self._build_inside)

    @Slot(object)
    def _build_inside(self, folder: Path) -> None:
        """A folder of the kit's name in the one that was chosen."""
        self._build_into(folder / safe_name(self.name.text() or "kit", "kit"))

    @Slot()
    def _build_again(self) -> None:
        self._build_into(Path(self._kit.place))

    @Slot(object)
    def _build_into(self, place: Path) -> None:
        self._place = place
        self._start(force=False)

    def _start(self, *, force: bool) -> None:
        kit = self._read()
        if kit is None or self._place is None:
            return
        self.trouble.say("")
        self._set_busy(busy=True)
        work = partial(_save, self.context.app, kit, self.logo.file(), self.picture.file())
        self.context.jobs.write(work, partial(self._build_saved, self._place, force), self._not_built)

    @Slot(object)
    def _build_saved(self, place: Path, force: bool, done: Done[Kit]) -> None:  # noqa: FBT001 - of a partial
        """The kit stays as it was saved when it can't be built."""
        self._kit = done.value
        progress = self._progress = self.context.jobs.progress(self.tr("Building the kit"))
        build = partial(self.context.app.kits.build, self._kit.id, place, copies=self._copies)
        work = partial(build, progress=progress, force=force)
        self.context.jobs.write(work, self._built, self._not_built, progress=progress)

    @Slot(object)
    def _built(self, done: Done[KitReport]) -> None:
        report = done.value
        self._kit = report.kit
        self._set_busy(busy=False)
        self.context.messages.note_saved(report.place)
        if report.failed:
            lines = "\n".join(f"{path}: {reason}" for path, reason in report.failed)
            self.trouble.say(self.tr("Some of it could not be made; the rest was.") + "\n" + lines)
            return
        self.accept()

    @Slot(object)
    def _not_built(self, problem: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(problem, NotReady):
            text = "\n".join(dict.fromkeys(verdict_words(each) for each in problem.artworks))
            title = self.tr("A code in this kit would not scan")
            self.context.messages.ask(title, text, self.tr("Build anyway"), self._insist, danger=True)
        elif isinstance(problem, Cancelled):
            self.trouble.say(self.tr("Stopped. The kit is saved; no file was written."))
        else:
            self._failed(problem)

    @Slot()
    def _insist(self) -> None:
        self._start(force=True)

    def _set_busy(self, *, busy: bool) -> None:
        if not busy:
            self._progress = None
        for each in (self.zip_button, self.folder_button, self.again_button, self.save_button):
            each.setEnabled(not busy)

    # --- showing -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _show_links(self, links: tuple[Link, ...]) -> None:
        self.choice.offer_links(tuple(reversed(links)))
        if not links and not self._kit.id:
            text = self.tr("This campaign has no links to hand on yet. Make one first, then build the kit.")
            self.advice.say(text, "warning")

    @Slot(object)
    def _show_stale(self, stale: tuple[Stale, ...]) -> None:
        where = self.tr("Built into {place}.").format(place=self._kit.place)
        if not stale:
            self.advice.say(f"{where} {self.tr('Everything in it is up to date.')}")
            return
        lines = [stale_line(each, self) for each in stale[:6]]
        more = len(stale) - len(lines)
        if more > 0:
            lines.append(self.tr("… and {n} more").format(n=more))
        self.advice.say("\n".join([where, self.tr("Not up to date any more:"), *lines]), "warning")

    def _fill(self) -> None:
        kit = self._kit
        self.name.setText(kit.name)
        self.holder.setText(kit.holder)
        self.headline.setText(kit.headline)
        self.text.setPlainText(kit.text)
        self.call_to_action.setText(kit.call_to_action)
        self.sizes.set_value(kit.sizes)
        for part, check in self.parts.items():
            check.setChecked(part in kit.parts)
        self.again_button.setVisible(bool(kit.place))
        self._enable_parts()

    def _read(self) -> Kit | None:
        if not self.name.text().strip():
            self.complain("name", self.tr("Name the kit."))
            return None
        sizes, parts = self.sizes.value(), self._parts()
        kit = self.choice.read(parts, self._kit)
        if kit is None:
            return None
        return replace(
            kit,
            name=self.name.text(),
            holder=self.holder.text(),
            headline=self.headline.text(),
            text=self.text.toPlainText(),
            call_to_action=self.call_to_action.text(),
            parts=parts,
            sizes=sizes if isinstance(sizes, tuple) else self._kit.sizes,
            background=self._color("background", self._kit.background),
            foreground=self._color("foreground", self._kit.foreground),
            accent=self._color("accent", self._kit.accent),
        )

    def _parts(self) -> tuple[Part, ...]:
        return tuple(part for part, check in self.parts.items() if check.isChecked())

    def _first_colors(self) -> dict[str, str]:
        """The kit's colors, and those of brand and design where it has none of its own."""
        look, kit = self.choice.colors(), self._kit
        own = {"background": kit.background, "foreground": kit.foreground, "accent": kit.accent}
        return {name: own[name] or look[name] for name in COLORS}

    def _color(self, name: str, kept: str) -> str:
        """What the field says; nothing where it says what brand and design do, so that it follows them."""
        color = self.colors[name].color()
        return kept if color == kept else "" if color == self.choice.colors()[name] else color

    @Slot(object)
    def _recolor(self, colors: Mapping[str, str]) -> None:
        for name, field in self.colors.items():
            field.setText(colors[name])

    @Slot()
    def _enable_parts(self) -> None:
        self.choice.enable(self._parts())

    def _build(self) -> None:
        form = self.form
        form.add("name", self.tr("Name"), self.name)
        hint = self.tr("A friend, a client, an event host: every link then carries a click reference of their own.")
        form.add("holder", self.tr("Made for (empty: for yourself)"), self.holder, hint)
        form.add("headline", self.tr("Headline"), self.headline)
        form.add("text", self.tr("Text"), self.text)
        form.add("call_to_action", self.tr("Call to action"), self.call_to_action)
        self.choice.add_links(form)
        form.add_widget(self.parts[Part.QR])
        self.choice.add_codes()
        form.add_widget(self.parts[Part.BANNERS])
        design = ("banner_design", self.tr("Design of the banners"), self.choice.banner_design)
        form.add_pair(("sizes", self.tr("Banner sizes"), self.sizes), design)
        form.add_widget(self.parts[Part.FLYERS])
        self.choice.add_flyers()
        self.choice.add_fields()
        form.add_widget(self.parts[Part.TEXTS])
        self.choice.add_brand()
        form.add("logo", self.tr("Logo"), self.logo, self._kept(self._kit.logo))
        form.add("picture", self.tr("Picture"), self.picture, self._kept(self._kit.picture))
        form.add_pair(
            ("background", self.tr("Background"), self.colors["background"]),
            ("foreground", self.tr("Text color"), self.colors["foreground"]),
            ("accent", self.tr("Accent"), self.colors["accent"]),
        )
        for at, each in enumerate((self.folder_button, self.zip_button, self.again_button)):
            self.buttons.insertWidget(at, each)
        self.add_above_buttons(JobStrip(self.context.jobs, self.context.theme))
        self.choice.recolored.connect(self._recolor)
        for check in self.parts.values():
            check.toggled.connect(self._enable_parts)
        for name, field in (("logo", self.logo), ("picture", self.picture)):
            field.refused.connect(form.rows[name].complain)

    def _kept(self, sha256: str | None) -> str:
        return self.tr("The kit keeps the one it has until you choose another.") if sha256 else ""


def _new(campaign: Campaign) -> Kit:
    """A kit of a campaign in the colors of its brand and designs."""
    return Kit(campaign.name, campaign.id, headline=campaign.name)


def stale_line(stale: Stale, widget: QWidget) -> str:
    """Why a part of a kit is stale, in words."""
    state = {
        Staleness.NEW: widget.tr("not built yet"),
        Staleness.CHANGED: widget.tr("changed"),
        Staleness.GONE: widget.tr("no longer part of it"),
        Staleness.MISSING: widget.tr("missing"),
        Staleness.EDITED: widget.tr("edited by somebody"),
    }[stale.state]
    because = f" ({', '.join(stale.because)})" if stale.because else ""
    return f"{stale.path}: {state}{because}"


def _parts(widget: QWidget) -> tuple[tuple[Part, str], ...]:
    return (
        (Part.QR, widget.tr("QR codes")),
        (Part.BANNERS, widget.tr("Banners with HTML to copy")),
        (Part.FLYERS, widget.tr("Flyers")),
        (Part.TEXTS, widget.tr("Texts to post")),
    )


# --- on the writer -------------------------------------------------------------------------------------------------


def _save(app: App, kit: Kit, logo: Path | None, picture: Path | None) -> Done[Kit]:
    """Keeps the kit, with pictures that were chosen anew."""
    if logo is not None:
        kit = replace(kit, logo=app.kits.picture(logo))
    if picture is not None:
        kit = replace(kit, picture=app.kits.picture(picture))
    return app.kits.edit(kit) if kit.id else app.kits.add(kit)
