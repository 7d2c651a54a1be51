"""What a design may say beyond each value by itself: places within a picture, pictures it has, pages that can be made.

Files are held to it when they are read, and the user's own when they are saved; what the workspace keeps already is
shown as it is.
"""

from collections.abc import Iterator

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.frames import Design, Frame, FrameKind

CODES = ("link",)
"""Names of codes that a page can show."""
YOURS = ("picture", "logo")
"""Pictures that whoever uses a design brings along."""
_LEAST_MM, _MOST_MM, _MOST_M2, _MOST_BLEED_MM = 5, 1500, 1.01, 20
"""Up to A0, which is a square meter: larger pages cannot be rendered whole at print resolution to prove them."""
_NEAR = 1e-6


def check_sense(design: Design, where: str) -> None:
    """Refuses what could not be drawn as it is said.

    Args:
        design: as it was read.
        where: what problems call it.

    Raises:
        BadInput: naming the place.
    """
    for place, reason in (*_page(design), *_frames(design)):
        raise BadInput(
            "bad_design", "The design cannot be used ({where}): {reason}.", where=f"{where}, {place}", reason=reason
        )


def _page(design: Design) -> Iterator[tuple[str, str]]:
    page = design.page
    if design.kind == "banner":
        return
    if page.fixed:
        edges = page.width, page.height
        if not _LEAST_MM <= min(edges) <= max(edges) <= _MOST_MM or page.width * page.height > _MOST_M2 * 1e6:
            yield "format", f"a page has edges of {_LEAST_MM} to {_MOST_MM} mm and a square meter at most, as A0 has"
    if page.bleed > _MOST_BLEED_MM:
        yield "format, bleed", f"is from 0 to {_MOST_BLEED_MM}"


def _frames(design: Design) -> Iterator[tuple[str, str]]:
    lists = {**design.variants, **{f"part.{name}": frames for name, frames in design.parts.items()}}
    for name, frames in lists.items():
        for number, frame in enumerate(frames, 1):
            for key, reason in _frame(frame, design):
                yield f"{name} {number}, {key}", reason


def _frame(frame: Frame, design: Design) -> Iterator[tuple[str, str]]:
    if min(frame.box[2:]) < 0:
        yield "box", "width and height are not negative"
    left, top, width, height = frame.crop
    if min(left, top) < -_NEAR or min(width, height) <= 0 or max(left + width, top + height) > 1 + _NEAR:
        yield "crop", "left, top, width and height of a part within the picture are needed, from 0 to 1"
    if not all(0 <= share <= 1 for share in frame.focal):
        yield "focal", "is from 0 to 1"
    if abs(frame.lean) > 1:
        yield "lean", "is from -1 to 1"
    known = {FrameKind.QR: CODES, FrameKind.PICTURE: (*YOURS, *design.pictures)}.get(frame.kind)
    if known is not None and frame.content not in known:
        yield "content", f"there is no “{frame.content[:40]}” to show; it is one of {', '.join(known)}"
