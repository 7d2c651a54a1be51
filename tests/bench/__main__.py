"""Runs every measurement here, prints one table and writes ``bench-output/results.md``.

``python -m tests.bench [NAME...]``: the named modules only, e.g. ``qr start``.
"""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from pkgutil import iter_modules
from statistics import median

from tests.bench.row import Row

FOLDER = Path(__file__).parent
OUTPUT = FOLDER.parents[1] / "bench-output" / "results.md"
HEADER = ("what", "ours", "spread", "beside", "theirs", "spread", "ratio", "goal", "met")


def measured(names: list[str]) -> Iterator[tuple[str, list[Row]]]:
    """Title and rows of each module, as soon as they are known."""
    for found in sorted(module.name for module in iter_modules([str(FOLDER)])):
        if found in {"__main__", "row"} or (names and found not in names):
            continue
        module = import_module(f"tests.bench.{found}")
        if hasattr(module, "TITLE"):
            print(f"{module.TITLE} ...", file=sys.stderr, flush=True)
            yield module.TITLE, module.measure()


def number(value: float) -> str:
    """Three significant digits."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def spread(samples: tuple[float, ...]) -> str:
    """The smallest and the largest sample."""
    return f"{number(min(samples))}..{number(max(samples))}" if samples else ""


def goal(row: Row) -> str:
    """The goal in words."""
    words = {"times": f"<= {number(row.goal)} x", "at most": f"<= {number(row.goal)} {row.unit}", "none": ""}
    return words[row.kind]


def cells(row: Row) -> tuple[str, ...]:
    """The row as text."""
    theirs = f"{number(median(row.theirs))} {row.unit}" if row.theirs else ""
    return (
        row.what,
        f"{number(median(row.ours))} {row.unit}",
        spread(row.ours),
        row.beside,
        theirs,
        spread(row.theirs),
        f"{row.ratio:.2f}" if row.ratio is not None else "",
        goal(row),
        {True: "yes", False: "no", None: ""}[row.met],
    )


def table(rows: list[Row]) -> str:
    """A Markdown table, its columns aligned so that it reads well in a terminal too."""
    lines = [HEADER, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    drawn = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def machine() -> str:
    """What it was measured on."""
    parts = (
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"{platform.python_implementation()} {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in ("PySide6-Essentials", "SQLAlchemy", "qrcode")),
    )
    return ", ".join(parts)


def main(names: list[str]) -> None:
    """Measures, prints, writes."""
    sections = [f"{machine()}\n"]
    for title, rows in measured(names):
        sections.append(f"### {title}\n\n{table(rows)}\n")
        print(f"\n{sections[-1]}", flush=True)
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text("\n".join(sections), encoding="utf-8")
    print(f"Written to {OUTPUT.relative_to(Path.cwd()) if OUTPUT.is_relative_to(Path.cwd()) else OUTPUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
