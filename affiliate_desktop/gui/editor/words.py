"""What frames and their settings are called."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.studio.design import VARIABLE
from affiliate_desktop.studio.frames import TEXT_KINDS, Frame, FrameKind

translate = QCoreApplication.translate


def kind_name(kind: FrameKind) -> str:
    """A kind of frame in a word or two."""
    return {
        FrameKind.TEXT: translate("Editor", "Text"),
        FrameKind.DISCLOSURE: translate("Editor", "Disclosure"),
        FrameKind.PICTURE: translate("Editor", "Picture"),
        FrameKind.QR: translate("Editor", "QR code"),
        FrameKind.SHAPE: translate("Editor", "Shape"),
        FrameKind.LINE: translate("Editor", "Line"),
        FrameKind.GRADIENT: translate("Editor", "Gradient"),
        FrameKind.PART: translate("Editor", "Repeated part"),
    }[kind]


def frame_name(frame: Frame) -> str:
    """What a frame is called: its own name, else its kind and what it holds; a variable by what it stands for."""
    if frame.name:
        return frame.name
    kind = kind_name(frame.kind)
    content = " ".join(frame.content.split())
    if frame.kind in TEXT_KINDS and content:
        return _text_name(content)
    return f"{kind} · {content}" if content and frame.kind in {FrameKind.PICTURE, FrameKind.PART} else kind


def _text_name(content: str) -> str:
    """A text as it is written; one that is a single variable by the variable's name."""
    only = VARIABLE.fullmatch(content)
    if only is None:
        return content
    name = only.group(1)
    known = {
        "cta": translate("Editor", "Call to action"),
        "link": translate("Editor", "Shown link"),
        "link.code": translate("Editor", "Click reference"),
        "code": translate("Editor", "Voucher code"),
    }
    return known.get(name, name.replace(".", " ").replace("_", " ").capitalize())
