"""What dialogs have in common: keys by the table; keys typed after the closing one go to whatever opens next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual import events, getters
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.screen import ModalScreen

from tui.system.type_ahead import TypeAhead

if TYPE_CHECKING:
    from tui.session.modes import Mode

_Answer = TypeVar("_Answer")

LOOKS = Path(__file__).with_name("dialogs.tcss")
"""How dialogs look; apart from the page, whose text is on the screen sooner without it."""


class Mover(Protocol):
    """What the commands that move act on in a dialog: a list, or a text that can be scrolled."""

    def step(self, by: int) -> None:
        """Go so many lines on, or back."""

    def page(self, by: int) -> None:
        """Go so many screenfuls on, or back."""

    def end(self, *, last: bool) -> None:
        """Go to the end, or to the top."""


class Dialog(ModalScreen[_Answer]):
    """A screen over the page that gives an answer.

    For each command of its mode it has an `action_` with the command's id.
    """

    CSS_PATH = LOOKS
    app = getters.app(TypeAhead)
    _answered = False

    @property
    def mode(self) -> Mode:
        """What the keys mean at present."""
        raise NotImplementedError

    @property
    def mover(self) -> Mover:
        """What moves, in a dialog whose mode is within `MOVE`."""
        raise NotImplementedError

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Close with an answer; the application keeps the keys that follow until it knows whom they are for.

        A second answer, of a double click or a key struck twice, is none: it would close what lies below.
        """
        if self._answered:
            return AwaitComplete()
        self._answered = True
        self.app.hold()
        return super().dismiss(result)

    async def on_click(self, event: events.Click) -> None:
        """Leave by a click beside the dialog; one on a key that is named at its foot is for that."""
        try:
            widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:
            return
        if widget is self:
            await self.app.obey(events.Key("escape", None))
        elif widget.has_class("hint"):
            await self.app.obey_click(widget, event)

    # The commands that move

    def action_down(self) -> None:
        """Go to the next line."""
        self.mover.step(1)

    def action_up(self) -> None:
        """Go to the line before."""
        self.mover.step(-1)

    def action_page_down(self) -> None:
        """Go on by a screenful."""
        self.mover.page(1)

    def action_page_up(self) -> None:
        """Go back by a screenful."""
        self.mover.page(-1)

    def action_first(self) -> None:
        """Go to the top."""
        self.mover.end(last=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.mover.end(last=True)
