"""Brings together what was kept of one text under several articles, as it was when an outlet got its name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.amendments import AmendmentEdit
from annotations.changes import Change, Edit, UnionEdit
from annotations.decisions import Decision, DecisionEdit
from annotations.ids import new_id
from articles.model import story_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.model import Annotation
    from annotations.store.store import Store


def bringing_together(store: Store, unions: Mapping[str, str]) -> Change | None:
    """The change that puts all that is kept of some articles to others; None where nothing is to be done.

    `unions` names for each of the articles the one that it is the same as, both by id. Bookmarks, places and stories
    follow by the name alone. No annotation is left out, also where both articles have one of the same words. Raises
    StoreError.
    """
    known = store.articles()
    moved = [(annotation, unions[id_]) for id_ in unions for annotation in store.annotations(id_)]
    links, amendments = tuple(_decided(store, unions)), tuple(_amended(store, unions))
    new = tuple(
        UnionEdit(id_, known[id_].united or "", into) for id_, into in unions.items() if known[id_].united != into
    )
    if not (moved or links or amendments or new):
        return None
    decisions = sum(edit.after is None for edit in links) + sum(edit.after is None for edit in amendments)
    what = f"{told(len(moved), decisions)} of the same text brought together" if moved or links or amendments else ""
    edits = (
        *(Edit(annotation, None) for annotation, _ in moved),  # first, so that an id is never there twice
        *(Edit(None, _of(annotation, into)) for annotation, into in moved),
    )
    return Change(what, edits, new_id(), links=links, unions=new, amendments=amendments)


def told(annotations: int, decisions: int) -> str:
    """How much it is, in words: `2 annotations and 1 correction`."""
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((annotations, "annotation"), (decisions, "correction"))
        if count
    ]
    return " and ".join(parts)


def _of(annotation: Annotation, article: str) -> Annotation:
    return replace(annotation, passage=annotation.passage._replace(article=article), placement=None)


def _decided(store: Store, unions: Mapping[str, str]) -> Iterator[DecisionEdit]:
    """The edits that have decisions name the articles as they are to be; of two about the same the later one stays."""
    everything = store.all_decisions()
    by_key = {decision.key: decision for decision in everything}
    stories = {record.id: record.articles for record in store.every_story()}
    for decision in everything:
        after = _renamed(decision, unions, stories)
        if after is None or after == decision:
            continue
        if after.key == decision.key:
            yield DecisionEdit(decision, after)
            continue
        yield DecisionEdit(decision, None)
        there = by_key.get(after.key)
        if there is None or there.modified < after.modified:
            yield DecisionEdit(there, after)
            by_key[after.key] = after


def _amended(store: Store, unions: Mapping[str, str]) -> Iterator[AmendmentEdit]:
    """The edits that have amendments name the articles as they are to be; of two about the same the later one stays."""
    everything = store.all_amendments()
    by_key = {amendment.key: amendment for amendment in everything}
    for amendment in everything:
        if amendment.article not in unions:
            continue
        after = amendment.of(unions[amendment.article])
        if after.key == amendment.key:  # a rule, which is of its outlet
            yield AmendmentEdit(amendment, after)
            continue
        yield AmendmentEdit(amendment, None)
        there = by_key.get(after.key)
        if there is None or there.modified < after.modified:
            yield AmendmentEdit(there, after)
            by_key[after.key] = after


def _renamed(decision: Decision, unions: Mapping[str, str], stories: Mapping[str, tuple[str, ...]]) -> Decision | None:
    """The decision with the articles named as they are to be; None where its two paragraphs would be of one article."""
    if decision.ends:
        ends = [end._replace(article=unions.get(end.article, end.article)) for end in decision.ends]
        if ends[0].article == ends[1].article:
            return None
        return decision._replace(
            ends=tuple(sorted(ends, key=lambda end: (end.article, end.target))),
            mover=unions.get(decision.mover, decision.mover),
            earlier=tuple(one._replace(mover=unions.get(one.mover, one.mover)) for one in decision.earlier),
        )
    members = stories.get(decision.story, ())
    story = decision.story
    if not unions.keys().isdisjoint(members):
        story = story_id(dict.fromkeys(unions.get(id_, id_) for id_ in members))
    return decision._replace(story=story, article=unions.get(decision.article, decision.article))
