"""What becomes of a record when an edit meets what another window wrote meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import Edit

_STAMPS = frozenset({"rev", "modified"})


def merged(current: Mapping[str, Any] | None, edit: Edit) -> dict[str, Any] | None:
    """The record after the edit, where `current` is in the store now; None where it is deleted.

    Where the store holds what the edit began from, the result is exactly `edit.after`. Else only the fields that the
    edit changed are set: tags one by one, and a field that both changed keeps what was said last. An edit of a record
    that is gone brings it back; an addition of one that is there already, or is newer, changes nothing. So an edit
    made twice is as good as made once.
    """
    if edit.after is None:
        return None
    after = edit.after.to_record()
    if current is None:
        return after
    before = edit.before.to_record() if edit.before is not None else None
    if current == before:
        return after
    if before is None:
        return dict(current) if _rev(current) >= after["rev"] else {**current, **after}
    later = after["modified"] >= str(current.get("modified", ""))
    result = dict(current)
    for name in after:
        if name in _STAMPS or after[name] == before.get(name):
            continue
        if name == "tags":
            result["tags"] = _merged_tags(current.get("tags"), before["tags"], after["tags"])
        elif later or current.get(name) == before.get(name):
            result[name] = after[name]
    if result != current:
        result["rev"] = max(_rev(current) + 1, after["rev"])
        result["modified"] = max(str(current.get("modified", "")), after["modified"])
    return result


def _merged_tags(current: object, before: list[str], after: list[str]) -> list[str]:
    """The tags that are there now, without those that the edit took off and with those that it added."""
    now = list(current) if isinstance(current, list) else before
    kept = [tag for tag in now if tag in after or tag not in before]
    return kept + [tag for tag in after if tag not in before and tag not in kept]


def _rev(record: Mapping[str, Any]) -> int:
    rev = record.get("rev")
    return rev if isinstance(rev, int) else 0
