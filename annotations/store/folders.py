"""The folders that stand beside a store: two stores never share one, whatever their names have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".json"
"""The ending of a store's name that the names of its folders lack: beside `notes.json` stands `notes.backups`."""


def title(store: Path) -> str:
    """What the names of a store's folders and backups begin with: that of the file, without `.json`."""
    return store.stem if store.suffix == ENDING else store.name


def own(store: Path, what: str) -> Path:
    """The folder of a store that holds its backups, its history or its texts.

    Beside `notes.json` it is `notes.backups`, beside `notes.db` it is `notes.db-backups`: no two names give the same.
    """
    return store.parent / f"{title(store)}{'.' if store.suffix == ENDING else '-'}{what}"


def all_of(store: Path, what: str) -> list[Path]:
    """The store's own folder, and that which older programs gave it, unless it may be another store's by now.

    They named it by the stem alone, so that `notes.db` shared one with `notes.json`.
    """
    former = store.parent / f"{store.stem}.{what}"
    if store.suffix == ENDING or (store.parent / f"{store.stem}{ENDING}").exists():
        return [own(store, what)]
    return [own(store, what), former]
