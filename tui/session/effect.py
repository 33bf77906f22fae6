"""What an action changed on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from articles.model import ParagraphId


class Effect(NamedTuple):
    """What an action changed on the screen, and what to tell the person.

    A part of the session names in `cells` only what it changed itself; `Session.run` adds the paragraphs on which
    cursor and selection showed before, and show now.
    """

    cells: frozenset[ParagraphId] = frozenset()
    """The paragraphs that look different now."""
    moved: bool = False
    """The cursor is elsewhere: bring it into view."""
    rows: bool = False
    """The rows are other ones: lay the page out anew."""
    message: str = ""
    warn: bool = False
    """The message says that something could not be done."""


NOTHING = Effect()
