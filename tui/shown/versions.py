"""Two versions of an article as a difference that can be read: headline and figures first, with the tags on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.model import Kind
from articles.versions_difference import How, Words, difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.anchoring.versions import KeptVersion
    from annotations.codebook.codebook import Codebook
    from articles.model import Paragraph
    from articles.versions_difference import Change, Difference

QUOTED_CHARACTERS = 60
"""The most characters of a tagged passage that are shown."""

AROUND = {How.TAKEN_OUT: ("[-", "-]"), How.ADDED: ("{+", "+}"), How.SAME: ("", "")}
"""What stands around the words of a changed paragraph that went and came, as programs that compare words write it."""


class Entry(NamedTuple):
    """What became of a paragraph."""

    label: str
    """`changed, paragraph 3`"""
    parts: tuple[Words, ...]
    tags: tuple[str, ...]
    """A sentence for each annotation on it, in one version or both."""


class Section(NamedTuple):
    """Entries of one sort."""

    title: str
    entries: tuple[Entry, ...]


def sections(old: KeptVersion, new: KeptVersion, codebook: Codebook) -> list[Section]:
    """How a later version differs from an earlier one; nothing where they say the same."""
    found = difference(old.article, new.article)
    silent = [_entry(change, old, new, codebook) for change in found.silent]
    rest = [_entry(change, old, new, codebook) for change in found.told if change not in found.silent]
    facts = [
        Entry(f"other {fact.fact}", (Words(How.TAKEN_OUT, fact.old), Words(How.ADDED, fact.new)), ())
        for fact in found.facts
        if fact.fact != "title" or not _tells_headline(found)
    ]
    every = [Section("Headline and figures", (*facts, *silent)), Section("In the order of the text", tuple(rest))]
    return [section for section in every if section.entries]


def _tells_headline(found: Difference) -> bool:
    return any(change.kind is Kind.HEADLINE for change in found.told)


def _entry(change: Change, old: KeptVersion, new: KeptVersion, codebook: Codebook) -> Entry:
    parts = tuple(change.words) if change.how is How.CHANGED else (Words(change.how, _shown(change)),)
    before, after = _tags(old, change.old, codebook), _tags(new, change.new, codebook)
    tags = tuple(f"{_when(told in before, told in after)} {told}" for told in dict.fromkeys([*before, *after]))
    return Entry(_label(change), parts, tags)


def _when(before: bool, after: bool) -> str:
    return "tagged" if before and after else "tagged before" if before else "tagged now"


def _shown(change: Change) -> str:
    paragraph = change.new or change.old
    return paragraph.shown if paragraph else ""


def _label(change: Change) -> str:
    numbers = list(dict.fromkeys(str(p.n) for p in (change.old, change.new) if p))
    what = "headline" if change.kind is Kind.HEADLINE else "paragraph"
    told = [change.how.value + (" and moved" if change.moved and change.how is How.CHANGED else "")]
    told += [f"{what} {', now '.join(numbers)}" if what == "paragraph" else what]
    told += [f"{before or 'nothing'} became {after or 'nothing'}" for before, after in change.figures]
    return ", ".join(told)


def _tags(version: KeptVersion, paragraph: Paragraph | None, codebook: Codebook) -> list[str]:
    """What is tagged in a paragraph: `claim “They voted.”`."""
    if paragraph is None:
        return []
    text, found = version.article.version.text, []
    for annotation in version.annotations:
        start, end = annotation.span
        if start < paragraph.end and paragraph.start < end:
            quote = " ".join(text[start:end].split())
            quote = quote[:QUOTED_CHARACTERS] + ("…" if len(quote) > QUOTED_CHARACTERS else "")
            tags = ", ".join(codebook.tag(tag).name for tag in annotation.tags) or "with a note"
            found.append(f"{tags} “{quote}”")
    return found


def as_text(shown: Sequence[Section]) -> Iterator[str]:
    """The sections as lines: what went in `[-` and `-]`, what came in `{+` and `+}`."""
    for i, section in enumerate(shown):
        yield from ([""] if i else [])
        yield section.title
        for entry in section.entries:
            yield f"  {entry.label}"
            yield f"    {marked(entry)}"
            yield from (f"      {tag}" for tag in entry.tags)


def marked(entry: Entry) -> str:
    """The words of an entry; those that went and came are marked where only some did."""
    if len(entry.parts) == 1:
        return entry.parts[0].text
    return "".join(part.text.join(AROUND[part.how]) for part in entry.parts)
