"""Corrections: a person's decisions win over what is computed, and every paragraph keeps its one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.align import align, counterparts
from articles.corrections import (
    before,
    candidates,
    computed_with,
    corrected,
    doubtful,
    moved,
    neighbour,
    regrouped,
)
from articles.edits import ANEW, Correction, Verdict, edited
from articles.model import STRONG_SCORE, Alignment, Kind, Link, ParagraphId, Story
from articles.read import seed_story
from articles.rows import arrange
from benchmarks.stories import generated
from tests.articles.test_rows import BODY, cells, link, linked_stories, row_of, story

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

VERDICTS: tuple[Verdict, ...] = ("linked", "cut", "confirmed")

PLAIN = story([BODY] * 4, [BODY] * 4, [BODY] * 4)
DOWN = [link((0, n), (1, n), 0.3) for n in (1, 2, 3, 4)]
"""Links that put two articles beside each other."""


def linked(a: tuple[int, int], b: tuple[int, int], mover: tuple[int, int] | None = None) -> Correction:
    return Correction(ParagraphId(*a), ParagraphId(*b), "linked", ParagraphId(*mover) if mover else None)


def cut(a: tuple[int, int], b: tuple[int, int], mover: tuple[int, int] | None = None) -> Correction:
    return Correction(ParagraphId(*a), ParagraphId(*b), "cut", ParagraphId(*mover) if mover else None)


def confirmed(a: tuple[int, int], b: tuple[int, int]) -> Correction:
    return Correction(ParagraphId(*a), ParagraphId(*b), "confirmed")


def bound(story: Story, links: Collection[Link], corrections: Iterable[Correction]) -> list[list[list[int]]]:
    return cells(corrected(story, links, corrections, 0))


def computed_cells(story: Story, links: Collection[Link], corrections: Iterable[Correction]) -> list[list[list[int]]]:
    return cells(computed_with(story, links, corrections, 0))


def together(alignment: Alignment, *ends: tuple[int, int]) -> bool:
    where = row_of(alignment)
    return len({where[ParagraphId(*end)] for end in ends}) == 1


def all_moved(alignment: Alignment) -> set[ParagraphId]:
    return {where for row in alignment.rows for where in row.moved}


def test_without_corrections_nothing_changes() -> None:
    seeds = seed_story()
    alignment = align(seeds)
    assert corrected(seeds, alignment.links, []) == alignment


def test_a_link_is_made_where_none_was_computed() -> None:
    alignment = corrected(PLAIN, [], [linked((0, 2), (1, 3))], 0)
    assert alignment.links == (Link(ParagraphId(0, 2), ParagraphId(1, 3), 0.0, by_hand=True),)
    assert alignment.links[0].strong
    assert together(alignment, (0, 2), (1, 3))


def test_a_computed_link_keeps_its_score_when_a_person_makes_or_confirms_it() -> None:
    for verdict in ("linked", "confirmed"):
        alignment = corrected(PLAIN, DOWN, [Correction(ParagraphId(0, 2), ParagraphId(1, 2), verdict)], 0)
        assert alignment.links[1] == DOWN[1]._replace(by_hand=True)
        assert [x for x in alignment.links if x.by_hand] == [alignment.links[1]]


def test_a_cut_link_is_gone_and_its_ends_part() -> None:
    alignment = corrected(PLAIN, DOWN, [cut((0, 2), (1, 2))], 0)
    assert alignment.links == (DOWN[0], *DOWN[2:])
    assert cells(alignment)[1:3] == [[[2], [], []], [[], [2], []]]


def test_a_confirmed_link_stays_when_it_is_no_longer_computed() -> None:
    alignment = corrected(PLAIN, [], [confirmed((0, 1), (2, 4))], 0)
    assert alignment.links == (Link(ParagraphId(0, 1), ParagraphId(2, 4), 0.0, by_hand=True),)
    assert alignment.rows == arrange(PLAIN, [], 0).rows, "and moves nothing"
    assert together(corrected(PLAIN, [], [confirmed((0, 1), (2, 4)), ANEW], 0), (0, 1), (2, 4)), "until it is asked to"


def test_of_several_decisions_about_a_pair_the_last_counts() -> None:
    pair = ((0, 1), (1, 2))
    assert corrected(PLAIN, [], [linked(*pair), cut(*pair)], 0).links == ()
    assert corrected(PLAIN, [], [cut(*pair), linked(*pair)], 0).links[0].by_hand
    assert corrected(PLAIN, [], [linked(*reversed(pair)), cut(*pair)], 0).links == ()


def test_what_no_longer_exists_headlines_and_pairs_of_one_article_are_passed_over() -> None:
    made = story([Kind.HEADLINE, BODY], [BODY])
    for a, b in [((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 0), (1, 1)), ((0, 2), (5, 1)), ((0, 2), (0, 1))]:
        for verdict in VERDICTS:
            assert corrected(made, [], [Correction(ParagraphId(*a), ParagraphId(*b), verdict)]) == arrange(made, [])


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.HEADLINE}))
def test_paragraphs_of_any_kind_but_headlines_can_be_linked_by_hand(kind: Kind) -> None:
    made = story([BODY, BODY, kind], [BODY, kind, BODY])
    alignment = corrected(made, [link((0, 1), (1, 3), 0.5)], [linked((0, 3), (1, 1))], 0)
    assert together(alignment, (0, 3), (1, 1))


def test_a_margin_gives_way_to_a_person() -> None:
    made = story([Kind.DATE, BODY, BODY], [Kind.DATE, BODY])
    assert together(arrange(made, []), (0, 1), (1, 1))
    assert together(corrected(made, [], [linked((0, 3), (1, 1))], 0), (0, 3), (1, 1))
    assert not together(corrected(made, [], [cut((0, 1), (1, 1))], 0), (0, 1), (1, 1))


def test_of_two_rows_of_the_pivot_a_paragraph_follows_the_later_link_and_keeps_both() -> None:
    first, second = linked((0, 1), (1, 4)), linked((0, 3), (1, 4))
    for later, wins in (([first, second], (0, 3)), ([second, first], (0, 1)), ([first, second, first], (0, 1))):
        alignment = corrected(PLAIN, DOWN, later, 0)
        assert together(alignment, wins, (1, 4))
        assert {x.a for x in counterparts(alignment)[ParagraphId(1, 4)][:2]} == {ParagraphId(0, 1), ParagraphId(0, 3)}


def test_to_confirm_changes_nothing_about_what_was_linked() -> None:
    made = [linked((0, 4), (1, 1))]
    later = [*made, confirmed((0, 1), (1, 1)), confirmed((0, 4), (1, 1))]
    assert bound(PLAIN, DOWN, later) == bound(PLAIN, DOWN, made)


def test_corrections_do_not_change_the_pivot() -> None:
    links = [*DOWN, link((1, 2), (2, 2), 0.2)]
    assert [corrected(PLAIN, links, [*(cut(x.a, x.b) for x in DOWN)]).pivot, arrange(PLAIN, links).pivot] == [1, 1]


# Rows computed together with decisions


def test_a_link_by_hand_that_keeps_the_order_moves_nothing() -> None:
    alignment = computed_with(PLAIN, [DOWN[0], DOWN[3]], [linked((0, 2), (1, 3))], 0)
    assert [row[:2] for row in cells(alignment) if row[0] or row[1]] == [
        [[1], [1]],
        [[], [2]],
        [[2], [3]],
        [[3], []],
        [[4], [4]],
    ]
    assert not all_moved(alignment)


def test_one_far_link_by_hand_moves_its_paragraph_and_leaves_the_others_where_they_are() -> None:
    alignment = computed_with(PLAIN, DOWN, [linked((0, 4), (1, 1))], 0)
    assert [row[:2] for row in cells(alignment)][:4] == [[[1], []], [[2], [2]], [[3], [3]], [[4], [1, 4]]]
    assert all_moved(alignment) == {ParagraphId(1, 1)}


def test_two_articles_beside_the_pivot_share_a_row_and_the_rest_keeps_its_order() -> None:
    alignment = computed_with(PLAIN, [*DOWN[:1], DOWN[3]], [linked((1, 2), (2, 2))], 0)
    assert together(alignment, (1, 2), (2, 2))
    assert not all_moved(alignment)


def test_a_paragraph_linked_by_hand_brings_its_fellow_to_the_row_of_its_own_counterpart() -> None:
    links = [*DOWN, link((0, 3), (2, 2), 0.4)]
    alignment = computed_with(story([BODY] * 4, [BODY] * 5, [BODY] * 4), links, [linked((1, 5), (2, 2))], 0)
    assert together(alignment, (0, 3), (1, 5), (2, 2))


def test_two_that_follow_one_another_stand_beside_the_one_that_both_are_linked_to() -> None:
    made = story([BODY], [BODY] * 3, [BODY])
    pair = [linked((1, 2), (2, 1)), linked((1, 3), (2, 1))]
    assert [[], [2, 3], [1]] in computed_cells(made, [], pair)
    assert not all_moved(computed_with(made, [], pair, 0))
    beside = computed_with(made, [link((0, 1), (1, 2), 0.5)], pair, 0)
    assert [[1], [2, 3], [1]] in cells(beside)
    assert not all_moved(beside)
    apart = computed_with(made, [], [linked((1, 1), (2, 1)), linked((1, 3), (2, 1))], 0)
    assert [[], [1, 3], [1]] in cells(apart)
    assert all_moved(apart) == {ParagraphId(1, 3)}


def test_a_confirmed_weak_link_holds_a_paragraph_that_has_no_better_place() -> None:
    weak = link((0, 4), (1, 1), STRONG_SCORE - 0.05)
    links = [*DOWN[1:], weak]
    assert not together(computed_with(PLAIN, links, [], 0), (0, 4), (1, 1))
    assert together(computed_with(PLAIN, links, [confirmed((0, 4), (1, 1))], 0), (0, 4), (1, 1))


def test_to_confirm_a_weaker_link_takes_no_paragraph_from_its_best_counterpart() -> None:
    links = [*DOWN, link((0, 4), (1, 1), STRONG_SCORE - 0.05)]
    alignment = computed_with(PLAIN, links, [confirmed((0, 4), (1, 1))], 0)
    assert cells(alignment) == cells(arrange(PLAIN, links, 0))
    assert [x.b for x in alignment.links if x.by_hand] == [ParagraphId(1, 1)]


def test_what_was_cut_stands_apart_also_where_a_third_paragraph_would_bring_both_together() -> None:
    links = [link((0, 1), (1, 1), 0.5), link((0, 1), (2, 1), 0.5)]
    assert together(arrange(PLAIN, links, 0), (1, 1), (2, 1))
    alignment = computed_with(PLAIN, links, [cut((1, 1), (2, 1))], 0)
    assert not together(alignment, (1, 1), (2, 1))
    forced = computed_with(PLAIN, links, [cut((1, 1), (2, 1)), linked((0, 1), (2, 1)), linked((0, 1), (1, 1))], 0)
    assert together(forced, (0, 1), (1, 1), (2, 1))


def test_what_was_cut_stands_apart_also_where_a_bound_paragraph_would_bring_it_along() -> None:
    links = [link((0, 1), (1, n), 0.5) for n in (1, 2, 3)]
    alignment = computed_with(PLAIN, links, [linked((1, 2), (2, 1)), cut((1, 1), (2, 1))], 0)
    assert together(alignment, (1, 2), (2, 1))
    assert together(alignment, (0, 1), (1, 1))
    assert not together(alignment, (1, 1), (2, 1))
    assert not all_moved(alignment)


def test_what_is_bound_to_a_row_stays_on_it_when_one_before_it_has_to_leave() -> None:
    links = [link((0, 1), (1, 1), 0.5), link((0, 1), (1, 2), 0.5)]
    decided = [linked((0, 1), (1, 3)), linked((1, 2), (2, 1)), cut((1, 1), (2, 1))]
    alignment = computed_with(story([BODY], [BODY] * 3, [BODY]), links, decided, 0)
    assert cells(alignment) == [[[1], [1, 3], []], [[], [2], [1]]]
    assert all_moved(alignment) == {ParagraphId(1, 3)}


def test_a_strong_link_moves_no_paragraph_to_where_its_fellow_was_cut_from_another() -> None:
    links = [link((0, 1), (1, 1), 0.5), link((0, 2), (1, 2), 0.5), link((0, 1), (1, 3), 0.4)]
    decided = [linked((1, 3), (2, 1)), cut((1, 1), (2, 1))]
    made = story([BODY] * 2, [BODY] * 3, [BODY])
    assert together(computed_with(made, links, decided[:1], 0), (0, 1), (1, 1), (1, 3), (2, 1))
    assert cells(computed_with(made, links, decided, 0)) == [[[1], [1], []], [[2], [2], []], [[], [3], [1]]]


# One decision after another


@st.composite
def crowded_stories(draw: st.DrawFn) -> tuple[Story, list[Link]]:
    """Few rows, on which many paragraphs want to stand."""
    made = story([BODY] * draw(st.integers(1, 2)), [BODY] * 4, [BODY] * 4)
    pairs = [(ParagraphId(0, p.n), ParagraphId(1, n)) for p in made.articles[0].paragraphs for n in range(1, 5)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=3, unique=True))
    return made, [Link(a, b, draw(st.sampled_from([0.15, 0.3, 0.5]))) for a, b in chosen]


@st.composite
def decided_stories(draw: st.DrawFn) -> tuple[Story, list[Link], list[Correction], int]:
    made, links = draw(linked_stories() | crowded_stories())
    most = max(len(article.paragraphs) for article in made.articles)
    ends = st.builds(ParagraphId, st.integers(0, len(made.articles)), st.integers(0, most + 1))
    decided = st.builds(Correction, ends, ends, st.sampled_from(VERDICTS)).flatmap(
        lambda of: st.sampled_from([of, of._replace(mover=of.a), of._replace(mover=of.b)])
    )
    return made, links, draw(st.lists(decided, max_size=15)), draw(st.integers(0, len(made.articles) - 1))


def last_decided(story: Story, corrections: Iterable[Correction]) -> dict[tuple[ParagraphId, ParagraphId], str]:
    """The decision that counts for each pair that can be linked, the latest last."""
    text = {
        ParagraphId(i, p.n) for i, a in enumerate(story.articles) for p in a.paragraphs if p.kind is not Kind.HEADLINE
    }
    decided: dict[tuple[ParagraphId, ParagraphId], str] = {}
    for a, b, verdict, _ in corrections:
        pair = (min(a, b), max(a, b))
        if {a, b} <= text and a.article != b.article:
            decided.pop(pair, None)
            decided[pair] = verdict
    return decided


@given(decided_stories(), st.none() | st.integers(0, 15))
def test_whatever_was_decided_every_paragraph_stands_in_one_row_and_the_pivot_in_its_order(
    case: tuple[Story, list[Link], list[Correction], int], anew: int | None
) -> None:
    made, links, corrections, pivot = case
    steps = corrections if anew is None else [*corrections[:anew], ANEW, *corrections[anew:]]
    alignment = corrected(made, links, steps, pivot)
    shown = [ParagraphId(i, n) for row in alignment.rows for i, cell in enumerate(row.cells) for n in cell]
    assert sorted(shown) == [ParagraphId(i, p.n) for i, article in enumerate(made.articles) for p in article.paragraphs]
    assert all(any(row.cells) for row in alignment.rows)
    assert all(list(cell) == sorted(cell) for row in alignment.rows for cell in row.cells)
    where = row_of(alignment)
    gone = all_moved(alignment)
    for i, article in enumerate(made.articles):
        text = [ParagraphId(i, p.n) for p in article.paragraphs if p.kind is not Kind.HEADLINE]
        stays = [where[x] for x in text if x not in gone]
        assert stays == sorted(stays)
        if anew is None:
            for one in gone.intersection(text):
                above = [where[x] for x in text if x < one and x not in gone]
                below = [where[x] for x in text if x > one and x not in gone]
                assert where[one] < max(above, default=0) or where[one] > min(below, default=len(where))
    assert not {where for where in gone if where.article == pivot}


def without(alignment: Alignment, pair: Collection[ParagraphId]) -> list[list[list[int]]]:
    """The rows but for two paragraphs, from top to bottom."""
    rows = [
        [[n for n in cell if ParagraphId(i, n) not in pair] for i, cell in enumerate(row)] for row in cells(alignment)
    ]
    return [row for row in rows if any(row)]


def held_by_hand(alignment: Alignment, one: ParagraphId, other: ParagraphId) -> bool:
    """Whether links by hand lead from one to the other through paragraphs of their row alone."""
    where, reached = row_of(alignment), {one}
    for _ in alignment.links:
        for x in alignment.links:
            if x.by_hand and where[x.a] == where[x.b] and not reached.isdisjoint({x.a, x.b}):
                reached |= {x.a, x.b}
    return other in reached


@given(decided_stories())
def test_a_decision_changes_what_it_was_asked_to_change_and_nothing_else(
    case: tuple[Story, list[Link], list[Correction], int],
) -> None:
    made, links, corrections, pivot = case
    before = arrange(made, links, pivot)
    for count, (a, b, verdict, mover) in enumerate(corrections, 1):
        after = corrected(made, links, corrections[:count], pivot)
        if (min(a, b), max(a, b)) not in last_decided(made, corrections[count - 1 : count]):
            assert after == before
            continue
        assert not regrouped(before, after, (a, b))
        assert without(before, (a, b)) == without(after, (a, b))
        was, now = row_of(before), row_of(after)
        if verdict == "confirmed":
            assert after.rows == before.rows
        elif verdict == "linked":
            assert now[a] == now[b]
            stays = next((x for x in (a, b) if x != mover), a) if mover in (a, b) and mover.article != pivot else None
            if stays is None and pivot in (a.article, b.article):
                stays = a if a.article == pivot else b
            if stays:
                assert without(before, ({a, b} - {stays})) == without(after, ({a, b} - {stays}))
        else:
            assert now[a] != now[b] or held_by_hand(after, a, b)
            if was[a] != was[b]:
                assert after.rows == before.rows
        before = after


@given(decided_stories())
def test_whatever_was_decided_the_links_are_the_computed_ones_with_the_decisions_on_top(
    case: tuple[Story, list[Link], list[Correction], int],
) -> None:
    made, links, corrections, pivot = case
    found = {(x.a, x.b): x for x in corrected(made, links, corrections, pivot).links}
    decided = last_decided(made, corrections)
    kept = {pair for pair, verdict in decided.items() if verdict != "cut"}
    computed = {(x.a, x.b): x.score for x in links}
    assert found.keys() == (computed.keys() | kept) - {pair for pair in decided if decided[pair] == "cut"}
    assert {pair for pair, x in found.items() if x.by_hand} == kept
    assert all(x.score == computed.get(pair, 0.0) for pair, x in found.items())


@given(decided_stories())
def test_computed_anew_the_last_link_by_hand_shares_a_row_and_what_was_cut_does_not_unless_bound(
    case: tuple[Story, list[Link], list[Correction], int],
) -> None:
    made, links, corrections, pivot = case
    alignment = corrected(made, links, [*corrections, ANEW], pivot)
    assert alignment == computed_with(made, links, corrections, pivot)
    where = row_of(alignment)
    decided = last_decided(made, corrections)
    by_hand = [pair for pair, verdict in decided.items() if verdict == "linked"]
    if by_hand:
        assert where[by_hand[-1][0]] == where[by_hand[-1][1]]
    bound = {where: {where} for where in where}
    for pair, verdict in decided.items():
        if verdict != "cut":
            whole = bound[pair[0]] | bound[pair[1]]
            bound |= dict.fromkeys(whole, whole)
    for (a, b), verdict in decided.items():
        if verdict == "cut" and b not in bound[a]:
            assert where[a] != where[b]


@pytest.mark.parametrize("of", [seed_story(), generated(4, 16)], ids=["seeds", "generated"])
def test_no_cut_and_no_link_of_a_computed_pair_gives_any_other_paragraph_other_mates(of: Story) -> None:
    alignment = align(of)
    asked, regrouped_ = 0, []
    for x in alignment.links:
        for mover in (None, x.a, x.b):
            for verdict in VERDICTS:
                after = edited(of, alignment.links, alignment, [Correction(x.a, x.b, verdict, mover)])
                asked += 1
                if regrouped(alignment, after, (x.a, x.b)) or without(alignment, x[:2]) != without(after, x[:2]):
                    regrouped_.append((x, verdict, mover))
    assert asked > 200
    assert not regrouped_


def test_the_one_that_is_meant_goes_to_the_other_but_one_of_the_pivot_stays() -> None:
    apart = [DOWN[0], link((0, 3), (2, 3), 0.3)]
    for mover, row in (((1, 1), [[3], [1], [3]]), ((2, 3), [[1], [1], [3]])):
        assert row in bound(PLAIN, apart, [linked((1, 1), (2, 3), mover)])
    for n in ((0, 4), (1, 1)):
        assert [[4], [1], []] in bound(PLAIN, apart, [linked((0, 4), (1, 1), n)])
    assert [[1], [1], [2]] in bound(PLAIN, apart, [linked((1, 1), (2, 2))]), "untold it is the one without the pivot"


def test_the_one_that_is_meant_leaves_and_the_others_stay_together() -> None:
    links = [link((0, 2), (1, 2), 0.3), link((0, 2), (2, 2), 0.4), link((1, 2), (2, 2), 0.2)]
    for decided, left in (
        (cut((0, 2), (1, 2), (1, 2)), [[[2], [], [2]], [[], [2], []]]),
        (cut((0, 2), (1, 2), (0, 2)), [[[], [2], [2]], [[2], [], []]]),
        (cut((1, 2), (2, 2)), [[[2], [], [2]], [[], [2], []]]),
    ):
        made = bound(PLAIN, links, [decided])
        assert made[made.index(left[0]) :][:2] == left


def test_what_links_by_hand_hold_on_a_row_stays_there_when_a_link_between_them_is_cut() -> None:
    links = [link((0, 2), (1, 2), 0.3), link((0, 2), (2, 2), 0.4), link((1, 2), (2, 2), 0.2)]
    held = [confirmed((0, 2), (1, 2)), confirmed((0, 2), (2, 2)), cut((1, 2), (2, 2))]
    assert [[2], [2], [2]] in bound(PLAIN, links, held)
    assert [[2], [2], [2]] not in bound(PLAIN, links, [*held, cut((0, 2), (2, 2))])


def test_what_stood_out_of_its_order_goes_back_into_it_when_its_link_is_cut() -> None:
    links = [*DOWN[1:], link((0, 4), (1, 1), 0.5)]
    alignment = arrange(PLAIN, links, 0)
    assert all_moved(alignment) == {ParagraphId(1, 1)}
    after = corrected(PLAIN, links, [cut((0, 4), (1, 1))], 0)
    assert [row[:2] for row in cells(after)][:3] == [[[], [1]], [[1], []], [[2], [2]]]
    assert not all_moved(after)


def test_a_cut_in_the_middle_of_a_cell_leaves_its_neighbours_there() -> None:
    links = [link((0, 2), (1, n), 0.5) for n in (2, 3, 4)]
    assert [[2], [2, 3, 4], []] in cells(arrange(PLAIN, links, 0))
    for n, rows in (
        (2, [[[], [2], []], [[2], [3, 4], []]]),
        (3, [[[2], [2, 4], []], [[], [3], []]]),
        (4, [[[2], [2, 3], []], [[], [4], []]]),
    ):
        made = bound(PLAIN, links, [cut((0, 2), (1, n))])
        assert made[made.index(rows[0]) :][:2] == rows


def test_a_later_decision_does_not_bring_back_what_an_earlier_one_moved() -> None:
    there = [cut((0, 1), (1, 1)), linked((1, 1), (2, 4), (2, 4)), linked((0, 3), (1, 1), (1, 1))]
    assert [[3], [1, 3], []] in bound(PLAIN, DOWN, there)
    assert [[], [], [4]] in bound(PLAIN, DOWN, there)


def test_the_doubtful_links_are_the_weak_ones_not_decided_on_down_the_page() -> None:
    weak = [link((0, n), (1, 5 - n), STRONG_SCORE - 0.01) for n in (1, 2, 3, 4)]
    links = [link((0, n), (2, n), STRONG_SCORE + 0.01) for n in (1, 2, 3, 4)] + weak
    alignment = corrected(PLAIN, links, [confirmed((0, 2), (1, 3)), linked((0, 1), (1, 1))], 0)
    asked = [(x.a.n, x.b.n) for x in doubtful(alignment)]
    assert sorted(asked) == [(1, 4), (3, 2), (4, 1)]
    where = row_of(alignment)
    first = [min(where[x.a], where[x.b]) for x in doubtful(alignment)]
    assert first == sorted(first)


def test_before_a_row_are_the_links_with_both_ends_above_or_on_it() -> None:
    links = [*DOWN, link((0, 4), (1, 1), 0.12)]
    alignment = corrected(PLAIN, links, [confirmed((0, 1), (1, 1))], 0)
    assert before(alignment, 0) == []
    assert before(alignment, 2) == DOWN[1:3]
    assert before(alignment, len(alignment.rows)) == [*DOWN[1:3], links[-1], DOWN[3]]


def test_to_confirm_all_of_the_seeds_moves_nothing_that_stands_beside_its_best_counterpart() -> None:
    seeds = seed_story()
    alignment = align(seeds)
    everything = [Correction(x.a, x.b, "confirmed") for x in before(alignment, len(alignment.rows))]
    later = corrected(seeds, alignment.links, everything)
    assert doubtful(later) == []
    assert [x.score for x in later.links] == [x.score for x in alignment.links]
    was, now = row_of(alignment), row_of(later)
    held = 0
    for where, links in counterparts(alignment).items():
        to_pivot = [x for x in links if x.other(where).article == alignment.pivot]
        if to_pivot and was[where] == was[to_pivot[0].other(where)]:
            held += 1
            assert now[where] == now[to_pivot[0].other(where)]
    assert held > 10


def test_the_neighbour_of_a_paragraph_is_the_pivots_on_the_next_row_that_has_one() -> None:
    made = story([Kind.HEADLINE, *[BODY] * 3], [Kind.HEADLINE, *[BODY] * 3])
    alignment = arrange(made, [link((0, 2), (1, 2), 0.3), link((0, 4), (1, 4), 0.3)], 0)
    assert cells(alignment)[1:] == [[[2], [2]], [[], [3]], [[3], []], [[4], [4]]]
    of = [neighbour(made, alignment, ParagraphId(1, 3), by) for by in (-1, 1, 2, 0, -2, 3)]
    assert of == [ParagraphId(0, 2), ParagraphId(0, 3), ParagraphId(0, 4), None, None, None]
    assert neighbour(made, alignment, ParagraphId(1, 2), -1) is None, "the headlines' row stands"
    assert neighbour(made, alignment, ParagraphId(1, 1), 1) is None, "and so do they on it"
    assert neighbour(made, alignment, ParagraphId(1, 9), 1) is None


def test_the_neighbour_of_a_paragraph_of_the_pivot_is_of_the_article_asked_for() -> None:
    alignment = arrange(PLAIN, [*DOWN[:2], link((0, 4), (1, 3), 0.3), link((0, 4), (1, 4), 0.3)], 0)
    assert neighbour(PLAIN, alignment, ParagraphId(0, 1), 1) is None
    assert neighbour(PLAIN, alignment, ParagraphId(0, 1), 1, article=1) == ParagraphId(1, 2)
    assert neighbour(PLAIN, alignment, ParagraphId(0, 2), 1, article=1) == ParagraphId(1, 3), "the nearest of a cell"
    assert neighbour(PLAIN, alignment, ParagraphId(2, 1), -1, article=1) == ParagraphId(1, 4)


def test_a_misaligned_paragraph_moves_a_row_down_and_back_up() -> None:
    down = moved(PLAIN, arrange(PLAIN, DOWN, 0), ParagraphId(1, 2), 1)
    assert down == [cut((0, 2), (1, 2), (1, 2)), linked((0, 3), (1, 2), (1, 2))]
    alignment = corrected(PLAIN, DOWN, down, 0)
    assert [row[:2] for row in cells(alignment)][:4] == [[[1], [1]], [[2], []], [[3], [2, 3]], [[4], [4]]]
    up = moved(PLAIN, alignment, ParagraphId(1, 2), -1)
    assert up == [cut((0, 3), (1, 2), (1, 2)), linked((0, 2), (1, 2), (1, 2))]
    assert cells(corrected(PLAIN, DOWN, [*down, *up], 0)) == cells(arrange(PLAIN, DOWN, 0))


def test_what_stands_beside_a_paragraph_of_the_pivot_changes_for_one_article_alone() -> None:
    links = [*DOWN, link((0, 1), (2, 1), 0.3)]
    decided = moved(PLAIN, arrange(PLAIN, links, 0), ParagraphId(0, 1), 1, article=1)
    assert decided == [cut((0, 1), (1, 1), (1, 1)), linked((0, 1), (1, 2), (1, 2))]


def test_where_there_is_no_row_to_move_to_nothing_is_decided() -> None:
    alignment = arrange(PLAIN, DOWN, 0)
    assert moved(PLAIN, alignment, ParagraphId(1, 1), -1) == moved(PLAIN, alignment, ParagraphId(0, 1), 1) == []


@given(decided_stories(), st.data())
def test_a_move_brings_a_paragraph_beside_its_neighbour_whatever_was_decided_before(
    case: tuple[Story, list[Link], list[Correction], int], data: st.DataObject
) -> None:
    made, links, corrections, pivot = case
    alignment = corrected(made, links, corrections, pivot)
    paragraph_ids = sorted(row_of(alignment))
    if not paragraph_ids:
        return
    where = data.draw(st.sampled_from(paragraph_ids))
    by, article = data.draw(st.sampled_from([-1, 1])), data.draw(st.integers(0, len(made.articles) - 1))
    there = neighbour(made, alignment, where, by, article)
    decided = moved(made, alignment, where, by, article)
    assert bool(decided) == (there is not None)
    if there is not None:
        after = row_of(corrected(made, links, [*corrections, *decided], pivot))
        assert after[where] == after[there]
        assert (row_of(alignment)[there] - row_of(alignment)[where]) * by > 0


def test_the_candidates_have_the_scores_of_the_links_and_go_on_below_the_threshold() -> None:
    seeds = seed_story()
    best = counterparts(align(seeds))
    for where in (ParagraphId(0, 3), ParagraphId(2, 10), ParagraphId(1, 8)):
        for article in {0, 1, 2} - {where.article}:
            found = candidates(seeds, where, article, 100)
            assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
            linked_here = [(x.other(where), x.score) for x in best.get(where, ()) if x.other(where).article == article]
            assert [near for near, _ in found[: len(linked_here)]] == [near for near, _ in linked_here]
            assert [score for _, score in found[: len(linked_here)]] == pytest.approx([s for _, s in linked_here])
            assert len(found) > len(linked_here)
            assert candidates(seeds, where, article, 2) == found[:2]


def test_a_paragraph_that_does_not_take_part_has_candidates_and_its_own_article_gives_none() -> None:
    seeds = seed_story()
    credit = next(ParagraphId(0, p.n) for p in seeds.articles[0].paragraphs if p.kind not in (Kind.BODY, Kind.HEADLINE))
    assert candidates(seeds, credit, 1, 3)
    assert candidates(seeds, ParagraphId(0, 3), 0, 3) == []
