"""Passages and annotations, and the JSON records that they are kept as.

A record is the JSON form of an annotation: the fields of `Passage` and `Annotation` side by side, in the order of
`RECORD_FIELDS`, and whatever else it came with.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.model import Article, Version

CONTEXT_CODE_POINTS = 32
"""Code points of context kept on either side of a passage (W3C Web Annotation, TextQuoteSelector; as Hypothesis)."""

ATTRIBUTIONS = ("named", "anonymous", "document", "article")
"""The kinds of source to which an article can attribute a passage."""

BLIND = "blind"
"""A record's field that is true where outlet, headline and source were hidden when the annotation was made."""

RECORD_FIELDS = (
    "id", "article", "version", "paragraph", "start", "end", "exact", "prefix", "suffix", "tags", "note", "speaker",
    "attribution", "annotator", "created", "modified", "rev", "anchor",
)  # fmt: skip


class Passage(NamedTuple):
    """A span of one version and the exact words that stand there; `exact == text[start:end]` always."""

    article: str
    """The article's id."""
    version: str
    """SHA-256 of the version's text."""
    paragraph: int
    """The number of the paragraph in which it begins, from 1, as the article was read, whatever of it a person put
    right: a hint for people, not part of the target."""
    start: int
    end: int
    """Code points into the version's text, half-open."""
    exact: str
    prefix: str
    suffix: str
    """Up to `CONTEXT_CODE_POINTS` code points of the text before and after."""

    @classmethod
    def of(cls, article: Article, start: int, end: int) -> Passage:
        """The passage `text[start:end]` of the article's version."""
        text = article.version.text
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no passage at {start} to {end} in a text of {len(text)} code points")
        return cls(
            article=article.id,
            version=article.version.sha256,
            paragraph=(article.as_read or article).paragraph_at(start).n,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT_CODE_POINTS) : start],
            suffix=text[end : end + CONTEXT_CODE_POINTS],
        )

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Passage:
        """A passage from its JSON form. Raises KeyError or TypeError where it is not one."""
        return cls(
            article=text_of(record, "article"),
            version=text_of(record, "version"),
            paragraph=number_of(record, "paragraph"),
            start=number_of(record, "start"),
            end=number_of(record, "end"),
            exact=text_of(record, "exact"),
            prefix=text_of(record, "prefix"),
            suffix=text_of(record, "suffix"),
        )

    def to_record(self) -> dict[str, Any]:
        """The JSON form."""
        return self._asdict()

    @property
    def target(self) -> tuple[str, int, int]:
        """Version, start and end: what tells it from any other passage of its article."""
        return self.version, self.start, self.end


class Placement(NamedTuple):
    """Where a passage stands in another version of its article than the one it was taken from."""

    version: str
    """SHA-256 of that version's text."""
    start: int
    end: int
    """Code points into that text, half-open; 0 and 0 for an orphan."""
    how: str
    """How it was found: exact (same words and offsets), moved (same words elsewhere), fuzzy (other words) or orphan."""
    score: float
    """.6 likeness of the quotation and .4 of its context, 0 to 1."""
    check: bool = False
    """Whether a person should confirm it."""
    of: tuple[str, int, int] | None = None
    """The target of the passage that was sought; None in places that were kept before passages could be moved."""

    def fits(self, passage: Passage) -> bool:
        """Whether it is the place of this passage, which is of another version and was not moved since."""
        return self.version != passage.version and self.of in (None, passage.target)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A passage with tags, a note, a speaker and an attribution, each of which may be missing."""

    id: str
    """UUIDv7, in its usual 36 characters."""
    passage: Passage
    tags: tuple[str, ...] = ()
    """Tag ids, unique, in the order they were given."""
    note: str = ""
    speaker: str = ""
    """To whom the article attributes the passage."""
    attribution: str = ""
    """One of `ATTRIBUTIONS`, or empty."""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    """UTC, ISO 8601 with milliseconds and `Z`."""
    rev: int = 1
    """Counts the changes of this record, from 1."""
    anchor: str = "exact"
    """Always `exact` in what this program stores, as a passage is taken from the text that it names; other programs'
    records may say more. How it was found in the text that is open is `current_anchor`."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the record that this program does not know, kept as they came."""
    placement: Placement | None = None
    """Where it stands in the version that is open, where that is another one; no part of the record."""

    @property
    def span(self) -> tuple[int, int]:
        """Where the passage stands in the version that is open, in code points."""
        if self.placement is not None:
            return self.placement.start, self.placement.end
        return self.passage.start, self.passage.end

    @property
    def current_anchor(self) -> str:
        """How the passage was found in the version that is open: exact, moved, fuzzy or orphan."""
        return self.placement.how if self.placement is not None else self.anchor

    @property
    def is_blind(self) -> bool:
        """Whether outlet, headline and source were hidden when it was made."""
        return self.extra.get(BLIND) is True

    @property
    def is_empty(self) -> bool:
        """Whether it has no tag, no note and no speaker."""
        return not (self.tags or self.note or self.speaker)

    def stands_in(self, version: Version) -> bool:
        """Whether its passage stands in this text: with its words at its own offsets, or where it was found again."""
        text, placement, passage = version.text, self.placement, self.passage
        if placement is not None:
            return placement.version == version.sha256 and 0 <= placement.start < placement.end <= len(text)
        if version.sha256 != passage.version:
            return False
        return 0 <= passage.start < passage.end <= len(text) and text[passage.start : passage.end] == passage.exact

    def placed(self, placement: Placement | None) -> Annotation:
        """The same annotation at this place, or without a place where that is not the place of its passage."""
        if placement is not None and not placement.fits(self.passage):
            placement = None
        return self if placement == self.placement else replace(self, placement=placement)

    def says_the_same(self, other: Annotation) -> bool:
        """Whether two states of a record differ in nothing but revision and time."""
        return replace(self, rev=other.rev, modified=other.modified, placement=other.placement) == other

    def revised(self, **fields: Any) -> Annotation:
        """The same annotation with these fields changed, one revision on."""
        return replace(self, **fields, rev=self.rev + 1, modified=now())

    def to_record(self) -> dict[str, Any]:
        """The JSON form, in the order of `RECORD_FIELDS`, unknown fields last."""
        passage = self.passage
        known = {
            name: getattr(passage, name) if name in Passage._fields else getattr(self, name) for name in RECORD_FIELDS
        }
        known["tags"] = list(self.tags)
        return {**known, **self.extra}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Annotation:
        """An annotation from its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        passage = Passage.from_record(record)
        tags = record["tags"]
        if not isinstance(tags, (list, tuple)) or not all(isinstance(tag, str) for tag in tags):
            raise TypeError(f"tags is a list of tag ids, not {tags!r}")
        return cls(
            id=text_of(record, "id"),
            passage=passage,
            tags=tuple(dict.fromkeys(tags)),
            rev=number_of(record, "rev"),
            extra={name: value for name, value in record.items() if name not in RECORD_FIELDS},
            note=text_of(record, "note"),
            speaker=text_of(record, "speaker"),
            attribution=text_of(record, "attribution"),
            annotator=text_of(record, "annotator"),
            created=text_of(record, "created"),
            modified=text_of(record, "modified"),
            anchor=text_of(record, "anchor"),
        )


def text_of(record: Mapping[str, Any], name: str) -> str:
    """A field of a record that is a text. Raises KeyError or TypeError."""
    value = record[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is a text, not {value!r}")
    return value


def number_of(record: Mapping[str, Any], name: str) -> int:
    """A field of a record that is a whole number. Raises KeyError or TypeError."""
    value = record[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    return value
