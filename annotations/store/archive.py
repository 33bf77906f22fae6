"""What stands beside a store: backups of its snapshots, its retired journals, and damaged files that were set aside."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from annotations.clock import now
from annotations.store import folders, journal, rotation
from annotations.store.durable import keep_also, make_folder, open_regular, sync_folder, write_new

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


JOURNALS_KEPT = 30
"""How many retired journals are kept: undo after a restart and the restoring of a backup reach back as far."""


class Archive:
    """The folders of a store's backups and of its history.

    The names of what is in them tell the generation of a snapshot, so that their order needs no clock.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._title = folders.title(path)
        self.backups_folder = folders.own(path, "backups")
        self.history_folder = folders.own(path, "history")

    def newest(self) -> int:
        """The lowest generation that the snapshot can have, judged by what is in the archive; 0 where nothing is."""
        backups = (generation for generation, _ in self._backups())
        return max([0, *backups, *(follows + 1 for follows, _ in self.journals())])

    # Backups

    def backups(self) -> list[Path]:
        """The backups, newest first."""
        return [path for _, path in reversed(self._backups())]

    def has_backup(self, generation: int) -> bool:
        """Whether the snapshot of this generation is among the backups."""
        return any(generation == kept for kept, _ in self._backups())

    def back_up(self, generation: int) -> None:
        """Keep the snapshot, which has this generation, under another name too, unless it is kept. Raises OSError."""
        if not self._path.exists() or any(self._path.samefile(newest) for newest in self.backups()[:1]):
            return
        make_folder(self.backups_folder)
        keep_also(self._path, self._free_name(generation))
        self._rotate()

    def back_up_bytes(self, data: bytes, generation: int) -> Path:
        """Keep these bytes of a snapshot that is no longer in its place. Raises OSError."""
        make_folder(self.backups_folder)
        path = self._free_name(generation)
        write_new(path, data)
        self._rotate()
        return path

    def _backups(self) -> list[tuple[int, Path]]:
        titles = "|".join(map(re.escape, {self._title, self._path.stem}))
        pattern = re.compile(rf"(?:{titles})-([0-9]{{6,12}})-[0-9TZ]+-[0-9]{{3}}\.json")
        return _numbered(self._in("backups", "*.json"), pattern)

    def _in(self, what: str, names: str) -> Iterable[Path]:
        return (path for folder in folders.all_of(self._path, what) for path in folder.glob(names))

    def _free_name(self, generation: int) -> Path:
        begin = f"{self._title}-{generation:06}-{_stamp()}"
        return _free(self.backups_folder / f"{begin}-{i:03}.json" for i in range(1000))

    def _rotate(self) -> None:
        # Before older ones go, and before the snapshot is replaced.
        sync_folder(self.backups_folder)
        for old in rotation.superfluous(self.backups()):
            old.unlink(missing_ok=True)

    # Retired journals

    def journals(self) -> list[tuple[int, Path]]:
        """The retired journals with the generation that each follows, oldest first."""
        return _numbered(self._in("history", "*.journal"), re.compile(r"([0-9]{6,12})-[0-9]{3}\.journal"))

    def retire(self, path: Path, follows: int, *, damaged: bool = False) -> None:
        """Move a journal to the retired ones; the snapshot that holds it must be durable. Raises OSError.

        Of one that is `damaged` the whole lines are retired, so that nobody finds the damage again. Where a power cut
        undoes the move the journal is in its old place, and known to be in the snapshot.
        """
        make_folder(self.history_folder)
        target = _free(self.history_folder / f"{follows:06}-{i:03}.journal" for i in range(1000))
        if damaged:
            write_new(target, journal.whole_lines(path.read_bytes()))
            sync_folder(self.history_folder)
            path.unlink()
        else:
            path.rename(target)
        for _, old in self.journals()[:-JOURNALS_KEPT]:
            old.unlink(missing_ok=True)

    def tails(self, since: int = 0) -> list[tuple[int, journal.Tail]]:
        """What stands in the retired journals, with the generation that each follows, oldest first."""
        found = []
        for follows, path in self.journals():
            if follows >= since:
                with contextlib.suppress(OSError):
                    found.append((follows, journal.read(path)))
        return found

    # Damage

    def damaged(self) -> list[Path]:
        """The damaged files that were set aside, by name."""
        names = (self._path.name, journal.beside(self._path).name)
        return sorted(
            path for path in self._path.parent.iterdir() if any(path.name.startswith(f"{n}.corrupt-") for n in names)
        )

    def set_aside(self, path: Path) -> Path:
        """Keep a damaged file, byte for byte, under another name, once; it stays in its place too. Raises OSError."""
        begin = f"{path.name}.corrupt-"
        with os.fdopen(open_regular(path), "rb") as file:
            data = file.read()
        for kept in self.damaged():
            if kept.name.startswith(begin) and _holds(kept, data):
                return kept
        begin += _stamp()
        target = _free(path.parent / f"{begin}-{i:03}" for i in range(1000))
        keep_also(path, target)
        sync_folder(path.parent)
        return target


def _numbered(paths: Iterable[Path], pattern: re.Pattern[str]) -> list[tuple[int, Path]]:
    """The paths whose names the pattern matches, ordered by the number in them, then by name."""
    named = ((pattern.fullmatch(path.name), path) for path in paths)
    return sorted((int(match[1]), path) for match, path in named if match)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _free(names: Iterable[Path]) -> Path:
    return next(name for name in names if not name.exists())


def _stamp() -> str:
    return re.sub(r"[^0-9TZ]", "", now())
