"""Gives a text to tmux, which by default sets the clipboard of the terminal itself and lets no program do it."""

from __future__ import annotations

import subprocess
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_SECONDS = 2.0
"""How long tmux may take; it answers in a few milliseconds."""


class Reached(Enum):
    """How far a text came."""

    NOWHERE = "nowhere"
    BUFFER = "buffer"
    """Into tmux's buffer, which its own paste key takes from."""
    CLIPBOARD = "clipboard"
    """There, and into the clipboard of the terminal that shows it."""


def is_inside(environ: Mapping[str, str]) -> bool:
    """Whether the program runs in a window of tmux on this machine."""
    return bool(environ.get("TMUX"))


def is_behind(environ: Mapping[str, str]) -> bool:
    """Whether tmux or screen stands between the program and the terminal, on whatever machine."""
    return environ.get("TERM", "").startswith(("tmux", "screen"))


def give(text: str, environ: Mapping[str, str]) -> Reached:
    """Put a text into tmux's newest buffer and, where its settings and the terminal let it, into the clipboard."""
    try:
        told = _run(("load-buffer", "-w", "-", ";", *_ASK), text, environ)
        if told is None:  # tmux before 3.2
            return Reached.NOWHERE if _run(("load-buffer", "-"), text, environ) is None else Reached.BUFFER
    except subprocess.TimeoutExpired:
        return Reached.NOWHERE
    allowed, _, features = told.partition("\n")
    return Reached.CLIPBOARD if allowed != "off" and "clipboard" in features else Reached.BUFFER


_ASK = ("show-options", "-sv", "set-clipboard", ";", "display-message", "-p", "#{client_termfeatures}")
"""Whether tmux may set the clipboard, and what the terminal is known to do."""


def _run(words: tuple[str, ...], text: str, environ: Mapping[str, str]) -> str | None:
    """What tmux says; None where it fails. Raises TimeoutExpired where it does not answer."""
    try:
        done = subprocess.run(
            ["tmux", *words],
            input=text.encode(),
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode(errors="replace")
