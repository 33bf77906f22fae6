"""Articles that a file lists one by one with names for what it tells of each, as feeds and JSON do, to readings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from articles.errors import NewsreaderError
from articles.form import hidden_characters, one_line, text_form_1
from articles.model import Kind
from articles.readers.composed import Part, compose, with_headline
from articles.readers.reading import Reading
from articles.readers.text import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ARTICLES = 5_000
"""A file of more articles than this is refused: no story has so many."""

WITHOUT_TEXT = "an entry without a text"
ONLY_SUMMARY = "a short text: perhaps only a summary of the article"

_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_APPEARED = re.compile(r"(?:the post|der beitrag|l’article|la entrada|l'articolo|o post) .{1,300}", re.IGNORECASE)
_APPEARED_IN = re.compile(
    r" (?:(?:first )?appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|"
    r"proviene da|apareceu primeiro em) .{1,100}$",
    re.IGNORECASE,
)
_CUT = re.compile(r"[\s\xa0]*(?:\[(?:…|\.\.\.|&hellip;)\]|\((?:…|\.\.\.)\))[\s\xa0]*$")
_MORE = re.compile(
    r"(?:…|\.\.\.)$|(?:^|[.…] )(?:continue reading|read more|read the rest of this entry|weiterlesen|lire la suite|"
    r"seguir leyendo|leggi tutto|читать далее)\b.{0,80}$",
    re.IGNORECASE,
)
_STANDFIRST_WORDS = 100
_SUMMARY_WORDS = 100
"""A text of fewer words that the file calls a summary or a description may be no more than that."""


class Content(NamedTuple):
    """A text of an entry, and what it is written in."""

    text: str
    markup: bool = False
    """Whether it is HTML; else plain text with line breaks."""


@dataclass(slots=True)
class Entry:
    """What a file says of one article."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    source: str = ""
    contents: list[Content] = field(default_factory=list)
    """Its text, in as many forms as the file gives; the longest is read."""
    summary: Content | None = None
    """What sums the text up, or is the first piece of it."""
    parts: list[Part] | None = None
    """Its text where the file names the kinds of its paragraphs; then `contents` and `summary` are empty."""
    origins: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    original: bytes | None = None
    taken_out: int = 0
    """How many control and invisible characters are gone from `parts` or `contents` already."""


def readings_of(entries: Sequence[Entry], name: str) -> list[Reading]:
    """The readings of the entries of a file called `name`; of many, one that is too long is left without text and told.

    Raises NewsreaderError where the only one is too long.
    """
    readings = []
    for entry in entries:
        try:
            readings.append(reading_of(entry))
        except NewsreaderError as error:
            if len(entries) == 1:
                raise NewsreaderError(error.what, where=name, todo=error.todo) from None
            entry.parts, entry.contents = [], []
            entry.notices.append(error.what)
            readings.append(reading_of(entry))
    return readings


def reading_of(entry: Entry) -> Reading:
    """The reading of an entry: headline, standfirst where a summary says what the text does not, and the text.

    An entry that has no more than a title gives a reading without text, and a notice. Raises NewsreaderError where the
    text is in too many blocks.
    """
    parts = entry.parts if entry.parts is not None else _parts(entry)
    notices = list(entry.notices)
    if any(part.kind is not Kind.BOILERPLATE and one_line(part.text) for part in parts):
        parts = with_headline(parts, entry.title)
    else:
        parts = []
        notices.append(WITHOUT_TEXT)
    composed = compose(parts)
    taken_out = composed.taken_out + entry.taken_out
    if taken_out:
        notices.append(f"{taken_out} control or invisible character{'s' if taken_out > 1 else ''} taken out")
    return Reading(
        composed.text,
        composed.blocks,
        tuple(dict.fromkeys(notices)),
        outlet=entry.outlet,
        title=entry.title,
        date=entry.date,
        byline=entry.byline,
        source=entry.source,
        origins=entry.origins,
        original=entry.original,
    )


def parts_of(content: Content) -> list[Part]:
    """The parts of a text. Raises NewsreaderError where there are too many."""
    if not content.markup:
        return text_parts(content.text)
    from articles.readers.html_parts import fragment_parts  # imported where used: a story of texts does not need it

    return [part._replace(source=None) for part in fragment_parts(content.text)]


def text_parts(text: str) -> list[Part]:
    """The parts of a plain text: paragraphs, hard-wrapped or a line each, headings, items of lists.

    Raises NewsreaderError where there are too many.
    """
    return [
        Part(block.shown, heading=block.heading, listed=block.listed, linked=block.linked)
        for block in blocks(text_form_1(text))
    ]


def words(parts: Sequence[Part]) -> int:
    """The number of words in the parts that are not folded."""
    return sum(len(part.text.split()) for part in parts if part.kind is not Kind.BOILERPLATE)


def is_markup(text: str) -> bool:
    """Whether a text whose form nobody tells is HTML: it has a tag or a character reference in it."""
    return _MARKUP.search(text) is not None


def refuse_many(count: int, name: str) -> None:
    """Raise NewsreaderError where a file called `name` holds more than `MOST_ARTICLES`."""
    if count > MOST_ARTICLES:
        raise NewsreaderError(
            f"more than {MOST_ARTICLES:,} articles", where=name, todo="split the file, or take those of one story"
        )


def _parts(entry: Entry) -> list[Part]:
    """The parts of the longest of the entry's texts, below what its summary adds to it."""
    entry.taken_out += max((hidden_characters(one.text) for one in entry.contents if not one.markup), default=0)
    made = [parts_of(content) for content in entry.contents]
    text = max(made, key=_length, default=[])
    summary = parts_of(entry.summary) if entry.summary else []
    short_text = False
    if _length(summary) > _length(text):
        text, summary = summary, []
        short_text = 0 < words(text) < _SUMMARY_WORDS
    text = [_without_feed_marks(part) for part in text]
    if not _tell_cut(text, entry.notices) and short_text:
        entry.notices.append(ONLY_SUMMARY)
    folded = _folded(text)
    new = [part for part in map(_without_feed_marks, summary) if part.kind is None and not _is_in(part, folded)]
    short = sum(len(part.text.split()) for part in new) <= _STANDFIRST_WORDS
    return [*(part._replace(kind=Kind.STANDFIRST) if short else part for part in new), *text]


def _length(parts: Sequence[Part]) -> int:
    return sum(len(part.text) for part in parts if part.kind is not Kind.BOILERPLATE)


def _without_feed_marks(part: Part) -> Part:
    """The part, folded where it is the line with which a blog's software closes an entry."""
    shown = one_line(part.text)
    if part.kind is None and _APPEARED.match(shown) and _APPEARED_IN.search(shown[-400:]):
        return part._replace(kind=Kind.BOILERPLATE, reason="feed")
    return part


def _tell_cut(parts: list[Part], notices: list[str]) -> bool:
    """Take off the mark with which a feed breaks an excerpt off, and tell of it; whether there was one."""
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if part.kind is Kind.BOILERPLATE or not part.text.strip():
            continue
        cut = _CUT.search(part.text[-20:])
        if cut:
            parts[i] = part._replace(text=part.text[: len(part.text) - len(cut[0])])
        if cut or _MORE.search(one_line(part.text)[-120:]):
            notices.append("only an excerpt: the text breaks off")
            return True
        return False
    return False


def _is_in(part: Part, folded: str) -> bool:
    """Whether a part of a summary says nothing but what the text says: all of it, or all before it breaks off."""
    words = "".join(filter(str.isalnum, _CUT.sub("", part.text).casefold()))
    return not words or words in folded or (len(words) > 40 and words[: len(words) * 9 // 10] in folded)


def _folded(parts: Sequence[Part]) -> str:
    return "".join(filter(str.isalnum, "".join(part.text for part in parts).casefold()))
