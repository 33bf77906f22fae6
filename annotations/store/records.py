"""The JSON records of articles, stories, tags and places, and under which ids and in which tables they are kept."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from annotations.codebook.codebook import PLAIN_COLOUR, Tag, clean, is_key
from annotations.model import Placement
from annotations.shelf import StoryState
from annotations.sketch import Sketch
from annotations.store.errors import StoreError
from articles.amended import NEEDED
from articles.model import story_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from articles.model import Article, Story, Version

ARTICLES, STORIES, CODEBOOK = "_articles", "_stories", "_codebook"
PLACEMENTS, BOOKMARKS, LINKS, AMENDMENTS = "_placements", "_bookmarks", "_links", "_amendments"
"""The tables that hold no annotations; a table of annotations has the id of its article for a name."""
CODEBOOK_SETTINGS = "_codebook_settings"
"""The table of one record: whether the codebook is `locked`, and whether its tags' `keys` are `kept` as they stand.

Earlier builds showed the digit of its place for a tag without a key, and wrote no such record.
"""

SHELF = "_shelf"
"""The table of what a person does with whole stories."""

UNITED = "united"
"""The field of an article's record that names the article that its records are kept with."""

_Value = TypeVar("_Value")


class VersionRecord(NamedTuple):
    """A version of an article by its hash."""

    sha256: str
    text_form: int
    added: str
    """UTC, ISO 8601."""
    original: str = ""
    """SHA-256 of the bytes that are kept with it; empty where an older program kept them."""
    paragraphs: int = 0
    """How many paragraphs it had when it was opened first; 0 where an older program opened it."""
    fetched: str = ""
    """When the page with this text was fetched first, UTC, ISO 8601; empty for what came from a file."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> VersionRecord:
        """From its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        original, paragraphs, fetched = record.get("original", ""), record.get("paragraphs", 0), record.get("fetched")
        return cls(
            _text(record["sha256"]),
            int(record["text_form"]),
            _text(record["added"]),
            original if isinstance(original, str) else "",
            paragraphs if isinstance(paragraphs, int) else 0,
            fetched if isinstance(fetched, str) else "",
        )

    def to_record(self) -> dict[str, Any]:
        """Its JSON form; when it was fetched only where it was."""
        record = self._asdict()
        return record if self.fetched else {name: record[name] for name in record if name != "fetched"}


class Facts(NamedTuple):
    """What is said of an article, which may change: none of it tells which article it is."""

    outlet: str
    title: str
    date: str
    source: str
    path: str = ""
    """The file that it was read from, absolute, or the address that was asked for; empty for none, and in what was kept
    before paths were."""
    byline: str = ""
    """Who wrote it; empty where nothing tells, and in what was kept before bylines were."""
    origins: Mapping[str, str] = MappingProxyType({})
    """Where these facts were found, by name; empty in what was kept before that was."""

    @classmethod
    def of(cls, article: Article) -> Facts:
        """What is said of an article."""
        return cls(
            article.outlet,
            article.title,
            article.date,
            article.source,
            article.path,
            article.byline,
            MappingProxyType(dict(article.origins)),
        )

    def given(self, facts: Mapping[str, str]) -> Facts:
        """These with those in their place that a person gave; no article is without outlet and title."""
        wins: dict[str, Any] = {name: value for name, value in facts.items() if value or name not in NEEDED}
        return self._replace(**wins)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Facts:
        """From its JSON form. Raises KeyError or TypeError where it is not one."""
        outlet, title, date, source = (_text(record[name]) for name in _FACTS)
        return cls(outlet, title, date, source, _text(record.get("path", "")), *_byline_and_origins(record))

    def to_record(self) -> dict[str, Any]:
        """Its JSON form; byline and origins only where there are any."""
        record: dict[str, Any] = {name: getattr(self, name) for name in (*_FACTS, "path")}
        return {**record, **_where_told(self.byline, self.origins)}


_FACTS = ("outlet", "title", "date", "source")


def _byline_and_origins(record: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    byline, origins = record.get("byline", ""), record.get("origins", {})
    told = origins.items() if isinstance(origins, dict) else ()
    return (
        byline if isinstance(byline, str) else "",
        MappingProxyType({name: origin for name, origin in told if isinstance(origin, str)}),
    )


def _where_told(byline: str, origins: Mapping[str, str]) -> dict[str, Any]:
    return {**({"byline": byline} if byline else {}), **({"origins": dict(sorted(origins.items()))} if origins else {})}


class ArticleRecord(NamedTuple):
    """An article as it was when it was last opened."""

    id: str
    outlet: str
    title: str
    date: str
    source: str
    versions: tuple[VersionRecord, ...]
    """In the order of opening: the last one is the present version."""
    path: str = ""
    """As in `Facts`."""
    sketch: str = ""
    """The sketch of its present version, as `annotations.sketch` puts it down; empty where there is none."""
    united: str | None = None
    """The id of the article that this one's records are kept with, being of the same text; empty where a person wants
    the two apart."""
    byline: str = ""
    origins: Mapping[str, str] = MappingProxyType({})
    """As in `Facts`."""

    @property
    def facts(self) -> Facts:
        """What is said of it."""
        return Facts(self.outlet, self.title, self.date, self.source, self.path, self.byline, self.origins)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ArticleRecord:
        """From its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        versions = tuple(VersionRecord.from_record(version) for version in record["versions"])
        united = record.get(UNITED)
        return cls(
            _text(record["id"]),
            *Facts.from_record(record)[:4],
            versions,
            _text(record.get("path", "")),
            _text(record.get("sketch", "")),
            united if united is None else _text(united),
            *_byline_and_origins(record),
        )


def article_record(
    article: Article,
    stored: Mapping[str, Any] | None,
    *,
    added: str,
    anew: bool,
    original: Callable[[Version], str] = lambda version: "",
) -> dict[str, Any]:
    """The JSON form of an article on top of what is stored of it: its facts, its version added, unknown fields kept.

    `original` gives the hash of the bytes that are kept with a version. Opened `anew`, its version becomes the last:
    a file can be changed back.
    """
    versions: list[Any] = []
    if stored is not None and isinstance(stored.get("versions"), list):
        versions = stored["versions"]
    version = article.version
    if not any(isinstance(v, dict) and v.get("sha256") == version.sha256 for v in versions):
        many = len(article.paragraphs)
        made = VersionRecord(version.sha256, version.text_form, added, original(version), many, article.fetched)
        versions = [*versions, made.to_record()]
    elif anew:
        versions = sorted(versions, key=lambda v: isinstance(v, dict) and v.get("sha256") == version.sha256)
    record = {**(stored or {}), **{name: getattr(article, name) for name in ("id", *_FACTS)}, "versions": versions}
    for name in ("byline", "origins"):
        record.pop(name, None)
    record |= _where_told(article.byline, article.origins)
    if article.path:
        record["path"] = article.path
    if _present(record) == version.sha256 and ("sketch" not in record or _present(stored) != version.sha256):
        record["sketch"] = Sketch.of(version.text).to_text()
    return record


def _present(record: Mapping[str, Any] | None) -> object:
    """The hash of the present version of an article's record."""
    versions = (record or {}).get("versions")
    last = versions[-1] if isinstance(versions, list) and versions else None
    return last.get("sha256") if isinstance(last, dict) else None


class StoryRecord(NamedTuple):
    """A story by the ids of its articles."""

    id: str
    title: str
    articles: tuple[str, ...]
    """Ids, in the order in which they stand side by side."""
    paths: tuple[str, ...]
    """What it was opened from; empty for the seeds."""
    opened: str
    """When it became the story that was opened last, UTC, ISO 8601."""
    place: Mapping[str, Any] = MappingProxyType({})
    """Where the person was in the story, as the interface put it down."""
    facts: Mapping[str, Facts] = MappingProxyType({})
    """What is said of its articles in this story, by their ids: the same text may stand under another outlet in another
    story. What was kept before facts were has none."""
    versions: Mapping[str, str] = MappingProxyType({})
    """The hashes of the texts that its articles had when it was opened last, by their ids."""
    own_title: str = ""
    """Its title before a person named it."""
    state: StoryState = StoryState("")
    """What a person did with it."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> StoryRecord:
        """From its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        return cls(
            id=_text(record["id"]),
            title=_text(record["title"]),
            articles=tuple(_text(id_) for id_ in record["articles"]),
            paths=tuple(_text(path) for path in record["paths"]),
            opened=_text(record["opened"]),
            place=dict(record["place"]),
            facts={id_: made for id_, said in _each(record) if (made := readable(Facts.from_record, said)) is not None},
            versions={id_: said["version"] for id_, said in _each(record) if isinstance(said.get("version"), str)},
            own_title=_text(record["title"]),
            state=StoryState(_text(record["id"])),
        )

    def stated(self, state: StoryState) -> StoryRecord:
        """The story with what a person did with it."""
        return self._replace(title=state.name or self.own_title, state=state)

    def renamed(self, names: Mapping[str, str], known: Mapping[str, ArticleRecord]) -> StoryRecord:
        """The story with the ids of articles that are one with others by now; `known` tells what was said of those.

        Its place is a copy, which may be changed.
        """
        if names.keys().isdisjoint(self.articles):
            return self._replace(place=_renamed(self.place, {}))
        articles = tuple(dict.fromkeys(names.get(id_, id_) for id_ in self.articles))
        said = {id_: known[id_].facts for id_ in self.articles if id_ in known and id_ in names}
        return self._replace(
            id=story_id(articles),
            articles=articles,
            place=_renamed(self.place, names),
            facts={names.get(id_, id_): facts for id_, facts in {**said, **self.facts}.items()},
            versions={names.get(id_, id_): version for id_, version in self.versions.items()},
        )


def story_record(
    story: Story, stored: Mapping[str, Any] | None, *, opened: str, place: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The JSON form of a story on top of what is stored of it; without a `place` the stored one stays."""
    base = {"place": {}, **(stored or {})}
    return {
        **base,
        "id": story.id,
        "title": story.title,
        "articles": [article.id for article in story.articles],
        "paths": list(story.paths),
        "opened": opened,
        "place": dict(place) if place is not None else base["place"],
        "facts": {
            article.id: {**Facts.of(article).to_record(), "version": article.version.sha256}
            for article in story.articles
        },
    }


def _each(record: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a story's record says of each article, by id, as far as it can be read."""
    facts = record.get("facts")
    for id_, said in facts.items() if isinstance(facts, dict) else ():
        if isinstance(said, dict):
            yield id_, said


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A JSON value with ids replaced wherever they stand in it."""
    if isinstance(value, dict):
        return {names.get(name, name): _renamed(item, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def with_united(records: dict[str, ArticleRecord], names: Mapping[str, str]) -> dict[str, ArticleRecord]:
    """The records of articles by id, each with the versions of those that `unions` tells are kept with it."""
    for id_, into in names.items():
        if id_ in records and into in records:
            own = records[into].versions
            there = {version.sha256 for version in own}
            more = (version for version in records[id_].versions if version.sha256 not in there)
            records[into] = records[into]._replace(versions=(*more, *own))
    return records


def unions(articles: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """For each article whose records are kept with another one's, by ids, that other one."""
    direct = {
        id_: into
        for record in articles.values()
        if (into := record.get(UNITED)) and isinstance(into, str) and isinstance(id_ := record.get("id"), str)
    }
    found = {}
    for id_, into in direct.items():
        seen = {id_}
        while into in direct and into not in seen:
            seen.add(into)
            into = direct[into]
        if into not in seen:
            found[id_] = into
    return found


def tag_from_record(record: Mapping[str, Any]) -> Tag:
    """A tag of the codebook from its JSON form, with nothing in it that cannot be shown.

    Raises KeyError or TypeError where it is not one.
    """
    id_, key, place = _text(record["id"]), record.get("key", ""), record.get("place", 0)
    return Tag(
        id=id_,
        name=clean(str(record["name"])) or clean(id_) or "?",
        key=key if isinstance(key, str) and is_key(key) else "",
        colour=clean(str(record.get("colour", ""))) or PLAIN_COLOUR,
        definition=clean(str(record.get("definition", ""))),
        place=place if isinstance(place, int) and not isinstance(place, bool) else 0,
    )


def tag_record(tag: Tag) -> dict[str, Any]:
    """The JSON form of a tag."""
    return tag._asdict()


def placement_from_record(record: Mapping[str, Any]) -> Placement:
    """A place from its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
    article, annotation, version, how = (_text(record[name]) for name in ("article", "annotation", "version", "how"))
    if not article or not annotation:
        raise ValueError("it is of no annotation")
    start, end, score, of = record["start"], record["end"], record["score"], record.get("of")
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(score, int | float)):
        raise TypeError("a place is told in numbers")
    if not 0 <= start <= end:
        raise ValueError(f"no place at {start} to {end}")
    if of is not None:
        target_version, first, last = of
        of = _text(target_version), int(first), int(last)
    return Placement(version, start, end, how, score, check=bool(record.get("check")), of=of)


def placement_record(article_id: str, annotation_id: str, placement: Placement) -> dict[str, Any]:
    """The JSON form of a place."""
    record = {"annotation": annotation_id, "article": article_id, **placement._asdict()}
    return {**record, "of": list(placement.of)} if placement.of else {k: v for k, v in record.items() if k != "of"}


def readable(make: Callable[[Mapping[str, Any]], _Value], record: Mapping[str, Any]) -> _Value | None:
    """The value that `make` makes of a record; None where it raises because the record is of another kind."""
    try:
        return make(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def annotation_key(annotation_id: str) -> str:
    """TinyDB's id of an annotation, as text: its UUID as a whole number, so that ids sort by time.

    Raises StoreError where it is no UUID.
    """
    try:
        number = int(annotation_id.replace("-", ""), 16)
    except ValueError:
        number = -1
    if not 0 <= number < 1 << 128:
        raise StoreError(f"{annotation_id[:60]!a} is not the id of an annotation", todo="an id is a UUID")
    return str(number)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text, not {value!r}")
    return value
