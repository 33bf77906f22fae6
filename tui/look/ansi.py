"""The terminal's own colours, for the look that mixes none and for what is printed; knows no Textual."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color

TAGS = {
    "blue": "blue", "red": "red", "magenta": "magenta", "yellow": "yellow", "green": "green", "cyan": "cyan",
    "orange": "bright_yellow", "violet": "bright_magenta", "plain": "bright_black",
}  # fmt: skip
"""The colour of each slot of the codebook, by the names that rich has for the sixteen."""
MUTED, ACCENT, ERROR = "bright_black", "yellow", "red"


class TerminalColour(NamedTuple):
    """One of the sixteen colours, or the one that text or ground has by itself."""

    rich_color: Color


class TerminalLook:
    """What `Look` (theme.py) is to the page, without the themes: text and ground as they are, tags in the sixteen."""

    ansi = True
    text = ground = TerminalColour(Color.default())
    muted = rule = TerminalColour(Color.parse(MUTED))
    accent = TerminalColour(Color.parse(ACCENT))
    error = TerminalColour(Color.parse(ERROR))

    def tag(self, slot: str) -> TerminalColour:
        """The colour of a slot of the codebook; plain for one that this program does not know."""
        return TerminalColour(Color.parse(TAGS.get(slot, TAGS["plain"])))
