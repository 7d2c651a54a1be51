"""A banner as an HTML5 zip, as ad servers take it: a page, the standing picture, and what is faded in over it."""

import json
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from affiliate_desktop.core.files import zip_entry
from affiliate_desktop.studio.png import within_weight
from affiliate_desktop.studio.raster import Made, jpeg, pillow, too_heavy

_SHARES = (0.9, 0.5, 0.3, 0.2)
"""Of the ceiling that each picture may have, tried in turn."""
_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="ad.size" content="width={width},height={height}">
<style>
html, body {{ margin: 0; }}
a {{ display: block; position: relative; width: {width}px; height: {height}px; overflow: hidden; }}
img {{ position: absolute; }}
.in {{ opacity: 0; animation: in .5s ease-out forwards; }}
@keyframes in {{ to {{ opacity: 1; }} }}
@media (prefers-reduced-motion: reduce) {{ .in {{ animation-duration: 1ms; animation-delay: 0s !important; }} }}
</style>
<script>var clickTag = {url};</script>
</head>
<body>
<a href="javascript:void(window.open(window.clickTag))" rel="sponsored nofollow noopener" aria-label="{title}">
{pictures}
</a>
</body>
</html>
"""


def html5(
    frames: Sequence[QImage], delays: Sequence[int], url: str, title: str, max_kb: int | None, scale: int
) -> Made:
    """The zip.

    Args:
        frames: how the banner builds up; the last one is the whole.
        delays: milliseconds after which each frame after the first is faded in.
        url: where a click leads; ad servers set their own in its place.
        title: alternative text.
        max_kb: ceiling of the zip.
        scale: device pixels a CSS pixel.
    """
    content = b""
    for share in _SHARES:
        most = None if max_kb is None else round(max_kb * share / len(frames)) or 1
        content, notes = _packed(frames, delays, url, title, most, scale)
        if max_kb is None or len(content) <= max_kb * 1000:
            return content, notes
    return content, (too_heavy(content, max_kb or 0),)


def _packed(
    frames: Sequence[QImage], delays: Sequence[int], url: str, title: str, most: int | None, scale: int
) -> Made:
    files: dict[str, bytes] = {}
    tags, notes = [], []
    for number, frame in enumerate(frames):
        area = frame.rect() if number == 0 else changed_area(frames[number - 1], frame)
        if area.isEmpty():
            continue
        part = frame.copy(area)
        packed, told = min(within_weight(part, most), jpeg(part, most), key=lambda made: len(made[0]))
        name = f"{number}.{'png' if packed.startswith(bytes([0x89])) else 'jpg'}"
        files[name] = packed
        notes += [f"{name}: {note}" for note in told]
        place = f"left:{area.x() / scale:g}px;top:{area.y() / scale:g}px;width:{area.width() / scale:g}px"
        delay = f";animation-delay:{delays[number - 1]}ms" if number else ""
        kind = ' class="in"' if number else ""
        tags.append(f'<img{kind} src="{name}" alt="" style="{place}{delay}">')
    width, height = frames[0].width() // scale, frames[0].height() // scale
    address = json.dumps(url).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    values = {"title": escape(" ".join(title.split())), "url": address, "pictures": "\n".join(tags)}
    files["index.html"] = _PAGE.format(width=width, height=height, **values).encode()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zip_entry(name), content)
    return file.getvalue(), tuple(notes)


def changed_area(before: QImage, after: QImage) -> QRect:
    """The smallest rectangle outside of which two pictures of one size are the same; empty when they are equal."""
    from PIL import ImageChops

    box = ImageChops.difference(pillow(before), pillow(after)).getbbox()
    return QRect(box[0], box[1], box[2] - box[0], box[3] - box[1]) if box else QRect()
