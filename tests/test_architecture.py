"""Rules about the source itself, with the standard library only."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "affiliate_desktop"
FILE_LINES, FUNCTION_LINES = 500, 60
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "misc", "common"}


def sources(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in sorted(folder.rglob("*.py")) if "__pycache__" not in file.parts)


def name(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


def tracked() -> list[Path]:
    """The files under version control, and those that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("not a git working tree")
    return [REPOSITORY / line for line in found.stdout.splitlines() if (REPOSITORY / line).is_file()]


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    long = {name(file): len(file.read_text("utf-8").splitlines()) for file in sources(PACKAGE, REPOSITORY / "tests")}
    assert {file: lines for file, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {}
    for file in sources(PACKAGE):
        in_migration = file.parent.name == "versions"  # a list of what is made, written once and never changed
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not in_migration:
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{name(file)}:{node.name}"] = lines
    assert long == {}


def test_modules_are_named_after_what_they_are() -> None:
    assert [name(file) for file in sources(PACKAGE) if file.stem in BANNED_NAMES] == []


def test_signals_are_connected_to_methods_that_can_be_let_go() -> None:
    found = []
    for file in sources(PACKAGE / "gui"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                partial = [arg for arg in node.args if isinstance(arg, ast.Call) and "partial" in ast.dump(arg.func)]
                if partial or any(isinstance(arg, ast.Lambda) for arg in node.args):
                    found.append(f"{name(file)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("affiliate_desktop.cli.main", ("PySide6", "sqlalchemy", "reportlab", "alembic", "babel")),
        ("affiliate_desktop.app", ("PySide6", "sqlalchemy", "reportlab", "alembic", "filelock")),
        ("affiliate_desktop.workspace.opening", ("PySide6", "alembic", "sqlalchemy.orm")),
    ],
)
def test_starting_imports_nothing_heavy(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {set(absent)!r}))"
    answer = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""


def test_no_column_keeps_money_or_anything_else_as_a_float() -> None:
    from sqlalchemy import Float, Numeric

    from affiliate_desktop.workspace.schema import metadata

    columns = [column for table in metadata.tables.values() for column in table.columns]
    assert len(columns) > 100
    assert [str(column) for column in columns if isinstance(column.type, Float | Numeric)] == []
    assert {str(column.type) for column in columns if column.name.endswith("_micro")} == {"BIGINT"}


def test_no_file_carries_the_address_of_a_machine_or_of_a_package_index() -> None:
    machine = re.compile(r"/(?:home|Users)/(?!u/|u\b|someone)[a-z][\w.-]*/|/root/|/work/|/tmp/[a-z]")
    index = re.compile(r"--(?:extra-)?index-url|--find-links|https?://[^\s/]*(?:pypi|artifactory|nexus|proxy)[^\s/]*/")
    found = []
    for file in tracked():
        if file.suffix in {".png", ".affiliate", ".xlsx", ".pdf", ".ico", ".icns", ".webp"} or file == Path(__file__):
            continue
        text = file.read_text("utf-8", "replace")
        found += [f"{name(file)}: {match[0]}" for match in machine.finditer(text)]
        if file.suffix in {".lock", ".toml", ".cfg", ".ini"} or file.name == "Makefile":
            found += [f"{name(file)}: {match[0]}" for match in index.finditer(text)]
    assert found == []
