"""What the store keeps of articles, stories and tags besides the texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotations.codebook import PLAIN_COLOUR, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.model import Article, Story


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version of an article by its hash."""

    sha256: str
    text_form: int
    added: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it was when it was last opened."""

    id: str
    outlet: str
    title: str
    date: str
    source: str
    versions: tuple[VersionRecord, ...]
    """The one that was opened last stands last."""

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


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story by the ids of its articles."""

    id: str
    title: str
    articles: tuple[str, ...]
    """Ids, in the order in which they stand side by side."""
    paths: tuple[str, ...]
    """What it was opened from; empty for the seeds."""
    opened: str
    """When it last came before all others, UTC, ISO 8601."""
    place: Mapping[str, Any] = field(default_factory=dict)
    """Where the reader was, in the words of the reader."""

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
    """A tag of the codebook from its JSON form. Raises KeyError or AttributeError where it is not one."""
    optional = {name: str(record.get(name, "")) for name in ("key", "definition")}
    return Tag(str(record["id"]), str(record["name"]), colour=str(record.get("colour", PLAIN_COLOUR)), **optional)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text, not {value!r}")
    return value
