"""Makes changes of the codebook and of the annotations that have its tags; `Store.apply` carries them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook, Tag, TagEdit, clean, fit_definition, fit_key, fit_name
from annotations.ids import new_id
from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.model import Annotation


def created(
    codebook: Codebook, name: str, *, key: str = "", colour: str = "", definition: str = ""
) -> tuple[Change, Tag]:
    """A new tag at the end of the codebook; without a key or a colour it gets the next that is free.

    Raises NewsreaderError for a name or a key that cannot be one or is taken, and for too long a definition.
    """
    name = fit_name(name)
    _refuse_taken_name(codebook, name)
    _refuse_key(codebook, fit_key(key))
    _, tag = codebook.adding(name)
    tag = tag._replace(key=key or tag.key, colour=clean(colour) or tag.colour, definition=fit_definition(definition))
    return _change(f"tag {name} created", TagEdit(None, tag)), tag


def rewritten(
    codebook: Codebook,
    tag: Tag,
    *,
    name: str | None = None,
    key: str | None = None,
    colour: str | None = None,
    definition: str | None = None,
) -> Change:
    """The tag with what is given in place of what it has; the change has no `tags` where all is as it was.

    Raises NewsreaderError as `created` does, and for a tag that is not there.
    """
    _refuse_unknown(codebook, tag)
    after = tag
    if name is not None:
        after = after._replace(name=fit_name(name))
        _refuse_taken_name(codebook, after.name, tag)
    if key is not None:
        after = after._replace(key=fit_key(key))
        if key != tag.key:
            _refuse_key(codebook, key, tag)
    if colour is not None:
        after = after._replace(colour=clean(colour))
    if definition is not None:
        after = after._replace(definition=fit_definition(definition))
    return _change(_told(tag, after), TagEdit(tag, after))


def moved(codebook: Codebook, tag: Tag, by: int) -> Change:
    """The tag `by` places further down the codebook, or up where that is negative; no `tags` where it is there.

    Every tag keeps its key. Raises NewsreaderError for a tag that is not there.
    """
    _refuse_unknown(codebook, tag)
    before = list(codebook.tags)
    at = next(i for i, other in enumerate(before) if other.id == tag.id)
    to = min(max(at + by, 0), len(before) - 1)
    what = f"tag {tag.name} moved {'down' if by > 0 else 'up'}"
    if to == at:
        return _change(what)
    order = list(before)
    order.insert(to, order.pop(at))
    places = [other.place for other in before]
    if any(place <= last for place, last in zip(places, [0, *places], strict=False)):
        places = list(range(1, len(before) + 1))
    edits = (TagEdit(other, other._replace(place=place)) for other, place in zip(order, places, strict=True))
    return _change(what, *edits)


def merged(codebook: Codebook, tag: Tag, into: Tag, annotations: Iterable[Annotation]) -> Change:
    """The tag taken out of the codebook; its annotations, those given that have it, get the other in its place.

    Raises NewsreaderError for a tag that is not in the codebook, and for a tag and itself.
    """
    if tag.id == into.id:
        raise NewsreaderError(f"{tag.name} is one tag already", todo="choose another one to merge it into")
    for one in (tag, into):
        _refuse_unknown(codebook, one)
    edits = _edits(annotations, tag, into.id)
    return _change(
        f"tag {tag.name} merged into {into.name} {_counted(edits)}", TagEdit(tag, None, into.id), edits=edits
    )


def deleted(codebook: Codebook, tag: Tag, annotations: Iterable[Annotation]) -> Change:
    """The tag taken out of the codebook and off its annotations; one that says nothing else is removed.

    Raises NewsreaderError for a tag that is not in the codebook, and for its last one.
    """
    _refuse_unknown(codebook, tag)
    if len(codebook.tags) == 1:
        raise NewsreaderError(f"{tag.name} is the only tag", todo="make another one first")
    edits = _edits(annotations, tag, "")
    return _change(f"tag {tag.name} deleted {_counted(edits)}", TagEdit(tag, None), edits=edits)


def recoded(tags: Iterable[str], tag_id: str, into: str) -> tuple[str, ...]:
    """The tags with `into`, once, in the place of `tag_id`; without it where `into` is empty."""
    changed = dict.fromkeys(into if tag == tag_id else tag for tag in tags)
    return tuple(tag for tag in changed if tag)


def _edits(annotations: Iterable[Annotation], tag: Tag, into: str) -> tuple[Edit, ...]:
    edits = []
    for annotation in annotations:
        if tag.id in annotation.tags:
            after = annotation.revised(tags=recoded(annotation.tags, tag.id, into))
            edits.append(Edit(annotation, None if after.is_empty else after))
    return tuple(edits)


def _change(what: str, *tags: TagEdit, edits: tuple[Edit, ...] = ()) -> Change:
    return Change(what, edits, id=new_id(), tags=tuple(edit for edit in tags if edit.before != edit.after))


def _told(before: Tag, after: Tag) -> str:
    said = {
        "name": f"tag {before.name} renamed to {after.name}",
        "key": f"tag {before.name} has the key {after.key}" if after.key else f"tag {before.name} has no key now",
        "colour": f"tag {before.name} is {after.colour} now",
        "definition": f"tag {before.name} defined anew",
    }
    changed = [name for name in said if getattr(before, name) != getattr(after, name)]
    return said[changed[0]] if len(changed) == 1 else f"tag {before.name} changed"


def _counted(edits: tuple[Edit, ...]) -> str:
    return f"({len(edits):,} annotation{'' if len(edits) == 1 else 's'})"


def _refuse_taken_name(codebook: Codebook, name: str, by: Tag | None = None) -> None:
    other = codebook.by_name(name)
    if other is not None and (by is None or other.id != by.id):
        raise NewsreaderError(f"there is a tag {other.name} already", todo="choose another name")


def _refuse_key(codebook: Codebook, key: str, by: Tag | None = None) -> None:
    other = codebook.by_key(key)
    if other is not None and (by is None or other.id != by.id):
        raise NewsreaderError(f"{key} is the key of {other.name}", todo="choose another key")


def _refuse_unknown(codebook: Codebook, tag: Tag) -> None:
    if codebook.by_id(tag.id) is None:
        raise NewsreaderError(f"no tag {tag.name} in the codebook", todo="choose one that is there")
