"""What a page says of itself outside its text: meta elements, links, JSON-LD, microdata, times, comments of savers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from articles.readers.html_tokens import COMMENT, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.readers.html_tokens import Token

_LONGEST_VALUE = 500
"""Code points. What is longer is no fact of an article."""

_MOST = 400
"""So many of each sort are kept."""

_JSON_LD_CODE_POINTS = 1_000_000
_OPEN_AT_ONCE = 8
_SPACES = re.compile(r"\s+")


class Time(NamedTuple):
    """A `<time>` element."""

    datetime: str
    """What it says to programs; may be empty."""
    text: str
    """What it says to people."""
    names: str
    """Its class, itemprop and `pubdate`, in lower case."""
    compared: int
    """How many headings of the first level stand above it."""


@dataclass(slots=True)
class Collected:
    """The raw facts of a page, in the order of the page."""

    title: str = ""
    language: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    """Names of meta elements in lower case, and their contents."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """What `<link>` elements are, in lower case, and where they lead."""
    json_ld: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    """Microdata: names in lower case, and values."""
    authors: list[str] = field(default_factory=list)
    """The texts of links to authors."""
    comments: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    """What form fields hold, by name."""

    def meta(self, *names: str) -> tuple[str, str]:
        """The first content that is not empty under the first of the names that has one, and that name."""
        for name in names:
            for key, content in self.metas:
                if key == name and content:
                    return content, name
        return "", ""

    def property(self, *names: str) -> str:
        """The first value that is not empty under the first of these names of microdata that has one."""
        return next((value for name in names for key, value in self.properties if key == name and value), "")

    def link(self, relation: str) -> str:
        """Where the first link of this relation leads; empty without one."""
        return next((href for relations, href in self.links if relation in relations.split() and href), "")


@dataclass(slots=True)
class _Capture:
    """The text of an element while it is read."""

    name: str
    what: str
    attributes: Mapping[str, str]
    depth: int = 1
    texts: list[str] = field(default_factory=list)
    length: int = 0


class Collector:
    """Takes the tokens of a page one after another and collects what the page says of itself."""

    def __init__(self) -> None:
        """Make one that has seen nothing yet."""
        self.found = Collected()
        self._open: list[_Capture] = []
        self._headings = 0
        self._json_ld_left = _JSON_LD_CODE_POINTS

    def take(self, token: Token) -> None:
        """Read the next token."""
        if token.name == TEXT:
            for capture in self._open:
                if capture.length < _LONGEST_VALUE or capture.what == "json-ld":
                    capture.texts.append(token.text)
                    capture.length += len(token.text)
        elif token.name == COMMENT:
            if len(self.found.comments) < _MOST:
                self.found.comments.append(token.text[:_LONGEST_VALUE])
        elif token.closing:
            if self._open:
                self._end(token.name)
        else:
            for capture in self._open:
                capture.depth += capture.name == token.name and not token.empty
            self._start(token)

    def finished(self) -> Collected:
        """All that was found, after the last token."""
        for capture in self._open:
            self._keep(capture)
        self._open = []
        return self.found

    def _start(self, token: Token) -> None:
        name, attributes = token.name, token.attributes
        if name == "meta":
            self._meta(attributes)
        elif name == "link":
            if len(self.found.links) < _MOST:
                self.found.links.append((attributes.get("rel", "").lower(), attributes.get("href", "").strip()))
        elif name == "html":
            self.found.language = self.found.language or attributes.get("lang", "").lower()
        elif name == "input":
            self.found.fields.setdefault(attributes.get("name", ""), attributes.get("value", "").strip())
        elif name == "h1":
            self._headings += 1
        what = self._what(name, attributes)
        if what and not token.empty and len(self._open) < _OPEN_AT_ONCE:
            self._open.append(_Capture(name, what, attributes))

    def _what(self, name: str, attributes: Mapping[str, str]) -> str:
        """What the text of an element is, where it is a fact."""
        if name == "title":
            return "" if self.found.title else "title"
        if name == "script":
            return "json-ld" if "ld+json" in attributes.get("type", "").lower() and self._json_ld_left > 0 else ""
        if name == "time":
            return "time"
        if "itemprop" in attributes and name not in ("meta", "link", "body", "html", "main", "article", "section"):
            return "property"
        if attributes.get("id") == "wm-ipp-print":
            return "wayback"
        if name == "a" and "author" in attributes.get("rel", "").lower().split():
            return "author"
        return ""

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = _value(attributes.get("content", ""))
        if not content or len(self.found.metas) >= _MOST:
            return
        if "itemprop" in attributes:
            self.found.properties.append((attributes["itemprop"].lower().strip(), content))
        for attribute in ("property", "name"):
            if attributes.get(attribute):
                self.found.metas.append((attributes[attribute].lower().strip(), content))

    def _end(self, name: str) -> None:
        for i in range(len(self._open) - 1, -1, -1):
            capture = self._open[i]
            if capture.name == name:
                capture.depth -= 1
                if not capture.depth:
                    del self._open[i]
                    self._keep(capture)

    def _keep(self, capture: _Capture) -> None:
        raw, attributes, found = "".join(capture.texts), capture.attributes, self.found
        if capture.what == "json-ld":
            if len(raw) <= self._json_ld_left:
                found.json_ld.append(raw)
                self._json_ld_left -= len(raw)
            return
        text = _value(raw)
        if capture.what == "title":
            found.title = found.title or text
        elif capture.what == "wayback":
            found.fields["wayback"] = text
        elif capture.what == "author":
            if text and len(found.authors) < _MOST:
                found.authors.append(text)
        elif capture.what == "time" and len(found.times) < _MOST:
            names = " ".join(attributes.get(one, "") for one in ("class", "itemprop", "id"))
            pubdate = " pubdate" if "pubdate" in attributes else ""
            moment = Time(_value(attributes.get("datetime", "")), text, names.lower() + pubdate, self._headings)
            found.times.append(moment)
        if "itemprop" in attributes and len(found.properties) < _MOST:
            value = attributes.get("content") or attributes.get("datetime") or attributes.get("title") or ""
            for one in attributes["itemprop"].lower().split():
                found.properties.append((one, _value(value) or text))


def _value(raw: str) -> str:
    """A value on one line; empty for one that is too long to be a fact."""
    text = _SPACES.sub(" ", raw[: _LONGEST_VALUE * 4]).strip()
    return text if len(text) <= _LONGEST_VALUE else ""
