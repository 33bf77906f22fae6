"""Composes a story by hand: articles are added, taken out, put in the place of others; each can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.anchoring.articles import recognised
from annotations.anchoring.opening import meant, named
from annotations.anchoring.versions import what_changed
from annotations.changes import Change
from annotations.ids import new_id
from annotations.shelf import StoryEdit, StoryState
from articles.amended import as_read
from articles.errors import NewsreaderError
from articles.model import article_id
from articles.read import distinguished

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.store.store import Store
    from articles.model import Article, Story


class HereAlreadyError(NewsreaderError):
    """All that is to be added is in the story already; says which outlets that is."""


class Composed(NamedTuple):
    """A story as it was composed."""

    story: Story
    what: str
    """What was done, in words: `“Echo” added`."""
    undoable: bool
    """Whether that can be taken back: not where an article of the story only has a later text now."""
    notices: tuple[str, ...] = ()
    """What a person should know of the articles that were added."""


def compose(
    store: Store, story: Story, added: Story | None, *, without: str = "", place: Mapping[str, Any] | None = None
) -> Composed:
    """Add articles that were read to a story, and take the one with the id `without` out; what is added stands there.

    The story may be as it was put right. The store has the new one in its place when this returns, with its name;
    `place` is where the reader is. Raises NewsreaderError, HereAlreadyError where all that is to be added is in the
    story already; StoreError.
    """
    outlets = {article.id: article.outlet for article in story.articles}
    story = as_read(story)
    notices: tuple[str, ...] = ()
    new: list[Article] = []
    if added is not None:
        found = recognised(store, added, beside=[one.id for one in story.articles if one.id != without])
        opened = meant(store, found, what_changed(found.story, store), writes=True)
        new, notices = list(opened.story.articles), opened.notices
    here = {article.id: article for article in story.articles if article.id != without}
    new = [_told_apart(article, here.get(article.id)) for article in new]
    same = [
        article for article in new if article.id in here and here[article.id].version.sha256 == article.version.sha256
    ]
    if new and len(same) == len(new):
        raise HereAlreadyError(f"in this story already: {_called(new, outlets)}")
    later = {article.id: article for article in new if article.id in here and article not in same}
    more = [article for article in new if article.id not in here]
    articles: list[Article] = []
    for article in story.articles:
        if article.id == without:
            articles += more
        else:
            articles.append(later.get(article.id, article))
    if without not in {article.id for article in story.articles}:
        articles += more
    return _kept(store, story, articles, added, _what(story, more, later, without, outlets), notices, place)


def _told_apart(article: Article, there: Article | None) -> Article:
    """An article that is added, under an id of its own where another outlet is told of the same text that is there."""
    text = article.version.sha256
    if there is None or there.version.sha256 != text or article.told("outlet") in ("", there.outlet):
        return article
    return replace(article, id=article_id(text, article.outlet))


def _kept(
    store: Store,
    story: Story,
    articles: Sequence[Article],
    added: Story | None,
    what: str,
    notices: tuple[str, ...],
    place: Mapping[str, Any] | None,
) -> Composed:
    record = next((record for record in store.every_story() if record.id == story.id), None)
    known = {record.id: record.state for record in store.every_story()}
    told_apart = (
        replace(apart, id=article.id) for apart, article in zip(distinguished(articles), articles, strict=True)
    )
    composed = story._replace(
        title=record.own_title if record else story.title,
        articles=tuple(told_apart),
        paths=_paths(story, articles, added),
        notices=(),
    )
    state = record.state if record else StoryState(story.id)
    is_other = composed.id != story.id
    before = known.get(composed.id) or StoryState(composed.id)
    before = before._replace(into=story.id) if is_other else before
    after = before._replace(name=state.name, archived=state.archived, deleted="", into="", composed=True)
    store.keep_story(composed, place or {}, opened=False, behind=story.id if is_other else "")
    if is_other:
        edits = StoryEdit(state, state._replace(into=composed.id)), StoryEdit(before, after)
        store.apply(Change(what, (), new_id(), stories=edits))
    return Composed(named(store, composed), what, is_other, notices)


def _paths(story: Story, articles: Sequence[Article], added: Story | None) -> tuple[str, ...]:
    """What the story is read from: without the files of articles that were taken out, and with what was added."""
    gone = {article.path for article in story.articles} - {article.path for article in articles}
    kept = [path for path in story.paths if path not in gone]
    return tuple(dict.fromkeys([*kept, *(added.paths if added else ())]))


def _what(
    story: Story,
    more: Sequence[Article],
    later: Mapping[str, Article],
    without: str,
    outlets: Mapping[str, str],
) -> str:
    gone = _called([article for article in story.articles if article.id == without], outlets)
    added = _called(more, outlets)
    if without in {article.id for article in more}:
        return f"{gone} has another text now"
    if gone and more:
        return f"{added} in the place of {gone}"
    if gone:
        return f"{gone} taken out"
    if more:
        return f"{added} added"
    return f"{_called([*later.values()], outlets)} {'has a later text' if len(later) == 1 else 'have later texts'} now"


def _called(articles: Sequence[Article], outlets: Mapping[str, str]) -> str:
    """Up to two articles by their outlets, as a person put these right; of more the number."""
    if len(articles) > 2:
        return f"{len(articles)} articles"
    return " and ".join(f"“{outlets.get(article.id, article.outlet)}”" for article in articles)
