"""What a person does with whole stories: names them, puts them away, deletes them; each can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.changes import Change
from annotations.clock import now
from annotations.shelf import StoryEdit
from articles.form import one_line
from tui.session.effect import Effect

if TYPE_CHECKING:
    from annotations.library import ListedStory
    from tui.session.changes import Changes


class Shelf:
    """Makes changes of the stories of the library."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def rename(self, story: ListedStory, name: str) -> Effect:
        """Call a story otherwise; by an empty name as it was called before anyone named it."""
        name = one_line(name).strip() or story.record.own_title
        if name == story.title:
            return Effect(message="Left as it was")
        return self._change(
            f"“{story.title}” is called “{name}”", story, name="" if name == story.record.own_title else name
        )

    def put_away(self, story: ListedStory) -> Effect:
        """Put a story away, where it is listed only if that is asked for, or bring it back."""
        if story.archived:
            return self._change(f"“{story.title}” brought back", story, archived="")
        return self._change(f"“{story.title}” archived", story, archived=now())

    def delete(self, story: ListedStory) -> Effect:
        """Take a story out of the library; texts and annotations stay in the store, in case it is taken back."""
        return self._change(f"“{story.title}” deleted", story, deleted=now())

    def _change(self, what: str, story: ListedStory, **fields: Any) -> Effect:
        state = story.record.state
        return self._changes.make(Change(what, (), stories=(StoryEdit(state, state._replace(**fields)),)))
