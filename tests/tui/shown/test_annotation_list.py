"""The list of annotations: what a query means, what it leaves, in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.codebook.codebook import Codebook
from annotations.model import Annotation, Passage, Placement
from articles.align import align
from tests.stories import story
from tui.shown.annotation_list import ORDERS, ListedAnnotation, ListIndex, listed_annotations, source_of
from tui.shown.query import ANYWHERE, FIELDS, STATE, Query, Term, folded
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Sequence

STORY = story()
CODEBOOK = Codebook().adding("dog whistle")[0]


def annotation(number: int, article: int, words: str, **fields: object) -> Annotation:
    text = STORY.articles[article]
    start = text.version.text.index(words)
    passage = Passage.of(text, start, start + len(words))
    return replace(Annotation(f"{number:036}", passage, modified=f"2026-01-0{number}T00:00:00.000Z"), **fields)  # type: ignore[arg-type]


DENIED = annotation(1, 0, "The minister denied it on Monday.", tags=("denial",), speaker="Café Müller", annotator="ana")
MOVE = annotation(2, 0, "Troops “will move”", tags=("threat", "claim"), note="see: [DW]?", annotator="ben")
COMMENT = annotation(4, 1, "A spokeswoman had no comment.", tags=("dog-whistle",), annotator="ana")
MET = annotation(3, 1, "Diplomats met seven hours", note="\x1b[2Jno tag\x00", annotator="ana")
GONE = replace(DENIED, id=f"{9:036}", tags=("claim",), speaker="", placement=Placement("x", 0, 0, "orphan", 0.0))
ALL = [DENIED, MOVE, MET, COMMENT]


def listing(found: Sequence[Annotation] = ALL, orphans: Sequence[Annotation] = (GONE,)) -> ListIndex:
    view = ShownRows(STORY, align(STORY))
    return ListIndex(listed_annotations(STORY, found, orphans, view.number_of), CODEBOOK)


def left(query: str, of: ListIndex | None = None, order: str = "place") -> list[Annotation]:
    return [entry.annotation for entry in (of or listing()).matching(Query.parse(query), order).entries]


def test_entries_go_down_the_page_and_orphans_come_last() -> None:
    listed = listing().entries
    rows = [entry.row for entry in listed]
    assert rows[:-1] == sorted(rows[:-1])
    assert rows[0] > 0
    assert (listed[-1].annotation, rows[-1]) == (GONE, 0)
    assert {entry.outlet for entry in listed} == {"Post", "Courier"}
    number_of = ShownRows(STORY, align(STORY)).number_of
    for entry in listed[:-1]:
        text, passage = STORY.articles[entry.article], entry.annotation.passage
        assert entry.row == next(
            number for where, number in number_of.items()
            if where.article == entry.article and where.n == text.paragraph_at(passage.start).n
        )  # fmt: skip


def test_words_that_have_changed_are_told_as_they_are_now_and_found_in_either_wording() -> None:
    text = STORY.articles[0].version.text
    start = text.index("The minister")
    now = Placement("x", start, start + 12, "fuzzy", 0.9)
    changed = replace(DENIED, passage=DENIED.passage._replace(exact="The secretary  denied it"), placement=now)
    moved = replace(MOVE, placement=now._replace(how="moved"))
    of = listing([changed, moved, MET], ())
    assert [entry.quote_now for entry in of.entries if entry.annotation is changed] == ["The minister"]
    assert {entry.now for entry in of.entries if entry.annotation is not changed} == {""}
    for query in ("is:changed", "secretary", "minister speaker:cafe", 'text:"the minister"', "is:ch"):
        assert left(query, of) == [changed], query


def test_who_is_made_to_speak_is_found_by_the_kind_of_source_also_without_a_name() -> None:
    unnamed, named = replace(MOVE, attribution="anonymous"), replace(DENIED, attribution="named")
    of = listing([named, unnamed, MET], ())
    assert left("attribution:anonymous", of) == [unnamed]
    assert left("attribution:anon", of) == [unnamed]
    assert left("attribution:named speaker:cafe", of) == [named]
    assert left("speaker:anonymous", of) == []
    assert [source_of(a) for a in (named, unnamed, MET)] == ["Café Müller (named)", "(anonymous)", ""]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [*ALL, GONE]),
        ("tag:threat", [MOVE]),
        ("TAG:thr", [MOVE]),
        ("tag:whistle", [COMMENT]),
        ('tag:"dog whistle"', [COMMENT]),
        ("outlet:cour", [MET, COMMENT]),
        ("speaker:cafe", [DENIED]),
        ("muller", [DENIED]),
        ("MÜLLER", [DENIED]),
        ("by:ben", [MOVE]),
        ("by:ana tag:denial", [DENIED]),
        ("note:dw", [MOVE]),
        ("text:dw", []),
        ('"will move"', [MOVE]),
        ("“will move”", [MOVE]),
        ("move troops", [MOVE]),
        ('"move troops"', []),
        ("is:orphan", [GONE]),
        ("is:o", [GONE]),
        ("is:note", [MOVE, MET]),
        ("is:doubtful", []),
        ("tag:", [*ALL, GONE]),
        ("is: ~ ~tag:", [*ALL, GONE]),
        ("see:", [MOVE]),
        ('"troops" outlet:courier', []),
        ('"denied it on monday" is:orphan', [GONE]),
    ],
)
def test_what_a_query_leaves(query: str, found: list[Annotation]) -> None:
    assert sorted(a.id for a in left(query)) == sorted(a.id for a in found)


def test_a_doubtful_place_is_found_by_its_state() -> None:
    doubtful = replace(MOVE, placement=Placement("x", 20, 30, "fuzzy", 0.6, check=True))
    assert left("is:doubtful", listing([DENIED, doubtful])) == [doubtful]


def test_a_field_that_is_none_is_a_word_as_it_stands() -> None:
    assert Query.parse("http://a.b").terms == (Term(ANYWHERE, "http://a.b"),)
    assert Query.parse("is:purple").terms == (Term(ANYWHERE, "is:purple"),)
    assert Query.parse("foo:bar").terms == (Term(ANYWHERE, "foo:bar"),)


def test_quotes_fields_and_tildes_are_read() -> None:
    assert Query.parse('a tag:"B  c" ~"d" by:é "e f').terms == (
        Term(ANYWHERE, "a"),
        Term("tag", "b c", quoted=True),
        Term(ANYWHERE, "d", quoted=True, like=True),
        Term("by", "e"),
        Term(ANYWHERE, "e f", quoted=True),
    )


def test_a_word_with_a_slip_finds_what_is_like_it_and_says_so() -> None:
    found = listing().matching(Query.parse("diplomatz"))
    assert [entry.annotation for entry in found.entries] == [MET]
    assert found.substitutes == (("diplomatz", ("diplomats",)),)
    assert [entry.annotation for entry in listing().matching(Query.parse("by:ana comnent")).entries] == [COMMENT]


def test_a_word_that_stands_somewhere_is_not_taken_for_another() -> None:
    found = listing().matching(Query.parse("move"))
    assert found.substitutes == ()
    assert listing().matching(Query.parse('tag:denial "diplomatz"')).substitutes == ()
    assert listing().matching(Query.parse("xyzzy")).substitutes == (("xyzzy", ()),)
    assert listing().matching(Query.parse("action")).substitutes == (("action", ()),), (
        "a part that is found in a short word"
    )


def test_a_tilde_asks_for_what_is_like_a_word_too() -> None:
    assert left("~comments") == [COMMENT]
    assert listing().matching(Query.parse("~comments")).substitutes == ()


def test_the_orders() -> None:
    of = listing()
    assert left("", of, "time") == sorted([*ALL, GONE], key=lambda a: a.modified, reverse=True)
    assert left("", of, "tag") == sorted(left("", of), key=lambda a: rank(a.tags))
    outlets = [entry.outlet for entry in of.matching(Query(), "outlet").entries]
    assert outlets == sorted(outlets)
    with pytest.raises(KeyError):
        of.matching(Query(), "weather")


def rank(tags: tuple[str, ...]) -> int:
    order = [tag.id for tag in CODEBOOK.tags]
    return min((order.index(tag) for tag in tags), default=len(order))


def test_the_tags_of_what_is_left_are_counted_most_first() -> None:
    of = listing()
    assert of.tags(of.entries)[0] == ("claim", 2)
    assert sorted(of.tags(of.entries)[1:]) == [("denial", 1), ("dog-whistle", 1), ("threat", 1)]
    assert of.tags([]) == []


def test_an_empty_list_takes_every_query() -> None:
    assert left("tag:x y ~zzzz is:orphan", listing([], [])) == []


@given(st.text(max_size=60))
def test_reading_a_query_never_fails_and_gives_terms_that_can_be_sought(text: str) -> None:
    of = listing()
    query = Query.parse(text)
    for term in query.terms:
        assert term.field in (*FIELDS, STATE, ANYWHERE)
        assert term.value
    assert {entry.annotation.id for entry in of.matching(query).entries} <= {a.id for a in (*ALL, GONE)}


def said(entry: ListedAnnotation, field: str) -> list[str]:
    a = entry.annotation
    fields = {
        "text": [a.passage.exact],
        "note": [a.note],
        "speaker": [a.speaker],
        "outlet": [entry.outlet],
        "tag": [CODEBOOK.tag(tag).name for tag in a.tags],
    }
    fields[ANYWHERE] = [text for texts in fields.values() for text in texts]
    return {**fields, "by": [a.annotator], "attribution": [a.attribution]}[field]


WORDS = [
    "minister",
    "DENIED",
    "will",
    "‘",
    "“will",
    "é",
    "claim",
    "post",
    "an",
    "no tag",
    "ben",
    "see:",
    "[dw]",
    "e",
    "\x00",
]


@given(
    st.lists(st.tuples(st.sampled_from([*FIELDS, ANYWHERE]), st.sampled_from(WORDS)), max_size=4),
    st.sampled_from(ORDERS),
)
def test_the_list_leaves_what_looking_at_each_entry_leaves(wanted: list[tuple[str, str]], order: str) -> None:
    of = listing()
    query = Query(tuple(Term(field, folded(word), quoted=True) for field, word in wanted))
    naive = {
        entry.annotation.id
        for entry in of.entries
        if all(any(folded(word) in folded(text) for text in said(entry, field)) for field, word in wanted)
    }
    for n in range(len(query.terms) + 1):  # word by word, as it is typed
        found = of.matching(Query(query.terms[:n]), order).entries
    assert {entry.annotation.id for entry in found} == naive


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_case_accents_quotes_and_white_space_fold() -> None:
    assert folded("Ł’Été “À  la”\n\tcarte –") == 'l\'ete "a la" carte -'
