"""HTML to parts: what a browser shows of it, paragraph by paragraph, and what the markup says of each.

Text that a browser does not show is kept, as parts of the kind boilerplate with a reason: `hidden`, `deleted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from articles.blocks import MAX_BLOCKS, too_many_blocks
from articles.bylines import is_byline
from articles.model import Kind, Span
from articles.readers import html_elements as elements
from articles.readers.composed import Part
from articles.readers.html_tokens import COMMENT, TEXT, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEPEST = 1_000
"""Elements open inside so many others change nothing of how the text in them is seen."""

_SCOPE = 40
"""So far up an element is looked for that a start tag ends."""

_ENOUGH_WORDS = 20
"""A page that shows fewer words than this shows what it has for readers without scripts."""

_LONGEST_CAPTION_WORDS = 150
_LEGEND_WORDS = 25
_LONGEST_TITLE = 200
_LONGEST_CELL = 90
"""Code points. A row of a table with longer cells is no row of data."""

_CLOCK = re.compile(r"\d{1,2}:\d\d")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_SENTENCE_START = re.compile(r"[\"'“‘„«(\[¿¡–—-]*\s?[A-ZÀ-ÖØ-ÞА-Я0-9]|[^\x00-\u024f]")
_QUOTES = {"de": "„“‚‘", "fr": "«»‹›", "es": "«»“”", "it": "«»“”", "ru": "«»„“", "pl": "„”«»"}
_ENGLISH_QUOTES = "“”‘’"


@dataclass(slots=True)
class _Element:
    """An element that is open, and what it and those around it say of the text in it."""

    name: str
    hidden: str = ""
    kind: Kind | None = None
    heading: int = 0
    listed: bool = False
    markup: float = 0.0
    contained: bool = False
    """Whether it stands in one that says that the article is in it."""
    pre: bool = False
    block: bool = False
    emphasis: bool = False
    quote: str = ""
    """Of `<q>`, the mark that closes it."""
    number: int = 0
    """That of the block that it is or stands in, counted over the page."""


@dataclass(slots=True)
class _Line:
    """Text between two line breaks of a paragraph."""

    texts: list[str] = field(default_factory=list)
    linked: int = 0
    plain: int = 0
    """Code points that are not emphasised."""
    start: int = -1
    end: int = 0


class _Row:
    """The cells of a row of a table while it is read."""

    def __init__(self, first: int) -> None:
        self.first = first  # the part with which it begins
        self.cells = 0


def fragment_parts(markup: str) -> list[Part]:
    """The parts of a piece of HTML, as mails, feeds and books hold it; their `source` counts in `markup`.

    Raises NewsreaderError where there are too many.
    """
    return parts_of(tokens(markup))


def parts_of(page: Iterable[Token], language: str = "") -> list[Part]:
    """The parts of the markup with these tokens, in order. Raises NewsreaderError where there are too many."""
    builder = PartsBuilder(language)
    for token in page:
        builder.take(token)
    return builder.finished()


class PartsBuilder:
    """Takes the tokens of a page one after another and makes parts of them."""

    def __init__(self, language: str = "") -> None:
        """Make one for markup in this language, by its code; the page's own `lang` comes before it."""
        self.deepest = 0
        """How deep elements stood in others at most."""
        self.not_of_page: set[str] = set()
        """The ids of elements that an archive put around the page."""
        self.parents = [0]
        """For each block element of the page, by its number, that of the one it stands in."""
        self.homes: list[int] = []
        """For each part the number of the block element that it stands in."""
        self._quotes = _QUOTES.get(language[:2].lower(), _ENGLISH_QUOTES)
        self._parts: list[Part] = []
        self._stack = [_Element("", block=True)]
        self._open: dict[str, int] = {}
        self._skipped: dict[str, int] = {}  # elements too deep for the stack
        self._deeper = 0
        self._lines = [_Line()]
        self._asides: dict[str, _Line] = {}  # text that is not seen, by the reason
        self._block = self._stack[0]  # the element that the paragraph's first text stands in
        self._image = False  # whether a picture stands after the last text
        self._below_image = False  # whether one stands above the paragraph
        self._begun = False  # whether the paragraph has any text
        self._link_depth = 0  # how deep the link is open that the text stands in; 0 for none
        self._rows: list[_Row] = []
        self._quoted = 0
        self._after_tags = ""  # tags since the last text: `/` for an end tag, `<` for a start tag

    def take(self, token: Token) -> None:
        """Read the next token."""
        if token.name == TEXT:
            self._add_text(token)
        elif token.name == COMMENT:
            return
        elif token.closing:
            self._close(token)
        else:
            self._open_element(token)

    def finished(self) -> list[Part]:
        """All parts, after the last token."""
        self._flush()
        seen = sum(part.text.count(" ") + 1 for part in self._parts if part.kind is not Kind.BOILERPLATE)
        if seen < _ENOUGH_WORDS:
            return [part._replace(kind=None, reason="") if part.reason == "noscript" else part for part in self._parts]
        return self._parts

    def _open_element(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._lines.append(_Line())
            return
        if name in elements.VOID:
            if name == "img" and not elements.is_tiny(token.attributes):
                self._image = True
            if name == "hr":
                self._close_implied(name)
                self._flush()
            return
        if name == "html":
            self._quotes = _QUOTES.get(token.attributes.get("lang", "")[:2].lower(), self._quotes)
        self._close_implied(name)
        if token.empty:
            return
        depth = len(self._stack) + self._deeper
        self.deepest = max(self.deepest, depth)
        if depth >= DEEPEST:
            if name in elements.BLOCKS:
                self._flush()
            self._skipped[name] = self._skipped.get(name, 0) + 1
            self._deeper += 1
            return
        above = self._stack[-1]
        element = self._element(name, token, above)
        if element.block:
            self._flush(inside=element.kind is Kind.CAPTION and above.kind is Kind.CAPTION)
        if name == "q":
            self._quote(element, token)
        if element.block:
            element.number = len(self.parents)
            self.parents.append(above.number)
        self._stack.append(element)
        self._open[name] = self._open.get(name, 0) + 1
        if name == "a" and "href" in token.attributes:
            self._link_depth = len(self._stack)
        elif name == "tr":
            self._rows.append(_Row(len(self._parts)))
        elif name in ("td", "th") and self._rows:
            self._rows[-1].cells += 1
        self._after_tags += "<"

    def _element(self, name: str, token: Token, above: _Element) -> _Element:
        attributes = token.attributes
        hidden = above.hidden or elements.hidden(name, attributes)
        if not hidden and self.not_of_page and attributes.get("id") in self.not_of_page:
            hidden = elements.ARCHIVE
        said = elements.said(name, attributes)
        kind = above.kind or said.kind
        return _Element(
            name,
            hidden=hidden,
            kind=kind,
            heading=elements.HEADINGS.get(name, above.heading),
            listed=name == "li" or (above.listed and name not in ("ul", "ol", "p", "table")),
            markup=max(-4.0, above.markup + said.weight),
            contained=above.contained or said.container,
            emphasis=above.emphasis or name in elements.EMPHASIS,
            pre=above.pre or name in ("pre", "textarea", "listing", "xmp"),
            block=name in elements.BLOCKS or (kind is not None and above.kind is None),
            number=above.number,
        )

    def _quote(self, element: _Element, token: Token) -> None:
        inner = 2 if self._quoted % 2 else 0
        self._quoted += 1
        element.quote = self._quotes[inner + 1]
        self._add(self._quotes[inner], token, element.hidden)

    def _close_implied(self, name: str) -> None:
        """Close the elements that this start tag ends, though their end tags are not written."""
        ends = elements.CLOSED_BY.get(name)
        if ends is None:
            return
        ended, beyond = ends
        if not any(self._open.get(one) for one in ended):
            return
        at = 0
        for i in range(len(self._stack) - 1, max(0, len(self._stack) - _SCOPE), -1):
            if self._stack[i].name in ended:
                at = i
            elif self._stack[i].name in beyond:
                break
        if at:
            self._pop_to(at)

    def _close(self, token: Token) -> None:
        name = token.name
        self._after_tags += "/"
        if name == "br":
            self._lines.append(_Line())
            return
        if self._skipped.get(name):
            self._skipped[name] -= 1
            self._deeper -= 1
            if name in elements.BLOCKS:
                self._flush()
            return
        if name == "a":
            self._link_depth = 0
        if not self._open.get(name):
            if name == "p":
                self._flush()
            return
        inline = name not in elements.BLOCKS
        for i in range(len(self._stack) - 1, 0, -1):
            if self._stack[i].name == name:
                self._pop_to(i, token)
                return
            if inline and self._stack[i].block:
                return  # it was opened outside this paragraph, whose end ends it too

    def _pop_to(self, at: int, token: Token | None = None) -> None:
        """Close the elements from the one at `at` of the stack on."""
        if any(element.block for element in self._stack[at:]):
            first = self._stack[at]
            outer = self._stack[at - 1]
            self._flush(inside=first.kind is Kind.CAPTION and outer.kind is Kind.CAPTION)
        while len(self._stack) > at:
            element = self._stack.pop()
            self._open[element.name] -= 1
            if element.name == "q":
                self._quoted -= 1
                if token:
                    self._add(element.quote, token, element.hidden)
            elif element.name == "tr" and self._rows:
                self._join_cells(self._rows.pop())
        if len(self._stack) < self._link_depth:
            self._link_depth = 0

    def _add_text(self, token: Token) -> None:
        element = self._stack[-1]
        if element.hidden == "unseen":
            return
        text = token.text
        if element.pre and not element.hidden:
            for i, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
                if i:
                    self._lines.append(_Line())
                self._add(line, token, "")
            return
        self._add(_SPACES.sub(" ", text), token, element.hidden)

    def _add(self, text: str, token: Token, hidden: str) -> None:
        if not text:
            return
        if hidden:
            line = self._asides.setdefault(hidden, _Line())
        else:
            line = self._lines[-1]
            if line.texts and self._after_tags in ("/<", "//<", "/<<") and _runs_together(line.texts[-1], text):
                line.texts.append(" ")
        self._after_tags = ""
        if text.isspace():
            if line.texts:
                line.texts.append(" ")
            return
        if line.start < 0:
            line.start = token.start
            if not self._begun:
                self._block, self._begun = self._stack[-1], True
                self._below_image, self._image = self._image, False
        line.end = token.end
        line.texts.append(text)
        if self._link_depth:
            line.linked += len(text.strip())
        if not self._stack[-1].emphasis:
            line.plain += 1

    def _flush(self, *, inside: bool = False) -> None:
        """End the paragraph; `inside` a caption only a blank is between its parts."""
        if inside:
            for line in (self._lines[-1], *self._asides.values()):
                if line.texts:
                    line.texts.append(" ")
            return
        if not self._begun:
            self._lines, self._asides, self._after_tags = [_Line()], {}, ""
            return
        block = self._block
        if any(line.texts for line in self._lines):
            for group in _paragraphs(self._lines, whole=block.heading > 0 or block.kind is not None):
                self._append(group, block)
        for reason, line in self._asides.items():
            self._append([line], block, reason)
        self._lines, self._asides, self._begun = [_Line()], {}, False
        self._after_tags = ""

    def _append(self, lines: list[_Line], block: _Element, reason: str = "") -> None:
        text = "\n".join(filter(None, (_SPACES.sub(" ", "".join(line.texts)).strip() for line in lines)))
        if not text.strip():
            return
        length = len("".join(text.split()))
        linked = min(1.0, sum(line.linked for line in lines) / max(1, length))
        kind = Kind.BOILERPLATE if reason else block.kind
        if kind is None and self._below_image and linked < 0.5 and not block.heading and not block.listed:
            kind = Kind.CAPTION if _is_legend(text, lines) else None
        if kind is Kind.CAPTION and (text.count(" ") > _LONGEST_CAPTION_WORDS or linked > 0.8):
            kind = None
        if len(self._parts) >= MAX_BLOCKS:
            raise too_many_blocks()
        self.homes.append(block.number)
        self._parts.append(
            Part(
                text,
                kind,
                reason=reason,
                heading=block.heading,
                listed=block.listed,
                linked=linked,
                markup=block.markup + elements.CONTAINER_POINTS * block.contained,
                source=Span(lines[0].start, lines[-1].end),
            )
        )

    def _join_cells(self, row: _Row) -> None:
        """Make one part of the cells of a row that holds short text only."""
        cells = self._parts[row.first :]
        if not 1 < len(cells) <= row.cells:
            return
        if any(part.kind or part.heading or len(part.text) > _LONGEST_CELL for part in cells):
            return
        text = "\t".join(part.text.replace("\n", " ") for part in cells)
        sources = [part.source for part in cells if part.source]
        whole = cells[0]._replace(
            text=text,
            linked=sum(part.linked * len(part.text) for part in cells) / len(text),
            source=Span(sources[0].start, sources[-1].end),
        )
        self._parts[row.first :] = [whole]
        del self.homes[row.first + 1 :]


def _is_legend(text: str, lines: list[_Line]) -> bool:
    """Whether a paragraph below a picture is its legend: short, no sentence, and all of it emphasised."""
    return text.count(" ") < _LEGEND_WORDS and not any(line.plain for line in lines) and text[-1] not in ".!?:"


def _runs_together(before: str, after: str) -> bool:
    """Whether two elements side by side would make one word of what stands in each, as `By Ann Brandt12 May`."""
    last, first = before[-1], after[0]
    if last.islower():
        return first.isupper() or first.isdigit() or first == "@"
    return last.isdigit() and (first.isupper() or _CLOCK.match(after) is not None)


def _tells(last: str, text: str) -> bool:
    """Whether one of two lines says who wrote the article, and nothing else."""
    if max(len(last), len(text)) > _LONGEST_TITLE:
        return False
    return any(is_byline(one, one.count(" ") + 1, one[-1] in ".:?!") for one in (last, text))


def _paragraphs(lines: list[_Line], *, whole: bool) -> list[list[_Line]]:
    """The lines of an element as paragraphs: a blank line parts two, and a break between two sentences does.

    A `whole` one, as a heading, is never parted.
    """
    groups: list[list[_Line]] = []
    last = ""
    for line in lines:
        text = "".join(line.texts).strip()
        if not text:
            last = ""
            continue
        parted = not last or (_SENTENCE_END.search(last[-8:]) and _SENTENCE_START.match(text)) or _tells(last, text)
        if groups and (whole or not parted):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = text
    return groups
