"""The list of a story's annotations: finds, changes and removes them, and goes to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from tui.screens.dialog import Dialog
from tui.session.effect import Effect
from tui.session.modes import LIST, LIST_FILTER
from tui.widgets.drawn import Drawn
from tui.widgets.narrowed import Narrowed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from rich.segment import Segment
    from textual.app import ComposeResult

    from annotations.model import Annotation
    from tui.look.theme import Look
    from tui.session.modes import Mode
    from tui.session.session import Session
    from tui.widgets.line_list import LineList

    Edit = Callable[[str, Annotation], Awaitable[Effect]]
    """Asks the person about an annotation, for `tag`, `note` or `speaker`, and does it."""
    Settle = Callable[[Effect], Awaitable[Effect]]
    """Asks what an effect asks, and does what is answered."""
    Export = Callable[[Sequence[Annotation]], Awaitable[Effect]]
    """Asks the person for a file, and writes these annotations to it."""

OF_DOUBTFUL = ("list_stands", "list_does_not")
"""Commands that are for places marked `?`."""


class AnnotationList(Dialog["Annotation | None"], inherit_bindings=False):
    """Gives back the annotation to go to."""

    def __init__(self, session: Session, look: Look, edit: Edit, settle: Settle, export: Export) -> None:
        super().__init__()
        self._session, self._edit, self._settle, self._export = session, edit, settle, export
        self._message, self._said_of = Effect(), ""
        self._list, self._hint = Narrowed(session, look), Drawn(classes="hint")

    @property
    def mode(self) -> Mode:
        """What the keys mean: something else while the field has them."""
        return LIST_FILTER if self._list.filtering else LIST

    @property
    def mover(self) -> LineList:
        """The annotations."""
        return self._list.list

    @property
    def marked(self) -> Annotation | None:
        """The annotation under the cursor."""
        return self._list.entry.annotation if self._list.entry else None

    def compose(self) -> ComposeResult:
        """The annotations, and the keys."""
        with Vertical(classes="dialog list"):
            yield self._list
            yield self._hint

    def on_mount(self) -> None:
        """Mark the annotation under the reader's cursor."""
        self._list.take_keys()
        current = self._session.meant.current()
        self._list.mark(current.id if current else "")
        self._say(Effect())

    def refill(self) -> None:
        """Show the annotations as they are now; the marked one stays marked, else the next one is."""
        self._list.refill()
        self._show_hint()

    def _show_hint(self) -> None:
        self._hint.show(lambda size: [self._hints(size.width)])

    def _hints(self, width: int) -> list[Segment]:
        """What happened, as long as the cursor stays; else what can be done."""
        keymap, message, lines = self.app.keymap, self._message, self._list.lines
        if message.message and self._list.marked_id == self._said_of:
            return lines.message(message.message, keymap.key("help"), width, warn=message.warn)
        doubtful = self._list.entry is not None and self._list.entry.doubtful
        hints = keymap.hints(LIST, without=() if doubtful else OF_DOUBTFUL)
        return lines.hints(hints, keymap.key("help"), width)

    def on_line_list_marked(self) -> None:
        """Tell what can be done with another annotation."""
        self._show_hint()

    def on_input_changed(self) -> None:
        """Tell it of what is marked now."""
        self._show_hint()

    # Finding

    def action_list_filter(self) -> None:
        """Give the keys to the field."""
        self.app.converse(self._filter())

    async def _filter(self) -> None:
        self._say(Effect())
        self._list.filter()

    def action_list_sort(self) -> None:
        """Sort by the next order."""
        self._list.next_order()
        self._say(Effect())

    def action_list_export(self) -> None:
        """Write what the list shows to a file."""
        listed = [entry.annotation for entry in self._list.shown]
        if listed:
            self.app.converse(self._exported(listed))
        else:
            self._say(Effect(message="Nothing to export: the list shows nothing", warn=True))

    async def _exported(self, listed: Sequence[Annotation]) -> None:
        self._say(await self._export(listed))

    def action_list_filter_keep(self) -> None:
        """Give the keys back to the list."""
        self._list.take_keys()

    def action_list_filter_clear(self) -> None:
        """Clear the filter and give the keys back to the list."""
        self._list.clear()

    def action_list_close(self) -> None:
        """Clear the filter; without one, close."""
        if self._list.narrowed:
            self._list.clear()
        else:
            self.dismiss(None)

    # Going there and editing in place

    def on_line_list_picked(self) -> None:
        """Go to the annotation that was clicked."""
        self.action_list_go()

    def action_list_go(self) -> None:
        """Go to the marked annotation, unless its passage is nowhere."""
        annotation = self.marked
        if annotation in self._session.annotations.orphans:
            self._say(Effect(message="Its passage is not in the open text: it can be read and changed here", warn=True))
        elif annotation is not None:
            self.dismiss(annotation)

    def give(self, tag_id: str) -> None:
        """Give the marked annotation a tag, or take it off."""
        if self.marked is not None and self.mode is LIST:
            self._done(self._session.tagging.toggle(tag_id, self.marked))

    def action_list_remove(self) -> None:
        """Remove the marked annotation."""
        if self.marked is not None:
            self._done(self._session.tagging.remove(self.marked))

    def action_list_undo(self) -> None:
        """Take back what was done last."""
        self._replay(self._session.changes.undo)

    def action_list_redo(self) -> None:
        """Do again what was taken back last."""
        self._replay(self._session.changes.redo)

    def _replay(self, replay: Callable[[], Effect]) -> None:
        """Undo or redo, and mark what came of it where that is shown."""
        before = {entry.annotation.id: entry.annotation for entry in self._list.everything}
        effect = replay()
        self._list.refill()
        changed = (e.annotation.id for e in self._list.shown if before.get(e.annotation.id) != e.annotation)
        self._list.mark(next(changed, self._list.marked_id))
        self._say(effect)

    def action_list_stands(self) -> None:
        """Note that the passage stands where it was found in the changed text."""
        self._confirm(here=True)

    def action_list_does_not(self) -> None:
        """Note that it does not."""
        self._confirm(here=False)

    def _confirm(self, *, here: bool) -> None:
        if self.marked is not None:
            self._done(self._session.annotations.confirm(self.marked, here=here))

    def action_list_pick_tag(self) -> None:
        """Find a tag for the marked annotation."""
        self._ask("tag")

    def action_list_note(self) -> None:
        """Write its note."""
        self._ask("note")

    def action_list_speaker(self) -> None:
        """Write its speaker."""
        self._ask("speaker")

    def _ask(self, what: str) -> None:
        if self.marked is not None:
            self.app.converse(self._edited(what, self.marked))

    async def _edited(self, what: str, annotation: Annotation) -> None:
        self._done(await self._edit(what, annotation))

    def _done(self, effect: Effect) -> None:
        if effect.asks is not None:
            self.app.converse(self._settled(effect))
            return
        self._list.refill()
        self._say(effect)

    async def _settled(self, effect: Effect) -> None:
        self._done(await self._settle(effect))

    def _say(self, effect: Effect) -> None:
        self._message, self._said_of = effect, self._list.marked_id
        self._show_hint()
