"""What stands beside a store: backups of its snapshots, its retired journals, and damaged files that were set aside."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from annotations import journal
from annotations.durable import make_folder, sync_folder, write_new
from annotations.model import now

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.journal import Action

BACKUPS = 10
"""How many earlier snapshots are kept; the oldest goes."""

JOURNALS = 30
"""How many retired journals are kept: what can be taken back after a restart, and what a backup is brought up with."""


class Archive:
    """The folders `<stem>.backups` and `<stem>.history` beside a store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.backups_folder = path.parent / f"{path.stem}.backups"
        self.history_folder = path.parent / f"{path.stem}.history"

    # Backups

    def backups(self) -> list[Path]:
        """The backups, newest first."""
        return sorted(self.backups_folder.glob(f"{self._path.stem}-*.json"), reverse=True)

    def back_up(self) -> None:
        """Keep the snapshot as it is now under another name, by a hard link where there are such. Raises OSError."""
        if not self._path.exists() or any(self._path.samefile(newest) for newest in self.backups()[:1]):
            return
        make_folder(self.backups_folder)
        target = self._free_name()
        try:
            os.link(self._path, target)
        except OSError:
            shutil.copyfile(self._path, target)
            target.chmod(0o600)
        self._rotate()

    def back_up_bytes(self, data: bytes) -> None:
        """Keep these bytes of a snapshot that is no longer in its place. Raises OSError."""
        make_folder(self.backups_folder)
        write_new(self._free_name(), data, mode=0o600)
        self._rotate()

    def _free_name(self) -> Path:
        stamp = re.sub(r"[^0-9TZ]", "", now())
        names = (self.backups_folder / f"{self._path.stem}-{stamp}-{i:03}.json" for i in range(1000))
        return next(name for name in names if not name.exists())

    def _rotate(self) -> None:
        for old in self.backups()[BACKUPS:]:
            old.unlink(missing_ok=True)
        sync_folder(self.backups_folder)

    # Retired journals

    def journals(self) -> list[tuple[int, Path]]:
        """The retired journals with the generation that each follows, oldest first."""
        found = []
        for path in self.history_folder.glob("*.journal"):
            number = re.match(r"(\d+)", path.name)
            if number:
                found.append((int(number[1]), path))
        return sorted(found)

    def retire(self, path: Path, follows: int) -> None:
        """Move a journal that is in the snapshot to the retired ones. Raises OSError."""
        make_folder(self.history_folder)
        names = (self.history_folder / f"{follows:010}-{i:03}.journal" for i in range(1000))
        path.rename(next(name for name in names if not name.exists()))
        sync_folder(self.history_folder)
        sync_folder(path.parent)
        for _, old in self.journals()[:-JOURNALS]:
            old.unlink(missing_ok=True)

    def actions(self, since: int = 0) -> list[Action]:
        """What stands in the retired journals that follow generation `since` or a later one, oldest first."""
        found: list[Action] = []
        for follows, path in self.journals():
            if follows >= since:
                with contextlib.suppress(OSError):
                    found += journal.read(path).actions
        return found

    # Damage

    def set_aside(self, path: Path) -> Path:
        """Keep a damaged file, byte for byte, under another name; it stays in its place too. Raises OSError."""
        stamp = re.sub(r"[^0-9TZ]", "", now())
        names = (path.parent / f"{path.name}.corrupt-{stamp}-{i:03}" for i in range(1000))
        target = next(name for name in names if not name.exists())
        try:
            os.link(path, target)
        except OSError:
            shutil.copyfile(path, target)
            target.chmod(0o600)
        sync_folder(path.parent)
        return target
