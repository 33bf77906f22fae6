"""Work that could not be saved when the program ended: kept in a file of its own, which the next start takes in.

The file is a journal without a header. It stands beside the store or, where nothing can be written there, in the folder
of the program's state.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.bookmarks import Bookmark
from annotations.changes import Change
from annotations.clock import now
from annotations.ids import new_id, text_key
from annotations.store import journal
from annotations.store.applying import change_of
from annotations.store.durable import make_folder, sync_folder, write_new
from annotations.store.errors import OutdatedError, StoreError
from annotations.store.gone_tags import GONE_TAGS
from annotations.store.journal import Action, RecordEdit
from annotations.store.records import (
    AMENDMENTS,
    ARTICLES,
    BOOKMARKS,
    CODEBOOK,
    LINKS,
    PLACEMENTS,
    SHELF,
    UNITED,
    annotation_key,
    placement_from_record,
    placement_record,
    tag_record,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.amendments import Amendment
    from annotations.codebook.codebook import Tag
    from annotations.decisions import Decision
    from annotations.model import Annotation, Placement
    from annotations.store.snapshot import Record
    from annotations.store.storage import JournaledStorage

PATIENCE_SECONDS = 1.0
"""How long a start waits for a store that is locked, before it leaves the file for the next one."""

REFUSED = ".refused"
"""The end of the name of a file of which something could not be taken in."""


class Work(NamedTuple):
    """Something that a person did and that is not saved yet."""

    edits: tuple[RecordEdit, ...]
    what: str = ""
    id: str = ""
    undoes: str = ""
    redoes: str = ""

    @classmethod
    def of_change(cls, change: Change) -> Work:
        """A change of annotations, tags, decisions, amendments or stories."""
        return cls(tuple(_edits(change)), change.what, change.id, change.undoes, change.redoes)

    @classmethod
    def of_bookmark(cls, bookmark: Bookmark, *, on: bool) -> Work:
        """A bookmark that is put, or taken away."""
        before, after = (None, bookmark._asdict()) if on else (bookmark._asdict(), None)
        return cls((RecordEdit(BOOKMARKS, text_key(bookmark.article), before, after),))

    @classmethod
    def of_place(cls, article_id: str, annotation_id: str, placement: Placement) -> Work:
        """A place that was confirmed or refused."""
        record = placement_record(article_id, annotation_id, placement)
        return cls((RecordEdit(PLACEMENTS, text_key(annotation_id), None, record),))


def keep(store: Path, works: Sequence[Work], annotator: str) -> Path:
    """Write the work into a file, in the order in which it was done; durable when this returns. Raises OSError."""
    at = now()
    lines = (
        Action(work.id or new_id(), at, "", annotator, work.what, work.edits, work.undoes, work.redoes).line()
        for work in works
    )
    data = b"".join(lines)
    for begin in _begins(store, everywhere=True):
        path = begin.with_name(f"{begin.name}{re.sub(r'[^0-9TZ]', '', at)}-{os.getpid()}")
        try:
            make_folder(path.parent)
            write_new(path, data)
            sync_folder(path.parent)
        except OSError as error:
            problem = error
        else:
            return path
    raise problem


def kept(store: Path, *, everywhere: bool = True) -> list[Path]:
    """The files with work that was not saved, oldest first; those that stand elsewhere only where that is asked for."""
    begins = _begins(store, everywhere=everywhere)
    return [path for begin in begins for path in sorted(begin.parent.glob(f"{glob.escape(begin.name)}*"))]


def drop(path: Path) -> None:
    """Remove a file whose work is saved."""
    with contextlib.suppress(OSError):
        path.unlink()


def take_in(storage: JournaledStorage, *, everywhere: bool) -> None:
    """Save the work of such files in the store. What was done, and what could not be, is told as a message.

    Never raises. Work that is in the store already changes nothing.
    """
    for path in kept(storage.path, everywhere=everywhere):
        if path.name.endswith(REFUSED):
            continue
        try:
            tail = journal.read(path)
            done, refused = _taken_in(storage, tail.actions)
        except (OSError, StoreError) as error:
            why = error.why if isinstance(error, StoreError) else error
            storage.tell(f"work that was not saved when newsreader ended is kept as {path.name}: {why}", lost=True)
            continue
        if done:
            changes = "1 change that was" if done == 1 else f"{done} changes that were"
            storage.tell(f"{changes} not saved when newsreader ended {'is' if done == 1 else 'are'} in the store now")
        refused += tail.damaged + tail.torn
        if not refused:
            drop(path)
            continue
        with contextlib.suppress(OSError):
            path = path.rename(path.with_name(path.name + REFUSED))
        storage.tell(f"{refused} of the changes that are kept as {path.name} could not be taken in", lost=True)


def _taken_in(storage: JournaledStorage, actions: Sequence[Action]) -> tuple[int, int]:
    """How many of the actions were made, and how many could not be. Raises StoreError where nothing can be written."""
    done = refused = 0
    with storage.patience(PATIENCE_SECONDS):
        for action in actions:
            try:
                _make(storage, action)
            except (OutdatedError, KeyError, TypeError, ValueError, AttributeError):
                refused += 1
            else:
                done += 1
    return done, refused


def _make(storage: JournaledStorage, action: Action) -> None:
    """Do in the store what an action tells."""
    from annotations.store.store import Store  # imported where used: it imports this module's user

    store = Store(storage, action.annotator)
    by_hand = tuple(edit for edit in action.edits if edit.table not in (BOOKMARKS, PLACEMENTS))
    for table, _, before, after in action.edits:
        if table == BOOKMARKS:
            store.set_bookmark(Bookmark.from_record(after or before or {}), on=after is not None)
        elif table == PLACEMENTS and after is not None:
            store.save_placements(after["article"], {after["annotation"]: placement_from_record(after)})
    if not by_hand:
        return
    change = change_of(by_hand, Change(action.what, (), action.id, action.undoes, action.redoes))
    try:
        store.apply(change)
    except OutdatedError:
        # To take back or do again is refused where anything is otherwise by now; as a change of its own it is merged.
        store.apply(change._replace(undoes="", redoes=""))


def _edits(change: Change) -> Iterator[RecordEdit]:
    for edit in change.edits:
        yield RecordEdit(edit.some.passage.article, annotation_key(edit.id), _of(edit.before), _of(edit.after))
    for tag in change.tags:
        yield RecordEdit(CODEBOOK, text_key(tag.id), _of_tag(tag.before), _of_tag(tag.after))
        if tag.into:
            yield RecordEdit(GONE_TAGS, text_key(tag.id), None, {"id": tag.id, "into": tag.into})
    for link in change.links:
        yield RecordEdit(LINKS, link.key, _of_decision(link.before), _of_decision(link.after))
    for story in change.stories:
        yield RecordEdit(SHELF, story.key, story.before.to_record(), story.after.to_record())
    for amended in change.amendments:
        yield RecordEdit(AMENDMENTS, amended.key, _of_decision(amended.before), _of_decision(amended.after))
    for union in change.unions:
        before, after = ({"id": union.article, UNITED: into} for into in (union.before, union.after))
        yield RecordEdit(ARTICLES, text_key(union.article), before, after)


def _of(annotation: Annotation | None) -> Record | None:
    return None if annotation is None else annotation.to_record()


def _of_tag(tag: Tag | None) -> Record | None:
    return None if tag is None else tag_record(tag)


def _of_decision(decision: Decision | Amendment | None) -> Record | None:
    return None if decision is None else decision.to_record()


def _begins(store: Path, *, everywhere: bool) -> list[Path]:
    """What the paths of these files begin with: beside the store, and in the folders where the state may be.

    That is the folder of the file that NEWSREADER_STATE names, then the user's own.
    """
    beside = store.with_name(f"{store.name}.unsaved-")
    if not everywhere:
        return [beside]
    import platformdirs  # imported where used: it takes longer than all that a command does with a store

    folders = [Path(platformdirs.user_state_dir("newsreader", appauthor=False))]
    if named := os.environ.get("NEWSREADER_STATE"):
        with contextlib.suppress(RuntimeError):  # no home folder of that user
            folders.insert(0, Path(named).expanduser().absolute().parent)
    begin = f"{hashlib.sha256(os.fsencode(store)).hexdigest()[:16]}-"
    return [beside, *dict.fromkeys(folder / "unsaved" / begin for folder in folders)]
