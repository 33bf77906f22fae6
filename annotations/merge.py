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


def is_as_expected(current: Mapping[str, Any] | None, edit: Edit) -> bool:
    """Whether the store holds what the edit begins from, revision and time aside."""
    before = edit.before.to_record() if edit.before is not None else None
    if current is None or before is None:
        return current is None and before is None
    return {k: v for k, v in current.items() if k not in _STAMPS} == {
        k: v for k, v in before.items() if k not in _STAMPS
    }


def collisions(current: Mapping[str, Any] | None, edit: Edit) -> list[str]:
    """The fields that both the edit and another window set, each to something else; tags never collide."""
    if current is None or edit.before is None or edit.after is None:
        return []
    before, after = edit.before.to_record(), edit.after.to_record()
    names = (name for name in after if name not in _STAMPS and name != "tags" and after[name] != before.get(name))
    return [name for name in names if current.get(name) not in (before.get(name), after[name])]


def _unstamped(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _STAMPS}


def _merged_tags(current: object, before: list[str], after: list[str]) -> list[str]:
    """The tags that are there now, without those that the edit took off and with those that it added."""
    now = list(current) if isinstance(current, list) else before
    kept = [tag for tag in now if tag in after or tag not in before]
    return kept + [tag for tag in after if tag not in before and tag not in kept]


def _rev(record: Mapping[str, Any]) -> int:
    rev = record.get("rev")
    return rev if isinstance(rev, int) else 0
