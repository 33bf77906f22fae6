"""What all dialogs have in common: what is typed behind the key that closes one is for what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import getters
from textual.screen import ModalScreen

from tui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete

_Answer = TypeVar("_Answer")


class Dialog(ModalScreen[_Answer]):
    """A screen over the page that gives an answer."""

    app = getters.app(TypeAhead)

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Close with an answer; the application keeps the keys that follow until it knows whom they are for."""
        self.app.hold()
        return super().dismiss(result)
