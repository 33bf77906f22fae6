"""What becomes of a decision when an edit of it meets what another window decided meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.decisions import DecisionEdit
    from annotations.store.snapshot import Record

_STAMPS = frozenset({"rev", "created", "modified"})


def merged_decision(current: Record | None, edit: DecisionEdit) -> Record | None:
    """The record after the edit, where `current` is in the store now; None where it goes.

    What is said last stays, but a decision that was changed meanwhile is not forgotten. One that is said already is
    left as it is, so an edit made twice is as good as made once.
    """
    if edit.after is None:
        return None if is_as_decided(current, edit) else current
    after = edit.after.to_record()
    if current is None or is_as_decided(current, edit):
        return after
    if not _differing(current, after):
        return current
    modified = max(str(current.get("modified", "")), after["modified"])
    rev = current.get("rev")
    return {**current, **after, "modified": modified, "rev": max(after["rev"], rev + 1 if isinstance(rev, int) else 1)}


def is_as_decided(current: Mapping[str, Any] | None, edit: DecisionEdit) -> bool:
    """Whether the store holds what the edit begins from, revision and times aside."""
    if current is None or edit.before is None:
        return current is None and edit.before is None
    return not _differing(current, edit.before.to_record())


def collides(current: Mapping[str, Any] | None, edit: DecisionEdit) -> bool:
    """Whether another window decided something else meanwhile about what both decide."""
    if current is None or is_as_decided(current, edit):
        return False
    return edit.after is None or bool(_differing(current, edit.after.to_record()))


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*one, *other])
    return [name for name in names if name not in _STAMPS and one.get(name) != other.get(name)]
