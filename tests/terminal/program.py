"""Finds the installed `newsreader` and runs it as another program would, in a home of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

from tui.__main__ import main
from tui.cli import FAILED

DEADLINE = 20.0
"""Seconds after which something that should have happened counts as failed, on a busy machine too."""

STORE = "annotations.json"
"""The name of the store that tests keep in the home they give the program."""

_SCRIPT = Path(sys.executable).with_name("newsreader")
NEWSREADER: tuple[str, ...] = (str(_SCRIPT),) if _SCRIPT.exists() else (sys.executable, "-m", "tui")
"""The command: the console script beside the interpreter, or the module where it is not installed."""


class Run(NamedTuple):
    """How a command ended."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output as text, line ends as they came."""
        return self.out.decode()


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the program sees of its surroundings: nothing of the person's who runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    return {
        **kept,
        "HOME": str(home),
        **folders,
        "LANG": "C.UTF-8",
        "LOGNAME": "tester",
        "PYTHONWARNINGS": "error",
        **more,
    }


def newsreader(
    *arguments: str | Path,
    home: Path,
    cwd: Path | None = None,
    stdin: bytes = b"",
    **variables: str,
) -> Run:
    """Run the command to its end, with no terminal, in an empty working folder unless one is named."""
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [*NEWSREADER, *map(str, arguments)],
        cwd=cwd or home,
        env=environment(home, **variables),
        input=stdin,
        capture_output=True,
        timeout=DEADLINE,
        check=False,
        start_new_session=True,  # so that /dev/tty is nobody's
    )
    return Run(done.returncode, done.stdout, done.stderr.decode())


def newsreader_here(*arguments: str | Path, home: Path, stdin: bytes = b"", in_terminal: bool = False) -> Run:
    """Run the command in this process, for what refuses to start: as `newsreader` does, but without its half second.

    With `in_terminal` all three streams are one pseudo-terminal, and the run is what a person sees there; a reader that
    opens fails the test.
    """
    home.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(home).items():
            patch.setenv(name, value)
        patch.chdir(home)
        if not in_terminal:
            out, err = io.BytesIO(), io.BytesIO()
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err))
            status = _status(arguments)
            return Run(status, out.getvalue(), err.getvalue().decode())
        patch.setattr("tui.opening.open_reader", _opened)
        screen, terminal = os.openpty()
        with os.fdopen(screen, "rb", buffering=0) as shown, ThreadPoolExecutor(1) as reading:
            drawn = reading.submit(_all_of, shown)  # meanwhile: a terminal that nobody reads takes some thousand bytes
            with os.fdopen(terminal, "w") as stream, os.fdopen(os.dup(terminal)) as keys:
                patch.setattr(sys, "stdin", keys)
                patch.setattr(sys, "stdout", stream)
                patch.setattr(sys, "stderr", stream)
                status = _status(arguments)
            return Run(status, drawn.result(), "")


def _all_of(screen: io.FileIO) -> bytes:
    """What was written to a pseudo-terminal of which nobody has the other side any more."""
    drawn = b""
    while True:
        try:
            drawn += screen.read(1 << 16)
        except OSError:  # EIO: all of it was read
            return drawn


def _status(arguments: tuple[str | Path, ...]) -> int:
    try:
        return main([*map(str, arguments)])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED


def _opened(*_: object, **__: object) -> NoReturn:
    raise AssertionError("the reader was opened")
