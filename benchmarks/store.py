"""Times the store against its peers, all durable, in one run, and says what of it is not as was asked.

    python -m benchmarks.store [--large]

Medians of wall time in milliseconds, and each peer's as a multiple of ours. `--large` adds 100,000 annotations, where
whole-file peers take minutes.
"""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from benchmarks.annotations import article_of, generated
from benchmarks.figures import HEAD, Figure, line
from benchmarks.saving import of_interface, of_one_insert
from benchmarks.stores import OURS, PEERS, SQLITE, TINYDB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.model import Annotation

SIZES, ASKED, LARGE = (100, 1000, 5000, 10_000), 5000, 100_000
"""Numbers of annotations: those measured, those of which something was asked."""
ROUNDS, SECONDS = 200, 4.0
"""A verb is timed so often, or, if it is slow, at least twice and for so long."""
VERBS = ("insert", "update", "remove", "query", "open")

_Item = TypeVar("_Item")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--memory"]:
        print(_held(*arguments[1:]))
        return 0
    if arguments not in ([], ["--large"]):
        print("usage: python -m benchmarks.store [--large]", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for size in (*SIZES, LARGE) if arguments else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            times = {peer: measured(peer, size, Path(folder)) for peer in PEERS}
            memory = {peer: memory_of(peer, Path(folder)) for peer in PEERS}
            print_table(size, times, memory)
            path = path_of(OURS, Path(folder))
            if size in (ASKED, LARGE):
                figures += of_inserts(size, *inserts_in_turn(size, Path(folder)))
                figures += of_speed(size, times, memory)
                figures += of_one_insert(size, path)
                figures += asyncio.run(of_interface(size, path))
    print(HEAD)
    print(*map(line, figures), sep="\n")
    return 0


# Speed


class Timing(NamedTuple):
    """How long something takes."""

    median: float
    """Milliseconds."""
    rounds: int


def path_of(peer: str, folder: Path) -> Path:
    return folder / f"{peer}.json"


def measured(peer: str, size: int, folder: Path) -> dict[str, float]:
    """The median milliseconds of each verb on a store of that size."""
    path = path_of(peer, folder)
    store = PEERS[peer](path)
    store.fill(list(islice(generated(0), size)))
    store.close()
    opening = timed(lambda path: PEERS[peer](path).close(), [path] * 15)
    store = PEERS[peer](path)
    some = [scattered(annotation, size) for annotation in islice(generated(size), ROUNDS)]
    insert = timed(store.insert, some)
    some = some[: insert.rounds]
    changed = [annotation.revised(note="a note") for annotation in some]
    update = timed(lambda edit: store.update(*edit), list(zip(some, changed, strict=True)))
    remove = timed(store.remove, [*changed[: update.rounds], *some[update.rounds :]])
    query = timed(store.query, [scattered(annotation, size).passage.article for annotation in some])
    store.close()
    taken = (insert, update, remove, query, opening)
    return {verb: timing.median for verb, timing in zip(VERBS, taken, strict=True)}


def scattered(annotation: Annotation, size: int) -> Annotation:
    """The same in one of the articles that are there already: with `ROUNDS` of them, all over the store."""
    there = int(annotation.id[-6:], 16) % size
    return replace(annotation, passage=annotation.passage._replace(article=article_of(there)))


def timed(work: Callable[[_Item], object], items: Sequence[_Item]) -> Timing:
    """How long `work` takes on an item, over all of them or as many as there is time for."""
    taken: list[float] = []
    for item in items:
        start = perf_counter()
        work(item)
        taken.append(perf_counter() - start)
        if len(taken) >= 2 and sum(taken) > SECONDS:
            break
    return Timing(median(taken) * 1000, len(taken))


def inserts_in_turn(size: int, folder: Path) -> tuple[float, float]:
    """The median milliseconds of an insert, ours and sqlite3's, each after the other: whatever else runs slows both."""
    ours, sqlite = (PEERS[peer](path_of(peer, folder)) for peer in (OURS, SQLITE))
    some = [scattered(annotation, size) for annotation in islice(generated(5 * size), 2 * ROUNDS)]
    taken = [(timed(ours.insert, [one]).median, timed(sqlite.insert, [one]).median) for one in some]
    ours.close()
    sqlite.close()
    return median(pair[0] for pair in taken), median(pair[1] for pair in taken)


def print_table(size: int, times: dict[str, dict[str, float]], memory: dict[str, float]) -> None:
    ours = times[OURS]
    print(f"{size:,} annotations" + "".join(f"{verb:>18}" for verb in VERBS) + f"{'memory':>10}")
    for peer, taken in times.items():
        cells = "".join(f"{taken[verb]:9,.2f} ms{taken[verb] / ours[verb]:5.1f} x" for verb in VERBS)
        print(f"  {peer:17}{cells}{memory[peer]:7.0f} MB")
    print(flush=True)


def of_inserts(size: int, ours: float, sqlite: float) -> Iterator[Figure]:
    """Inserts beside sqlite3's."""
    most = 2.5 if size == ASKED else 15
    yield Figure(f"insert at {size:,}", ours, "ms", sqlite, SQLITE, asked=f"<= {most} x", limit=most, of_ratio=True)


def of_speed(size: int, times: dict[str, dict[str, float]], memory: dict[str, float]) -> Iterator[Figure]:
    """What else was asked at this size."""
    ours, tinydb = times[OURS], times[TINYDB]["insert"]
    if size == ASKED:
        what = f"insert at {size:,}"
        yield Figure(what, ours["insert"], "ms", tinydb, TINYDB, asked="50 x faster", limit=1 / 50, of_ratio=True)
    most = 150 if size == ASKED else 2000
    yield Figure(f"open {size:,}", ours["open"], "ms", asked=f"<= {most} ms", limit=most)
    if size == LARGE:
        yield Figure(f"memory at {size:,} above the bare process", memory[OURS], "MB", asked="<= 400 MB", limit=400)


# Memory


def memory_of(peer: str, folder: Path) -> float:
    """Megabytes that a process holds more once it has opened the store."""
    command = [sys.executable, "-m", "benchmarks.store", "--memory", peer, str(path_of(peer, folder))]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _held(peer: str, path: str) -> float:
    before = _resident()
    store = PEERS[peer](Path(path))
    gc.collect()
    held = (_resident() - before) / 1e6
    store.close()
    return held


def _resident() -> int:
    """Bytes of this process in memory now; where the system does not tell, the most that it ever had."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
