"""The effect of an action: what it changed on the screen, and what to tell the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from articles.model import ParagraphId


class Choice(NamedTuple):
    """One answer to a question."""

    word: str
    """What the answer does, after its key: `removes it`."""
    does: Callable[[], Effect]


class Question(NamedTuple):
    """What a person is asked before something is done; without an answer nothing is."""

    text: str
    choices: tuple[Choice, ...]
    """One for a question of yes or no; of several the first is proposed."""


class Effect(NamedTuple):
    """What an action changed on the screen, and what to tell the person.

    A part of the session names in `cells` only what it changed itself; `Session.run` adds the paragraphs on which
    cursor and selection showed before, and show now.
    """

    cells: frozenset[ParagraphId] = frozenset()
    """The paragraphs that look different now."""
    moved: bool = False
    """The cursor has moved: bring it into view."""
    rows: bool = False
    """The rows have changed: lay the page out anew."""
    message: str = ""
    """What to tell the person; empty for nothing."""
    warn: bool = False
    """Whether the message says that something could not be done."""
    asks: Question | None = None
    """What has to be answered first; None where all is done."""


NOTHING = Effect()
