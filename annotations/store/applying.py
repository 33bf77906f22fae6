"""Works out the edits of records that a change makes in the store as it is now; `Store.apply` writes them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.amendments import Amendment, AmendmentEdit
from annotations.changes import Change, Edit, UnionEdit
from annotations.clock import now
from annotations.codebook.codebook import TagEdit
from annotations.codebook.recoding import recoded
from annotations.decisions import Decision, DecisionEdit
from annotations.ids import text_key
from annotations.model import Annotation
from annotations.replaying import replayed
from annotations.shelf import StoryEdit, StoryState
from annotations.store.errors import OutdatedError
from annotations.store.gone_tags import GONE_TAGS, after_edits, given_as, gone_tags
from annotations.store.journal import RecordEdit
from annotations.store.merge_annotations import (
    collisions,
    is_as_expected,
    joined_annotation,
    merged_annotation,
    moves,
)
from annotations.store.merge_decisions import collides, is_as_decided, merged_decision
from annotations.store.merge_tags import merged_tags
from annotations.store.records import (
    AMENDMENTS,
    ARTICLES,
    CODEBOOK,
    LINKS,
    PLACEMENTS,
    SHELF,
    UNITED,
    annotation_key,
    readable,
    tag_from_record,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from annotations.codebook.codebook import Codebook, Tag
    from annotations.store.snapshot import Record

    _Tables = Mapping[str, Mapping[str, Record]]
    _Wanted = defaultdict[str, dict[str, Record | None]]
    """Records by table and id; None for one that is to be deleted."""


ALIGNMENT = "alignment"
"""How a collision is named where two windows decided differently about the same links."""
PARAGRAPHS = "paragraphs"
"""How one is named where two windows put the same paragraphs right differently."""


class RecordEdits(NamedTuple):
    """The edits of records that a change makes."""

    edits: list[RecordEdit]
    collided: list[str]
    """The fields that another window set to something else meanwhile; see the modules `merge_…`."""
    joined: dict[str, str]
    """The ids of annotations that are not added, each with the id of the one that it joined."""


def record_edits(tables: _Tables, change: Change) -> RecordEdits:
    """The edits that the change makes in these tables; the codebook's must not be empty where it edits tags.

    A tag that it takes out is taken off all annotations that have it, also off those that the change does not know. A
    tag that was merged by now is given as the one that it was merged into; one that was deleted is not given.
    Raises OutdatedError where a tag that is to be deleted was changed, where one that is needed has gone and, for a
    change that undoes or redoes another, where a record is not as that left it.
    """
    strict = bool(change.undoes or change.redoes)
    taken_out = gone_tags(tables.get(GONE_TAGS, {}))
    codebook, tag_records, collided = merged_tags(tables.get(CODEBOOK, {}), change.tags, gone=taken_out, strict=strict)
    tag_edits = [edit._replace(into=_heir(codebook, edit.into)) for edit in change.tags]
    wanted: _Wanted = defaultdict(dict, {CODEBOOK: tag_records, GONE_TAGS: after_edits(tag_edits, codebook)})
    gone = {edit.id: edit.into for edit in tag_edits if edit.after is None}
    recodes = {edit.id: edit for edit in change.edits if _recodes(edit, gone) and not strict}
    joined: dict[str, str] = {}
    for edit in change.edits:
        if edit.joins and not strict and (there := _joined(tables, wanted, edit)):
            joined[edit.id] = there
        elif edit.id not in recodes:
            collided += _edit(tables, wanted, edit, strict=strict, whole=bool(change.unions))
    for decided in change.links:
        collided += _decide(tables.get(LINKS, {}), wanted[LINKS], decided, ALIGNMENT, strict=strict)
    for shelved in change.stories:
        _shelve(tables.get(SHELF, {}), wanted[SHELF], shelved, strict=strict)
    for amended in change.amendments:
        what = amended.some.what if amended.some.passage is None else PARAGRAPHS
        collided += _decide(tables.get(AMENDMENTS, {}), wanted[AMENDMENTS], amended, what, strict=strict)
    for united in change.unions:
        _unite(tables.get(ARTICLES, {}), wanted[ARTICLES], united)
    if gone:
        _sweep(tables, wanted, gone, recodes, strict=strict)
    late = _follow(tables, wanted, replace(codebook, gone=taken_out | gone))
    edits = list(_differing(tables, wanted))
    if late and not edits:
        raise OutdatedError(f"the tag {late[0]} was deleted in another window", todo="nothing was done")
    if change.tags:
        _refuse_unknown({*gone.values(), *_added_tags(edits)} - {""}, codebook)
    return RecordEdits(edits, list(dict.fromkeys(collided)), joined)


def change_of(edits: Collection[RecordEdit], like: Change) -> Change:
    """The change that these edits of records make, with the words and ids of `like`.

    Raises KeyError, TypeError or ValueError for a record that is not of the kind that its table holds.
    """
    of_tags = [edit for edit in edits if edit.table == CODEBOOK]
    into = {edit.id: str(edit.after.get("into", "")) for edit in edits if edit.table == GONE_TAGS and edit.after}
    of_annotations = [edit for edit in edits if not edit.table.startswith("_")]
    return like._replace(
        edits=tuple(Edit(_annotation(edit.before), _annotation(edit.after)) for edit in of_annotations),
        tags=tuple(
            TagEdit(_tag(edit.before), _tag(edit.after), "" if edit.after else into.get(edit.id, ""))
            for edit in of_tags
        ),
        links=tuple(
            DecisionEdit(_decision(edit.before), _decision(edit.after)) for edit in edits if edit.table == LINKS
        ),
        stories=tuple(
            StoryEdit(_state(edit.before, edit.after), _state(edit.after, edit.before))
            for edit in edits
            if edit.table == SHELF
        ),
        unions=tuple(
            UnionEdit(edit.after["id"], str((edit.before or {}).get(UNITED) or ""), str(edit.after.get(UNITED) or ""))
            for edit in edits
            if edit.table == ARTICLES and edit.after is not None
        ),
        amendments=tuple(
            AmendmentEdit(_amendment(edit.before), _amendment(edit.after)) for edit in edits if edit.table == AMENDMENTS
        ),
    )


def as_was_made(change: Change, first: Change) -> Change:
    """The change that takes back, or makes again, all that `first` did in the store; `change` may know less of it."""
    source = first.inverse() if change.undoes else first
    given = {edit.id: edit for edit in change.edits}
    edits = (mine if (mine := given.get(edit.id)) and _is_alike(mine, edit) else _above(edit) for edit in source.edits)
    return change._replace(edits=tuple(edits), tags=source.tags)


def _is_alike(one: Edit, other: Edit) -> bool:
    pairs = ((one.before, other.before), (one.after, other.after))
    return all(a is b if a is None or b is None else a.says_the_same(b) for a, b in pairs)


def _above(edit: Edit) -> Edit:
    """The edit with the revision after it higher than that before it, even where it brings back an earlier state."""
    if edit.before is None or edit.after is None:
        return edit
    return Edit(edit.before, replace(edit.after, rev=edit.before.rev + 1, modified=now()))


def _recodes(edit: Edit, gone: Mapping[str, str]) -> bool:
    """Whether it is the edit of an annotation that has a tag which the change takes out."""
    return edit.before is not None and not gone.keys().isdisjoint(edit.before.tags)


def _edit(tables: _Tables, wanted: _Wanted, edit: Edit, *, strict: bool, whole: bool) -> list[str]:
    """Put the record after the edit of an annotation into `wanted`; returns the fields that collide.

    What is done `whole` or not at all is not fitted to what others did: it takes a record to another article.
    """
    table, key = edit.some.passage.article, annotation_key(edit.id)
    stored = tables.get(table, {}).get(key)
    current = wanted[table].get(key, stored)
    if strict and not is_as_expected(current, edit):
        held = readable(Annotation.from_record, current) if current else None
        fitted = None if whole else replayed(edit, held)
        if fitted is None or (current and held is None):
            raise OutdatedError("it was changed in another window since", todo="nothing was done")
        edit = fitted
    wanted[table][key] = merged_annotation(current, edit)
    if moves(edit) and stored is not None:
        _name_what_was_sought(tables.get(PLACEMENTS, {}), wanted[PLACEMENTS], stored)
    return [] if strict else collisions(current, edit)


def _joined(tables: _Tables, wanted: _Wanted, edit: Edit) -> str:
    """Put an annotation that is added on top of that of the same annotator on the same words; returns that one's id.

    Empty, and nothing is done, where there is none, or the annotation itself is there.
    """
    added = edit.after
    if added is None or edit.before is not None:
        return ""
    table, key = added.passage.article, annotation_key(added.id)
    records = {**tables.get(table, {}), **wanted[table]}
    if records.get(key) is not None:
        return ""
    said = {"version": added.passage.version, "start": added.passage.start, "end": added.passage.end}
    said["annotator"] = added.annotator
    for there, record in records.items():
        if record and all(record.get(name) == value for name, value in said.items()):
            held = readable(Annotation.from_record, record)
            if held is not None:
                wanted[table][there] = joined_annotation(record, held, added)
                return held.id
    return ""


def _decide(
    table: Mapping[str, Record],
    wanted: dict[str, Record | None],
    edit: DecisionEdit | AmendmentEdit,
    what: str,
    *,
    strict: bool,
) -> list[str]:
    """Put the record after the edit of a decision or an amendment into `wanted`; returns `what` if it collides."""
    current = wanted.get(edit.key, table.get(edit.key))
    if strict and not is_as_decided(current, edit):
        raise OutdatedError("it was changed in another window since", todo="nothing was done")
    wanted[edit.key] = merged_decision(current, edit)
    return [what] if not strict and collides(current, edit) else []


def _shelve(table: Mapping[str, Record], wanted: dict[str, Record | None], edit: StoryEdit, *, strict: bool) -> None:
    """Put the record after the edit of a story's state into `wanted`; what others did to its other fields stays."""
    current = wanted.get(edit.key, table.get(edit.key))
    held = (readable(StoryState.from_record, current) if current else None) or StoryState(edit.after.story)
    names = [name for name in StoryState._fields if getattr(edit.before, name) != getattr(edit.after, name)]
    if strict and any(getattr(held, name) != getattr(edit.before, name) for name in names):
        raise OutdatedError("it was changed in another window since", todo="nothing was done")
    wanted[edit.key] = held._replace(**{name: getattr(edit.after, name) for name in names}).to_record()


def _unite(table: Mapping[str, Record], wanted: dict[str, Record | None], edit: UnionEdit) -> None:
    """Put the record of an article that is one with another, or is not any more, into `wanted`."""
    key = text_key(edit.article)
    record = wanted.get(key, table.get(key))
    if record is not None:
        wanted[key] = {**record, UNITED: edit.after}


def _name_what_was_sought(places: Mapping[str, Record], wanted: dict[str, Record | None], annotation: Record) -> None:
    """Write into the places of an annotation that is moved which passage they are of: the one before the move.

    Places that were kept before passages could be moved do not say it.
    """
    of = [annotation.get(name) for name in ("version", "start", "end")]
    for key, place in places.items():
        if place.get("annotation") == annotation.get("id") and place.get("of") is None:
            wanted[key] = {**place, "of": of}


def _sweep(
    tables: _Tables,
    wanted: _Wanted,
    gone: Mapping[str, str],
    recodes: Mapping[str, Edit],
    *,
    strict: bool,
) -> None:
    """Take tags off all annotations that have them; `gone` maps each tag to the one in its place, or to nothing."""
    for table in sorted(name for name in {*tables, *wanted} if not name.startswith("_")):
        for key, record in {**tables.get(table, {}), **wanted.get(table, {})}.items():
            annotation = readable(Annotation.from_record, record) if record and _has(record, gone) else None
            if annotation is None or record is None:
                continue
            if strict:
                raise OutdatedError("the tag was given in another window since", todo="nothing was done")
            edit = recodes.get(annotation.id)
            if edit and edit.before and edit.before.to_record() == annotation.to_record():
                wanted[table][key] = edit.after.to_record() if edit.after else None
            else:
                wanted[table][key] = _recoded(record, annotation, gone)


def _follow(tables: _Tables, wanted: _Wanted, codebook: Codebook) -> list[str]:
    """Give tags that were taken out as their heirs, or not at all; returns those that were not given, by their ids."""
    late: list[str] = []
    for table in [name for name in wanted if not name.startswith("_")] if codebook.gone else ():
        for key, record in list(wanted[table].items()):
            annotation = readable(Annotation.from_record, record) if record else None
            if annotation is None or record is None:
                continue
            stored = tables.get(table, {}).get(key)
            known = readable(Annotation.from_record, stored) if stored else None
            tags = given_as(annotation.tags, known.tags if known else (), codebook)
            if tags == annotation.tags:
                continue
            late += [tag for tag in annotation.tags if codebook.heir(tag) is None and tag not in tags]
            left = replace(annotation, tags=tags)
            if known is not None and left.says_the_same(known):
                wanted[table][key] = stored
            else:
                wanted[table][key] = None if left.is_empty else {**record, "tags": list(tags)}
    return late


def _heir(codebook: Codebook, tag_id: str) -> str:
    """The id of the tag that a tag has been merged into by now, if it was; else its own."""
    heir = codebook.heir(tag_id)
    return heir.id if heir else tag_id


def _has(record: Mapping[str, Any], gone: Mapping[str, str]) -> bool:
    tags = record.get("tags")
    return isinstance(tags, list) and any(tag in gone for tag in tags if isinstance(tag, str))


def _recoded(record: Record, annotation: Annotation, gone: Mapping[str, str]) -> Record | None:
    tags = annotation.tags
    for tag, into in gone.items():
        tags = recoded(tags, tag, into)
    if replace(annotation, tags=tags).is_empty:
        return None
    modified = max(annotation.modified, now())
    return {**record, "tags": list(tags), "rev": annotation.rev + 1, "modified": modified}


def _differing(tables: _Tables, wanted: _Wanted) -> Iterator[RecordEdit]:
    for table, records in wanted.items():
        for key, record in records.items():
            stored = tables.get(table, {}).get(key)
            if record != stored:
                yield RecordEdit(table, key, stored, record)


def _added_tags(edits: Iterable[RecordEdit]) -> set[str]:
    """The ids of the tags that the edits give to annotations."""
    added: set[str] = set()
    for edit in edits:
        if not edit.table.startswith("_") and edit.after:
            added |= {*edit.after["tags"]} - {*(edit.before or {}).get("tags", ())}
    return added


def _refuse_unknown(needed: set[str], codebook: Codebook) -> None:
    missing = [tag for tag in sorted(needed) if codebook.by_id(tag) is None]
    if missing:
        raise OutdatedError(f"the tag {missing[0]} was taken out in another window", todo="nothing was done")


def _annotation(record: Record | None) -> Annotation | None:
    return None if record is None else Annotation.from_record(record)


def _decision(record: Record | None) -> Decision | None:
    return None if record is None else Decision.from_record(record)


def _state(record: Record | None, other: Record | None) -> StoryState:
    """The state of a story that a record tells; where there is none, that which says nothing of the other's story."""
    return StoryState.from_record(record if record is not None else {"story": (other or {})["story"]})


def _amendment(record: Record | None) -> Amendment | None:
    return None if record is None else Amendment.from_record(record)


def _tag(record: Record | None) -> Tag | None:
    return None if record is None else tag_from_record(record)
