"""What all dialogs have in common: what is typed behind the key that closes one is for what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from textual import getters
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from tui.system.type_ahead import TypeAhead

_Answer = TypeVar("_Answer")

LOOKS = Path(__file__).with_name("dialogs.tcss")
"""How dialogs look; apart from the page, whose text is on the screen sooner without it."""


class Dialog(ModalScreen[_Answer]):
    """A screen over the page that gives an answer."""

    CSS_PATH = LOOKS
    app = getters.app(TypeAhead)
    _answered = False

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Close with an answer; the application keeps the keys that follow until it knows whom they are for.

        A second answer, of a double click or a key struck twice, is none: it would close what lies below.
        """
        if self._answered:
            return AwaitComplete()
        self._answered = True
        self.app.hold()
        return super().dismiss(result)
