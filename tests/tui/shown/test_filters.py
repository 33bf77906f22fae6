"""What filters there are for a story, and which rows each picks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.align import align
from articles.model import Kind, Link, ParagraphId
from articles.rows import arrange, unaligned
from tests.articles.test_rows import BODY
from tests.articles.test_rows import story as rows_story
from tests.stories import story
from tui.shown.filters import Filter, choices, label, sorted_out, with_hits
from tui.shown.rows import ShownRows
from tui.shown.search import Searcher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAIN = story(*("\n\n".join(f"Paragraph {n} of text {a}, it says." for n in range(1, 6)) for a in range(3)))


class Note(NamedTuple):
    tags: tuple[str, ...] = ()
    speaker: str = ""


def small() -> ShownRows:
    """Rows 1, 3, 4, 5, 6: the headlines, two linked pairs, and a paragraph of either article alone."""
    of = story()
    return ShownRows(of, align(of))


def picked(view: ShownRows, notes: Mapping[ParagraphId, Sequence[Note]] | None = None) -> dict[Filter, set[int]]:
    return sorted_out(view, lambda where: (notes or {}).get(where, ()))


def test_the_rows_of_the_small_story() -> None:
    notes = {ParagraphId(0, 2): [Note(("claim", "threat"), "the minister")], ParagraphId(1, 4): [Note()]}
    assert picked(small(), notes) == {
        Filter("tagged"): {3, 6},
        Filter("untagged"): {1, 4, 5},
        Filter("aligned"): {3, 5},
        Filter("alone"): {4, 6},
        Filter("only", 0): {4},
        Filter("only", 1): {6},
        Filter("aligned", strong=True): {3, 5},
        Filter("alone", strong=True): {4, 6},
        Filter("only", 0, strong=True): {4},
        Filter("only", 1, strong=True): {6},
        Filter("outlet", 0): {1, 3, 4, 5},
        Filter("outlet", 1): {1, 3, 5, 6},
        Filter("tag", "claim"): {3},
        Filter("tag", "threat"): {3},
        Filter("speaker", "the minister"): {3},
    }


def test_what_tells_nothing_is_in_no_outlet_alone() -> None:
    kinds = [Kind.HEADLINE, Kind.BYLINE, Kind.DATE, Kind.SUBHEADING, Kind.CREDIT, Kind.CAPTION, Kind.STANDFIRST, BODY]
    of = rows_story(kinds, [Kind.HEADLINE, BODY])
    view = ShownRows(of, arrange(of, [Link(ParagraphId(0, 8), ParagraphId(1, 2), 0.15)], 0))
    told = {view.number_of[ParagraphId(0, n)] for n in (6, 7)}
    found = picked(view)
    assert found[Filter("alone")] == found[Filter("only", 0)] == told
    assert Filter("only", 1) not in found
    linked = view.number_of[ParagraphId(0, 8)]
    assert found[Filter("alone", strong=True)] == {*told, linked}, "a weak link does not count"
    assert found[Filter("only", 1, strong=True)] == {linked}


def test_nothing_is_said_of_links_before_they_are_computed() -> None:
    of = story()
    assert not {found.sort for found in picked(ShownRows(of, unaligned(of)))} & {"aligned", "alone", "only"}


def test_a_row_is_aligned_where_its_counterpart_is_on_another_row() -> None:
    of = ShownRows(
        PLAIN,
        arrange(
            PLAIN,
            [Link(ParagraphId(0, 1), ParagraphId(1, 5), 0.15), Link(ParagraphId(0, 5), ParagraphId(1, 1), 0.12)],
            0,
        ),
    )
    crossing = ParagraphId(0, 5)
    assert of.row_of[crossing] != of.row_of[ParagraphId(1, 1)]
    assert of.number_of[crossing] in picked(of)[Filter("aligned")]


def test_rows_by_text() -> None:
    view = small()
    searcher = Searcher(view.story)
    assert with_hits(view, searcher.find("on monday")) == {3}
    assert with_hits(view, searcher.find("seven hours")) == {5}
    assert with_hits(view, searcher.find("Advertisement")) == set(), "it is folded"
    assert with_hits(view, searcher.find("")) == set()


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (Filter("tagged"), "tagged rows"),
        (Filter("aligned"), "rows with a link"),
        (Filter("alone"), "rows in one outlet alone"),
        (Filter("only", 1), "rows only in Courier"),
        (Filter("only", 0, strong=True), "rows only in Post, weak links not counted"),
        (Filter("outlet", 1), "rows with Courier"),
        (Filter("tag", "dog-whistle"), "rows tagged DOG-WHISTLE"),
        (Filter("speaker", "Wang [Yi"), "rows with Wang [Yi as speaker"),
        (Filter("text", "talks"), "rows with “talks”"),
        (Filter("text", "x" * 41), f"rows with “{'x' * 39}…”"),
    ],
)
def test_what_filters_are_called(of: Filter, said: str) -> None:
    assert label(of, story(), str.upper) == said


def test_two_articles_of_one_outlet_are_told_apart_by_their_columns() -> None:
    of = story()
    twice = of._replace(articles=(of.articles[0], replace(of.articles[1], outlet="Post")))
    assert [label(Filter("outlet", i), twice, str) for i in range(2)] == [
        "rows with Post in column 1",
        "rows with Post in column 2",
    ]


def test_choices_come_kind_by_kind_outlets_by_column_tags_by_rows() -> None:
    notes = {ParagraphId(0, 2): [Note(("claim", "threat"), "Zoe")], ParagraphId(0, 3): [Note(("threat",), "Abe")]}
    listed = choices(picked(small(), notes), story(), str)
    assert [(choice.label, choice.rows) for choice in listed if not choice.filter.strong] == [
        ("tagged rows", 2),
        ("untagged rows", 3),
        ("rows with a link", 2),
        ("rows in one outlet alone", 2),
        ("rows only in Post", 1),
        ("rows only in Courier", 1),
        ("rows with Post", 4),
        ("rows with Courier", 4),
        ("rows tagged threat", 2),
        ("rows tagged claim", 1),
        ("rows with Abe as speaker", 1),
        ("rows with Zoe as speaker", 1),
    ]


ENDS = [ParagraphId(a, p.n) for a, article in enumerate(PLAIN.articles) for p in article.paragraphs]
notes = st.builds(
    Note, st.lists(st.sampled_from(["claim", "x"]), unique=True).map(tuple), st.sampled_from(["", "Wang"])
)
pairs = st.tuples(st.sampled_from(ENDS), st.sampled_from(ENDS)).filter(lambda pair: pair[0].article < pair[1].article)


@given(
    st.lists(pairs, max_size=10, unique=True),
    st.dictionaries(st.sampled_from(ENDS), st.lists(notes, max_size=2), max_size=6),
)
def test_filters_pick_what_asking_every_row_picks(
    linked: list[tuple[ParagraphId, ParagraphId]], noted: dict[ParagraphId, list[Note]]
) -> None:
    scores = dict(zip(linked, cycle([0.2, 0.15]), strict=False))
    view = ShownRows(PLAIN, arrange(PLAIN, [Link(a, b, scores[a, b]) for a, b in linked], 0))
    wanted = defaultdict(set)
    for row in view.rows:
        paragraph_ids = [where for where in ENDS if view.number_of[where] == row.number]
        on = [note for where in paragraph_ids for note in noted.get(where, ())]
        wanted[Filter("tagged" if on else "untagged")].add(row.number)
        for where in paragraph_ids:
            wanted[Filter("outlet", where.article)].add(row.number)
            for strong in (False, True):
                has_link = any(where in pair and (scores[pair] > 0.18 or not strong) for pair in linked)
                for of in [Filter("aligned")] if has_link else [Filter("alone"), Filter("only", where.article)]:
                    if linked:
                        wanted[of._replace(strong=strong)].add(row.number)
        for note in on:
            for tag in note.tags:
                wanted[Filter("tag", tag)].add(row.number)
            if note.speaker:
                wanted[Filter("speaker", note.speaker)].add(row.number)
    assert picked(view, noted) == wanted
