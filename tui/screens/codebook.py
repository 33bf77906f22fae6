"""The codebook: all tags with how often each is used; each can be changed, merged, deleted and moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from annotations.annotators import shared_out
from annotations.codebook import recoding
from articles.errors import NewsreaderError
from tui.keys.keymap import taken
from tui.look.legend import UNCOUNTED
from tui.look.paint import Painter
from tui.page.wrap import crop, padded
from tui.screens.ask import Confirm
from tui.screens.dialog import Dialog
from tui.screens.edit_tag import EditTag, TagForm
from tui.screens.pick_tag import PickTag
from tui.session.effect import Effect
from tui.session.modes import CODEBOOK
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from textual.app import ComposeResult

    from annotations.changes import Change
    from annotations.codebook.codebook import Tag
    from annotations.model import Annotation
    from annotations.store.store import Uses
    from tui.look.theme import Look
    from tui.session.saving import Saving
    from tui.session.session import Session

GONE = "It was taken out in another window"
LOCKED = "The codebook is locked. "
NAME_CELLS, COUNT_CELLS = 24, 8
"""For a tag's name, and for how often it is used."""


class EditCodebook(Dialog[None]):
    """Lists the tags of the store; what is done here counts for all of its stories, and can be taken back."""

    mode = CODEBOOK

    def __init__(self, session: Session, saving: Saving, look: Look) -> None:
        super().__init__()
        self._session, self._saving, self._look = session, saving, look
        self._tags = session.tags.codebook.tags
        """As they are listed: another window may have changed them since."""
        self._uses: Mapping[str, Uses] | None = None
        """How often each is used, once that is known."""
        self._painter = Painter(look.in_dialog(), session.tags.codebook)
        self._list = LineList()
        self._question, self._definition, self._hint = (
            Static(classes=name) for name in ("question", "definition", "hint")
        )

    def compose(self) -> ComposeResult:
        """The tags and the keys."""
        with Vertical(classes="dialog wide"):
            yield self._question
            yield self._list
            yield self._definition
            yield self._hint

    async def on_mount(self) -> None:
        """Fill it, and count."""
        self._list.focus()
        self._fill()
        self._count()

    @work(exclusive=True)
    async def _count(self) -> None:
        try:
            self._uses = await self._saving.read(lambda store: store.uses())
        except NewsreaderError as error:
            self._say(str(error))
        self._fill(said=None)

    def refill(self) -> None:
        """Show the tags as another window has changed them."""
        self._fill(marked=self._marked.id if self._marked else "", said=None)
        self._count()

    @property
    def mover(self) -> LineList:
        """The tags."""
        return self._list

    def give(self, tag_id: str) -> None:
        """Mark the tag whose key was pressed."""
        ids = [tag.id for tag in self._tags]
        if tag_id in ids:
            self._list.move_to(ids.index(tag_id))

    @property
    def _marked(self) -> Tag | None:
        """The tag under the cursor as it is now; None where it is gone."""
        return self._session.tags.codebook.by_id(self._tags[self._list.cursor].id) if self._tags else None

    def _fill(self, *, marked: str = "", said: str | None = "") -> None:
        """Show the tags as they are now; `marked` is the id of the one to mark, else the row stays."""
        self._tags = self._session.tags.codebook.tags
        ids = [tag.id for tag in self._tags]
        cursor = ids.index(marked) if marked in ids else self._list.cursor
        self._list.styles.height = len(ids)
        self._painter = Painter(self._look.in_dialog(), self._session.tags.codebook)
        self._list.show(len(ids), self._line, cursor=cursor)
        words = {"locks": "unlocks"} if self._locked else {}
        self._hint.update(Content(self.app.keymap.hint_line(CODEBOOK, words=words)))
        if said is not None:
            self._say(said)
        self._define()

    def _line(self, i: int, width: int) -> list[Segment]:
        tag, painter = self._tags[i], self._painter
        uses = self._uses.get(tag.id) if self._uses else None
        count = f"{uses.annotations:,}×" if uses else UNCOUNTED if self._uses is None else "unused"
        number = next((key for key in self._session.tags.codebook.keys(tag) if key != tag.key), " ")
        segments = [
            Segment(f" {number} ", painter.muted),
            Segment(f"{crop(tag.key, 1) or ' '} ", painter.tag_style(tag.id)),
            Segment(padded(tag.name, min(NAME_CELLS, max(6, width - 20))), painter.tag_style(tag.id)),
            Segment(f"{count:>{COUNT_CELLS}}  ", painter.muted),
        ]
        used = sum(segment.cell_length for segment in segments)
        return [*segments, Segment(crop(tag.definition, max(0, width - used)), painter.text)]

    def _define(self) -> None:
        tag = self._marked
        self._definition.update(Content((tag.definition or "No definition yet") if tag else ""))

    def on_line_list_marked(self) -> None:
        """Show the definition in full."""
        self._define()

    def _say(self, message: str) -> None:
        head = f"{len(self._tags)} tag{'s' if len(self._tags) != 1 else ''}"
        head += " · locked" if self._locked else ""
        self._question.update(Content(f"{head} · {message}" if message else head))

    # What can be done

    def _talk(self, talk: Callable[[Tag], Coroutine[Any, Any, None]]) -> None:
        """Ask the person about the tag under the cursor, unless another window took it out."""
        tag = self._marked
        if tag is not None:
            self.app.converse(talk(tag))
        elif self._tags:
            self._show(Effect(message=GONE))

    def action_tags_edit(self) -> None:
        self._talk(self._edit)

    def on_line_list_picked(self) -> None:
        """Change the tag that was clicked."""
        self.action_tags_edit()

    def action_tags_add(self) -> None:
        self.app.converse(self._add())

    def action_tags_merge(self) -> None:
        self._talk(self._merge)

    def action_tags_delete(self) -> None:
        self._talk(self._delete)

    def action_tags_up(self) -> None:
        self._move(-1)

    def action_tags_down(self) -> None:
        self._move(1)

    def action_tags_lock(self) -> None:
        locked = not self._locked
        self._session.tags.lock(locked)
        self._saving.lock_codebook(locked)
        self._fill(said="" if locked else "not locked any more")

    @property
    def _locked(self) -> bool:
        """Whether it asks before a tag is made, renamed, merged or deleted."""
        return self._session.tags.codebook.locked

    async def _may(self, question: str, yes: str) -> bool:
        """Whether a change is to be made; asked where the codebook is locked."""
        return not self._locked or await self.app.ask(Confirm(f"{LOCKED}{question}", yes)) is True

    def action_tags_undo(self) -> None:
        self._show(self._session.changes.undo())

    def action_tags_redo(self) -> None:
        self._show(self._session.changes.redo())

    def action_tags_close(self) -> None:
        self.dismiss(None)

    def _move(self, by: int) -> None:
        tag, cursor = self._marked, self._list.cursor
        if tag and 0 <= cursor + by < len(self._tags):
            self._change(lambda: recoding.moved(self._session.tags.codebook, tag, by), marked=tag.id)

    def _change(self, make: Callable[[], Change], *, marked: str = "") -> None:
        """Make a change, or tell why it cannot be made."""
        try:
            effect = self._session.changes.make(make())
        except NewsreaderError as error:
            effect = Effect(message=str(error))
        self._show(effect, marked=marked)

    def _show(self, effect: Effect, *, marked: str = "") -> None:
        self._fill(marked=marked, said=effect.message)
        self._count()

    async def _edit(self, tag: Tag) -> None:
        book = self._session.tags.codebook

        def made(form: TagForm) -> Change:
            return recoding.rewritten(book, tag, **form._asdict())

        form = TagForm(tag.name, tag.key, tag.colour, tag.definition)
        uses = self._uses.get(tag.id) if self._uses else None
        count = f", on {uses.annotations:,} annotation{'s' * (uses.annotations != 1)}" if uses else ""
        asked = EditTag(f"The tag {tag.name}{count}", form, self._look, lambda form: self._wrong(form, tag, made))
        answer = await self.app.ask(asked)
        if answer is None or answer == form:
            return
        if answer.name == form.name or await self._may(f"Rename {form.name} to {answer.name}?", "renames it"):
            self._change(lambda: made(answer), marked=tag.id)

    async def _add(self) -> None:
        book = self._session.tags.codebook

        def made(form: TagForm) -> Change:
            return recoding.created(book, **form._asdict())[0]

        form = TagForm("", "", book.next_colour, "")
        asked = EditTag("A new tag", form, self._look, lambda form: self._wrong(form, None, made))
        answer = await self.app.ask(asked)
        if answer is not None and await self._may(f"Make a new tag {answer.name}?", "makes it"):
            change, tag = recoding.created(book, **answer._asdict())
            self._change(lambda: change, marked=tag.id)

    def _wrong(self, form: TagForm, tag: Tag | None, made: Callable[[TagForm], Change]) -> str:
        """What is wrong with a form, or empty."""
        command = taken(self.app.keymap, form.key) if form.key and not (tag and form.key == tag.key) else None
        if command is not None:
            return f"{form.key} is the key of “{command.title}”: choose another"
        named = self._session.tags.codebook.by_name(form.name)
        if named is not None and (tag is None or named.id != tag.id):
            return f"There is a tag {named.name} already: {self.app.keymap.key('tags_merge')} merges two"
        try:
            made(form)
        except NewsreaderError as error:
            return str(error)
        return ""

    async def _merge(self, tag: Tag) -> None:
        others = self._session.tags.codebook.without(tag)
        asked = f"Merge {tag.name} into"
        takes, leaves = "takes it, and asks once more", "merges nothing"
        picker = PickTag(others, (), self._look, question=asked, takes=takes, leaves=leaves, new=False)
        picked = await self.app.ask(picker)
        into = others.by_id(picked.tag_id) if picked else None
        if into is None:
            return
        annotations = await self._tagged(tag)
        if annotations is not None and await self.app.ask(
            Confirm(f"{self._warning}Merge {tag.name} into {into.name}? {self._touched(annotations)}", "merges them")
        ):
            self._change(lambda: recoding.merged(self._session.tags.codebook, tag, into, annotations), marked=into.id)

    async def _delete(self, tag: Tag) -> None:
        annotations = await self._tagged(tag)
        if annotations is None:
            return
        try:
            change = recoding.deleted(self._session.tags.codebook, tag, annotations)
        except NewsreaderError as error:
            self._say(str(error))
            return
        gone = sum(edit.after is None for edit in change.edits)
        says = "says nothing else and is" if gone == 1 else "say nothing else and are"
        removed = f"; {gone:,} of them {says} removed" if gone else ""
        asked = f"{self._warning}Delete the tag {tag.name}? {self._touched(annotations)}{removed}"
        if await self.app.ask(Confirm(asked, "deletes it")):
            self._change(lambda: change)

    async def _tagged(self, tag: Tag) -> list[Annotation] | None:
        """All annotations of the store with a tag; None where that cannot be told."""
        try:
            return await self._saving.read(lambda store: store.tagged(tag.id))
        except NewsreaderError as error:
            self._say(str(error))
            return None

    @property
    def _warning(self) -> str:
        return LOCKED if self._locked else ""

    def _touched(self, annotations: list[Annotation]) -> str:
        """How many annotations a change touches, and whose they are where they are other people's."""
        if not annotations:
            return "No annotation has it"
        count, articles = len(annotations), len({annotation.passage.article for annotation in annotations})
        of_all = f"It is on {count:,} annotation{'s' * (count > 1)} of {articles} article{'s' * (articles > 1)}"
        return ", ".join(filter(None, (of_all, shared_out(annotations, self._session.annotations.annotator))))
