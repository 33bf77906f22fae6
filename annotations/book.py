"""The annotations of a story's articles in memory, in the order of the text and by paragraph."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from articles.model import ParagraphId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Annotation
    from articles.model import Story


class Book:
    """The annotations that the reader shows; adding and dropping one is quick also among thousands."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._article = {article.id: i for i, article in enumerate(story.articles)}
        self._by_id: dict[str, Annotation] = {}
        self._columns: list[list[Annotation]] = [[] for _ in story.articles]
        self._cells: dict[ParagraphId, list[Annotation]] = defaultdict(list)
        self._tags: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        """All annotations, by article and then in the order of the text."""
        for column in self._columns:
            yield from column

    @property
    def counts(self) -> tuple[int, ...]:
        """How many annotations each article has."""
        return tuple(map(len, self._columns))

    @property
    def tags(self) -> frozenset[str]:
        """The ids of the tags that annotations have."""
        return frozenset(tag for tag, count in self._tags.items() if count)

    def get(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id."""
        return self._by_id.get(annotation_id)

    def holds(self, annotation: Annotation) -> bool:
        """Whether an annotation is of a text that is open here, with its words at the offsets that it names."""
        i = self._article.get(annotation.passage.article)
        return i is not None and annotation.stands_in(self._story.articles[i].version)

    def put(self, annotation_id: str, annotation: Annotation | None) -> None:
        """Set the annotation with this id, or drop it."""
        old = self._by_id.pop(annotation_id, None)
        if old is not None:
            _take_out(self._columns[self.article_of(old)], old)
            self._tags.subtract(old.tags)
            for where in self.cells_of(old):
                _take_out(self._cells[where], old)
        if annotation is not None:
            self._by_id[annotation_id] = annotation
            self._tags.update(annotation.tags)
            insort(self._columns[self.article_of(annotation)], annotation, key=_place)
            for where in self.cells_of(annotation):
                insort(self._cells[where], annotation, key=_place)

    def on(self, where: ParagraphId) -> list[Annotation]:
        """The annotations that touch a paragraph, in the order of the text."""
        return self._cells.get(where, [])

    def over(self, article: int, span: tuple[int, int]) -> list[Annotation]:
        """The annotations that share at least one character with a span of an article, in the order of the text."""
        found = {a.id: a for where in self._span_cells(article, span) for a in self.on(where)}
        return sorted((a for a in found.values() if a.span[0] < span[1] and span[0] < a.span[1]), key=_place)

    def at(self, article: int, span: tuple[int, int]) -> list[Annotation]:
        """The annotations of exactly this span."""
        return [a for a in self.over(article, span) if a.span == span]

    def article_of(self, annotation: Annotation) -> int:
        """The number of an annotation's article in the story, from 0."""
        return self._article[annotation.passage.article]

    def paragraph_of(self, annotation: Annotation) -> ParagraphId:
        """The paragraph in which an annotation begins."""
        i = self.article_of(annotation)
        return ParagraphId(i, self._story.articles[i].paragraph_at(annotation.span[0]).n)

    def cells_of(self, annotation: Annotation) -> list[ParagraphId]:
        """The paragraphs that an annotation touches."""
        return self._span_cells(self.article_of(annotation), annotation.span)

    def _span_cells(self, article: int, span: tuple[int, int]) -> list[ParagraphId]:
        text = self._story.articles[article]
        first, last = text.paragraph_at(span[0]).n, text.paragraph_at(span[1] - 1).n
        return [ParagraphId(article, n) for n in range(first, last + 1)]


def _take_out(ordered: list[Annotation], annotation: Annotation) -> None:
    del ordered[bisect_left(ordered, _place(annotation), key=_place)]


def _place(annotation: Annotation) -> tuple[tuple[int, int], str]:
    return annotation.span, annotation.id
