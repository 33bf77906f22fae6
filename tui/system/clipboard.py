"""Copies a quotation with its source to the terminal's clipboard, and to the desktop's if there is one."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from annotations.anchoring.places import is_address
from articles.form import one_line
from tui.look.status import shown_date
from tui.system import tmux
from tui.system.tmux import Reached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import Passage
    from articles.model import Article
    from tui.system.type_ahead import TypeAhead

LARGEST_COPY_BYTES = 74_994
"""The most UTF-8 that a terminal takes: many read 100,000 bytes of the escape sequence, which is base64."""

SHOWN_CHARACTERS = 60
"""The most characters of the copied text that the message shows."""

THREAD_NAME = "clipboard"
"""The name of the thread that waits for the desktop's clipboard."""

PATIENCE_SECONDS = 10.0
"""How long the desktop's clipboard may take."""


def citation(article: Article, passage: Passage) -> str:
    """Cite a passage of an article: `“the exact words” (Reuters, “Title”, 14 Mar 2022, paragraph 4, https://...)`.

    Unknown facts are left out, and so is a source that is no web address. White space becomes single spaces.
    """
    title, source = one_line(article.title), one_line(article.source)
    parts = (
        one_line(article.outlet),
        f"“{title}”" if title else "",
        one_line(shown_date(article.date)),
        f"paragraph {article.paragraph_at(passage.start).n}",
        source if is_address(source) else "",
    )
    return f"“{one_line(passage.exact)}” ({', '.join(filter(None, parts))})"


def copy(text: str, app: TypeAhead) -> str:
    """Put a text into the clipboard; returns what to tell the person."""
    desktop = has_desktop(os.environ, sys.platform)
    if desktop:
        # A daemon thread, so that the program can end whatever the desktop does.
        threading.Thread(target=copy_to_desktop, args=(text, os.environ), daemon=True, name=THREAD_NAME).start()
    copied, done = _given_to_terminal(text, app, desktop=desktop)
    if not copied:
        return done
    return f"{done}: {text[:SHOWN_CHARACTERS]}{'…' if len(text) > SHOWN_CHARACTERS else ''}"


def _given_to_terminal(text: str, app: TypeAhead, *, desktop: bool) -> tuple[bool, str]:
    """Put the text into the clipboard of the terminal; returns whether it is known to be in one, and what is done.

    The desktop's counts too.
    """
    size = len(text.encode())
    too_long = size > LARGEST_COPY_BYTES
    if tmux.is_inside(os.environ):
        reached = tmux.give(text, os.environ)
        if desktop or (reached is Reached.CLIPBOARD and not too_long):
            return True, "Copied"
        if reached is Reached.NOWHERE:
            return False, "Not copied: tmux does not answer"
        return True, "Copied to the buffer of tmux"
    if too_long and not desktop:
        key = app.keymap.key("export")
        export = f": {key} exports it" if key else ""
        return False, f"Not copied: {size // 1000} kB, and a terminal takes {LARGEST_COPY_BYTES // 1000}{export}"
    if too_long:
        return True, "Copied"
    app.copy_to_clipboard(text)
    if tmux.is_behind(os.environ) and not desktop:
        return False, "Sent to tmux on the machine before this one, which takes it where its set-clipboard is on"
    return True, "Copied"


def has_desktop(environ: Mapping[str, str], platform: str) -> bool:
    """Whether the person sits at this machine's desktop, which has a clipboard; `platform` is `sys.platform`."""
    if any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
        return False
    return platform in ("darwin", "win32") or any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def copy_to_desktop(text: str, environ: Mapping[str, str]) -> None:
    """Put a text into the desktop's clipboard with pyperclip, or do nothing where that fails.

    pyperclip runs in a process of its own, so that its helpers' complaints do not reach the reader's screen.
    """
    command = [sys.executable, "-P", "-X", "utf8", "-m", "pyperclip", "--copy"]
    try:
        subprocess.run(
            command,
            input=text.encode(),
            env=dict(environ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
            start_new_session=True,  # the process that holds the text outlives this window
        )
    except (OSError, subprocess.SubprocessError):
        return
