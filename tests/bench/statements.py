"""A statement of 1,000,000 rows: import, import again, undo, memory, and whether the window still answers.

Each measurement runs in a process of its own, so that its peak memory is its own. ``AFFILIATE_BENCH_ROWS`` asks for
fewer rows, for a first look.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.importing import INSERT, MAPPING, workspace, write_with_ids
from tests.bench.row import Row, in_turn, peak_mb, seconds

TITLE = "Statement of a million rows"
ROWS = int(os.environ.get("AFFILIATE_BENCH_ROWS", "1000000"))
PEER_ROWS = min(ROWS, 100_000)
GOAL, MEMORY_MB, ANSWER_MS = 2.0, 150, 50
PASSES = 2
CHUNK = 10_000
_STATEMENT = """INSERT INTO statement (id, account_id, file, sha256, size, imported_at, rows, new, updated, unchanged,
  rejected) VALUES (1, 1, 'f', 'x', 1, '', 0, 0, 0, 0, 0)"""
_OBSERVATION = """INSERT INTO observation (statement_id, sheet, line, transaction_id, day, time, event, status,
  status_raw, currency, sale_micro, commission_micro, sub_id, product)
  VALUES (1, 0, ?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"""
_RULES = """skip 1
fields code,date,state,sale,amount,currency,sub,description
date-format %Y-%m-%d %H:%M:%S
account1 assets:receivable
account2 income:affiliate
"""


def converted(rows: Iterator[list[str]]) -> Iterator[tuple[Any, ...]]:
    """The floor's conversion: typed tuples, integer amounts, memoised days."""
    days: dict[str, str] = {}
    for key, moment, status, sale, commission, currency, sub_id, product in rows:
        day = days.get(moment[:10])
        if day is None:
            day = days[moment[:10]] = date.fromisoformat(moment[:10]).isoformat()
        state = "reversed" if status == "declined" else status
        yield (
            1,
            f"i:{key}",
            key,
            day,
            moment.replace(" ", "T"),
            "sale",
            state,
            status,
            currency,
            int(sale.replace(".", "")) * 10_000,
            int(commission.replace(".", "")) * 10_000,
            sub_id,
            product,
        )


def floor(file: Path, folder: Path) -> dict[str, float]:
    """csv.reader, conversion and one executemany from a generator into the same indexed table; nothing else."""
    with workspace(folder) as (app, _, _), closing(sqlite3.connect(app.workspace.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")

        def run() -> None:
            with file.open(encoding="utf-8", newline="") as text:
                reader = csv.reader(text)
                next(reader)
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(INSERT, converted(reader))
                raw.execute("COMMIT")

        return {"import": seconds(run)}


def floor_of_both(file: Path, folder: Path) -> dict[str, float]:
    """The same floor into both tables that an import fills: what was earned, and what the file said of it."""
    with workspace(folder) as (app, _, _), closing(sqlite3.connect(app.workspace.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")

        def run() -> None:
            with file.open(encoding="utf-8", newline="") as text:
                reader = csv.reader(text)
                next(reader)
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("INSERT INTO attachment VALUES ('x', 1, 'text/csv', 0, x'00')")
                raw.execute(_STATEMENT)
                rows, done = converted(reader), 0
                while chunk := list(islice(rows, CHUNK)):
                    raw.executemany(INSERT, chunk)
                    raw.executemany(_OBSERVATION, ((done + at, *row[3:]) for at, row in enumerate(chunk, 1)))
                    done += len(chunk)
                raw.execute("COMMIT")

        return {"import": seconds(run)}


def ours(file: Path, folder: Path) -> dict[str, float]:
    """The whole import, the same file again with another byte, and the undo of both; peak memory after each."""
    again = folder / "again.csv"
    shutil.copyfile(file, again)
    with again.open("ab") as out:
        out.write(b"\n")
    found: dict[str, float] = {}
    with workspace(folder) as (app, awin, _):
        statements = app.statements
        statements.profiles()
        found["import"] = seconds(lambda: statements.import_file(file, awin, column_map=MAPPING))
        found["memory"] = peak_mb()
        found["again"] = seconds(lambda: statements.import_file(again, awin, column_map=MAPPING))
        found["memory again"] = peak_mb()
        statements.undo(2)
        found["undo"] = seconds(lambda: statements.undo(1))
    again.unlink()
    return found


def beats(application: Any, begin: Callable[[], object]) -> dict[str, float]:
    """How long the event loop did not come round, at most and nearly always, from ``begin`` until it quits."""
    from PySide6.QtCore import QElapsedTimer, QTimer

    clock, beat = QElapsedTimer(), QTimer()
    gaps: list[float] = []

    def struck() -> None:
        gaps.append(clock.nsecsElapsed() / 1e6)
        clock.restart()

    beat.setInterval(1)
    beat.timeout.connect(struck)
    kept = begin()
    clock.start()
    beat.start()
    application.exec()
    beat.stop()
    del kept
    gaps.sort()
    return {"longest": gaps[-1], "nearly all": gaps[int(len(gaps) * 0.999)]}


def _application() -> Any:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from affiliate_desktop.gui.application import make_application, settle

    application = make_application()
    settle()
    return application


def heartbeat(file: Path, folder: Path) -> dict[str, float]:
    """The longest time that the window's event loop did not come round while an import ran on the writer."""
    application = _application()
    from affiliate_desktop.gui.application import settle
    from affiliate_desktop.gui.jobs import Jobs

    jobs = Jobs(application)
    with workspace(folder) as (app, awin, _):
        app.statements.profiles()
        settle()
        work = partial(app.statements.import_file, file, awin, column_map=MAPPING)
        found = beats(application, lambda: jobs.write(work, lambda _done: application.quit()))
        jobs.drain()
    return found


def idle(file: Path, folder: Path) -> dict[str, float]:
    """The same of a window with nothing to do, while a process of its own makes the import: what the machine takes."""
    application = _application()
    from PySide6.QtCore import QProcess

    def begin() -> QProcess:
        process = QProcess()
        process.finished.connect(application.quit)
        process.start(sys.executable, ["-m", "tests.bench.statements", "once", str(file), str(folder)])
        return process

    return beats(application, begin)


def once(file: Path, folder: Path) -> dict[str, float]:
    """One import."""
    with workspace(folder) as (app, awin, _):
        return {"import": seconds(lambda: app.statements.import_file(file, awin, column_map=MAPPING))}


def hledger(file: Path, folder: Path) -> dict[str, float]:
    """hledger's import of the same rows into an empty journal."""
    rules, journal = folder / "shop.rules", folder / "shop.journal"
    rules.write_text(_RULES, encoding="utf-8")
    journal.write_text("", encoding="utf-8")
    words = ["hledger", "-f", str(journal), "import", str(file), "--rules-file", str(rules)]
    return {"import": seconds(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))}


def beangulp(file: Path, folder: Path) -> dict[str, float]:
    """What beangulp's ``extract`` does with the same rows: read, looked through for duplicates, written to a file.

    Its command line leaves out files of more than 8 MB, so the steps are called one by one.
    """
    csvbase: Any = import_module("beangulp.importers.csvbase")
    extract: Any = import_module("beangulp.extract")

    columns = {
        "date": csvbase.Date("Date", "%Y-%m-%d %H:%M:%S"),
        "narration": csvbase.Column("Product"),
        "amount": csvbase.Amount("Commission"),
        "identify": lambda _self, _path: True,
    }
    importer_of = type(csvbase.Importer)("Importer", (csvbase.Importer,), columns)
    importer = importer_of("Income:Affiliate", "EUR")

    loader: Any = import_module("beancount.loader")
    ledger = folder / "shop.beancount"

    def run() -> None:
        entries = extract.extract_from_file(importer, str(file), [])
        importer.deduplicate(entries, [])
        with ledger.open("w", encoding="utf-8") as out:
            extract.print_extracted_entries([(str(file), entries, "Income:Affiliate", importer)], out)

    return {"import": seconds(run), "loaded": seconds(lambda: loader.load_file(str(ledger)))}


def apart(what: str, file: Path, folder: Path) -> dict[str, float]:
    """Runs one of the functions above in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.statements", what, str(file), str(folder)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> list[Row]:
    """The import beside the streaming floor, what follows from it, and peers on fewer rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "million.csv"
        write_with_ids(file, ROWS)
        mine: list[dict[str, float]] = []

        def whole() -> float:
            mine.append(apart("ours", file, folder))
            return mine[-1]["import"]

        first, least = in_turn(whole, lambda: apart("both", file, folder)["import"], PASSES)
        single = (apart("floor", file, folder)["import"],)
        silent = [(apart("heartbeat", file, folder), apart("idle", file, folder)) for _ in range(PASSES + 1)]
        peers = list(_peers(folder))
    measured = mine[1:]
    again, undo = (tuple(each[what] for each in measured) for what in ("again", "undo"))
    longest, stillness = (tuple(each["longest"] for each in side) for side in zip(*silent, strict=True))
    memory = tuple(max(each["memory"], each["memory again"]) for each in measured)
    return [
        Row(
            f"{ROWS:,} rows", first, "s", "csv.reader + conversion + executemany, the same tables", least, GOAL, "times"
        ),
        Row("the same", first, "s", "that into the table of transactions alone", single),
        Row("the same rows again", again, "s", "the first import", first, 1, "times"),
        Row("undo of it", undo, "s", "the import", first, 1, "times"),
        Row("peak memory of both imports", memory, "MB", "", (), MEMORY_MB, "at most"),
        Row("window: longest silence", longest, "ms", "", (), ANSWER_MS, "at most"),
        Row("the same", longest, "ms", "an idle window, while another process imports", stillness),
        Row("window: 999 of 1,000 beats", tuple(ours["nearly all"] for ours, _ in silent), "ms"),
        *peers,
    ]


def _peers(folder: Path) -> Iterator[Row]:
    """Other importers that are installed, on rows that they can take."""
    there = [
        name for name, found in (("hledger", shutil.which("hledger")), ("beangulp", find_spec("beangulp"))) if found
    ]
    if not there:
        return
    file = folder / "peers.csv"
    write_with_ids(file, PEER_ROWS)
    mine = (apart("ours", file, folder)["import"],)
    for name in there:
        theirs = apart(name, file, folder)
        yield Row(
            f"{PEER_ROWS:,} rows",
            mine,
            "s",
            f"{name}, into a ledger file of its own",
            (theirs["import"],),
            0.5,
            "times",
        )
        if "loaded" in theirs:
            whole = (theirs["import"] + theirs["loaded"],)
            yield Row("the same", mine, "s", f"{name}, and the ledger file read, as each question needs it", whole)


if __name__ == "__main__":
    jobs = {
        "ours": ours,
        "floor": floor,
        "both": floor_of_both,
        "heartbeat": heartbeat,
        "idle": idle,
        "once": once,
        "hledger": hledger,
        "beangulp": beangulp,
    }
    print(json.dumps(jobs[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
