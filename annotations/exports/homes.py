"""Where an exported annotation belongs: its article, the story that the article is in, and the story's rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from articles.align import align
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotations.model import Annotation
    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store
    from articles.model import Alignment, Article, Story


@dataclass(frozen=True, slots=True)
class Home:
    """What an export says of an article, and the text by which it finds paragraph and row."""

    outlet: str
    title: str
    date: str
    source: str
    story: str = ""
    """The title of the story under which its annotations are exported."""
    article: Article | None = None
    """The article with its text; None where that is not at hand."""
    rows: Mapping[int, int] = field(default_factory=dict)
    """For each paragraph the number of its row in the default alignment, both from 1."""

    def place(self, annotation: Annotation) -> tuple[int | None, int]:
        """The numbers, from 1, of the row and of the paragraph in which it begins in the text at hand.

        Where it has no place there, no row, and the paragraph that was recorded with it.
        """
        start = self._start(annotation)
        if self.article is None or start is None:
            return None, annotation.passage.paragraph
        paragraph = self.article.paragraph_at(start).n
        return self.rows.get(paragraph), paragraph

    def _start(self, annotation: Annotation) -> int | None:
        if self.article is None:
            return None
        version, placement = self.article.version.sha256, annotation.placement
        if placement is not None:
            return placement.start if placement.version == version and placement.how != "orphan" else None
        return annotation.passage.start if annotation.passage.version == version else None


def homes(story: Story, alignment: Alignment | None = None) -> dict[str, Home]:
    """The home of each article of the story by its id, in the story's order; `alignment` where it was made already."""
    rows = (alignment or align(story)).rows
    return {
        article.id: Home(
            article.outlet,
            article.title,
            article.date,
            article.source,
            story.title,
            article,
            {n: number for number, row in enumerate(rows, 1) for n in row.cells[place]},
        )
        for place, article in enumerate(story.articles)
    }


def stored_homes(store: Store, wanted: Collection[str]) -> dict[str, Home]:
    """The homes of the wanted articles: each in the story that was opened last of those it stands in.

    They come by the stories' titles, within one in its order, and those of no story at the end, so that opening a
    story does not reorder an export. Where a text is missing or damaged, only the numbers of the rows are left out.
    """
    records = store.articles()
    found: list[tuple[str, str, dict[str, Home]]] = []
    missing = set(wanted)
    for record in store.stories():
        here = [id_ for id_ in record.articles if id_ in missing]
        if not here:
            continue
        missing.difference_update(here)
        try:
            in_story = homes(store.story(record))
        except NewsreaderError:
            in_story = {id_: _without_text(records[id_], record.title) for id_ in here if id_ in records}
        found.append((record.title, record.id, {id_: in_story[id_] for id_ in here if id_ in in_story}))
    alone = {id_: _without_text(records[id_]) for id_ in sorted(missing) if id_ in records}
    ordered = [of_story for _, _, of_story in sorted(found, key=lambda entry: entry[:2])]
    return {id_: home for of_story in [*ordered, alone] for id_, home in of_story.items()}


def _without_text(record: ArticleRecord, story: str = "") -> Home:
    return Home(record.outlet, record.title, record.date, record.source, story)
