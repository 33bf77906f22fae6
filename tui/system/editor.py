"""Lets the person write a text in their own editor, which $VISUAL or $EDITOR names."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.store.durable import reason
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_TEXT_BYTES = 1_000_000
"""The largest text that is taken back from the editor."""

TEXT_UNCHANGED = "the text is as it was"


def edited(text: str, *, environ: Mapping[str, str]) -> str:
    """Open a text in the person's editor, which has the terminal meanwhile, and return what they leave in it.

    The text lies in a private folder, which is removed with all that the editor leaves there. Raises NewsreaderError if
    no editor is set, it cannot be run or fails, or what it leaves is not a text.
    """
    command = _editor(environ)
    try:
        with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
            file = Path(folder, "note.txt")
            file.touch(0o600, exist_ok=False)
            file.write_text(f"{text}\n" if text else "", encoding="utf-8", errors="replace", newline="\n")
            _run([*command, str(file)], environ)
            return _read(file, command[0])
    except OSError as error:
        raise NewsreaderError(reason(error), where="a file for the editor", todo=TEXT_UNCHANGED) from None


def _editor(environ: Mapping[str, str]) -> list[str]:
    """The editor's command and its arguments."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environ.get(name, ""))
        except ValueError:
            raise NewsreaderError("its quotes do not match", where=f"${name}", todo=f"set {name} anew") from None
        if command:
            return command
    raise NewsreaderError("no editor is set", todo="set EDITOR")


def _run(command: list[str], environ: Mapping[str, str]) -> None:
    editor = _named(command[0])
    try:
        with _uninterrupted():
            status = subprocess.run(command, env=dict(environ), check=False).returncode
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise NewsreaderError(why, where=editor, todo="set EDITOR to an editor that is there") from None
    if status:
        raise NewsreaderError(f"it ended with status {status}", where=editor, todo=TEXT_UNCHANGED)


def _read(file: Path, editor: str) -> str:
    where = _named(editor)
    try:
        if not file.is_file():
            raise NewsreaderError("it left no text", where=where, todo=TEXT_UNCHANGED)
        with file.open("rb") as opened:
            data = opened.read(LARGEST_TEXT_BYTES + 1)
    except OSError as error:
        raise NewsreaderError(reason(error), where=where, todo=TEXT_UNCHANGED) from None
    if len(data) > LARGEST_TEXT_BYTES:
        raise NewsreaderError("the text is over 1 MB", where=where, todo=TEXT_UNCHANGED)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeDecodeError:
        raise NewsreaderError("the text is not UTF-8", where=where, todo=TEXT_UNCHANGED) from None


def _named(editor: str) -> str:
    """What a message calls the editor."""
    return printable(Path(editor).name)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave ctrl+c, which the terminal sends to this program too, to the editor.

    The handler does nothing. To ignore the signal instead would make the editor inherit that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
