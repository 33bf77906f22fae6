"""Simulated power cuts: what a run asks of the system is recorded, which tells what a disk may hold after a cut.

A file's bytes are sure after a sync of the file, a name in a folder after a sync of the folder; a rename is one step.
What is not sure may be there, be missing, or, of bytes, be there in part or as zeros. Names that are not sure come and
go one by one, in any combination of all, none, all but one and one alone.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

Files = dict[str, bytes]
"""What a folder holds, by the paths in it; folders are left to those who write the files."""


PARTS = (0.1, 0.5, 0.99)
"""How much of a write may be there without the rest."""


class Op(NamedTuple):
    """Something asked of the system, in paths below the folder that is watched."""

    kind: str
    path: str
    other: str = ""
    at: int = 0
    data: bytes = b""
    site: str = ""
    """Of a sync: the function that wanted it."""


class Recorder:
    """Watches the calls of `os` that change files below a folder, all of which it lets happen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ops: list[Op] = []
        self._open: dict[int, str] = {}

    def mark(self, what: str) -> None:
        """Note a moment."""
        self.ops.append(Op("mark", what))

    @contextmanager
    def watching(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Record meanwhile."""
        with monkeypatch.context() as patch:
            for name in ("open", "close", "write", "fsync", "fdatasync", "ftruncate", "mkdir", "unlink"):
                patch.setattr(os, name, self._watched(name, getattr(os, name)))
            for name in ("rename", "replace", "link"):
                patch.setattr(os, name, self._watched_two(name, getattr(os, name)))
            yield

    def _watched(self, name: str, real: Any) -> Any:
        def call(what: Any, *args: Any, **kwargs: Any) -> Any:
            size = os.fstat(what).st_size if name == "write" and what in self._open else 0
            there = name == "open" and os.path.lexists(what)
            result = real(what, *args, **kwargs)
            if name == "open":
                self._opened(result, os.fspath(what), args[0], there)
            elif name in ("mkdir", "unlink"):
                self._note(name, os.fspath(what))
            elif what in self._open:
                path = self._open[what]
                if name == "close":
                    del self._open[what]
                elif name == "write":
                    self.ops.append(Op("write", path, at=size, data=bytes(args[0])[:result]))
                elif name == "ftruncate":
                    self.ops.append(Op("truncate", path, at=args[0]))
                else:
                    self.ops.append(Op("sync", path, site=_site(what)))
            return result

        return call

    def _watched_two(self, name: str, real: Any) -> Any:
        def call(one: Any, other: Any, **kwargs: Any) -> None:
            real(one, other, **kwargs)
            paths = [self._inside(os.fspath(path)) for path in (one, other)]
            if None not in paths:
                self.ops.append(Op("link" if name == "link" else "rename", str(paths[0]), str(paths[1])))

        return call

    def _opened(self, fd: int, path: str, flags: int, there: bool) -> None:
        inside = self._inside(path)
        if inside is None:
            return
        if flags & os.O_CREAT and not there:
            self.ops.append(Op("create", inside))
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY):
            self._open[fd] = inside

    def _note(self, kind: str, path: str) -> None:
        inside = self._inside(path)
        if inside is not None:
            self.ops.append(Op(kind, inside))

    def _inside(self, path: str) -> str | None:
        try:
            inside = Path(path).relative_to(self.folder).as_posix()
        except ValueError:
            return None
        return None if inside.endswith(".lock") else inside


def _site(fd: int) -> str:
    """The function that wanted the sync, the first on the stack that is not one of those that only do it; and of what.

    Such as `journal.create of a folder`.
    """
    frame = sys._getframe(2)
    while frame.f_code.co_name in ("_sync", "sync_data", "sync_folder", "call"):
        assert frame.f_back is not None
        frame = frame.f_back
    what = "folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file"
    return f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name} of a {what}"


@dataclass
class _File:
    sure: bytes = b""
    now: bytes = b""
    unsure: list[Op] = field(default_factory=list)

    def states(self) -> dict[str, bytes]:
        """What it may hold after a cut."""
        if not self.unsure:
            return {"none": self.sure}
        last, states = self.unsure[-1], {"none": self.sure, "all": self.now}
        if last.kind == "write":
            before, size = self.now[: last.at], len(last.data)
            for part in PARTS:
                states[f"torn {part}"] = before + last.data[: int(size * part)]
            states["zeros"] = before + bytes(size)
            states["zeros at the end"] = before + last.data[: size // 2] + bytes(size - size // 2)
            states["zeros at the beginning"] = before + bytes(size // 2) + last.data[size // 2 :]
        return states


class _Name(NamedTuple):
    """A step that changes names: this file is now here, and no longer there."""

    folders: frozenset[str]
    here: str
    gone: str
    file: _File | None
    """None for a folder."""


class Disk:
    """What stands on a disk, surely and perhaps, after a run so far."""

    def __init__(self, files: Files) -> None:
        self._sure: dict[str, _File | None] = {path: _File(data, data) for path, data in files.items()}
        for path in files:
            self._sure.update({str(folder): None for folder in Path(path).parents if str(folder) != "."})
        self._now = dict(self._sure)
        self._unsure: list[_Name] = []

    def do(self, op: Op) -> None:
        """Take in what was asked of the system."""
        file = self._now.get(op.path)
        if op.kind in ("create", "mkdir"):
            self._name(_Name(_folders(op.path), op.path, "", _File() if op.kind == "create" else None))
        elif op.kind in ("rename", "link"):
            gone = op.path if op.kind == "rename" else ""
            self._name(_Name(_folders(op.path, op.other) if gone else _folders(op.other), op.other, gone, file))
        elif op.kind == "unlink":
            self._name(_Name(_folders(op.path), "", op.path, file))
        elif op.kind == "write" and file is not None:
            file.now = file.now[: op.at] + op.data
            file.unsure.append(op)
        elif op.kind == "truncate" and file is not None:
            file.now = file.now[: op.at]
            file.unsure.append(op)
        elif op.kind == "sync" and file is not None:
            file.sure, file.unsure = file.now, []
        elif op.kind == "sync":
            for name in [name for name in self._unsure if op.path in name.folders]:
                _step(self._sure, name)
                self._unsure.remove(name)

    def now(self) -> Files:
        """What a running program finds, also after another one was killed."""
        return {path: file.now for path, file in self._now.items() if file is not None}

    def states(self) -> Iterator[Files]:
        """What may be there after a cut."""
        steps = self._unsure
        kept = [[], steps]
        if len(steps) > 1:
            kept += [[step for step in steps if step is not other] for other in steps] + [[step] for step in steps]
        for some in kept:
            names = dict(self._sure)
            for step in some:
                _step(names, step)
            there = {path: file for path, file in names.items() if file is not None and _is_in(names, path)}
            states = {path: file.states() for path, file in there.items()}
            for how in dict.fromkeys(how for several in states.values() for how in several):
                yield {
                    path: several.get(how, file.sure)
                    for (path, several), file in zip(states.items(), there.values(), strict=True)
                }

    def _name(self, step: _Name) -> None:
        _step(self._now, step)
        self._unsure.append(step)


def _step(names: dict[str, _File | None], step: _Name) -> None:
    if step.gone and names.get(step.gone) is step.file:
        names.pop(step.gone, None)
    if step.here:
        names[step.here] = step.file


def _folders(*paths: str) -> frozenset[str]:
    return frozenset(Path(path).parent.as_posix() for path in paths)


def _is_in(names: dict[str, _File | None], path: str) -> bool:
    return all(str(folder) in names for folder in Path(path).parents if str(folder) != ".")


def lay_out(files: Files, folder: Path) -> None:
    """Write the files below a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
