"""What the JSON-LD of a page tells of the article in it (schema.org), however deep or broken it is."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ARTICLE = re.compile(r"(?:.*Article|Report|.*Posting|LiveBlogPosting|Review|CreativeWork|WebPage|NewsStory)$")
_MOST_NODES = 5_000
_DEEPEST = 30
_BROKEN_VALUE = r'"%s"\s*:\s*"((?:[^"\\]|\\.){1,500})"'
_TAG = re.compile(r"<[^<>]{1,200}>")


class ArticleData(NamedTuple):
    """What JSON-LD says of an article; empty where it does not."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    address: str = ""
    site: str = ""
    """The name of the site, as a node of type WebSite has it."""
    free: bool = True
    """False where it says that not everybody may read the article."""


def article_data(scripts: Iterable[str]) -> ArticleData:
    """What the JSON-LD in these scripts says of the page's article; several nodes add to each other."""
    found: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    site, broken = "", ArticleData()
    for script in scripts:
        data = _loaded(script)
        if data is None:
            broken = _from_broken(script) if broken == ArticleData() else broken
            continue
        for node in _nodes(data):
            if isinstance(node.get("@id"), str) and len(node) > 1:
                by_id.setdefault(node["@id"], node)
            if "WebSite" in _types(node):
                site = site or _text(node.get("name"))
            if any(_ARTICLE.match(one) for one in _types(node)):
                found.append(node)
    found.sort(key=_rank)
    whole = broken._replace(site=site)
    for node in found:
        whole = _with(whole, _of_node(node, by_id))
    return whole


def _rank(node: dict[str, Any]) -> int:
    """Articles before pages and works, and what has a headline before what has none."""
    named = any(one.endswith(("Article", "Posting", "Report", "Review")) for one in _types(node))
    return (not named) * 2 + ("headline" not in node)


def _with(first: ArticleData, second: ArticleData) -> ArticleData:
    """The first, with what only the second says."""
    return ArticleData(
        headline=first.headline or second.headline,
        published=first.published or second.published,
        modified=first.modified or second.modified,
        authors=first.authors or second.authors,
        publisher=first.publisher or second.publisher,
        address=first.address or second.address,
        site=first.site or second.site,
        free=first.free and second.free,
    )


def _of_node(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> ArticleData:
    page = node.get("mainEntityOfPage")
    address = page if isinstance(page, str) else page.get("@id") if isinstance(page, dict) else ""
    article = any(one.endswith(("Article", "Posting", "Report", "Review")) for one in _types(node))
    return ArticleData(
        headline=_text(node.get("headline")) or (_text(node.get("name")) if article else ""),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        authors=tuple(dict.fromkeys(filter(None, _names(node.get("author") or node.get("creator"), by_id)))),
        publisher=next(_names(node.get("publisher"), by_id), ""),
        address=_text(address) or _text(node.get("url")),
        free=str(node.get("isAccessibleForFree", "true")).lower() not in ("false", "no", "0"),
    )


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of a person or an organisation, or of several."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            whole = by_id.get(str(one.get("@id")), one) if "name" not in one else one
            names = whole.get("name")
            yield from map(_text, names if isinstance(names, list) else [names])
        elif isinstance(one, str):
            yield _text(one)


def _text(value: Any) -> str:
    """A value as text without markup; empty for what is none, and for what is too long for a fact."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value", value.get("name", ""))
    if not isinstance(value, str) or len(value) > 1_000:
        return ""
    text = unescape(value) if "&" in value else value
    return " ".join((_TAG.sub("", text) if "<" in text else text).split())


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type", "")
    return [one.rpartition("/")[2] for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in the data, those above first."""
    level, count = [data], 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                yield one
                below += one.values()
            elif isinstance(one, list):
                below += one
            count += 1
            if count > _MOST_NODES:
                return
        if not below:
            return
        level = [one for one in below if isinstance(one, (dict, list))]


def _loaded(script: str) -> Any:
    """The data of a script, also where it stands in a comment or ends in a semicolon; None where it is broken."""
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = (
        text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>").removesuffix("//").strip(" ;\n")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _from_broken(script: str) -> ArticleData:
    """What can be told of an article from data with a comma too many or a quote too few."""

    def value(name: str) -> str:
        found = re.search(_BROKEN_VALUE % name, script)
        if not found:
            return ""
        try:
            return _text(json.loads(f'"{found[1]}"', strict=False))
        except ValueError:
            return ""

    if not re.search(r'"@type"\s*:\s*"[A-Za-z]*(?:Article|Posting|Report)"', script):
        return ArticleData()
    return ArticleData(value("headline"), value("datePublished"), value("dateModified"))
