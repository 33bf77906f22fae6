"""Finds the installed `newsreader` and runs it as another program would, in a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

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
