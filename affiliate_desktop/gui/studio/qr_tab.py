"""QR codes: level, size and colors, whether the code would scan, and files of it."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDoubleSpinBox
from typing_extensions import override

from affiliate_desktop.core.files import safe_name
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.fields import ChoiceBox
from affiliate_desktop.gui.links.rows import LinkRow
from affiliate_desktop.gui.parts import button
from affiliate_desktop.gui.studio.choices import recall, recall_number, remember
from affiliate_desktop.gui.studio.color_field import ColorField
from affiliate_desktop.gui.studio.preview import Preview
from affiliate_desktop.gui.studio.tab import StudioTab
from affiliate_desktop.gui.studio.verdict import VerdictView
from affiliate_desktop.studio.model import Artwork, Level, NotReady, QrStyle, Verdict
from affiliate_desktop.studio.service import Studio

SCREEN_EDGE = 520
"""Device-independent pixels of the largest preview; a code needs no more to be judged by eye."""


@dataclass(frozen=True)
class Look:
    """A code as it is shown, and what a reader says of it."""

    png: bytes
    artwork: Artwork


class QrTab(StudioTab):
    """Makes QR codes of a link."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._unready: NotReady | None = None
        self._copied: Look | None = None
        self.level = ChoiceBox(self._levels())
        self.mm = QDoubleSpinBox()
        self.mm.setRange(5, 2000)
        self.mm.setDecimals(1)
        self.mm.setSingleStep(5)
        self.mm.setSuffix(self.tr(" mm"))
        line = self.mm.lineEdit()
        if line is not None:
            line.setTextMargins(7, 0, 0, 0)
        self.dark = ColorField(context.theme, recall("qr/dark", "#000000"))
        self.light = ColorField(context.theme, recall("qr/light", "#ffffff"))
        self.swap = button(self.tr("Exchange the colors"), self._swap, kind="link")
        self.preview = Preview(context.theme, self.tr("Preview of the QR code"))
        self.verdict = VerdictView()
        self._build()
        self.restore_draft()
        self.form.edited.connect(self._remember)
        self.preview.resized.connect(self.look)

    def style_(self) -> QrStyle:
        """The code as the fields say."""
        level = Level(str(self.level.value()))
        return QrStyle(level=level, mm=self.mm.value(), dark=self.dark.color(), light=self.light.color())

    @override
    def draw(self, link: LinkRow) -> None:
        room = self.preview.room()
        pixels = min(room.width(), room.height(), round(SCREEN_EDGE * self.preview.devicePixelRatioF()))
        work = partial(_look, self.context.app.studio, link.link.url, self.style_(), pixels)
        self.context.jobs.read(work, self._show, self._no_preview)

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, look: Look) -> None:
        self.preview.show_image(look.png)
        self.verdict.show_artwork(look.artwork)

    @Slot(object)
    def _no_preview(self, problem: BaseException) -> None:
        self.verdict.say("")
        self.show_trouble(self.preview, problem)

    @Slot()
    def _remember(self) -> None:
        style = self.style_()
        for name, value in (("level", style.level), ("mm", style.mm), ("dark", style.dark), ("light", style.light)):
            remember(f"qr/{name}", str(value))

    @Slot()
    def _swap(self) -> None:
        dark, light = self.dark.text(), self.light.text()
        self.dark.setText(light)
        self.light.setText(dark)

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

    def _ask(self, suffix: str, filters: str) -> None:
        if self.shown is not None:
            name = safe_name(f"{self.shown.link.name} QR", "qr") + suffix
            self.ask_save(self.tr("Save the QR code"), name, filters, self._save)

    @Slot(object)
    def _save(self, file: Path) -> None:
        self._write(file, force=False)

    def _write(self, file: Path, *, force: bool) -> None:
        if self.shown is not None:
            work = partial(self.context.app.studio.qr, self.shown.link.url, file, self.style_(), force=force)
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
        if self.shown is not None:
            work = partial(_look, self.context.app.studio, self.shown.link.url, self.style_(), 0)
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

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.level.set_value(recall("qr/level", Level.M))
        self.mm.setValue(recall_number("qr/mm", 30.0))
        form = self.form
        form.add("level", self.tr("Error correction"), self.level, self.tr("More of it makes a denser code."))
        form.add("mm", self.tr("Size"), self.mm, self.tr("Printed width with the quiet zone around the code."))
        form.add_pair(("dark", self.tr("Code"), self.dark), ("light", self.tr("Background"), self.light))
        form.add_widget(self.swap)
        self.stage.addWidget(self.preview, 1)
        self.stage.addWidget(self.verdict)
        self.add_action(self.tr("Copy image"), self._copy, icon="copy")
        self.add_action(self.tr("Save PDF…"), self._save_pdf)
        self.add_action(self.tr("Save SVG…"), self._save_svg)
        self.add_action(self.tr("Save PNG…"), self._save_png, kind="primary", icon="download")

    def _levels(self) -> list[tuple[object, str]]:
        return [
            (Level.L, self.tr("L: 7 % may be damaged")),
            (Level.M, self.tr("M: 15 % may be damaged")),
            (Level.Q, self.tr("Q: 25 % may be damaged")),
            (Level.H, self.tr("H: 30 % may be damaged")),
        ]


def _look(studio: Studio, url: str, style: QrStyle, pixels: int) -> Look:
    """Runs on a worker thread.

    Args:
        studio: draws and reads.
        url: what the code says.
        style: what it looks like.
        pixels: about how wide the picture shall be; 0 for the style's own size.
    """
    artwork = studio.qr_check(url, style)
    if pixels:
        # Whole pixels a module: the picture may be up to a module a row wider than asked for.
        style = replace(style, mm=25.4, dpi=max(72, min(round(pixels * 0.86), 2400)))
    return Look(studio.qr_preview(url, style), artwork)
