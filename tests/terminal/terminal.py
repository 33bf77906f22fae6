"""A program in a real pseudo-terminal with an emulated screen: type keys, wait for what shows, read what is there."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, NoReturn

import pyte

from tests.terminal.program import DEADLINE, NEWSREADER, STORE, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

KEYS = {
    "enter": b"\r", "tab": b"\t", "shift+tab": b"\x1b[Z", "escape": b"\x1b", "up": b"\x1b[A", "down": b"\x1b[B",
    "right": b"\x1b[C", "left": b"\x1b[D", "pagedown": b"\x1b[6~", "ctrl+c": b"\x03", "ctrl+q": b"\x11",
}  # fmt: skip
"""What a terminal sends for the keys that are no letters."""

_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(1, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Run first in the new session: makes the pseudo-terminal its terminal, as a terminal window does."""

_FRAMES = b"\x1b[?2026$p"
_FRAMES_KNOWN = b"\x1b[?2026;2$y"
_FRAME_BEGINS, _FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]"  # the keyboard protocols of kitty and xterm
    rb"|\x1b\[\?[0-9;]*(?:\$p|u)"  # questions about modes
    rb"|\x1b[P_^X].*?\x1b\\"  # DCS, APC, PM, SOS: strings for the terminal itself
    rb"|(?P<osc>\x1b\].*?(?:\x07|\x1b\\))",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?0-9;$]*|[P_^X\]](?:(?!\x1b\\|\x07).)*)?\Z", re.DOTALL)
_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")


class Terminal:
    """A terminal of `columns` by `rows` cells in which `command` runs; to be used in a `with` block.

    Nothing here sleeps: every wait reads what the program writes until a condition holds, and fails with the screen's
    text after `DEADLINE` seconds.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 160,
        rows: int = 48,
        env: Mapping[str, str],
        cwd: Path,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self.raw = b""
        """All that the program wrote."""
        self.orders: list[bytes] = []
        """The operating system commands in it: `0;...` sets the window's title, `52;...` the clipboard."""
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        self._process = subprocess.Popen(
            [sys.executable, "-IS", "-c", _TAKE_TERMINAL, *map(str, command)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.hang_up()

    # What shows

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, from the top, without trailing blanks."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.lines)

    def line_with(self, *words: str) -> int:
        """The number of the first line, from 0, that holds all of these; -1 where none does."""
        return next((y for y, line in enumerate(self.lines) if all(word in line for word in words)), -1)

    def sgr(self) -> set[tuple[int, ...]]:
        """The parameters of each SGR sequence (colour, bold, underline ...) that was written."""
        found = {match[1].replace(b":", b";") for match in _SGR.finditer(self.raw)}
        return {tuple(int(number or 0) for number in numbers.split(b";")) for numbers in found}

    @property
    def last_words(self) -> str:
        """What the program wrote after it left the full screen."""
        return self.raw.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")

    # What a person does

    def press(self, *keys: str) -> None:
        """Type keys: names of `KEYS`, else the characters themselves."""
        for key in keys:
            os.write(self._master, KEYS.get(key) or key.encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        os.write(self._master, data)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def hang_up(self) -> None:
        """Close the window: the kernel sends SIGHUP to the program."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    # Waiting

    def wait_for(self, *words: str) -> None:
        """Wait until all of these show, each somewhere on the screen."""
        self.wait_until(lambda: all(word in self.text for word in words), " and ".join(map(repr, words)))

    def wait_until_gone(self, words: str) -> None:
        """Wait until the words show no more."""
        self.wait_until(lambda: words not in self.text, f"end of {words!r}")

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until the condition holds, looked at after each whole frame that the program draws."""
        deadline = time.monotonic() + DEADLINE
        while not (self._whole_frame() and condition()):
            if not self._read(deadline):
                self._fail(f"no {what}")

    def ended(self) -> int:
        """Wait until the program has ended and all that it wrote was read; its exit status, -n for signal n."""
        deadline = time.monotonic() + DEADLINE
        while self._master >= 0 and self._read(deadline):
            pass
        try:
            return self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._fail("no end")

    def _fail(self, what: str) -> NoReturn:
        state = "running" if self._process.poll() is None else f"ended with status {self._process.returncode}"
        rule = "─" * self.screen.columns
        raise AssertionError(f"{what}; the program is {state}; the screen shows\n{rule}\n{self.text}\n{rule}")

    def _read(self, deadline: float) -> bool:
        """Take what the program writes next; False where nothing comes before the deadline, or ever again."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # EIO: nobody has the other side any more
            return False
        self.raw += data
        if _FRAMES in self.raw[-len(data) - len(_FRAMES) :]:
            with contextlib.suppress(OSError):
                os.write(self._master, _FRAMES_KNOWN)
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        data, self._rest = data[:cut], data[cut:]
        self.orders += [
            match["osc"][2:].rstrip(b"\x07\x1b\\") for match in _NOT_FOR_PYTE.finditer(data) if match["osc"]
        ]
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data))
        return bool(data or self._rest)

    def _whole_frame(self) -> bool:
        return self.raw.rfind(_FRAME_BEGINS) <= self.raw.rfind(_FRAME_ENDS)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextlib.contextmanager
def reader(
    home: Path,
    *arguments: str | Path,
    command: Sequence[str | Path] = NEWSREADER,
    columns: int = 160,
    rows: int = 48,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """A window with the reader in it, ready for keys, on the store in `home`."""
    env = environment(home, NEWSREADER_STORE=str(home / STORE), **(variables or {}))
    with Terminal([*command, *arguments], columns=columns, rows=rows, env=env, cwd=home) as terminal:
        terminal.wait_for("? keys")
        yield terminal
