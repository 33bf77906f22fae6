"""What is on the terminal as text that can be read and compared: each line, and under it the looks of its cells."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.segment import Segment

FOLDER = Path(__file__).parent.parent / "snapshots"
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "underline2", "reverse")


def picture(strips: Iterable[Iterable[Segment]]) -> str:
    """The lines of a terminal; a letter under each cell that does not look like most, and what the letters mean."""
    lines = [list(strip) for strip in strips]
    widths: dict[str, int] = {}
    for segment in (segment for line in lines for segment in line):
        look = _look(segment.style or Style.null())
        widths[look] = widths.get(look, 0) + segment.cell_length
    plain = max(widths, key=lambda look: widths[look])
    letters = dict(zip((look for look in widths if look != plain), ascii_letters, strict=False))
    drawn = []
    for line in lines:
        drawn.append("|" + "".join(segment.text for segment in line).rstrip())
        looks = [(_look(segment.style or Style.null()), segment.cell_length) for segment in line]
        under = "".join(letters.get(look, " ") * cells for look, cells in looks).rstrip()
        if under:
            drawn.append(" " + under)
    meaning = [f"{letter} = {look}" for look, letter in letters.items()]
    return "\n".join([*drawn, "", f"else {plain}", *meaning]) + "\n"


def _look(style: Style) -> str:
    attributes = [name for name in _ATTRIBUTES if getattr(style, name)]
    colours = [colour.name if colour else "default" for colour in (style.color, style.bgcolor)]
    return " ".join([*attributes, " on ".join(colours)])
