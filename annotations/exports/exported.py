"""What an export says of an annotation: decided here once, as typed values, so that every format says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from annotations.codebook.codebook import Codebook
    from annotations.exports.homes import Home
    from annotations.model import Annotation

_WHITE_SPACE = re.compile(r"\s+")
_WEB_ADDRESS = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExportedTag:
    """A tag of an exported annotation."""

    id: str
    name: str
    """As the codebook has it; the id where the tag is not in the codebook."""
    position: int
    """Its place among all tags of the annotation, from 1, whether or not the others are exported too."""


@dataclass(frozen=True, slots=True)
class ExportedAnnotation:
    """An annotation together with its article, its story and where it stands, as an exporter writes it."""

    annotation_id: str
    """UUIDv7."""
    story: str
    """The title of the story that its article stands in, or empty."""
    article_id: str
    outlet: str
    title: str
    """What the store knows of the article; empty where it knows nothing."""
    url: str
    """The article's source where that is a web address, else empty."""
    published: str
    """ISO 8601, or empty."""
    row: int | None
    """The row of the default alignment in which it begins, from 1; None where it has no place in the text at hand."""
    paragraph: int
    """The paragraph in which it begins, from 1: that of the text at hand, or the recorded one where it is not there."""
    start: int
    end: int
    """Code points into the text whose hash is `text_sha256`, half-open."""
    quote: str
    """The words of the passage, each run of white space as one space."""
    prefix: str
    suffix: str
    """The text before and after the passage, at most `annotations.model.CONTEXT` code points of it."""
    tags: tuple[ExportedTag, ...]
    """Those that were asked for, in the order in which they were given."""
    tag_count: int
    """How many tags the annotation has, whether or not all of them are exported."""
    note: str
    speaker: str
    attribution: str
    """One of `annotations.model.ATTRIBUTIONS`, or empty."""
    anchor: str
    """How the passage was found in the text at hand: exact, moved, fuzzy or orphan."""
    annotator: str
    created: str
    modified: str
    """UTC, ISO 8601 with milliseconds and `Z`."""
    text_sha256: str
    """The hash of the text that the passage was taken from, in UTF-8."""
    blind: bool
    """Whether outlet, headline and source were hidden when it was made."""


def exported(
    annotations: Iterable[Annotation],
    homes: Mapping[str, Home],
    codebook: Codebook,
    *,
    only: Collection[str] | None = None,
) -> list[ExportedAnnotation]:
    """The annotations as every format writes them: article by article as `homes` has them, then in the text's order.

    `homes` tells of articles by their ids; annotations of an article that is not there come last. With `only`, the ids
    of tags, other tags are left out, and so are annotations that have none of these.
    """
    places = {id_: place for place, id_ in enumerate(homes)}

    def key(annotation: Annotation) -> tuple[int, str, int, int, str]:
        passage = annotation.passage
        return places.get(passage.article, len(places)), passage.article, passage.start, passage.end, annotation.id

    name_of = cache(lambda tag_id: codebook.tag(tag_id).name)
    return [
        _exported(annotation, homes.get(annotation.passage.article), name_of, only)
        for annotation in sorted(annotations, key=key)
        if only is None or any(tag_id in only for tag_id in annotation.tags)
    ]


def _exported(
    annotation: Annotation, home: Home | None, name_of: Callable[[str], str], only: Collection[str] | None
) -> ExportedAnnotation:
    passage = annotation.passage
    row, paragraph = home.place(annotation) if home else (None, passage.paragraph)
    tags = (ExportedTag(id_, name_of(id_), number) for number, id_ in enumerate(annotation.tags, 1))
    return ExportedAnnotation(
        annotation_id=annotation.id,
        story=home.story if home else "",
        article_id=passage.article,
        outlet=home.outlet if home else "",
        title=home.title if home else "",
        url=home.source if home and _WEB_ADDRESS.match(home.source) else "",
        published=home.date if home else "",
        row=row,
        paragraph=paragraph,
        start=passage.start,
        end=passage.end,
        quote=_WHITE_SPACE.sub(" ", passage.exact),
        prefix=passage.prefix,
        suffix=passage.suffix,
        tags=tuple(tag for tag in tags if only is None or tag.id in only),
        tag_count=len(annotation.tags),
        note=annotation.note,
        speaker=annotation.speaker,
        attribution=annotation.attribution,
        anchor=annotation.current_anchor,
        annotator=annotation.annotator,
        created=annotation.created,
        modified=annotation.modified,
        text_sha256=passage.version,
        blind=annotation.is_blind,
    )
