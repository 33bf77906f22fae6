"""Filters on rows: which ones a story has, what they are called, and which rows each picks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from articles.model import ParagraphId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from articles.model import Row, Story
    from tui.shown.rows import ShownRows
    from tui.shown.search import SearchHits

QUOTED_QUERY_CHARACTERS = 40
"""The most characters of a query that a message or label shows."""

Sort = Literal["tagged", "untagged", "aligned", "alone", "outlet", "tag", "speaker", "text"]
_ORDER: tuple[Sort, ...] = ("tagged", "untagged", "aligned", "alone", "outlet", "tag", "speaker", "text")


class Filterable(Protocol):
    """What filters need to know of an annotation."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The ids of its tags."""

    @property
    def speaker(self) -> str:
        """Who the passage is attributed to, or empty."""


class Filter(NamedTuple):
    """A condition on rows: those that meet it are picked."""

    sort: Sort
    value: str | int = ""
    """The article's number for `outlet`, the tag's id, the speaker's name, the query for `text`; else empty."""


class Choice(NamedTuple):
    """A filter that a person can pick."""

    filter: Filter
    label: str
    """What the picked rows are called, as in `only tagged rows` without the `only`."""
    rows: int
    """How many rows it picks."""


def label(of: Filter, story: Story, tag_name: Callable[[str], str]) -> str:
    """What the rows that a filter picks are called: `tagged rows`, `rows with DW`, `rows with “talks”`."""
    match of.sort:
        case "tagged" | "untagged" | "aligned":
            return f"{of.sort} rows"
        case "alone":
            return "rows of one outlet alone"
        case "outlet":
            outlets = [article.outlet for article in story.articles]
            outlet = outlets[int(of.value)]
            return f"rows with {outlet}" + (f" in column {int(of.value) + 1}" if outlets.count(outlet) > 1 else "")
        case "tag":
            return f"rows tagged {tag_name(str(of.value))}"
        case "speaker":
            return f"rows with {of.value} as speaker"
        case "text":
            return f"rows with {quoted(str(of.value))}"


def quoted(query: str) -> str:
    """A query in quotation marks, cut where it is long."""
    return f"“{query[: QUOTED_QUERY_CHARACTERS - 1]}…”" if len(query) > QUOTED_QUERY_CHARACTERS else f"“{query}”"


def sorted_out(
    shown: ShownRows, annotations_on: Callable[[ParagraphId], Iterable[Filterable]]
) -> dict[Filter, set[int]]:
    """For each filter that picks any of the shown rows, their numbers; filters by text are left out.

    A row counts as aligned if it has paragraphs of two articles, or one of its paragraphs has a counterpart anywhere.
    """
    found: defaultdict[Filter, set[int]] = defaultdict(set)
    for number, row in shown.rows:
        paragraph_ids = _paragraph_ids(row)
        articles = {where.article for where in paragraph_ids}
        noted = [annotation for where in paragraph_ids for annotation in annotations_on(where)]
        aligned = len(articles) > 1 or any(where in shown.links for where in paragraph_ids)
        found[Filter("tagged" if noted else "untagged")].add(number)
        found[Filter("aligned" if aligned else "alone")].add(number)
        for article in articles:
            found[Filter("outlet", article)].add(number)
        for annotation in noted:
            for tag in annotation.tags:
                found[Filter("tag", tag)].add(number)
            if annotation.speaker:
                found[Filter("speaker", annotation.speaker)].add(number)
    return dict(found)


def with_hits(shown: ShownRows, hits: SearchHits) -> set[int]:
    """The numbers of the shown rows with a hit of a search."""
    return {number for number, row in shown.rows if any(where in hits.counts for where in _paragraph_ids(row))}


def choices(
    picked: dict[Filter, set[int]], story: Story, tag_name: Callable[[str], str], *, columns: Sequence[int] = ()
) -> list[Choice]:
    """The filters to choose from, kind by kind: outlets in the order of their columns, then tags and speakers by rows.

    `columns` are the articles from left to right; without them their order is that of the story.
    """
    order = columns or range(len(story.articles))

    def place(of: Filter) -> tuple[int, int, str]:
        by_rows = order.index(of.value) if isinstance(of.value, int) else -len(picked[of])
        return _ORDER.index(of.sort), by_rows, str(of.value)

    return [Choice(of, label(of, story, tag_name), len(picked[of])) for of in sorted(picked, key=place)]


def _paragraph_ids(row: Row) -> Collection[ParagraphId]:
    return [ParagraphId(article, n) for article, cell in enumerate(row.cells) for n in cell]
