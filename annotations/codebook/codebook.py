"""The tags: the four that everyone has and the reader's own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.form import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LONGEST_NAME = 200
"""The most code points that a tag's name has: some programs' codes are whole sentences. Lists crop what is long."""

LONGEST_DEFINITION = 10_000
"""The most code points that a definition has: some are a page with examples and exceptions."""

COLOURS = ("blue", "red", "magenta", "yellow", "green", "cyan", "orange", "violet", "plain")
"""The slots of the theme's palette; a tag of any other colour is drawn plain."""

OWN_COLOURS = COLOURS[4:8]
"""The slots that own tags take in turn; the first four tags have the first four."""

PLAIN_COLOUR = COLOURS[-1]
"""The slot of a tag that the codebook does not hold."""

DIGITS = tuple("123456789")
"""The keys that new tags get as long as one is free; each stays with its tag wherever that stands."""

BESIDES = {"claim": "1", "denial": "2", "threat": "3", "unverified": "4"}
"""The digits that give the first four tags besides their own keys, by their ids, where no other tag has them."""


DIGITS_IN_TURN = (*DIGITS[len(BESIDES) :], *DIGITS[: len(BESIDES)])
"""The digits in the order in which new tags get them."""


class Tag(NamedTuple):
    """A tag of the codebook, which passages are given."""

    id: str
    """The name of the tag in records; it never changes, so that stores merge."""
    name: str
    key: str = ""
    """The key that gives it, or empty."""
    colour: str = PLAIN_COLOUR
    """The name of a slot of the theme's palette."""
    definition: str = ""
    """When to use it."""
    place: int = 0
    """Its position in the codebook, from 1; 0 where the record gives none, which sorts last."""


class TagEdit(NamedTuple):
    """One tag before and after; None where it did not exist or no longer does."""

    before: Tag | None
    after: Tag | None
    into: str = ""
    """For a tag that is taken out, the id of the tag that its annotations get in its place; empty for none."""

    @property
    def id(self) -> str:
        """The id of the tag."""
        some = self.after or self.before
        assert some is not None, "an edit has a tag before or after it"
        return some.id

    def inverse(self) -> TagEdit:
        """The edit that takes this one back."""
        return TagEdit(self.after, self.before)


DEFAULT_TAGS = (
    Tag("claim", "claim", "c", "blue", "A statement of fact that can be checked, by the article or its source.", 1),
    Tag("denial", "denial", "d", "red", "Someone disputes, rejects or takes back a claim or an accusation.", 2),
    Tag("threat", "threat", "t", "magenta", "A warning or an announcement of harm, force, sanctions and the like.", 3),
    Tag(
        "unverified", "unverified", "u", "yellow", "No source that can be checked is named, or the article says so.", 4
    ),
)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tags, which it keeps in the order of their places, then ids."""

    tags: tuple[Tag, ...] = DEFAULT_TAGS
    gone: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The tags that were taken out, by id, each with the id of the tag that it was merged into, empty for none."""
    locked: bool = False
    """Whether no tag is made, renamed, merged or deleted without a question."""

    def __post_init__(self) -> None:
        ordered = sorted(self.tags, key=lambda tag: (tag.place <= 0, tag.place, tag.id))
        object.__setattr__(self, "tags", tuple(ordered))

    def by_id(self, tag_id: str) -> Tag | None:
        """The tag with this id."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    def by_key(self, key: str) -> Tag | None:
        """The tag that this key gives: its own, else a digit of `BESIDES`."""
        own = next((tag for tag in self.tags if key and tag.key == key), None)
        return own or next((tag for tag in self.tags if BESIDES.get(tag.id) == key), None)

    def keys(self, tag: Tag) -> tuple[str, ...]:
        """The keys that give a tag, its own first."""
        keys = dict.fromkeys((tag.key, BESIDES.get(tag.id, "")))
        return tuple(key for key in keys if key and self.by_key(key) == tag)

    def sign(self, tag_id: str) -> str:
        """What marks a tag in the margin and in plain text: see `signs`."""
        return signs(self.tags).get(tag_id) or _letters(tag_id)[:1] or "*"

    def by_name(self, name: str) -> Tag | None:
        """The tag with this name, upper and lower case alike."""
        wanted = folded(name)
        return next((tag for tag in self.tags if folded(tag.name) == wanted), None)

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id; for one that is not in the codebook a plain tag named by its id."""
        return self.by_id(tag_id) or Tag(tag_id, clean(tag_id) or "?")

    def heir(self, tag_id: str) -> Tag | None:
        """The tag with this id, else the one that it was merged into, however often; None where there is none."""
        seen: set[str] = set()
        while self.by_id(tag_id) is None and tag_id in self.gone and tag_id not in seen:
            seen.add(tag_id)
            tag_id = self.gone[tag_id]
        return self.by_id(tag_id)

    def adding(self, name: str) -> tuple[Codebook, Tag]:
        """The codebook with a tag of this name, and that tag: a new one at the end, or the one that has the name.

        Raises NewsreaderError for a name that is empty, too long or holds control characters.
        """
        name = fit_name(name)
        found = self.by_name(name)
        return (self, found) if found is not None else self._with(Tag(self.free_id(name), name))

    def with_edits(self, edits: Iterable[TagEdit]) -> Codebook:
        """The codebook after these edits, one after the other."""
        tags, gone = {tag.id: tag for tag in self.tags}, dict(self.gone)
        for edit in edits:
            if edit.after is None:
                tags.pop(edit.id, None)
                gone[edit.id] = edit.into
            else:
                tags[edit.id] = edit.after
                gone.pop(edit.id, None)
        return replace(self, tags=tuple(tags.values()), gone=gone)

    def without(self, tag: Tag) -> Codebook:
        """The codebook without the tag of this id."""
        return replace(self, tags=tuple(other for other in self.tags if other.id != tag.id))

    def free_id(self, name: str) -> str:
        """An id for a new tag of this name."""
        return free_id(name, {tag.id for tag in self.tags})

    @property
    def free_place(self) -> int:
        """The place after the last one."""
        return max([len(self.tags), *(tag.place for tag in self.tags)]) + 1

    @property
    def free_key(self) -> str:
        """The first digit from 5 on, then from 1 on, that gives no tag; empty where each gives one."""
        return next((digit for digit in DIGITS_IN_TURN if self.by_key(digit) is None), "")

    @property
    def next_colour(self) -> str:
        """The colour of the next own tag: see `next_colour`."""
        return next_colour(tag.colour for tag in self.tags)

    def with_shown_keys(self) -> Codebook:
        """The codebook with the digit of its place for each tag without a key, where that gives no other tag.

        So earlier builds showed them: there the digits went by the places.
        """
        tags = []
        for digit, tag in zip((*DIGITS, *[""] * len(self.tags)), self.tags, strict=False):
            free = not tag.key and self.by_key(digit) is None
            tags.append(tag._replace(key=digit) if free else tag)
        return replace(self, tags=tuple(tags))

    def _with(self, tag: Tag) -> tuple[Codebook, Tag]:
        """The codebook with the tag at the end, and the tag, with its own key and colour or those of its place."""
        key = tag.key if tag.key and self.by_key(tag.key) is None else self.free_key
        colour = tag.colour if tag.colour != PLAIN_COLOUR else self.next_colour
        tag = tag._replace(key=key, colour=colour, place=self.free_place)
        return replace(self, tags=(*self.tags, tag)), tag


def free_id(name: str, taken: Collection[str]) -> str:
    """An id for a new tag of this name that is none of those taken."""
    wanted = _slug(name)
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(id_ for id_ in candidates if id_ not in taken)


def next_colour(colours: Iterable[str]) -> str:
    """The colour of a new tag: of those that the fewest tags have, the first, own tags' before the others'."""
    used = Counter(colours)
    return min((*OWN_COLOURS, *COLOURS[: len(DEFAULT_TAGS)]), key=lambda colour: used[colour])


@lru_cache(maxsize=8)
def signs(tags: tuple[Tag, ...]) -> Mapping[str, str]:
    """The signs of tags by id, each of one or two cells and no two alike, upper and lower case counting as one.

    It is the tag's key; without one the first letter of its name, where no other tag has that for a key or begins with
    it, else the first with another letter of the name or a digit. Where a tag stands changes nothing.
    """
    tags = tuple(sorted(tags, key=lambda tag: tag.id))
    found: dict[str, str] = {}
    taken: set[str] = set()
    keys: set[str] = set()
    for tag in tags:
        if is_key(tag.key) and tag.key not in keys:
            found[tag.id] = tag.key
            keys.add(tag.key)
            taken.add(tag.key.casefold())
    first = {tag.id: _letters(tag.name)[:1] for tag in tags if tag.id not in found}
    beginnings = Counter(first.values())
    for tag in tags:
        if tag.id in found:
            continue
        letter, rest = first[tag.id], _letters(tag.name)[1:].lower()
        alone = [letter or "*"] if beginnings[letter] == 1 else []
        numbered = (f"{letter or '*'}{n}" for n in "23456789")
        pairs = (f"{letter}{other}" for other in dict.fromkeys(rest)) if letter else ()
        more = (f"{one}{other}" for one in ascii_uppercase for other in ascii_lowercase + digits)
        sign = next(s for s in (*alone, *pairs, *numbered, *more, "*") if s == "*" or s.casefold() not in taken)
        found[tag.id] = sign
        taken.add(sign.casefold())
    return found


def _letters(name: str) -> str:
    """The letters and digits of a name that take one cell, in capitals."""
    return "".join(c for c in name.upper() if c.isalnum() and unicodedata.east_asian_width(c) not in "WF")


def fit_name(name: str) -> str:
    """A tag's name as it is kept: NFC, single spaces. Raises NewsreaderError where it cannot be one."""
    if any(_unfit(c) for c in name):
        raise NewsreaderError("a tag's name holds no control characters", todo="leave them out")
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name:
        raise NewsreaderError("a tag needs a name", todo="type one")
    if len(name) > LONGEST_NAME:
        raise NewsreaderError(f"a tag's name has at most {LONGEST_NAME} characters", todo="shorten it")
    return name


def fit_definition(definition: str) -> str:
    """A definition as it is kept: on one line, no control characters. Raises NewsreaderError where it is too long."""
    definition = clean(definition)
    if len(definition) > LONGEST_DEFINITION:
        raise NewsreaderError(f"a definition has at most {LONGEST_DEFINITION} characters", todo="shorten it")
    return definition


def fit_key(key: str) -> str:
    """A tag's key, or empty for none. Raises NewsreaderError where it is not one character, one cell wide."""
    if key and not is_key(key):
        raise NewsreaderError("a tag's key is one character", todo="type a letter, a digit or a sign, or nothing")
    return key


def is_key(key: str) -> bool:
    """Whether it is one character that can be seen and takes one cell."""
    return (
        len(key) == 1
        and key.isprintable()
        and unicodedata.category(key)[0] in "LNPS"
        and unicodedata.east_asian_width(key) not in "WF"
        and not "\u1160" <= key <= "\u11ff"  # vowels and ends of Hangul syllables take no cell of their own
    )


def clean(text: str) -> str:
    """The text on one line, without what a terminal could act on."""
    return " ".join("".join(c for c in one_line(text) if not _unfit(c)).split())


def folded(name: str) -> str:
    """The form in which names are compared: two with the same form count as one name."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _unfit(character: str) -> bool:
    """Control characters, halves of surrogate pairs, line separators, and marks that turn the direction of writing."""
    category = unicodedata.category(character)
    joiner = character in "\u200c\u200d"  # Persian and Indic words and some emoji need them
    return category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and not joiner)


def _slug(name: str) -> str:
    """The name in lower case letters, digits and hyphens: ASCII where it has any, else its own script's."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _hyphened(ascii_name) or _hyphened(name.casefold()) or "tag"


def _hyphened(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-")
