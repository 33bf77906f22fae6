"""A field, and under it a list that it narrows down: what the pickers of tags and filters and the palette share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui.screens.dialog import Dialog
from tui.session.modes import PICK
from tui.widgets.choices import Choices
from tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.widgets import OptionList

_Answer = TypeVar("_Answer")


class Picker(Dialog[_Answer]):
    """Gives back one of the choices that the letters in the field leave."""

    mode = PICK

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.field = Field(placeholder=placeholder)
        self.choices = Choices()
        self._listed: str | None = None

    def narrow(self, query: str) -> None:
        """List what the letters leave, and mark one."""
        raise NotImplementedError

    def take(self, i: int | None) -> None:
        """Give choice `i` of the list as the answer; None where none is marked."""
        raise NotImplementedError

    @property
    def mover(self) -> Choices:
        """The choices that match what has been typed so far."""
        self.follow()
        return self.choices

    def follow(self) -> None:
        """Narrow the list down by what stands in the field: keys can come before the field reports its change."""
        query = self.field.value
        if query != self._listed:
            self._listed = query
            self.narrow(query)

    def on_mount(self) -> None:
        """List all there is."""
        self.follow()

    def on_input_changed(self) -> None:
        """Narrow the list down."""
        self.follow()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        self.take(event.option_index)

    def action_pick_next(self) -> None:
        """Mark the next choice."""
        self.mover.step(1)

    def action_pick_previous(self) -> None:
        """Mark the choice before."""
        self.mover.step(-1)

    def action_pick_take(self) -> None:
        """Take the choice that is marked."""
        self.take(self.mover.highlighted)

    def action_pick_leave(self) -> None:
        """Take none."""
        self.dismiss(None)
