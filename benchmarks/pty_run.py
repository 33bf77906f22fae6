"""Runs a program in a real pseudo-terminal and tells when words arrive, how many bytes, and the CPU it took."""

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
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COLUMNS, ROWS = 160, 48

DEADLINE = 60.0
"""Seconds after which a program that does not show what it should counts as broken."""

QUIET = 0.15
"""Seconds without a byte after which a repaint counts as over."""

_FRAMES, _FRAMES_KNOWN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""The question whether the terminal can take a frame as a whole, and a modern terminal's answer."""

_CONTROL = re.compile(rb"\x1b(?:\[[0-9;:?<=>$]*[a-zA-Z]|[()][0-9A-B])")


class PtyRun:
    """A program in a terminal of 160 by 48 cells; to be used in a `with` block, at whose end it is killed."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.text = b""
        """What arrived, without styles and cursor movements."""
        self.cpu = 0.0
        """After the `with` block: seconds of CPU that the program took, in user and system mode."""
        self._arrived = 0
        self._rest = b""
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.begun = perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> PtyRun:
        return self

    def __exit__(self, *raised: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait for it again
        self.cpu = used.ru_utime + used.ru_stime
        os.close(self._master)

    def seconds_until(self, shows: Callable[[bytes], object], what: str) -> float:
        """Wait until the text that arrived satisfies `shows`; wall seconds since the program was started."""
        while not shows(self.text):
            if not self._read(DEADLINE - (perf_counter() - self.begun)):
                raise SystemExit(
                    f"{what} did not arrive; the last that did:\n{self.text[-2000:].decode(errors='replace')}"
                )
        return perf_counter() - self.begun

    def bytes_after(self, key: bytes, quiet: float = QUIET) -> int:
        """Type a key; how many bytes the program writes to the terminal because of it."""
        before = self._arrived
        os.write(self._master, key)
        self.settle(quiet)
        return self._arrived - before

    def end_with(self, key: bytes) -> None:
        """Type a key and wait until the program has ended because of it."""
        os.write(self._master, key)
        while self._read(DEADLINE):
            pass

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing has arrived for `quiet` seconds."""
        while self._read(quiet):
            pass

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(0.0, timeout))
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # EIO: nobody has the other side any more
            return False
        self._arrived += len(data)
        data = self._rest + data
        if _FRAMES in data:
            os.write(self._master, _FRAMES_KNOWN)
        cut = data.rfind(b"\x1b", len(data) - 32)
        data, self._rest = (data[:cut], data[cut:]) if cut > 0 else (data, b"")
        self.text += _CONTROL.sub(b"", data)
        return True


def newsreader(*arguments: str) -> list[str]:
    """The command as a person gives it: the script beside this interpreter, or the module where it is not installed."""
    script = Path(sys.executable).with_name("newsreader")
    return [str(script), *arguments] if script.exists() else [sys.executable, "-m", "tui", *arguments]
