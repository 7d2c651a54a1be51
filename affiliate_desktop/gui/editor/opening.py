"""Opening an editor: what it needs is read by a worker, then the window is shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from affiliate_desktop.app import App
from affiliate_desktop.core.resources import resource_folder
from affiliate_desktop.gui.context import Context
from affiliate_desktop.gui.editor.wearing import worn_brand
from affiliate_desktop.gui.studio.design_choice import DesignWanted
from affiliate_desktop.studio.frames import Design

if TYPE_CHECKING:
    from affiliate_desktop.gui.editor.editing import Opened


class EditorOpener(QObject):
    """Opens editors over a page and tells it when a design was saved.

    Args:
        context: the open workspace.
        page: the window that an editor belongs to is this widget's.
        on_saved: bound method of the page that gets the saved design.
    """

    def __init__(self, context: Context, page: QWidget, on_saved: Callable[[Design], object]) -> None:
        super().__init__(page)
        self._context, self._page, self._on_saved = context, page, on_saved

    @Slot(object)
    def open(self, wanted: DesignWanted) -> None:
        """Opens an editor."""
        self._context.jobs.read(partial(opened, self._context.app, wanted), self._show)

    @Slot(object)
    def _show(self, found: "Opened") -> None:
        from affiliate_desktop.gui.editor.window import EditorWindow

        window = EditorWindow(self._context, self._page.window(), found)
        window.saved.connect(self._on_saved)
        window.open()


def opened(app: App, wanted: DesignWanted) -> "Opened":
    """What an editor begins with. Runs on a worker thread.

    Raises:
        NotFound: when there is no such design or brand.
        BadInput: when a picture cannot be used.
    """
    from affiliate_desktop.gui.editor.editing import Draft, Opened
    from affiliate_desktop.studio.content import is_right_to_left
    from affiliate_desktop.studio.fonts import ensure_gui
    from affiliate_desktop.studio.pictures import decoded, open_picture
    from affiliate_desktop.studio.sample import sample_texts

    ensure_gui()
    design = app.designs.get(wanted.design)
    contents = app.designs.picture_contents(design)
    images = {name: decoded(content, name) for name, content in contents.items()}
    own = {name: text for name, text in wanted.texts.items() if text.strip()}
    if is_right_to_left(own.get("headline", "")):
        own = {}  # pages of such scripts are mirrored as they are painted; a design is drawn from left to right
    folder = resource_folder() / "sample"
    samples: dict[str, QImage] = {}
    for name, sample in (("picture", "picture.jpg"), ("logo", "logo.png")):
        samples[name] = open_picture(wanted.pictures.get(name) or folder / sample)
    given = {name for name, file in wanted.pictures.items() if file is not None}
    worn = worn_brand(app, wanted.brand, logo="logo" not in given) if wanted.brand else None
    left_out = frozenset(samples) - given - frozenset(worn.pictures if worn else ())
    texts = {**sample_texts(design), **own}
    return Opened(
        Draft(design, contents, images), app.designs.is_own(design.id), texts, samples, left_out, wanted.page, worn
    )
