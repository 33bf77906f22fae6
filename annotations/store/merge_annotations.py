"""What becomes of an annotation when an edit of it meets what another window wrote meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.model import Annotation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.changes import Edit

_STAMPS = frozenset({"rev", "modified"})

_TARGET = ("version", "paragraph", "start", "end", "exact", "prefix", "suffix")
"""The fields that say where a passage is. They count as one: the start of one window with the end of another would be a
passage that nobody chose."""

PASSAGE = "passage"
"""The name of the fields of `_TARGET` taken together."""


def merged_annotation(current: Mapping[str, Any] | None, edit: Edit) -> dict[str, Any] | None:
    """The record that the edit leaves where the store holds `current` now; None where it deletes it.

    Where the store holds what the edit began from, the result is exactly `edit.after`. Else only the fields that the
    edit changed are set, tags one by one, the passage as a whole. The later edit wins, whatever the clocks say: what it
    replaces is in the history, where the edit itself would not be if it lost. An edit of a record that is gone brings
    it back; a deletion of one that was changed meanwhile is not made; an addition of one that is there already, or is
    newer, changes nothing. So an edit made twice has the same result as made once.
    """
    if current is None:
        return edit.after.to_record() if edit.after is not None else None
    if edit.after is None:
        return None if is_as_expected(current, edit) else dict(current)
    after = edit.after.to_record()
    before = edit.before.to_record() if edit.before is not None else None
    if before is not None and _normal(current) == before:
        return after
    if before is None:
        return dict(current) if _rev(current) >= after["rev"] else {**current, **after}
    if not _differing(_normal(current), before):
        return dict(current) if not _differing(current, after) else _stamped(after, current, after)
    result = dict(current)
    for name in _changed(before, after):
        result[name] = after[name]
    if _target(before) != _target(after):
        result.update({name: after[name] for name in (*_TARGET, "anchor")})
    elif _target(current) != _target(before):
        result["anchor"] = current.get("anchor")  # it tells how that passage was found, not this one
    result["tags"] = _merged_tags(current.get("tags"), before["tags"], after["tags"])
    return result if result == current else _stamped(result, current, after)


def joined_annotation(current: Mapping[str, Any], held: Annotation, added: Annotation) -> dict[str, Any]:
    """The record `current`, whose annotation is `held`, with what an annotation of the same words was added with.

    Nothing is lost: of two notes both stay, one under the other; of two speakers the first, who is only told once.
    """
    after = added.to_record()
    result = dict(current)
    result["tags"] = [*held.tags, *(tag for tag in added.tags if tag not in held.tags)]
    if added.note and added.note not in held.note:
        result["note"] = f"{held.note}\n\n{added.note}" if held.note else added.note
    if added.speaker and not held.speaker:
        result.update(speaker=added.speaker, attribution=added.attribution)
    return result if result == {**current, "tags": list(held.tags)} else _stamped(result, current, after)


def is_as_expected(current: Mapping[str, Any] | None, edit: Edit) -> bool:
    """Whether the store holds what the edit began from, revision and time aside."""
    if current is None or edit.before is None:
        return current is None and edit.before is None
    return not _differing(_normal(current), edit.before.to_record())


def collisions(current: Mapping[str, Any] | None, edit: Edit) -> list[str]:
    """The fields that the edit and another window set to different values; tags never collide.

    For a deletion these are the fields that another window set. The fields of the passage count as one, `PASSAGE`.
    """
    if current is None or edit.before is None:
        return []
    before = edit.before.to_record()
    if edit.after is None:
        return list(dict.fromkeys(_named(name) for name in _differing(_normal(current), before)))
    after = edit.after.to_record()
    found = [name for name in _changed(before, after) if current.get(name) not in (before.get(name), after[name])]
    if _target(before) != _target(after) and _target(current) not in (_target(before), _target(after)):
        found = [PASSAGE, *(name for name in found if name != "anchor")]
    return found


def moves(edit: Edit) -> bool:
    """Whether the edit moves a passage to another place."""
    return bool(edit.before and edit.after and edit.before.passage.target != edit.after.passage.target)


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields that an edit changes, tags and passage aside."""
    return [name for name in after if name not in {*_STAMPS, *_TARGET, "tags"} and after[name] != before.get(name)]


def _target(record: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(record.get(name) for name in _TARGET)


def _named(field: str) -> str:
    return PASSAGE if field in _TARGET else field


def _stamped(record: dict[str, Any], current: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The record with a revision and a time later than those of both states."""
    modified = max(str(current.get("modified", "")), after["modified"])
    return {**record, "rev": max(_rev(current) + 1, after["rev"]), "modified": modified}


def _normal(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as this program would write it; unchanged where it is no annotation."""
    try:
        return Annotation.from_record(record).to_record()
    except (KeyError, TypeError, ValueError, AttributeError):
        return dict(record)


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*one, *other])
    return [name for name in names if name not in _STAMPS and one.get(name) != other.get(name)]


def _merged_tags(current: object, before: list[str], after: list[str]) -> list[str]:
    """The current tags without those that the edit took off and with those that it added."""
    now = list(current) if isinstance(current, list) else before
    kept = [tag for tag in now if tag in after or tag not in before]
    return kept + [tag for tag in after if tag not in before and tag not in kept]


def _rev(record: Mapping[str, Any]) -> int:
    rev = record.get("rev")
    return rev if isinstance(rev, int) else 0
