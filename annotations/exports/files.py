"""Exported files: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, NoReturn

from annotations.store.durable import advice, reason, sync_folder, write_new
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from pathlib import Path

_MODE = 0o666
"""The permissions of a new file, less the user's umask: an export is made to be handed on."""


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write an export; with `force` also in the place of the file, or of a link's target, that is there.

    Raises NewsreaderError; then what was there is untouched and nothing is left.
    """
    try:
        mode = _mode_of_old(path, force)
        target = path.resolve()
        temp = target.with_name(f".{os.urandom(8).hex()}.newsreader.tmp")
        try:
            write_new(temp, data, mode=_MODE if mode is None else mode)
            if mode is not None:
                temp.chmod(mode)
                temp.replace(target)
            else:
                _put_new(temp, target)
            sync_folder(target.parent)
        finally:
            with contextlib.suppress(OSError):
                temp.unlink()
    except FileExistsError:
        _exists(path)
    except FileNotFoundError:
        _refuse(path, "its folder does not exist", "make it or choose another")
    except OSError as error:
        _refuse(path, f"not written: {reason(error)}", advice(error))


def _mode_of_old(path: Path, force: bool) -> int | None:
    """The permissions of the file that may be replaced; None where there is none."""
    if path.is_symlink() and not path.exists():
        _refuse(path, "is a link that leads nowhere", "choose another name")
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        _refuse(path, "is a folder" if stat.S_ISDIR(mode) else "is no ordinary file", "choose another name")
    if not force:
        _exists(path)
    return stat.S_IMODE(mode)


def _put_new(temp: Path, target: Path) -> None:
    """Give the file its name, unless another file has got it meanwhile: FileExistsError."""
    try:
        target.hardlink_to(temp)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError from None
        temp.replace(target)


def _exists(path: Path) -> NoReturn:
    _refuse(path, "exists already", "name another file, or replace it with --force")


def _refuse(path: Path, what: str, todo: str) -> NoReturn:
    raise NewsreaderError(what, where=printable(str(path)), todo=todo) from None
