"""The terminal's own sixteen colours, for the theme that mixes none and for what is printed; knows no Textual."""

from __future__ import annotations

from typing import NamedTuple

from rich.color import Color

TAGS = {
    "blue": "blue", "red": "red", "magenta": "magenta", "yellow": "yellow", "green": "green", "cyan": "cyan",
    "orange": "bright_yellow", "violet": "bright_magenta", "plain": "bright_black",
}  # fmt: skip
"""The colour of each slot of the codebook, by rich's names of the sixteen."""
MUTED, ACCENT, ERROR = "bright_black", "yellow", "red"


class TerminalColour(NamedTuple):
    """One of the sixteen colours, or the terminal's default for text or ground."""

    rich_color: Color


class TerminalLook:
    """Stands in for `Look` (theme.py) where there is no theme: default text and ground, tags in the sixteen colours."""

    ansi = True
    text = ground = TerminalColour(Color.default())
    muted = rule = TerminalColour(Color.parse(MUTED))
    accent = TerminalColour(Color.parse(ACCENT))
    error = TerminalColour(Color.parse(ERROR))

    def tag(self, slot: str) -> TerminalColour:
        """The colour of a slot of the codebook; `plain` for an unknown slot."""
        return TerminalColour(Color.parse(TAGS.get(slot, TAGS["plain"])))
