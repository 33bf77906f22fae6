"""Alignment: which paragraphs are linked, and how a caller follows the work or ends it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import align as align_module
from articles.align import (
    LARGE_STORY_PARAGRAPHS,
    LINKED_SCORE,
    Cancelled,
    align,
    counterparts,
    counterparts_after,
    find_links,
    is_large,
)
from articles.model import LINKING_KINDS, STRONG_SCORE, Alignment, Kind, Link, ParagraphId, Story
from articles.read import seed_story
from benchmarks.stories import generated, told

ROME = "Sullivan and Yang met for seven hours at a hotel in Rome on Monday."
SNOW = "Heavy snow closed the northern airports overnight."
TAIL = "Trading in shares resumed after lunch without further losses."


@given(st.data())
def test_the_counterparts_of_links_that_changed_a_little_are_those_of_all_links(data: st.DataObject) -> None:
    number = st.integers(1, 4)
    made = st.builds(
        lambda of, n, m, score, hand: Link(ParagraphId(of[0], n), ParagraphId(of[1], m), score, hand),
        st.sampled_from([(0, 1), (0, 2), (1, 2)]),
        number,
        number,
        st.sampled_from([0.1, 0.3]),
        st.booleans(),
    )
    links = st.lists(made, max_size=12, unique_by=lambda link: link[:2]).map(lambda found: tuple(sorted(found)))
    before, after = data.draw(links), data.draw(links)
    kept = data.draw(st.integers(0, len(before)))
    after = tuple(sorted({link[:2]: link for link in (*after, *before[:kept])}.values()))
    known = counterparts(Alignment(before, (), 0))
    assert counterparts_after(known, before, after) == counterparts(Alignment(after, (), 0))


def test_the_same_report_is_linked_and_another_is_not() -> None:
    story = Story("", (told("A", ["Talks", ROME, SNOW]), told("B", ["Talks", TAIL, ROME])))
    (link,) = find_links(story)
    assert (link.a, link.b, link.strong) == (ParagraphId(0, 2), ParagraphId(1, 3), True)


@pytest.mark.parametrize("kind", sorted(set(Kind) - LINKING_KINDS))
def test_what_is_no_part_of_the_text_never_links_however_alike(kind: Kind) -> None:
    same = told("A", [ROME, SNOW], [kind, Kind.BODY])
    other = told("B", [ROME, SNOW], [kind, Kind.BODY])
    assert {(link.a.n, link.b.n) for link in find_links(Story("", (same, other)))} == {(2, 2)}


def test_links_are_sorted_scored_above_the_bound_and_begin_in_the_earlier_article() -> None:
    links = align(seed_story()).links
    assert list(links) == sorted(links)
    assert all(LINKED_SCORE < link.score <= 1 and link.a.article < link.b.article for link in links)
    assert {link.strong for link in links} == {True, False}


def test_the_seeds_tell_of_the_last_meeting_in_zurich_in_two_spellings() -> None:
    story = seed_story()
    ends = {
        place: next(
            ParagraphId(i, p.n) for p in story.articles[i].paragraphs if p.kind is Kind.BODY and place in p.shown
        )
        for i, place in ((0, "Zurich"), (2, "Zürich"))
    }
    assert any((link.a, link.b) == (ends["Zurich"], ends["Zürich"]) and link.strong for link in align(story).links)


def test_one_article_has_rows_but_no_links() -> None:
    alignment = align(Story("", (told("A", ["Talks", ROME, SNOW]),)))
    assert alignment.links == ()
    assert [row.cells for row in alignment.rows] == [((1,),), ((2,),), ((3,),)]


def test_progress_ascends_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align_module, "TICK_SECONDS", 0.0)
    told_parts: list[float] = []
    align(seed_story(), progress=told_parts.append)
    assert told_parts == sorted(told_parts)
    assert told_parts[-1] == 1.0
    assert len(told_parts) > 100


def test_the_work_ends_when_the_caller_no_longer_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align_module, "TICK_SECONDS", 0.0)
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) == 5

    with pytest.raises(Cancelled):
        align(seed_story(), cancelled=cancelled)
    assert len(asked) == 5


def test_counterparts_come_strongest_first_for_both_ends() -> None:
    a, b, c = ParagraphId(0, 1), ParagraphId(1, 1), ParagraphId(2, 1)
    weak, strong = Link(a, b, STRONG_SCORE - 0.05), Link(a, c, STRONG_SCORE + 0.05)
    found = counterparts(Alignment((weak, strong), (), 0))
    assert found == {a: (strong, weak), b: (weak,), c: (strong,)}


def test_a_story_is_large_by_the_paragraphs_that_take_part() -> None:
    boilerplate = told("A", ["x"] * (LARGE_STORY_PARAGRAPHS + 1), [Kind.BOILERPLATE] * (LARGE_STORY_PARAGRAPHS + 1))
    body = told("B", ["x"] * LARGE_STORY_PARAGRAPHS, [Kind.BODY] * LARGE_STORY_PARAGRAPHS)
    assert not is_large(Story("", (boilerplate, body)))
    assert is_large(Story("", (body, told("C", ["x"], [Kind.BODY]))))


def test_facts_that_several_articles_tell_are_found_in_a_long_story() -> None:
    alignment = align(generated(3, 150))
    apart = [abs(link.a.n - link.b.n) for link in alignment.links if link.strong]
    assert len(apart) > 50
    assert sum(places < 15 for places in apart) > 0.9 * len(apart), "a fact stands near the same place in each"
