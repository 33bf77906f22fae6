"""What passages share and where they differ: each cut into stretches of words that stand in the same other ones.

Words are shared whatever their order, for news texts transpose; in time linear in the texts' length.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from articles.quotes import quotations
from articles.wording import weighed_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from articles.model import Span
    from articles.wording import WeighedWords

BEGINNING, END = -1, -2
"""Stand for the runs before a text's first word and behind its last."""


class Stretch(NamedTuple):
    """A part of a text whose words stand in the same other texts, all inside a quotation or all outside one."""

    start: int
    """In code points of the text."""
    end: int
    """Half-open."""
    others: tuple[int, ...]
    """The other texts that share the words, from 0, ascending; empty where they stand here only."""
    quoted: bool


def compare(texts: Sequence[str], common: Collection[str] = ()) -> list[list[Stretch]]:
    """For each text the stretches it is made of, in order and without gaps; none where it is empty.

    Shared are a word that says something by itself (a name, a number, a longer word), two that say something beside
    each other with the small ones between them, and the small words next to those that stand there in both texts.
    Texts of the same words are shared as a whole. The story's `common` words (`wording.common_words`) say nothing by
    themselves: without them, `China` is telling in a story about China. Punctuation and space belong to the word
    before them, opening marks to the one behind; a quotation is cut out with its marks.
    """
    worded = weighed_words(texts, common)
    shared = _shared(worded)
    return [list(_cut(text, words, masks)) for text, words, masks in zip(texts, worded, shared, strict=True)]


Trait = str | int | tuple[str, int]
"""What words can have in common: a word, the number of a run of words, or a word and the run that follows it."""


class Traits(NamedTuple):
    """Of each word of a text what it can have in common with one of another text; None where it has no such trait."""

    alone: list[Trait | None]
    """The word, where it says something by itself."""
    pair: list[Trait | None]
    """The run from a word that says something to the next that does."""
    onward: list[Trait | None]
    """The run from a small word to the next that says something, or to the text's end."""
    back: list[Trait | None]
    """The run from the last that says something, or the text's beginning, to a small word."""


def _traits(words: WeighedWords, runs: dict[tuple[object, object], int]) -> Traits:
    """The traits of a text's words. `runs` numbers the runs of all texts: one word and the number of the rest of it."""
    traits = Traits([], [], [], [])
    run = BEGINNING
    for word, weight in zip(words.folded, words.weights, strict=True):
        run = runs.setdefault((word, None if weight else run), len(runs))
        traits.alone.append(word if weight == 2 else None)
        traits.back.append(None if weight else run)
    run, ahead = END, False
    for word, weight in zip(reversed(words.folded), reversed(words.weights), strict=True):
        traits.pair.append((word, run) if weight and ahead else None)
        run = runs.setdefault((None if weight else run, word), len(runs))
        traits.onward.append(None if weight else run)
        ahead = ahead or weight > 0
    traits.pair.reverse()
    traits.onward.reverse()
    return traits


def _shared(worded: Sequence[WeighedWords]) -> list[list[int]]:
    """For each word of each text the texts that share it, as a mask whose lowest bit is the first; never itself."""
    runs: dict[tuple[object, object], int] = {}
    traits = [_traits(words, runs) for words in worded]
    having: defaultdict[Trait | None, int] = defaultdict(int)
    whole: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for i, words in enumerate(worded):
        whole[tuple(words.folded)] |= 1 << i
        for trait in set(chain.from_iterable(traits[i])):
            having[trait] |= 1 << i
    having[None] = 0
    shared = []
    for i, (words, (alone, pair, onward, back)) in enumerate(zip(worded, traits, strict=True)):
        masks = [whole[tuple(words.folded)]] * len(words.folded)
        running = 0
        for at, weight in enumerate(words.weights):
            ended = running if weight else 0
            running = having[pair[at]] if weight else running
            masks[at] |= having[alone[at]] | ended | running
        for at in reversed(range(len(masks) - 1)):
            masks[at] |= masks[at + 1] & having[onward[at]]
        for at in range(1, len(masks)):
            masks[at] |= masks[at - 1] & having[back[at]]
        shared.append([mask & ~(1 << i) for mask in masks])
    return shared


def _cut(text: str, words: WeighedWords, masks: Iterable[int]) -> Iterator[Stretch]:
    """The stretches of a text whose words have these masks."""
    if not text:
        return
    quoted = quotations(text)
    start, end, at = 0, 0, 0
    before: tuple[int, Span | None] = (0, None)
    for (begins, ends), mask in zip(words.spans, masks, strict=True):
        while at < len(quoted) and quoted[at].end <= begins:
            at += 1
        quote = quoted[at] if at < len(quoted) and quoted[at].start <= begins else None
        if end and (mask, quote is None) != (before[0], before[1] is None):
            edge = _edge(text, end, begins, before[1], quote)
            yield _stretch(start, edge, *before)
            start = edge
        before, end = (mask, quote), ends
    yield _stretch(start, len(text), *before)


def _edge(text: str, end: int, start: int, closed: Span | None, opened: Span | None) -> int:
    """Where to cut between a word that ends at `end` and the next one, which begins at `start`."""
    if opened != closed:
        return opened.start if opened else closed.end if closed else start
    edge = start
    while edge > end and not text[edge - 1].isspace():
        edge -= 1
    return edge if edge > end else start


def _stretch(start: int, end: int, mask: int, quote: Span | None) -> Stretch:
    return Stretch(start, end, tuple(i for i in range(mask.bit_length()) if mask >> i & 1), quote is not None)
