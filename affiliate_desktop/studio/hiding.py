"""What a page lacks because frames are hidden that others rely on: its code, and the disclosure that law asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.content import is_shown, names_in
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.sheet import Sheet

_DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a page lacks, in words, and the hidden frame that would show it."""

    words: str
    frame: Frame


def missing_by_hiding(frames: Sequence[Frame], sheet: Sheet) -> tuple[Missing, ...]:
    """The disclosure and the codes that no frame of the page shows, but a hidden one would."""
    if not any(frame.hidden for frame in (*frames, *(each for part in sheet.parts.values() for each in part))):
        return ()
    lost: dict[str, Frame] = {}
    shown: set[str] = set()
    for frame, hidden in _flat(frames, sheet):
        names = [name for name in _essentials(frame) if sheet.has(name)]
        if hidden:
            lost |= {name: lost.get(name, frame) for name in names}
        elif is_shown(frame, sheet):
            shown.update(names)
    return tuple(Missing(_words(name, frame), frame) for name, frame in lost.items() if name not in shown)


def without_code(design_id: str) -> BadInput:
    """Why nothing is made of a design that shows no code, by itself or because its layer is hidden."""
    words = "The design “{id}” shows no code; give it a place for one, or show its layer."
    return BadInput("design_without_code", words, id=design_id)


def _flat(frames: Sequence[Frame], sheet: Sheet) -> Iterator[tuple[Frame, bool]]:
    """Each frame, those of parts too, and whether it is hidden, by itself or with its part."""
    for frame in frames:
        yield frame, frame.hidden
        if frame.kind is FrameKind.PART:
            yield from ((each, frame.hidden or each.hidden) for each in sheet.parts.get(frame.content, ()))


def _essentials(frame: Frame) -> tuple[str, ...]:
    """The code that a frame shows, or the disclosure."""
    if frame.kind is FrameKind.QR:
        return (frame.content,)
    if frame.kind is FrameKind.DISCLOSURE and not frame.content:
        return (_DISCLOSURE,)
    disclosing = frame.kind in TEXT_KINDS and _DISCLOSURE in names_in(frame.content)
    return (_DISCLOSURE,) if disclosing else ()


def _words(name: str, frame: Frame) -> str:
    layer = f"the layer “{frame.name}”" if frame.name else "its layer"
    if name == _DISCLOSURE:
        return f"The disclosure is not on the page, as {layer} is hidden; law asks for it beside affiliate links."
    return f"The QR code is not on the page, as {layer} is hidden."
