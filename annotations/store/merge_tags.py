"""What becomes of the codebook's records when edits meet what another window wrote meanwhile."""

from __future__ import annotations

from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.codebook.codebook import DIGITS, LONGEST_NAME, Codebook, Tag
from annotations.ids import text_key
from annotations.store.errors import OutdatedError
from annotations.store.records import readable, tag_from_record, tag_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.codebook.codebook import TagEdit
    from annotations.store.snapshot import Record


class MergedTags(NamedTuple):
    """The codebook after the edits."""

    codebook: Codebook
    records: dict[str, Record | None]
    """The records that differ, by id; None for one that is to be deleted."""
    collided: list[str]
    """The fields that another window meanwhile set to something else or gave to another tag."""


def merged_tags(
    table: Mapping[str, Record],
    edits: Sequence[TagEdit],
    *,
    gone: Mapping[str, str] = MappingProxyType({}),
    strict: bool,
) -> MergedTags:
    """The codebook after the edits, each of which sets only the fields that it changes.

    A key that another tag has by now is left out; a name that another tag has gets a number behind it. An edit of a tag
    that is not there brings it back, unless it only moved it; an addition of one that is there changes nothing. `gone`
    are the tags that were taken out: see `Codebook.gone`. Raises OutdatedError where a tag that is to be deleted was
    changed, where one that is to be changed was taken out, where no tag would be left and, with `strict`, where any tag
    is not as the edits expect it.
    """
    tags = {tag.id: tag for tag in (readable(tag_from_record, record) for record in table.values()) if tag}
    records: dict[str, Record | None] = {}
    collided: list[str] = []
    for i, edit in enumerate(edits):
        current = tags.get(edit.id)
        if (strict or edit.after is None) and not is_as_left(current, edit) and (strict or current is not None):
            raise OutdatedError(f"the tag {edit.id} was changed in another window since", todo="nothing was done")
        key = text_key(edit.id)
        if edit.after is None:
            if tags.pop(edit.id, None) is not None:
                records[key] = None
            continue
        fields = _fields(current, edit)
        if not fields:
            continue
        if current is None and edit.before is not None and edit.id in gone:
            raise OutdatedError(f"the tag {edit.before.name} was taken out in another window", todo="nothing was done")
        collided += _collisions(current, edit)
        later = {other.id for other in edits[i + 1 :]}  # who has what they have now is not said yet
        others = Codebook(tuple(tag for tag in tags.values() if tag.id not in {edit.id, *later}))
        collided += _make_room(fields, current, others)
        tags[edit.id] = current._replace(**fields) if current else Tag(**fields)
        records[key] = {**(records.get(key) or table.get(key) or {}), **fields}
    if edits and not tags:
        raise OutdatedError("no tag would be left", todo="nothing was done")
    return MergedTags(Codebook(tuple(tags.values()), gone), records, collided)


def is_as_left(current: Tag | None, edit: TagEdit) -> bool:
    """Whether the tag is as the edit expects it.

    Its place, and a digit for its key, count only where the edit changes the place: earlier builds changed both where
    other tags moved.
    """
    before = edit.before
    if current is None or before is None:
        return current is None and before is None
    if edit.after is not None and edit.after.place != before.place and current.place != before.place:
        return False
    return _unordered(current) == _unordered(before)


def _unordered(tag: Tag) -> Tag:
    return tag._replace(place=0, key=DIGITS[0] if tag.key in DIGITS else tag.key)


def _fields(current: Tag | None, edit: TagEdit) -> dict[str, Any]:
    """The fields to set: all of them for a tag that is not there, else those that the edit changes."""
    assert edit.after is not None, "a tag that goes has no fields"
    after = tag_record(edit.after)
    if edit.before is None:
        return {} if current is not None else after
    before = tag_record(edit.before)
    changed = {name: value for name, value in after.items() if value != before[name]}
    if current is None:
        return {} if _unordered(edit.before) == _unordered(edit.after) else after
    return changed


def _collisions(current: Tag | None, edit: TagEdit) -> list[str]:
    """The fields that the edit and another window set to different values; places never collide."""
    if current is None or edit.before is None or edit.after is None:
        return []
    there, before, after = tag_record(current), tag_record(edit.before), tag_record(edit.after)
    changed = (name for name in after if name != "place" and after[name] != before[name])
    return [name for name in changed if there[name] not in (before[name], after[name])]


def _make_room(fields: dict[str, Any], current: Tag | None, others: Codebook) -> list[str]:
    """Change `fields` so that key, name and place are no other tag's; returns the fields that had to give way."""
    gave_way = []
    if others.by_key(fields.get("key", "")):
        gave_way += ["key"] if current or fields["key"] not in DIGITS else []  # a new tag's digit is not chosen
        fields["key"] = current.key if current else others.free_key
    if "name" in fields and others.by_name(fields["name"]):
        gave_way.append("name")
        fields["name"] = _numbered(fields["name"], others)
    if current is None and any(tag.place == fields["place"] for tag in others.tags):
        fields["place"] = others.free_place
    return gave_way


def _numbered(name: str, others: Codebook) -> str:
    """The name with the first number behind it that no other tag has."""
    numbered = (f"{name[: LONGEST_NAME - 1 - len(str(n))]} {n}" for n in count(2))
    return next(name for name in numbered if others.by_name(name) is None)
