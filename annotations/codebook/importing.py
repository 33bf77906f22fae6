"""Reads codebooks from CSV files, ours and those of other tools: all of a file or nothing, with the line at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from annotations.changes import Change
from annotations.codebook.codebook import (
    DIGITS,
    Codebook,
    Tag,
    TagEdit,
    clean,
    fit_definition,
    fit_key,
    fit_name,
    folded,
)
from annotations.csv_dialect import read_lines, unguard
from annotations.ids import new_id
from articles.decode import decode
from articles.errors import NewsreaderError
from articles.form import printable
from articles.readers.formats import refuse_all_but_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_TAGS = 1000
"""The most tags that are read from one file."""

_COLUMNS = {
    "id": ("tag_id",),
    "name": ("name", "tag", "code", "label"),
    "key": ("key",),
    "colour": ("colour", "color"),
    "definition": ("definition", "description", "memo"),
}
"""The names that the column of each field may have, the likeliest first."""

_DELIMITERS = ",;\t"

_TODO = "give a CSV file with a column name, as newsreader tags export writes"


class TagLine(NamedTuple):
    """What one line of a file says of a tag; None in a field of which it says nothing."""

    where: str
    """File and line, from 1, fit to print."""
    name: str
    id: str = ""
    key: str | None = None
    colour: str | None = None
    definition: str | None = None


class CodebookImport(NamedTuple):
    """The change that a file makes of a codebook, and how much of it."""

    change: Change
    """Its `tags` are empty where nothing changes."""
    new: int
    changed: int
    same: int
    notes: list[str]
    """Messages on what could not be taken over."""


def read_codebook(data: bytes, where: str) -> list[TagLine]:
    """The tags in the bytes of a file, in its order.

    Raises NewsreaderError naming `where` (fit to print), with the line where one cannot be a tag.
    """
    try:
        refuse_all_but_text(data, where)
        text, _ = decode(data, where)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=where, todo=_TODO) from None
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    try:
        rows = read_lines(text.removeprefix("\ufeff"), max(_DELIMITERS, key=first.count))
    except ValueError as error:
        _refuse(where, f"is no CSV: {error}", _TODO)
    head = [unguard(cell).strip().casefold() for cell in rows[0][1]] if rows else []
    places = {
        field: next(head.index(column) for column in columns if column in head)
        for field, columns in _COLUMNS.items()
        if not set(columns).isdisjoint(head)
    }
    if "name" not in places:
        _refuse(where, f"has no column {', '.join(_COLUMNS['name'][:-1])} or {_COLUMNS['name'][-1]}", _TODO)
    if len(rows) - 1 > MOST_TAGS:
        _refuse(where, f"has {len(rows) - 1} tags: at most {MOST_TAGS} are read", "divide it")
    entries = [_entry(f"{where}, line {line}", cells, len(head), places) for line, cells in rows[1:]]
    _refuse_doubles(entries)
    return entries


def imported(
    codebook: Codebook, entries: Sequence[TagLine], is_taken: Callable[[str], bool] = lambda key: False
) -> CodebookImport:
    """The tags of a file put into the codebook: those with an id or name that is there are changed, others added.

    A key that another tag has, or that `is_taken` by something else, is left out and that is noted; one that is a digit
    becomes that of the tag's place. Where the file names all tags of the codebook, its order becomes theirs. Raises
    NewsreaderError for a name that is another tag's.
    """
    before = _known(codebook, entries)
    present = {tag.id for tag in before if tag is not None}
    others = tuple(tag for tag in codebook.tags if tag.id not in present)
    _refuse_taken_names(Codebook(others), entries)
    keys, notes = _keys(others, entries, before, is_taken)
    after: list[Tag] = []
    ids = {entry.id for entry in entries if entry.id}
    for entry, was, key in zip(entries, before, keys, strict=True):
        rest = [tag for tag in before[len(after) :] if tag is not None]
        there = Codebook((*others, *after, *rest))
        if was is None:
            id_ = entry.id or Codebook((*there.tags, *(Tag(id_, id_) for id_ in ids))).free_id(entry.name)
            was = Tag(id_, entry.name, there.free_key, there.next_colour, place=there.free_place)
        after.append(
            was._replace(
                name=entry.name,
                key=was.key if key is None else key,
                colour=entry.colour or was.colour,
                definition=was.definition if entry.definition is None else entry.definition,
            )
        )
    if not others:
        after = _in_order(after)
    there = Codebook((*others, *after)).renumbered()
    after = [there.tag(tag.id) for tag in after]
    edits = tuple(TagEdit(was, tag) for was, tag in zip(before, after, strict=True) if was != tag)
    new = before.count(None)
    what = f"{len(edits)} tag{'' if len(edits) == 1 else 's'} imported"
    return CodebookImport(Change(what, (), new_id(), tags=edits), new, len(edits) - new, len(after) - len(edits), notes)


def _known(codebook: Codebook, entries: Sequence[TagLine]) -> list[Tag | None]:
    """The tag that each entry is about, by its id, else by its name; None for a new one."""
    found = [codebook.by_id(entry.id) for entry in entries]
    for i, entry in enumerate(entries):
        named = codebook.by_name(entry.name)
        if found[i] is None and named not in found:
            found[i] = named
    return found


def _keys(
    others: Iterable[Tag], entries: Sequence[TagLine], before: Sequence[Tag | None], is_taken: Callable[[str], bool]
) -> tuple[list[str | None], list[str]]:
    """The key that each tag gets, None where it keeps or is given one; and messages on the keys that are left out."""
    pairs = list(zip(entries, before, strict=True))
    used = {tag.key for tag in others}
    used |= {was.key for entry, was in pairs if was is not None and entry.key in (None, was.key)}
    keys, notes = [], []
    for entry, was in pairs:
        key = entry.key
        kept = was is not None and was.key == key
        if key and key not in DIGITS and not kept and (key in used or is_taken(key)):
            notes.append(f"{entry.where}: the key {key} of {entry.name} is not free: left out")
            key = None if was is None else was.key if was.key not in used else ""
        used.add(key or "")
        keys.append(key)
    return keys, notes


def _refuse_taken_names(others: Codebook, entries: Iterable[TagLine]) -> None:
    for entry in entries:
        other = others.by_name(entry.name)
        if other is not None:
            _refuse(
                entry.where, f"there is a tag {other.name} already, with the id {printable(other.id)}", "rename one"
            )


def _in_order(tags: list[Tag]) -> list[Tag]:
    """The tags with places in this order; as they are where they stand in it already."""
    if list(Codebook(tuple(tags)).tags) == tags:
        return tags
    return [tag._replace(place=place) for place, tag in enumerate(tags, 1)]


def _entry(where: str, cells: list[str], width: int, places: dict[str, int]) -> TagLine:
    if len(cells) != width:
        _refuse(where, f"has {len(cells)} cells, and the first line {width}", "mend the line")
    texts = {field: unguard(cells[place]).strip() for field, place in places.items()}
    says_all = "id" in places
    try:
        id_, name, key = texts.get("id", ""), fit_name(texts["name"]), fit_key(texts.get("key", ""))
        definition = fit_definition(texts.get("definition", ""))
        if clean(id_) != id_:
            raise NewsreaderError("a tag's id holds no control characters", todo="leave them out")
    except NewsreaderError as error:
        _refuse(where, error.what, error.todo)
    return TagLine(
        where,
        name,
        id_,
        key if key or (says_all and "key" in texts) else None,
        clean(texts.get("colour", "")) or None,
        definition if definition or (says_all and "definition" in texts) else None,
    )


def _refuse_doubles(entries: Iterable[TagLine]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        for said in (("name", folded(entry.name)), ("id", entry.id)):
            if said[1] and said in seen:
                _refuse(entry.where, f"{said[1]} is there already: {seen[said]}", "leave one of them out")
            seen[said] = entry.where


def _refuse(where: str, what: str, todo: str) -> NoReturn:
    raise NewsreaderError(what, where=where, todo=todo) from None
