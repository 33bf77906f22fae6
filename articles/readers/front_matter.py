"""What clippers and other programs write above a text: names and values."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"---\n(?:[\w-]+:.*\n|[ -].*\n)+---(?=\n|$)")
"""What tools that save pages as Markdown put above the text: lines of names and values."""


def front_matter_end(text: str) -> int:
    """The offset at which the lines of names and values end that stand above a text; 0 where there are none."""
    matter = _FRONT_MATTER.match(text)
    return matter.end() if matter else 0
