"""The annotations of a story as a list that queries narrow down and orders sort; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from articles.model import ParagraphId
from tui.shown.query import ANYWHERE, STATE, Term, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation
    from articles.model import Story
    from tui.shown.query import Query

ORDERS = ("place", "time", "tag", "outlet")
"""The orders of the list: down the page, latest change first, by first tag as in the codebook, by outlet."""
LIKENESS_PERCENT, BEHIND_BEST_PERCENT = 75, 6
"""The least rapidfuzz partial ratio of two words that are alike (one slip in four letters), and how far below the best
match another word may be."""
SHORTEST_WORD_LETTERS, MOST_ALIKE_WORDS = 4, 12
"""The least letters of a word that is compared with others, and the most words that it is replaced by."""

_PUNCTUATION = "\"'.,;:!?()[]{}-…"


class ListedAnnotation(NamedTuple):
    """An annotation with what the list shows of it."""

    annotation: Annotation
    row: int
    """The number of its row in the alignment, from 1; 0 for an orphan."""
    article: int
    """The number of its article in the story, from 0."""
    outlet: str
    words: str
    """The text of its passage, in blind mode with names covered."""
    now: str = ""
    """The words that stand there now, likewise covered; empty where they are the same, or the passage is gone."""

    @property
    def doubtful(self) -> bool:
        """Whether its place in a changed text wants a person's confirmation."""
        placement = self.annotation.placement
        return placement is not None and placement.check

    @property
    def quote(self) -> str:
        """The passage with white space as single spaces."""
        return " ".join(self.words.split())

    @property
    def quote_now(self) -> str:
        """The words that stand there now with white space as single spaces; empty where they are the same."""
        return " ".join(self.now.split())


def source_of(annotation: Annotation) -> str:
    """The speaker of an annotation with the kind of source: `Wang Yi (named)`, or `(anonymous)` without a name."""
    kind = f"({annotation.attribution})" if annotation.attribution else ""
    return " ".join(filter(None, (annotation.speaker, kind)))


class ListMatches(NamedTuple):
    """The annotations of a list that match a query."""

    entries: Sequence[ListedAnnotation]
    substitutes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each folded word of the query that occurs nowhere, with the words that were searched for instead, if any."""

    @property
    def hints(self) -> list[str]:
        """What was searched for instead, in words: `no “wrod”: shown is “word”`."""
        hints = []
        for word, alike in self.substitutes:
            taken = ", ".join(f"“{other}”" for other in alike[:3]) + ("…" if len(alike) > 3 else "")
            hints.append(f"no “{word}”: shown is {taken}" if alike else f"no “{word}”, nor what is like it")
        return hints


def listed_annotations(
    story: Story,
    annotations: Iterable[Annotation],
    orphans: Iterable[Annotation],
    number_of: Mapping[ParagraphId, int],
    *,
    words: Callable[[Annotation], str] = attrgetter("passage.exact"),
    columns: Sequence[int] = (),
) -> list[ListedAnnotation]:
    """List the annotations of a story down the page, row by row and column by column; the orphans last.

    `annotations` come by article and then in the order of the text, as in a `Book`. `number_of` gives the number of a
    paragraph's row, `words` the text of a passage as it may be shown. `columns` are the articles from left to right
    where their order is not that of the story.
    """
    column = {article.id: i for i, article in enumerate(story.articles)}
    starts = [[paragraph.start for paragraph in article.paragraphs] for article in story.articles]
    rows = [[number_of[ParagraphId(i, p.n)] for p in article.paragraphs] for i, article in enumerate(story.articles)]
    outlets = [article.outlet for article in story.articles]
    listed = []
    for annotation in annotations:
        i = column[annotation.passage.article]
        row = rows[i][max(0, bisect_right(starts[i], annotation.span[0]) - 1)]
        now = words_now(annotation, story.articles[i].version.text)
        listed.append(ListedAnnotation(annotation, row, i, outlets[i], words(annotation), now))
    if columns:
        place = {article: i for i, article in enumerate(columns)}
        listed.sort(key=lambda entry: place[entry.article])
    listed.sort(key=attrgetter("row"))
    for annotation in orphans:
        i = column[annotation.passage.article]
        listed.append(ListedAnnotation(annotation, 0, i, outlets[i], words(annotation)))
    return listed


def words_now(annotation: Annotation, text: str) -> str:
    """The words of an annotation's passage in the open text where they are others than those tagged, else nothing."""
    placement = annotation.placement
    return text[placement.start : placement.end] if placement is not None and placement.how == "fuzzy" else ""


class ListIndex:
    """Finds the entries of a list that match a query. It caches a lot, and is made anew when an annotation changes."""

    def __init__(self, entries: Sequence[ListedAnnotation], codebook: Codebook) -> None:
        self.entries = entries
        """All entries, down the page."""
        self._codebook = codebook
        self._texts: dict[str, list[str]] = {}
        self._hits: dict[Term, frozenset[int]] = {}
        self._orders: dict[str, list[int]] = {}
        self._words: dict[str, list[str]] = {}

    def matching(self, query: Query, order: str = "place") -> ListMatches:
        """Find the entries that match every term of a query, in one of the `ORDERS`.

        A word that occurs nowhere is replaced by words like it. Raises KeyError for an unknown order.
        """
        wanted, substitutes = [], []
        for term in query.terms:
            hits = self._having(term)
            if term.like or not (hits or term.quoted or term.field == STATE):
                alike = self._alike(term)
                if not term.like:
                    substitutes.append((term.value, alike))
                hits = hits.union(*(self._having(Term(term.field, word)) for word in alike))
            wanted.append(hits)
        some = frozenset.intersection(*wanted) if wanted else None
        listed = self.entries
        shown = [listed[i] for i in self._ordered(order) if some is None or i in some]
        return ListMatches(shown, tuple(substitutes))

    def prepare(self) -> None:
        """Build the vocabulary before the first query, so that no key waits for it."""
        import rapidfuzz.process  # noqa: F401 -- imported where used: the list opens sooner

        self._vocabulary(ANYWHERE)

    def tags(self, entries: Iterable[ListedAnnotation]) -> list[tuple[str, int]]:
        """The ids of the tags of some entries, each with the number of entries that have it, most frequent first."""
        return Counter(tag for entry in entries for tag in entry.annotation.tags).most_common()

    def _ordered(self, order: str) -> list[int]:
        """The indices of the entries in an order; equal ones stay in the order of the page."""
        if order not in self._orders:
            key, latest_first = self._keys()[order]
            numbers = range(len(self.entries))
            self._orders[order] = sorted(numbers, key=lambda i: key(self.entries[i]), reverse=latest_first)
        return self._orders[order]

    def _keys(self) -> dict[str, tuple[Callable[[ListedAnnotation], str | int], bool]]:
        rank = {tag.id: i for i, tag in enumerate(self._codebook.tags)}

        def tag(entry: ListedAnnotation) -> int:
            return min((rank.get(tag, len(rank)) for tag in entry.annotation.tags), default=len(rank) + 1)

        return {
            "place": (lambda entry: 0, False),
            "time": (lambda entry: entry.annotation.modified, True),
            "tag": (tag, False),
            "outlet": (lambda entry: folded(entry.outlet), False),
        }

    def _having(self, term: Term) -> frozenset[int]:
        """The indices of the entries with a term.

        A word is looked for only where the word without its last letter was found, if that was looked for before.
        """
        term = Term(term.field, term.value)
        if term not in self._hits:
            value = term.value
            if term.field == STATE:
                found = (i for i, entry in enumerate(self.entries) if _is(entry, value))
            else:
                texts = self._folded(term.field)
                among = self._hits.get(Term(term.field, value[:-1]), range(len(texts)))
                found = (i for i in among if value in texts[i])
            self._hits[term] = frozenset(found)
        return self._hits[term]

    def _alike(self, term: Term) -> tuple[str, ...]:
        """The words in a field that are like the term's, the most similar first."""
        value = term.value
        if len(value) < SHORTEST_WORD_LETTERS:
            return ()
        from rapidfuzz import fuzz, process  # see `prepare`

        # A word much shorter than the one sought would be found in it whole, as `action` in `sanctions`.
        words = [word for word in self._vocabulary(term.field) if len(word) >= len(value) - 1]
        found = process.extract(
            value, words, scorer=fuzz.partial_ratio, score_cutoff=LIKENESS_PERCENT, limit=MOST_ALIKE_WORDS
        )
        return tuple(word for word, score, _ in found if score >= found[0][1] - BEHIND_BEST_PERCENT)

    def _vocabulary(self, field: str) -> list[str]:
        if field not in self._words:
            words = {word.strip(_PUNCTUATION) for word in set(" ".join(self._folded(field)).split())}
            self._words[field] = sorted(words)
        return self._words[field]

    def _folded(self, field: str) -> list[str]:
        """The folded text of each entry in a field."""
        if field not in self._texts:
            texts = list(map(self._raw()[field], self.entries))
            parts = folded("\0".join(texts)).split("\0")  # folding many short texts at once is several times as fast
            self._texts[field] = parts if len(parts) == len(texts) else list(map(folded, texts))
        return self._texts[field]

    def _raw(self) -> dict[str, Callable[[ListedAnnotation], str]]:
        @cache
        def names(tags: tuple[str, ...]) -> str:
            return "\x1f".join(self._codebook.tag(tag).name for tag in tags)

        # The separator is no white space that a query can contain, so that no phrase matches across two parts.
        def anywhere(entry: ListedAnnotation) -> str:
            a = entry.annotation
            return f"{entry.words}\x1f{entry.now}\x1f{a.note}\x1f{a.speaker}\x1f{entry.outlet}\x1f{names(a.tags)}"

        return {
            ANYWHERE: anywhere,
            "tag": lambda entry: names(entry.annotation.tags),
            "outlet": lambda entry: entry.outlet,
            "speaker": lambda entry: entry.annotation.speaker,
            "attribution": lambda entry: entry.annotation.attribution,
            "by": lambda entry: entry.annotation.annotator,
            "note": lambda entry: entry.annotation.note,
            "text": lambda entry: f"{entry.words}\x1f{entry.now}",
        }


def _is(entry: ListedAnnotation, state: str) -> bool:
    return {
        "orphan": entry.row == 0,
        "doubtful": entry.doubtful,
        "changed": bool(entry.now),
        "note": bool(entry.annotation.note),
    }[state]
