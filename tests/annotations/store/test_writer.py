"""The writer's thread: order, failures that are kept, and an end that loses nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.changes import Change, Edit
from annotations.store import lock
from annotations.store.storage import BusyError, StoreError
from annotations.store.store import Store
from annotations.store.writer import Writer
from tests.annotations.conftest import locked, make_annotation, uuid_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    writer = Writer(Store.open(path))
    yield writer
    writer.close()


def adding(number: int) -> Callable[[Store], object]:
    return lambda store: store.apply(Change("added", (Edit(None, make_annotation(number)),)))


def ids(path: Path) -> list[str]:
    return [a.id for a in Store.open(path).everything()]


def test_work_is_done_in_order_in_one_other_thread_and_told_when_durable(writer: Writer, path: Path) -> None:
    threads = set()
    told: list[tuple[Exception | None, list[str]]] = []
    for number in (1, 2, 3):
        writer.submit(lambda store: threads.add(threading.get_ident()), lambda error: None)
        writer.submit(adding(number), lambda error: told.append((error, ids(path))))
    assert writer.flush(30)
    assert told == [(None, [uuid_of(n) for n in range(1, last + 1)]) for last in (1, 2, 3)]
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_flush_tells_that_work_is_waiting(writer: Writer) -> None:
    go = threading.Event()

    def waiting(store: Store) -> None:
        go.wait()

    writer.submit(waiting, lambda error: None)
    writer.submit(adding(1), lambda error: None)
    assert not writer.flush(0)
    go.set()
    assert writer.flush(30)


@pytest.fixture
def blocked(path: Path) -> Path:
    """A folder that makes every write fail until it is taken away."""
    folder = path.with_name(f".{path.name}.newsreader.tmp")
    folder.mkdir()
    return folder


def test_failed_work_is_told_kept_and_done_on_retry(writer: Writer, path: Path, blocked: Path) -> None:
    told: list[Exception | None] = []
    writer.submit(adding(1), told.append)
    assert not writer.flush(30)
    assert isinstance(told[0], StoreError)
    assert (writer.failed, ids(path)) == (1, [])
    blocked.rmdir()
    writer.retry()
    assert writer.flush(30)
    assert (writer.failed, told[1:], ids(path)) == (0, [None], [uuid_of(1)])


def test_later_work_is_done_after_what_the_disk_refused(writer: Writer, path: Path, blocked: Path) -> None:
    order: list[str] = []
    removing = Change("removed", (Edit(make_annotation(1), None),))
    writer.submit(adding(1), lambda error: order.append(f"add {error is None}"))
    writer.submit(lambda store: store.apply(removing), lambda error: order.append(f"remove {error is None}"))
    assert not writer.flush(30)
    assert writer.failed == 2
    blocked.rmdir()
    writer.submit(adding(2), lambda error: order.append(f"second {error is None}"))
    assert writer.flush(30)
    assert order[-3:] == ["add True", "remove True", "second True"]
    assert ids(path) == [uuid_of(2)]


def test_work_that_is_wrong_for_good_holds_up_nothing(writer: Writer, path: Path) -> None:

    def wrong(store: Store) -> None:
        raise ZeroDivisionError

    writer.submit(wrong, lambda error: None)
    writer.submit(adding(1), lambda error: None)
    assert not writer.flush(30)
    assert (writer.failed, ids(path)) == (1, [uuid_of(1)])


def test_only_the_first_waits_for_a_window_that_holds_the_store(
    writer: Writer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TIMEOUT_SECONDS", 0.01)
    tried: list[int] = []
    told: list[tuple[int, type[Exception]]] = []

    def submit(number: int) -> None:
        def work(store: Store) -> None:
            tried.append(number)
            adding(number)(store)

        writer.submit(work, lambda error: told.append((number, type(error))) if error else None)

    with locked(path):
        for number in (1, 2, 3):
            submit(number)
        assert not writer.flush(30)
    assert tried == [1, 1, 1]
    assert [number for number, _ in told] == [1, 1, 2, 1, 2, 3]
    assert {failure for _, failure in told} == {BusyError}
    writer.retry()
    assert writer.flush(30)
    assert ids(path) == [uuid_of(number) for number in (1, 2, 3)]


def test_who_asked_may_be_gone(writer: Writer, path: Path) -> None:
    def gone(error: Exception | None) -> None:
        raise RuntimeError("no one listens")

    writer.submit(adding(1), gone)
    writer.submit(adding(2), gone)
    assert writer.flush(30)
    assert ids(path) == [uuid_of(1), uuid_of(2)]


def test_closing_finishes_and_tries_once_more(path: Path, blocked: Path) -> None:
    writer = Writer(Store.open(path))
    writer.submit(adding(1), lambda error: None)
    writer.flush(30)
    blocked.rmdir()
    writer.submit(adding(2), lambda error: None)
    assert writer.close()
    assert writer.close()
    assert ids(path) == [uuid_of(1), uuid_of(2)]
    with pytest.raises(RuntimeError):
        writer.submit(adding(3), lambda error: None)


ENDING = """
import sys
from pathlib import Path
from annotations.store.store import Store
from annotations.store.writer import Writer
from tests.annotations.store.test_writer import adding
writer = Writer(Store.open(Path(sys.argv[1])))
for number in range(20):
    writer.submit(adding(number), lambda error: None)
sys.exit(3)
"""


def test_a_program_that_ends_finishes_what_was_submitted(path: Path) -> None:
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", ENDING, path], cwd=root, capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (3, b"")
    assert ids(path) == [uuid_of(number) for number in range(20)]
