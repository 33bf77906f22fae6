"""What saving asks of the system, and for how long it keeps the interface from its work."""

from __future__ import annotations

import asyncio
import gc
import os
from contextlib import contextmanager
from functools import partial
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from annotations.changes import Change, Edit
from annotations.store.store import Store
from annotations.store.writer import Writer
from benchmarks.annotations import generated
from benchmarks.figures import Figure
from benchmarks.stores import newsreader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from annotations.model import Annotation

TICK = 0.005
"""Seconds between two ticks of the loop that stands for the interface."""

_Result = TypeVar("_Result")


def of_one_insert(size: int, path: Path) -> Iterator[Figure]:
    """What one insert asks of the system, the journal being there."""
    store = newsreader(path)
    first, second = islice(generated(2 * size), 2)
    store.insert(first)
    with counted_calls() as calls:
        store.insert(second)
    store.close()
    syncs = len(calls["fsync"]) + len(calls["fdatasync"])
    yield Figure(f"bytes that an insert writes at {size:,}", sum(calls["write"]), "bytes", asked="<= 4 KB", limit=4096)
    yield Figure(f"syncs of an insert at {size:,}", syncs, "syncs", asked="1", limit=1)


@contextmanager
def counted_calls() -> Iterator[dict[str, list[int]]]:
    """What `os.write`, `os.fsync` and `os.fdatasync` return while this lasts."""
    calls: dict[str, list[int]] = {"write": [], "fsync": [], "fdatasync": []}
    real = {name: getattr(os, name) for name in calls}

    def counting(name: str) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            result = real[name](*arguments)
            calls[name].append(result or 0)
            return result

        return call

    for name in calls:
        setattr(os, name, counting(name))
    try:
        yield calls
    finally:
        for name, function in real.items():
            setattr(os, name, function)


async def of_interface(size: int, path: Path) -> list[Figure]:
    """The longest gaps between two ticks of a loop, while a thread opens the store, saves, and folds the journal."""
    bare = _collecting()
    start = perf_counter()
    opening, store = await _gap_while(asyncio.to_thread(Store.open, path, "ana"))
    opened = perf_counter() - start
    writer = Writer(store)
    loop = asyncio.get_running_loop()

    async def do(*works: Callable[[Store], object]) -> None:
        done = asyncio.Event()
        for work in (*works, lambda _: loop.call_soon_threadsafe(done.set)):
            writer.submit(partial(_call, work), lambda _: None)
        await done.wait()

    def inserting(annotation: Annotation) -> Callable[[Store], object]:
        return lambda store: store.apply(Change("added", (Edit(None, annotation),)))

    saving, _ = await _gap_while(do(*map(inserting, islice(generated(3 * size), 50))))
    folding, _ = await _gap_while(do(Store.compact))
    other = Store.open(path, "ben")
    other.apply(Change("added", (Edit(None, next(generated(4 * size))),)))
    other.close()
    catching_up, _ = await _gap_while(do(Store.refresh))
    collecting = _collecting() - bare
    writer.close()
    gaps = {"opening": opening, "50 inserts": saving, "folding the journal": folding, "another's change": catching_up}
    figures = [
        Figure(f"longest gap at {size:,}: {what}", gap * 1000, "ms", asked="<= 33 ms", limit=33)
        for what, gap in gaps.items()
    ]
    most = 150 if size <= 5000 else 2000
    what = f"open {size:,} beside the interface"
    figures.append(Figure(what, opened * 1000, "ms", asked=f"<= {most} ms", limit=most))
    what = f"gc.collect() at {size:,}, above that without a store"
    figures.append(Figure(what, collecting * 1000, "ms", asked="<= 5 ms", limit=5))
    return figures


def _call(work: Callable[[Store], object], store: Store) -> None:
    work(store)


async def _gap_while(work: Awaitable[_Result]) -> tuple[float, _Result]:
    """The longest time, in seconds, from one tick to the next until the work is done, and what it gave."""
    task = asyncio.ensure_future(work)
    longest, last = 0.0, perf_counter()
    while not task.done():
        await asyncio.sleep(TICK)
        longest, last = max(longest, perf_counter() - last), perf_counter()
    return longest, task.result()


def _collecting() -> float:
    """Seconds that a full collection takes."""
    gc.collect()
    start = perf_counter()
    gc.collect()
    return perf_counter() - start
