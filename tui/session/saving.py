"""Between a session and the writer's thread: saves changes, tells whether they are saved, reads what others wrote."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from annotations.anchoring import amendments, decisions
from annotations.anchoring.annotations import find_annotations
from annotations.anchoring.bookmarks import find_bookmarks
from annotations.store import emergency
from annotations.store.emergency import Work
from annotations.store.errors import OutdatedError, StoreError
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from annotations.anchoring.amendments import Amended
    from annotations.anchoring.decisions import Decided
    from annotations.bookmarks import Bookmark
    from annotations.changes import Change, Edit
    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation, Placement
    from annotations.store.store import Store
    from annotations.store.writer import Writer
    from articles.model import Story

_Found = TypeVar("_Found")

LONGEST_WAIT_POLLS = 20
"""After how many polls, at the latest, is tried again what could not be saved."""

FLUSH_SECONDS = 1.0
"""How long closing waits before it puts what is not saved into a file of its own."""


class StoredStory(NamedTuple):
    """What the store holds for a story."""

    annotations: list[Annotation]
    codebook: Codebook
    bookmarks: list[tuple[Bookmark, int]]
    """Each with its place in the open texts, in code points."""
    decided: Decided
    amended: Amended
    change_count: int
    """The number of changes of this window that the store held then."""
    explained: bool = False
    """Whether a message tells already why it is not as before: it was no other window that changed it."""


def _stored(store: Store, story: Story, changes: int) -> StoredStory:
    annotations = [annotation for article in story.articles for annotation in find_annotations(store, article)]
    bookmarks, decided = find_bookmarks(store, story), decisions.find_decisions(store, story)
    amended = amendments.find_amendments(store, story)
    return StoredStory(annotations, store.codebook, bookmarks, decided, amended, changes)


def _done(change: Change) -> str:
    return "taken back" if change.undoes else "done again" if change.redoes else "done"


def _late(change: Change, done: Change) -> list[str]:
    """The tags that a change was to give and that were not given, as they are in the codebook no more."""
    given = {tag for edit in done.edits if edit.after for tag in edit.after.tags}
    wanted = {
        tag: None
        for edit in change.edits
        for tag in (edit.after.tags if edit.after else ())
        if edit.before is None or tag not in edit.before.tags
    }
    return [tag for tag in wanted if tag not in given] if done.edits else []


def _why(error: Exception) -> str:
    """Why something is not saved, for who says already that it is not, and that it is tried again."""
    if not isinstance(error, StoreError):
        return str(error)
    where = f" ({error.where})" if error.where else ""
    todo = error.todo.removesuffix(_AGAIN).removesuffix(", then ")
    return f"{error.why}{where}; {todo}" if todo else f"{error.why}{where}"


_AGAIN = "try again"


class _Waits:
    """How many polls to wait before something is tried again: 1, 2, 4 and so on, at most `LONGEST_WAIT_POLLS`."""

    def __init__(self) -> None:
        self._length = self._left = 1

    def begin(self) -> None:
        """Begin anew: something new is to be saved."""
        self._length = self._left = 1

    def are_over(self) -> bool:
        """Count a poll; whether it is time to try again."""
        self._left -= 1
        if self._left > 0:
            return False
        self._length = self._left = min(2 * self._length, LONGEST_WAIT_POLLS)
        return True


class Saving:
    """The session's `Keeper`. No call waits for the disk: `state` says whether everything is saved."""

    def __init__(self, writer: Writer, seen: int = 0, versions: Collection[str] = ()) -> None:
        """`seen` is the value of `Store.foreign` that is on the screen; `versions` are the hashes of the open texts."""
        self._versions = frozenset(versions)
        self._writer = writer
        self.error = ""
        """Why something is not saved; empty if nothing failed."""
        self.recovered = False
        """Whether everything is saved after something was not; who has told that takes it back."""
        self.notices: list[str] = []
        """Messages for the person about other windows' changes and about damage; the writer's thread adds to them."""
        self.change_count = 0
        """The number of changes that were handed to the writer."""
        self._unfinished: dict[int, Callable[[], Work] | None] = {}
        """The pieces of work that are not on the disk yet, by their numbers; None for what the program notes by itself.
        """
        self._count = 0
        self._waits = _Waits()
        self.kept: Path | None = None
        """The file that holds what was not saved when the reader was left; None where everything was saved."""
        self._seen = seen
        self.state_changed: Callable[[], None] = lambda: None
        """Called, in any thread, when `state`, `error` or `notices` may have changed."""
        self.amended: Callable[[Change], None] = lambda _: None
        """Called, in the writer's thread, with a change as it was made, if that may differ from what was asked for."""

        self.refused: Callable[[Change], None] = lambda _: None
        """Called, in the writer's thread, with a change that was not made, as others changed the same since."""

    def turn_to(self, seen: int, versions: Collection[str]) -> None:
        """Go on with another story, or with other texts; `seen` and `versions` are as when it begins."""
        self._seen, self._versions = seen, frozenset(versions)

    def apply(self, change: Change) -> None:
        """Save a change."""
        self.change_count += 1
        self._submit(lambda store: self._make(store, change), lambda: Work.of_change(change))

    def bookmark(self, bookmark: Bookmark, *, on: bool) -> None:
        """Save a bookmark, or its removal."""
        self.change_count += 1
        self._submit(lambda store: store.set_bookmark(bookmark, on), lambda: Work.of_bookmark(bookmark, on=on))

    def lock_codebook(self, locked: bool) -> None:
        """Save that the codebook is locked, or is not any more."""
        self.change_count += 1
        self._submit(lambda store: store.lock_codebook(locked))

    def keep_story(self, story: Story, place: dict[str, Any] | None = None, *, opened: bool = False) -> None:
        """Save what is known of a story, and the reader's place in it; `opened` where it was opened just now."""
        self._submit(lambda store: store.keep_story(story, place, opened=opened))

    def place(self, article_id: str, annotation_id: str, placement: Placement) -> None:
        """Save the place of an annotation in the open version of its article."""
        self.change_count += 1
        self._submit(
            lambda store: store.save_placements(article_id, {annotation_id: placement}),
            lambda: Work.of_place(article_id, annotation_id, placement),
        )

    def try_again(self) -> bool:
        """Try again to save what could not be saved; returns whether there was anything."""
        if not self._writer.failed:
            return False
        self._writer.retry()
        return True

    def poll(self, story: Story, found: Callable[[StoredStory], None]) -> None:
        """Call `found`, in the writer's thread, if other windows wrote to the store since the last poll.

        While something could not be saved, that is tried again instead, ever less often.
        """
        if self._unfinished:
            if self._writer.failed and self._writer.is_idle and self._waits.are_over():
                self._writer.retry()
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
                found(_stored(store, story, changes)._replace(explained=bool(messages)))

        self._ask(work)

    async def looked(self, story: Story) -> StoredStory | None:
        """What the store holds now; None where nothing was written by others since the last poll, or it is not known.

        It waits until the changes of this window are on the disk, so that what it tells is true when it returns.
        """

        def work(store: Store) -> StoredStory | None:
            store.refresh()
            return _stored(store, story, changes) if store.foreign != self._seen else None

        changes = self.change_count
        try:
            return await self.read(work)
        except NewsreaderError:  # the title says that something is not saved
            return None

    def poll_anew(self) -> None:
        """Have the next poll report what the store holds in any case."""
        self._seen = -1

    async def read(self, work: Callable[[Store], _Found]) -> _Found:
        """Do `work` in the writer's thread, after all earlier work, and return its result.

        Raises NewsreaderError if the store cannot be read, or not everything is saved.
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

        def guarded(store: Store) -> None:
            try:
                found = work(store)
            except Exception as error:  # a failed read must not count as work that is not saved
                loop.call_soon_threadsafe(settle, None, error)
            else:
                loop.call_soon_threadsafe(settle, found, None)

        def unsaved(error: Exception | None) -> None:
            if error is not None:
                loop.call_soon_threadsafe(settle, None, error)

        self._writer.submit(guarded, unsaved)
        return await answer

    def tidy(self) -> None:
        """Fold what a killed window left in the journal into the file that stock TinyDB opens."""
        self._ask(lambda store: store.compact())

    def remember(self, story: Story, found: Callable[[list[Change]], None]) -> None:
        """Call `found`, in the writer's thread, with this annotator's changes of a story from earlier sittings."""
        self._ask(lambda store: found(store.history([article.id for article in story.articles])))

    @property
    def state(self) -> str:
        """The state as the title shows it: `saving`, `saved`, `not saved`; empty before the first change."""
        if self._writer.failed:
            return "not saved"
        if not self.change_count:
            return ""
        return "saving" if self._unfinished else "saved"

    @property
    def unsaved(self) -> bool:
        """Whether something that the person did is not on the disk yet."""
        return any(work is not None for work in self._unfinished.copy().values())

    @property
    def could_be_kept(self) -> bool:
        """Whether what is not saved can be put into a file for the next start: it is tried, and the file removed."""
        kept = self._keep_unsaved()
        if kept is not None:
            emergency.drop(kept)
        return kept is not None

    def close(self) -> bool:
        """Finish writing; returns whether everything is on the disk.

        What is not there soon is put into a file of its own first, `kept`, which stays where it cannot be saved.
        """
        if not self._writer.flush(FLUSH_SECONDS):
            self.kept = self._keep_unsaved()
        saved = self._writer.close()
        if saved and self.kept is not None:
            emergency.drop(self.kept)
            self.kept = None
        return saved

    def _keep_unsaved(self) -> Path | None:
        works = [work() for _, work in sorted(self._unfinished.copy().items()) if work is not None]
        try:
            return emergency.keep(self._writer.path, works, self._writer.annotator) if works else None
        except OSError:
            return None

    def _make(self, store: Store, change: Change) -> None:
        try:
            collided, done = store.apply(change)
        except OutdatedError as error:
            self.notices.append(f"Not {_done(change)}: {change.what}: {error.what}")
            self.refused(change)
            self.poll_anew()
            return
        if change.tags or change.unions or any(map(self._is_lost, done.edits)):
            self.poll_anew()
        added = {edit.id for edit in change.edits if edit.joins and edit.before is None}
        joined = not added <= {edit.id for edit in done.edits}
        if change.tags or change.undoes or change.redoes or collided or joined or _late(change, done):
            self.amended(done)
        if not change.tags and (late := _late(change, done)):
            names = ", ".join(heir.name if (heir := store.codebook.heir(tag)) else f"no {tag}" for tag in late)
            self.notices.append(f"Given as {names}: that tag was merged or deleted in another window")
            self.poll_anew()
        if joined:
            self.notices.append("You annotated the same words in another window: it is one annotation")
            self.poll_anew()
        if collided:
            if any(edit.after is None for edit in change.edits):
                self.notices.append("Not removed: it was changed in another window meanwhile")
            else:
                self.notices.append(f"{', '.join(collided)}: changed in another window too; the later one stays")
            self.poll_anew()

    def _is_lost(self, edit: Edit) -> bool:
        """Whether an edit brings back an annotation whose place in the open text is not known."""
        after = edit.after
        return after is not None and after.placement is None and after.passage.version not in self._versions

    def _submit(self, work: Callable[[Store], None], kept: Callable[[], Work] | None = None) -> None:
        self._count += 1
        number = self._count
        self._unfinished[number] = kept
        self._waits.begin()

        def done(error: Exception | None) -> None:
            if error is not None:
                self.error = _why(error)
            else:
                self._unfinished.pop(number, None)
                if not self._writer.failed:
                    self.recovered |= bool(self.error)
                    self.error = ""
            self.state_changed()

        self._writer.submit(work, done)

    def _ask(self, work: Callable[[Store], None]) -> None:
        """Do work that writes nothing; if it fails nothing is lost, and the next write tells why."""

        def guarded(store: Store) -> None:
            try:
                work(store)
            except Exception:  # whatever it is: a failed read must not count as work that is not saved
                self.poll_anew()

        self._writer.submit(guarded, lambda error: None)
