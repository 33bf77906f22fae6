"""Which backups go when a new one has been made: sittings in which nothing was done never push out what was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from annotations.store import snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BACKUPS_KEPT = 10
"""How many states are kept; those that hold the same annotations, tags, decisions and bookmarks are one."""

DAYS_KEPT = 10
"""For how many days the last backup is kept besides, of those on which there was one."""

_HEAD_BYTES = 4096
"""How much of a backup says what it holds."""


def superfluous(backups: Sequence[Path]) -> list[Path]:
    """Those of the backups, newest first, that go; none while there are no more than `BACKUPS_KEPT`."""
    if len(backups) <= BACKUPS_KEPT:
        return []
    states = _states(backups)
    kept = {*backups[:1], *states[:BACKUPS_KEPT]}
    for day_of in (_written, _replaced):
        last = {day: path for path in reversed(backups) if (day := day_of(path)) is not None}
        kept.update(sorted(last.values(), key=backups.index)[:DAYS_KEPT])
    gone = [path for path in backups if path not in kept]
    # What a checksum does not vouch for may hold anything, whatever it says of itself.
    return [path for path in gone if path in states or _is_as_written(path)]


def _states(backups: Sequence[Path]) -> list[Path]:
    """The newest backup of each run of those that hold the same."""
    states: list[Path] = []
    last: str | None = None
    for path in backups:
        held = _held(path)
        if held is None or held != last:
            states.append(path)
        last = held
    return states


def _held(path: Path) -> str | None:
    """What identifies the content of a backup; None where it does not say."""
    try:
        with path.open("rb") as file:
            return snapshot.content_in(file.read(_HEAD_BYTES))
    except OSError:
        return None


def _is_as_written(path: Path) -> bool:
    try:
        return snapshot.is_as_written(path.read_bytes())
    except OSError:
        return False


def _written(path: Path) -> date | None:
    """The local day on which the state was written."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    except (OSError, ValueError, OverflowError):
        return None


def _replaced(path: Path) -> date | None:
    """The local day on which it was replaced, as its name says it: copies of files may have lost their times."""
    stamp = path.stem.rsplit("-", 2)[1]
    try:
        return datetime.strptime(stamp[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC).astimezone().date()
    except ValueError:
        return None
