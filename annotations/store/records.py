"""The JSON records of articles, stories, tags and places, and under which ids and in which tables they are kept."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from annotations.codebook.codebook import PLAIN_COLOUR, Tag, clean, is_key
from annotations.model import Placement
from annotations.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from articles.model import Article, Story

ARTICLES, STORIES, CODEBOOK = "_articles", "_stories", "_codebook"
PLACEMENTS, BOOKMARKS, LINKS = "_placements", "_bookmarks", "_links"
"""The tables that hold no annotations; a table of annotations has the id of its article for a name."""
CODEBOOK_SETTINGS = "_codebook_settings"
"""The table of one record: whether the codebook is `locked`, and whether its tags' `keys` are `kept` as they stand.

Earlier builds showed the digit of its place for a tag without a key, and wrote no such record.
"""

_Value = TypeVar("_Value")


class VersionRecord(NamedTuple):
    """A version of an article by its hash."""

    sha256: str
    text_form: int
    added: str
    """UTC, ISO 8601."""


class ArticleRecord(NamedTuple):
    """An article as it was when it was last opened."""

    id: str
    outlet: str
    title: str
    date: str
    source: str
    versions: tuple[VersionRecord, ...]
    """In the order of opening: the last one is the present version."""

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ArticleRecord:
        """From its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        versions = tuple(
            VersionRecord(_text(version["sha256"]), int(version["text_form"]), _text(version["added"]))
            for version in record["versions"]
        )
        return cls(**{name: _text(record[name]) for name in _ARTICLE_FIELDS}, versions=versions)


_ARTICLE_FIELDS = ("id", "outlet", "title", "date", "source")


def article_record(article: Article, stored: Mapping[str, Any] | None, *, added: str, anew: bool) -> dict[str, Any]:
    """The JSON form of an article on top of what is stored of it: its version added, unknown fields kept.

    Opened `anew`, its version becomes the last one: a file can be changed back.
    """
    versions: list[Any] = []
    if stored is not None and isinstance(stored.get("versions"), list):
        versions = stored["versions"]
    version = article.version
    if not any(isinstance(v, dict) and v.get("sha256") == version.sha256 for v in versions):
        versions = [*versions, {"sha256": version.sha256, "text_form": version.text_form, "added": added}]
    elif anew:
        versions = sorted(versions, key=lambda v: isinstance(v, dict) and v.get("sha256") == version.sha256)
    return {**(stored or {}), **{name: getattr(article, name) for name in _ARTICLE_FIELDS}, "versions": versions}


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
    }


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
