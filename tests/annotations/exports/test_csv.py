"""Annotations as CSV: the rows and the bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.codebook.codebook import Codebook
from annotations.exports import csv
from annotations.exports.csv import COLUMNS, encode
from annotations.exports.exported import exported
from annotations.exports.homes import homes
from annotations.model import Annotation, Passage
from articles.read import seed_story
from tests.annotations.conftest import uuid_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from annotations.csv_dialect import CsvRow
    from annotations.exports.homes import Home
    from articles.model import Story
    from tests.annotations.conftest import MakeAnnotation, MakeArticle

GOLDEN = Path(__file__).with_name("seeds.csv")


def rows(
    annotations: Sequence[Annotation],
    homes: Mapping[str, Home],
    codebook: Codebook,
    *,
    only: Collection[str] | None = None,
) -> list[CsvRow]:
    return csv.rows(exported(annotations, homes, codebook, only=only))


def test_the_columns_are_the_contract() -> None:
    assert ", ".join(COLUMNS) == (
        "annotation_id, story, article_id, outlet, title, url, published, row, paragraph, start, end, quote, prefix, "
        "suffix, tag, tag_index, tag_count, note, speaker, attribution, anchor, annotator, created, modified, "
        "text_sha256, tag_id, blind, story_id, start_now, end_now, quote_now, text_now_sha256"
    )


def test_a_row_tells_all_of_an_annotation(story: Story, annotation: MakeAnnotation) -> None:
    one = annotation(1, note="why", speaker="the minister", attribution="named")
    (row,) = rows([one], homes(story), Codebook())
    post = story.articles[0]
    assert list(row) == list(COLUMNS)
    assert row == {
        "annotation_id": one.id,
        "story": "Talks",
        "article_id": post.id,
        "outlet": "Post",
        "title": "Talks fail",
        "url": "https://post.example/1",
        "published": "2022-03-14",
        "row": "2",
        "paragraph": "2",
        "start": "13",
        "end": "36",
        "quote": "The minister denied it.",
        "prefix": "Talks fail. ",
        "suffix": " Troops “will move”, he said.",
        "tag": "claim",
        "tag_index": "1",
        "tag_count": "1",
        "note": "why",
        "speaker": "the minister",
        "attribution": "named",
        "anchor": "exact",
        "annotator": "ana",
        "created": "2026-01-02T03:04:05.678Z",
        "modified": "2026-01-02T03:04:05.678Z",
        "text_sha256": post.version.sha256,
        "tag_id": "claim",
        "blind": "",
        "story_id": story.id,
        "start_now": "13",
        "end_now": "36",
        "quote_now": "The minister denied it.",
        "text_now_sha256": post.version.sha256,
    }


def test_what_was_made_with_outlets_hidden_is_told_in_a_column(story: Story, annotation: MakeAnnotation) -> None:
    seen, unseen = annotation(1, 0, 5), annotation(2, 6, 10, extra={"blind": True})
    found = rows([seen, unseen], homes(story), Codebook())
    assert [(r["outlet"], r["blind"]) for r in found] == [("Post", ""), ("Post", "yes")]


def test_there_is_a_row_for_each_tag_and_one_for_a_note_without(story: Story, annotation: MakeAnnotation) -> None:
    codebook, own = Codebook().adding("Loaded word")
    two, noted = annotation(1, tags=("threat", own.id)), annotation(2, 20, 30, tags=(), note="look")
    found = rows([noted, two], homes(story), codebook)
    assert [(r["tag"], r["tag_id"], r["tag_index"], r["tag_count"]) for r in found] == [
        ("threat", "threat", "1", "2"),
        ("Loaded word", "loaded-word", "2", "2"),
        ("", "", "", "0"),
    ]


def test_with_only_some_tags_an_annotation_keeps_its_counts(story: Story, annotation: MakeAnnotation) -> None:
    two, noted = annotation(1, tags=("threat", "claim")), annotation(2, tags=(), note="look")
    found = rows([two, noted], homes(story), Codebook(), only={"claim"})
    assert [(r["tag"], r["tag_index"], r["tag_count"]) for r in found] == [("claim", "2", "2")]


def test_rows_stand_in_the_order_of_the_story_and_of_the_text(
    story: Story, article: MakeArticle, annotation: MakeAnnotation
) -> None:
    courier, unknown = story.articles[1], article("Aaa")
    made = [
        annotation(1, article=unknown),
        annotation(2, 0, 5, article=courier),
        annotation(3, 13, 36),
        annotation(5, 13, 30),
        annotation(4, 13, 30),
        annotation(6, 0, 5),
    ]
    assert [int(r["annotation_id"][-3:]) for r in rows(made, homes(story), Codebook())] == [6, 4, 5, 3, 2, 1]


def test_an_article_that_nothing_is_known_of_has_empty_cells(annotation: MakeAnnotation) -> None:
    (row,) = rows([annotation(1)], {}, Codebook())
    assert [row[c] for c in ("story", "outlet", "title", "url", "published", "row")] == [""] * 6
    assert (row["quote"], row["paragraph"]) == ("The minister denied it.", "2")


def test_of_another_version_the_row_is_unknown_and_the_paragraph_as_recorded(
    story: Story, annotation: MakeAnnotation
) -> None:
    from dataclasses import replace

    one = annotation(1)
    other = replace(one, passage=one.passage._replace(version="0" * 64, paragraph=7))
    (row,) = rows([other], homes(story), Codebook())
    assert (row["row"], row["paragraph"]) == ("", "7")


def test_white_space_in_a_quote_is_one_space(story: Story, annotation: MakeAnnotation) -> None:
    (row,) = rows([annotation(1, 6, 17)], homes(story), Codebook())
    assert row["quote"] == "fail. The "


@pytest.mark.parametrize(
    ("source", "url"), [("HTTPS://a.example", "HTTPS://a.example"), ("a.txt", ""), ("javascript:x", "")]
)
def test_only_an_address_is_a_url(article: MakeArticle, annotation: MakeAnnotation, source: str, url: str) -> None:
    from articles.model import Story

    story = Story("t", (article(source=source),))
    assert rows([annotation(1)], homes(story), Codebook())[0]["url"] == url


def seed_annotations(story: Story) -> list[Annotation]:
    """Three annotations of the seeds: a formula in a note, two tags with a speaker, a note alone."""

    def of(number: int, place: int, first: str, last: str, **fields: object) -> Annotation:
        article = story.articles[place]
        start = article.version.text.index(first)
        end = article.version.text.index(last, start) + len(last)
        at = f"2026-01-02T03:04:0{number}.000Z"
        return Annotation(
            uuid_of(number), Passage.of(article, start, end), annotator="ana", created=at, modified=at, **fields  # type: ignore[arg-type]
        )  # fmt: skip

    return [
        of(1, 2, "intense", "conversation", tags=("claim",), note="=HYPERLINK(“x”)"),
        of(2, 0, "U.S. national security adviser", "seven-hour meeting", tags=("claim", "threat"), speaker="Sullivan"),
        of(3, 1, "raised a range", "relations", note="compare with Reuters"),
    ]


def test_the_file_for_the_seeds_is_byte_for_byte_the_golden_one() -> None:
    story = seed_story()
    assert encode(exported(seed_annotations(story), homes(story), Codebook())) == GOLDEN.read_bytes()


def test_every_quote_stands_in_its_article() -> None:
    story = seed_story()
    texts = {a.id: " ".join(a.version.text.split()) for a in story.articles}
    found = rows(seed_annotations(story), homes(story), Codebook())
    assert len(found) == 4
    for row in found:
        assert row["quote"] in texts[row["article_id"]]
