"""Words that a line's end broke: which hyphens belong to the word, and which to the line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HYPHENS = "-\u2010\xad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_BROKEN = re.compile(rf"([^\W_]+)[{_HYPHENS}]$")
_BEGIN = re.compile(r"[^\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words))


_ALWAYS_FIRST = _set(
    "well self two three first third vice year million billion hundred thousand twenty thirty forty four five six "
    "seven eight nine fifty sixty seventy eighty ninety"
)
_FIRST = _set(
    "so ex non cross anti pro four five six seven eight nine ten fifty sixty long short high low half full far"
)
"""English words that compounds begin with; those of the second list only where what follows is a word of its own."""

_SECOND = _set("based backed led old wing term party dollar owned style level scale elect up in on off out to by")
"""English words that compounds end with."""

_ENDINGS = _set("ish ness ing ings ary ly aire aires er ers est teen teens teenth ty ties tieth een eenth th")
_CLOSED = _set(
    "over under out down after some any every with through fore back news up in on off no more where when what who may "
    "mean other week head home hand land life time work air sea sun"
)
"""What English writes together with the word behind it."""

_CLOSING = _set(
    "down ward wards like man men woman women ship book work day night time times light side way ways land line lines "
    "room house fall ground able less ful some ever thing one body where how out up"
)
"""What English writes together with the word before it."""

_ENGLISH = _set("the of and to in that for")
_ENGLISH_SHARE = 0.1
_FEWEST_LINES = 40
_BROKEN_LINES = 1.5
"""A program that breaks words does so on more lines than this of as many as a line has letters."""

_IDEOGRAPHS = "\u2e80"


class BrokenWords:
    """Joins lines of one document, by how it writes the words elsewhere."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: Counter[str] = Counter()
        broken, inside = 0, False
        for line in lines:
            words = _WORD.findall(line.replace("\u2010", "-"))
            ends_inside = _BROKEN.search(line) is not None
            self._words.update(words[inside : len(words) - ends_inside])
            broken += ends_inside
            inside = ends_inside
        total = sum(self._words.values())
        self._is_english = sum(self._words[word] for word in _ENGLISH) >= _ENGLISH_SHARE * total
        length = sum(map(len, lines)) / max(1, len(lines))
        self._breaks_words = len(lines) < _FEWEST_LINES or broken * length >= _BROKEN_LINES * len(lines)

    def joined(self, lines: Iterable[str]) -> str:
        """The text of lines that follow one another, a space between them, or nothing inside a word."""
        text = ""
        for line in lines:
            text = self.join(text, line) if text else line
        return text

    def join(self, text: str, line: str) -> str:
        """The text with the next line behind it."""
        broken = _BROKEN.search(text[-80:])
        begin = _BEGIN.match(line)
        if text[-1] == "\xad":
            return text[:-1] + line
        if broken and (begin or line[:1].isdigit()):
            if begin and begin[0].islower() and not self._keeps_hyphen(broken[1], begin[0]):
                return text[:-1] + line
            return text + line
        if text[-1] == "/" and text[-2:-1].isalnum() and line[0].isalnum():
            return text + line
        if text[-1] >= _IDEOGRAPHS and line[0] >= _IDEOGRAPHS:
            return text + line
        return f"{text} {line}"

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        """Whether the two parts of a word broken behind a hyphen are written with it inside a line."""
        if first.isupper() or first[-1].isdigit():
            return True
        whole = self._times(first + second)
        apart = self._times(f"{first}-{second}")
        if whole or apart:
            return apart > whole
        if not self._breaks_words:
            return True
        return self._is_english and self._is_compound(first.casefold(), second)

    def _is_compound(self, first: str, second: str) -> bool:
        if second in _ENDINGS:
            return False
        if first in _ALWAYS_FIRST or (second in _SECOND and first not in _CLOSED):
            return True
        if not self._words[second] or len(second) < 3:
            return False
        apart = len(first) > 3 and first not in _CLOSED and second not in _CLOSING
        return first in _FIRST or (apart and self._times(first) > 0)

    def _times(self, word: str) -> int:
        return self._words[word] + self._words[word.casefold()] * (word != word.casefold())


def is_broken(above: str, below: str) -> bool:
    """Whether a line ends inside a word that the line below goes on with."""
    return _BROKEN.search(above[-80:]) is not None and below[:1].isalnum()
