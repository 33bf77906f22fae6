"""The store under real processes: two windows at once, and windows that are killed while they write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

from tinydb import TinyDB

from annotations.model import Change, Edit
from annotations.store import Store
from tests.annotations.conftest import make_annotation, uuid_of

ROUNDS, WRITERS = 15, 2
"""Thirty kills in all."""

INSERTING = """
import sys
from pathlib import Path
from annotations.model import Change, Edit
from annotations.store import Store
from tests.annotations.conftest import make_annotation
path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store = Store.open(path)
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + count):
    store.apply(Change("added", (Edit(None, make_annotation(number)),)))
    print(number, flush=True)
"""


def inserter(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    """A process that adds annotations and prints the number of each one when it is durable."""
    command = [sys.executable, "-c", INSERTING, str(path), str(first), str(count)]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert output(process).readline() == "ready\n"
    return process


def output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_windows_lose_nothing_of_each_other(path: Path) -> None:
    windows = [inserter(path, first, 50) for first in (0, 1000)]
    for window in windows:
        start(window)
    for window in windows:
        window.communicate(timeout=60)
        assert window.returncode == 0
    expected = {uuid_of(first + n) for first in (0, 1000) for n in range(50)}
    assert {a.id for a in Store.open(path).everything()} == expected


def test_killed_windows_lose_nothing_that_was_acknowledged(path: Path) -> None:
    """Every other round kills as soon as a half-written file is seen, the others just after an acknowledgement."""
    Store.open(path).apply(
        Change("added", tuple(Edit(None, make_annotation(number, note="x" * 500)) for number in range(200)))
    )
    temp = path.with_name(f".{path.name}.newsreader.tmp")
    acknowledged = set(range(200))
    for round_ in range(ROUNDS):
        windows = [inserter(path, 1_000_000 * (i + 1) + 10_000 * round_, 10_000) for i in range(WRITERS)]
        for window in windows:
            start(window)
        for window in windows:
            acknowledged.update(int(output(window).readline()) for _ in range(1 + round_ % 4))
            while round_ % 2 and not temp.exists():
                assert window.poll() is None
            window.kill()
        for window in windows:
            # What was printed before the kill was durable before it was printed; a torn last line was not.
            rest = window.communicate(timeout=60)[0]
            acknowledged.update(int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n"))
        with TinyDB(path) as db:
            found = {doc["id"] for name in db.tables() if not name.startswith("_") for doc in db.table(name)}
        assert {uuid_of(number) for number in acknowledged} <= found
    Store.open(path).apply(Change("added", (Edit(None, make_annotation(999)),)))
    assert not temp.exists()
