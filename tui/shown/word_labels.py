"""Labels of one to three letters for the words on the screen, none of which begins another; pure."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.model import ParagraphId

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of labels: they need no AltGr on any keyboard that has them. Those under the fingers come first."""


class WordInView(NamedTuple):
    """A word on the screen."""

    paragraph: ParagraphId
    at: int
    """Its first character in the paragraph's shown text."""
    room: int
    """The cells from there to the next word of its line, or to the end of that."""


def labels(rooms: Sequence[int]) -> list[str]:
    """A label for each of some words, in order, by the cells that there are for it; empty where none fits.

    All have one letter where those are enough, else two; of more than 676 words some have three, the last ones that
    have the room.
    """
    count = len(rooms)
    if count <= len(LETTERS):
        return [letter if room else "" for letter, room in zip(LETTERS, rooms, strict=False)]
    pairs = ["".join(pair) for pair in product(LETTERS, repeat=2)]
    longer = min(len(pairs), max(0, -(-(count - len(pairs)) // (len(LETTERS) - 1))))
    short, stems = pairs[: len(pairs) - longer], pairs[len(pairs) - longer :]
    long = [stem + letter for stem in stems for letter in LETTERS]
    found = [""] * count
    narrow = [i for i, room in enumerate(rooms) if room == 2]
    wide = [i for i, room in enumerate(rooms) if room > 2]
    for i, label in zip(narrow, short, strict=False):
        found[i] = label
    left = short[len(narrow) :]
    for i, label in zip(wide, [*left, *long], strict=False):
        found[i] = label
    return found
