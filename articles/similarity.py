"""How much two paragraphs say the same: the cosine of weighted bags of their words, letters and word pairs.

Lexical only: no model, no word list, no language built in. What a term is worth comes from the story itself.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from functools import cache
from itertools import chain, count, pairwise
from math import log, log1p, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BAG_WEIGHTS = (0.4, 0.4, 0.2)
"""The weights, in the cosine, of the bags of words, of character 4-grams and of word pairs."""

COMMON_TERM_PARAGRAPHS = 64
"""A term in more paragraphs than this counts in the norms only: comparing it would cost the most and tell least."""

GRAM_CHARACTERS = 4
"""Characters in a gram; a space on either side of the word counts as one."""

_RUNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han; and Hangul, whose words take endings."""
_MARKS = "\u0900-\u0963\u0966-\u0dff"
"""The Indic scripts: their vowel signs are parts of words, but no letters to `\\w`."""
_TERM = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_TERM_OF_ANY_SCRIPT = rf"(?P<run>[{_RUNS}]+)|\d+(?:\.\d+)+|(?:[^\W_{_RUNS}]|[{_MARKS}])+"
"""Compiled where a text needs it, which takes longer than all other patterns here together."""
_ACCENT = re.compile("[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f]")
_POSSESSIVE = re.compile(r"(?<=[\w.])'s\b")
_INITIALS = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


def words(text: str) -> list[str]:
    """The words of a text as they are compared: `The U.S.’s 1,200 cafés` gives `the us 1200 cafes`.

    NFKC, straight quotes, lower case, accents off, possessive `'s` off, dots out of initials, commas out of thousands.
    A run of a script without spaces gives its overlapping pairs of characters.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", plain)))
    plain = _POSSESSIVE.sub("", plain)
    plain = _INITIALS.sub(lambda match: match[0].replace(".", ""), plain)
    plain = _THOUSANDS.sub("", plain)
    found: list[str] = []
    for match in _terms(plain):
        term = match[0]
        if match.lastgroup and len(term) > 2:
            found += map("".join, pairwise(term))
        else:
            found.append(term)
    return found


def _terms(plain: str) -> Iterator[re.Match[str]]:
    if plain.isascii() or not any(c >= _MARKS[0] and c.isalpha() for c in set(plain)):
        return _TERM.finditer(plain)
    return re.finditer(_TERM_OF_ANY_SCRIPT, plain)


def grams(word: str) -> tuple[str, ...]:
    """The character 4-grams of `" word "`: ` wor`, `word`, `ord `; a shorter one is one gram."""
    spaced = f" {word} "
    return tuple(spaced[i : i + GRAM_CHARACTERS] for i in range(max(1, len(spaced) - GRAM_CHARACTERS + 1)))


def rarity(n: int, df: int) -> float:
    """What a term in `df` of `n` paragraphs weighs: ln((n + 1) / (df - 1/2)), with 1 for df - 1/2 where df is 1."""
    return log((n + 1) / max(1.0, df - 0.5))


class Terms(NamedTuple):
    """One bag of one paragraph: the numbers of its terms and, beside them, how often each occurs."""

    ids: array[int]
    counts: array[int]


class Vector(NamedTuple):
    """A paragraph's terms that can join it to another, and their weights in a vector whose whole length is 1."""

    ids: array[int]
    weights: array[float]


def similarities(
    texts: Sequence[str], groups: Sequence[int], above: float, tick: Callable[[float], None]
) -> Iterator[tuple[int, int, float]]:
    """The pairs (i, j, score), i < j, of texts of different groups that score more than `above`.

    `groups` names each text's group, in ascending order. `tick` is called with the part done (0 to 1) after each text
    of each pass, so that the caller can tell of it or raise to stop.
    """
    vectors = _weigh(*_count(texts, lambda done: tick(0.3 * done)), lambda done: tick(0.3 + 0.2 * done))
    yield from _compare(vectors, groups, above, lambda done: tick(0.5 + 0.5 * done))


def _count(texts: Sequence[str], tick: Callable[[float], None]) -> tuple[list[tuple[Terms, ...]], Counter[int]]:
    """Each text's bags, and in how many texts each term stands.

    Terms are numbered over all bags from 0, so that a number alone names a term.
    """
    number = count()
    numbers: tuple[defaultdict[object, int], ...] = tuple(defaultdict(number.__next__) for _ in BAG_WEIGHTS)
    spelt = cache(grams)
    df = Counter[int]()
    bags = []
    for done, text in enumerate(texts, start=1):
        said = words(text)
        kinds = (said, chain.from_iterable(map(spelt, said)), pairwise(said))
        counted = [Counter[object](kind) for kind in kinds]
        bags.append(
            tuple(
                Terms(array("I", map(known.__getitem__, bag)), array("I", bag.values()))
                for known, bag in zip(numbers, counted, strict=True)
            )
        )
        df.update(chain.from_iterable(terms.ids for terms in bags[-1]))
        tick(done / len(texts))
    return bags, df


def _weigh(bags: Sequence[tuple[Terms, ...]], df: Mapping[int, int], tick: Callable[[float], None]) -> list[Vector]:
    """Each paragraph's vector, in which a term weighs ln(1 + tf) times its rarity.

    The squares of a bag's weights are scaled by its share / its mean squared norm over the story, so that each bag
    makes up its share of an average paragraph's length however many terms it has.
    """
    rarities = [rarity(len(bags), times) for times in range(len(bags) + 1)]
    worth = [rarities[df[term]] for term in range(len(df))]
    joins = [1 < df[term] <= COMMON_TERM_PARAGRAPHS for term in range(len(df))]
    norms = []
    for done, paragraph in enumerate(bags, start=1):
        norms.append([sum((log1p(tf) * worth[t]) ** 2 for t, tf in zip(*terms, strict=True)) for terms in paragraph])
        tick(0.5 * done / len(bags))
    means = [sum(norm) / len(bags) for norm in zip(*norms, strict=True)]
    scales = [share / mean if mean else 0.0 for share, mean in zip(BAG_WEIGHTS, means, strict=True)]
    vectors = []
    for done, (paragraph, norm) in enumerate(zip(bags, norms, strict=True), start=1):
        length = sqrt(sum(map(mul, scales, norm))) or 1.0
        ids, weights = array("I"), array("d")
        for terms, scale in zip(paragraph, scales, strict=True):
            factor = sqrt(scale) / length
            joining = [(t, log1p(tf) * worth[t] * factor) for t, tf in zip(*terms, strict=True) if joins[t]]
            ids.extend(term for term, _ in joining)
            weights.extend(weight for _, weight in joining)
        vectors.append(Vector(ids, weights))
        tick(0.5 + 0.5 * done / len(bags))
    return vectors


def _compare(
    vectors: Sequence[Vector], groups: Sequence[int], above: float, tick: Callable[[float], None]
) -> Iterator[tuple[int, int, float]]:
    """The pairs above `above`, found through an index of the terms of the groups before."""
    index: defaultdict[int, tuple[list[int], array[float]]] = defaultdict(lambda: ([], array("d")))
    waiting: list[int] = []
    for j, (ids, weights) in enumerate(vectors):
        if waiting and groups[waiting[0]] != groups[j]:
            for i in waiting:
                for term, weight in zip(*vectors[i], strict=True):
                    texts, parts = index[term]
                    texts.append(i)
                    parts.append(weight)
                tick(j / len(vectors))
            waiting.clear()
        waiting.append(j)
        scores: defaultdict[int, float] = defaultdict(float)
        for term, weight in zip(ids, weights, strict=True):
            if term in index:
                for i, part in zip(*index[term], strict=True):
                    scores[i] += weight * part
        for i, score in scores.items():
            if score > above:
                yield i, j, min(score, 1.0)
        tick((j + 1) / len(vectors))
