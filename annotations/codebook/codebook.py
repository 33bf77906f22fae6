"""The tags: the four that everyone has and the reader's own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.form import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_NAME = 40
"""The most code points that a tag's name has."""

LONGEST_DEFINITION = 500
"""The most code points that a definition has."""

COLOURS = ("blue", "red", "magenta", "yellow", "green", "cyan", "orange", "violet", "plain")
"""The slots of the theme's palette; a tag of any other colour is drawn plain."""

OWN_COLOURS = COLOURS[4:8]
"""The slots that own tags take in turn; the first four tags have the first four."""

PLAIN_COLOUR = COLOURS[-1]
"""The slot of a tag that the codebook does not hold."""

DIGITS = tuple("123456789")
"""The keys of the first nine tags by their places: a tag's key is the digit of its place, or no digit."""


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

    @property
    def sign(self) -> str:
        """The one character, one cell wide, that marks it in the margin: its key, else its first letter."""
        if self.key:
            return self.key
        letters = (c for c in self.name.upper() if c.isalnum() and unicodedata.east_asian_width(c) not in "WF")
        return next(letters, "*")


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

    def __post_init__(self) -> None:
        ordered = sorted(self.tags, key=lambda tag: (tag.place <= 0, tag.place, tag.id))
        object.__setattr__(self, "tags", tuple(ordered))

    def by_id(self, tag_id: str) -> Tag | None:
        """The tag with this id."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    def by_key(self, key: str) -> Tag | None:
        """The tag that this key gives."""
        return next((tag for tag in self.tags if key and tag.key == key), None)

    def by_name(self, name: str) -> Tag | None:
        """The tag with this name, upper and lower case alike."""
        wanted = folded(name)
        return next((tag for tag in self.tags if folded(tag.name) == wanted), None)

    def nth(self, n: int) -> Tag | None:
        """The tag at place `n`, counted from 1."""
        return self.tags[n - 1] if 1 <= n <= len(self.tags) else None

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
        return Codebook(tuple(other for other in self.tags if other.id != tag.id))

    def free_id(self, name: str) -> str:
        """An id for a new tag of this name."""
        wanted, taken = _slug(name), {tag.id for tag in self.tags}
        candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(id_ for id_ in candidates if id_ not in taken)

    @property
    def free_place(self) -> int:
        """The place after the last one."""
        return max([len(self.tags), *(tag.place for tag in self.tags)]) + 1

    @property
    def free_key(self) -> str:
        """The digit of the place after the last one; empty where that has none, or a tag has it."""
        digit = next(iter(DIGITS[len(self.tags) :]), "")
        return "" if self.by_key(digit) else digit

    def renumbered(self) -> Codebook:
        """The codebook with each key that is a digit changed to that of its tag's place; none after the ninth."""
        digits = (*DIGITS, *[""] * len(self.tags))
        keys = (digit if tag.key in DIGITS else tag.key for tag, digit in zip(self.tags, digits, strict=False))
        return Codebook(tuple(tag._replace(key=key) for tag, key in zip(self.tags, keys, strict=True)))

    @property
    def next_colour(self) -> str:
        """The colour of the next own tag."""
        return OWN_COLOURS[(len(self.tags) - len(DEFAULT_TAGS)) % len(OWN_COLOURS)]

    def _with(self, tag: Tag) -> tuple[Codebook, Tag]:
        """The codebook with the tag at the end, and the tag, with its own key and colour or those of its place."""
        key = tag.key if tag.key and self.by_key(tag.key) is None else self.free_key
        colour = tag.colour if tag.colour != PLAIN_COLOUR else self.next_colour
        tag = tag._replace(key=key, colour=colour, place=self.free_place)
        return Codebook((*self.tags, tag)), tag


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
