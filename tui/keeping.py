"""Between a session and the writer's thread: hands changes on and tells how their saving stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.codebook import Codebook
    from annotations.model import Change
    from annotations.store import Store
    from annotations.writer import Writer
    from articles.model import Story


class Keeping:
    """The session's `Keeper`. Nothing waits: `state` says whether all of it is on the disk."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.error = ""
        """Why something is not saved, or empty."""
        self._changes = 0
        self.told: Callable[[], None] = lambda: None
        """Called, in any thread, when the state may be another one."""

    def apply(self, change: Change) -> None:
        """Keep a change."""
        self._changes += 1
        self._submit(lambda store: store.apply(change))

    def save_codebook(self, codebook: Codebook) -> None:
        """Keep the codebook."""
        self._changes += 1
        self._submit(lambda store: store.save_codebook(codebook))

    def keep_story(self, story: Story, place: dict[str, Any] | None = None) -> None:
        """Keep what is known of a story and where the reader is in it."""
        self._submit(lambda store: store.keep_story(story, place))

    def again(self) -> bool:
        """Try once more what could not be saved; whether there was anything."""
        if not self._writer.failed:
            return False
        self._writer.retry()
        return True

    @property
    def state(self) -> str:
        """For the title: `saving`, `saved`, `not saved`, or nothing before the first change."""
        if self._writer.failed:
            return "not saved"
        if not self._changes:
            return ""
        return "saving" if self._writer.pending else "saved"

    @property
    def unsaved(self) -> bool:
        """Whether something that the person did could not be saved."""
        return bool(self._changes and self._writer.failed)

    def close(self) -> bool:
        """Finish writing; whether everything is on the disk."""
        return self._writer.close()

    def _submit(self, work: Callable[[Store], None]) -> None:
        self._writer.submit(work, self._done)

    def _done(self, error: Exception | None) -> None:
        if error is not None:
            self.error = str(error)
        elif not self._writer.failed:
            self.error = ""
        self.told()
