"""Plain text, and the Markdown in it, to blocks: lines, hard-wrapped paragraphs, headings, list items.

Markdown marks are hidden wherever they stand in a text, whatever its file is called.
"""

from __future__ import annotations

from typing import NamedTuple

from articles.blocks import MAX_BLOCKS, Block, hide_unseen, too_many_blocks, visible
from articles.decode import decode
from articles.errors import NewsreaderError
from articles.form import hidden_characters, text_form_1
from articles.model import Kind, Span
from articles.readers.dumps import addresses_at_end, hide_placeholders, placeholder
from articles.readers.front_matter import NO_HEAD, head_of
from articles.readers.groups import Group, grouped
from articles.readers.head_blocks import head_blocks
from articles.readers.hyphens import Hyphens
from articles.readers.lines import is_wide, lines_of
from articles.readers.links import definitions, hide_links, is_definition
from articles.readers.markdown import hide_marks, hide_opening, hide_tags, is_fence, is_of_pandoc
from articles.readers.page_breaks import across_pages
from articles.readers.reading import Reading
from articles.readers.unwrapping import HYPHENS

_ALL = 0.95
"""The share of link text from which an item of a list is a link and nothing else."""


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of a text file; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where the bytes are empty, not text, in an encoding that cannot be recognised, or too
    many blocks.
    """
    decoded, notices = decode(data, name)
    text = text_form_1(decoded)
    hidden = hidden_characters(decoded)
    if hidden:
        notices += (f"{hidden} control or invisible character{'s' if hidden > 1 else ''} taken out",)
    try:
        found = blocks(text)
    except NewsreaderError as error:
        raise NewsreaderError(error.what, where=name, todo=error.todo) from None
    if not found:
        raise NewsreaderError("the file is empty", where=name, todo="give a file that holds an article's text")
    head = head_of(text)
    if head is NO_HEAD:
        return [Reading(text, found, notices)]
    from articles.readers.clipping import told_by  # imported where used: most texts have no head

    told, origins = told_by(head, text)
    return [Reading(text, found, notices, **told._asdict(), origins=origins)]


class _Text(NamedTuple):
    """A text and what all of it tells of each of its blocks."""

    text: str
    hyphens: Hyphens
    defined: frozenset[str]
    """The names of links that are defined in lines of their own."""
    start: int
    """Where its first line begins."""
    captions: bool
    """Whether the descriptions of images are their captions."""
    numbered: int
    """How many links a text browser numbered."""


def blocks(text: str) -> list[Block]:
    """The blocks of a text in form 1, in order; every character that can be seen lies in exactly one.

    Raises NewsreaderError where there are more than `MAX_BLOCKS`.
    """
    lines = lines_of(text, MAX_BLOCKS * 10)
    if len(lines) > MAX_BLOCKS * 10:
        raise too_many_blocks()
    head = head_of(text)
    above = sum(line.end <= head.end for line in lines)
    addresses = addresses_at_end(text, lines[above:])
    groups = across_pages(text, grouped(text, lines[above : above + addresses.first]))
    groups += [Group([line], address=True) for line in lines[above + addresses.first :]]
    if len(groups) + above > MAX_BLOCKS:
        raise too_many_blocks()
    start = lines[0].start if lines else 0
    whole = _Text(text, _hyphens(text, groups), definitions(text), start, is_of_pandoc(text), addresses.links)
    below = [_block(whole, group) for group in groups]
    return [*head_blocks(text, lines[:above], head, below), *below]


def _hyphens(text: str, groups: list[Group]) -> Hyphens:
    broken = hyphens = 0
    own_only = False
    for group in groups:
        for line in group.lines[:-1]:
            broken += 1
            if text[line.end - 1] in HYPHENS:
                own_only = own_only or text.rfind("](", line.start, line.end) > text.rfind(" ", line.start, line.end)
                hyphens += text[line.end - 2].isalpha()
    return Hyphens(text, broken, hyphens, own_only=own_only)


def _block(whole: _Text, group: Group) -> Block:
    text, first, last = whole.text, group.lines[0], group.lines[-1]
    start, end = first.start, group.lines[-2].end if group.underlined else last.end
    hidden = bytearray(end - start)
    numbered = group.item > 0 and text[first.content].isdigit()
    level = hide_opening(text, start, end, 0 if numbered else group.item, hidden)
    raw = text[start:end]
    links = hide_links(raw, hidden, whole.defined)
    alone = len(links.images) == 1 and not visible(text, start, hidden)[0]
    if alone:  # a picture: its description is shown, though only a caption is text
        begin, finish = links.images[0]
        hidden[begin:finish] = bytes(finish - begin)
    hide_marks(raw, hidden)
    hide_tags(raw, hidden)
    hide_placeholders(raw, whole.numbered, hidden)
    _hide_breaks(whole, group, hidden)
    hide_unseen(text, start, hidden)
    shown, pieces = visible(text, start, hidden)
    kind, reason = _told(whole, group, raw, alone=alone)
    if not kind and group.item and not numbered and links.length >= _ALL * len(shown):
        kind, reason = Kind.BOILERPLATE, "nav"
    bare = not shown or is_fence(text, start, end)
    if bare:
        unhidden = bytearray(last.end - start)
        hide_unseen(text, start, unhidden)
        shown, pieces = visible(text, start, unhidden)
    if group.underlined:
        level = 1 if text[last.start] == "=" else 2
    return Block(
        spans=(Span(start, last.end),),
        shown=shown,
        pieces=pieces,
        heading=level,
        listed=group.item > 0,
        linked=min(1.0, links.length / len(shown)),
        bare=bare or not any(map(str.isalnum, shown)) or is_definition(text, start, end),
        tight=first.tight,
        kind=kind,
        reason=reason,
    )


def _told(whole: _Text, group: Group, raw: str, *, alone: bool) -> tuple[Kind | None, str]:
    """The kind of a block that is certain, and the reason; `alone` says that it is a picture and nothing else."""
    if alone:
        return (Kind.CAPTION, "") if whole.captions else (Kind.BOILERPLATE, "image")
    first = group.lines[0].start == whole.start
    reason = "links" if group.address else placeholder(raw, first=first)
    return (Kind.BOILERPLATE, reason) if reason else (None, "")


def _hide_breaks(whole: _Text, group: Group, hidden: bytearray) -> None:
    """Hide the line breaks inside words, with the hyphen where a program put it, and those without a blank in them."""
    text, start = whole.text, group.lines[0].start
    for line in group.between:
        _hide(hidden, line.start - start, line.end - start)
    lines = group.lines[:-1] if group.underlined else group.lines
    for i in range(len(lines) - 1):
        end, begin = lines[i].end, lines[i + 1].content
        last = text[end - 1]
        if is_wide(last) and is_wide(text[begin]):
            _hide(hidden, end - start, begin - start)
        elif last in HYPHENS and end - lines[i].content > 1 and text[end - 2].isalpha():
            after = _word_at(text, begin, lines[i + 1].end)
            if whole.hyphens.leaves_blank(after) or not after:
                continue
            own = whole.hyphens.belongs_to_word(_word_before(text, lines[i].content, end - 1), after)
            _hide(hidden, end - start - (not own), begin - start)


def _word_at(text: str, start: int, end: int) -> str:
    at = start
    while at < end and text[at].isalnum():
        at += 1
    return text[start:at]


def _word_before(text: str, start: int, end: int) -> str:
    """The word that ends at `end`, with hyphens inside it."""
    at = end
    while at > start and (text[at - 1].isalnum() or text[at - 1] in HYPHENS):
        at -= 1
    return text[at:end]


def _hide(hidden: bytearray, start: int, end: int) -> None:
    hidden[start:end] = b"\x01" * (end - start)
