"""Says in words how the articles of a story were recognised, where annotations depend on it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from annotations.anchoring.places import is_address
from annotations.anchoring.together import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.anchoring.articles import Recognised
    from annotations.changes import Change
    from annotations.store.records import ArticleRecord
    from annotations.store.store import Store


class Before(NamedTuple):
    """What a store had of the articles of a story, and of those that are the same, before it was opened."""

    found: Recognised
    known: Mapping[str, ArticleRecord]
    annotations: Mapping[str, int]
    """How many each had that was recognised by its words or has others joined with it, and how many those had."""
    decisions: Sequence[frozenset[str]] = ()
    """Of each decision about the alignment, where articles are the same, the ids of the articles that it names."""

    @classmethod
    def of(cls, store: Store, found: Recognised) -> Before:
        """What the store has now."""
        ids = {*found.by_words, *found.unions, *found.unions.values()}
        decisions = store.all_decisions() if found.unions else []
        return cls(
            found,
            store.articles() if ids else {},
            {id_: len(store.annotations(id_)) for id_ in sorted(ids)},
            [frozenset([*(end.article for end in one.ends), *filter(None, [one.article])]) for one in decisions],
        )

    def brought(self, change: Change, *, covered: bool) -> str:
        """What a change brings together: `2 annotations made under 'lanville' are now with Lanville Courier`.

        Empty where nobody can miss what it brings; `covered` without outlets, as in blind mode.
        """
        moved = sum(edit.after is None for edit in change.edits)
        decisions = sum(edit.after is None for edit in change.links)
        decisions += sum(edit.after is None for edit in change.amendments)
        if not (moved or decisions):
            return ""
        outlets = {article.id: article.outlet for article in self.found.story.articles}
        unions = self.found.unions
        same = {**unions, **{into: into for into in unions.values()}}
        other = {id_ for id_, into in same.items() if self.known[id_].outlet != outlets[into]}
        decided = [ids & other for ids in self.decisions if not ids.isdisjoint(other)]
        renamed = [
            id_ for id_ in same if id_ in other and (self.annotations[id_] or any(id_ in ids for ids in decided))
        ]
        if renamed:
            moved, decisions = sum(self.annotations[id_] for id_ in renamed), len(decided)
        now = ", ".join(dict.fromkeys(outlets[same[id_]] for id_ in renamed or unions))
        many, are = told(moved, decisions), "is" if moved + decisions == 1 else "are"
        if covered or not renamed:
            return f"{many} of the same text {are} here now" + ("" if covered else f", with {now}")
        names = ", ".join(dict.fromkeys(f"'{self.known[id_].outlet}'" for id_ in renamed))
        return f"{many} made under {names} {are} now with {now}"

    def by_words(self, *, covered: bool) -> list[str]:
        """Which articles were recognised by their words alone and have annotations."""
        sentences = []
        for article in self.found.story.articles:
            count = self.annotations[article.id] if article.id in self.found.by_words else 0
            if count and covered:
                sentences.append(f"An article is a later text of one that has {told(count, 0)}, by most of its words")
            elif count:
                record = self.known[article.id]
                at = record.path if is_address(record.path) else PurePath(record.path).name
                file = f" ({at})" if record.path else ""
                text = f"{article.outlet} has most of the words of {record.outlet}{file}"
                sentences.append(f"{text}: it counts as a later text of that, with {told(count, 0)}")
        return sentences
