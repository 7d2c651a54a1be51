"""Statements that were spoiled at random, through everything that is done with a file; whatever becomes of them, the
counts agree, every row is listed once, and undo leaves nothing."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.programs.model import Account
from affiliate_desktop.statements.file_rows_model import FileRow, RowQuery, RowResult, RowSort
from affiliate_desktop.statements.model import ColumnMap, ImportReport
from affiliate_desktop.statements.retrying import StatusesUnclear
from tests.statements.files import FIXTURES

SOUND = sorted(
    file
    for file in FIXTURES.rglob("*")
    if file.suffix in {".csv", ".tsv", ".txt", ".json"} and not file.name.endswith(".expected.json")
)
TOKENS = (
    [each.encode() for each in (",", ";", "\t", "\n", "\r\n", '"', '""', "\0", "\ufeff", "-", "(1)", "1.234,56", "€")]
    + [each.encode() for each in ("2026-02-30", "01/02/2026", "soon", "NaN", "1e9", "=1+1", "9" * 25, "\x1b[2J", "{x}")]
    + [b"\xff\xfe", b"\xc4", b"Total", b"refunded", b"{", b"]", b"null"]
)


def spoiled(dice: random.Random, content: bytes) -> bytes:
    """The file with some bytes, cells and lines put in, left out or in another place."""
    for _ in range(dice.choice([1, 1, 2, 3, 5, 10])):
        at = dice.randrange(len(content) + 1)
        to = at + dice.randrange(1, 60)
        lines = content.split(b"\n")
        one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        match dice.randrange(5):
            case 0:
                content = content[:at] + dice.choice(TOKENS) + content[at:]
            case 1:
                content = content[:at] + content[to:]
            case 2:
                content = content[:to] + content[at:]
            case 3:
                lines[one], lines[other] = lines[other], lines[one]
                content = b"\n".join(lines)
            case _:
                cells = lines[one].split(b",")
                cells[dice.randrange(len(cells))] = dice.choice(TOKENS)
                lines.insert(other, b",".join(cells))
                content = b"\n".join(lines)
    return content


class Clumsy:
    """Somebody who imports whatever comes.

    Args:
        app: the services.
        dice: decides.
        file: where the spoiled file is written; its name has no suffix yet.
    """

    def __init__(self, app: App, dice: random.Random, file: Path) -> None:
        self._app, self._dice, self._file = app, dice, file
        self._accounts: dict[str, int] = {}
        self.imported = 0
        self.refused: list[str] = []

    def take(self, sound: Path) -> None:
        """Spoils a file and does everything with it; being refused in words is fine."""
        path = self._file.with_suffix(sound.suffix)
        path.write_bytes(spoiled(self._dice, sound.read_bytes()))
        try:
            network, columns = self._look(path)
            account = self._account(network)
            rehearsed = self._app.statements.preview(path, account, column_map=columns, asking=True)
            report = self._app.statements.import_file(path, account, column_map=columns)
        except BadInput as problem:
            self.refused.append(str(problem))
            return
        self.imported += 1
        if report.id is not None and not report.known:
            self._check(rehearsed, report, report.id)

    def undo_all(self) -> None:
        """Takes all imports back."""
        for each in self._app.statements.list():
            self._app.statements.undo(each.id)

    def _look(self, path: Path) -> tuple[str, ColumnMap | None]:
        network = self._app.statements.identify(path).network
        if network:
            return network, None
        columns = self._app.trials.look(path).suggested
        self._app.trials.run(path, columns)
        return "utm", columns

    def _account(self, network: str) -> int:
        if network not in self._accounts:
            made = self._app.programs.add_account(Account(network, network, currency="USD")).value
            self._accounts[network] = made.id
        return self._accounts[network]

    def _check(self, rehearsed: ImportReport, report: ImportReport, key: int) -> None:
        counts = [
            (each.rows, each.new, each.updated, each.unchanged, len(each.rejected), each.totals)
            for each in (rehearsed, report)
        ]
        assert counts[0] == counts[1]
        assert report.rows == report.new + report.updated + report.unchanged + len(report.rejected)
        if report.visits is None:
            rows = self._rows(key)
            assert len(rows) == report.rows == len({row.place for row in rows})
            assert sum(row.result == RowResult.REJECTED for row in rows) == len(report.rejected)
        for row in report.rejected[:3]:
            assert self._app.statements.row(key, row.sheet, row.line).line == row.line
        with suppress(StatusesUnclear):
            self._app.statements.retry(key, asking=True)
        if self._dice.random() < 0.6:
            self._app.statements.undo(key)

    def _rows(self, key: int) -> list[FileRow]:
        query = RowQuery(key, sort=self._dice.choice(list(RowSort)), descending=self._dice.random() < 0.5)
        page = self._app.file_rows.page(query, limit=7)
        rows = list(page.rows)
        while page.after is not None:
            page = self._app.file_rows.page(query, after=page.after, limit=self._dice.choice([1, 50]))
            rows += page.rows
        return rows


def import_spoiled(app: App, folder: Path, seed: int, files: int) -> None:
    """Imports spoiled files, and takes all back."""
    dice = random.Random(seed)
    clumsy = Clumsy(app, dice, folder / "spoiled")
    for _ in range(files):
        clumsy.take(dice.choice(SOUND))
    assert clumsy.imported > files // 10
    assert all(len(each) > 10 for each in clumsy.refused)
    clumsy.undo_all()
    assert app.ledger.count() == 0
    assert app.statements.list() == ()


def test_spoiled_files_are_read_or_refused_and_undone(app: App, tmp_path: Path) -> None:
    import_spoiled(app, tmp_path, seed=1, files=20)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_spoiled_files_are_read_or_refused_and_undone(app: App, tmp_path: Path, seed: int) -> None:
    import_spoiled(app, tmp_path, seed=seed, files=250)
