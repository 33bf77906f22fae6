"""HTML to tags, text and comments, each with the place where it stands: what the standard calls tokens.

`html.parser` would do, but what it makes of damaged pages differs from one Python to the next, and with it the text
that annotations are kept on; and it is quadratic in some of them. This follows the HTML standard and is linear.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
"""Elements that hold no markup and no character references."""

ESCAPABLE = frozenset(("title", "textarea"))
"""Elements that hold no markup, but character references."""

_NAMED = re.compile(r"</?[a-zA-Z]")
_OPENING = re.compile(r"<[a-zA-Z/!?]")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"((?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]++|(?=>)))?+)*+)>"
)
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
_UNQUOTED_END = re.compile(r"=\s*+[^\s\"'>=]++$")
_SHORT_COMMENT, _TAG_END = re.compile(r"-?>"), re.compile(">")
_COMMENT_END = re.compile(r"--!?>")
_FAR_REFERENCE = re.compile(r"&#(?:0*+[0-9]{8,}|[xX]0*+[0-9a-fA-F]{7,});?")
_NO_ATTRIBUTES: Mapping[str, str] = {}


class Token(NamedTuple):
    """A tag, a run of text or a comment."""

    name: str
    """Of a tag the element's, in lower case; `#text` and `#comment` else."""
    text: str
    """Of text and comments, character references resolved; empty for a tag."""
    attributes: Mapping[str, str]
    """Of a start tag, names in lower case; one without a value has an empty one."""
    closing: bool
    """Whether it is an end tag."""
    empty: bool
    """Whether it is a start tag that ends itself: `<br/>`."""
    start: int
    end: int
    """Where it stands in the markup, half-open."""


TEXT, COMMENT = "#text", "#comment"


def tokens(markup: str, *, xml: bool = False) -> Iterator[Token]:
    """The tags, texts and comments of the markup in order; `xml` for XHTML, where any element may end itself.

    A tag or a comment that the page breaks off in is left out, as browsers do.
    """
    at, begun, tag_pattern = 0, 0, _TAG  # `begun` is where the text began that goes on at `at`
    while (at := markup.find("<", at)) >= 0:
        tag = tag_pattern.match(markup, at)
        if tag is None and not _OPENING.match(markup, at):
            at += 1
            continue
        if at > begun:
            yield _text(markup, begun, at)
        if tag is None and not _NAMED.match(markup, at):
            token = _no_tag(markup, at, xml=xml)
            yield token
            at = begun = token.end
            continue
        if tag is None and tag_pattern is _TAG:  # a quote that nothing closes: from here on quotes mean nothing
            tag_pattern = _SIMPLE_TAG
            tag = tag_pattern.match(markup, at)
        if tag is None:
            return
        name, rest = tag[2].lower(), tag[3]
        empty = rest.endswith("/") and not tag[1] and not _UNQUOTED_END.search(rest)
        yield Token(
            name,
            "",
            _attributes(rest) if rest and not tag[1] else _NO_ATTRIBUTES,
            bool(tag[1]),
            empty and (xml or (name not in RAW and name not in ESCAPABLE)),
            at,
            tag.end(),
        )
        at = tag.end()
        if not tag[1] and (name in RAW or name in ESCAPABLE) and not (empty and xml):
            end = _end_of_raw(markup, name, at)
            if end > at:
                yield _text(markup, at, end, resolved=name in ESCAPABLE)
            at = end
        begun = at
    if begun < len(markup):
        yield _text(markup, begun, len(markup))


def _no_tag(markup: str, at: int, *, xml: bool) -> Token:
    """The comment, declaration or broken end tag at `at`; in XHTML the text of a CDATA section."""
    if markup.startswith("<!--", at):
        short = _SHORT_COMMENT.match(markup, at + 4)
        close = short or _COMMENT_END.search(markup, at + 4)
        start = at + 4
    elif xml and markup.startswith("<![CDATA[", at):
        stop = markup.find("]]>", at)
        stop = len(markup) if stop < 0 else stop
        return Token(TEXT, markup[at + 9 : stop], _NO_ATTRIBUTES, False, False, at, min(stop + 3, len(markup)))
    else:
        start = at + 2
        close = _TAG_END.search(markup, start)
    end = close.start() if close else len(markup)
    return Token(COMMENT, markup[start:end], _NO_ATTRIBUTES, False, False, at, close.end() if close else len(markup))


def _text(markup: str, start: int, end: int, *, resolved: bool = True) -> Token:
    text = markup[start:end]
    return Token(TEXT, resolve(text) if resolved else text, _NO_ATTRIBUTES, False, False, start, end)


def resolve(text: str) -> str:
    """The text with its character references resolved; one beyond all characters is U+FFFD."""
    if "&" not in text:
        return text
    return unescape(_FAR_REFERENCE.sub("\ufffd", text))


def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(raw):
        name = attribute[1].lower()
        if name not in found:
            found[name] = resolve(attribute[2] or attribute[3] or attribute[4] or "")
    return found


def _end_of_raw(markup: str, name: str, at: int) -> int:
    """Where the end tag of an element without markup begins; the end of the page where there is none."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(markup, at)
    return found.start() if found else len(markup)
