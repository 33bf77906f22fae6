"""Articles in JSON: JSON Feed, lists and lines of objects, objects with a list, the output of `newsreader articles`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.decode import decode
from articles.errors import NewsreaderError
from articles.form import one_line
from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.entries import Content, Entry, is_markup, readings_of, refuse_many
from articles.readers.timestamps import Stamp, from_unix, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from articles.readers.reading import Reading

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "articletitle", "webtitle"),
    "html": ("contenthtml", "bodyhtml", "articlehtml", "html"),
    "text": (
        "contenttext",
        "text",
        "maintext",
        "articletext",
        "fulltext",
        "articlebody",
        "bodytext",
        "body",
        "content",
        "paragraphs",
        "story",
    ),
    "summary": ("standfirst", "deck", "subtitle", "subheadline", "summary", "excerpt", "description", "abstract"),
    "date": (
        "datepublished",
        "datepublish",
        "publishedat",
        "publisheddate",
        "published",
        "publicationdate",
        "publishdate",
        "pubdate",
        "publishedtime",
        "webpublicationdate",
        "date",
        "datetime",
        "timestamp",
    ),
    "byline": ("byline", "authors", "author", "creator", "writers", "publishedby"),
    "source": ("url", "link", "sourceurl", "articleurl", "canonicalurl", "permalink", "weburl", "externalurl"),
    "outlet": ("outlet", "publisher", "sitename", "sourcename", "publication", "newspaper", "mediumname", "medianame"),
    "domain": ("sourcedomain", "domainname"),
}
"""What the fields of an article are called, the best name first; small letters without `_`, `-` and blanks."""

_LISTS = (
    "items",
    "articles",
    "entries",
    "results",
    "docs",
    "documents",
    "posts",
    "news",
    "stories",
    "response",
    "data",
    "hits",
    "_source",
    "@graph",
)
_DEEPEST_LIST = 4
_LONGEST_INT = 20
_BLOCK_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li|ul|blockquote)\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_NUMBERED = 3
"""So many lines that hold no article are told by their numbers."""


class _Found(NamedTuple):
    """An object that is an article, and what its file tells for all in it."""

    fields: dict[str, Any]
    original: bytes
    feed: str = ""
    """The title of the feed that it stands in."""
    authors: Any = None
    """The authors of the feed."""


def read(data: bytes, name: str) -> list[Reading]:
    """The articles in a file of JSON or of JSON lines; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it is damaged, nested too deep, or holds no article.
    """
    text, notices = decode(data, name)
    try:
        found = list(_in_value(_loaded(text)))
    except RecursionError:
        raise NewsreaderError("JSON nested too deep", where=name, todo="give a file of articles") from None
    except ValueError as error:
        found, bad = _in_lines(text)
        if not found:
            raise _damaged(error, name) from None
        notices += _told_lines(bad)
    refuse_many(len(found), name)
    if not found:
        raise NewsreaderError(
            "JSON without articles", where=name, todo="give objects with a title and a text, or a JSON Feed"
        )
    entries = [_entry(one) for one in found]
    entries[0].notices += notices
    return readings_of(entries, name)


def _loaded(text: str) -> Any:
    return json.loads(text, parse_int=_number)


def _number(digits: str) -> int:
    """A whole number; those of more digits than any that is of use here are 0, since reading them takes too long."""
    return int(digits) if len(digits) <= _LONGEST_INT else 0


def _damaged(error: ValueError, name: str) -> NewsreaderError:
    where = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
    return NewsreaderError(f"damaged JSON{where}", where=name, todo="get the file again")


def _in_lines(text: str) -> tuple[list[_Found], list[int]]:
    """The articles of JSON lines, and the numbers of the lines that are none."""
    found: list[_Found] = []
    bad = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            articles = list(_in_value(_loaded(line)))
        except (ValueError, RecursionError):
            articles = []
        if not articles:
            bad.append(number)
        elif len(articles) == 1:
            found.append(articles[0]._replace(original=line.strip().encode("utf-8", "replace")))
        else:
            found += articles
    return found, bad


def _told_lines(bad: Sequence[int]) -> tuple[str, ...]:
    if not bad:
        return ()
    if len(bad) == 1:
        return (f"line {bad[0]} is no article: left out",)
    more = f" and {len(bad) - _NUMBERED:,} more" if len(bad) > _NUMBERED else ""
    return (f"lines {', '.join(map(str, bad[:_NUMBERED]))}{more} are no articles: left out",)


def _in_value(value: Any, depth: int = 0) -> Iterator[_Found]:
    """The articles in a value: the value itself, or those of the first list in it that holds any."""
    if depth > _DEEPEST_LIST:
        return
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from _in_value(one, depth + 1)
        return
    if not isinstance(value, dict):
        return
    if str(value.get("version", "")).startswith("https://jsonfeed.org/version/"):
        items = value.get("items")
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                yield _Found(
                    item, _serialised(item), _line(value.get("title")), value.get("authors", value.get("author"))
                )
        return
    if _is_article(value):
        yield _Found(value, _serialised(value))
        return
    named = [value[key] for key in _LISTS if key in value]
    if not named and value and all(isinstance(one, dict) for one in value.values()):
        named = [list(value.values())]
    for inner in named:
        found = list(_in_value(inner, depth + 1))
        if found:
            yield from found
            return


def _serialised(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value, by their names in small letters without what joins words."""
    return {_bare(key): value for key, value in fields.items() if value not in (None, "", [])}


def _bare(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).lower()


def _is_article(raw: dict[str, Any]) -> bool:
    """Whether an object has a text, or a title and what tells where or when it appeared."""
    fields = _fields(raw)
    if any(_texts(fields.get(name)) for name in (*NAMES["html"], *NAMES["text"])):
        return True
    has = {fact: any(_line(fields.get(name)) for name in NAMES[fact]) for fact in ("title", "source", "date", "outlet")}
    return has["title"] and (has["source"] or has["date"] or has["outlet"])


def _entry(found: _Found) -> Entry:
    """What an object says of its article."""
    fields = _fields(found.fields)
    entry = Entry(original=found.original)
    for fact in ("title", "source", "outlet"):
        for name in NAMES[fact]:
            if value := _line(fields.get(name)):
                _tell(entry, fact, value, name)
                break
    _tell_source(entry, fields.get("source"))
    if not entry.outlet and found.feed:
        _tell(entry, "outlet", found.feed, "the feed's title")
    for name in NAMES["domain"]:
        if not entry.outlet:
            _tell(entry, "outlet", _line(fields.get(name)), name)
    _tell_date(entry, fields)
    for name in NAMES["byline"]:
        if not entry.byline:
            _tell(entry, "byline", _people(fields.get(name)), name)
    if not entry.byline:
        _tell(entry, "byline", _people(found.authors), "the feed's authors")
    _tell_texts(entry, fields)
    entry.notices += [one_line(one) for one in _listed(fields.get("notices")) if isinstance(one, str)]
    origins = fields.get("origins")
    if isinstance(origins, dict):
        entry.origins |= {fact: _line(origin) for fact, origin in origins.items() if fact in entry.origins}
    keys = {_bare(key): key for key in found.fields}
    entry.origins = {fact: one_line(keys.get(origin, origin)) for fact, origin in entry.origins.items()}
    return entry


def _tell(entry: Entry, fact: str, value: str, origin: str) -> None:
    if value:
        setattr(entry, fact, value)
        entry.origins[fact] = origin


def _tell_source(entry: Entry, value: Any) -> None:
    """Take what is called `source` for the address, or for the outlet: people call both so."""
    said = _line(value)
    if _ADDRESS.fullmatch(said) or entry.outlet:
        if not entry.source:
            _tell(entry, "source", said, "source")
    else:
        _tell(entry, "outlet", said, "source")


def _tell_date(entry: Entry, fields: dict[str, Any]) -> None:
    for name in NAMES["date"]:
        read = _stamp(fields.get(name))
        entry.notices += [read.doubt] if read.doubt else []
        if read.date:
            _tell(entry, "date", read.date, name)
            return


def _stamp(value: Any) -> Stamp:
    if isinstance(value, dict):
        value = value.get("$date", value.get("date", ""))
    if not value or isinstance(value, bool) or not isinstance(value, str | int | float):
        return Stamp()
    return stamp(value) if isinstance(value, str) else from_unix(value)


def _tell_texts(entry: Entry, fields: dict[str, Any]) -> None:
    """Take the texts: paragraphs whose kinds are told, else each form of the text that there is."""
    entry.parts = _kinds(fields.get("paragraphs"))
    if entry.parts is not None:
        return
    for name in (*NAMES["html"], *NAMES["text"]):
        text = _texts(fields.get(name))
        if text:
            html = name in NAMES["html"] or _BLOCK_TAG.search(text) is not None or isinstance(fields[name], dict)
            entry.contents.append(Content(text, html))
    summary = next((text for name in NAMES["summary"] if (text := _texts(fields.get(name)))), "")
    if summary:
        entry.summary = Content(summary, is_markup(summary))


def _kinds(value: Any) -> list[Part] | None:
    """The parts of paragraphs that name their kind, as `newsreader articles --json` writes them; else None."""
    kinds = {kind.value: kind for kind in Kind}
    parts = []
    for one in _listed(value):
        if not isinstance(one, dict) or not isinstance(one.get("text"), str) or one.get("kind") not in kinds:
            return None
        parts.append(Part(one["text"], kinds[one["kind"]], one_line(str(one.get("reason", "")))))
    return parts or None


def _texts(value: Any) -> str:
    """A text: a string, a list of its paragraphs, or an object that holds it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return _texts(value.get("rendered", value.get("text", "")))
    paragraphs = [_texts(one) for one in _listed(value) if not isinstance(one, list)]
    return "\n\n".join(filter(None, paragraphs))


def _line(value: Any) -> str:
    """A fact on one line: a string, or the name that an object gives."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "rendered", "main") if value.get(key)), "")
    return one_line(value) if isinstance(value, str) else ""


def _people(value: Any) -> str:
    """The names of those who wrote an article, as one line."""
    names = [_line(one) for one in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
