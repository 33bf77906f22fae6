"""Makes stories of any size, the same for the same seed, to measure on."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from articles.model import LINKING_KINDS, Article, Kind, Paragraph, Piece, Span, Story, Version, article_id
from articles.read import seed_story
from articles.similarity import words

if TYPE_CHECKING:
    from collections.abc import Sequence

RETOLD = 0.5
"""The part of an article's paragraphs that tell a fact which the other articles can tell too."""

REWORDED = 0.4
"""The part of a fact's words that one article replaces with its own."""

LENGTHS = range(8, 60)
"""Words in a paragraph; about those of the seeds."""


def told(outlet: str, texts: Sequence[str], kinds: Sequence[Kind] = ()) -> Article:
    """An article of these paragraphs, the first of them its headline unless `kinds` says otherwise."""
    kinds = kinds or [Kind.HEADLINE, *[Kind.BODY] * len(texts)][: len(texts)]
    paragraphs, at = [], 0
    for n, (text, kind) in enumerate(zip(texts, kinds, strict=True), start=1):
        paragraphs.append(Paragraph(n, kind, (Span(at, at + len(text)),), text, (Piece(0, at, len(text)),)))
        at += len(text) + 2
    text = "\n\n".join(texts) + "\n"
    version = Version.of(text, text.encode())
    title = texts[0] if texts else outlet
    return Article(article_id(version.sha256, outlet), outlet, title, "", "", version, tuple(paragraphs))


def generated(articles: int, paragraphs: int, seed: int = 1) -> Story:
    """A story of that many articles with that many paragraphs each, headline included.

    Its words are those of the seeds and words put together from their halves, in number and frequency as a text of that
    length has them (Heaps, Zipf). About half of every article's paragraphs retell facts known to all, reworded and
    here and there out of order.
    """
    random = Random(seed)
    vocabulary = _vocabulary(random, articles * paragraphs * sum(LENGTHS) // len(LENGTHS))
    rates = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(vocabulary) + 1)))

    def say(count: int) -> list[str]:
        return random.choices(vocabulary, cum_weights=rates, k=count)

    facts = [say(random.choice(LENGTHS)) for _ in range(paragraphs)]
    made = []
    for number in range(1, articles + 1):
        order = sorted(range(paragraphs), key=lambda i: i + random.gauss(0, 2))
        texts = []
        for i in order:
            told_here = facts[i] if random.random() < RETOLD else say(random.choice(LENGTHS))
            own = [say(1)[0] if random.random() < REWORDED else word for word in told_here]
            texts.append(" ".join(own).capitalize() + ".")
        made.append(told(f"Outlet {number}", texts))
    return Story(f"{articles} articles of {paragraphs} paragraphs", tuple(made))


def _vocabulary(random: Random, tokens: int) -> list[str]:
    """As many words as a text of so many tokens has, the most frequent first."""
    seen = Counter(
        word
        for article in seed_story().articles
        for paragraph in article.paragraphs
        if paragraph.kind in LINKING_KINDS
        for word in words(paragraph.shown)
    )
    known = [word for word, _ in seen.most_common()]
    made = dict.fromkeys(known)
    while len(made) < 40 * tokens**0.5:
        head, tail = random.choice(known), random.choice(known)
        made[head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]] = None
    return list(made)
