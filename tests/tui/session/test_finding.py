"""Searching while one reads, and filtering rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.align import align
from articles.model import Link, ParagraphId
from articles.read import seed_story
from articles.rows import arrange
from tests.stories import session, story
from tui.keys.keymap import Keymap
from tui.session.desk import Place
from tui.session.effect import Effect
from tui.shown.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from articles.model import Story
    from tui.session.session import Session

SEEDS = seed_story()
SEED_ALIGNMENT = align(SEEDS)


class Note(NamedTuple):
    tags: tuple[str, ...] = ()
    speaker: str = ""


def finding(of: Story | None = None, notes: Mapping[ParagraphId, Sequence[Note]] | None = None) -> Session:
    """The small story: rows 1, 3 (two on Monday), 4 (Post's border), 5 (two in seven hours), 6 (Courier's comment)."""
    made = session(of)
    made.row_filter._annotations_on = lambda where: (notes or {}).get(where, ())
    made.row_filter._tag_name = str.upper
    return made


def searched(query: str, of: Session | None = None) -> Session:
    of = of or finding()
    of.search.type(query)
    of.search.done()
    return of


def numbers(of: Session) -> list[int]:
    return [row.number for row in of.desk.shown.rows]


# Searching


def test_while_a_query_is_typed_the_cursor_goes_to_the_first_hit_from_where_the_typing_began() -> None:
    of = finding()
    of.cursor.go(ParagraphId(0, 3))
    assert of.search.type("s").message == "“s” 7 of 23 · Post 13 · Courier 10 · 2 hidden"
    assert of.desk.place.paragraph == ParagraphId(0, 3)
    effect = of.search.type("seven")
    assert effect.message == "“seven” 1 of 2 · Post 1 · Courier 1"
    assert effect.moved
    assert of.desk.place == Place(ParagraphId(0, 4), of.desk.paragraph(ParagraphId(0, 4)).shown.index("seven"))
    of.search.type("se")
    assert of.desk.place.paragraph == ParagraphId(0, 4)
    of.search.type("s")
    assert of.desk.place.paragraph == ParagraphId(0, 3)


def test_before_the_first_hit_round_the_end_is_the_next() -> None:
    of = finding()
    of.cursor.go(ParagraphId(1, 4))
    assert of.search.type("troops").message == "“troops” 1 of 1 · Post 1"
    assert of.desk.place == Place(ParagraphId(0, 3), 0)


def test_nothing_found_moves_nothing_and_marks_nothing() -> None:
    of = finding()
    of.search.type("minister")
    place = of.desk.place
    effect = of.search.type("ministerx")
    assert effect == Effect(
        frozenset({ParagraphId(0, 2), ParagraphId(1, 5)}), message="“ministerx” is not in this story", warn=True
    )
    assert of.desk.place == place
    assert of.search.matches_on(ParagraphId(0, 2)) == ((), None)
    assert of.search.counted == "not found"


def test_effects_name_the_cells_that_are_marked_otherwise() -> None:
    of = finding()
    assert of.run(lambda of: of.search.type("minister")).cells == {
        ParagraphId(0, 1),
        ParagraphId(0, 2),
        ParagraphId(1, 5),
    }
    assert of.run(lambda of: of.search.type("meeting")).cells == {
        ParagraphId(0, 2),
        ParagraphId(1, 5),
        ParagraphId(1, 1),
    }
    assert of.run(lambda of: of.search.type("")).cells == {ParagraphId(1, 1)}


def test_cancelling_gives_back_place_selection_and_the_search_from_before() -> None:
    of = searched("hotel")
    of.cursor.go(ParagraphId(0, 2), 4)
    of.cursor.select("word")
    place, selection, found = of.desk.place, of.desk.selection, of.search.hits
    of.search.type("border")
    of.search.type("bordeaux")
    effect = of.run(lambda of: of.search.cancel())
    assert (of.desk.place, of.desk.selection, of.search.hits) == (place, selection, found)
    assert effect.moved
    assert effect.cells >= {ParagraphId(0, 2)}
    assert of.search.queries == ["hotel"]
    assert of.run(lambda of: of.search.cancel()) == Effect()


def test_a_search_that_is_done_stays_at_its_hit_and_is_remembered_once() -> None:
    of = finding()
    of.search.type("mini")
    of.search.type("minister")
    assert of.search.done().message == ("“minister” 1 of 2 · Post 1 · Courier 1 · n next · N previous · esc ends it")
    assert of.desk.place.paragraph == ParagraphId(0, 2)
    searched("hotel", of)
    searched("minister", of)
    assert of.search.queries == ["hotel", "minister"]


def test_after_a_search_tag_keys_mean_the_words_found() -> None:
    of = searched("minist")
    of.run(lambda of: of.tagging.tag("claim"))
    of.run(lambda of: of.search.step(1))
    of.run(lambda of: of.tagging.tag("denial"))
    assert [(a.passage.exact, a.tags) for a in of.annotations.book] == [
        ("minister", ("claim",)),
        ("minister", ("denial",)),
    ]
    assert of.tagging.quotation().exact == "minister"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("et for sev", "met for seven"),
        ("“will", "“will"),
        ("over sanctions and w", "over sanctions and weapons"),
        (".", "Monday."),
    ],
)
def test_words_that_were_found_in_part_are_meant_whole(query: str, words: str) -> None:
    of = finding()
    start, end = searched(query, of).desk.target()
    assert of.desk.story.articles[of.desk.place.paragraph.article].version.text[start:end] == words


def test_one_key_ends_the_search_and_its_selection_and_a_step_ends_the_selection_alone() -> None:
    of = searched("minister")
    assert of.run(lambda of: of.end_selection()).message.startswith("“minister” is marked no longer")
    assert (of.desk.selection, of.search.hits) == (None, None)
    of = searched("minister")
    of.cursor.step("word", 1)
    assert of.desk.selection is None
    of.cursor.select("word")
    of.run(lambda of: of.end_selection())
    assert of.search.hits is not None


def test_a_search_that_found_nothing_gives_back_the_one_from_before() -> None:
    of = searched("hotel")
    place = of.desk.place
    of.search.type("border")
    of.search.type("borderx")
    effect = of.run(lambda of: of.search.done())
    assert (effect.message, effect.warn) == ("“borderx” is not in this story", True)
    assert of.desk.place == place
    assert of.search.hits is not None
    assert of.search.hits.query == "hotel"
    assert of.run(lambda of: of.search.done()) == Effect(), "nothing was typed"


def test_next_and_previous_go_row_by_row_and_round_the_end() -> None:
    of = searched("on")
    told = []
    for by in (1, 1, 1, 1, 1, 1, 1, 1, -1):
        message = of.search.step(by).message
        assert of.desk.paragraph(of.desk.place.paragraph).shown[of.desk.place.at :].lower().startswith("on")
        told.append((of.desk.place.paragraph, message.removesuffix(" · Post 4 · Courier 4")))
    assert told == [
        (ParagraphId(0, 2), "“on” 2 of 8"),
        (ParagraphId(1, 5), "“on” 3 of 8"),
        (ParagraphId(1, 5), "“on” 4 of 8"),
        (ParagraphId(0, 4), "“on” 5 of 8"),
        (ParagraphId(0, 4), "“on” 6 of 8"),
        (ParagraphId(1, 3), "“on” 7 of 8"),
        (ParagraphId(1, 3), "“on” 8 of 8"),
        (ParagraphId(0, 2), "Round the page's end · “on” 1 of 8"),
        (ParagraphId(1, 3), "Round the page's end · “on” 8 of 8"),
    ]


def test_next_and_previous_begin_at_the_cursor() -> None:
    of = searched("on")
    of.cursor.go(ParagraphId(0, 3))
    of.search.step(1)
    assert of.desk.place.paragraph == ParagraphId(0, 4)
    of.cursor.go(ParagraphId(0, 3))
    of.search.step(-1)
    assert of.desk.place.paragraph == ParagraphId(1, 5)


def test_two_hits_in_a_word_are_two_steps() -> None:
    of = searched("n", finding(story("Banana it is.")))
    assert of.desk.place.at == 2
    of.search.step(1)
    assert of.desk.place.at == 4
    assert of.search.matches_on(ParagraphId(0, 1)) == (((2, 3), (4, 5)), (4, 5))


def test_the_present_match_is_the_one_at_the_cursor() -> None:
    of = searched("on")
    spans, present = of.search.matches_on(of.desk.place.paragraph)
    assert present == spans[0] == (of.desk.place.at, of.desk.place.at + 2)
    assert of.search.matches_on(ParagraphId(1, 5))[1] is None
    of.cursor.step("sentence", 1)
    assert of.search.matches_on(ParagraphId(0, 2)) == (spans, None)


def test_without_a_search_the_key_is_named_that_begins_one_as_it_was_set() -> None:
    assert finding().search.step(1) == Effect(message="Nothing is searched for: / begins", warn=True)
    of = story()
    other = session(of, keymap=Keymap({"search": ("ctrl+f",)}))
    assert other.run(lambda other: other.search.step(1)).message == "Nothing is searched for: ctrl+f begins"


def test_escape_ends_a_selection_first_and_then_the_search() -> None:
    of = searched("minister")
    of.cursor.select("word")
    of.end_selection()
    assert of.search.hits is not None
    effect = of.run(lambda of: of.end_selection())
    assert of.search.hits is None
    assert effect.cells == {ParagraphId(0, 2), ParagraphId(1, 5)}
    assert effect.message == "“minister” is marked no longer · / and ↑ search for it again"
    assert of.end_selection().message == ""


def test_what_is_folded_is_not_gone_to_but_told_of() -> None:
    of = finding()
    assert of.search.type("advert").message == "“advert” is only in what is hidden: B unfolds"
    assert of.search.counted == "not found"
    assert of.desk.place == Place(ParagraphId(0, 1), 0)
    of.display.fold()
    assert of.search.type("advert").message == "“advert” 1 of 2 · Post 1 · Courier 1"


def test_a_filter_is_searched_through_and_what_it_hides_is_told_of() -> None:
    of = finding()
    of.row_filter.apply(Filter("alone"), hides=True)
    assert of.search.type("said").message == "“said” 1 of 1 · Post 1 · 1 hidden"
    assert of.desk.place.paragraph == ParagraphId(0, 3)
    assert of.search.type("hotel").message == "“hotel” is only in what is hidden: F shows all rows, B unfolds"
    of.row_filter.apply(Filter("alone"), hides=False)
    assert of.search.type("hotel").message == "“hotel” 1 of 1 · Courier 1"


# Filtering


def test_a_filter_hides_the_other_rows_and_moves_the_cursor_to_the_nearest_left() -> None:
    of = finding()
    of.cursor.go(ParagraphId(0, 4), 3)
    effect = of.run(lambda of: of.row_filter.apply(Filter("alone"), hides=True))
    assert effect == Effect(
        frozenset({ParagraphId(0, 4), ParagraphId(0, 3)}),
        moved=True,
        rows=True,
        message="Only rows in one outlet alone: 2 of 7 · F shows all",
    )
    assert numbers(of) == [4, 6]
    assert of.desk.place == Place(ParagraphId(0, 3), 0)
    assert of.row_filter.description == "only rows in one outlet alone"


def test_a_filter_dims_the_other_rows_and_moves_nothing() -> None:
    of = finding()
    of.cursor.go(ParagraphId(0, 4), 3)
    effect = of.row_filter.apply(Filter("alone"), hides=False)
    assert effect.message == "All but rows in one outlet alone dimmed: 2 of 7 · F ends it"
    assert not effect.rows
    assert effect.cells == {
        ParagraphId(0, 1),
        ParagraphId(1, 1),
        ParagraphId(0, 2),
        ParagraphId(1, 5),
        ParagraphId(0, 4),
        ParagraphId(1, 3),
    }
    assert {where for where in of.desk.shown.row_of if of.desk.shown.dims(where)} == effect.cells
    assert of.desk.place == Place(ParagraphId(0, 4), 3)
    assert of.row_filter.description == "rows in one outlet alone, others dim"


def test_a_filter_that_picks_no_row_changes_nothing() -> None:
    of = finding()
    of.row_filter.apply(Filter("alone"), hides=True)
    view = of.desk.shown
    for filter_, said in ((Filter("tag", "claim"), "tagged CLAIM"), (Filter("text", "adverti"), "with “adverti”")):
        assert of.row_filter.apply(filter_, hides=False) == Effect(message=f"There are no rows {said}", warn=True)
    assert of.desk.shown is view
    assert of.row_filter.current == Filter("alone")
    assert of.row_filter.hides


def test_what_was_picked_stays_until_the_filter_is_applied_again() -> None:
    notes = {ParagraphId(0, 2): [Note(("claim",))]}
    of = finding(notes=notes)
    of.row_filter.apply(Filter("tagged"), hides=True)
    notes[ParagraphId(0, 4)] = [Note(("claim",))]
    assert numbers(of) == [3]
    of.row_filter.apply(Filter("tagged"), hides=True)
    assert numbers(of) == [3, 5]


def test_a_filter_replaces_another_and_does_not_narrow_it() -> None:
    of = finding()
    of.row_filter.apply(Filter("alone"), hides=True)
    of.row_filter.apply(Filter("text", "seven"), hides=True)
    assert numbers(of) == [5]


def test_clearing_shows_all_rows_and_keeps_the_cursor() -> None:
    of = finding()
    of.row_filter.apply(Filter("alone"), hides=True)
    of.cursor.go(ParagraphId(1, 4), 2)
    effect = of.row_filter.clear()
    assert (effect.rows, effect.message) == (True, "All rows are shown again · f filters them")
    assert of.desk.place == Place(ParagraphId(1, 4), 2)
    assert numbers(of) == [1, 3, 4, 5, 6]
    assert of.row_filter.description == ""
    assert of.row_filter.clear().warn
    of.row_filter.apply(Filter("alone"), hides=False)
    effect = of.row_filter.clear()
    assert (effect.rows, effect.message) == (False, "No row is dimmed any more · f filters them")
    assert effect.cells == {
        ParagraphId(0, 1),
        ParagraphId(1, 1),
        ParagraphId(0, 2),
        ParagraphId(1, 5),
        ParagraphId(0, 4),
        ParagraphId(1, 3),
    }


def test_folding_under_a_filter_leaves_what_was_picked() -> None:
    of = finding()
    of.row_filter.apply(Filter("outlet", 1), hides=True)
    of.display.fold()
    assert numbers(of) == [1, 3, 5, 6]
    of.row_filter.clear()
    assert numbers(of) == [1, 2, 3, 4, 5, 6, 7]


def test_links_that_arrive_later_let_the_filter_pick_anew_but_leave_the_cursor() -> None:
    of = story()
    found = align(of)
    one = session(of, arrange(of, found.links[:1], found.pivot))
    one.row_filter.apply(Filter("alone"), hides=True)
    assert one.desk.shown.number_of[ParagraphId(0, 2)] not in numbers(one)
    one.cursor.go(ParagraphId(0, 4))
    was, place = numbers(one), one.desk.place
    assert one.run(lambda one: one.align(align(of))).rows
    assert numbers(one) == [4, 5, 6] != was, "row 5 is the cursor's"
    assert one.desk.place == place


def test_a_filter_that_picks_none_of_later_rows_is_dropped() -> None:
    of = story("Alpha one.\n\nBeta one.", "Gamma two.")
    one = session(of, arrange(of, [Link(ParagraphId(0, 1), ParagraphId(1, 1), 0.4)], 0))
    one.row_filter.apply(Filter("alone"), hides=True)
    assert numbers(one) == [2]
    one.align(
        arrange(
            of, [Link(ParagraphId(0, 1), ParagraphId(1, 1), 0.4), Link(ParagraphId(0, 2), ParagraphId(1, 1), 0.3)], 0
        )
    )
    assert one.row_filter.current is None
    assert one.desk.shown.picked is None
    assert numbers(one) == [1, 2]


def test_choices_count_all_rows_also_under_a_filter() -> None:
    of = finding(notes={ParagraphId(0, 2): [Note(("claim",), "Wang")]})
    listed = of.row_filter.choices()
    of.row_filter.apply(Filter("alone"), hides=True)
    assert of.row_filter.choices() == listed
    some = [Filter("tagged"), Filter("tag", "claim"), Filter("alone")]
    assert [(choice.label, choice.rows) for choice in listed if choice.filter in some] == [
        ("tagged rows", 1),
        ("rows in one outlet alone", 2),
        ("rows tagged CLAIM", 1),
    ]
    assert of.row_filter.rows_with("minister") == 1
    assert of.row_filter.rows_with("") == 0


@pytest.mark.parametrize("hides", [True, False])
def test_every_choice_picks_as_many_rows_as_it_says(hides: bool) -> None:
    of = finding(notes={ParagraphId(1, 4): [Note(("claim",), "Wang")]})
    for choice in of.row_filter.choices():
        of.row_filter.apply(choice.filter, hides=hides)
        assert of.desk.shown.picked is not None
        assert len(of.desk.shown.picked) == choice.rows


# Whatever is done

FILTERS = [Filter("alone"), Filter("aligned"), Filter("untagged"), Filter("outlet", 2), Filter("text", "china")]

if TYPE_CHECKING:
    Act = Callable[[Session], Effect]


def search(query: str) -> Act:
    return lambda of: of.search.type(query)


def apply(picked: tuple[Filter, bool]) -> Act:
    return lambda of: of.row_filter.apply(picked[0], hides=picked[1])


acts: st.SearchStrategy[Act] = st.one_of(
    st.sampled_from(["", "e", "Sullivan", "talks", "zzz", "“"]).map(search),
    st.tuples(st.sampled_from(FILTERS), st.booleans()).map(apply),
    *(
        st.just(act)
        for act in (
            lambda of: of.search.done(),
            lambda of: of.search.cancel(),
            lambda of: of.end_selection(),
            lambda of: of.row_filter.clear(),
            lambda of: of.display.fold(),
            lambda of: of.cursor.last(),
            lambda of: of.search.step(1),
            lambda of: of.search.step(-1),
            lambda of: of.cursor.paragraph_step(1),
            lambda of: of.cursor.paragraph_step(-1),
            lambda of: of.cursor.column_step(1),
            lambda of: of.cursor.column_step(-1),
            lambda of: of.cursor.select("sentence"),
            lambda of: of.jumps.counterpart(),
            lambda of: of.jumps.back(),
        )
    ),
)


@given(st.lists(acts, max_size=25))
def test_the_cursor_is_always_on_the_page_and_effects_name_what_looks_different(acts: list[Act]) -> None:
    of = session(SEEDS, SEED_ALIGNMENT)
    for act in acts:
        before = looks(of)
        place = of.desk.place
        effect = of.run(act)
        assert of.desk.shown.shows(of.desk.place.paragraph)
        after = looks(of)
        assert effect.rows or before.keys() == after.keys()
        changed = {where for where in before.keys() & after.keys() if before[where] != after[where]}
        assert effect.rows or effect.cells >= changed
        assert place == of.desk.place or effect.moved


def looks(of: Session) -> dict[ParagraphId, object]:
    """All that shows on every paragraph of the page."""
    lit = of.lit()
    return {
        where: (
            of.search.matches_on(where),
            of.desk.shown.dims(where),
            where in lit,
            (of.desk.place, of.desk.target()) if where in lit else None,
        )
        for where in of.desk.shown.row_of
    }
