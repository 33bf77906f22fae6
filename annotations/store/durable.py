"""Writes files so that they are there whole or not at all: beside their place first, synced, then moved into it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "make room on the disk, then try again",
    errno.EDQUOT: "make room in your quota, then try again",
    errno.EFBIG: "the place limits the size of files: choose another",
    errno.EROFS: "the place is read-only: choose another",
    errno.EACCES: "you may not write there: choose another place",
    errno.EPERM: "you may not write there: choose another place",
}


def advice(error: OSError) -> str:
    """What a person can do about a failed write."""
    return _ADVICE.get(error.errno or 0, "try again")


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, with a small letter first."""
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]


def make_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, for the owner alone (0700), and sync what they stand in.

    Raises OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    # Another window may make it in the same moment.
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    sync_folder(folder.parent)


def replace_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put `data` at `path` in one step; it is on the disk when this returns.

    `path` is no symbolic link. One process at a time may write a given path: what a killed one left behind is cleared
    away. Raises OSError; then the old file is as it was and nothing else is left, unless only the sync of the folder
    failed: the new file is then in place, but a power cut may bring the old one back.
    """
    temp = path.with_name(f".{path.name}.newsreader.tmp")
    with contextlib.suppress(FileNotFoundError):
        temp.unlink()
    write_new(temp, data, mode=mode)
    try:
        temp.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink()
        raise
    sync_folder(path.parent)


def write_new(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write and sync a file that does not exist yet; its name may not be durable when this returns.

    Raises OSError, nothing being left then, and FileExistsError for a file that exists.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    try:
        write_all(fd, data)
        _sync(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    finally:
        os.close(fd)


def keep_also(source: Path, target: Path) -> None:
    """Give a file that will not be written again a second name, or where links cannot be, a copy. Raises OSError."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        write_new(target, source.read_bytes())
        shutil.copystat(source, target)
        target.chmod(0o600)


def write_all(fd: int, data: bytes) -> None:
    """Write the bytes, in as many pieces as the system takes. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_data(fd: int) -> None:
    """Make what was appended to a file durable: its bytes and its size, not its times. Raises OSError."""
    if sys.platform == "darwin":
        _sync(fd)
    else:
        os.fdatasync(fd)


def sync_folder(folder: Path) -> None:
    """Make the names in the folder durable. Raises OSError."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _sync(fd)
    finally:
        os.close(fd)


def followed(path: Path) -> Path:
    """Where a file is, or will be, when all links are followed. Raises OSError for links to nowhere or in a circle."""
    try:
        if not path.is_symlink() or path.exists():
            return path.resolve()
    except RuntimeError:  # what Python 3.11 calls a circle
        raise OSError(errno.ELOOP, "is reached through links that go in a circle", str(path)) from None
    raise FileNotFoundError(errno.ENOENT, "is a link that leads nowhere", str(path))


def open_regular(path: Path) -> int:
    """A descriptor to read a regular file, following links; never waits for the other end of a pipe.

    Raises OSError: FileNotFoundError also for a link that leads nowhere, EINVAL for what is no regular file.
    """
    kind = stat.S_IFMT(path.stat().st_mode)
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, f"is {_KINDS.get(kind, 'something else')}, not a file", str(path))
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def _sync(fd: int) -> None:
    if sys.platform == "darwin":
        # There fsync leaves the data in the drive's cache; F_FULLFSYNC does not, but not every file system knows it.
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)
