"""The limited child process that looks at somebody's PDF; it is run by path, so it imports nothing of ours.

Reads a PDF from standard input. Its arguments are the page (from 0), the dpi and the most pixels; it writes one line
of JSON, ``{"pages": count, "width": points, "height": points, "dpi": dpi, "pixels": [columns, rows, bytes a row]}``,
and then the page's pixels, blue, green, red and a spare byte each. A PDF that cannot be opened is
``{"problem": "broken"}``. Memory and CPU time are limited before anything is read: a small file can hold a picture of
terabytes.
"""

import json
import sys

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20


def limit() -> None:
    """Takes away what no honest page needs; where the system has no limits the parent's time limit is left."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write_page(content: bytes, page: int, dpi: float, most: float) -> None:
    """Renders one page and writes it."""
    import pypdfium2

    out = sys.stdout.buffer
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        out.write(b'{"problem": "broken"}\n')
        return
    head: dict[str, object] = {"pages": len(document)}
    if page >= len(document):
        out.write(json.dumps(head).encode() + b"\n")
        return
    width, height = document.get_page_size(page)
    dpi = min(dpi, 72 * (most / max(width * height, 1e-6)) ** 0.5)
    bitmap = document[page].render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
    head |= {"width": width, "height": height, "dpi": dpi, "pixels": [bitmap.width, bitmap.height, bitmap.stride]}
    out.write(json.dumps(head).encode() + b"\n")
    out.write(bytes(bitmap.buffer))


def main(arguments: list[str]) -> int:
    """Reads, limits itself, answers."""
    limit()
    try:
        write_page(sys.stdin.buffer.read(), int(arguments[0]), float(arguments[1]), float(arguments[2]))
    except MemoryError:
        return 3
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
