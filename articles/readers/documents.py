"""What the readers of documents have in common: parts to a reading, and facts of a file that may be believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from articles.form import one_line
from articles.model import Kind
from articles.readers.composed import Part, compose, with_headline
from articles.readers.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

KINDS_OF_STYLES = {
    "title": Kind.HEADLINE,
    "headline": Kind.HEADLINE,
    "subtitle": Kind.STANDFIRST,
    "standfirst": Kind.STANDFIRST,
    "deck": Kind.STANDFIRST,
    "byline": Kind.BYLINE,
    "author": Kind.BYLINE,
    "date": Kind.DATE,
    "caption": Kind.CAPTION,
    "illustration": Kind.CAPTION,
    "crosshead": Kind.SUBHEADING,
    "subhead": Kind.SUBHEADING,
    "subheading": Kind.SUBHEADING,
    "credit": Kind.CREDIT,
}
"""The kinds that names of styles give. Word and LibreOffice keep their own in English, whatever language they speak."""

STYLE = "the style of the headline"
PROPERTIES = "the document's properties"
"""Where a title was found."""

HEADING_WORDS = 20
"""A paragraph all in bold or larger letters is a heading up to this length."""

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_ENDS = (".", "!", ":", ";", "…")
_TITLE_WORDS = range(2, 41)
_PROGRAM = re.compile(
    r"^(?:microsoft|adobe|libre ?office|open ?office|untitled|unbenannt|document ?\d*$|dokument ?\d*$|print)"
    r"|\.(?:docx?|pdf|odt|rtf|indd|qxp|qxd|html?|txt|pages)\b|^[\w.-]+\.\w{2,4}$|\\|_.*_",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:draft|entwurf|version|final|v)[ _-]?\d*$", re.IGNORECASE)


class Styled:
    """Makes parts of paragraphs whose styles tell what they are, one after another."""

    def __init__(self) -> None:
        self._headline = self._text_above = False

    def parts(
        self,
        text: str,
        *,
        kind: Kind | None = None,
        heading: int = 0,
        by_look: int = 0,
        contents: bool = False,
        listed: bool = False,
        linked: float = 0.0,
    ) -> Iterator[Part]:
        """The parts of a paragraph; two line breaks in a row divide it.

        `kind` and `heading` are what its style gives, `by_look` the level of heading that its letters make of it, and
        `contents` says that it is a line of a table of contents.
        """
        for piece in _EMPTY_LINE.split(text):
            if not piece.strip():
                continue
            given, reason = (Kind.BOILERPLATE, "contents") if contents else (self._kind(kind, heading), "")
            yield Part(piece, given, reason, heading=heading or by_look, listed=listed, linked=linked)
            self._text_above |= given is None and not heading and not by_look

    def _kind(self, kind: Kind | None, heading: int) -> Kind | None:
        """The kind that a style gives: the first title, or heading of level 1 above the text, is the headline."""
        if kind is Kind.HEADLINE or (kind is None and heading == 1):
            if not self._headline and (kind or not self._text_above):
                self._headline = True
                return Kind.HEADLINE
            return Kind.SUBHEADING if heading else None
        if kind is None and heading:
            return Kind.SUBHEADING if self._headline or self._text_above else None
        return kind


def heading_by_look(text: str, *, bold: bool, large: bool) -> int:
    """The level of heading that letters all bold or large make of a short paragraph; 0 for none."""
    text = text.strip()
    if not text or len(text.split()) > HEADING_WORDS or text.endswith(_SENTENCE_ENDS):
        return 0
    return 2 if large else 3 if bold else 0


def styled_reading(parts: Sequence[Part], name: str, *, title: str, notices: tuple[str, ...]) -> Reading:
    """The reading of parts that styles gave kinds to.

    `title` is the one that the program keeps, which may be that of a template or a draft: it counts where the text says
    it too. Raises NewsreaderError under the file's `name` where there are too many parts.
    """
    headline = next((one_line(part.text) for part in parts if part.kind is Kind.HEADLINE), "")
    origin = STYLE
    if not headline and is_plausible_title(title) and stands_in(title, parts):
        headline, origin = title, PROPERTIES
    return reading_of(parts, name, title=headline, origin=origin, notices=notices)


def reading_of(parts: Iterable[Part], name: str, *, title: str = "", origin: str = "", **facts: object) -> Reading:
    """The reading of the parts of one article; `facts` are the other fields of a `Reading`.

    A title of `origin` stands above the parts that do not say it. Raises NewsreaderError under the file's `name` where
    there are too many parts.
    """
    parts = with_headline(list(parts), title)
    try:
        composed = compose(parts)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    origins = {"title": origin} if title else {}
    origins.update(facts.pop("origins", None) or {})  # type: ignore[call-overload]
    return Reading(composed.text, composed.blocks, title=title, origins=origins, **facts)  # type: ignore[arg-type]


def is_plausible_title(title: str) -> bool:
    """Whether the title that a program keeps of a document is a headline's, not the name of a file or a draft."""
    title = one_line(title)
    return len(title.split()) in _TITLE_WORDS and not _PROGRAM.search(title) and not _DRAFT.search(title)


def stands_in(title: str, parts: Iterable[Part]) -> bool:
    """Whether one of the parts says the title, but for its marks."""
    wanted = folded(title)
    return bool(wanted) and any(folded(part.text) == wanted for part in parts)


def folded(text: str) -> str:
    """The letters and digits of a text in lower case, by which two are compared."""
    return "".join(filter(str.isalnum, one_line(text).casefold()))


def without_text(what: str, name: str, todo: str = "give a file that holds an article's text") -> NewsreaderError:
    """The error for a document that has nothing to read."""
    return NewsreaderError(f"{what} without text", where=name, todo=todo)
