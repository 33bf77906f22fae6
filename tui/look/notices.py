"""Draws messages in full, each on as many lines as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment

from articles.form import harmless
from tui.page.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.look.paint import Painter
    from tui.session.messages import Said

WARNING, NOTICE = " ! ", " · "
"""What stands before a message; its further lines are indented as far."""


class Notices(NamedTuple):
    """Messages drawn."""

    lines: list[list[Segment]]
    whole: int
    """How many of the messages are there to their end."""


def message_lines(said: Said, painter: Painter, width: int) -> list[list[Segment]]:
    """The lines of one message, `width` cells wide at most."""
    text = harmless(said.text)
    starts = wrap(text, width - len(NOTICE))
    lines = []
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else len(text)
        sign = (WARNING if said.warn else NOTICE) if i == 0 else " " * len(NOTICE)
        style = painter.error if said.warn else painter.text
        lines.append([Segment(sign, style), Segment(text[start:end].rstrip(), style)])
    return lines


def notices(standing: Sequence[Said], painter: Painter, width: int, height: int, hint: str) -> Notices:
    """The messages that stand, on at most `height` lines; under them, where there is room, how they go (`hint`).

    The first begins in any case; where not all have room, the last line says how many are left.
    """
    lines: list[list[Segment]] = []
    whole = 0
    for said in standing:
        more = message_lines(said, painter, width)
        room = height - len(lines) - (whole + 1 < len(standing))
        if len(more) > room:
            if not whole:
                lines += more[:height]
                whole = 1 if len(more) <= height else 0
            break
        lines += more
        whole += 1
    left = len(standing) - max(whole, 1)
    told = " · ".join(filter(None, (f"{left} more" if left else "", hint)))
    if lines and told and len(lines) < height:
        lines.append([Segment(" " * len(NOTICE), painter.muted), Segment(told, painter.muted)])
    return Notices(lines, max(whole, 1) if lines else 0)
