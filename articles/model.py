"""The values that everything else passes on: a story, its articles, their versions, paragraphs, links and rows.

All offsets are code points into a version's text, half-open. All values are frozen; a version's text is final.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXT_FORM = 1
"""The number of the form that `articles.form` gives a version's text: NFC, LF, no control characters."""

TEXT = "text"
"""The input format whose paragraphs are found anew from the text alone; those of all others are kept."""

FILE_NAME, FIRST_WORDS, HOST_NAME = "the file's name", "the first words", "the host's name"
NO_ORIGINS: Mapping[str, str] = MappingProxyType({})
MADE_UP = frozenset({FILE_NAME, FIRST_WORDS, HOST_NAME})
"""Origins of an outlet or a title that heads a column although no one tells it."""
YOU = "you"
"""The origin of a fact that a person gave, and the reason of the kind that a person gave a paragraph."""

STRONG_SCORE = 0.18
"""A link with a higher score than this is strong (research on eleven stories: precision .92)."""


class Kind(StrEnum):
    """What a paragraph is in its article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


LINKING_KINDS = frozenset({Kind.BODY, Kind.STANDFIRST, Kind.SUBHEADING, Kind.CAPTION})
"""The kinds of paragraph that take part in alignment."""


class Span(NamedTuple):
    """A stretch of a version's text, `text[start:end]`."""

    start: int
    end: int


class Piece(NamedTuple):
    """A run of shown characters that stand one after another in the version's text too."""

    shown: int
    """Where the run begins in the paragraph's shown text."""
    start: int
    """Where it begins in the version's text."""
    length: int
    """Code points."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered piece of a version's text and what of it is shown."""

    n: int
    """Its number in the article, from 1."""
    kind: Kind
    spans: tuple[Span, ...]
    """Where it stands: one span, or two where a page broke it."""
    shown: str
    """The text as a person reads it: Markdown marks hidden, white space as one space. Never empty."""
    pieces: tuple[Piece, ...]
    """How `shown` maps to the version's text, in order, without gaps in `shown`."""
    reason: str = ""
    """Why it has its kind, where that is worth telling: `repeat`, `newsletter`, `nav` ..."""

    @property
    def start(self) -> int:
        """The first code point of the paragraph in the version's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """The code point after its last one."""
        return self.spans[-1].end

    def to_text(self, at: int) -> int:
        """The offset in the version's text of the shown character number `at`."""
        piece = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.shown) - 1]
        return piece.start + min(at - piece.shown, piece.length)

    def to_shown(self, offset: int) -> int:
        """The number of the first shown character that stands at `offset` of the version's text or after it."""
        i = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        if i < 0:
            return 0
        piece = self.pieces[i]
        return piece.shown + min(offset - piece.start, piece.length)

    def to_span(self, start: int, end: int) -> Span:
        """The span of the version's text that the shown characters `start` to `end` (half-open, not empty) stand in."""
        return Span(self.to_text(start), self.to_text(end - 1) + 1)


_PACKED_FROM_BYTES = 65_536
_PACK_MARK = b"\0packed\0"
"""What packed bytes begin with; no file that is read begins so, since NUL is in no text."""


def _packed(data: bytes) -> bytes:
    """The bytes in less room, where there are many: a story may hold a thousand pages, seldom looked at again."""
    if len(data) < _PACKED_FROM_BYTES:
        return data
    import zlib  # imported where used: texts are short

    return _PACK_MARK + zlib.compress(data, 1)


def _unpacked(kept: bytes) -> bytes:
    if not kept.startswith(_PACK_MARK):
        return kept
    import zlib

    return zlib.decompress(kept[len(_PACK_MARK) :])


@dataclass(frozen=True, slots=True)
class Version:
    """The bytes as read, their text in a numbered mechanical form, and its hash; frozen once stored."""

    text: str
    sha256: str
    """Of the text in UTF-8, 64 hexadecimal digits."""
    kept: bytes = field(repr=False)
    """The bytes as read, packed where they are many."""
    text_form: int = TEXT_FORM

    @classmethod
    def of(cls, text: str, original: bytes) -> Version:
        """A version of a text that is in its final form."""
        return cls.stored(text, hashlib.sha256(text.encode()).hexdigest(), original)

    @classmethod
    def stored(cls, text: str, sha256: str, original: bytes, text_form: int = TEXT_FORM) -> Version:
        """A version whose hash and form are known."""
        return cls(text, sha256, _packed(original), text_form)

    @property
    def original(self) -> bytes:
        """The bytes as they were read."""
        return _unpacked(self.kept)


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's account of an event."""

    id: str
    outlet: str
    title: str
    date: str
    """When it was published, ISO 8601 (`2022-03-14`), or empty."""
    source: str
    """Where it came from: an address, a name or a file name. It is data to show and is never opened unasked."""
    version: Version
    paragraphs: tuple[Paragraph, ...]
    """In the order of the text; none for an entry without text, as of a list of addresses."""
    notices: tuple[str, ...] = ()
    """What the reader of the article should know about how it was read (an encoding guessed, bytes replaced)."""
    path: str = field(default="", compare=False)
    """The file that it was read from, absolute, or the address that was asked for; empty for all else."""
    byline: str = ""
    """Who wrote it, as the file gives it, without the label of a field; empty where it does not tell."""
    origins: Mapping[str, str] = field(default_factory=lambda: NO_ORIGINS, compare=False)
    """Where outlet, title, date, byline and source were found, by name: `JSON-LD`, `og:title`, `the text` ..."""
    format: str = field(default=TEXT, compare=False)
    """The input format that it was read in, by its name in `articles.readers.formats`."""
    fetched: str = field(default="", compare=False)
    """When its page was fetched, UTC, ISO 8601 to the second; empty for what came from a file."""
    as_read: Article | None = field(default=None, compare=False, repr=False)
    """The article as it was read, where a person put something of it right; None where this is that article."""

    def told(self, fact: str) -> str:
        """What the file, or a person, tells of a fact: empty where the program only made something up for it."""
        return "" if self.origins.get(fact) in MADE_UP else str(getattr(self, fact))

    def paragraph(self, n: int) -> Paragraph:
        """The paragraph with the number `n`, counted from 1."""
        return self.paragraphs[n - 1]

    def paragraph_at(self, offset: int) -> Paragraph:
        """The paragraph in which `offset` stands, or the one before it where it stands between two."""
        return self.paragraphs[max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)]


class Story(NamedTuple):
    """Two or more articles about one event, opened together; one alone opens as a plain reader."""

    title: str
    articles: tuple[Article, ...]
    paths: tuple[str, ...] = ()
    """What it was opened from, absolute; empty for the seeds."""
    notices: tuple[str, ...] = ()
    """What the person should know of its opening: files of a folder that could not be read, each with its reason."""

    @property
    def id(self) -> str:
        """The same for the same articles, in whatever order they were named."""
        return story_id(article.id for article in self.articles)


def story_id(articles: Iterable[str]) -> str:
    """The id of the story of the articles with these ids, in whatever order they are named."""
    return "story-" + hashlib.sha256("\n".join(sorted(articles)).encode()).hexdigest()[:16]


def article_id(sha256: str, outlet: str = "") -> str:
    """The id of an article whose first version has this hash: the same for all who load the same file.

    The outlet is named only where a story holds the same text twice. Lower case letters, digits and hyphens only, so
    that it can name a table or a file.
    """
    if not outlet:
        return f"article-{sha256[:16]}"
    ascii_outlet = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_outlet).strip("-")[:40].strip("-") or "article"
    mark = hashlib.sha256(f"{outlet}\n{sha256}".encode()).hexdigest()[:16]
    return f"{name}-{mark}"


class ParagraphId(NamedTuple):
    """The address of a paragraph in a story."""

    article: int
    """Counted from 0 in the story."""
    n: int
    """The paragraph's number in the article, from 1."""


class Link(NamedTuple):
    """A scored pair of paragraphs of two articles that report the same thing; `a` stands in the earlier article."""

    a: ParagraphId
    b: ParagraphId
    score: float
    """Cosine of the weighted bags, 0 to 1; 0 where a person made the link and none was computed."""
    by_hand: bool = False
    """Whether a person made or confirmed it."""

    @property
    def strong(self) -> bool:
        """Whether the paragraphs' main content is most likely the same, or a person says so."""
        return self.by_hand or self.score > STRONG_SCORE

    def other(self, where: ParagraphId) -> ParagraphId:
        """The paragraph at the other end of the link from `where`."""
        return self.b if where == self.a else self.a


class Row(NamedTuple):
    """One line of the aligned page."""

    cells: tuple[tuple[int, ...], ...]
    """For each article the numbers of zero or more paragraphs."""
    moved: frozenset[ParagraphId] = frozenset()
    """Those that stand here out of their reading order, beside their counterpart."""


class Alignment(NamedTuple):
    """A story's links and the rows made from them. Every paragraph stands in exactly one row."""

    links: tuple[Link, ...]
    rows: tuple[Row, ...]
    pivot: int
    """The article in whose order the rows stand."""
