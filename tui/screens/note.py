"""The note's editor: a few lines under the words that they are about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from articles.errors import NewsreaderError
from tui.screens.dialog import Dialog
from tui.system.editor import edited
from tui.widgets.note_area import NoteArea

if TYPE_CHECKING:
    from textual.app import ComposeResult

HINT = "enter keeps it · esc leaves it · ctrl+j new line · ctrl+o editor"


class EditNote(Dialog[str | None]):
    """Asks for a note, which may have several lines; None when it is to stay as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "edit", "Your editor")]

    def __init__(self, question: str, note: str = "") -> None:
        super().__init__()
        self._question, self._note = question, note

    def compose(self) -> ComposeResult:
        """The question, the note so far and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question quoting")
            yield NoteArea(self._note)
            yield Static(Content(HINT), classes="hint")

    def on_note_area_given(self, event: NoteArea.Given) -> None:
        """Give the note back."""
        self.dismiss(event.text)

    def on_note_area_doubted(self) -> None:
        """Ask before what was typed is lost."""
        self._say("esc again drops what you typed · enter keeps it", warn=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show the keys again once the person writes on."""
        self._say(HINT)

    def keep_draft(self) -> None:
        """Give what is written so far."""
        self.dismiss(self.query_one(NoteArea).text)

    def action_edit(self) -> None:
        """Go on in the person's own editor."""
        area, said, text = self.query_one(NoteArea), "", ""
        try:
            with self.app.suspend():
                try:
                    text = edited(area.text, environ=os.environ)
                except NewsreaderError as error:  # caught here: suspend does not take the terminal back after an error
                    said = str(error)
        except SuspendNotSupported:
            said = "no other program can be opened from here"
        if said:
            self._say(said, warn=True)
        else:
            area.take(text)

    def _say(self, text: str, *, warn: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(text))
        hint.set_class(warn, "warn")
