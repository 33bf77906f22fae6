"""Between a session and the writer's thread: hands changes on, tells how their saving stands and what others wrote."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from annotations.anchoring import decisions
from annotations.anchoring.annotations import find_annotations
from annotations.anchoring.bookmarks import find_bookmarks
from annotations.store.store import OutdatedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from annotations.anchoring.decisions import Decided
    from annotations.bookmarks import Bookmark
    from annotations.changes import Change, Edit
    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation, Placement
    from annotations.store.store import Store
    from annotations.store.writer import Writer
    from articles.model import Story

_Found = TypeVar("_Found")


class StoredStory(NamedTuple):
    """What stands in the store for a story."""

    annotations: list[Annotation]
    codebook: Codebook
    bookmarks: list[tuple[Bookmark, int]]
    """With where each stands in the open texts."""
    decided: Decided
    change_count: int
    """How many changes of this window it was looked at after."""


class Saving:
    """The session's `Keeper`. Nothing waits: `state` says whether all of it is on the disk."""

    def __init__(self, writer: Writer, seen: int = 0, versions: Collection[str] = ()) -> None:
        """For a store of which the first `seen` changes by other windows are shown already; `versions` are open."""
        self._versions = frozenset(versions)
        self._writer = writer
        self.error = ""
        """Why something is not saved, or empty."""
        self.notices: list[str] = []
        """What the person should be told of other windows' changes and of damage; the writer's thread adds to it."""
        self.change_count = 0
        """How many changes were handed on."""
        self._open: set[int] = set()
        """The pieces of work that are not on the disk yet, by number."""
        self._count = 0
        self._seen = seen
        self.state_changed: Callable[[], None] = lambda: None
        """Called, in any thread, when the state may be another one."""
        self.amended: Callable[[Change], None] = lambda _: None
        """Called, in the writer's thread, with what a change came to that may have been more than was asked for."""

    def apply(self, change: Change) -> None:
        """Keep a change."""
        self.change_count += 1
        self._submit(lambda store: self._make(store, change))

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        """Keep a bookmark, or drop it."""
        self.change_count += 1
        self._submit(lambda store: store.set_bookmark(bookmark, on))

    def keep_story(self, story: Story, place: dict[str, Any] | None = None) -> None:
        """Keep what is known of a story and where the reader is in it."""
        self._submit(lambda store: store.keep_story(story, place))

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Keep where an annotation stands in the open version of its article."""
        self.change_count += 1
        self._submit(lambda store: store.save_placements(article_id, {annotation_id: placement}))

    def try_again(self) -> bool:
        """Try once more what could not be saved; whether there was anything."""
        if not self._writer.failed:
            return False
        self._writer.retry()
        return True

    def poll(self, story: Story, found: Callable[[StoredStory], None]) -> None:
        """Have `found` called, in the writer's thread, where other windows wrote since this was asked last."""
        if self._open:
            return
        changes = self.change_count

        def work(store: Store) -> None:
            store.refresh()
            messages = store.messages()
            if messages:
                self.notices += messages
                self.state_changed()
            if store.foreign != self._seen:
                self._seen = store.foreign
                annotations = [
                    annotation for article in story.articles for annotation in find_annotations(store, article)
                ]
                found(
                    StoredStory(
                        annotations,
                        store.codebook,
                        find_bookmarks(store, story),
                        decisions.find_decisions(store, story),
                        changes,
                    )
                )

        self._ask(work)

    def poll_anew(self) -> None:
        """Count what others wrote as not seen: the next look tells it again."""
        self._seen = -1

    async def read(self, work: Callable[[Store], _Found]) -> _Found:
        """What `work`, done in the writer's thread after all that was handed on, finds in the store.

        Raises NewsreaderError where the store cannot be read, or not everything is saved.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Found] = loop.create_future()

        def settle(found: _Found | None, error: Exception | None) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(cast("_Found", found))

        def harmless(store: Store) -> None:
            try:
                found = work(store)
            except Exception as error:  # kept as work that failed, it would say `not saved` of nothing
                loop.call_soon_threadsafe(settle, None, error)
            else:
                loop.call_soon_threadsafe(settle, found, None)

        def unsaved(error: Exception | None) -> None:
            if error is not None:
                loop.call_soon_threadsafe(settle, None, error)

        self._writer.submit(harmless, unsaved)
        return await answer

    def tidy(self) -> None:
        """Have what a window that was killed left in the journal folded into the file that stock TinyDB opens."""
        self._ask(lambda store: store.compact())

    def remember(self, story: Story, found: Callable[[list[Change]], None]) -> None:
        """Have `found` called, in the writer's thread, with what this annotator did to a story before."""
        self._ask(lambda store: found(store.history([article.id for article in story.articles])))

    @property
    def state(self) -> str:
        """For the title: `saving`, `saved`, `not saved`, or nothing before the first change."""
        if self._writer.failed:
            return "not saved"
        if not self.change_count:
            return ""
        return "saving" if self._open else "saved"

    @property
    def unsaved(self) -> bool:
        """Whether something that the person did could not be saved."""
        return bool(self.change_count and self._writer.failed)

    def close(self) -> bool:
        """Finish writing; whether everything is on the disk."""
        return self._writer.close()

    def _make(self, store: Store, change: Change) -> None:
        try:
            collided, done = store.apply(change)
        except OutdatedError:
            self.notices.append(f"Not done: {change.what}: it was changed in another window since")
            self.poll_anew()
            return
        if change.tags or any(map(self._is_lost, done.edits)):
            self.poll_anew()
        if change.tags or change.undoes or change.redoes:
            self.amended(done)
        if collided:
            if any(edit.after is None for edit in change.edits):
                self.notices.append("Not removed: it was changed in another window meanwhile")
            else:
                self.notices.append(f"{', '.join(collided)}: changed in another window too; the later one stays")
            self.poll_anew()

    def _is_lost(self, edit: Edit) -> bool:
        """Whether an annotation came back of which is not known where it stands in the text that is open."""
        after = edit.after
        return after is not None and after.placement is None and after.passage.version not in self._versions

    def _submit(self, work: Callable[[Store], None]) -> None:
        self._count += 1
        number = self._count
        self._open.add(number)

        def done(error: Exception | None) -> None:
            if error is not None:
                self.error = str(error)
            else:
                self._open.discard(number)
                if not self._writer.failed:
                    self.error = ""
            self.state_changed()

        self._writer.submit(work, done)

    def _ask(self, work: Callable[[Store], None]) -> None:
        """Work that writes nothing: where it fails nothing is lost, and the next writing tells why."""

        def harmless(store: Store) -> None:
            try:
                work(store)
            except Exception:  # whatever it is: kept as work that failed, it would say `not saved` of nothing
                self.poll_anew()

        self._writer.submit(harmless, lambda error: None)
