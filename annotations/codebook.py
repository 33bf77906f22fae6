"""The tags: the four that everyone has and the reader's own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from articles.errors import NewsreaderError

LONGEST_NAME = 40
"""Characters."""

OWN_COLOURS = ("green", "cyan", "orange", "violet")
"""The palette slots that own tags take in turn; the first four tags have blue, red, magenta and yellow."""

PLAIN_COLOUR = "plain"
"""The palette slot of a tag that the codebook does not hold."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a passage can be called."""

    id: str
    """Stands in records and never changes, so that stores merge."""
    name: str
    key: str = ""
    """The key that gives it, or empty."""
    colour: str = PLAIN_COLOUR
    """The name of a slot of the theme's palette."""
    definition: str = ""
    """When to use it."""

    @property
    def sign(self) -> str:
        """The one character, one cell wide, that marks it in the margin: its key, else its first letter."""
        if self.key:
            return self.key
        letters = (c for c in self.name.upper() if c.isalnum() and unicodedata.east_asian_width(c) not in "WF")
        return next(letters, "*")


DEFAULT_TAGS = (
    Tag("claim", "claim", "c", "blue", "A statement of fact that can be checked, by the article or its source."),
    Tag("denial", "denial", "d", "red", "Someone disputes, rejects or takes back a claim or an accusation."),
    Tag("threat", "threat", "t", "magenta", "A warning or an announcement of harm, force, sanctions and the like."),
    Tag("unverified", "unverified", "u", "yellow", "No source that can be checked is named, or the article says so."),
)


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tags in their order."""

    tags: tuple[Tag, ...] = DEFAULT_TAGS

    def by_id(self, tag_id: str) -> Tag | None:
        """The tag with this id."""
        return next((tag for tag in self.tags if tag.id == tag_id), None)

    def by_key(self, key: str) -> Tag | None:
        """The tag that this key gives."""
        return next((tag for tag in self.tags if key and tag.key == key), None)

    def by_name(self, name: str) -> Tag | None:
        """The tag with this name, upper and lower case alike."""
        wanted = _folded(name)
        return next((tag for tag in self.tags if _folded(tag.name) == wanted), None)

    def nth(self, n: int) -> Tag | None:
        """The tag at place `n`, counted from 1."""
        return self.tags[n - 1] if 1 <= n <= len(self.tags) else None

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id; for one that is not in the codebook a plain tag named by its id."""
        return self.by_id(tag_id) or Tag(tag_id, tag_id)

    def adding(self, name: str) -> tuple[Codebook, Tag]:
        """The codebook with a tag of this name, and that tag: a new one at the end, or the one that has the name.

        Raises NewsreaderError for a name that is empty, too long or holds control characters.
        """
        if any(_unfit(c) for c in name):
            raise NewsreaderError("a tag's name holds no control characters", todo="leave them out")
        name = unicodedata.normalize("NFC", " ".join(name.split()))
        if not name:
            raise NewsreaderError("a tag needs a name", todo="type one")
        if len(name) > LONGEST_NAME:
            raise NewsreaderError(f"a tag's name has at most {LONGEST_NAME} characters", todo="shorten it")
        found = self.by_name(name)
        if found is not None:
            return self, found
        return self._with(Tag(self._free_id(_slug(name)), name))

    def joined(self, other: Codebook) -> Codebook:
        """The codebook with the tags of `other`: those in both as `other` has them, the rest at the end."""
        codebook = Codebook(tuple(other.by_id(tag.id) or tag for tag in self.tags))
        for tag in other.tags:
            if codebook.by_id(tag.id) is None:
                codebook, _ = codebook._with(tag)
        return codebook

    def _with(self, tag: Tag) -> tuple[Codebook, Tag]:
        """With the tag at the end; where it brings no key and colour that are free, it gets those of its place."""
        place = len(self.tags) + 1
        if not tag.key or self.by_key(tag.key) is not None:
            key = str(place) if place <= 9 else ""
            tag = Tag(tag.id, tag.name, key, tag.colour, tag.definition)
        if tag.colour == PLAIN_COLOUR:
            colour = OWN_COLOURS[(place - len(DEFAULT_TAGS) - 1) % len(OWN_COLOURS)]
            tag = Tag(tag.id, tag.name, tag.key, colour, tag.definition)
        return Codebook((*self.tags, tag)), tag

    def _free_id(self, wanted: str) -> str:
        taken = {tag.id for tag in self.tags}
        candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(id_ for id_ in candidates if id_ not in taken)


def _folded(name: str) -> str:
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
