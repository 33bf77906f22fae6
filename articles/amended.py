"""Puts right what a person said of an article: its facts, the kinds of its paragraphs, where they begin.

The text stays as it is, and so does what of it stands in paragraphs: only where one ends and the next one begins.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.model import MADE_UP, YOU, Kind, Paragraph, Piece, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from articles.model import Article, Story
    from articles.outlet_rules import OutletRule

FACTS = ("outlet", "title", "date", "source", "byline")
"""The facts of an article that a person can give."""

NEEDED = frozenset({"outlet", "title"})
"""Those that every article has: one that is empty is as the article was read."""

HEADLINE_CHOSEN = "your headline"
"""The origin of a title that is the headline which a person chose."""

OF_THE_OUTLET = "outlet"
"""The reason of a kind that a rule of a person for all of an outlet gives."""


class PutRight(NamedTuple):
    """What a person said of one article, as it stands in the article's text."""

    facts: Mapping[str, str] = MappingProxyType({})
    """By their names in `FACTS`; one that is empty says that there is none."""
    breaks: Mapping[int, bool] = MappingProxyType({})
    """For offsets of the text whether a paragraph begins there, or goes on there."""
    kinds: Sequence[tuple[Span, Kind]] = ()
    """What kind the paragraphs that begin in a span are; of two for one paragraph the later in the order counts."""
    rules: Sequence[OutletRule] = ()
    """Rules for the outlet of the article; a kind that is said of a paragraph itself comes before them."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said."""
        return not (self.facts or self.breaks or self.kinds or self.rules)


def as_read(story: Story) -> Story:
    """The story as its articles were read, without what a person said of them."""
    if all(article.as_read is None for article in story.articles):
        return story
    articles = tuple(article.as_read or article for article in story.articles)
    return story._replace(title=_followed(story.title, story.articles, articles), articles=articles)


def amended_story(story: Story, said: Mapping[str, PutRight]) -> Story:
    """The story with what was said of its articles, by their ids; outlets that have one name now get a number."""
    read = as_read(story)
    articles = [amended(article, said.get(article.id, PutRight())) for article in read.articles]
    if all(article.as_read is None for article in articles):
        return read
    numbered = tuple(_told_apart(read.articles, articles))
    return read._replace(title=_followed(read.title, read.articles, numbered), articles=numbered)


def amended(article: Article, said: PutRight) -> Article:
    """The article as a person put it right; the same where nothing is said that would change it."""
    article = article.as_read or article
    if said.is_nothing:
        return article
    paragraphs = _with_kinds(_broken(article, said.breaks), said.rules, said.kinds)
    facts = {
        name: said.facts[name] for name in FACTS if name in said.facts and (said.facts[name] or name not in NEEDED)
    }
    origins = {**article.origins, **dict.fromkeys(facts, YOU)}
    if "title" not in facts and (title := _new_title(article, paragraphs)):
        facts["title"], origins["title"] = title, HEADLINE_CHOSEN
    if paragraphs == article.paragraphs and not facts:
        return article
    given: dict[str, Any] = {**facts, "origins": origins, "paragraphs": paragraphs, "as_read": article}
    return replace(article, **given)


def reads_the_same(one: Story, other: Story) -> bool:
    """Whether two states of a story have the same paragraphs, of the same kinds."""
    pairs = zip(one.articles, other.articles, strict=True)
    return one is other or all(a.paragraphs == b.paragraphs for a, b in pairs)


def outlet_names(articles: Iterable[Article]) -> list[str]:
    """For each article the name of its outlet, without the number by which a story tells several of one apart."""
    names: list[str] = []
    for article in articles:
        name, _, number = article.outlet.rpartition(" ")
        told_apart = name in names and number == str(names.count(name) + 1)
        names.append(name if told_apart else article.outlet)
    return names


# Where paragraphs begin


def joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """One paragraph of two that follow each other, of the kind of the first, shown with one space between them.

    Between those that follow each other in the text without anything between them there is none.
    """
    gap = first.end < second.start
    at = len(first.shown) + gap
    moved = tuple(piece._replace(shown=piece.shown + at) for piece in second.pieces)
    return replace(
        first,
        spans=first.spans + second.spans,
        shown=f"{first.shown}{' ' if gap else ''}{second.shown}",
        pieces=(*first.pieces, *([Piece(at - 1, first.end, 1)] if gap else []), *moved),
    )


def split(text: str, paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph] | None:
    """The two paragraphs of one that a break at an offset of the text makes; None where one of them would be empty.

    The second begins with the first shown character at the offset or after it, white space aside; both are of the kind
    of the whole and have its number.
    """
    shown = paragraph.shown
    at = paragraph.to_shown(offset)
    while at < len(shown) and shown[at] == " ":
        at += 1
    left = shown[:at].rstrip(" ")
    if not left or at >= len(shown) or unicodedata.combining(shown[at]):
        return None
    cut = paragraph.to_text(at)
    before, after = _spans_cut(text, paragraph.spans, cut)
    first = replace(paragraph, spans=before, shown=left, pieces=_pieces(paragraph.pieces, 0, len(left)))
    second = replace(paragraph, spans=after, shown=shown[at:], pieces=_pieces(paragraph.pieces, at, len(shown)))
    return first, second


def _spans_cut(text: str, spans: Iterable[Span], cut: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    before: list[Span] = []
    after: list[Span] = []
    for start, end in spans:
        if start < cut:
            stop = min(end, cut)
            stop = start + len(text[start:stop].rstrip()) if stop < end else stop
            before += [Span(start, stop)] if start < stop else []
        if end > cut:
            after.append(Span(max(start, cut), end))
    return tuple(before), tuple(after)


def _pieces(pieces: Iterable[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of the shown characters `start` to `end`, of a text that begins with the first of these."""
    found = []
    for piece in pieces:
        first, last = max(piece.shown, start), min(piece.shown + piece.length, end)
        if first < last:
            found.append(Piece(first - start, piece.start + first - piece.shown, last - first))
    return tuple(found)


def _broken(article: Article, breaks: Mapping[int, bool]) -> tuple[Paragraph, ...]:
    """The paragraphs, numbered anew, with those joined and split that are to be."""
    if not breaks:
        return article.paragraphs
    paragraphs = [*article.paragraphs]
    for offset, begins in sorted(breaks.items()):
        i = bisect_right(paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        if i < 0:
            continue
        if begins and (parts := split(article.version.text, paragraphs[i], offset)):
            paragraphs[i : i + 1] = parts
        elif not begins and i and paragraphs[i].start == offset:
            paragraphs[i - 1 : i + 1] = [joined(paragraphs[i - 1], paragraphs[i])]
    return tuple(p if p.n == n else replace(p, n=n) for n, p in enumerate(paragraphs, 1))


# Kinds


def _with_kinds(
    paragraphs: tuple[Paragraph, ...], rules: Sequence[OutletRule], kinds: Sequence[tuple[Span, Kind]]
) -> tuple[Paragraph, ...]:
    """The paragraphs with the kinds that a person gave, of which one headline at most takes the other's place."""
    if not (rules or kinds):
        return paragraphs
    given: dict[int, tuple[Kind, str]] = {}
    for rule in rules:
        given |= dict.fromkeys(rule.numbers(paragraphs), (rule.kind, OF_THE_OUTLET))
    chosen: list[int] = []
    for span, kind in kinds:
        first = bisect_right(paragraphs, span.start - 1, key=lambda paragraph: paragraph.start)
        for paragraph in paragraphs[first:]:
            if paragraph.start >= span.end:
                break
            given[paragraph.n] = kind, YOU
            chosen.append(paragraph.n)
    headline = next((n for n in reversed(chosen) if given[n][0] is Kind.HEADLINE), None)
    for paragraph in paragraphs if headline else ():
        if paragraph.n != headline and given.get(paragraph.n, (paragraph.kind,))[0] is Kind.HEADLINE:
            given[paragraph.n] = Kind.BODY, YOU
    return tuple(
        replace(p, kind=given[p.n][0], reason=given[p.n][1]) if p.n in given and given[p.n][0] is not p.kind else p
        for p in paragraphs
    )


def _new_title(article: Article, paragraphs: Iterable[Paragraph]) -> str:
    """The title that a headline gives which a person chose; empty where the title does not come from the text."""
    from articles.facts_told import IN_THE_TEXT  # imported where used: few stories have an article that is amended

    was = next((p.shown for p in article.paragraphs if p.kind is Kind.HEADLINE), "")
    now = next((p.shown for p in paragraphs if p.kind is Kind.HEADLINE), "")
    from_text = article.origins.get("title") in {IN_THE_TEXT, *MADE_UP} or article.title == was
    return now if now and now not in (was, article.title) and from_text else ""


# Names


def _told_apart(read: Sequence[Article], articles: Sequence[Article]) -> Iterable[Article]:
    """The articles, with a number behind the name of each outlet that occurs before, now that a person gave some."""
    if all(article.origins.get("outlet") != YOU for article in articles):
        return articles
    names = [
        article.outlet if article.origins.get("outlet") == YOU else name
        for article, name in zip(articles, outlet_names(read), strict=True)
    ]
    apart: dict[str, Article] = {}
    for article, name in zip(articles, names, strict=True):
        outlet, number = name, 1
        while outlet in apart:
            number += 1
            outlet = f"{name} {number}"
        same = outlet == article.outlet
        apart[outlet] = article if same else replace(article, outlet=outlet, as_read=article.as_read or article)
    return apart.values()


def _followed(title: str, before: Sequence[Article], after: Sequence[Article]) -> str:
    """The story's title, which is that of its first article where none was given."""
    return after[0].title if before and title == before[0].title else title
