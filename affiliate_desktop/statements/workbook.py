"""Workbooks (XLSX, XLS, ODS), taken apart by a child process with limited memory and time.

Before that the archive is inflated once in a stream, without keeping it: what its directory says about sizes may
be a lie. The child's answer is kept in a temporary file, so that rows can be looked at twice in little memory.
"""

import json
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.statements.encoding import Opener
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.packed import ARCHIVE_FAULTS, damaged, inflates_to, protected
from affiliate_desktop.statements.tables import Chunk, fit

MAX_ENTRIES = 2_000
WALL_SECONDS = 60
MAX_ANSWER = 1_500_000_000
_IN_MEMORY = 16_000_000

CHILD_FLAG = "--take-workbook-apart"
"""How a frozen program is told to be the child: its ``__main__`` runs ``workbook_child.main`` on this argument."""


class SheetTable:
    """One sheet of a workbook, read again from the child's answer each time."""

    def __init__(self, index: int, name: str, begin: int, rows: int, answer: IO[bytes], turn: threading.Lock) -> None:
        self.index = index
        self.name = name
        self._answer = answer
        self._begin = begin
        self._rows = rows
        self._turn = turn

    def size(self) -> int:
        """How many rows it has."""
        return self._rows

    def chunks(self) -> Iterator[Chunk]:
        """The rows from the first on."""
        place, line = self._begin, 1
        while True:
            with self._turn:
                self._answer.seek(place)
                frame = self._answer.readline()
                place = self._answer.tell()
            if not frame.startswith((b"[", b" [")):
                return
            rows: list[list[Cell]] = json.loads(frame)
            chunk = Chunk(list(range(line, line + len(rows))), rows)
            line += len(rows)
            yield fit(chunk) if frame.startswith(b" ") else chunk


def open_workbook(
    opener: Opener, size: int, kind: str, name: str, progress: Progress
) -> tuple[list[SheetTable], IO[bytes]]:
    """The sheets of a workbook, and the temporary file they read from, which the caller closes.

    Args:
        opener: opens its bytes.
        size: how many there are.
        kind: ``xlsx``, ``ods`` or ``xls``.
        name: of the file, for messages.
        progress: may cancel.

    Raises:
        BadInput: when it is damaged, protected, has no sheets, or asks for too much memory or time.
    """
    if kind != "xls":
        _check_archive(opener, size, name, progress)
    with opener() as file:
        content = file.read()
    answer = _answer_of_child(content, name, progress)
    try:
        sheets = _sheets(answer, name)
    except BaseException:
        answer.close()
        raise
    return sheets, answer


def child_command() -> list[str]:
    """What starts the child: this Python with the child's own file, or the frozen program with a flag."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-I", str(Path(__file__).with_name("workbook_child.py"))]


def _check_archive(opener: Opener, size: int, name: str, progress: Progress) -> None:
    total = 0
    try:
        with opener() as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, name)
            for entry in entries:
                with archive.open(entry) as member:
                    total = _inflate(member, total, size, name, progress)
            if "META-INF/manifest.xml" in archive.namelist():
                _check_manifest(archive.read("META-INF/manifest.xml"), name)
    except ARCHIVE_FAULTS as error:
        raise damaged(name) from error


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _too_much(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise protected(name)


def _check_manifest(manifest: bytes, name: str) -> None:
    """An OpenDocument file says here that it is encrypted."""
    if b"encryption-data" in manifest:
        raise protected(name)


def _inflate(member: IO[bytes], total: int, packed: int, name: str, progress: Progress) -> int:
    while block := member.read(1 << 20):
        progress.check()
        total += len(block)
        inflates_to(total, packed, name)
    return total


def _answer_of_child(content: bytes, name: str, progress: Progress) -> IO[bytes]:
    answer: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives with the sheets
    with subprocess.Popen(  # noqa: S603 - this very Python, with a file of ours
        child_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        timer = threading.Timer(WALL_SECONDS, child.kill)
        timer.start()
        feeder = threading.Thread(target=_feed, args=(child.stdin, content), daemon=True)
        feeder.start()
        try:
            _collect(child, answer, name, progress)
            child.wait()
        except BaseException:
            answer.close()
            raise
        finally:
            timer.cancel()
            if child.poll() is None:
                child.kill()
            feeder.join()
    if child.returncode != 0:
        answer.close()
        raise _too_much(name)
    return answer


def _feed(pipe: IO[bytes] | None, content: bytes) -> None:
    try:
        if pipe is not None:
            pipe.write(content)
            pipe.close()
    except OSError:
        return


def _collect(child: "subprocess.Popen[bytes]", answer: IO[bytes], name: str, progress: Progress) -> None:
    total = 0
    while child.stdout is not None and (block := child.stdout.read1(1 << 18)):  # type: ignore[attr-defined]
        progress.check()
        total += len(block)
        if total > MAX_ANSWER:
            raise _too_much(name)
        answer.write(block)


def _sheets(answer: IO[bytes], name: str) -> list[SheetTable]:
    answer.seek(0)
    turn = threading.Lock()
    heads: list[tuple[str, int]] = []
    counts: list[int] = []
    while line := answer.readline():
        if line.startswith(b"{"):
            head = json.loads(line)
            if "problem" in head:
                raise _problem(head["problem"], name)
            if "end" in head:
                filled = [(name, begin, rows) for (name, begin), rows in zip(heads, counts, strict=True) if rows]
                if not filled:
                    raise BadInput("no_sheets", "“{file}” has no sheet with cells.", file=name)
                return [SheetTable(index, *sheet, answer, turn) for index, sheet in enumerate(filled)]
            heads.append((str(head["name"]), answer.tell()))
            counts.append(0)
        else:
            counts[-1] += line.count(b"], [") + 1
    raise _too_much(name)


def _problem(code: str, name: str) -> BadInput:
    if code == "password":
        return protected(name)
    if code == "damaged":
        return damaged(name)
    return BadInput(
        "workbook_too_large",
        "“{file}” has more sheets, columns or cells than a statement can have; it was not read.",
        file=name,
    )


def _too_much(name: str) -> BadInput:
    return BadInput(
        "workbook_too_large",
        "“{file}” was refused: it asks for far more memory or time than a statement needs. Nothing was read.",
        file=name,
    )
