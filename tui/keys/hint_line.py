"""Lines that name keys, as `c claim  esc leaves it · ? keys`: which key a click on one of its parts is for."""

from __future__ import annotations

import re

from tui.keys.key_names import parse_key
from tui.page.wrap import character_at

_PART = re.compile(r"(?!·)\S+(?: (?!·)\S+)*")


def key_at(line: str, cell: int) -> str:
    """The key that is clicked on at a cell of a line, by its name in a `Keymap`; empty where there is none.

    Parts of the line are apart by two spaces or a dot. A part begins with its keys, and where it has several words the
    last is none: it tells what they do. A click on that is for the first key.
    """
    at = character_at(line, 0, len(line), cell)
    part = next((match for match in _PART.finditer(line) if match.start() <= at < match.end()), None)
    if part is None:
        return ""
    words = list(re.finditer(r"\S+", part[0]))
    first = ""
    for word in words[:-1] or words:
        key = parse_key(word[0])
        if key is None:
            break
        first = first or key
        if part.start() + word.start() <= at < part.start() + word.end():
            return key
    return first
