"""Keeps columns straight beside text that a terminal counts otherwise than Rich does; pure.

Terminals differ over how many cells Hindi, emoji of several parts, keycaps and the like take. What stands right of such
text is therefore put in its column by an absolute move, and the room of the text is blanked before it is written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rich.cells import cell_len

# Characters that all terminals count as we do: one cell for Latin, Greek, Cyrillic, common punctuation and what the
# page draws itself, two for Chinese, Japanese and Korean.
_CERTAIN = (
    "\\x00-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0370-\\u0482\\u048a-\\u052f\\u2010-\\u2027\\u2030-\\u205e\\u20ac\\u2190-\\u21ff"
    "\\u2248\\u2260\\u2500-\\u25ff\\u2713\\u3001-\\u3003\\u3008-\\u3011\\u3041-\\u3096\\u30a1-\\u30fe\\u3400-\\u4dbf"
    "\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60"
)
_UNCERTAIN = re.compile(f"[^{_CERTAIN}]")
_MOVE = re.compile("(\x1b\\[[0-9]+;([0-9]+)H)")
"""To a line and a column, both counted from 1."""
_PARTS = re.compile("\x1b\\[([0-9;:]*)m|([^\x00-\x1f\x7f]+)|.", re.DOTALL)
"""A style, a text, or the beginning of anything else."""
_RUNS = re.compile("[\u2500-\u259f]+| +|[^ \u2500-\u259f]+(?: [^ \u2500-\u259f]+)*")
"""Lines drawn, blanks, and words between which single blanks stand: articles have no two in a row."""
_DRAWN = "\u2500\u259f"


class _Run(NamedTuple):
    style: str
    text: str

    @property
    def blank(self) -> bool:
        return self.text.isspace()

    @property
    def drawn(self) -> bool:
        return _DRAWN[0] <= self.text[0] <= _DRAWN[1]

    def __str__(self) -> str:
        return f"\x1b[{self.style}m{self.text}\x1b[0m" if self.style else self.text


def straight(data: str) -> str:
    """What the program draws, with each column put in its place on the lines that need it; the rest is as it was.

    `data` is what Textual sends: moves, and texts each in its style. Linear in its length.
    """
    if data.isascii() or not _UNCERTAIN.search(data):
        return data
    start, *moves = _MOVE.split(data)
    drawn = [start]
    for move, column, text in zip(moves[::3], moves[1::3], moves[2::3], strict=True):
        drawn += [move, _line(text, int(column)) if _UNCERTAIN.search(text) else text]
    return "".join(drawn)


def _line(text: str, column: int) -> str:
    """The text of one line, which begins in a column counted from 1."""
    drawn: list[str] = []
    field: list[_Run] = []
    style, blanks, lost = "", 0, False

    def close() -> None:
        """Write what stands together, and remember whether the terminal may be elsewhere after it."""
        nonlocal column, lost
        if not field:
            return
        if lost:
            drawn.append(f"\x1b[{column}G")
        width = sum(cell_len(run.text) for run in field)
        lost = any(_UNCERTAIN.search(run.text) for run in field)
        if lost:
            drawn.append(f"{_Run(field[-1].style, ' ' * width)}\x1b[{column}G")
            if field[-1].blank:
                field.pop()
        drawn.extend(map(str, field))
        column += width
        field.clear()

    for part in _PARTS.finditer(text):
        if part[1] is not None:
            style = "" if part[1] in ("", "0") else part[1]
        elif part[2] is not None:
            for found in _RUNS.findall(part[2]):
                run = _Run(style, found)
                if run.drawn or (field and run.blank and field[-1].blank) or (not run.blank and blanks > 1):
                    close()
                field.append(run)
                blanks = blanks + len(found) if run.blank else 0
        else:
            close()
            return "".join([*drawn, text[part.start() :]])  # the end of the line: who knows where this leads
    close()
    return "".join(drawn)
