"""Feeds in RSS, RDF and Atom: each entry is an article, and the feed's title is its outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

from articles.errors import NewsreaderError
from articles.form import one_line
from articles.readers.entries import Content, Entry, is_markup, readings_of, refuse_many
from articles.readers.html_tokens import resolve
from articles.readers.timestamps import stamp
from articles.readers.xml_elements import local, parse, without_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from articles.readers.reading import Reading

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ENTRIES = frozenset({"item", "entry"})
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
"""What elements of other namespaces than a feed's own are called here."""

_DATES = (
    "pubDate",
    "atom:published",
    "atom:issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:created",
    "atom:updated",
    "atom:modified",
    "dcterms:modified",
)
"""Elements that tell a date, the best first: when it was published comes before when it was changed."""

_TAG = re.compile(r"<(/?)([a-zA-Z]+)(?:\s[^<>]*)?/?>")
_INLINE = frozenset(
    {"b", "i", "em", "strong", "u", "s", "sub", "sup", "small", "span", "font", "a", "br", "q", "cite", "code", "mark"}
)
_RSS_AUTHOR = re.compile(r"\S+@\S+\s*\((.*)\)|(.*?)\s*<\S+@\S+>")
_ADDRESS = re.compile(r"\S+@\S+")
_NO_NAMES = frozenset({"unknown", "noreply", "no-reply", "admin", "(author unknown)"})


def read(data: bytes, name: str) -> list[Reading]:
    """The articles of a feed; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is no feed, declares entities, or holds no entry.
    """
    document = parse(data, name, lambda tag: local(tag) in _ENTRIES)
    bases = _bases(document.root)
    entries = [element for element in document.places if element in bases]
    if not entries:
        raise NewsreaderError("a feed without entries", where=name, todo="give a feed that holds articles")
    refuse_many(len(entries), name)
    feed = _channel(document.root)
    outlet = "" if _is_alert(feed) else _title(feed)
    found: list[Entry] = []
    for element in entries:
        start, end = document.places[element]
        entry = _entry(element, feed, outlet, bases[element])
        entry.original = document.data[start:end]
        found.append(entry)
    found[0].notices += document.notices
    return readings_of(found, name)


def _entry(element: Element, feed: Element, outlet: str, base: str) -> Entry:
    """What an entry says of its article."""
    entry = Entry(title=_title(element))
    source = next(_children(element, "source", "atom:source"), None)
    own = _title(source) or _text(source) if source is not None else ""
    _tell(entry, "outlet", own or outlet, "the entry's source" if own else "the feed's title")
    _tell(entry, "byline", ", ".join(_authors(element) or _authors(source) or _feed_authors(feed, outlet)), "author")
    for name in _DATES:
        read = stamp(_text(next(_children(element, name), None)))
        entry.notices += [read.doubt] if read.doubt else []
        if read.date:
            _tell(entry, "date", read.date, name)
            break
    _tell(entry, "source", _address(element, base), "link")
    contents = [*_children(element, "content:encoded", "atom:content", "xhtml:body", "xhtml:div")]
    entry.contents = [_content(content) for content in contents]
    summary = next(_children(element, "description", "atom:summary", "dc:description", "media:description"), None)
    entry.summary = _content(summary) if summary is not None else None
    return entry


def _tell(entry: Entry, fact: str, value: str, origin: str) -> None:
    if value:
        setattr(entry, fact, value)
        entry.origins[fact] = origin


def _channel(root: Element) -> Element:
    """The element that tells of the feed itself."""
    return next((child for child in root if local(child.tag) == "channel"), root)


def _name(element: Element) -> str:
    """An element's name: with a prefix where it belongs to another namespace than that of the RSS versions."""
    namespace, _, name = element.tag.rpartition("}")
    prefix = _PREFIXES.get(namespace.removeprefix("{"))
    return f"{prefix}:{name}" if prefix else name


def _children(element: Element, *names: str) -> Iterator[Element]:
    """The children with one of the names, those of an earlier name first."""
    for name in names:
        yield from (child for child in element if _name(child) == name)


def _text(element: Element | None) -> str:
    return one_line("".join(element.itertext())) if element is not None else ""


def _title(element: Element) -> str:
    """The title of a feed or an entry: Atom says whether it is text or HTML, RSS leaves it open."""
    title = next(_children(element, "title", "atom:title", "dc:title"), None)
    if title is None:
        return ""
    if not _name(title).startswith("atom:"):
        return one_line(_without_tags(resolve(_text(title))))
    if title.get("type") == "html" or title.get("mode") == "escaped":
        from articles.readers.html_parts import fragment_parts

        return one_line(" ".join(part.text for part in fragment_parts(_text(title))))
    return _text(title)


def _without_tags(title: str) -> str:
    """A title without the tags of HTML in it; a lone one is what the title speaks of."""
    tags = [tag for tag in _TAG.finditer(title) if tag[2].lower() in _INLINE]
    closed = {tag[2].lower() for tag in tags if tag[1]} | {"br"}
    return _TAG.sub(lambda tag: "" if tag[2].lower() in closed & _INLINE else tag[0], title)


def _content(element: Element) -> Content:
    """A text of an entry, as its type says, or as it looks where nothing says what it is."""
    type = element.get("type", "")
    if type == "xhtml" or len(element) or _name(element).startswith("xhtml:"):
        return Content(without_namespaces(element), markup=True)
    text = "".join(element.itertext())
    if type in ("html", "text/html") or element.get("mode") == "escaped":
        return Content(text, markup=True)
    if type in ("text", "text/plain") or (not type and _name(element) in ("atom:content", "atom:summary")):
        return Content(text)
    return Content(text, is_markup(text))


def _authors(element: Element | None) -> list[str]:
    """The names of those who wrote an entry, each once."""
    if element is None:
        return []
    found: list[str] = []
    for child in _children(element, "atom:author", "dc:creator", "author", "itunes:author"):
        if _name(child) == "atom:author":
            name = _text(next(_children(child, "atom:name"), None))
        else:
            name = _text(child)
            named = _RSS_AUTHOR.fullmatch(name)
            name = (named[1] or named[2] or "").strip() if named else name
        if name and name.lower() not in _NO_NAMES and not _ADDRESS.fullmatch(name) and name not in found:
            found.append(name)
    return found


def _feed_authors(feed: Element, outlet: str) -> list[str]:
    """The authors of all entries of an Atom feed that name none, but for the outlet itself."""
    atom = _name(feed) == "atom:feed"
    return [name for name in _authors(feed) if name.casefold() != outlet.casefold()] if atom else []


def _address(element: Element, base: str) -> str:
    """The address of an entry: the original one where a service counts the visits to it."""
    original = _text(next(_children(element, "feedburner:origLink"), None))
    links = [*_children(element, "atom:link")]
    links = [link for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")]
    links.sort(key=lambda link: link.get("type", "text/html") != "text/html")
    found = original or next((_text(link) for link in _children(element, "link") if _text(link)), "")
    if not found and links:
        found = (links[0].get("href") or "").strip()
    guid = next(_children(element, "guid"), None)
    if not found and guid is not None and guid.get("isPermaLink") != "false" and "://" in _text(guid):
        found = _text(guid)
    try:
        found = urljoin(base, found)
    except ValueError:
        return found
    return behind_google(found)


def behind_google(address: str) -> str:
    """The address that a link of an alert leads to by way of a search engine's own."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.path == "/url" and (parts.hostname or "").startswith("www.google."):
        asked = parse_qs(parts.query)
        return next(iter(asked.get("url") or asked.get("q") or [address]))
    return address


def _is_alert(feed: Element) -> bool:
    """Whether the feed collects what others wrote, so that its title is nobody's outlet."""
    links = (child.get("href", "") for child in feed if local(child.tag) == "link")
    return any(re.match(r"https?://www\.google\.[a-z.]+/alerts/", link) for link in links)


def _bases(root: Element) -> dict[Element, str]:
    """For each element outside entries the address that relative ones in it start from: `xml:base`, joined."""
    bases = {root: root.get(_XML_BASE, "")}
    stack = [root]
    while stack:
        element = stack.pop()
        for child in element:
            if local(element.tag) in _ENTRIES:
                continue
            try:
                bases[child] = urljoin(bases[element], child.get(_XML_BASE, ""))
            except ValueError:
                bases[child] = bases[element]
            stack.append(child)
    return bases
