"""The annotations in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.book import Book
from annotations.model import Annotation, Passage
from articles.model import ParagraphId, Story
from tests.annotations.conftest import make_article, uuid_of

STORY = Story(
    "Talks", (make_article(), make_article("Courier", "Talks fail again.\n\nThe minister denied it.\n\nHe left."))
)


def on(article: int, start: int, end: int, number: int = 1, **fields: object) -> Annotation:
    made = Annotation(uuid_of(number), Passage.of(STORY.articles[article], start, end), ("claim",))
    return replace(made, **fields)  # type: ignore[arg-type]


def book(*annotations: Annotation) -> Book:
    made = Book(STORY)
    for annotation in annotations:
        made.put(annotation.id, annotation)
    return made


def test_annotations_come_by_article_and_in_the_order_of_the_text() -> None:
    late, early, other = on(0, 20, 25, 1), on(0, 3, 5, 2), on(1, 0, 4, 3)
    assert list(book(other, late, early)) == [early, late, other]


def test_of_two_that_begin_together_the_shorter_comes_first_and_of_the_same_span_the_older() -> None:
    long, short, same = on(0, 3, 9, 3), on(0, 3, 5, 2), on(0, 3, 5, 1)
    assert list(book(long, short, same)) == [same, short, long]


def test_putting_one_again_replaces_it() -> None:
    one = on(0, 3, 5)
    revised = one.revised(note="seen")
    of = book(one, revised)
    assert list(of) == [revised]
    assert of.get(one.id) == revised
    assert len(of) == 1


def test_dropping_one_leaves_no_trace() -> None:
    one = on(0, 3, 5)
    of = book(one)
    of.put(one.id, None)
    assert len(of) == 0
    assert list(of) == of.on(ParagraphId(0, 1)) == []
    assert of.get(one.id) is None


def test_dropping_one_that_is_not_there_changes_nothing() -> None:
    one = on(0, 3, 5)
    of = book(one)
    of.put(uuid_of(9), None)
    assert list(of) == [one]


def test_an_annotation_is_on_every_paragraph_that_it_touches() -> None:
    one = on(0, 6, 20)
    of = book(one)
    assert of.cells_of(one) == [ParagraphId(0, 1), ParagraphId(0, 2)]
    assert of.on(ParagraphId(0, 1)) == of.on(ParagraphId(0, 2)) == [one]
    assert of.on(ParagraphId(0, 3)) == of.on(ParagraphId(1, 1)) == []
    assert of.paragraph_of(one) == ParagraphId(0, 1)


def test_one_that_ends_where_a_paragraph_begins_does_not_touch_it() -> None:
    assert book().cells_of(on(0, 0, 13)) == [ParagraphId(0, 1)]


def test_over_gives_those_that_share_a_character() -> None:
    left, middle, right = on(0, 13, 16, 1), on(0, 15, 20, 2), on(0, 20, 25, 3)
    of = book(left, middle, right)
    assert of.over(0, (16, 20)) == [middle]
    assert of.over(0, (15, 21)) == [left, middle, right]
    assert of.over(1, (15, 21)) == []


def test_at_gives_the_one_of_exactly_the_span() -> None:
    one = on(0, 13, 20)
    of = book(one)
    assert of.at(0, (13, 20)) == [one]
    assert of.at(0, (13, 19)) == []
    assert of.at(1, (13, 20)) == []


def test_only_annotations_of_the_open_texts_are_held() -> None:
    one = on(0, 3, 5)
    assert Book(STORY).holds(one)
    assert not Book(STORY).holds(replace(one, passage=one.passage._replace(version="0" * 64)))
    assert not Book(STORY).holds(replace(one, passage=one.passage._replace(article="elsewhere")))


@pytest.mark.parametrize(
    "passage",
    [{"start": -3}, {"end": 10_000}, {"start": 5, "end": 5}, {"start": 9, "end": 3}, {"exact": "other words"}],
)
def test_a_record_whose_words_do_not_stand_at_its_offsets_is_not_held(passage: dict[str, object]) -> None:
    one = on(0, 3, 5)
    damaged = replace(one, passage=one.passage._replace(**passage))  # type: ignore[arg-type]
    assert not Book(STORY).holds(damaged)


spans = st.tuples(st.integers(0, 1), st.integers(0, 38), st.integers(1, 30)).map(
    lambda drawn: (drawn[0], drawn[1], min(drawn[1] + drawn[2], len(STORY.articles[drawn[0]].version.text)))
)


@given(st.lists(st.tuples(st.integers(1, 6), st.one_of(st.none(), spans)), max_size=30), spans)
def test_whatever_is_put_and_dropped_the_book_answers_like_a_plain_list(
    puts: list[tuple[int, tuple[int, int, int] | None]], asked: tuple[int, int, int]
) -> None:
    of, plain = Book(STORY), {}
    for number, span in puts:
        annotation = on(*span, number) if span else None
        of.put(uuid_of(number), annotation)
        if annotation:
            plain[number] = annotation
        else:
            plain.pop(number, None)
    everything = sorted(plain.values(), key=lambda a: (of.article_of(a), a.span, a.id))
    assert list(of) == everything
    assert len(of) == len(everything)
    article, start, end = asked
    inside = [a for a in everything if of.article_of(a) == article and a.span[0] < end and start < a.span[1]]
    assert of.over(article, (start, end)) == inside
    for a, one in enumerate(STORY.articles):
        for p in one.paragraphs:
            assert of.on(ParagraphId(a, p.n)) == [
                found for found in everything if ParagraphId(a, p.n) in of.cells_of(found)
            ]
