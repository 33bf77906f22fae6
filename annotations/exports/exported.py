"""What an export says of an annotation: decided here once, as typed values, so that every format says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from annotations.anchoring.places import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from annotations.codebook.codebook import Codebook
    from annotations.exports.homes import Home
    from annotations.model import Annotation

_WHITE_SPACE = re.compile(r"\s+")


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
    """The row as the reader shows it in which it begins, from 1; None where it has no place in the text at hand."""
    paragraph: int
    """The paragraph in which it begins, from 1: that of the text at hand, or the recorded one where it is not there."""
    start: int
    end: int
    """Code points into the text whose hash is `text_sha256`, half-open."""
    quote: str
    """The words of the passage, each run of white space as one space."""
    prefix: str
    suffix: str
    """The text before and after the passage, at most `CONTEXT_CODE_POINTS` of it, white space as in the quote."""
    tags: tuple[ExportedTag, ...]
    """Those that were asked for, in the order in which they were given."""
    tag_count: int
    """How many tags the annotation has, whether or not all of them are exported."""
    note: str
    """As it was written, with its line breaks; all other texts stand on one line."""
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
    story_id: str = ""
    """Of the story, or empty."""
    start_now: int | None = None
    end_now: int | None = None
    """Where it stands in the text at hand, as `start` and `end`, which they equal in the text that it was taken from.

    These four are None and empty where it is not in the text at hand, or there is no text.
    """
    quote_now: str = ""
    """The words that stand there, white space as in the quote."""
    text_now_sha256: str = ""
    """The hash of the text at hand."""


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


def with_notes_on_one_line(annotations: Iterable[ExportedAnnotation]) -> list[ExportedAnnotation]:
    """The annotations with each run of white space in their notes as one space."""
    return [replace(annotation, note=_one_line(annotation.note)) for annotation in annotations]


def _exported(
    annotation: Annotation, home: Home | None, name_of: Callable[[str], str], only: Collection[str] | None
) -> ExportedAnnotation:
    passage = annotation.passage
    place = home.place(annotation) if home else None
    numbered = [(number, id_) for number, id_ in enumerate(annotation.tags, 1) if only is None or id_ in only]
    return ExportedAnnotation(
        annotation_id=_one_line(annotation.id),
        story=_one_line(home.story) if home else "",
        article_id=_one_line(passage.article),
        outlet=_one_line(home.outlet) if home else "",
        title=_one_line(home.title) if home else "",
        url=_one_line(home.source) if home and is_address(home.source) else "",
        published=_one_line(home.date) if home else "",
        row=place.row if place else None,
        paragraph=place.paragraph if place else passage.paragraph,
        start=passage.start,
        end=passage.end,
        quote=_one_line(passage.exact),
        prefix=_one_line(passage.prefix),
        suffix=_one_line(passage.suffix),
        tags=tuple(ExportedTag(_one_line(id_), _one_line(name_of(id_)), number) for number, id_ in numbered),
        tag_count=len(annotation.tags),
        note=annotation.note,
        speaker=_one_line(annotation.speaker),
        attribution=_one_line(annotation.attribution),
        anchor="orphan" if home and home.article and not place else _one_line(annotation.current_anchor),
        annotator=_one_line(annotation.annotator),
        created=_one_line(annotation.created),
        modified=_one_line(annotation.modified),
        text_sha256=_one_line(passage.version),
        blind=annotation.is_blind,
        story_id=home.story_id if home else "",
        start_now=place.start if place else None,
        end_now=place.end if place else None,
        quote_now=_one_line(place.words) if place else "",
        text_now_sha256=place.version if place else "",
    )


def _one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return text if text.isprintable() and "  " not in text else _WHITE_SPACE.sub(" ", text)
