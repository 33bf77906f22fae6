"""Compares the accounts of a row: what they share, which numbers, names and quotations differ, how firmly it is known.

Pure. An account is what stands on the row, else what is linked with it elsewhere, else the likeliest passage, which is
called not linked.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from articles.compare import compare
from articles.likeliest import likeliest
from articles.model import Kind, ParagraphId
from articles.numbers import numbers
from articles.quotes import quotes
from articles.similarity import words
from tui.page.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from articles.compare import Stretch
    from articles.model import Link, Span
    from articles.names import Names
    from articles.quotes import Quote
    from tui.shown.rows import ShownRows

QUOTATION_CHARACTERS = 80
"""The most characters of a quotation that a sentence about it shows, and of a paragraph that is only named."""
MOST_NAMED = 3
"""The most further paragraphs of an article that are named with their words."""
OWN_BRACKETS = ("[", "]")
"""The brackets around what one account alone has, in a comparison as text."""

_CHANGED = frozenset({"altered", "cut"})


class Account(NamedTuple):
    """What one article says on a row, or elsewhere."""

    article: int
    paragraph_ids: tuple[ParagraphId, ...]
    row: int
    """The number of the paragraphs' row, from 1: the compared row, or that of the best counterpart."""
    link: Link | None
    """The best link of these paragraphs with the compared row; None without any."""
    more: tuple[Link, ...]
    """The links of the compared row with other paragraphs of the article, the best first."""
    about: tuple[str, ...]
    """A sentence about each of its quotations that another account has altered or cut."""


class Comparison(NamedTuple):
    """The accounts of a row, compared."""

    number: int
    """The row's number in the alignment, from 1."""
    accounts: tuple[Account, ...]
    """In the order of the columns; articles without anything to compare are left out."""
    marks: Mapping[ParagraphId, tuple[Mark, ...]]
    """For each paragraph, what is `shared` with another account, `own` (a number, a name or a quotation that no other
    has), `quoted`, or `changed` (a quotation that was altered or cut)."""
    note: str
    """A sentence on which outlet is alone on the row and which have no link with it; or empty."""


class Lexicon(NamedTuple):
    """What is known of the words of a story."""

    common: Collection[str]
    """The words that say nothing by themselves (`articles.wording.common_words`)."""
    names: Names


def compared(shown: ShownRows, row: int, order: Sequence[int], lexicon: Lexicon) -> Comparison:
    """Compare the accounts of a shown row, by its index; `order` is the order of the articles."""
    number = shown.rows[row].number
    cells = [_unfolded(shown, article, cell) for article, cell in enumerate(shown.alignment.rows[number - 1].cells)]
    here = [ParagraphId(article, n) for article, cell in enumerate(cells) for n in cell]
    links = {article: _links(shown, here, article) for article in order}
    found = [(article, ids) for article in order if (ids := _ids(shown, article, here, links[article], lexicon.common))]
    marks, about = _compared([ids for _, ids in found], [article for article, _ in found], shown, lexicon)
    accounts = tuple(
        Account(article, ids, shown.number_of[ids[0]], *_known(links[article], article, ids), about[i])
        for i, (article, ids) in enumerate(found)
    )
    return Comparison(number, accounts, marks, _note(shown, number, accounts, [a for a in order if not links[a]]))


def _unfolded(shown: ShownRows, article: int, cell: Sequence[int]) -> list[int]:
    """The paragraphs of a cell without folded boilerplate; hidden columns are compared too."""
    kinds = ((n, shown.paragraph(ParagraphId(article, n)).kind) for n in cell)
    return [n for n, kind in kinds if not (shown.folded and kind is Kind.BOILERPLATE)]


def _links(shown: ShownRows, here: Sequence[ParagraphId], article: int) -> list[Link]:
    """The links of a row's paragraphs of other articles with an article, those by hand and then the best first."""
    found = {
        link
        for where in here
        for link in shown.links.get(where, ())
        if where.article != article == link.other(where).article
    }
    return sorted(found, key=lambda link: (not link.by_hand, -link.score, link))


def _ids(
    shown: ShownRows, article: int, here: Sequence[ParagraphId], links: Sequence[Link], common: Collection[str]
) -> tuple[ParagraphId, ...]:
    """An article's paragraphs on a row, else its best counterpart elsewhere, else its likeliest paragraph."""
    own = tuple(where for where in here if where.article == article)
    if own:
        return own
    if links:
        return (_end(links[0], article),)
    if all(shown.paragraph(where).kind is Kind.HEADLINE for where in here):
        return ()
    passage = " ".join(shown.paragraph(where).shown for where in here)
    n = likeliest(passage, shown.story.articles[article], common)
    return () if n is None else (ParagraphId(article, n),)


def _end(link: Link, article: int) -> ParagraphId:
    return link.a if link.a.article == article else link.b


def _known(
    links: Sequence[Link], article: int, paragraph_ids: Sequence[ParagraphId]
) -> tuple[Link | None, tuple[Link, ...]]:
    """The best of an article's links that is of these paragraphs, and the best link of each of its others."""
    best = next((link for link in links if _end(link, article) in paragraph_ids), None)
    more = {_end(link, article): link for link in reversed(links) if _end(link, article) not in paragraph_ids}
    return best, tuple(link for link in links if more.get(_end(link, article)) == link)


def strength(link: Link | None) -> str:
    """How firmly two passages are known to say the same: `45% strong`, `12% weak`, `by hand`, `not linked`."""
    if link is None:
        return "not linked"
    percent = f"{link.score:.0%} " if link.score else ""
    return f"{percent}{'by hand' if link.by_hand else 'strong' if link.strong else 'weak'}"


def head(shown: ShownRows, of: Comparison, account: Account) -> str:
    """What stands over an account: its outlet, its row where that is another, and how firmly the two are linked."""
    parts = [shown.covered_story.articles[account.article].outlet]
    if account.row != of.number:
        parts.append(f"row {account.row}")
    if account.link or account.row != of.number or sum(other.row == of.number for other in of.accounts) > 1:
        parts.append(strength(account.link))
    return " · ".join(parts)


def more_lines(shown: ShownRows, account: Account) -> Iterator[str]:
    """A line on each other paragraph of an account's article that is linked with the compared row."""
    for link in account.more[:MOST_NAMED]:
        where = _end(link, account.article)
        yield f"also row {shown.number_of[where]} · {strength(link)} · {_cropped(shown.drawn(where))}"
    if len(account.more) > MOST_NAMED:
        rows = ", ".join(str(shown.number_of[_end(link, account.article)]) for link in account.more[MOST_NAMED:])
        yield f"also on row {rows}"


# What is marked


def _compared(
    found: Sequence[Sequence[ParagraphId]], articles: Sequence[int], shown: ShownRows, lexicon: Lexicon
) -> tuple[dict[ParagraphId, tuple[Mark, ...]], list[tuple[str, ...]]]:
    """The marks of each paragraph, and for each account sentences about its quotations."""
    texts = [[shown.paragraph(where).shown for where in ids] for ids in found]
    whole = [" ".join(parts) for parts in texts]
    said = quotes(whole, lexicon.common)
    facts = [[*_facts(parts, article, lexicon.names)] for parts, article in zip(texts, articles, strict=True)]
    values = [{value for _, _, value in of_text} for of_text in facts]
    known = [has | set(words(text)) for has, text in zip(values, whole, strict=True)]
    marks: dict[ParagraphId, tuple[Mark, ...]] = {}
    for i, stretches in enumerate(compare(whole, lexicon.common)):
        of_text = [*_shared(whole[i], stretches)]
        of_text += [_mark(whole[i], s.start, s.end, "quoted") for s in stretches if s.quoted]
        if len(found) > 1:
            elsewhere = {key for j, keys in enumerate(known) if j != i for key in keys}
            own = [Mark(start, end, "own") for start, end, key in facts[i] if key not in elsewhere]
            of_text += [Mark(*span, "own") for span in _joined(whole[i], own)]
            of_text += [Mark(*q.span, "own") for q in said if q.text == i and q.status == "only here"]
        of_text += [Mark(*q.span, "changed") for q in said if q.text == i and q.status in _CHANGED]
        starts = accumulate((len(text) + 1 for text in texts[i]), initial=0)
        for where, start, text in zip(found[i], starts, texts[i], strict=False):
            marks[where] = tuple(_within(of_text, start, start + len(text)))
    drawn = [" ".join(map(shown.drawn, ids)) for ids in found]
    outlets = [shown.covered_story.articles[article].outlet for article in articles]
    return marks, [tuple(_about(i, said, drawn, outlets)) for i in range(len(found))]


def _facts(texts: Sequence[str], article: int, names: Names) -> Iterator[tuple[int, int, str]]:
    """The numbers and names of an account's paragraphs, which one space parts: start, end, and value or word."""
    at = 0
    for text in texts:
        counted = numbers(text)
        for start, end, value in counted:
            yield at + start, at + end, value
        for start, end, word in names.of(article, text):
            if not any(number.start < end and start < number.end for number in counted):
                yield at + start, at + end, word
        at += len(text) + 1


def _shared(text: str, stretches: Sequence[Stretch]) -> Iterator[Mark]:
    """What another text shares, but for single words, which say little."""
    for i, stretch in enumerate(stretches):
        count = len(text[stretch.start : stretch.end].split())
        beside = [other for other in (i - 1, i + 1) if 0 <= other < len(stretches) and stretches[other].others]
        if stretch.others and (count > 1 or beside):
            yield _mark(text, stretch.start, stretch.end, "shared")


def _mark(text: str, start: int, end: int, name: str) -> Mark:
    """The mark of a stretch, without the white space around it."""
    marked = text[start:end]
    start += len(marked) - len(marked.lstrip())
    return Mark(start, start + len(marked.strip()), name)


def _within(marks: Sequence[Mark], start: int, end: int) -> Iterator[Mark]:
    """The parts of marks from character `start` to before `end`, counted from `start`."""
    for mark in marks:
        if mark.start < end and start < mark.end:
            yield mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)


def _about(i: int, said: Sequence[Quote], texts: Sequence[str], outlets: Sequence[str]) -> Iterator[str]:
    for quote in said:
        if quote.text == i and quote.status in _CHANGED:
            like = said[quote.like]
            other = f"{outlets[like.text]} {_quoted(texts[like.text], like.span)}"
            yield f"{_quoted(texts[i], quote.span)} {quote.status}: {other}"


def _quoted(text: str, span: Span) -> str:
    return _cropped(text[span.start : span.end])


def _cropped(text: str) -> str:
    return text if len(text) <= QUOTATION_CHARACTERS else f"{text[: QUOTATION_CHARACTERS - 1].rstrip()}…"


# In words


def _note(shown: ShownRows, number: int, accounts: Sequence[Account], unlinked: Sequence[int]) -> str:
    """Which outlet is alone on the row, and which others have no link with it."""
    here = [account.article for account in accounts if account.row == number]

    def outlet(article: int) -> str:
        return shown.covered_story.articles[article].outlet

    alone = f"{outlet(here[0])} alone here" if len(here) == 1 else ""
    without = [outlet(article) for article in unlinked if article not in here]
    return " · ".join(filter(None, (alone, f"no link to {', '.join(without)}" if without else "")))


def as_text(shown: ShownRows, of: Comparison) -> str:
    """The comparison as text for the clipboard; what one account alone has stands in brackets."""
    brackets = " ".join(OWN_BRACKETS)
    parts = [
        f"Row {of.number} of {len(shown.alignment.rows)}; numbers, names and quotations in {brackets} "
        "stand in one account only"
    ]
    if of.note:
        parts[0] += f"\n{of.note}"
    for account in of.accounts:
        numbered = ", ".join(str(where.n) for where in account.paragraph_ids)
        lines = [_bracketed(shown.drawn(where), of.marks[where]) for where in account.paragraph_ids]
        title = f"{head(shown, of, account)}, paragraph {numbered}:"
        parts.append("\n".join([title, *lines, *more_lines(shown, account)]))
    return "\n\n".join(parts)


def _bracketed(text: str, marks: Sequence[Mark]) -> str:
    for start, end in reversed(_joined(text, [mark for mark in marks if mark.name == "own"])):
        text = f"{text[:start]}{OWN_BRACKETS[0]}{text[start:end]}{OWN_BRACKETS[1]}{text[end:]}"
    return text


def _joined(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The spans of marks, those that only a space or a hyphen parts as one."""
    spans: list[tuple[int, int]] = []
    for mark in sorted(marks):
        if spans and not text[spans[-1][1] : mark.start].strip(" -‐‑"):
            spans[-1] = spans[-1][0], max(spans[-1][1], mark.end)
        else:
            spans.append(mark[:2])
    return spans
