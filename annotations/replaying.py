"""Takes an edit back, or makes it again, on an annotation that others have changed since: what they did stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.changes import Edit

if TYPE_CHECKING:
    from annotations.model import Annotation

_TEXTS = ("note", "speaker", "attribution")
"""The fields that an edit takes back or makes again one by one, besides the tags and the passage."""


def replayed(edit: Edit, held: Annotation | None) -> Edit | None:
    """The edit that does to the annotation as it is now what `edit` does to that from which it began.

    Where they differ in nothing but revision and time, that is all of it. Else it is done tag by tag and field by
    field: an annotation that was added loses what it was added with and goes only if nothing else is left. None where
    what the edit would change is not as it expects, or nothing of it is left to be changed.
    """
    before, after, _ = edit
    if held is None or before is None:
        if held is None and before is None:
            return Edit(None, after)
        if before is not None or held is None or after is None:
            return None
        before = _emptied(after)
    if held.says_the_same(before):
        return Edit(held, after)
    done = _done_to(held, before, after)
    if done is None or done.says_the_same(held):
        return None
    return Edit(held, None if done.is_empty else done)


def _done_to(held: Annotation, before: Annotation, after: Annotation | None) -> Annotation | None:
    """The annotation with what was changed from `before` to `after`; None where it is not as it was before there."""
    goal = after or _emptied(before)
    fields = {}
    for name in _TEXTS:
        if getattr(goal, name) != getattr(before, name):
            if getattr(held, name) == getattr(before, name):
                fields[name] = getattr(goal, name)
            elif after is not None:
                return None
    if goal.passage != before.passage and held.passage != before.passage:
        return None
    off, on = set(before.tags) - set(goal.tags), [tag for tag in goal.tags if tag not in before.tags]
    if after is not None and not (off <= set(held.tags) and set(on).isdisjoint(held.tags)):
        return None
    tags = (*(tag for tag in held.tags if tag not in off), *on)
    moved = goal.passage != before.passage
    passage, anchor = (goal.passage, goal.anchor) if moved else (held.passage, held.anchor)
    return replace(held.revised(tags=tags, passage=passage, anchor=anchor, **fields), extra=_extra(held, before, goal))


def _extra(held: Annotation, before: Annotation, goal: Annotation) -> dict[str, object]:
    """The fields that this program does not know, with those changed that the edit changes."""
    names = {*before.extra, *goal.extra}
    changed = {name for name in names if before.extra.get(name) != goal.extra.get(name)}
    kept = {name: value for name, value in held.extra.items() if name not in changed}
    return kept | {name: goal.extra[name] for name in changed if name in goal.extra}


def _emptied(annotation: Annotation) -> Annotation:
    return replace(annotation, tags=(), note="", speaker="", attribution="")
