"""What shows of the stories of a store: those that some words leave, and what is told of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tui.shown.search import fold, lower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.library import ListedStory


class SoughtStory(NamedTuple):
    """A story with the words that it is found by."""

    story: ListedStory
    words: str
    """Its title, outlets and dates, lower case, without accents."""


def sought(stories: Sequence[ListedStory]) -> list[SoughtStory]:
    """The stories with their words, in the same order."""
    return [
        SoughtStory(story, _plain(" ".join([story.title, *story.outlets, *story.dates, shown_days(story.dates)])))
        for story in stories
    ]


def matching(stories: Sequence[SoughtStory], query: str, *, archived: bool) -> list[ListedStory]:
    """The stories that have every word of a query, else its letters in their order; best matches first.

    Of those put away only with `archived`, and then alone. A story whose words begin so comes before one that has them
    inside, and that before one that has the letters alone; else the order stays.
    """
    words = _plain(query).split()
    rated = [
        (rate, story)
        for story, text in stories
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
