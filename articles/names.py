"""Finds names in texts by their capitals, where those mean something; no list of names."""

from __future__ import annotations

import re
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from articles import similarity, split
from articles.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.model import Article, Story

NOUNS_SHARE = 0.25
"""Where more than this share of the words inside sentences have capitals, all nouns have them: in German .3 and more,
in English .2 and less. There a name is a run of such words, or what is part of one elsewhere."""

SEEN_WORDS = 400
"""How many words of an article tell whether all its nouns have capitals."""

MOST_PLACES = 50
"""At how many places a word is looked at to tell whether it is a name."""

_PART = re.compile("[^-‐‑]+")
_BEGINS = frozenset(":“”„«»\"'‘’‚‹›([–—•")
"""A word after one of these, or after the end of a sentence, has its capital for where it stands."""


class Name(NamedTuple):
    """A word of a name in a text."""

    start: int
    """In code points of the text."""
    end: int
    """Half-open."""
    word: str
    """The same however it is written: `us` for `U.S.` and `US’s`."""


class _Capital(NamedTuple):
    """A word with a capital."""

    start: int
    end: int
    begins: bool
    """Whether it begins a sentence or a quotation."""
    runs: bool
    """Whether another such word stands beside it that begins none."""


class Names:
    """The names in the articles of a story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._nouns: dict[int, bool] = {}
        self._known: dict[tuple[str, bool], bool] = {}

    def of(self, article: int, text: str) -> list[Name]:
        """The words of names in a shown text of an article, in order."""
        nouns = self._capitalises_nouns(article)
        found = (capital for capital in _capitals(text) if self._is_name(text, capital, nouns=nouns))
        return [Name(start, end, "".join(similarity.words(text[start:end]))) for start, end, *_ in found]

    def _is_name(self, text: str, capital: _Capital, *, nouns: bool) -> bool:
        word = text[capital.start : capital.end]
        if sum(map(str.isupper, word)) > 1 and word.isupper():
            return not text.isupper()
        if len(word) < 2:
            return False
        if not capital.begins and (capital.runs or not nouns):
            return True
        return self._is_known(word, nouns=nouns)

    def _is_known(self, word: str, *, nouns: bool) -> bool:
        """Whether a word has its capital inside sentences of the story, and more often than it goes without."""
        if (word, nouns) not in self._known:
            texts = [article.version.text for article in self._story.articles]
            places = chain.from_iterable(_inside(text, word, nouns=nouns) for text in texts)
            inside = sum(islice(places, MOST_PLACES))
            lower = f" {word.lower()} "
            self._known[word, nouns] = inside > 0 and inside > sum(text.count(lower) for text in texts)
        return self._known[word, nouns]

    def _capitalises_nouns(self, article: int) -> bool:
        if article not in self._nouns:
            found = [*islice(_words_inside(self._story.articles[article]), SEEN_WORDS)]
            self._nouns[article] = sum(found) > NOUNS_SHARE * len(found)
        return self._nouns[article]


def _inside(text: str, word: str, *, nouns: bool) -> Iterator[bool]:
    """Whether each place of a word in a text has it inside a sentence; with `nouns`, beside another with a capital."""
    at = text.find(word)
    while at >= 0:
        before, after = text[max(0, at - 2) : at], text[at + len(word) : at + len(word) + 2]
        whole = before[-1:] == " " and before[:1].isalpha() and not after[:1].isalnum()
        if nouns and whole:
            start = text.rfind(" ", 0, at - 1) + 1
            whole = (after[:1] == " " and after[1:].isupper()) or text[start : start + 1].isupper()
        yield whole
        at = text.find(word, at + len(word))


def _words_inside(article: Article) -> Iterator[bool]:
    """For the words inside an article's sentences, whether each has a capital."""
    for paragraph in article.paragraphs:
        if paragraph.kind is Kind.BODY:
            text = paragraph.shown
            begins = _beginnings(text)
            yield from (text[start].isupper() for start, _ in split.words(text) if start not in begins)


def _capitals(text: str) -> Iterator[_Capital]:
    begins = _beginnings(text)
    words = [part.span() for start, end in split.words(text) for part in _PART.finditer(text, start, end)]
    inside = [text[start].isupper() and not _at_beginning(text, start, begins) for start, _ in words]
    adjoin = [text[one[1] : other[0]] in (" ", "-", "‐", "‑") for one, other in pairwise(words)]
    for i, (start, end) in enumerate(words):
        if text[start].isupper():
            runs = (i > 0 and inside[i - 1] and adjoin[i - 1]) or (i + 1 < len(words) and inside[i + 1] and adjoin[i])
            yield _Capital(start, end, not inside[i], runs)


def _beginnings(text: str) -> set[int]:
    """Where the first letters or digits of the sentences stand."""
    found = set()
    for start, end in split.sentences(text):
        found.add(next((at for at in range(start, end) if text[at].isalnum()), start))
    return found


def _at_beginning(text: str, start: int, begins: set[int]) -> bool:
    before = text[:start].rstrip(" ")[-1:]
    return start in begins or not before or before in _BEGINS
