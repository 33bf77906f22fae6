"""The head that clippers and other programs write above a text: lines of names and values, for programs.

Obsidian's clipper, MarkDownload, trafilatura and pandoc write it in YAML between two lines `---`; Jina Reader writes
lines as `Title: ...` down to `Markdown Content:`; pandoc knows lines behind `%` too. YAML is read as far as such heads
have it: names with a text, a list, or lines set in.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.model import Span

_YAML = re.compile(r"\s*---\n(?:[^\W\d_][\w.-]*(?: [\w.-]+){0,2}:(?: .*)?\n|[ #-].*\n)+?(?:---|\.\.\.)(?=\n|$)")
_JINA = re.compile(
    r"\s*(?:(?:Title|URL Source|Published Time|Number of Pages|Description|Warning):.*\n\s*)+Markdown Content:"
)
_PANDOC = re.compile(r"% *\S.*\n(?:%.*\n){1,2}(?=\n)")
_NAME = re.compile(r"([^\W\d_][\w .-]*):(?: +|$)")
_DEEPER = re.compile(r" *(- +)?(?:name: +)?")
_OTHER = re.compile(r" *(?:- +)?(?:url|id|type|@type|sameas|email|slug|image):", re.IGNORECASE)
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")
_BLOCK_SIGNS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))
_NOTHING = frozenset(("null", "~", "none", "[]", "''", '""'))


TITLES = ("title", "headline")
AUTHORS = ("author", "authors", "byline", "by", "creator", "writer")
DATES = (
    "published", "published time", "date published", "datepublished", "published at", "publish date", "pubdate", "date",
)  # fmt: skip
"""What heads call the title, the authors, the day of publication; the first that an article has counts."""


class Value(NamedTuple):
    """A value of a head, and where it stands in the text."""

    text: str
    """Without quotation marks and brackets, on one line."""
    span: Span
    """Where it stands, quotation marks not counted."""


class Head(NamedTuple):
    """What stands above a text for programs."""

    end: int
    """The offset at which it ends; 0 where there is none."""
    values: dict[str, list[Value]]
    """By their names in small letters, words apart by one blank; the first of two with one name."""

    def of(self, names: tuple[str, ...]) -> list[Value]:
        """The values of the first of these names that the head has."""
        return next((self.values[name] for name in names if name in self.values), [])


NO_HEAD = Head(0, {})


def head_of(text: str) -> Head:
    """The head that a text in form 1 has, `NO_HEAD` without one."""
    found = _YAML.match(text) or _JINA.match(text)
    if not found:
        return _title_block(text)
    values: dict[str, list[Value]] = {}
    current: list[Value] = []
    at = found.start()
    for line in found[0].split("\n"):
        begin, at = at, at + len(line) + 1
        name = _NAME.match(line)
        if name:
            current = values.setdefault(" ".join(re.split(r"[\s_.-]+", name[1].lower())), [])
            if not current and line[name.end() :].strip() not in _BLOCK_SIGNS:
                current += _values(line, name.end(), begin)
        elif line.startswith((" ", "-")) and line.strip("- .") and not _OTHER.match(line):
            opening = _DEEPER.match(line)
            more = _values(line, opening.end() if opening else 0, begin)
            if current and more and not (opening and opening[1]):
                last = current.pop()
                more = [Value(f"{last.text} {more[0].text}", Span(last.span.start, more[-1].span.end))]
            current += more
    return Head(found.end(), {name: given for name, given in values.items() if given})


def _title_block(text: str) -> Head:
    """The head of pandoc's own: up to three lines behind `%` with title, authors and date."""
    found = _PANDOC.match(text)
    if not found:
        return NO_HEAD
    values: dict[str, list[Value]] = {}
    at = 0
    for name, line in zip(("title", "author", "date"), found[0].split("\n"), strict=False):
        given = _value(line, 1, len(line), at) if line else []
        values |= {name: given} if given else {}
        at += len(line) + 1
    return Head(found.end() - 1, values)


def _values(line: str, at: int, begin: int) -> list[Value]:
    """The values in a line from `at` on: one, or those of a list in brackets; none where it says there are none."""
    rest = line[at:].strip()
    if rest.lower() in _NOTHING:
        return []
    if rest.startswith("[") and rest.endswith("]") and not rest.startswith("[["):
        inside = line.index("[", at) + 1
        return [
            value
            for part in re.finditer(
                r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\]]+)", line[inside : line.rindex("]")]
            )
            for value in _value(line, inside + part.start(1), inside + part.end(1), begin)
        ]
    return _value(line, at, len(line), begin)


def _value(line: str, start: int, end: int, begin: int) -> list[Value]:
    while start < end and line[start] == " ":
        start += 1
    end = start + len(line[start:end].rstrip())
    quoted = _QUOTED.fullmatch(line, start, end)
    text = line[start:end]
    if quoted:
        start, end = start + 1, end - 1
        text = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted[1] is not None else quoted[2].replace("''", "'")
    if text.startswith("[[") and text.endswith("]]"):  # a link of Obsidian: [[Page]] or [[Page|shown]]
        start, end = start + 2 + len(text[2:].rpartition("|")[0]) + ("|" in text), end - 2
        text = text[2:-2].rpartition("|")[2]
    return [Value(" ".join(text.split()), Span(begin + start, begin + end))] if text.strip() else []
