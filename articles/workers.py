"""Processes beside the program that take over work on text from outside, one request after another.

What hangs, crashes or eats memory there ends that process and nothing else. A worker ignores Ctrl-C, which is the
program's, and ends with the program: its standard input ends then.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

T = TypeVar("T")

_LENGTH = struct.Struct(">Q")


class WorkerDiedError(Exception):
    """A worker ended before it had answered."""


class Worker:
    """A Python process that answers requests with what a function of this program makes of them."""

    def __init__(self, module: str, function: str) -> None:
        """Start one that serves with `function` of `module`, which has to call `serve`. Raises OSError."""
        packages = str(Path(__file__).resolve().parents[1])
        paths = [packages, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {module} import {function}; {function}()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def fileno(self) -> int:
        """The descriptor that is ready for reading when there is an answer, or when the worker died."""
        return self._answers.fileno()

    def ask(self, request: bytes) -> None:
        """Hand over a request. Raises WorkerDiedError."""
        assert self._process.stdin
        try:
            _write(self._process.stdin, request)
        except (OSError, ValueError):
            raise WorkerDiedError from None

    def answer(self) -> bytes:
        """The answer to the request before; waits for it. Raises WorkerDiedError."""
        try:
            answer = _read(self._answers)
        except (OSError, ValueError):
            raise WorkerDiedError from None
        if answer is None:
            raise WorkerDiedError
        return answer

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin
        for pipe in (self._process.stdin, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    @property
    def _answers(self) -> BinaryIO:
        assert self._process.stdout
        return self._process.stdout  # type: ignore[return-value]


class Pool:
    """Workers that share out requests; their answers come in any order, each with the key of its request."""

    def __init__(self, module: str, function: str, size: int) -> None:
        """Make one of at most `size` workers, as `Worker` takes them; a worker starts when there is work for it."""
        self._made_by = (module, function)
        self._size = size
        self._free: list[Worker] = []
        self._busy: dict[Worker, int] = {}

    def hand(self, key: int, request: bytes) -> list[tuple[int, bytes | None]]:
        """Hand over a request, as soon as a worker is free; the answers that came until then.

        An answer is None where its worker died of the request. Raises OSError where no worker can be started.
        """
        answers = []
        while not self._free and len(self._busy) >= self._size:
            answers += self._next()
        worker = self._free.pop() if self._free else Worker(*self._made_by)
        try:
            worker.ask(request)
        except WorkerDiedError:
            worker.end()
            return [*answers, (key, None)]
        self._busy[worker] = key
        return answers

    def rest(self) -> Iterator[tuple[int, bytes | None]]:
        """The answers that are still to come, each as it comes."""
        while self._busy:
            yield from self._next()

    def end(self) -> None:
        """End all workers, whatever they do."""
        for worker in [*self._free, *self._busy]:
            worker.end()
        self._free, self._busy = [], {}

    def _next(self) -> list[tuple[int, bytes | None]]:
        answers: list[tuple[int, bytes | None]] = []
        ready, _, _ = select.select(list(self._busy), [], [])
        for worker in ready:
            key = self._busy.pop(worker)
            try:
                answers.append((key, worker.answer()))
                self._free.append(worker)
            except WorkerDiedError:
                worker.end()
                answers.append((key, None))
        return answers


def share_out(
    count: int, begin: Callable[[int], T | bytes], finish: Callable[[int, bytes | None], T], pool: Pool
) -> list[T]:
    """What comes of `count` things in their order, some of them done by the workers of a pool, which ends then.

    `begin` gives what comes of a thing, or a request; `finish` makes of the answer to it what comes of the thing. What
    either raises ends it all.
    """
    results: dict[int, T] = {}
    try:
        for number in range(count):
            begun = begin(number)
            if isinstance(begun, bytes):
                results |= {key: finish(key, answer) for key, answer in pool.hand(number, begun)}
            else:
                results[number] = begun
        results |= {key: finish(key, answer) for key, answer in pool.rest()}
    finally:
        pool.end()
    return [results[number] for number in range(count)]


def serve(answered: Callable[[bytes], bytes]) -> None:
    """Answer requests until there are no more; what libraries print goes nowhere. For the process of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    while (request := _read(requests)) is not None:
        _write(answers, answered(request))


def _write(pipe: object, message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))  # type: ignore[attr-defined]
    pipe.write(message)  # type: ignore[attr-defined]
    pipe.flush()  # type: ignore[attr-defined]


def _read(pipe: BinaryIO) -> bytes | None:
    """The next message; None where the pipe ends before it or in it."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
