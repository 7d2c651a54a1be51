"""Numbered flyers, made on a worker: the copies of the link are kept once every code was read."""

from pathlib import Path

from affiliate_desktop.app import App
from affiliate_desktop.core.changes import Changes, Done
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.links.model import Link
from affiliate_desktop.studio.model import Artwork, FlyerText, Paper, PrintOptions


def make_numbered(
    app: App,
    link: Link,
    count: int,
    asked: tuple[FlyerText, Paper, PrintOptions],
    file: Path,
    progress: Progress,
    *,
    force: bool,
) -> Done[Artwork]:
    """Makes one PDF with a page for each of some new copies of a link; answers with what that changed.

    Raises:
        NotReady: when a code would not scan and ``force`` is not given; nothing was written or kept.
    """
    drafts = app.links.draft_copies(link.id, count)
    text, paper, options = asked
    changes: list[Changes] = []

    def keep() -> None:
        changes.append(app.links.keep_copies(drafts).changes)

    artwork = app.studio.flyers(drafts, text, paper, file, options, proven=keep, progress=progress, force=force)
    return Done(artwork, changes[0])
