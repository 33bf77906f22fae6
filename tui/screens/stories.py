"""The stories of the library: finds, opens, renames, archives and deletes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.containers import Vertical

from articles.errors import NewsreaderError
from articles.form import harmless
from tui.look.paint import Painter
from tui.look.story_lines import story_columns, story_heads, story_line
from tui.screens.dialog import Dialog
from tui.session.effect import Effect
from tui.session.modes import STORIES, STORIES_FILTER
from tui.shown.library import StoryIndex
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from textual.app import ComposeResult

    from annotations.library import ListedStory
    from tui.look.theme import Look
    from tui.session.modes import Mode
    from tui.session.saving import Saving
    from tui.session.session import Session

HEADS_FROM_LINES = 8
"""How high a terminal is at least for the columns to have heads."""


class Stories(Dialog["str | None"], inherit_bindings=False):
    """Gives back the id of the story to open."""

    def __init__(self, session: Session, saving: Saving, look: Look, stories: Sequence[ListedStory]) -> None:
        super().__init__()
        self._session, self._saving = session, saving
        self._painter = Painter(look, session.tags.codebook)
        self._archived = False
        self._message, self._said_of = Effect(), ""
        self._list, self._field = LineList(), Field(placeholder="title, outlet, date", classes="filter")
        self._count, self._heads, self._hint = Drawn(id="count"), Drawn(id="columns"), Drawn(classes="hint")
        self._followed = ""
        self._take(stories)

    @property
    def mode(self) -> Mode:
        """What the keys mean: something else while the field has them."""
        return STORIES_FILTER if self.focused is self._field else STORIES

    @property
    def mover(self) -> LineList:
        """The stories."""
        self._follow()
        return self._list

    @property
    def marked(self) -> ListedStory | None:
        """The story under the cursor."""
        self._follow()
        return self._shown[self._list.cursor] if self._shown else None

    def compose(self) -> ComposeResult:
        """How many there are, the field, the stories and the keys."""
        with Vertical(classes="dialog list"):
            yield self._count
            yield self._field
            yield self._heads
            yield self._list
            yield self._hint

    def on_mount(self) -> None:
        """Mark the first that is not open: who comes here wants another."""
        self.set_focus(self._list)
        self._make_room()
        others = (i for i, story in enumerate(self._shown) if story.id != self._session.desk.story.id)
        self._fill(cursor=next(others, 0))

    def on_resize(self) -> None:
        """Leave the list its room on a small terminal."""
        self._make_room()

    def _make_room(self) -> None:
        self._heads.display = self._count.display = self.app.size.height >= HEADS_FROM_LINES

    # What shows

    def _take(self, stories: Sequence[ListedStory]) -> None:
        desk = self._session.desk
        if desk.shown.blind:
            covered = desk.covered_story
            outlets = tuple(article.outlet for article in covered.articles)
            stories = [
                story._replace(title=covered.title, outlets=outlets, dates=()) if story.id == desk.story.id else story
                for story in stories
            ]
        self._all = StoryIndex(stories)
        self._narrow()

    def _narrow(self) -> None:
        self._shown = self._all.matching(self._followed, archived=self._archived)

    def _follow(self) -> None:
        """Narrow the list down by what stands in the field: keys can come before the field reports its change."""
        typed = self._field.value
        if typed != self._followed:
            self._followed = typed
            self._narrow()
            self._fill(cursor=0)

    def _fill(self, *, cursor: int) -> None:
        shown, painter, here = self._shown, self._painter, self._session.desk.story.id

        def line(i: int, width: int) -> list[Segment]:
            return story_line(shown[i], painter, story_columns(width), is_open=shown[i].id == here)

        self._list.show(len(shown), line, cursor=cursor, empty=self._empty())
        self._heads.show(lambda size: [story_heads(painter, self._columns(), size.width)])
        self._count.show(lambda _: [self._counted()])
        self._show_hint()

    def _columns(self) -> Any:
        return story_columns(max(0, self._list.scrollable_content_region.width - 1))

    def _counted(self) -> list[Segment]:
        of_kind = len(self._all.of_kind(archived=self._archived))
        some = f"{len(self._shown):,} of {of_kind:,}" if len(self._shown) != of_kind else f"{of_kind:,}"
        noun = "story" if of_kind == 1 else "stories"
        rest = len(self._all.stories) - of_kind
        other = f" · {rest:,} {'not ' if self._archived else ''}archived" if rest or self._archived else ""
        what = f"archived {noun}" if self._archived else noun
        return [Segment(f" {some} {what}", self._painter.strong), Segment(other, self._painter.muted)]

    def _empty(self) -> list[Segment]:
        key = self.app.keymap.key
        if self._followed.strip():
            text = f"No story is like “{self._followed.strip()}”: {key('stories_clear')} shows all"
        elif self._archived:
            text = f"No story is archived: {key('stories_archived')} lists the others"
        elif self._all.stories:
            text = f"All stories are archived: {key('stories_archived')} lists them"
        else:
            text = (
                f"No stories: newsreader with files or addresses opens one; {key('stories_undo')} takes back a deletion"
            )
        return [Segment(f" {harmless(text)}", self._painter.text)]

    def _show_hint(self) -> None:
        self._hint.show(lambda size: [self._hints(size.width)])

    def _hints(self, width: int) -> list[Segment]:
        """What happened, as long as the cursor stays; else what can be done."""
        from tui.look.annotation_lines import AnnotationLines

        lines, keymap = AnnotationLines(self._painter, self._session.tags.codebook), self.app.keymap
        help_key, message = keymap.key("help"), self._message
        marked = self._shown[self._list.cursor].id if self._shown else ""
        if message.message and marked == self._said_of:
            return lines.message(harmless(message.message), help_key, width, warn=message.warn)
        if self.mode is STORIES_FILTER:
            key = keymap.key
            words = [
                (key("stories_take"), "opens"),
                (key("stories_keep"), "to the list"),
                (key("stories_clear"), "all"),
            ]
            return lines.hints(words, "", width)
        words = keymap.hints(STORIES)
        turned = {"archives": "brings back", "archived ones": "all others"} if self._archived else {}
        return lines.hints([(key, turned.get(word, word)) for key, word in words], help_key, width)

    def on_line_list_marked(self) -> None:
        """Tell what can be done with another story."""
        self._show_hint()

    def on_input_changed(self) -> None:
        """Narrow the list down."""
        self._follow()

    def _say(self, effect: Effect) -> None:
        self._message, self._said_of = effect, self._shown[self._list.cursor].id if self._shown else ""
        if effect.message:
            self._session.messages.say(effect.message, warn=effect.warn)
        self._show_hint()

    async def reread(self, marked: str = "") -> None:
        """List what the store holds now; the story with the id `marked` is marked, else that at the same place."""
        from annotations.library import library

        try:
            self._take(await self._saving.read(library))
        except NewsreaderError as error:
            self._say(Effect(message=str(error), warn=True))
            return
        at = next((i for i, story in enumerate(self._shown) if story.id == marked), self._list.cursor)
        self._fill(cursor=at)

    # Finding

    def action_stories_find(self) -> None:
        """Give the keys to the field, those too that were typed meanwhile."""
        self.app.converse(self._find())

    async def _find(self) -> None:
        self.set_focus(self._field)
        self._say(Effect())

    def action_stories_keep(self) -> None:
        """Give the keys back to the list."""
        self._follow()
        self.set_focus(self._list)
        self._show_hint()

    def action_stories_clear(self) -> None:
        """Show all stories and give the keys back to the list."""
        self._field.value = ""
        self.action_stories_keep()

    def action_stories_next(self) -> None:
        """Mark the next story."""
        self.mover.step(1)

    def action_stories_previous(self) -> None:
        """Mark the story before."""
        self.mover.step(-1)

    def action_stories_archived(self) -> None:
        """List those put away, or the others."""
        self._archived = not self._archived
        self._narrow()
        self._fill(cursor=0)
        self._say(Effect())

    def action_stories_close(self) -> None:
        """Show all stories; where they are shown, close."""
        if self._field.value:
            self.action_stories_clear()
        else:
            self.dismiss(None)

    # Opening, and what can be done with a story

    def on_line_list_picked(self) -> None:
        """Open the story that was clicked."""
        self.action_stories_open()

    def action_stories_take(self) -> None:
        """Open the marked story."""
        self.action_stories_open()

    def action_stories_open(self) -> None:
        """Open the marked story."""
        if self.marked is not None:
            self.dismiss(self.marked.id)

    def action_stories_rename(self) -> None:
        """Ask for another name."""
        self._with_marked(self._rename)

    async def _rename(self, story: ListedStory) -> None:
        from tui.screens.ask import Ask

        name = await self.app.ask(Ask(f"Call “{harmless(story.title)}”", story.title))
        if name is not None:
            await self._do(lambda: self._session.shelf.rename(story, name), story.id)

    def action_stories_archive(self) -> None:
        """Put the marked story away, or bring it back."""
        self._with_marked(self._put_away)

    async def _put_away(self, story: ListedStory) -> None:
        await self._do(lambda: self._session.shelf.put_away(story))

    def action_stories_delete(self) -> None:
        """Delete the marked story, once what goes with it was told."""
        self._with_marked(self._delete)

    async def _delete(self, story: ListedStory) -> None:
        from tui.screens.ask import Confirm

        if await self.app.ask(Confirm(told_of_deletion(story, self.app.keymap.key("stories_undo")), "deletes it")):
            await self._do(lambda: self._session.shelf.delete(story))

    def action_stories_undo(self) -> None:
        """Take back what was done last."""
        self.app.converse(self._do(self._session.changes.undo))

    def action_stories_redo(self) -> None:
        """Do again what was taken back last."""
        self.app.converse(self._do(self._session.changes.redo))

    def _with_marked(self, talk: Callable[[ListedStory], Coroutine[Any, Any, None]]) -> None:
        if self.marked is not None:
            self.app.converse(talk(self.marked))

    async def _do(self, action: Callable[[], Effect], marked: str = "") -> None:
        effect = self._session.run(lambda _: action())
        await self.reread(marked)
        self._say(effect)


def told_of_deletion(story: ListedStory, undo: str) -> str:
    """What a person is asked before a story is deleted; `undo` is the key that brings it back."""
    count = story.alone
    annotations = f"{count:,} annotation{'s' if count != 1 else ''}"
    goes = (
        f"{annotations} {'go' if count != 1 else 'goes'} with it, out of exports too"
        if count
        else "It has no annotations of its own"
    )
    shared = story.annotations - count
    stay = f"; {shared:,} on articles of other stories stay" if shared else ""
    title = " ".join(harmless(story.title).split())
    return f"Delete “{title}”? {goes}{stay}. Files stay where they are; {undo} brings it all back"
