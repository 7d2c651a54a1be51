"""What the tests of this room share: fingerprints of files and of rows, a filled workspace, other processes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affiliate_desktop.core.clock import Clock
from affiliate_desktop.workspace import attachments, schema
from affiliate_desktop.workspace.file import Workspace
from affiliate_desktop.workspace.opening import open_or_create

REPOSITORY = Path(__file__).resolve().parents[2]
NOBODY = 65534


def files_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Content and time of change of each file below a folder."""
    return {
        str(file.relative_to(folder)): (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def rows_of(workspace: Workspace, *, history: bool = False) -> dict[str, str]:
    """A hash of all rows of each table; without the history unless asked."""
    hashes = {}
    with workspace.read() as connection:
        for name in schema.metadata.tables:
            if history or not name.startswith("change"):
                rows = connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1, 2').all()
                hashes[name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return hashes


def filled(path: Path, clock: Clock, campaigns: int = 5) -> Workspace:
    """An open workspace with something of everything that references something."""
    workspace = open_or_create(path, clock)
    with workspace.edit("Fill") as edit:
        account = edit.insert(schema.account, {"name": "Shop", "network": "amazon", "created_at": "2026"})
        program = edit.insert(schema.program, {"account_id": account, "name": "Shop"})
        for number in range(campaigns):
            campaign = edit.insert(schema.campaign, {"name": f"Campaign {number} ü", "created_at": "2026"})
            edit.insert(schema.campaign_program, {"campaign_id": campaign, "program_id": program})
    with workspace.write() as connection:
        sha256 = attachments.put(connection, b"Date,Amount\n" * 2000, "text/csv")
        connection.execute(
            schema.statement.insert().values(
                account_id=account, file="a.csv", sha256=sha256, size=24_000, imported_at="2026", rows=1,
                new=1, updated=0, unchanged=0, rejected=0,
            )
        )  # fmt: skip
    return workspace


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process that runs Python code with the program importable."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def no_writing(*places: Path) -> Iterator[None]:
    """Files and folders that can be read only, also where the tests run as root."""
    modes = {place: place.stat().st_mode for place in places}
    opened = {folder: folder.stat().st_mode for place in places for folder in place.parents if _is_private(folder)}
    for folder, mode in opened.items():
        folder.chmod(mode | 0o055)
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for place, mode in (modes | opened).items():
            place.chmod(mode)


def _is_private(folder: Path) -> bool:
    state = folder.stat()
    return state.st_uid == os.getuid() and state.st_mode & 0o005 != 0o005
