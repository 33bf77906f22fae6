"""Where an exported annotation belongs: its article, the story that the article is in, and the story's rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import facts_given
from annotations.anchoring.known_story import known_story
from annotations.anchoring.stories import FEWEST_SHARED
from articles.align import align
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.model import Annotation
    from annotations.store.records import ArticleRecord, StoryRecord
    from annotations.store.store import Store
    from articles.model import Alignment, Article, Story

    StoryAgain = Callable[[StoryRecord], Story]
    """Opens a story that was opened before, as the reader would. Raises NewsreaderError."""


class PlaceNow(NamedTuple):
    """Where a passage stands in the text at hand."""

    row: int | None
    """The row, from 1; None where the rows are not known."""
    paragraph: int
    """The paragraph in which it begins, from 1."""
    start: int
    end: int
    """Code points of the text, half-open."""
    words: str
    version: str
    """SHA-256 of the text."""


@dataclass(frozen=True, slots=True)
class Home:
    """What an export says of an article, and the text by which it finds paragraph and row."""

    outlet: str
    title: str
    date: str
    source: str
    story: str = ""
    """The title of the story under which its annotations are exported."""
    story_id: str = ""
    article: Article | None = None
    """The article with its text; None where that is not at hand."""
    rows: Mapping[int, int] = field(default_factory=dict)
    """For each paragraph the number of its row as the reader shows it, both from 1."""

    def place(self, annotation: Annotation) -> PlaceNow | None:
        """Where it stands in the text at hand; None where there is no text, or it is not in that."""
        if self.article is None or not annotation.stands_in(self.article.version):
            return None
        (start, end), version = annotation.span, self.article.version
        paragraph = self.article.paragraph_at(start).n
        return PlaceNow(self.rows.get(paragraph), paragraph, start, end, version.text[start:end], version.sha256)


class Gathered(NamedTuple):
    """Annotations of a store, each with its place in the text at hand, and the homes of their articles by id."""

    annotations: list[Annotation]
    homes: dict[str, Home]


def homes(story: Story, alignment: Alignment | None = None) -> dict[str, Home]:
    """The home of each article of the story by its id, in the story's order.

    `alignment` is the one that is shown; by default the computed one.
    """
    rows = (alignment or align(story)).rows
    return {
        article.id: Home(
            article.outlet,
            article.title,
            article.date,
            article.source,
            story.title,
            story.id,
            article,
            {n: number for number, row in enumerate(rows, 1) for n in row.cells[place]},
        )
        for place, article in enumerate(story.articles)
    }


def gathered(store: Store, named: Story | None = None, again: StoryAgain | None = None) -> Gathered:
    """The annotations of the articles of a `named` story, by default all that there are, with their homes.

    Those of articles that stand in deleted stories alone are left out, unless they are named. An article's home is the
    named story where that was ever opened, else the story that was opened last of those it
    stands in. `again` opens such a story, by default from the texts that the store keeps. Homes come by the stories'
    titles, within one in its order, and those of no story at the end, so that opening a story does not reorder an
    export. Where a text is missing or damaged, rows and present places are left out. The store stays as it is. Raises
    StoreError.
    """
    here = {article.id for article in named.articles} if named else None
    at_hand = _at_hand(store, named, again)
    # Read only now: to open a story can bring records of one text together.
    gone = store.deleted_articles() if here is None else frozenset()
    wanted = (a for a in store.everything() if a.passage.article not in gone)
    annotations = [a for a in wanted if here is None or a.passage.article in here]
    missing = {annotation.passage.article for annotation in annotations}
    placed: dict[str, Annotation] = {}
    found: list[tuple[str, str, dict[str, Home]]] = []

    def add(title: str, id_: str, of_story: Mapping[str, Home]) -> None:
        found.append((title, id_, {article: home for article, home in of_story.items() if article in missing}))
        missing.difference_update(of_story)

    for story in [*at_hand.values(), *([named] if named else [])]:
        if story is not None and any(article.id in missing for article in story.articles):
            known = known_story(store, story)
            placed.update((annotation.id, annotation) for annotation in known.annotations)
            add(known.story.title, story.id, homes(known.story, known.aligned(align(known.story))))
    records, given = store.articles(), facts_given(store.all_amendments())
    for record in store.kept_stories():
        if at_hand.get(record.id) is None:
            kept = [id_ for id_ in record.articles if id_ in records]
            of_story = {id_: _without_text(records[id_], given.get(id_, {}), record) for id_ in kept}
            add(record.title, record.id, of_story)
    alone = {id_: _without_text(records[id_], given.get(id_, {})) for id_ in sorted(missing) if id_ in records}
    ordered = [of_story for _, _, of_story in sorted(found, key=lambda entry: entry[:2])]
    every = {id_: home for of_story in [*ordered, alone] for id_, home in of_story.items()}
    return Gathered([placed.get(annotation.id, annotation) for annotation in annotations], every)


def _at_hand(store: Store, named: Story | None, again: StoryAgain | None) -> dict[str, Story | None]:
    """The stories that have annotated articles, as they would be opened now, by the id of their record.

    That opened last comes first; where its texts are missing there is None. If the named story was ever opened, it is
    that alone; if it was not, it stands in the place of the one that it goes on with elsewhere, and its articles in the
    place of those of others.
    """
    stories = store.kept_stories()
    if named and any(record.id == named.id for record in stories):
        return {named.id: named}
    own = {article.id: article for article in named.articles} if named else {}
    annotated = {annotation.passage.article for annotation in store.everything()}
    from_elsewhere = _from_elsewhere(store, stories, named) if named else {}
    found: dict[str, Story | None] = {}
    for record in stories:
        if annotated.isdisjoint(record.articles) or (own and own.keys().isdisjoint(record.articles)):
            continue
        if named and _is_moved(record, from_elsewhere):
            found[record.id] = named
        else:
            story = _opened_again(store, record, again)
            articles = [own.get(article.id, article) for article in story.articles] if story else []
            found[record.id] = story._replace(articles=tuple(articles)) if story else None
    return found


def _from_elsewhere(store: Store, stories: Iterable[StoryRecord], named: Story) -> dict[str, bool]:
    """The articles of a named story that stand in stories, by id, and whether each was read from another file."""
    records, there = store.articles(), {id_ for story in stories for id_ in story.articles}
    known = [article for article in named.articles if article.id in there]
    return {a.id: a.id not in records or a.path != records[a.id].path for a in known}


def _is_moved(record: StoryRecord, from_elsewhere: Mapping[str, bool]) -> bool:
    """Whether a named story is this one, read from other files than it was, be it with more or fewer articles.

    A part of a story whose files are where they were is told as the part that it is; so is one of several stories.
    """
    return (
        len(from_elsewhere) >= FEWEST_SHARED
        and from_elsewhere.keys() <= {*record.articles}
        and all(from_elsewhere.values())
    )


def _opened_again(store: Store, record: StoryRecord, again: StoryAgain | None) -> Story | None:
    """The story as it would be opened now; as it was kept where its files hold other articles by now."""
    try:
        if again is not None:
            story = again(record)
            gone = {*record.articles} - {article.id for article in story.articles}
            if not any(store.annotations(id_) for id_ in gone):
                return story
        return store.story(record)
    except NewsreaderError:
        return None


def _without_text(record: ArticleRecord, given: Mapping[str, str], story: StoryRecord | None = None) -> Home:
    """The home of an article whose text is not at hand; `given` are the facts that a person gave."""
    of_story = (story.title, story.id) if story else ()
    return Home(*record.facts.given(given)[:4], *of_story)
