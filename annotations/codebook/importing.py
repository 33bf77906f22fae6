"""Reads codebooks from CSV files, ours and those of other tools; rows that cannot be taken are named and left out."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from annotations.changes import Change
from annotations.codebook.codebook import (
    BESIDES,
    DIGITS_IN_TURN,
    Codebook,
    Tag,
    TagEdit,
    clean,
    fit_definition,
    fit_key,
    fit_name,
    folded,
    free_id,
    next_colour,
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
_SHOWN = 20
"""How many characters of what is no key a note repeats."""

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
    wrong: str = ""
    """Why it cannot be taken over; empty where it can."""
    key_wrong: str = ""
    """A key that cannot be one, which is left out alone; else empty."""


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
    """The tags in the bytes of a file, in its order, with those lines that cannot be one.

    Raises NewsreaderError naming `where` (fit to print) where the file is none of a codebook.
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
    entries = [_entry(f"{where}, line {line}", cells, len(head), places) for line, cells in rows[1 : MOST_TAGS + 1]]
    if len(rows) - 1 > MOST_TAGS:
        entries.append(TagLine(where, "", wrong=f"has {len(rows) - 1} tags, of which {MOST_TAGS} are read: the others"))
    return _without_doubles(entries)


def imported(
    codebook: Codebook, lines: Sequence[TagLine], owner: Callable[[str], str] = lambda key: ""
) -> CodebookImport:
    """The tags of a file put into the codebook: those with an id or name that is there are changed, others added.

    No key is taken from a tag that the file leaves it, nor from what `owner` names as having it: the tag gets another
    one. Where the file names all tags of the codebook, its order becomes theirs. What cannot be taken over is noted,
    with the line.
    """
    entries = [entry for entry in lines if not entry.wrong]
    notes = [f"{entry.where}: {entry.wrong}: left out" for entry in lines if entry.wrong]
    entries = _with_free_names(codebook, entries, notes)
    before = _known(codebook, entries)
    present = {tag.id for tag in before if tag is not None}
    others = tuple(tag for tag in codebook.tags if tag.id not in present)
    keys, denied = _keys(others, entries, before, owner)
    after = _tags(others, entries, before, keys)
    for entry, tag in zip(entries, after, strict=True):
        if why := denied.get(entry.where):
            got = f"it has {tag.key}" if tag.key else "it has none"
            notes.append(f"{entry.where}: {why}: {got}")
    if not others:
        after = _in_order(after)
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
    others: Iterable[Tag], entries: Sequence[TagLine], before: Sequence[Tag | None], owner: Callable[[str], str]
) -> tuple[list[str | None], dict[str, str]]:
    """The key that each tag gets, None where it keeps or is given one; and why others are not given, by the line."""
    pairs = list(zip(entries, before, strict=True))
    besides = {digit: tag.name for tag in others if (digit := BESIDES.get(tag.id))}
    denied = {
        entry.where: f"key “{entry.key_wrong}” of “{entry.name}” is no key, which is one character"
        for entry in entries
        if entry.key_wrong
    }
    asking = [entry for entry, was in pairs if entry.key and (was is None or was.key != entry.key)]
    own = [(entry, was) for entry, was in pairs if was is not None]
    while True:  # who is not given a key keeps its own, which another one cannot be given then
        keeping = [was for entry, was in own if entry.where in denied or entry.key in (None, was.key)]
        used = besides | {tag.key: tag.name for tag in (*others, *keeping) if tag.key}
        refused = 0
        for entry in asking:
            if entry.where not in denied and entry.key:
                whose = used.get(entry.key) or owner(entry.key)
                if whose:
                    denied[entry.where] = f"key {entry.key} of “{entry.name}” is {whose}'s"
                    refused += 1
                used.setdefault(entry.key, entry.name)
        if not refused:
            return [None if entry.where in denied else entry.key for entry in entries], denied


def _tags(
    others: Sequence[Tag], entries: Sequence[TagLine], before: Sequence[Tag | None], keys: Sequence[str | None]
) -> list[Tag]:
    """The tag that each entry makes: a changed one, or a new one with what is free."""
    changed = [(was, entry, key) for was, entry, key in zip(before, entries, keys, strict=True) if was is not None]
    known = (*others, *(was for was, *_ in changed))
    ids = {*(tag.id for tag in known), *(entry.id for entry in entries)}
    colours = [*(tag.colour for tag in others), *(entry.colour or was.colour for was, entry, _ in changed)]
    held = {*(tag.key for tag in others), *(was.key if key is None else key for was, _, key in changed), *keys}
    held |= {BESIDES.get(id_) for id_ in ids}
    free, places = (digit for digit in DIGITS_IN_TURN if digit not in held), count(Codebook(known).free_place)
    made = []
    for entry, was, key in zip(entries, before, keys, strict=True):
        if was is None:
            id_, colour = entry.id or free_id(entry.name, ids), entry.colour or next_colour(colours)
            ids.add(id_)
            colours.append(colour)
            was = Tag(id_, entry.name, next(free, "") if key is None else key, colour, place=next(places))
        made.append(
            was._replace(
                name=entry.name,
                key=was.key if key is None else key,
                colour=entry.colour or was.colour,
                definition=was.definition if entry.definition is None else entry.definition,
            )
        )
    return made


def _with_free_names(codebook: Codebook, entries: list[TagLine], notes: list[str]) -> list[TagLine]:
    """The entries without those whose name is that of a tag which the file does not rename; these are noted."""
    while True:
        present = {tag.id for tag in _known(codebook, entries) if tag is not None}
        others = Codebook(tuple(tag for tag in codebook.tags if tag.id not in present))
        wrong = next(((entry, tag) for entry in entries if (tag := others.by_name(entry.name))), None)
        if wrong is None:
            return entries
        entry, tag = wrong
        notes.append(f"{entry.where}: there is a tag {tag.name} already, with the id {printable(tag.id)}: left out")
        entries = [other for other in entries if other is not entry]


def _in_order(tags: list[Tag]) -> list[Tag]:
    """The tags with places in this order; as they are where they stand in it already."""
    if list(Codebook(tuple(tags)).tags) == tags:
        return tags
    return [tag._replace(place=place) for place, tag in enumerate(tags, 1)]


def _entry(where: str, cells: list[str], width: int, places: dict[str, int]) -> TagLine:
    if len(cells) != width:
        return TagLine(where, "", wrong=f"has {len(cells)} cells, and the first line {width}")
    texts = {field: unguard(cells[place]).strip() for field, place in places.items()}
    says_all = "id" in places
    id_, key, key_wrong = texts.get("id", ""), texts.get("key", ""), ""
    try:
        name, definition = fit_name(texts["name"]), fit_definition(texts.get("definition", ""))
    except NewsreaderError as error:
        return TagLine(where, "", wrong=error.what)
    if clean(id_) != id_:
        return TagLine(where, "", wrong="a tag's id holds no control characters")
    try:
        fit_key(key)
    except NewsreaderError:
        key, key_wrong = "", printable(key[:_SHOWN])
    return TagLine(
        where,
        name,
        id_,
        key if key or (says_all and "key" in texts and not key_wrong) else None,
        clean(texts.get("colour", "")) or None,
        definition if definition or (says_all and "definition" in texts) else None,
        key_wrong=key_wrong,
    )


def _without_doubles(entries: Iterable[TagLine]) -> list[TagLine]:
    """The entries, those marked as wrong that have the name or the id of one before."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for entry in entries:
        said = [("name", folded(entry.name)), ("id", entry.id)] if not entry.wrong else []
        double = next((one for one in said if one[1] and one in seen), None)
        if double is not None:
            entry = entry._replace(wrong=f"{double[1]} is there already: {seen[double]}")
        else:
            seen.update(dict.fromkeys(said, entry.where))
        found.append(entry)
    return found


def _refuse(where: str, what: str, todo: str) -> NoReturn:
    raise NewsreaderError(what, where=where, todo=todo) from None
