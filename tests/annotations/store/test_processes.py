"""The store under real processes: several windows at once, and windows that are killed while they write."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import pytest
from tinydb import TinyDB

from annotations.changes import Change, Edit
from annotations.store.snapshot import decode
from annotations.store.store import Store
from tests.annotations.conftest import make_annotation, make_article, no_annotations

if TYPE_CHECKING:
    from annotations.model import Annotation

ARTICLES = [
    make_article(),
    make_article("Courier", "Talks fail again.\n\nThe minister denied it."),
    make_article("Sun"),
]

SPAN = 10_000
"""Numbers of annotations that a window may use."""


def annotation(number: int) -> Annotation:
    return make_annotation(number, 0, 10, article=ARTICLES[number % 3], note="x" * 200)


def change(first: int, step: int) -> Change:
    """What the window that begins with the number `first` does in a step: three additions, then one of all sorts."""
    number = first + step
    if step % 4 < 3:
        return Change("added", (Edit(None, annotation(number)),))
    gone, noted = annotation(number - 3), annotation(number - 2)
    edits = (Edit(gone, None), Edit(noted, replace(noted, note="noted", rev=2)), Edit(None, annotation(number)))
    return Change("all sorts", edits)


def after(first: int, steps: int) -> dict[str, Annotation]:
    """What there is of a window's annotations after so many of its steps."""
    found: dict[str, Annotation] = {}
    for step in range(steps):
        for edit in change(first, step).edits:
            found.pop(edit.id, None)
            if edit.after is not None:
                found[edit.id] = edit.after
    return found


WINDOW = """
import sys
from pathlib import Path
from annotations.store.storage import JournaledStorage
from annotations.store.store import Store
from tests.annotations.store.test_processes import change
path, first, steps, compact_at = Path(sys.argv[1]), *map(int, sys.argv[2:])
store = Store(JournaledStorage(path, compact_at=compact_at), "ana")
print("ready", flush=True)
sys.stdin.readline()
for step in range(steps):
    store.apply(change(first, step))
    print(step, flush=True)
store.close()
"""


class Window(NamedTuple):
    """A process that does one step after the other and prints each when it is durable."""

    first: int
    process: subprocess.Popen[str]

    @classmethod
    def opened(cls, path: Path, first: int, steps: int, compact_at: int) -> Window:
        command = [sys.executable, "-c", WINDOW, *map(str, (path, first, steps, compact_at))]
        root = Path(__file__).parents[3]
        process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return cls(first, process)

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def is_ready(self) -> None:
        assert self.output.readline() == "ready\n"

    def start(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def done(self, least: int = 0) -> int:
        """How many steps it called saved, once it has ended; a torn last line is none. `least` were seen already."""
        assert self.process.stdin is not None
        rest = self.output.read()
        self.process.wait(300)
        self.process.stdin.close()
        self.output.close()
        return max([least, *(int(line) + 1 for line in rest.splitlines(keepends=True) if line.endswith("\n"))])


def of_window(found: dict[str, Annotation], first: int) -> dict[str, Annotation]:
    """What of this was made by the window that began with this number."""
    return {id_: each for id_, each in found.items() if first <= int(id_[-12:]) < first + SPAN}


def held(path: Path) -> dict[str, Annotation]:
    store = Store.open(path)
    assert no_annotations(path) == []
    found = {each.id: each for each in store.everything()}
    store.close()
    return found


@pytest.mark.parametrize("kill_one", [False, True])
@pytest.mark.parametrize("windows", [2, 3, 4])
def test_several_windows_lose_nothing_of_each_other(path: Path, full: bool, windows: int, kill_one: bool) -> None:
    steps = 300 if full else 30
    opened = [Window.opened(path, SPAN * n, steps, 150_000 if full else 20_000) for n in range(windows)]
    for window in opened:
        window.is_ready()
    for window in opened:
        window.start()
    if kill_one:
        for _ in range(steps // 3):
            opened[0].output.readline()
        opened[0].process.kill()
    done = [window.done(steps // 3 if kill_one and window is opened[0] else 0) for window in opened]
    assert done[kill_one:] == [steps] * (windows - kill_one)
    found = held(path)
    for window, count in zip(opened, done, strict=True):
        more = kill_one and window is opened[0]
        assert of_window(found, window.first) in [after(window.first, count + i) for i in range(more + 1)]
    ids = {action.id for action in Store.open(path)._storage.actions()}
    assert len(ids) >= sum(done)
    assert decode(path.read_bytes()).tables
    print(f"{windows} windows, {sum(done)} steps saved{', one killed' * kill_one}: none lost")


@pytest.mark.parametrize("compact_at", [1_000_000, 4_000], ids=["appending", "compacting"])
def test_a_killed_window_loses_nothing_that_was_called_saved(path: Path, full: bool, compact_at: int) -> None:
    """The kills come at random; of those while compacting, every other comes when a half-written file is seen."""
    rounds, chance = (100 if full else 10), random.Random(compact_at)
    temp = path.with_name(f".{path.name}.newsreader.tmp")
    begin = Change("added", tuple(Edit(None, annotation(9_000_000 + number)) for number in range(200)))
    store = Store.open(path)
    store.apply(begin)
    store.close()
    kept = after_begin = {edit.id: edit.after for edit in begin.edits if edit.after}
    saved = half_written = 0
    following = Window.opened(path, 0, SPAN, compact_at)
    for round_ in range(rounds):
        window, following = following, Window.opened(path, SPAN * (round_ + 1), SPAN, compact_at)
        window.is_ready()
        window.start()
        least = chance.randrange(1, 12)
        for _ in range(least):
            assert window.output.readline()
        if compact_at < 1_000_000 and round_ % 2:
            while not temp.exists():
                assert window.process.poll() is None
        else:
            for _ in range(chance.randrange(20_000)):
                pass
        window.process.kill()
        count = window.done(least)
        half_written += temp.exists()
        found = held(path) if round_ % 5 == 0 else _read_only(path)
        mine = of_window(found, window.first)
        assert mine in (after(window.first, count), after(window.first, count + 1)), f"round {round_}"
        saved += count
        kept = {**kept, **mine}
        assert found == kept, f"round {round_}"
    following.is_ready()
    following.process.kill()
    following.done()
    assert after_begin.items() <= held(path).items()
    assert not temp.exists()
    with TinyDB(path) as db:
        assert {doc["id"] for name in db.tables() if not name.startswith("_") for doc in db.table(name)} == kept.keys()
    print(f"{rounds} kills, {half_written} with a half-written snapshot, {saved} steps saved: none lost")


def _read_only(path: Path) -> dict[str, Annotation]:
    """What is found by one who looks and does not mend."""
    return {each.id: each for each in Store.open(path).everything()}
