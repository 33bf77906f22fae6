"""The note's editor: a few lines under the words that they are about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from articles.errors import NewsreaderError
from tui.screens.dialog import Dialog
from tui.session.modes import NOTE
from tui.system.editor import edited
from tui.widgets.note_area import NoteArea

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets.text_area import Selection


class EditNote(Dialog[str | None]):
    """Asks for a note, which may have several lines; None when it is to stay as it was."""

    mode = NOTE

    def __init__(self, question: str, note: str = "") -> None:
        super().__init__()
        self._question = question
        self._area = NoteArea(note)
        self._doubted: tuple[str, Selection] | None = None
        """The text, and where the cursor was in it, when the person was asked before it is lost."""
        self._warned_of: str | None = None
        """The text when something was told in place of the keys; None while these show."""

    def compose(self) -> ComposeResult:
        """The question, the note so far and the keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question quoting")
            yield self._area
            yield Static(Content(self._keys), classes="hint")

    @property
    def _keys(self) -> str:
        return self.app.keymap.hint_line(NOTE)

    def action_note_keep(self) -> None:
        """Give the note back."""
        self.dismiss(self._area.text)

    def action_note_leave(self) -> None:
        """Give nothing; ask before what was typed is lost."""
        state = self._area.text, self._area.selection
        if self._area.is_as_before or state == self._doubted:
            self.dismiss(None)
            return
        self._doubted = state
        again = ("note_leave", "again drops what you typed"), ("note_keep", "keeps it")
        self._say(self.app.keymap.line(*again), warn=True)

    def action_note_line(self) -> None:
        """Begin a new line."""
        self._area.insert("\n")

    def on_text_area_changed(self) -> None:
        """Show the keys again once the person writes on."""
        if self._area.text != self._warned_of:
            self._say(self._keys)

    def keep_draft(self) -> None:
        """Give what is written so far."""
        self.dismiss(self._area.text)

    def action_note_editor(self) -> None:
        """Go on in the person's own editor."""
        said, text = "", ""
        try:
            with self.app.suspend():
                try:
                    text = edited(self._area.text, environ=os.environ)
                except NewsreaderError as error:  # caught here: suspend does not take the terminal back after an error
                    said = str(error)
        except SuspendNotSupported:
            said = "no other program can be opened from here"
        if said:
            self._say(said, warn=True)
        else:
            self._area.take(text)

    def _say(self, text: str, *, warn: bool = False) -> None:
        self._warned_of = self._area.text if warn else None
        hint = self.query_one(".hint", Static)
        hint.update(Content(text))
        hint.set_class(warn, "warn")
