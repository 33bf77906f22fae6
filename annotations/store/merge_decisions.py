"""What becomes of a decision or an amendment when an edit of it meets what another window said meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.amendments import AmendmentEdit
    from annotations.decisions import DecisionEdit
    from annotations.store.snapshot import Record

_STAMPS = frozenset({"rev", "created", "modified"})


def merged_decision(current: Record | None, edit: DecisionEdit | AmendmentEdit) -> Record | None:
    """The record that the edit leaves where the store holds `current` now; None where it deletes it.

    The later decision wins, but one that was changed meanwhile is not deleted. A decision that is there already stays
    as it is, so an edit made twice has the same result as made once.
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


def is_as_decided(current: Mapping[str, Any] | None, edit: DecisionEdit | AmendmentEdit) -> bool:
    """Whether the store holds what the edit began from, revision and times aside."""
    if current is None or edit.before is None:
        return current is None and edit.before is None
    return not _differing(current, edit.before.to_record())


def collides(current: Mapping[str, Any] | None, edit: DecisionEdit | AmendmentEdit) -> bool:
    """Whether another window meanwhile said something else about the same."""
    if current is None or is_as_decided(current, edit):
        return False
    return edit.after is None or bool(_differing(current, edit.after.to_record()))


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys([*one, *other])
    return [name for name in names if name not in _STAMPS and one.get(name) != other.get(name)]
