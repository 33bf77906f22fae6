"""The legend: every sign on the screen, by where it stands. Each is explained beside what draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.look import annotation_lines, paint, status
from tui.page.signs import Sign
from tui.session.modes import CODEBOOK, COMPARE, CORRECT, LIST, PICK, READ
from tui.shown import blind, rows

if TYPE_CHECKING:
    from tui.session.modes import Mode

PRESENT, UNCOUNTED, NO_KEY = "✓", "·", "–"
"""Mark, in dialogs, what is chosen already, a number that is not known yet, and a command without a key."""
CHOICES = (
    Sign(
        PRESENT,
        "Chosen already",
        "The passage has that tag, the page that filter, or the reader that story open, already.",
        "tick check",
    ),
    Sign("3×", "Uses of a tag", f"How many annotations have the tag; {UNCOUNTED} until they are counted.", "times dot"),
    Sign("■", "Colour of a tag", "The colour that the tag has on the page.", "square"),
    Sign(NO_KEY, "No key", "The command or tag has no key: the palette gives it.", "dash"),
)


class Legend(NamedTuple):
    """The signs of one place."""

    title: str
    mode: Mode
    """Where they are: this mode, and those within it."""
    signs: tuple[Sign, ...]


LEGENDS = (
    Legend("Signs on the page", READ, (*paint.SIGNS, *rows.SIGNS, *status.SIGNS, *blind.SIGNS)),
    Legend("Signs while correcting", CORRECT, paint.LINK_MEANINGS),
    Legend("Signs in the list", LIST, annotation_lines.SIGNS),
    Legend("Signs in the comparison", COMPARE, paint.COMPARED),
    Legend("Signs in the codebook and pickers", CODEBOOK, CHOICES),
)


def legends(mode: Mode) -> list[Legend]:
    """All signs, those of a mode's screen first."""
    here = {CODEBOOK} if mode.is_within(PICK) else set(mode.chain)
    return sorted(LEGENDS, key=lambda legend: legend.mode not in here)
