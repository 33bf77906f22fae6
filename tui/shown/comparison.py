"""Compares the accounts on a row: what each says alone, and how each quotes what others quote; pure."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from articles.compare import compare
from articles.model import Kind, ParagraphId
from articles.quotes import quotes
from tui.page.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from articles.compare import Stretch
    from articles.model import Span
    from articles.quotes import Quote
    from tui.shown.rows import ShownRows

QUOTATION_CHARACTERS = 80
"""The most characters of a quotation that a sentence about it shows."""
OWN_BRACKETS = ("[", "]")
"""The brackets around what one account alone has, in a comparison as text."""

_CHANGED = frozenset({"altered", "cut"})


class Account(NamedTuple):
    """What one article says on a row, or elsewhere in its best counterpart."""

    article: int
    paragraph_ids: tuple[ParagraphId, ...]
    row: int
    """The number of the paragraphs' row, from 1: the compared row, or that of the best counterpart."""
    about: tuple[str, ...]
    """A sentence about each of its quotations that another account has altered or cut."""


class Comparison(NamedTuple):
    """The accounts on a row, compared."""

    number: int
    """The row's number in the alignment, from 1."""
    accounts: tuple[Account, ...]
    """In the order of the columns; articles without anything to compare are left out."""
    marks: Mapping[ParagraphId, tuple[Mark, ...]]
    """For each paragraph, what is its account's `own`, `quoted`, or `changed` (a quotation that was altered or cut)."""
    note: str
    """A sentence on which outlet is alone on the row and which have nothing like it; or empty."""


def compared(shown: ShownRows, row: int, order: Sequence[int], common: Collection[str]) -> Comparison:
    """Compare the accounts on a shown row, by its index; `order` is the order of the articles.

    An article without a paragraph on the row is represented by its best counterpart elsewhere. `common` are the words
    of the story that say nothing by themselves (`articles.wording.common_words`).
    """
    number = shown.rows[row].number
    cells = [_unfolded(shown, article, cell) for article, cell in enumerate(shown.alignment.rows[number - 1].cells)]
    found = [(article, paragraph_ids) for article in order if (paragraph_ids := _paragraph_ids(shown, article, cells))]
    texts = [[shown.paragraph(where).shown for where in paragraph_ids] for _, paragraph_ids in found]
    whole = [" ".join(parts) for parts in texts]
    said = quotes(whole, common)
    marks: dict[ParagraphId, tuple[Mark, ...]] = {}
    for i, (stretches, (_, paragraph_ids)) in enumerate(zip(compare(whole, common), found, strict=True)):
        of_text = [_mark(whole[i], s, "own") for s in stretches if not s.others and len(found) > 1]
        of_text += [_mark(whole[i], s, "quoted") for s in stretches if s.quoted]
        of_text += [Mark(*quote.span, "changed") for quote in said if quote.text == i and quote.status in _CHANGED]
        starts = accumulate((len(text) + 1 for text in texts[i]), initial=0)
        for where, start, text in zip(paragraph_ids, starts, texts[i], strict=False):
            marks[where] = tuple(_within(of_text, start, start + len(text)))
    drawn = [" ".join(map(shown.drawn, paragraph_ids)) for _, paragraph_ids in found]
    outlets = [shown.covered_story.articles[article].outlet for article, _ in found]
    having = {article for article, _ in found}
    lacking = [shown.covered_story.articles[article].outlet for article in order if article not in having]
    accounts = tuple(
        Account(article, paragraph_ids, shown.number_of[paragraph_ids[0]], tuple(_about(i, said, drawn, outlets)))
        for i, (article, paragraph_ids) in enumerate(found)
    )
    return Comparison(number, accounts, marks, _note(number, accounts, outlets, lacking))


def _unfolded(shown: ShownRows, article: int, cell: Sequence[int]) -> list[int]:
    """The paragraphs of a cell without folded boilerplate; hidden columns are compared too."""
    kinds = ((n, shown.paragraph(ParagraphId(article, n)).kind) for n in cell)
    return [n for n, kind in kinds if not (shown.folded and kind is Kind.BOILERPLATE)]


def _paragraph_ids(shown: ShownRows, article: int, cells: Sequence[Sequence[int]]) -> tuple[ParagraphId, ...]:
    """An article's paragraphs on a row, else its best counterpart elsewhere of a paragraph on the row."""
    if cells[article]:
        return tuple(ParagraphId(article, n) for n in cells[article])
    links = [
        link
        for other, cell in enumerate(cells)
        for n in cell
        for link in shown.links.get(ParagraphId(other, n), ())
        if article in (link.a.article, link.b.article)
    ]
    if not links:
        return ()
    best = max(links, key=lambda link: link.score)
    return (best.a if best.a.article == article else best.b,)


def _mark(text: str, stretch: Stretch, name: str) -> Mark:
    """The mark of a stretch, without the white space around it."""
    words = text[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    return Mark(start, start + len(words.strip()), name)


def _within(marks: Sequence[Mark], start: int, end: int) -> Iterator[Mark]:
    """The parts of marks from character `start` to before `end`, counted from `start`."""
    for mark in marks:
        if mark.start < end and start < mark.end:
            yield mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)


def _about(i: int, said: Sequence[Quote], texts: Sequence[str], outlets: Sequence[str]) -> Iterator[str]:
    for quote in said:
        if quote.text == i and quote.status in _CHANGED:
            like = said[quote.like]
            other = f"{outlets[like.text]} {_words(texts[like.text], like.span)}"
            yield f"{_words(texts[i], quote.span)} {quote.status}: {other}"


def _words(text: str, span: Span) -> str:
    words = text[span.start : span.end]
    return words if len(words) <= QUOTATION_CHARACTERS else f"{words[: QUOTATION_CHARACTERS - 1].rstrip()}…"


def _note(number: int, accounts: Sequence[Account], outlets: Sequence[str], lacking: Sequence[str]) -> str:
    if len(accounts) == 1:
        return f"only {outlets[0]} has this"
    here = [outlet for account, outlet in zip(accounts, outlets, strict=True) if account.row == number]
    alone = f"{here[0]} is alone on this row: the nearest elsewhere" if len(here) == 1 else ""
    nothing = f"nothing like it in {', '.join(lacking)}" if lacking else ""
    return " · ".join(filter(None, (alone, nothing)))


def as_text(shown: ShownRows, of: Comparison) -> str:
    """The comparison as text for the clipboard; what one account alone has stands in brackets."""
    parts = [
        f"Row {of.number} of {len(shown.alignment.rows)}; words in {' '.join(OWN_BRACKETS)} stand in one account only"
    ]
    for account in of.accounts:
        elsewhere = f", row {account.row}" if account.row != of.number else ""
        numbers = ", ".join(str(where.n) for where in account.paragraph_ids)
        head = f"{shown.covered_story.articles[account.article].outlet}{elsewhere}, paragraph {numbers}:"
        parts.append(
            "\n".join([head, *(_bracketed(shown.drawn(where), of.marks[where]) for where in account.paragraph_ids)])
        )
    return "\n\n".join(parts)


def _bracketed(text: str, marks: Sequence[Mark]) -> str:
    for mark in sorted(marks, reverse=True):
        if mark.name == "own":
            text = (
                f"{text[: mark.start]}{OWN_BRACKETS[0]}{text[mark.start : mark.end]}{OWN_BRACKETS[1]}{text[mark.end :]}"
            )
    return text
