"""Bytes of files, folders and standard input, taken so that no input can block or flood the program."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

MAX_ARTICLE_BYTES = 20_000_000
"""The size of the largest file that is read as an article."""

_CHUNK_BYTES = 1 << 20
# Without O_NONBLOCK, opening a FIFO waits for its writer; without O_NOCTTY, a terminal could become ours.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_REFUSED = {
    stat.S_IFDIR: ("a folder, not a file", "name a file in it"),
    stat.S_IFIFO: ("a pipe, not a file", "save the article as a file, or give it on standard input with `-`"),
    stat.S_IFCHR: ("a device, not a file", "name a file that holds an article's text"),
    stat.S_IFBLK: ("a device, not a file", "name a file that holds an article's text"),
    stat.S_IFSOCK: ("a socket, not a file", "name a file that holds an article's text"),
}
_ERRORS = {
    errno.ENOENT: ("no such file or folder", "check the name"),
    errno.ENOTDIR: ("no such file or folder", "check the name"),
    errno.EACCES: ("may not be read", "change its permissions or copy it"),
    errno.EPERM: ("may not be read", "change its permissions or copy it"),
    errno.ELOOP: ("a link that leads back to itself", "name the file itself"),
    errno.ENXIO: _REFUSED[stat.S_IFSOCK],
    errno.ENAMETOOLONG: ("the name is too long", "check the name"),
}


def path_of(named: str) -> Path:
    """The path that a person names, `~` being a home folder. Raises NewsreaderError where there is none."""
    try:
        return Path(named).expanduser()
    except RuntimeError:
        raise NewsreaderError(
            "no home folder of that user", where=printable(named), todo="name the folder in full, from /"
        ) from None


def read_file(path: str | Path) -> bytes:
    """The bytes of a regular file of at most `MAX_ARTICLE_BYTES` bytes. Raises NewsreaderError for anything else."""
    name = printable(str(path))
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise unreadable(error, name) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            what, todo = _REFUSED.get(stat.S_IFMT(found.st_mode), ("not a file", "name a file"))
            raise NewsreaderError(what, where=name, todo=todo)
        if found.st_size > MAX_ARTICLE_BYTES:
            raise _too_long(name)
        return _read_all(lambda size: os.read(descriptor, size), name)
    except OSError as error:
        raise unreadable(error, name) from None
    finally:
        os.close(descriptor)


def read_stream(stream: BinaryIO) -> bytes:
    """The bytes of standard input, at most `MAX_ARTICLE_BYTES`."""
    try:
        return _read_all(stream.read, "standard input")
    except (OSError, ValueError) as error:
        raise unreadable(error, "standard input") from None


MOST_FILES = 5_000
"""How many files of a folder are read at most."""


def articles_in(folder: str | Path) -> list[Path]:
    """The files that stand in a folder itself, by name; links and hidden files are left alone.

    Raises NewsreaderError where there are none, or more than `MOST_FILES`.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                entry.name
                for entry in entries
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)
            )
    except (OSError, ValueError) as error:
        raise unreadable(error, printable(str(folder))) from None
    if not found:
        raise NewsreaderError(
            "a folder without articles", where=printable(str(folder)), todo="put articles in it, or story.toml"
        )
    if len(found) > MOST_FILES:
        raise NewsreaderError(
            f"a folder of more than {MOST_FILES:,} files",
            where=printable(str(folder)),
            todo="name the files themselves",
        )
    return [Path(folder, name) for name in found]


def unreadable(error: OSError | ValueError, name: str) -> NewsreaderError:
    """What the system's error means for the reader of `name` (fit to print)."""
    if isinstance(error, OSError):
        what, todo = _ERRORS.get(error.errno or 0, ((error.strerror or "cannot be read").lower(), "check the file"))
    else:
        what, todo = "not a file name", "check the name"
    return NewsreaderError(what, where=name, todo=todo)


def _read_all(read: Callable[[int], bytes], name: str) -> bytes:
    chunks, size = [], 0
    while chunk := read(_CHUNK_BYTES):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_ARTICLE_BYTES:
            raise _too_long(name)
    return b"".join(chunks)


def _too_long(name: str) -> NewsreaderError:
    return NewsreaderError(
        f"longer than {MAX_ARTICLE_BYTES // 1_000_000} MB",
        where=name,
        todo="cut it to the article's text and open it again",
    )
