"""Filters on rows: which ones a story has, what they are called, and which rows each picks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from articles.model import LINKING_KINDS, Kind, ParagraphId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from articles.model import Row, Story
    from tui.shown.rows import ShownRows
    from tui.shown.search import SearchHits

QUOTED_QUERY_CHARACTERS = 40
"""The most characters of a query that a message or label shows."""

Sort = Literal["tagged", "untagged", "aligned", "alone", "only", "outlet", "tag", "speaker", "text"]
_ORDER: tuple[Sort, ...] = ("tagged", "untagged", "aligned", "alone", "only", "outlet", "tag", "speaker", "text")

BY_LINKS = frozenset({"aligned", "alone", "only"})
"""The filters that ask for links."""

_TOLD_KINDS = LINKING_KINDS - {Kind.SUBHEADING}
"""The kinds of paragraph that tell something: without a link, what they tell is in one outlet alone."""


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
    """The article's number for `only` and `outlet`, the tag's id, the speaker's name, the query; else empty."""
    strong: bool = False
    """Whether, of the filters that ask for links, it counts strong ones only."""


class Choice(NamedTuple):
    """A filter that a person can pick."""

    filter: Filter
    label: str
    """What the picked rows are called, as in `only tagged rows` without the `only`."""
    rows: int
    """How many rows it picks."""


def label(of: Filter, story: Story, tag_name: Callable[[str], str]) -> str:
    """What the rows that a filter picks are called: `tagged rows`, `rows with DW`, `rows with “talks”`."""
    without_weak = ", weak links not counted" if of.strong else ""
    match of.sort:
        case "tagged" | "untagged":
            return f"{of.sort} rows"
        case "aligned":
            return f"rows with a link{without_weak}"
        case "alone":
            return f"rows in one outlet alone{without_weak}"
        case "only":
            return f"rows only in {_outlet(story, int(of.value))}{without_weak}"
        case "outlet":
            return f"rows with {_outlet(story, int(of.value))}"
        case "tag":
            return f"rows tagged {tag_name(str(of.value))}"
        case "speaker":
            return f"rows with {of.value} as speaker"
        case "text":
            return f"rows with {quoted(str(of.value))}"


def _outlet(story: Story, article: int) -> str:
    outlets = [article.outlet for article in story.articles]
    column = f" in column {article + 1}" if outlets.count(outlets[article]) > 1 else ""
    return outlets[article] + column


def quoted(query: str) -> str:
    """A query in quotation marks, cut where it is long."""
    return f"“{query[: QUOTED_QUERY_CHARACTERS - 1]}…”" if len(query) > QUOTED_QUERY_CHARACTERS else f"“{query}”"


def sorted_out(
    shown: ShownRows, annotations_on: Callable[[ParagraphId], Iterable[Filterable]]
) -> dict[Filter, set[int]]:
    """For each filter that picks any of the shown rows, their numbers; filters by text are left out.

    A row is only in an outlet, or in one alone, if a paragraph of it has no link to another: no byline, date, credit,
    subheading or boilerplate, which tell nothing.
    """
    found: defaultdict[Filter, set[int]] = defaultdict(set)
    for number, row in shown.rows:
        paragraph_ids = _paragraph_ids(row)
        articles = {where.article for where in paragraph_ids}
        noted = [annotation for where in paragraph_ids for annotation in annotations_on(where)]
        found[Filter("tagged" if noted else "untagged")].add(number)
        for of in _by_links(shown, paragraph_ids):
            found[of].add(number)
        for article in articles:
            found[Filter("outlet", article)].add(number)
        for annotation in noted:
            for tag in annotation.tags:
                found[Filter("tag", tag)].add(number)
            if annotation.speaker:
                found[Filter("speaker", annotation.speaker)].add(number)
    return dict(found)


def _by_links(shown: ShownRows, paragraph_ids: Collection[ParagraphId]) -> Iterator[Filter]:
    """The filters that ask for links and pick a row of these paragraphs."""
    if not shown.links:
        return
    for strong in (False, True):
        for where in paragraph_ids:
            if any(link.strong or not strong for link in shown.links.get(where, ())):
                yield Filter("aligned", strong=strong)
            elif shown.paragraph(where).kind in _TOLD_KINDS:
                yield Filter("alone", strong=strong)
                yield Filter("only", where.article, strong)


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
        return _ORDER.index(of.sort), by_rows, f"{of.value} {of.strong}"

    return [Choice(of, label(of, story, tag_name), len(picked[of])) for of in sorted(picked, key=place)]


def _paragraph_ids(row: Row) -> Collection[ParagraphId]:
    return [ParagraphId(article, n) for article, cell in enumerate(row.cells) for n in cell]
