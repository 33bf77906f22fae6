"""Web pages to readings: the text that a browser shows, what the page tells of the article, and kinds by a vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from articles.clean import labels
from articles.errors import NewsreaderError
from articles.model import Kind
from articles.noise import WALL
from articles.readers.composed import Part, compose
from articles.readers.extractor import Extraction
from articles.readers.html_collected import Collector
from articles.readers.html_decode import decode_page
from articles.readers.html_facts import Line, PageFacts, likeness
from articles.readers.html_kinds import believable, is_subheading, kind_at_top
from articles.readers.html_parts import PartsBuilder
from articles.readers.html_tokens import tokens
from articles.readers.html_vote import PAGE, in_article
from articles.readers.reading import Reading
from articles.readers.saved_pages import ARCHIVE_TODAY_PARTS, is_archive_today
from articles.traits import SOLID_WORDS, Label, label_alone, traits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.blocks import Block
    from articles.traits import BlockTraits

_ABOVE, _BELOW = 4, 6
"""So many blocks above the headline and below the last of the text names, dates and credits are the article's."""

_AROUND_THE_TEXT = frozenset({Kind.BYLINE, Kind.DATE, Kind.CREDIT, Kind.CAPTION})

_ORDINARY = dict.fromkeys(map(ord, "\xad\u200b\u200e\u200f\u2060\ufeff"))
"""Invisible characters that pages have for the sake of line breaks and direction: no reason for a notice."""

_DATE_WORDS = 12
_POINT_WORDS = 5
"""An item above the text that tells what matters has so many words at least; one of a menu has fewer."""

_KICKER_WORDS = 8
"""A line above the headline with no more words is not of the article's text, though in its element."""

_STUB_WORDS = 200
_NEEDS_SCRIPTS = re.compile(
    r"\b(?:enable|activate|turn on|aktivieren|activer) (?:\w+ ){0,2}java ?script", re.IGNORECASE
)


class _Page(NamedTuple):
    """A page taken apart."""

    parts: list[Part]
    homes: list[int]
    parents: list[int]
    deepest: int
    facts: PageFacts


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of a web page; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where the bytes cannot be decoded, hold no text, or too many paragraphs.
    """
    markup, notices = decode_page(data, name)
    reading = read_page(markup, name=name)
    return [reading._replace(notices=(*notices, *reading.notices))]


def read_page(markup: str, *, address: str = "", name: str = "") -> Reading:
    """The article in the markup of a page that stood at `address`, where that is known.

    Raises NewsreaderError naming `name` (fit to print) where there is no text or too much.
    """
    try:
        page = _taken_apart(markup, address)
        extraction = Extraction(markup, page.deepest)
        title = page.facts.find_title([(part.text, part.heading) for part in page.parts if part.kind is None])
        parts, homes = believable(*_with_headline(page.parts, page.homes, title))
        composed = compose(parts)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    text, notice = extraction.text()
    if not composed.text:
        raise NewsreaderError(
            "a web page without text", where=name, todo="open it in a browser, save it when it shows and open that"
        )
    homes = _homes_of(composed.blocks, parts, homes)
    blocks, lines = _judged(composed.blocks, homes, page, title, text)
    facts = page.facts.finished(lines)
    odd = composed.taken_out - sum(len(part.text) - len(part.text.translate(_ORDINARY)) for part in parts)
    notices = [notice, *facts.notices, _hidden(odd), _stub(blocks, free=facts.free)]
    return Reading(
        composed.text,
        blocks,
        notices=tuple(filter(None, notices)),
        outlet=facts.outlet,
        title=facts.title,
        date=facts.date,
        byline=facts.byline,
        source=facts.source,
        origins=facts.origins,
    )


def page_parts(markup: str) -> list[Part]:
    """The parts of a page in order. Raises NewsreaderError where there are too many."""
    return _taken_apart(markup, "").parts


def _taken_apart(markup: str, address: str) -> _Page:
    builder, collector = PartsBuilder(), Collector()
    xml = markup[:200].lstrip("\ufeff \t\r\n").startswith("<?xml")
    for token in tokens(markup, xml=xml):
        collector.take(token)
        builder.take(token)
        if token.name == "body" and not token.closing and is_archive_today(collector.found):
            builder.not_of_page |= ARCHIVE_TODAY_PARTS
    parts = builder.finished()
    return _Page(parts, builder.homes, builder.parents, builder.deepest, PageFacts(collector.finished(), address))


def _with_headline(parts: list[Part], homes: list[int], title: str) -> tuple[list[Part], list[int]]:
    """The parts with the title as headline: a heading that says it, else another part, else a part above all."""
    says_it = [i for i, part in enumerate(parts) if part.kind is None and likeness(part.text, title) == 2.0]
    if says_it:
        at = min(says_it, key=lambda i: (parts[i].heading or 9, parts[i].linked > 0.5, i))
        return [*parts[:at], parts[at]._replace(kind=Kind.HEADLINE), *parts[at + 1 :]], homes
    if not title:
        return parts, homes
    return [Part(title, Kind.HEADLINE, heading=1), *parts], [0, *homes]


def _homes_of(blocks: Sequence[Block], parts: Sequence[Part], homes: Sequence[int]) -> list[int]:
    """The elements of the blocks; parts of which nothing can be seen have none."""
    rest = iter(zip(parts, homes, strict=True))
    return [next(home for part, home in rest if part.source is block.source) for block in blocks]


def _judged(
    blocks: list[Block], homes: Sequence[int], page: _Page, title: str, text: str | None
) -> tuple[list[Block], list[Line]]:
    """The blocks with what is the page's and not the article's as boilerplate, and the lines that may tell facts."""
    all_traits = [traits_of(block) for block in blocks]
    found = labels(all_traits, title)
    alone = [label_alone(traits) for traits in all_traits]
    article = in_article(all_traits, alone, found, homes, page.parents, text)
    if not any(article):
        return blocks, _lines(all_traits, found, range(len(blocks)))
    first, last = article.index(True), len(article) - 1 - article[::-1].index(True)
    headline = next((i for i, label in enumerate(found) if label.kind is Kind.HEADLINE), first)
    around = range(max(0, min(headline, first) - _ABOVE), last + _BELOW)
    below = (i for i in range(headline + 1, last + 1) if article[i] and all_traits[i].words >= SOLID_WORDS)
    top = range(around.start, next(below, first) + 1)
    for i, (traits, label) in enumerate(zip(all_traits, found, strict=True)):
        if i in top and traits.block.kind is None and label.kind is not Kind.HEADLINE:
            kind = kind_at_top(traits, page.facts, outside=not article[i])
            found[i] = Label(kind) if kind else label
    judged = []
    for i, (block, label, inside) in enumerate(zip(blocks, found, article, strict=True)):
        inside = inside or (headline < i < first and _leads_in(i, all_traits, found, first))
        kicker = i < headline and label.kind is Kind.BOILERPLATE and all_traits[i].words <= _KICKER_WORDS
        kind, reason = _kind(block, label, inside=inside and not kicker, near=i in around)
        judged.append(block._replace(kind=kind, reason=reason))
    return judged, _lines(all_traits, found, around)


def _kind(block: Block, label: Label, *, inside: bool, near: bool) -> tuple[Kind, str]:
    """What a block is, and why: the label that the rules give it, if it belongs to the article.

    `inside` says whether it is text of the article, `near` whether it stands close to that.
    """
    if inside:
        if label.kind in (Kind.BOILERPLATE, Kind.BODY):
            return (Kind.SUBHEADING if is_subheading(block) else Kind.BODY), ""
        return label.kind, label.reason
    belongs = near and (block.kind is not None or label.kind in _AROUND_THE_TEXT)
    if belongs or label.kind in (Kind.HEADLINE, Kind.BOILERPLATE):
        return label.kind, label.reason
    return Kind.BOILERPLATE, PAGE


def _leads_in(i: int, all_traits: Sequence[BlockTraits], found: Sequence[Label], first: int) -> bool:
    """Whether a block between the headline and the first paragraph, at `first`, is the article's too.

    A heading is above that or above a list, where only an hour may stand between; a list without links, of what matters
    most, is.
    """
    block = all_traits[i].block
    if block.linked or found[i].kind not in (Kind.BODY, Kind.SUBHEADING):
        return False
    if block.listed:
        return all_traits[i].words >= _POINT_WORDS
    if not is_subheading(block):
        return False
    below = next((k for k in range(i + 1, first) if found[k].kind is not Kind.DATE), first)
    return below == first or (all_traits[below].block.listed and _leads_in(below, all_traits, found, first))


def _lines(all_traits: Sequence[BlockTraits], found: Sequence[Label], where: range) -> list[Line]:
    """The paragraphs that may tell who wrote the article and when."""
    return [
        Line(traits.block.shown, label.kind is Kind.BYLINE, label.kind is Kind.DATE)
        for i, (traits, label) in enumerate(zip(all_traits, found, strict=True))
        if i in where and (label.kind in (Kind.BYLINE, Kind.DATE) or traits.words <= _DATE_WORDS)
    ]


def _stub(blocks: Sequence[Block], *, free: bool) -> str:
    """A notice where a page shows only the beginning of its article, or nothing without its scripts."""
    shown = [block.shown for block in blocks if block.kind is not Kind.BOILERPLATE]
    words = sum(text.count(" ") + 1 for text in shown)
    if words > _STUB_WORDS:
        return ""
    if not free or any(WALL.search(block.shown[:400]) for block in blocks if block.reason != "unseen"):
        return "only the beginning: the page keeps the rest for subscribers"
    if any(_NEEDS_SCRIPTS.search(block.shown[:400]) for block in blocks):
        return "the page shows its text only with JavaScript: open it in a browser, save it when it shows and open that"
    return ""


def _hidden(taken_out: int) -> str:
    return f"{taken_out} control or invisible character{'s' if taken_out > 1 else ''} taken out" if taken_out else ""
