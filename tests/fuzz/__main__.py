"""``python -m tests.fuzz [SECONDS] [TARGET...]``: atheris on each target; its finds are kept in ``tests/fuzz/finds``.

A find is a file whose name begins with that of its target. It stays in the repository, and the suite runs it, once what
it showed has been mended.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
FIXTURES = FOLDER.parent / "fixtures" / "statements"


def fuzz(name: str, seconds: int) -> None:
    """Never returns: the fuzzer ends the process, with 0 where it found nothing."""
    import atheris

    with atheris.instrument_imports(include=["affiliate_desktop.statements"]):
        from tests.fuzz.readers import run
    with tempfile.TemporaryDirectory() as corpus:
        files = (file for file in FIXTURES.rglob("*") if not file.name.endswith(".expected.json"))
        seeds = [file for file in files if file.suffix in {".csv", ".tsv", ".txt", ".json"}]
        for number, file in enumerate(seeds):
            (Path(corpus) / f"{number}").write_bytes(file.read_bytes()[:4000])
        found = f"-artifact_prefix={FOLDER / 'finds' / name}-"
        atheris.Setup(
            [
                sys.argv[0],
                corpus,
                f"-max_total_time={seconds}",
                "-max_len=4096",
                "-timeout=20",
                "-rss_limit_mb=1024",
                found,
            ],
            lambda content: run(name, content),
        )
        atheris.Fuzz()


def main() -> int:
    """Runs the targets one after the other, each in a process of its own."""
    words = sys.argv[1:]
    if words[:1] == ["--one"]:
        fuzz(words[1], int(words[2]))
    from tests.fuzz.readers import TARGETS

    seconds = int(words.pop(0)) if words and words[0].isdecimal() else 60
    (FOLDER / "finds").mkdir(exist_ok=True)
    failed = []
    for name in words or TARGETS:
        print(f"--- {name}, {seconds} s", flush=True)
        command = [sys.executable, "-m", "tests.fuzz", "--one", name, str(seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "Nothing found.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
