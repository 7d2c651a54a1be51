"""QR codes: what they say and look like, whether they would scan, and files of them."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDoubleSpinBox
from typing_extensions import override

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.core.problems import Problem
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.studio.choices import recall, recall_number, remember
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.gui.studio.qr_advice import AdviceView
from affiliate_desktop.gui.studio.qr_look import LookFields
from affiliate_desktop.gui.studio.qr_many import ManyCodes
from affiliate_desktop.gui.studio.qr_says import LINK, Says
from affiliate_desktop.gui.studio.tab import StudioTab
from affiliate_desktop.gui.studio.verdict import VerdictView
from affiliate_desktop.studio.model import Artwork, Level, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.qr_bulk import BulkResult
from affiliate_desktop.studio.service import Studio
from affiliate_desktop.studio.shorter import Advice

SCREEN_EDGE = 520
"""Device-independent pixels of the largest preview; a code needs no more to be judged by eye."""


@dataclass(frozen=True)
class Look:
    """A code as it is shown, and what a reader says of it."""

    png: bytes
    artwork: Artwork
    advice: tuple[Advice, ...] = ()


class QrTab(StudioTab):
    """Makes QR codes of a link, or of what else a code can say.

    Args:
        context: the open workspace.
        folder: where smaller copies of the logo may be put.
    """

    def __init__(self, context: Context, folder: Path) -> None:
        super().__init__(context)
        self._unready: NotReady | None = None
        self._copied: Look | None = None
        self.level = ChoiceBox(self._levels())
        self.mm = QDoubleSpinBox()
        self.mm.setRange(5, 2000)
        self.mm.setDecimals(1)
        self.mm.setSingleStep(5)
        self.mm.setSuffix(self.tr(" mm"))
        self.distance = QDoubleSpinBox()
        self.distance.setRange(0, 100)
        self.distance.setDecimals(1)
        self.distance.setSingleStep(0.5)
        self.distance.setSuffix(self.tr(" m away"))
        self.distance.setSpecialValueText(self.tr("At hand"))
        for box in (self.mm, self.distance):
            line = box.lineEdit()
            if line is not None:
                line.setTextMargins(7, 0, 0, 0)
        self.says = Says()
        self.looks = LookFields(context, folder)
        self.dark, self.light, self.swap = self.looks.dark, self.looks.light, self.looks.swap
        self.advice = AdviceView()
        self.preview = Preview(context.theme, self.tr("Preview of the QR code"))
        self.verdict = VerdictView()
        self._build()
        self.restore_draft()
        self.form.edited.connect(self._remember)
        self.says.changed.connect(self.look)
        self.says.changed.connect(self.enable)
        self.advice.level_wanted.connect(self.level.set_value)
        self.preview.resized.connect(self.look)

    def style_(self, *, small: bool = False) -> QrStyle:
        """The code as the fields say; ``small``: with a copy of the logo that is quick to draw."""
        level = Level(str(self.level.value()))
        style = QrStyle(level=level, mm=self.mm.value(), distance_mm=self.distance.value() * 1000)
        return self.looks.on(style, small=small)

    def text(self) -> str:
        """What the code says.

        Raises:
            BadInput: when a value is missing or wrong.
        """
        if self.says.chosen() == LINK:
            return self.shown.link.url if self.shown is not None else ""
        return self.context.app.studio.qr_text(self.says.chosen(), self.says.values())

    @override
    def can_make(self) -> bool:
        return self.shown is not None or self.says.chosen() != LINK

    @override
    @Slot()
    def enable(self) -> None:
        super().enable()
        self.many.setEnabled(self.shown is not None)

    @override
    def draw(self, link: LinkRow) -> None:
        self._look_at_code()

    @override
    def draw_without_link(self) -> None:
        if self.can_make():
            self._look_at_code()
            return
        self.verdict.say("")
        self.advice.show_advice((), 0)
        self.preview.say(self.tr("There is no link yet. Make one in Links, or choose what else the code says."))

    def _look_at_code(self) -> None:
        room = self.preview.room()
        pixels = min(room.width(), room.height(), round(SCREEN_EDGE * self.preview.devicePixelRatioF()))
        try:
            work = partial(_look, self.context.app.studio, self.text(), self.style_(small=True), pixels)
        except Problem as problem:
            self._no_preview(problem)
            return
        self.context.jobs.read(work, self._show, self._no_preview)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, look: Look) -> None:
        self.preview.show_image(look.png)
        self.verdict.show_artwork(look.artwork)
        code = look.artwork.codes[0]
        self.advice.show_advice(look.advice, 17 + 4 * (code.version or 1))

    @Slot(object)
    def _no_preview(self, problem: BaseException) -> None:
        self.verdict.say("")
        self.advice.show_advice((), 0)
        self.show_trouble(self.preview, problem)

    @Slot()
    def _remember(self) -> None:
        for name, value in (
            ("level", self.level.value()),
            ("mm", self.mm.value()),
            ("distance", self.distance.value()),
        ):
            remember(f"qr/{name}", str(value))
        self.looks.remember()

    # --- saving ------------------------------------------------------------------------------------------------

    @Slot()
    def _save_png(self) -> None:
        self._ask(".png", self.tr("PNG picture (*.png)"))

    @Slot()
    def _save_svg(self) -> None:
        self._ask(".svg", self.tr("SVG drawing (*.svg)"))

    @Slot()
    def _save_pdf(self) -> None:
        self._ask(".pdf", self.tr("PDF (*.pdf)"))

    @Slot()
    def _save_eps(self) -> None:
        self._ask(".eps", self.tr("EPS (*.eps)"))

    def _ask(self, suffix: str, filters: str) -> None:
        try:
            self.text()
        except Problem as problem:
            self.context.messages.problem(problem)
            return
        name = safe_name(f"{self._name()} QR", "qr") + suffix
        self.ask_save(self.tr("Save the QR code"), name, filters, self._save)

    def _name(self) -> str:
        """What the code is about: the link's name, or the first of what it says (never a password)."""
        if self.says.chosen() == LINK:
            return self.shown.link.name if self.shown is not None else ""
        first = [text for name, text in list(self.says.values().items())[:2] if name != "password"]
        return " ".join(f"{self.says.kind.currentText()} {' '.join(first)}".split())[:60]

    @Slot(object)
    def _save(self, file: Path) -> None:
        self._write(file, force=False)

    def _write(self, file: Path, *, force: bool) -> None:
        try:
            work = partial(self.context.app.studio.qr, self.text(), file, self.style_(), force=force)
        except Problem as problem:
            self.context.messages.problem(problem)
            return
        self.context.jobs.write(work, self._written, self._refused)

    @Slot(object)
    def _written(self, artwork: Artwork) -> None:
        self.saved(artwork.file)

    @Slot(object)
    def _refused(self, problem: BaseException) -> None:
        self.refuse(problem, self.tr("Save anyway"), self._save_anyway)
        self._unready = problem if isinstance(problem, NotReady) else None

    @Slot()
    def _save_anyway(self) -> None:
        if self._unready is not None:
            self._write(self._unready.artworks[0].file, force=True)

    # --- clipboard ---------------------------------------------------------------------------------------------

    @Slot()
    def _copy(self) -> None:
        try:
            work = partial(_look, self.context.app.studio, self.text(), self.style_(), 0)
        except Problem as problem:
            self._no_preview(problem)
            return
        self.context.jobs.read(work, self._judge_copy, self._no_preview)

    @Slot(object)
    def _judge_copy(self, look: Look) -> None:
        self._copied = look
        if look.artwork.verdict is Verdict.RED:
            self.refuse(NotReady((look.artwork,)), self.tr("Copy anyway"), self._put_on_clipboard)
        else:
            self._put_on_clipboard()

    @Slot()
    def _put_on_clipboard(self) -> None:
        if self._copied is not None:
            QGuiApplication.clipboard().setImage(QImage.fromData(self._copied.png))
            self.context.messages.note(self.tr("QR code copied as a picture"))

    # --- many --------------------------------------------------------------------------------------------------

    @Slot()
    def _many(self) -> None:
        if self.shown is None:
            return
        try:
            dialog = ManyCodes(self.context, self.window(), self.shown.link, self.style_())
        except Problem as problem:
            self.context.messages.problem(problem)
            return
        dialog.made.connect(self._many_made)
        dialog.open()

    @Slot(object)
    def _many_made(self, result: BulkResult) -> None:
        self.saved(result.target)

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.level.set_value(recall("qr/level", Level.M))
        self.mm.setValue(recall_number("qr/mm", 30.0))
        self.distance.setValue(recall_number("qr/distance", 0.0))
        form = self.form
        form.add("says", self.tr("The code says"), self.says.kind)
        form.add_widget(self.says)
        form.add("level", self.tr("Error correction"), self.level, self.tr("More of it makes a denser code."))
        form.add_widget(self.advice)
        form.add_pair(("mm", self.tr("Size"), self.mm), ("distance", self.tr("Read from"), self.distance))
        self.looks.add_to(form)
        self.stage.addWidget(self.preview, 1)
        self.stage.addWidget(self.verdict)
        self.many = self.add_action(self.tr("Many codes…"), self._many)
        self.add_action(self.tr("Copy image"), self._copy, icon="copy")
        self.add_action(self.tr("EPS…"), self._save_eps)
        self.add_action(self.tr("PDF…"), self._save_pdf)
        self.add_action(self.tr("SVG…"), self._save_svg)
        self.add_action(self.tr("Save PNG…"), self._save_png, kind="primary", icon="download")

    def _levels(self) -> list[tuple[object, str]]:
        return [
            (Level.L, self.tr("L: 7 % may be damaged")),
            (Level.M, self.tr("M: 15 % may be damaged")),
            (Level.Q, self.tr("Q: 25 % may be damaged")),
            (Level.H, self.tr("H: 30 % may be damaged")),
        ]


def _look(studio: Studio, text: str, style: QrStyle, pixels: int) -> Look:
    """Runs on a worker thread.

    Args:
        studio: draws and reads.
        text: what the code says.
        style: what it looks like.
        pixels: about how wide the picture shall be; 0 for the style's own size.
    """
    artwork = studio.qr_check(text, style)
    advice = studio.qr_advice(text, style)
    if pixels:
        # Whole pixels a module: the picture may be up to a module a row wider than asked for.
        style = replace(style, mm=25.4, dpi=max(72, min(round(pixels * 0.86), 2400)))
    return Look(studio.qr_preview(text, style), artwork, advice)
