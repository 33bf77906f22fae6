"""Makes any number of annotations, the same for the same number, to fill stores with."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from annotations.model import CONTEXT_CODE_POINTS, Annotation, Passage
from articles.read import seed_story
from articles.similarity import words

if TYPE_CHECKING:
    from collections.abc import Iterator

AN_ARTICLE = 20
"""Annotations of one article."""


def generated(start: int) -> Iterator[Annotation]:
    """Annotations without end, numbered from `start`, the same for the same number; about 575 bytes each as JSON."""
    vocabulary = _vocabulary()
    number = start
    while True:
        random = Random(number)
        text = " ".join(random.choices(vocabulary, k=30))
        begin, end = CONTEXT_CODE_POINTS + 1, CONTEXT_CODE_POINTS + 1 + random.randint(20, 110)
        place = number * 37 % 5000
        passage = Passage(
            article=article_of(number),
            version=f"{number // AN_ARTICLE:064x}",
            paragraph=1 + place // 300,
            start=place,
            end=place + end - begin,
            exact=text[begin:end],
            prefix=text[begin - CONTEXT_CODE_POINTS : begin],
            suffix=text[end : end + CONTEXT_CODE_POINTS],
        )
        moment = f"2026-01-02T03:04:{number % 60:02}.678Z"
        made = UUID(int=(0x0190A0000000 + number << 80) | 7 << 76 | 2 << 62 | random.getrandbits(62))
        yield Annotation(str(made), passage, ("claim",), annotator="ana", created=moment, modified=moment)
        number += 1


def article_of(number: int) -> str:
    return f"outlet-{number // AN_ARTICLE:016x}"


@cache
def _vocabulary() -> list[str]:
    return sorted({word for article in seed_story().articles for word in words(article.version.text)})
