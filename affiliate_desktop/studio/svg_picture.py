"""A user's SVG as pixels: taken apart and drawn by a limited child process, or refused with the reason."""

import subprocess
import sys
from pathlib import Path

from affiliate_desktop.core.problems import BadInput

CHILD_FLAG = "--draw-svg"
"""How a frozen program is told to be the child: its ``__main__`` runs ``svg_child.main`` on this argument."""
MAX_BYTES = 5_000_000
_WALL_SECONDS = 5
"""A hard stop on a machine that is busy; the child's own limit is 1 s of processor time for drawing."""

_REASONS = {
    "doctype": "it declares entities; save it as a plain SVG",
    "external": "it points to something outside of the file; embed it, or save the picture as PNG",
    "nested": "it repeats parts of itself far too often",
    "broken": "it is damaged or no SVG",
    "empty": "there is nothing in it",
}


def is_svg(content: bytes) -> bool:
    """Whether the content looks like an SVG; its file's name does not matter."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in content[:100_000].lower()


def drawn_svg(content: bytes, name: str) -> bytes:
    """The SVG as PNG with a see-through ground.

    Raises:
        BadInput: when it is refused, with the reason; nothing was fetched and nothing was run.
    """
    if len(content) > MAX_BYTES:
        raise _refused(name, f"it is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        child = subprocess.run(  # noqa: S603 - this very Python, with a file of ours
            child_command(), input=content, capture_output=True, timeout=_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(name, "it takes too long to draw") from error
    if child.returncode or not child.stdout:
        raise _refused(name, "it takes too much time or memory to draw")
    if child.stdout.startswith(b"P"):
        return child.stdout[1:]
    raise _refused(name, _REASONS.get(child.stdout[1:].decode(errors="replace"), _REASONS["broken"]))


def child_command() -> list[str]:
    """What starts the child: this Python with the child's own file, or the frozen program with a flag."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-I", str(Path(__file__).with_name("svg_child.py"))]


def _refused(name: str, reason: str) -> BadInput:
    return BadInput("svg_refused", "“{file}” cannot be used: {reason}.", file=name, reason=reason)
