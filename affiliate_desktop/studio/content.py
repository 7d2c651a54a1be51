"""What frames hold on a page: their text with the variables filled in, and whether they are there at all."""

import unicodedata
from functools import lru_cache

from affiliate_desktop.studio.design import VARIABLE
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind
from affiliate_desktop.studio.sheet import Sheet


def is_shown(frame: Frame, sheet: Sheet) -> bool:
    """Whether a frame is not hidden, has something to show, and what it depends on is there."""
    if frame.hidden or (frame.when and not all(map(sheet.has, frame.when.split()))):
        return False
    if frame.unless and any(map(sheet.has, frame.unless.split())):
        return False
    if frame.kind in TEXT_KINDS:
        return bool(text_of(frame, sheet))
    if frame.kind is FrameKind.PICTURE:
        return frame.content in sheet.pictures
    if frame.kind is FrameKind.QR:
        return frame.content in sheet.codes
    return frame.opacity > 0


def text_of(frame: Frame, sheet: Sheet) -> str:
    """The frame's text with its variables filled in; a line that holds only empty variables is left out."""
    content = frame.content
    if frame.kind is FrameKind.DISCLOSURE and not content:
        content = "{disclosure}"
    lines = [_filled(line, sheet) for line in content.split("\n")]
    text = clean("\n".join([line for line in lines if line is not None]))
    return text.upper() if frame.capitals else text


def _filled(line: str, sheet: Sheet) -> str | None:
    names = names_in(line)
    if not names:
        return line
    if not any(sheet.texts.get(name, "").strip() for name in names):
        return None
    if line == f"{{{names[0]}}}":
        return sheet.texts.get(names[0], "")
    return VARIABLE.sub(lambda match: sheet.texts.get(match[1], ""), line)


@lru_cache(maxsize=1024)
def names_in(line: str) -> tuple[str, ...]:
    """The variables that a text names."""
    return tuple(VARIABLE.findall(line))


@lru_cache(maxsize=2048)
def clean(text: str) -> str:
    """Line feeds stay; other control characters become blanks, halves of characters the replacement character."""
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text).strip()


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is Hebrew, Arabic or the like (Unicode TR 9, rule P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in strong if direction in {"L", "R", "AL"}), "L") != "L"
