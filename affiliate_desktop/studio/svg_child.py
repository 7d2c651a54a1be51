"""The limited child process that turns a user's SVG into pixels; it is run by path, so it imports nothing of ours.

Reads the SVG from standard input. Writes to standard output ``P`` and a PNG, or ``R`` and a word for why it is refused:
``doctype``, ``external``, ``nested``, ``broken``, ``empty``. Memory and processor time are limited before anything is
drawn. Scripts are never run: Qt's renderer knows none. Nothing is fetched: what points outside of the file is refused
before Qt sees it.
"""

import os
import re
import sys
from xml.parsers import expat

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 1
EDGE = 1600
"""Pixels of the longer edge."""
MOST_ELEMENTS = 40_000
"""Drawn elements, those that ``use`` repeats counted each time."""
MOST_DEPTH = 200
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*([^)'\"\s]*)", re.IGNORECASE)
_INLINE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);", re.IGNORECASE)


class Refused(Exception):
    """Why a file is not drawn, in one word."""


class _Reader:
    """Checks a file while it is parsed, and counts what will be drawn."""

    def __init__(self) -> None:
        self.elements: list[tuple[int, str]] = []
        """Of each element: its place in the tree's depth, and the id that it uses."""
        self.ids: dict[str, int] = {}
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            raise Refused("doctype")

    def _instruction(self, target: str, data: str) -> None:
        if "stylesheet" in target or "href" in data:
            raise Refused("external")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH or len(self.elements) > MOST_ELEMENTS:
            raise Refused("nested")
        used = ""
        for key, value in attributes.items():
            word = key.rpartition(" ")[2].lower()
            if word in {"href", "src"}:
                used = _checked(value, image=name.endswith("image"))
            elif word == "id":
                self.ids.setdefault(value, len(self.elements))
            _check_style(value)
        self.elements.append((self.depth, used if name.endswith(" use") or name == "use" else ""))

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _text(self, text: str) -> None:
        _check_style(text)
        if "@import" in text.lower():
            raise Refused("external")

    def drawn(self) -> int:
        """Elements that are drawn, with those that are used again; refused when they are too many or go in circles."""
        known: dict[int, int] = {}

        def count(place: int, above: frozenset[int]) -> int:
            if place in above or len(above) > MOST_DEPTH:
                raise Refused("nested")
            if place not in known:
                total, depth = 1, self.elements[place][0]
                inside = place
                while inside < len(self.elements) and (inside == place or self.elements[inside][0] > depth):
                    used = self.elements[inside][1]
                    total += 1
                    if used in self.ids:
                        total += count(self.ids[used], above | {place})
                    if total > MOST_ELEMENTS:
                        raise Refused("nested")
                    inside += 1
                known[place] = total
            return known[place]

        return count(0, frozenset()) if self.elements else 0


def _checked(value: str, *, image: bool) -> str:
    """The id that a reference names; a picture within the file is let through, everything else is refused."""
    value = value.strip()
    if value.startswith("#") or not value:
        return value[1:]
    if image and _INLINE.match(value):
        return ""
    raise Refused("external")


def _check_style(text: str) -> None:
    for target in _REFERENCE.findall(text):
        if not target.startswith("#"):
            raise Refused("external")


def check(content: bytes) -> None:
    """Refuses what points outside, grows beyond measure, or is no SVG."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - expat's own
        if not reader.drawn():
            raise Refused("empty")
    except (expat.ExpatError, ValueError, RecursionError) as error:
        raise Refused("broken") from error


def limit() -> None:
    """Takes away memory and time, where the system can; the parent's own limit is left elsewhere."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, spent + CPU_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(content: bytes) -> bytes:
    """The SVG as PNG on a see-through ground, at most ``EDGE`` pixels an edge."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["svg"])
    renderer = QSvgRenderer(QByteArray(content))
    size = renderer.viewBoxF().size().toSize() if renderer.viewBoxF().isValid() else renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise Refused("broken")
    size = size.scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(max(1, size.width()), max(1, size.height()), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    application.quit()
    return bytes(data.data())


def main() -> int:
    """Reads, limits itself, answers."""
    content = sys.stdin.buffer.read()
    limit()
    try:
        check(content)
        answer = b"P" + drawn(content)
    except Refused as refused:
        answer = b"R" + str(refused).encode()
    except MemoryError:
        return 3
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
