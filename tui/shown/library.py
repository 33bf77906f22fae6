"""What shows of the stories of a store: those that some words leave, and what is told of each."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tui.shown.search import fold, lower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.library import ListedStory


class StoryIndex:
    """Stories, and the words that they are found by: title, outlets and days, lower case, without accents."""

    def __init__(self, stories: Sequence[ListedStory]) -> None:
        self.stories = stories
        """In the order in which they are listed."""

    @cached_property
    def _words(self) -> list[str]:
        return [
            _plain(" ".join([story.title, *story.outlets, *story.dates, shown_days(story.dates)]))
            for story in self.stories
        ]

    def of_kind(self, *, archived: bool) -> list[ListedStory]:
        """Those that are put away, or those that are not."""
        return [story for story in self.stories if bool(story.archived) is archived]

    def matching(self, query: str, *, archived: bool) -> list[ListedStory]:
        """Those of a kind that have every word of a query, else its letters in their order; best matches first.

        A story that has words that begin so comes before one that has them inside, and that before one that has the
        letters alone; else the order stays.
        """
        words = _plain(query).split()
        if not words:
            return self.of_kind(archived=archived)
        rated = [
            (rate, story)
            for story, text in zip(self.stories, self._words, strict=True)
            if bool(story.archived) is archived and (rate := _rate(text, words)) is not None
        ]
        return [story for _, story in sorted(rated, key=lambda one: one[0])]


def _rate(text: str, words: Sequence[str]) -> int | None:
    """How far a text is from having these words: 0 to 2 for each; None where it has not even the letters."""
    total = 0
    for word in words:
        if f" {word}" in f" {text}":
            continue
        if word in text:
            total += 1
        elif len(word) > 2 and any(_in_order(word, one) for one in text.split()):
            total += 2
        else:
            return None
    return total


def _in_order(letters: str, word: str) -> bool:
    """Whether a word begins with the first of these letters and has the others after it, in their order."""
    if not word.startswith(letters[0]):
        return False
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _plain(text: str) -> str:
    return lower(fold(text))


def shown_days(days: Sequence[str]) -> str:
    """The days of a story's articles as people write them: `14 Mar 2022`, `3 – 14 Mar 2022`."""
    known = []
    for day in days:
        try:
            known.append(date.fromisoformat(day))
        except ValueError:
            continue
    if not known:
        return ", ".join(days)
    first, last = min(known), max(known)
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {last.day} {last:%b %Y}"
    before = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{before} – {last.day} {last:%b %Y}"
