"""Signs: what is drawn in place of words, and what each of them tells."""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """A sign on the screen, explained. It is written down beside what draws it."""

    drawn: str
    """What it looks like; where it has parts that vary, an example."""
    name: str
    """Two to four words."""
    means: str
    """One sentence."""
    words: str = ""
    """Other words that a person may look for it by."""
